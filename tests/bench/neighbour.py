"""A neighbour: a process that keeps the other core as busy as the clients and the workspace kept it.

Two cores of one processor slow each other, here by a third. What runs alone is not to be compared with what had the
clients beside it.

    python -m tests.bench.neighbour SHARE
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

ROUND_SECONDS = 0.01


@asynccontextmanager
async def busy(share: float) -> AsyncIterator[None]:
    """While the context lasts, a process computes for this share of the time, 0.0 to 1.0."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.neighbour", str(share))
    try:
        yield
    finally:
        process.kill()
        await process.wait()


def compute(share: float) -> None:
    """For ever: compute for so much of each round, rest for the remainder."""
    while True:
        end = time.perf_counter() + ROUND_SECONDS * share
        while time.perf_counter() < end:
            sum(number * number for number in range(200))
        time.sleep(ROUND_SECONDS * (1 - share))


if __name__ == "__main__":
    compute(min(float(sys.argv[1]), 1.0))
