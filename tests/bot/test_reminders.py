"""Due times are handled many at once: each exactly once, and one that fails holds up no other."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock.clocks import IncidentClock
from bot.clock.reminders import AT_ONCE, Reminders
from bot.troubles import Troubles
from crisis.clock.due import WARNING, Due, DueKind
from crisis.commands import Command
from crisis.desk.desk import Desk
from crisis.incident import Offer, Rhythm
from crisis.policy import Policy
from crisis.ports import Unit
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.examples import NOW, incident

EVERY = timedelta(hours=1)
PATIENCE = 30.0


class NotingDesk(Desk):
    """Notes which due times were reached, in the order in which they were begun; ``broken`` ones fail."""

    broken: frozenset[int] = frozenset()

    def note(self) -> "NotingDesk":
        self.together: list[tuple[int, ...]] = []
        return self

    async def handle_all(self, choose: Callable[[Unit], Sequence[Command]], about: int) -> None:
        def noted(unit: Unit) -> Sequence[Command]:
            chosen = choose(unit)
            self.together.append(tuple(command.incident for command in chosen))
            if any(command.incident in self.broken for command in chosen):
                raise ZeroDivisionError("this one cannot be handled")
            return chosen

        await super().handle_all(noted, about)


@asynccontextmanager
async def at_work(
    store: SqlStore, broken: Iterable[int] = (), beside: Callable[[datetime], Awaitable[None]] | None = None
) -> AsyncIterator[tuple[NotingDesk, Reminders]]:
    machine = MachineClock()
    clock = IncidentClock(machine)
    clock.drive(0)
    desk = NotingDesk(store, Policy(), clock, str.split, str, counted_entropy(), lambda due_at: None).note()
    desk.broken = frozenset(broken)
    reminders = Reminders(store, desk, clock, machine, Troubles(machine), unreachable=lambda: False)
    reminders.beside = beside
    reminders.start()
    reminders.wake()
    running = asyncio.create_task(reminders.run())
    try:
        yield desk, reminders
    finally:
        reminders.stop()
        await asyncio.wait_for(running, PATIENCE)


async def until_quiet(reminders: Reminders) -> None:
    async with asyncio.timeout(PATIENCE):
        while not reminders.is_quiet:  # noqa: ASYNC110 nobody tells
            await asyncio.sleep(0.005)


def waiting(numbers: Iterable[int]) -> Callable[[SqlUnit], None]:
    """Open incidents whose update is due, each a moment after the one before."""

    def closure(unit: SqlUnit) -> None:
        for number in numbers:
            due_at = NOW - EVERY + timedelta(milliseconds=number)
            unit.save(incident(number, rhythm=Rhythm(EVERY, due_at), offers=(), watched=()))
            unit.set_due(number, (Due(DueKind.UPDATE, "", due_at),))

    return closure


async def reminded(store: SqlStore) -> Counter[int]:
    """How many reminders stand in each incident's ledger."""
    numbers = await store.read(lambda view: [each.number for each in view.open_incidents(10_000)])
    entries = await store.read(lambda view: [entry for number in numbers for entry in view.entries(number)])
    return Counter(entry.incident for entry in entries if type(entry.event).__name__ == "UpdateReminded")


@asynccontextmanager
async def a_store(tmp_path: Path, **given: Any) -> AsyncIterator[SqlStore]:
    async with SqlStore(f"sqlite:///{tmp_path / 'due.db'}", MachineClock(), counted_entropy(), **given) as store:
        yield store


async def test_a_thousand_due_at_once_are_handled_each_once_and_many_together(tmp_path: Path) -> None:
    numbers = range(1, 1001)
    async with a_store(tmp_path) as store:
        await store.transact(waiting(numbers))
        async with at_work(store) as (desk, reminders):
            await until_quiet(reminders)
        assert await reminded(store) == Counter(numbers)
    assert max(map(len, desk.together)) == AT_ONCE
    assert len(desk.together) < 2 * 1000 / AT_ONCE


async def test_what_is_due_of_no_incident_holds_up_no_reminder_when_it_fails(tmp_path: Path) -> None:
    async def digests(now: datetime) -> None:
        raise ZeroDivisionError("no digest can be made")

    async with a_store(tmp_path) as store:
        await store.transact(waiting([1, 2]))
        async with at_work(store, beside=digests) as (_, reminders):
            await until_quiet(reminders)
        assert await reminded(store) == Counter([1, 2])


async def test_one_that_fails_holds_up_no_other_and_is_put_off(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        await store.transact(waiting(range(1, 11)))
        async with at_work(store, broken=[1, 5]) as (desk, reminders):
            await until_quiet(reminders)
            put_off = await store.read(lambda view: view.next_due_retry_at())
        assert await reminded(store) == Counter({2, 3, 4, 6, 7, 8, 9, 10})
    assert desk.together == [tuple(range(1, 11)), *((number,) for number in range(1, 11))]
    assert put_off is not None
    assert put_off > NOW


async def test_of_one_incident_all_come_together_and_the_incident_is_asked_what_still_holds(tmp_path: Path) -> None:
    """The warning comes too late and is the reminder itself; then there is nothing left to remind of. Both offers run
    out."""
    update_at, ended_at = NOW - EVERY, NOW - EVERY / 2
    offers = tuple(Offer(number, "lead", f"U{number}", None, NOW - 2 * EVERY, ended_at) for number in (1, 2))
    late = (
        Due(DueKind.UPDATE, WARNING, update_at - timedelta(minutes=5)),
        Due(DueKind.UPDATE, "", update_at),
        *(Due(DueKind.OFFER, str(offer.id), ended_at) for offer in offers),
    )

    def closure(unit: SqlUnit) -> None:
        unit.save(incident(1, rhythm=Rhythm(EVERY, update_at), offers=offers, watched=()))
        unit.set_due(1, late)

    async with a_store(tmp_path) as store:
        await store.transact(closure)
        async with at_work(store) as (desk, reminders):
            await until_quiet(reminders)
        entries = await store.read(lambda view: view.entries(1))
        left = await store.read(lambda view: view.due_now(NOW, NOW, 10))
    assert desk.together[0] == (1, 1, 1, 1)
    said = Counter(type(entry.event).__name__ for entry in entries)
    assert (said["UpdateReminded"], said["UpdateWarned"], said["OfferEnded"]) == (1, 0, 2)
    assert left == ()


class SlowLook(SqlStore):
    """A look at the due times that takes until it is let go on."""

    def hold(self) -> "SlowLook":
        self.looked, self.go_on = asyncio.Event(), asyncio.Event()
        self.go_on.set()
        return self

    async def read(self, closure: Callable[[Any], Any]) -> Any:
        found = await super().read(closure)
        self.looked.set()
        await self.go_on.wait()
        return found


async def test_a_due_time_that_is_stored_while_the_table_is_read_is_not_slept_through(tmp_path: Path) -> None:
    """Otherwise the alarm is set to what the look saw, and the new one is found by the sweep only."""
    later = Due(DueKind.UPDATE, "", NOW + timedelta(days=3650))
    async with SlowLook(f"sqlite:///{tmp_path / 'due.db'}", MachineClock(), counted_entropy()).hold() as store:
        await store.transact(lambda unit: unit.save(incident(1)))
        async with at_work(store) as (_, reminders):
            reminders.clock.drive(1)  # from here on it goes with the machine clock
            await until_quiet(reminders)
            store.looked.clear()
            store.go_on.clear()
            reminders.wake()
            await asyncio.wait_for(store.looked.wait(), PATIENCE)
            await store.transact(lambda unit: unit.set_due(1, (later,)))
            reminders.expect(later.due_at)
            store.go_on.set()
            await until_quiet(reminders)
            assert reminders.next_alarm == later.due_at
