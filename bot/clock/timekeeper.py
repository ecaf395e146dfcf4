"""The watch on the clock: a steady beat that no change of the machine's clock can stop, and word of such a change.

Answers for: the sweep comes every few seconds of real time; a jump of the machine's clock (set by hand or by the
network, a machine that slept) is noticed within a second or two. May not: mend what the jump has put out of order;
``on_jump`` does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

BEAT_SECONDS = 1.0
SWEEP_SECONDS = 5
LEAST_JUMP = timedelta(seconds=5)
"""Less is the clock being set right, and does no harm."""
SHOWN_SECONDS = 600.0
"""How long a jump stands in ``/readyz``."""

log = structlog.get_logger("fenghuo.clock")


@dataclass(slots=True)
class Timekeeper:
    """See the module. ``machine``: the machine clock. ``steady``: seconds that always go on evenly (monotonic).
    ``on_sweep`` comes every ``SWEEP_SECONDS``; ``on_jump`` gets how far the clock jumped, negative: back."""

    machine: Callable[[], datetime]
    steady: Callable[[], float]
    on_sweep: Callable[[], None]
    on_jump: Callable[[timedelta], Awaitable[None]]
    _jumped: tuple[float, timedelta] | None = None

    async def run(self) -> None:
        """Go on until cancelled. Outermost loop: what fails is reported."""
        before, began = self._both()
        swept = began
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now, steady = self._both()
            jump = (now - before) - timedelta(seconds=steady - began)
            before, began = now, steady
            try:
                if abs(jump) >= LEAST_JUMP:
                    self._jumped = (steady, jump)
                    await self.on_jump(jump)
                if steady - swept >= SWEEP_SECONDS - BEAT_SECONDS / 2:
                    swept = steady
                    self.on_sweep()
            except Exception:
                log.exception("the sweep failed; it comes again")

    @property
    def lately(self) -> timedelta | None:
        """How far the clock has jumped in the last ten minutes; None when it has not."""
        if self._jumped is None or self.steady() - self._jumped[0] > SHOWN_SECONDS:
            return None
        return self._jumped[1]

    def _both(self) -> tuple[datetime, float]:
        """Both clocks at one moment: a process that is held up between the two looks again."""
        while True:
            first = self.steady()
            now = self.machine()
            last = self.steady()
            if last - first < BEAT_SECONDS:
                return now, last
