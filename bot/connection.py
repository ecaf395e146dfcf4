"""The connection with Slack: who we are there, Socket Mode or HTTP, and trying again while Slack is away.

Answers for: the rest of the process starts and takes alerts without Slack; when Slack is there, this connects, and
connects anew when a socket is gone that its own library does not bring back. May not: handle what comes in
(``handlers.slack`` does) or grant wishes (``delivery`` does).
"""

import asyncio
import contextlib
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

from bot.delivery.calls import NO_ANSWER, Again, Never, SlackCalls, sort_error
from bot.troubles import Troubles
from handlers.slack import Adapter, answer_http

RETRY_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 60.0
PING_SECONDS = 2.5
"""How often the socket is looked at; a connection that was cut without a word is missed for about as long."""
CONNECT_SECONDS = 10.0
CLOSE_SECONDS = 1.0
LOOK_SECONDS = 1.0
GRACE_SECONDS = 6.0
"""How long the socket's own library may take to bring it back. It tries an address again for ever that Slack gave for
one use, so then we ask for another one."""
SOCKET = "slack connection"

log = structlog.get_logger("fenghuo.slack")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are, as ``auth.test`` says."""

    team: str
    bot: str
    user: str


class _Sockets(AsyncSocketModeHandler):
    """Socket Mode that acknowledges at once what concerns nobody here: a new room brings two dozen such events, and
    Bolt takes a millisecond for each."""

    def __init__(self, app: AsyncApp, app_token: str, concerns: Callable[[Mapping[str, Any]], bool]) -> None:
        super().__init__(app, app_token, ping_interval=PING_SECONDS)
        self._concerns = concerns

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        event = req.payload.get("event") if req.type == "events_api" else None
        try:
            if event is not None and not self._concerns(event):
                await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
            else:
                await super().handle(client, req)
        except ConnectionError as problem:
            # Slack sends it again on another connection; what was done is known by its id.
            log.info("the socket closed before the answer", reason=str(problem))


@dataclass(slots=True)
class Connection:
    """See the module. ``build`` makes the Bolt application and its adapter once we know who we are; ``app_token`` None
    means HTTP mode; ``concerns`` says whether an event is for anybody here; ``on_connected`` is told each time."""

    client: AsyncWebClient
    app_token: str | None
    build: Callable[[Identity], Awaitable[tuple[AsyncApp, Adapter]]]
    concerns: Callable[[Mapping[str, Any]], bool]
    troubles: Troubles
    on_connected: Callable[[], None]
    identity: Identity | None = None
    known: asyncio.Event = field(default_factory=asyncio.Event)
    _app: AsyncApp | None = None
    _adapter: Adapter | None = None
    _socket: AsyncSocketModeHandler | None = None
    _stopping: bool = False

    def is_connected(self) -> bool:
        """Whether what happens in Slack reaches us now."""
        if self.app_token is None:
            return self._app is not None
        return self._socket is not None and self._connected_socket(self._socket)

    async def run(self) -> None:
        """Find out who we are and connect, however long it takes and as often as it takes. Outermost loop: what fails
        is reported, tried again."""
        pause = RETRY_SECONDS
        while not self._stopping:
            try:
                await self._connect()
                pause = RETRY_SECONDS
                self.troubles.end(SOCKET)
                self.on_connected()
                if self._socket is None:
                    return  # Slack calls us
                await self._until_lost(self._socket)
                continue
            except Again as problem:
                self._say_away(problem.reason)
            except Never as refused:
                self._say_refused(refused.reason)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            except Exception:
                log.exception("could not connect to Slack")
            await asyncio.sleep(pause)

    async def stop(self, seconds: float) -> None:
        """Take nothing more in, and wait at most ``seconds`` for what is being handled."""
        self._stopping = True
        if self._socket is not None:
            await _close(self._socket)
        if self._adapter is not None:
            await self._adapter.drain(seconds=seconds)

    async def _until_lost(self, socket: AsyncSocketModeHandler) -> None:
        """Return when the socket is gone for longer than its library takes to bring it back; it is closed then."""
        gone = 0.0
        while gone < GRACE_SECONDS or self._stopping:
            await asyncio.sleep(LOOK_SECONDS)
            gone = 0.0 if self._connected_socket(socket) else gone + LOOK_SECONDS
        self._say_away("the connection was lost")
        self._socket = None
        await _close(socket)

    def _say_away(self, reason: str) -> None:
        self.troubles.begin(
            SOCKET,
            f"Slack is not connected ({reason.removeprefix(NO_ANSWER)}): alerts are taken, people's commands are not.",
            "Nothing, if it is Slack (slack-status.com): the bot connects by itself. Else see to the network, the "
            "proxy and SLACK_API_URL.",
        )

    def _say_refused(self, reason: str) -> None:
        setting = "SLACK_APP_TOKEN" if self.identity else "SLACK_BOT_TOKEN"
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
        return await answer_http(self._app, request)

    async def _connect(self) -> None:
        if self.identity is None:
            answer = await SlackCalls(self.client).call("auth.test")
            self.identity = Identity(answer["team_id"], answer.get("bot_id", ""), answer["user_id"])
            self.known.set()
        if self._app is None:
            app, self._adapter = await self.build(self.identity)
            self._app = app
        if self.app_token is not None and self._socket is None:
            self._socket = await self._open_socket(self._app, self.app_token)
        log.info(
            "connected", team=self.identity.team, bot=self.identity.user, mode="socket" if self.app_token else "http"
        )

    async def _open_socket(self, app: AsyncApp, token: str) -> AsyncSocketModeHandler:
        socket = _Sockets(app, token, self.concerns)
        socket.client.proxy = self.client.proxy
        try:
            await asyncio.wait_for(socket.client.connect_to_new_endpoint(), CONNECT_SECONDS)
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            await _close(socket)
            raise Again(NO_ANSWER + type(problem).__name__) from problem
        except SlackApiError as problem:
            await _close(socket)
            sort_error(problem)
        return socket

    @staticmethod
    def _connected_socket(socket: AsyncSocketModeHandler) -> bool:
        session = getattr(socket.client, "current_session", None)
        return session is not None and not session.closed


async def _close(socket: AsyncSocketModeHandler) -> None:
    """Close it within a second, whether the other side says good-bye or not."""
    client: Any = socket.client
    try:
        await asyncio.wait_for(socket.close_async(), CLOSE_SECONDS)  # type: ignore[no-untyped-call]
    except (TimeoutError, aiohttp.ClientError, OSError):
        for task in (client.message_processor, client.current_session_monitor, client.message_receiver):
            if task is not None:
                task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(client.aiohttp_client_session.close(), CLOSE_SECONDS)
