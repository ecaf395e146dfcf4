"""Socket Mode: a websocket to Slack that is replaced whenever it is cut, falls silent or is asked to go.

Answers for: being back at once, with a fresh address for every try (Slack takes each one once), the new connection
standing before the old one goes, and each envelope acknowledged on the connection by which it came. May not: know what
is in an envelope. Why not slack_sdk's client: docs/decisions/0014-socket-mode.md.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import Again, Never, SlackCalls
from bot.timing import Timing

FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 60.0
"""Between tries while Slack refuses the token."""
GOODBYE_SECONDS = 15.0
"""How long a connection that was asked to go is still listened to, unless Slack ends it before."""
CLOSING_SECONDS = 1.0

log = structlog.get_logger("fenghuo.slack")

Envelope = Mapping[str, Any]
Take = Callable[[Envelope], Awaitable[dict[str, Any] | None]]


class News(Protocol):
    """Who wants to know how the connection stands."""

    def found(self) -> None:
        """It stands."""

    def lost(self, reason: str) -> None:
        """It does not, and a try failed."""

    def refused(self, setting: str, reason: str) -> None:
        """It does not, because the token in this setting is not taken."""


@dataclass(slots=True, eq=False)
class _Line:
    """One connection. ``leaving``: another one has to follow: it was asked to go, or it is gone."""

    stream: aiohttp.ClientWebSocketResponse
    since: float
    leaving: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class SocketMode:
    """See the module. ``take`` carries an envelope out and gives what goes back with its acknowledgement ({} for
    nothing); None: not acknowledged, Slack sends it again. ``news`` hears how the connection stands."""

    client: AsyncWebClient
    app_token: str
    take: Take
    news: News
    timing: Timing
    _session: aiohttp.ClientSession | None = None
    _line: _Line | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _handling: set[asyncio.Task[None]] = field(default_factory=set)
    _stopping: bool = False

    def is_connected(self) -> bool:
        """Whether an envelope can reach us now."""
        return self._line is not None and not self._line.ended.is_set()

    async def run(self) -> None:
        """Stay connected until cancelled. Outermost loop: what fails is reported and tried again."""
        loop = asyncio.get_running_loop()
        deaf_since, failures = loop.time(), 0
        while not self._stopping:
            try:
                line = await self._connect()
            except Again as problem:
                failures += 1
                pause = problem.after if problem.after is not None else self._backoff(failures)
                self.news.lost(problem.reason)
                await asyncio.sleep(pause)
                continue
            except Never as refused:
                failures += 1
                self.news.refused("SLACK_APP_TOKEN", refused.reason)
                await asyncio.sleep(min(self.timing.reconnect * 2.0**failures, LONGEST_PAUSE_SECONDS))
                continue
            except Exception:
                log.exception("could not connect to Slack")
                await asyncio.sleep(self.timing.reconnect)
                continue
            self.news.found()
            log.info("connected", mode="socket", deaf_seconds=round(loop.time() - deaf_since, 2))
            await line.leaving.wait()
            deaf_since = loop.time()
            # One that did not last counts as a failure: it must not become a storm of connections.
            failures = failures + 1 if deaf_since - line.since < self.timing.reconnect else 0
            if failures > 1:
                await asyncio.sleep(self._backoff(failures))

    async def stop(self, seconds: float) -> None:
        """Take nothing more in, let what is being handled be acknowledged, at most so long, and end every
        connection."""
        self._stopping = True
        if self._handling:
            await asyncio.wait(tuple(self._handling), timeout=seconds)
        tasks = (*self._tasks, *self._handling)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _connect(self) -> _Line:
        """A new connection, greeted by Slack. Raises ``Again`` or ``Never``."""
        answer = await SlackCalls(self.client, self.timing).call("apps.connections.open", token=self.app_token)
        if self._session is None:
            # Its own: the one for calls ends everything after the time-out of a call.
            self._session = aiohttp.ClientSession(trust_env=False)
        try:
            async with asyncio.timeout(self.timing.call):
                stream = await self._session.ws_connect(
                    answer["url"],
                    proxy=self.client.proxy,
                    heartbeat=self.timing.ping,
                    timeout=aiohttp.ClientWSTimeout(ws_close=CLOSING_SECONDS),
                )
                greeting = await stream.receive()
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            # Not its words: they hold the address, which lets whoever has it in.
            raise Again(f"{type(problem).__name__} {getattr(problem, 'status', '')}".strip()) from problem
        said = _read(greeting)
        if said.get("type") != "hello":
            await stream.close()
            raise Again(str(said.get("reason") or "no greeting"))
        self._line = line = _Line(stream, asyncio.get_running_loop().time())
        _keep(self._tasks, self._listen(line))
        return line

    async def _listen(self, line: _Line) -> None:
        try:
            async for message in line.stream:
                said = _read(message)
                if said.get("type") == "disconnect":
                    log.info("Slack asks for a new connection", reason=said.get("reason"))
                    line.leaving.set()
                    _keep(self._tasks, self._say_goodbye(line))
                elif "envelope_id" in said and not self._stopping:
                    _keep(self._handling, self._handle(line, said))
        finally:
            line.ended.set()
            line.leaving.set()
            if not line.stream.closed:
                await line.stream.close()

    async def _say_goodbye(self, line: _Line) -> None:
        """Slack ends a connection that it asked to go; when it does not, we do."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                await line.ended.wait()
        await line.stream.close()

    async def _handle(self, line: _Line, envelope: Envelope) -> None:
        try:
            payload = await self.take(envelope)
            if payload is not None:
                answer = {"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})}
                await line.stream.send_json(answer)
        except (ConnectionError, aiohttp.ClientError) as problem:
            # Slack sends an event again on another connection; what was done is known by its id.
            log.info("the socket closed before the answer", reason=str(problem))
        except Exception:
            log.exception("an envelope could not be handled", type=envelope.get("type"))

    def _backoff(self, failures: int) -> float:
        return float(min(FIRST_PAUSE_SECONDS * 2.0 ** min(failures - 1, 10), self.timing.reconnect))


def _keep(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def _read(message: aiohttp.WSMessage) -> dict[str, Any]:
    """What a frame says; nothing when it is no text of Slack's."""
    if message.type is not aiohttp.WSMsgType.TEXT:
        return {}
    try:
        said = json.loads(message.data)
    except json.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}
