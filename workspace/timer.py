"""The time on which the cast answers and events are retried: stands still, is driven, or follows another clock.

Jobs are kept in memory. It never sleeps by itself except in `run`, which is for live use. The only module here that
reads the machine's own clocks.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Job = Callable[[], Awaitable[object]]
_LIVE_STEP = 0.05
log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class _Planned:
    due: float
    order: int
    job: Job = field(compare=False)
    dropped: bool = field(default=False, compare=False)


def wall_clock() -> float:
    """Unix seconds (UTC) of this machine."""
    return time.time()


class Planned:
    """A job that may still be called off."""

    def __init__(self, entry: _Planned) -> None:
        self._entry = entry

    @property
    def due(self) -> float:
        return self._entry.due

    def cancel(self) -> None:
        self._entry.dropped = True


class Timer:
    """Seconds (Unix, UTC) and the jobs due at them.

    `Timer(start=…)` has a time of its own that only `advance` moves, and `run` at `speed` times that of `live` (0: it
    stands); `Timer(clock=…)` follows another clock: call `poke()` when that has moved. Time never goes back, and
    stands at the moment of a job until that is done.
    """

    def __init__(
        self,
        start: float = 0.0,
        *,
        clock: Callable[[], float] | None = None,
        live: Callable[[], float] = time.monotonic,
        speed: float = 1.0,
    ) -> None:
        self._clock = clock
        self._now = start
        self._live = live
        self._speed = speed
        self._jobs: list[_Planned] = []
        self._order = itertools.count()
        self._since: float | None = None  # of `live`, when `_now` was; None while time stands
        self._moving = asyncio.Lock()

    @property
    def can_be_driven(self) -> bool:
        """Whether the time is its own, and not another clock's."""
        return self._clock is None

    @property
    def is_running(self) -> bool:
        """Whether its own time goes by itself at the moment."""
        return self._since is not None

    @property
    def speed(self) -> float:
        """How many times as fast as `live` the time runs, while `run` does; 0 is none. May be set, from now on."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if self._since is not None:
            self._now, self._since = self.time(), self._live()
        self._speed = speed

    def time(self) -> float:
        """Seconds now; may be handed to a Workspace as its clock."""
        if self._clock is not None:
            return self._clock()
        moved, due = self._moved(), self.next_due
        return moved if due is None or moved <= due else max(self._now, due)

    def _moved(self) -> float:
        """Where the time would be if no job held it."""
        return self._now if self._since is None else self._now + (self._live() - self._since) * self._speed

    def call_after(self, seconds: float, job: Job) -> Planned:
        """`job` is awaited once the time is `seconds` further."""
        entry = _Planned(self.time() + seconds, next(self._order), job)
        heapq.heappush(self._jobs, entry)
        return Planned(entry)

    @property
    def next_due(self) -> float | None:
        """When the next job is due, None without one."""
        while self._jobs and self._jobs[0].dropped:
            heapq.heappop(self._jobs)
        return self._jobs[0].due if self._jobs else None

    def due(self, most: int) -> list[float]:
        """When the next jobs are due, soonest first."""
        return [each.due for each in heapq.nsmallest(most, (each for each in self._jobs if not each.dropped))]

    async def advance(self, seconds: float) -> None:
        """Moves the own time on, stopping at each job on the way and awaiting it. Raises RuntimeError when this
        timer follows another clock."""
        if self._clock is not None:
            raise RuntimeError("this timer follows another clock: move that one, then call poke()")
        async with self._moving:
            await self._move(self.time() + seconds)

    async def _move(self, end: float) -> None:
        since = None if self._since is None else self._live()
        self._now, self._since = self.time(), None
        try:
            while (due := self.next_due) is not None and due <= end:
                self._now = max(self._now, due)
                await self._run_next()
            self._now = max(self._now, end)
        finally:
            self._since = since

    async def poke(self) -> None:
        """Runs what has become due."""
        while (due := self.next_due) is not None and due <= self.time():
            await self._run_next()

    async def _run_next(self) -> None:
        await heapq.heappop(self._jobs).job()

    async def run(self) -> None:
        """Live use: jobs run as their time comes, until cancelled. A job that fails is logged, the others go on."""
        self._since = self._live()
        try:
            while True:
                await asyncio.sleep(_LIVE_STEP)
                try:
                    await self._step()
                except Exception:
                    log.exception("a planned job of the workspace failed")
        finally:
            self._now, self._since = self.time(), None

    async def _step(self) -> None:
        if self._clock is not None:
            await self.poke()
            return
        async with self._moving:
            await self._move(self._moved())
