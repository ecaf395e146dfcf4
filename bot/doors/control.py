"""The door through which the command line reaches the bot that runs on the same SQLite database.

Answers for: nobody comes in but those who may write to the database anyway. The bot listens on a port of its own, on
this machine alone, and leaves address and token in a file beside the database that only its own user can read
(docs/decisions/0010-command-line.md). The token is fresh at each start; the alerts' token opens nothing here. May not:
know what the words mean (``handlers.shell`` does).
"""

import asyncio
import hmac
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
import structlog
from aiohttp import web

from bot.doors.listening import listening
from crisis.language import Language, Text
from handlers.shell import About, Asked, Reply, Status

HOST = "127.0.0.1"
PATH = "/control/incident"
LEARN_PATH = "/control/learn"
LARGEST = 900_000  # bytes: more than a shell passes on, and than what was learned of all watch entries
STOP_SECONDS = 1.0  # for what is being answered at a stop
ANSWER_SECONDS = 10.0

log = structlog.get_logger("fenghuo.control")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running bot is asked, and what it wants to be shown."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class Told:
    """The bot's reply. ``slack_away``: it will be seen in Slack only when Slack is back."""

    reply: Reply
    slack_away: bool


class NotAnswered(Exception):
    """Nobody answered as a bot does. ``unclear``: the words may have arrived all the same."""

    def __init__(self, why: str | Text, unclear: bool) -> None:
        super().__init__(str(why))
        self.why = why
        self.unclear = unclear


class BotFailed(Exception):
    """The bot has the words and cannot do it; the next attempt would not fare better."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


def control_file(database: Path) -> Path:
    """Beside the database and its lock."""
    return database.with_name(database.name + ".control")


def read_address(database: Path) -> Address | None:
    """What the last bot on this database left; None when there is nothing to be read."""
    try:
        found = json.loads(control_file(database).read_text(encoding="utf-8"))
        return Address(str(found["url"]), str(found["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(slots=True)
class Door:
    """The bot's side; open between ``async with``. ``answer``: does what is asked. ``unavailable``: what it raises when
    nothing can be stored now. ``slack_away``: whether Slack cannot be reached. ``learn``: stores what triage
    learned."""

    database: Path
    token: str
    answer: Callable[[Asked], Awaitable[Reply]]
    unavailable: tuple[type[Exception], ...]
    slack_away: Callable[[], bool]
    learn: Callable[[str], Awaitable[int]] | None = None
    _open: AsyncExitStack = field(init=False, default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST)
        app.add_routes([web.post(PATH, self._take), web.post(LEARN_PATH, self._learn)])
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        port = await self._open.enter_async_context(listening(runner, HOST, 0))
        address = Address(f"http://{HOST}:{port}{PATH}", self.token)
        try:
            await asyncio.to_thread(_leave, control_file(self.database), address)
        except OSError as error:  # a full disk: everything else works all the same
            log.warning("the command line will not find this bot", file=error.filename, reason=error.strerror)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(control_file(self.database).unlink, missing_ok=True)
        await self._open.aclose()

    def _refused(self, request: web.Request) -> web.Response | None:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        shown = given.strip().encode("utf-8", "surrogateescape")
        if scheme.lower() == "bearer" and hmac.compare_digest(shown, self.token.encode()):
            return None
        log.warning("somebody without the token asked to be let in")
        return web.json_response({"error": "token"}, status=401, headers={"WWW-Authenticate": "Bearer"})

    async def _learn(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        if self.learn is None:
            return web.json_response({"error": "not here"}, status=404)
        try:
            removed = await self.learn(await request.text())
        except (ValueError, KeyError, TypeError):
            return web.json_response({"error": "request"}, status=400)
        except self.unavailable:
            return web.json_response({"error": "not stored"}, status=503)
        log.info("what triage learned was changed from the command line")
        return web.json_response({"removed": removed})

    async def _take(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        try:
            asked = _asked(await request.json())
        except (ValueError, KeyError, TypeError):
            return web.json_response({"error": "request"}, status=400)
        try:
            reply = await self.answer(asked)
        except self.unavailable:
            return web.json_response({"error": "not stored"}, status=503)
        log.info("asked from the command line", person=asked.person, status=reply.status, changed=reply.changed)
        told = {"reply": asdict(reply), "slack_away": self.slack_away()}
        return web.json_response(told, dumps=partial(json.dumps, ensure_ascii=False))


async def ask_to_learn(address: Address, written: str) -> int:
    """The command line's side of ``Door.learn``; how many examples were removed. Raises NotAnswered."""
    headers = {"Authorization": f"Bearer {address.token}", "Content-Type": "application/json"}
    url = address.url.removesuffix(PATH) + LEARN_PATH
    patience = aiohttp.ClientTimeout(total=ANSWER_SECONDS, connect=ANSWER_SECONDS / 2)
    async with aiohttp.ClientSession(trust_env=False, timeout=patience) as session:
        try:
            async with session.post(url, data=written.encode(), headers=headers) as answer:
                if answer.status != 200:
                    raise NotAnswered(f"HTTP {answer.status}", unclear=False)
                return int((await answer.json())["removed"])
        except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
            raise NotAnswered(type(error).__name__, unclear=True) from error


async def ask(address: Address, asked: Asked) -> Told:
    """The command line's side: ask the bot that left this address. Raises NotAnswered, BotFailed."""
    headers = {"Authorization": f"Bearer {address.token}"}
    patience = aiohttp.ClientTimeout(total=ANSWER_SECONDS, connect=ANSWER_SECONDS / 2)
    # No proxy of the environment stands between two processes of one machine.
    async with aiohttp.ClientSession(trust_env=False, timeout=patience) as session:
        try:
            async with session.post(address.url, json=asdict(asked), headers=headers) as answer:
                if answer.status in (401, 503):  # another bot by now, or nothing can be stored at this moment
                    raise NotAnswered(f"HTTP {answer.status}", unclear=False)
                if answer.status != 200:
                    raise BotFailed(answer.status)
                return _told(await answer.json())
        except aiohttp.ClientConnectorError as error:
            raise NotAnswered(os.strerror(error.errno or 0), unclear=False) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotAnswered(type(error).__name__, unclear=True) from error


def _leave(path: Path, address: Address) -> None:
    """Write the file, whole and readable for our own user alone from its first byte on."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(address), file)
    fresh.replace(path)


def _asked(given: Any) -> Asked:
    """Raises KeyError, TypeError or ValueError for what the command line of this version does not send."""
    words, once, person, number = given["words"], given["once"], given["person"], given["number"]
    texts = [*words, once] if person is None else [*words, once, person]
    if not isinstance(words, list) or not all(isinstance(each, str) for each in texts):
        raise TypeError
    if not once or not (number is None or type(number) is int):
        raise TypeError
    return Asked(tuple(words), Language(given["language"]), once, person, number)


def _told(given: Any) -> Told:
    reply = given["reply"]
    about = reply["incident"]
    return Told(
        Reply(
            Status(reply["status"]),
            reply["text"],
            reply["person"],
            reply["changed"],
            reply["repeated"],
            About(**about) if about else None,
            tuple(About(**each) for each in reply["open"]),
        ),
        given["slack_away"],
    )
