"""What an alert and a reminder cost when there are many old incidents: processor time and time on the clock.

All databases are open at once and take turns, so that a machine that becomes slower meanwhile does so for each of them.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from statistics import median
from time import perf_counter, process_time
from typing import cast

from bot.clock.clocks import machine_now
from crisis.alert import Alert
from crisis.commands import Command, DueReached, ReceiveAlert
from crisis.desk.desk import Desk
from crisis.ports import Unit
from crisis.severity import Severity
from storage.delivery import ClaimedDue, DeliveryUnit
from storage.store import SqlStore
from tests.bench.figures import Row
from tests.bench.load import payload
from tests.bench.writer import desk_on

TOGETHER = 50  # units that are asked for at once
FLAT = "100 % to 120 %"


@dataclass(slots=True)
class Aged:
    """A desk on a database with ``incidents`` old ones. Its clock is a step ahead when something shall be due."""

    incidents: int
    store: SqlStore
    desk: Desk = field(init=False)
    ahead: timedelta = timedelta(0)
    costs: dict[str, list[float]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.desk = desk_on(self.store, self.now)

    def now(self) -> datetime:
        return machine_now() + self.ahead

    async def alerts(self) -> None:
        await asyncio.gather(*(self.desk.handle(ReceiveAlert(self._alert())) for _ in range(TOGETHER)))

    async def reminders(self) -> None:
        due = await self.store.read(lambda view: view.due_now(self.now(), machine_now(), TOGETHER))
        assert len(due) == TOGETHER
        while due:  # as the bot does: many together, but of one incident one after the other
            first = {each.incident: each for each in reversed(due)}
            await self._reach([each for each in due if first[each.incident] is each])
            due = tuple(each for each in due if first[each.incident] is not each)

    async def _reach(self, those: Sequence[ClaimedDue]) -> None:
        def choose(unit: Unit) -> Sequence[Command]:
            taken = cast("DeliveryUnit", unit).take_due(those)
            return [DueReached(due.incident, None, due.key, due.due_at) for due in taken]

        await self.desk.handle_all(choose, len(those))

    def _alert(self) -> Alert:
        sent = payload("open", next(self._numbers), f"growth-{self.incidents}")
        return Alert("bench", sent["title"], self.now(), sent["key"], sent["text"], Severity.SEV3)


async def rows(urls: dict[int, str], rounds: int) -> list[Row]:
    """``urls``: a database by the number of old incidents in it."""
    async with AsyncExitStack() as stack:
        aged = []
        for incidents, url in sorted(urls.items()):
            store = await stack.enter_async_context(SqlStore(url, machine_now, os.urandom))
            aged.append(Aged(incidents, store))
        for each in aged:
            await each.alerts()  # the first ones fill caches
        await _take_turns(aged, "alert", rounds, lambda each: each.alerts())
        for each in aged:
            each.ahead = timedelta(hours=3)  # later than every offer, target and update of those that were opened
        await _take_turns(aged, "reminder", rounds, lambda each: each.reminders())
    return [row for what in ("alert", "reminder") for row in _rows(aged, what)]


async def _take_turns(aged: Sequence[Aged], what: str, rounds: int, work: Callable[[Aged], Awaitable[None]]) -> None:
    for turn in range(rounds):
        for each in aged if turn % 2 else reversed(aged):
            begun, used = perf_counter(), process_time()
            await work(each)
            used, lasted = process_time() - used, perf_counter() - begun
            each.costs.setdefault(what, []).append(used / TOGETHER * 1e6)
            each.costs.setdefault(f"{what}, clock", []).append(lasted / TOGETHER * 1e6)


def _rows(aged: Sequence[Aged], what: str) -> list[Row]:
    least = aged[0]
    made = []
    for each in aged:
        used, lasted = median(each.costs[what]), median(each.costs[f"{what}, clock"])
        share = (
            ""
            if each is least
            else f"{used / median(least.costs[what]):.0%} of the processor time with {least.incidents}"
        )
        made.append(
            Row(
                f"one {what} with {each.incidents:,} old incidents",
                f"{used:.0f} µs of processor, {lasted:.0f} µs on the clock",
                "" if each is least else FLAT,
                share,
            )
        )
    return made
