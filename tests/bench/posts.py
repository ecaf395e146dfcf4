"""The local workspace by itself: posts a second beside a bare server, the page's first second, a full channel."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import aiohttp

from tests.bench.figures import Row
from tests.bench.posting import CHANNEL, TEXT

CALLERS, FULL = 20, 5_000
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """One in a process of its own; ``usable``: seconds until its page could be used."""

    pid: int
    port: int
    usable: float

    def used(self) -> float:
        """Seconds of a core so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident(self) -> int:
        """Bytes."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@asynccontextmanager
async def running(module: str) -> AsyncIterator[Server]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        port, usable = (await process.stdout.readline()).split()
        yield Server(process.pid, int(port), float(usable))
    finally:
        process.kill()
        await process.wait()


async def posted(server: Server, seconds: float) -> tuple[float, float]:
    """(posts a second, milliseconds of the server's core for each), by a client in a process of its own."""
    before = server.used()
    arguments = ("-m", "tests.bench.posting", str(server.port), str(CALLERS), str(seconds))
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    found = json.loads((await process.communicate())[0])
    return found["per_second"], (server.used() - before) / found["count"] * 1000


async def rows(seconds: float, rounds: int) -> AsyncIterator[Row]:
    bare: list[tuple[float, float]] = []
    own: list[tuple[float, float]] = []
    async with running("tests.bench.echo") as echo, running("tests.bench.alone") as workspace:
        for _ in range(rounds):
            bare.append(await posted(echo, seconds))
            own.append(await posted(workspace, seconds))
    (bare_rate, bare_cost), (rate, cost) = _medians(bare), _medians(own)
    beside = f"bare server {bare_rate:,.0f}, which is {rate / bare_rate:.2f} of it (at least 0.33)"
    yield Row("chat.postMessage a second", f"{rate:,.0f}", "2,000", beside)
    yield Row("the server's own time for one", f"{cost:.2f} ms", "", f"bare server {bare_cost:.2f} ms")
    async with running("tests.bench.alone") as workspace:
        yield Row("page usable after the server's start", f"{workspace.usable:.2f} s", "1 s")
        async for row in _full(workspace):
            yield row


def _medians(rounds: list[tuple[float, float]]) -> tuple[float, float]:
    return median(each[0] for each in rounds), median(each[1] for each in rounds)


async def _full(server: Server) -> AsyncIterator[Row]:
    """A channel with 5,000 messages: what they weigh, what one more costs, and the page's first look at it."""
    base = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(trust_env=False) as session:
        fresh = server.resident()
        first = await _post(session, base, 500)
        await _post(session, base, FULL - 1_000)
        last = await _post(session, base, 500)
        weight = (server.resident() - fresh) / FULL / 1024
        begun = perf_counter()
        async with session.get(f"{base}/page/messages?channel={CHANNEL}") as answer:
            size = len(await answer.read()) / 1024 / 1024
        took = (perf_counter() - begun) * 1000
    yield Row(f"memory for a message, of {FULL:,}", f"{weight:.1f} KiB", "", "with its entry in the log of calls")
    yield Row("a post, one after the other: the last 500", f"{last:.2f} ms", "", f"the first 500: {first:.2f} ms")
    yield Row("the page asks for that channel", f"{took:.0f} ms", "", f"{size:.1f} MiB")


async def _post(session: aiohttp.ClientSession, base: str, count: int) -> float:
    """Milliseconds for each."""
    headers = {"Authorization": "Bearer xoxb-local-bot"}
    begun = perf_counter()
    for _ in range(count):
        body = {"channel": CHANNEL, "text": TEXT}
        async with session.post(f"{base}/api/chat.postMessage", json=body, headers=headers) as answer:
            await answer.read()
    return (perf_counter() - begun) * 1000 / count
