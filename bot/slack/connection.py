"""The connection with Slack: who we are there, Socket Mode or HTTP, and trying again while Slack is away.

Answers for: the rest of the process starts and takes alerts without Slack; when Slack is there, this connects. May not:
handle what comes in (``handlers.slack.adapter`` does) or grant wishes (``delivery`` does).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.points import Point
from bot.slack.calls import NO_ANSWER, Again, Never, SlackCalls
from bot.slack.socket_mode import LONGEST_PAUSE_SECONDS, SocketMode
from bot.timing import Timing
from bot.troubles import Troubles
from crisis.ports import Passing
from handlers.slack.adapter import Adapter, answer_http
from storage.points import unwatched

SOCKET = "slack connection"

log = structlog.get_logger("fenghuo.slack")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are, as ``auth.test`` says; ``url``: of the workspace."""

    team: str
    bot: str
    user: str
    url: str = ""


@dataclass(slots=True)
class Connection:
    """See the module. ``build`` makes the Bolt application and its adapter once we know who we are; ``app_token`` None
    means HTTP mode; ``concerns`` says whether an event is for anybody here."""

    client: AsyncWebClient
    app_token: str | None
    build: Callable[[Identity], Awaitable[tuple[AsyncApp, Adapter]]]
    concerns: Callable[[Mapping[str, Any]], bool]
    troubles: Troubles
    on_connected: Callable[[], None]
    timing: Timing = field(default_factory=Timing)
    passing: Passing = unwatched
    identity: Identity | None = None
    known: asyncio.Event = field(default_factory=asyncio.Event)
    _app: AsyncApp | None = None
    _adapter: Adapter | None = None
    _socket: SocketMode | None = None

    def is_connected(self) -> bool:
        """Whether what happens in Slack reaches us now."""
        if self.app_token is None:
            return self._app is not None
        return self._socket is not None and self._socket.is_connected()

    async def run(self) -> None:
        """Find out who we are and connect, however long it takes; with Socket Mode stay connected. Outermost loop: what
        fails is reported, tried again."""
        pause = self.timing.reconnect
        while self._app is None:
            try:
                await self._meet()
            except Again as problem:
                self.lost(problem.reason)
            except Never as refused:
                self.refused("SLACK_BOT_TOKEN", refused.reason)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            except Exception:
                log.exception("could not connect to Slack")
            else:
                break
            await asyncio.sleep(pause)
        if self.app_token is None:
            log.info("connected", mode="http")
            self.found()
            return
        self._socket = SocketMode(self.client, self.app_token, self._carry_out, self, self.timing)
        await self._socket.run()

    async def stop(self, seconds: float) -> None:
        """Take nothing more in, and wait at most ``seconds`` for what is being handled."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        if self._socket is not None:
            await self._socket.stop(seconds)
        if self._adapter is not None:
            await self._adapter.drain(seconds=max(end - loop.time(), 0.0))

    def found(self) -> None:
        """Slack reaches us, again perhaps."""
        self.troubles.end(SOCKET)
        self.on_connected()

    def lost(self, reason: str) -> None:
        """Slack does not reach us, and a try to change that has failed."""
        self.troubles.begin(
            SOCKET,
            f"Slack is not connected ({reason.removeprefix(NO_ANSWER)}): alerts are taken, people's commands are not.",
            "Nothing, if it is Slack (slack-status.com): the bot connects by itself. Else see to the network, the "
            "proxy and SLACK_API_URL.",
        )

    def refused(self, setting: str, reason: str) -> None:
        """Slack does not take the token in this setting."""
        self.troubles.begin(
            SOCKET,
            f"Slack refuses the token in {setting} ({reason}): alerts are taken, and nothing goes to Slack.",
            f"Put a valid {setting} and start the bot again; `fenghuo check` tells more.",
        )

    async def take(self, request: web.Request) -> web.Response:
        """``POST /slack/events``. 503 until we know who we are: Slack sends it again."""
        if self._app is None:
            return web.json_response(
                {"error": "not connected with Slack yet"}, status=503, headers={"Retry-After": "5"}
            )
        self.passing(Point.ENVELOPE_ARRIVED)
        answer = await answer_http(self._app, request)
        self.passing(Point.ENVELOPE_HANDLED)
        return answer

    async def _meet(self) -> None:
        """Find out who we are, and build what answers."""
        if self.identity is None:
            answer = await SlackCalls(self.client, self.timing).call("auth.test")
            self.identity = Identity(
                answer["team_id"], answer.get("bot_id", ""), answer["user_id"], str(answer.get("url") or "")
            )
            log.info("known to Slack", team=self.identity.team, bot=self.identity.user)
            self.known.set()
        app, self._adapter = await self.build(self.identity)
        self._app = app

    async def _carry_out(self, envelope: Mapping[str, Any]) -> dict[str, Any] | None:
        """Have Bolt handle an envelope; what concerns nobody here is acknowledged unseen: a new room brings two dozen
        such events, and Bolt takes a millisecond for each."""
        payload = envelope.get("payload")
        if self._app is None or not isinstance(payload, dict):
            return None
        if envelope.get("type") == "events_api" and not self.concerns(payload.get("event") or {}):
            return {}
        self.passing(Point.ENVELOPE_ARRIVED)
        answer = await self._app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))
        self.passing(Point.ENVELOPE_HANDLED)
        if answer.status != 200:
            log.warning("not acknowledged", type=envelope.get("type"), status=answer.status)
            return None
        if not answer.body:
            return {}
        is_json = answer.headers.get("content-type", [""])[0].startswith("application/json")
        return dict(json.loads(answer.body)) if is_json else {"text": answer.body}
