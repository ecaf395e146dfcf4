"""The connection with Slack: who we are there, Socket Mode or HTTP, and trying again while Slack is away.

Answers for: the rest of the process starts and takes alerts without Slack; when Slack is there, this connects. May not:
handle what comes in (``handlers.slack`` does) or grant wishes (``delivery`` does).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.calls import Again, Never, SlackCalls, sort_error
from bot.points import Point
from crisis.ports import Passing
from handlers.slack import Adapter, answer_http
from storage.points import unwatched

RETRY_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 60.0
PING_SECONDS = 2.5
"""How often the socket is looked at; a connection that was cut without a word is missed for about as long."""

log = structlog.get_logger("fenghuo.slack")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are, as ``auth.test`` says."""

    team: str
    bot: str
    user: str


@dataclass(frozen=True, slots=True)
class _Answering:
    """What Bolt needs of the socket to answer one envelope."""

    client: SocketModeClient
    passing: Passing

    @property
    def logger(self) -> Any:
        return self.client.logger

    async def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        self.passing(Point.ENVELOPE_HANDLED)
        await self.client.send_socket_mode_response(response)


class _Sockets(AsyncSocketModeHandler):
    """Socket Mode that acknowledges at once what concerns nobody here: a new room brings two dozen such events, and
    Bolt takes a millisecond for each."""

    def __init__(
        self, app: AsyncApp, app_token: str, concerns: Callable[[Mapping[str, Any]], bool], passing: Passing
    ) -> None:
        super().__init__(app, app_token, ping_interval=PING_SECONDS)
        self._concerns = concerns
        self._passing = passing

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        event = req.payload.get("event") if req.type == "events_api" else None
        try:
            if event is not None and not self._concerns(event):
                await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
            else:
                self._passing(Point.ENVELOPE_ARRIVED)
                await super().handle(_Answering(client, self._passing), req)  # type: ignore[arg-type]
        except ConnectionError as problem:
            # Slack sends it again on another connection; what was done is known by its id.
            log.info("the socket closed before the answer", reason=str(problem))


@dataclass(slots=True)
class Connection:
    """See the module. ``build`` makes the Bolt application and its adapter once we know who we are; ``app_token`` None
    means HTTP mode; ``concerns`` says whether an event is for anybody here."""

    client: AsyncWebClient
    app_token: str | None
    build: Callable[[Identity], Awaitable[tuple[AsyncApp, Adapter]]]
    concerns: Callable[[Mapping[str, Any]], bool]
    passing: Passing = unwatched
    identity: Identity | None = None
    known: asyncio.Event = field(default_factory=asyncio.Event)
    _app: AsyncApp | None = None
    _adapter: Adapter | None = None
    _socket: AsyncSocketModeHandler | None = None

    def is_connected(self) -> bool:
        """Whether what happens in Slack reaches us now."""
        if self.app_token is None:
            return self._app is not None
        return self._socket is not None and self._connected_socket(self._socket)

    async def run(self) -> None:
        """Find out who we are and connect, however long it takes. Outermost loop: what fails is reported, tried
        again."""
        pause = RETRY_SECONDS
        while True:
            try:
                await self._connect()
            except Again as problem:
                log.warning("Slack cannot be reached; tried again", reason=problem.reason, seconds=pause)
            except Never as refused:
                setting = "SLACK_APP_TOKEN" if self.identity else "SLACK_BOT_TOKEN"
                log.error("Slack refuses the token", setting=setting, reason=refused.reason, remedy="fenghuo check")
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            except Exception:
                log.exception("could not connect to Slack")
            else:
                return
            await asyncio.sleep(pause)

    async def stop(self, seconds: float) -> None:
        """Take nothing more in, and wait at most ``seconds`` for what is being handled."""
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._adapter is not None:
            await self._adapter.drain(seconds=seconds)

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

    async def _connect(self) -> None:
        if self.identity is None:
            answer = await SlackCalls(self.client).call("auth.test")
            self.identity = Identity(answer["team_id"], answer.get("bot_id", ""), answer["user_id"])
            self.known.set()
        if self._app is None:
            app, self._adapter = await self.build(self.identity)
            self._app = app
        if self.app_token is not None and self._socket is None:
            socket = _Sockets(self._app, self.app_token, self.concerns, self.passing)
            socket.client.proxy = self.client.proxy
            try:
                await socket.connect_async()  # type: ignore[no-untyped-call]
            except (aiohttp.ClientError, TimeoutError, OSError) as problem:
                await socket.close_async()  # type: ignore[no-untyped-call]
                raise Again(type(problem).__name__) from problem
            except SlackApiError as problem:
                await socket.close_async()  # type: ignore[no-untyped-call]
                sort_error(problem)
            self._socket = socket
        log.info(
            "connected", team=self.identity.team, bot=self.identity.user, mode="socket" if self.app_token else "http"
        )

    @staticmethod
    def _connected_socket(socket: AsyncSocketModeHandler) -> bool:
        session = getattr(socket.client, "current_session", None)
        return session is not None and not session.closed
