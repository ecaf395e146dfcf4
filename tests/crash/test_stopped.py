"""A replica that stands still for longer than its lease, in the middle of what it does: another one takes over, the
first wakes up and goes on where it was, and nothing happens twice."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.points import Point
from tests.crash.checks import check
from tests.crash.conftest import MakeTown
from tests.crash.town import Town

LEASE_IS_OVER = 61.0
PATIENCE = 30.0
HALF_A_SECOND = 0.5


def is_stopped(pid: int) -> bool:
    """Whether the kernel says so."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].startswith("T")


async def _end_idle(town: Town, settled: asyncio.Event) -> None:
    """What the server does with a session that stands still."""
    while not settled.is_set():
        await asyncio.sleep(HALF_A_SECOND)
        await asyncio.to_thread(town.database.end_idle)


@pytest.mark.crash
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="whether a process is stopped is asked of Linux")
@pytest.mark.parametrize(
    "point",
    [Point.CLAIMED, Point.CHANNEL_WANTED, Point.CHANNEL_MADE, Point.MESSAGE_POSTED, Point.PINNED, Point.GRANTED],
    ids=lambda point: str(point.name).lower(),
)
async def test_whoever_sleeps_through_its_lease_does_nothing_twice(make_town: MakeTown, point: Point) -> None:
    town = await make_town("postgresql")
    sleeper = await town.start(0, trap=(point, 1, signal.SIGSTOP))
    await town.start(1)
    for slot in (0, 1):
        await town.working(slot)
    sending = asyncio.create_task(town.alert("mould", "Mould in the tea", to=0))
    async with asyncio.timeout(PATIENCE):
        while not is_stopped(sleeper.pid):  # noqa: ASYNC110 it has no event
            await asyncio.sleep(0.01)
    # A minute passes: on the clock of every bot, and for session and lease in the database.
    town.machine.leap(LEASE_IS_OVER)
    settled = asyncio.Event()
    ending = asyncio.create_task(_end_idle(town, settled))
    # It may hold locks on what it has leased: this waits until its session is ended.
    assert await asyncio.to_thread(town.database.run_out, sleeper.pid) > 0
    await sending
    await town.settle(PATIENCE)
    settled.set()
    await ending
    sleeper.send(signal.SIGCONT)
    # It goes on with what it had in hand before it can have done this.
    await town.alert("afterwards", "Something afterwards", to=0)
    await town.settle(PATIENCE)
    assert not (found := check(town.workspace, town.promises)), f"stopped where “{point}”:\n{found}"
