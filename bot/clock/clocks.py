"""The two clocks: the machine's and the incident's.

Answers for: the machine clock (leases, retries, time-outs, signatures) and the incident clock (what people see,
targets, due times), which can be driven: faster, stepped, to the next event. The only module that reads the wall clock.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MachineClock = Callable[[], datetime]


def machine_now() -> datetime:
    """The machine's wall clock, aware, UTC."""
    return datetime.now(UTC)


def machine_seconds() -> float:
    """The machine's wall clock in Unix seconds."""
    return time.time()


def steady_seconds() -> float:
    """Seconds that always go on evenly, whatever is done to the wall clock; only their differences mean anything."""
    return time.monotonic()


class IncidentClock:
    """The incident clock. Undriven it is the machine clock; driving it never touches the machine clock.

    ``listeners`` are called after every drive, so that whoever waits for a due time can look again.
    """

    def __init__(self, machine: MachineClock) -> None:
        self._machine = machine
        self._anchor_machine = self._anchor = machine()
        self._speed = 1.0
        self._driven = False
        self.listeners: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        """Now, aware, UTC."""
        if not self._driven:
            return self._machine()
        return self._anchor + (self._machine() - self._anchor_machine) * self._speed

    @property
    def speed(self) -> float:
        return self._speed

    def drive(self, speed: float) -> None:
        """Let it run ``speed`` times as fast as the machine clock; 0 stops it."""
        self._set(self(), speed)

    def advance(self, step: timedelta) -> None:
        """Move it forward by ``step`` at once."""
        self._set(self() + step, self._speed)

    def jump(self, moment: datetime) -> None:
        """Set it to ``moment`` (aware)."""
        self._set(moment, self._speed)

    def machine_time_of(self, moment: datetime) -> datetime | None:
        """When, on the machine clock, this one will show ``moment``; None while it is stopped before it."""
        wait = moment - self()
        if wait <= timedelta(0):
            return self._machine()
        return self._machine() + wait / self._speed if self._speed > 0 else None

    def _set(self, moment: datetime, speed: float) -> None:
        self._anchor, self._anchor_machine = moment, self._machine()
        self._speed, self._driven = speed, True
        for listener in self.listeners:
            listener()
