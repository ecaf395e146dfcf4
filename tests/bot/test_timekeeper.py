"""The watch on the clock: what is a jump and what is not, and that the sweep comes whatever the wall clock does.

Real beats of a second are waited for; the clocks are the test's.
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.clock.clocks import steady_seconds
from bot.clock.timekeeper import SHOWN_SECONDS, Timekeeper

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Clocks:
    """Both go on with real time; each can be moved. ``held_up``: seconds that pass once between looking at the two."""

    def __init__(self) -> None:
        self.begin = steady_seconds()
        self.set_by = timedelta(0)
        self.slept = 0.0
        self.held_up = 0.0

    def machine(self) -> datetime:
        self.slept, self.held_up = self.slept + self.held_up, 0.0
        return NOON + timedelta(seconds=steady_seconds() - self.begin + self.slept) + self.set_by

    def steady(self) -> float:
        return steady_seconds() + self.slept


class Heard:
    def __init__(self) -> None:
        self.clocks = Clocks()
        self.jumps: list[timedelta] = []
        self.sweeps = 0
        self.keeper = Timekeeper(self.clocks.machine, self.clocks.steady, self._sweep, self._jump)

    def _sweep(self) -> None:
        self.sweeps += 1

    async def _jump(self, by: timedelta) -> None:
        self.jumps.append(by)

    async def for_seconds(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.keeper.run(), seconds)


async def jumped(by: timedelta) -> Heard:
    heard = Heard()
    asyncio.get_running_loop().call_later(0.1, lambda: setattr(heard.clocks, "set_by", by))
    await heard.for_seconds(2.5)
    return heard


async def test_jumps_are_told_once_and_being_set_right_is_none() -> None:
    hour, little = timedelta(hours=1), timedelta(seconds=2)
    found = await asyncio.gather(*(jumped(by) for by in (hour, -hour, little, -little)))
    told = [[round(jump / hour, 2) for jump in heard.jumps] for heard in found]
    assert told == [[1.0], [-1.0], [], []]
    ahead = found[0]
    assert ahead.keeper.lately is not None
    ahead.clocks.slept += SHOWN_SECONDS + 1
    assert ahead.keeper.lately is None


async def test_a_process_that_was_held_up_has_not_seen_the_clock_jump() -> None:
    """Both clocks went on; it was only long between looking at the one and at the other."""
    heard = Heard()
    asyncio.get_running_loop().call_later(0.1, lambda: setattr(heard.clocks, "held_up", 60.0))
    await heard.for_seconds(2.5)
    assert heard.jumps == []


async def test_the_sweep_goes_on_while_the_clock_is_an_hour_behind() -> None:
    heard = Heard()
    asyncio.get_running_loop().call_later(0.1, lambda: setattr(heard.clocks, "set_by", timedelta(hours=-1)))
    asyncio.get_running_loop().call_later(0.2, lambda: setattr(heard.clocks, "slept", 5.0))
    await heard.for_seconds(2.5)
    assert heard.sweeps >= 1
