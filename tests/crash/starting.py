"""The nursery from the side of a test: starts bots, hears of their ends.

Answers for: the program is started once for many tests (``nursery_process``), each listens to it in its own event loop
(``Nursery``). May not: know what a bot does.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
LONGEST_LINE = 1 << 20


@dataclass(slots=True)
class NurseryProcess:
    """The program. ``warm``: the kinds of databases that it has opened a room on."""

    process: "subprocess.Popen[bytes]"
    warm: set[str] = field(default_factory=set)


@contextmanager
def nursery_process() -> Iterator[NurseryProcess]:
    """The nursery, ready; its end is the end of all its bots."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.nursery"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert b"nursery" in first, "the nursery did not start"
        yield NurseryProcess(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


@dataclass(slots=True)
class BotProcess:
    """One bot, alive or not. ``status``: as ``Popen.returncode`` has it, below zero for a signal."""

    pid: int
    address: str = ""
    status: int | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, number: signal.Signals) -> None:
        """A real signal; nothing when it has ended already."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def begun(self) -> None:
        """Until it is ready, or has ended before."""
        waiting = [asyncio.create_task(event.wait()) for event in (self.ready, self.ended)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    @property
    def is_working(self) -> bool:
        return self.ready.is_set() and not self.ended.is_set()


async def _closed_after(bot: BotProcess, writing: int, folder: Path) -> None:
    await bot.ended.wait()
    os.close(writing)
    shutil.rmtree(folder)


@dataclass(slots=True)
class Forked:
    """One that was forked, with the face of a subprocess of asyncio. ``stderr``: all that it says."""

    bot: BotProcess
    stderr: asyncio.StreamReader
    closing: "asyncio.Task[None]"

    @property
    def pid(self) -> int:
        return self.bot.pid

    @property
    def returncode(self) -> int | None:
        return self.bot.status

    def send_signal(self, number: signal.Signals) -> None:
        self.bot.send(number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Its end; below zero for a signal."""
        await self.closing
        assert self.bot.status is not None
        return self.bot.status


class Nursery:
    """See the module. ``async with``; all its bots must have ended before it is left."""

    def __init__(self, nursery: NurseryProcess) -> None:
        assert nursery.process.stdin is not None
        assert nursery.process.stdout is not None
        self._wishes: IO[bytes] = nursery.process.stdin
        self._news: IO[bytes] = nursery.process.stdout
        self._warmed = nursery.warm
        self._bots: dict[int, BotProcess] = {}
        self._born: asyncio.Queue[BotProcess] = asyncio.Queue()
        self._warm: asyncio.Queue[str] = asyncio.Queue()
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> "Nursery":
        reader = asyncio.StreamReader()
        copy = os.fdopen(os.dup(self._news.fileno()), "rb", buffering=0)
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), copy)
        self._listening = asyncio.create_task(self._listen(reader))
        return self

    async def __aexit__(self, *unused: object) -> None:
        self._transport.close()
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)

    async def warm_up(self, kind: str, new_url: Callable[[], str]) -> None:
        """Bots on databases of this kind begin faster from now on; a room is opened on a new one, but only once."""
        async with self._one_at_a_time:
            if kind not in self._warmed:
                self._wishes.write(json.dumps({"warm_on": new_url()}).encode() + b"\n")
                await self._warm.get()
                self._warmed.add(kind)

    async def start(self, **wanted: Any) -> BotProcess:
        """A new bot, perhaps not ready yet. ``wanted``: what ``nursery.live`` reads."""
        async with self._one_at_a_time:
            self._wishes.write(json.dumps(wanted).encode() + b"\n")
            return await self._born.get()

    async def run(self, *arguments: str, environment: dict[str, str], folder: Path) -> "Forked":
        """`fenghuo` with these arguments and this environment, as `python -m bot` would be."""
        log = Path(tempfile.mkdtemp(prefix="fenghuo-log-")) / "log"
        os.mkfifo(log)
        reading = os.fdopen(os.open(log, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0)
        # As long as somebody could write, the log is not at its end.
        writing = os.open(log, os.O_WRONLY)
        said = asyncio.StreamReader(limit=LONGEST_LINE)
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(said), reading)
        bot = await self.start(arguments=arguments, environment=environment, folder=str(folder), log=str(log))
        return Forked(bot, said, asyncio.create_task(_closed_after(bot, writing, log.parent)))

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            told = json.loads(line)
            if "warm" in told:
                self._warm.put_nowait(told["warm"])
                continue
            pid = told.get("born") or told.get("ready") or told.get("ended")
            bot = self._bots.get(pid)
            if bot is None or bot.ended.is_set():  # a pid comes again one day
                bot = self._bots[pid] = BotProcess(pid)
            if "born" in told:
                self._born.put_nowait(bot)
            elif "ready" in told:
                bot.address = told["address"]
                bot.ready.set()
            else:
                bot.status = told["status"]
                bot.ended.set()
