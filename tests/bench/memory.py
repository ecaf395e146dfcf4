"""Memory of the bot at rest, and with 200 open incidents."""

import asyncio
from collections.abc import AsyncIterator

from tests.bench.figures import Row
from tests.bench.load import payload
from tests.bench.rig import Rig, rig

INCIDENTS = 200
AT_A_TIME = 20
LONGEST_WAIT = 60.0


async def rows(rest_seconds: float) -> AsyncIterator[Row]:
    """``rest_seconds``: how long the first Chinese alert is over when memory is read."""
    async with rig() as made:
        await made.alert(payload("open", 0, "memory"))
        await asyncio.sleep(rest_seconds)
        yield Row(f"{rest_seconds:.0f} s after the first Chinese alert", f"{made.memory_mib():.0f} MiB", "200 MB (150)")
        for first in range(1, INCIDENTS, AT_A_TIME):
            numbers = range(first, min(first + AT_A_TIME, INCIDENTS))
            await asyncio.gather(*(made.alert(payload("open", number, "memory")) for number in numbers))
        opened = await _until_open(made)
        yield Row(f"with {INCIDENTS} open incidents", f"{made.memory_mib():.0f} MiB", "", f"{opened} rooms complete")


async def _until_open(made: Rig) -> int:
    """Until each room has its board; how many have, when it takes too long."""
    boards = 0
    for _ in range(int(LONGEST_WAIT / 0.5)):
        boards = sum(call.method == "pins.add" for call in made.workspace.calls.where("*"))
        if boards >= INCIDENTS:
            break
        await asyncio.sleep(0.5)
    return boards
