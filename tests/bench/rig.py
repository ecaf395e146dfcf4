"""What the benchmarks run: the local workspace in this process, the bot as `fenghuo run` in one of its own."""

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from workspace import AppInstall, Shortcut, SlashCommand, Workspace

CALL_SECONDS = 0.1
TOKEN = "bench-token"
QUIET_SECONDS = 0.15
PLAIN = ("-m", "bot", "run")
WATCHED = ("-m", "tests.bench.watched")


@dataclass(slots=True)
class Rig:
    """A workspace and a bot process. ``ready_after``: seconds from the bot's start until /readyz answered 200.
    ``begun``: when it was started, Unix seconds. ``report``: where a watched bot leaves what it saw once it stopped."""

    workspace: Workspace
    address: str
    process: asyncio.subprocess.Process
    session: aiohttp.ClientSession
    report: Path
    ready_after: float
    begun: float = field(default_factory=time.time)

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    async def alert(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with self.session.post(f"{self.address}/alerts/generic", json=payload, headers=headers) as answer:
            return answer.status, await answer.json()

    def memory_mib(self) -> float:
        """Resident memory of the bot."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """What the bot has used of the processor since its start."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            used = stat.read().rpartition(")")[2].split()[11:13]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    async def calls_done(self, since: float, rooms: int = 1) -> list[Any]:
        """All calls since ``since`` (Unix seconds), once ``rooms`` boards are pinned and no call came for a moment."""
        while True:
            calls = [call for call in self.workspace.calls.where("*") if call.started >= since]
            ended = [call.ended for call in calls]
            pinned = sum(call.method == "pins.add" for call in calls)
            if pinned >= rooms and all(ended) and time.time() - max(ended) > QUIET_SECONDS and self.workspace.is_quiet:
                return calls
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Ask the bot to end, and wait; after a while without asking."""
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 15)
            except TimeoutError:
                self.process.send_signal(signal.SIGKILL)
                await self.process.wait()


@asynccontextmanager
async def rig(
    url: str | None = None, program: Sequence[str] = PLAIN, settings: Mapping[str, str] | None = None
) -> AsyncIterator[Rig]:
    """Start both; the bot on ``url``, else on a fresh SQLite file. ``settings``: more of its environment."""
    app = AppInstall(commands=(SlashCommand("/incident"),), shortcuts=(Shortcut("open_from_message", "Open"),))
    workspace = Workspace(clock=time.time, apps=[app])
    await workspace.start()
    with tempfile.TemporaryDirectory() as folder:
        port, report = _free_port(), Path(folder) / "report.json"
        environment = {
            # Without settings of whoever measures, and where the posts for measuring are, which is none of the bot's.
            **{name: value for name, value in os.environ.items() if not name.startswith("FENGHUO_")},
            "SLACK_BOT_TOKEN": app.bot_token,
            "SLACK_APP_TOKEN": app.app_token,
            "SLACK_API_URL": workspace.api_url,
            "FENGHUO_DATABASE_URL": url or f"sqlite:///{Path(folder) / 'bench.db'}",
            "FENGHUO_LISTEN": f"127.0.0.1:{port}",
            "FENGHUO_ALERT_TOKEN": TOKEN,
            "BENCH_REPORT": str(report),
            **(settings or {}),
        }
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *program, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        async with aiohttp.ClientSession() as session:
            address = f"http://127.0.0.1:{port}"
            await _until_ready(session, address, process)
            made = Rig(workspace, address, process, session, report, time.perf_counter() - begun)
            await workspace.until_connected()
            try:
                yield made
            finally:
                await made.stop()
                await workspace.stop()


async def _until_ready(session: aiohttp.ClientSession, address: str, process: asyncio.subprocess.Process) -> None:
    while True:
        if process.returncode is not None:
            raise RuntimeError(f"the bot ended with {process.returncode} before it was ready")
        try:
            async with session.get(f"{address}/readyz") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.01)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
