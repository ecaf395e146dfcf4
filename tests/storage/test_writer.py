"""A thread writes for many: neighbours are not harmed, nobody is told too early, nothing queued is lost.

On SQLite several units share a commit; on PostgreSQL each has its own, and here one thread alone, as on SQLite.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crisis.ports import Conflict
from storage.database.jobs import TRIES
from storage.errors import Overloaded, StoreClosed
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.databases import SQLITE, Database
from tests.storage.examples import incident

PATIENCE = 10.0
only_on_sqlite = pytest.mark.parametrize("database", [SQLITE], indirect=True)


@pytest.fixture
async def store(database: Database, machine: MachineClock) -> AsyncIterator[SqlStore]:
    async with database.store(machine, counted_entropy(), writers=1) as store:
        yield store


class Gate:
    """Holds the writer inside a closure until it is opened, so that others queue up behind it."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, unit: SqlUnit) -> None:
        self.reached.set()
        assert self.opened.wait(PATIENCE)


async def held(store: SqlStore, gate: Gate) -> asyncio.Task[None]:
    task = asyncio.create_task(store.transact(gate))
    assert await asyncio.to_thread(gate.reached.wait, PATIENCE)
    return task


async def queued(store: SqlStore, *closures: Callable[[SqlUnit], Any]) -> list[asyncio.Task[Any]]:
    tasks = [asyncio.create_task(store.transact(closure)) for closure in closures]
    await asyncio.sleep(0)  # each runs up to where it waits, so all have queued
    assert store.queued == len(closures)
    return tasks


def saving(number: int) -> Callable[[SqlUnit], int]:
    def closure(unit: SqlUnit) -> int:
        unit.save(incident(number))
        return number

    return closure


def failing(unit: SqlUnit) -> None:
    unit.save(incident(77))
    unit.flush()
    raise ZeroDivisionError


def wrong_state(unit: SqlUnit) -> None:
    unit.connection.execute(text("INSERT INTO counter (name, value) VALUES ('x', -1)"))


async def numbers(store: SqlStore) -> set[int]:
    found = await store.read(lambda view: view.open_incidents(limit=1000))
    return {each.number for each in found}


async def test_a_closure_that_fails_does_not_harm_the_others_of_its_group(store: SqlStore) -> None:
    gate = Gate()
    first = await held(store, gate)
    tasks = await queued(store, saving(1), failing, saving(2), wrong_state, saving(3))
    gate.opened.set()
    results = await asyncio.gather(first, *tasks, return_exceptions=True)
    assert results[1] == 1
    assert isinstance(results[2], ZeroDivisionError)
    assert results[3] == 2
    assert isinstance(results[4], IntegrityError)
    assert results[5] == 3
    assert await numbers(store) == {1, 2, 3}


async def test_whoever_comes_together_sees_what_the_one_before_did(store: SqlStore) -> None:
    def counting(unit: SqlUnit) -> int:
        found = unit.incident(1)
        assert found is not None
        unit.save(replace(found, duplicates=found.duplicates + 1))
        return found.duplicates

    await store.transact(saving(1))
    before = await store.transact(counting)
    gate = Gate()
    holding = await held(store, gate)
    together = await queued(store, *[counting] * 5)
    gate.opened.set()
    await holding

    assert await asyncio.gather(*together) == [before + more for more in range(1, 6)]
    assert await store.transact(counting) == before + 6


@only_on_sqlite
async def test_when_the_commit_fails_everybody_of_the_group_hears_it_and_the_next_group_works(store: SqlStore) -> None:
    def breaking(unit: SqlUnit) -> None:
        # A reference that is checked at COMMIT only.
        unit.connection.execute(
            text(
                "INSERT INTO alert (received_at, source, fingerprint, severity, outcome, incident, body) "
                "VALUES ('2026-01-01 00:00:00.000000', 's', 'f', 1, 'opened', 99, '{}')"
            )
        )

    gate = Gate()
    first = await held(store, gate)
    tasks = await queued(store, saving(1), breaking, saving(2))
    gate.opened.set()
    await first
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [IntegrityError] * 3
    assert await numbers(store) == set()
    assert await store.transact(saving(4)) == 4
    assert await numbers(store) == {4}


@only_on_sqlite
async def test_when_the_database_gives_up_the_transaction_nobody_is_told_that_it_worked(store: SqlStore) -> None:
    def giving_up(unit: SqlUnit) -> None:
        # What SQLite does by itself when the disk is full.
        unit.connection.connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
        raise OSError

    gate = Gate()
    first = await held(store, gate)
    tasks = await queued(store, saving(1), giving_up, saving(2))
    gate.opened.set()
    await first
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert all("gave up the transaction" in str(result) for result in results)
    assert await numbers(store) == set()
    assert await store.transact(saving(4)) == 4


@only_on_sqlite
async def test_a_refusal_is_heard_only_after_the_commit(store: SqlStore) -> None:
    """It may rest on what a neighbour of the group wrote."""
    gate = Gate()
    refused = asyncio.create_task(asyncio.sleep(0))

    def last(unit: SqlUnit) -> bool:
        return refused.done()

    first = await held(store, gate)
    refused, asked = await queued(store, failing, last)
    gate.opened.set()
    await first
    assert await asked is False
    with pytest.raises(ZeroDivisionError):
        await refused


async def test_a_conflict_runs_again_a_few_times_and_then_is_raised(store: SqlStore) -> None:
    runs: list[int] = []

    def closure(unit: SqlUnit) -> int:
        runs.append(1)
        if len(runs) < TRIES:
            raise Conflict
        return len(runs)

    assert await store.transact(closure) == TRIES
    runs.clear()

    def never(unit: SqlUnit) -> None:
        runs.append(1)
        raise Conflict("always")

    with pytest.raises(Conflict, match="always"):
        await store.transact(never)
    assert len(runs) == TRIES


async def test_a_closure_that_ran_in_vain_left_nothing(store: SqlStore) -> None:
    runs: list[int] = []

    def closure(unit: SqlUnit) -> bool:
        first = unit.first_time("e1")
        runs.append(1)
        if len(runs) == 1:
            raise Conflict
        return first

    assert await store.transact(closure)


async def test_the_event_loop_goes_on_while_the_writer_is_busy(store: SqlStore) -> None:
    gate = Gate()
    first = await held(store, gate)
    assert await store.read(lambda view: view.open_incidents()) == ()
    gate.opened.set()
    await first


async def test_stopping_finishes_what_is_queued(database: Database, machine: MachineClock) -> None:
    store = database.store(machine, counted_entropy(), writers=1)
    await store.start()
    gate = Gate()
    first = await held(store, gate)
    tasks = await queued(store, *(saving(number) for number in range(1, 151)))
    stopping = asyncio.create_task(store.stop())
    await asyncio.sleep(0)
    gate.opened.set()
    await stopping
    await first
    assert sorted(await asyncio.gather(*tasks)) == list(range(1, 151))
    with pytest.raises(StoreClosed):
        await store.transact(saving(999))
    with pytest.raises(StoreClosed):
        await store.read(lambda view: None)
    await store.stop()
    async with database.store(machine, counted_entropy()) as again:
        assert await numbers(again) == set(range(1, 151))


async def test_it_says_when_too_much_waits(database: Database, machine: MachineClock) -> None:
    async with database.store(machine, counted_entropy(), most_queued=2, writers=1) as store:
        gate = Gate()
        first = await held(store, gate)
        tasks = await queued(store, saving(1), saving(2))
        with pytest.raises(Overloaded, match="2 units"):
            await store.transact(saving(3))
        gate.opened.set()
        await asyncio.gather(first, *tasks)
        assert await store.transact(saving(3)) == 3


async def test_what_nobody_waits_for_any_more_is_not_begun(store: SqlStore) -> None:
    gate = Gate()
    first = await held(store, gate)
    gone, stays = await queued(store, saving(1), saving(2))
    gone.cancel()
    await asyncio.sleep(0)
    gate.opened.set()
    await first
    assert await stays == 2
    assert await numbers(store) == {2}
    assert gone.cancelled()


async def test_a_store_that_was_not_started_says_so(url: str, machine: MachineClock) -> None:
    store = SqlStore(url, machine, counted_entropy())
    assert store.queued == 0
    with pytest.raises(StoreClosed):
        await store.transact(saving(1))


class Order:
    """Closures that note who was carried out."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def noting(self, name: str) -> Callable[[SqlUnit], None]:
        def closure(unit: SqlUnit) -> None:
            self.names.append(name)

        return closure

    def queue(self, store: SqlStore, urgent: int, patient: int) -> list[asyncio.Task[None]]:
        """The patient ones were there first."""
        waiting = [store.transact(self.noting(f"patient {number}"), patient=True) for number in range(patient)]
        pressing = [store.transact(self.noting(f"urgent {number}")) for number in range(urgent)]
        return [asyncio.create_task(work) for work in (*waiting, *pressing)]


async def test_who_is_waited_for_outside_goes_before_patient_units(store: SqlStore) -> None:
    gate, order = Gate(), Order()
    first = await held(store, gate)
    tasks = order.queue(store, urgent=3, patient=2)
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(first, *tasks)
    assert order.names == ["urgent 0", "urgent 1", "urgent 2", "patient 0", "patient 1"]


async def test_patient_units_get_their_share_however_many_press(store: SqlStore) -> None:
    gate, order = Gate(), Order()
    first = await held(store, gate)
    tasks = order.queue(store, urgent=100, patient=3)
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(first, *tasks)
    patient = [place for place, name in enumerate(order.names) if name.startswith("patient")]
    assert len(order.names) == 103
    assert patient[0] < 40
    assert patient[-1] < 90


async def test_how_many_press_is_known_while_they_do_and_fades_afterwards(store: SqlStore) -> None:
    gate, order = Gate(), Order()
    assert store.pressing == 0
    first = await held(store, gate)
    tasks = order.queue(store, urgent=20, patient=5)
    await asyncio.sleep(0)
    assert store.pressing == 21  # with the one that is being done
    gate.opened.set()
    await asyncio.gather(first, *tasks)
    for _ in range(20):
        await store.transact(order.noting("later"), patient=True)
    assert store.pressing == 0
