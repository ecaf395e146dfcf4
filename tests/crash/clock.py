"""One incident clock for many processes: the machine's, and a step that stands in a file everybody has mapped.

Answers for: driving it in the test moves it in every bot at once, as no message could. The machine clock of the bots
stays as it is.
"""

import asyncio
import mmap
import struct
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock.clocks import IncidentClock, machine_now

STEP = struct.Struct("d")
LOOK_SECONDS = 0.02


class SharedStep:
    """How many seconds the incident clock is ahead of the machine's."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(STEP.pack(0.0))
        with path.open("r+b") as file:
            self._bytes = mmap.mmap(file.fileno(), STEP.size)

    @property
    def seconds(self) -> float:
        return float(STEP.unpack(self._bytes[: STEP.size])[0])

    def leap(self, seconds: float) -> None:
        """Further by so much, at once, for everybody."""
        self._bytes[: STEP.size] = STEP.pack(self.seconds + seconds)


class SharedClock(IncidentClock):
    """The incident clock of a bot whose time is driven from another process."""

    def __init__(self, step: SharedStep) -> None:
        super().__init__(machine_now)
        self._step = step

    def __call__(self) -> datetime:
        return machine_now() + timedelta(seconds=self._step.seconds)

    def machine_time_of(self, moment: datetime) -> datetime:
        return machine_now() + max(moment - self(), timedelta(0))

    async def follow(self) -> None:
        """Tell whoever waits for a due time that the clock was driven. Until cancelled."""
        seen = self._step.seconds
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._step.seconds != seen:
                seen = self._step.seconds
                for listener in self.listeners:
                    listener()
