"""Several replicas on one PostgreSQL: nothing is done twice, nothing is lost, and nobody leads."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from crisis.alert import AlertOutcome
from crisis.clock.due import Due, DueKind
from crisis.effects import PostCard, PostEntry, RefreshBoard, RefreshCard, SendOffer
from crisis.policy.people import Person
from storage.clock import MachineTime
from storage.database import postgres
from storage.delivery import Claim, finishing
from storage.errors import DatabaseAway
from storage.store import SqlStore
from storage.verify import verify_ledger
from storage.work.unit import SqlUnit
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.databases import PostgresDatabase
from tests.storage.examples import ALERT, NOTE, NOW, incident

LEASE = 30.0
PATIENCE = 10.0


@pytest.fixture
async def replicas(postgres_database: PostgresDatabase, machine: MachineClock) -> AsyncIterator[list[SqlStore]]:
    """Three stores on one database."""
    async with AsyncExitStack() as stack:
        stores = [postgres_database.store(machine, counted_entropy()) for _ in range(3)]
        yield [await stack.enter_async_context(store) for store in stores]


def saving(number: int = 1, **changes: Any) -> Callable[[SqlUnit], None]:
    return lambda unit: unit.save(incident(number, **changes))


def claiming(machine: MachineClock, owner: str, limit: int) -> Callable[[SqlUnit], tuple[Claim, ...]]:
    return lambda unit: unit.claim_effects(machine(), owner, LEASE, limit).claims


async def test_two_of_a_lane_are_never_in_hand_at_once(replicas: list[SqlStore], machine: MachineClock) -> None:
    """Claimers of all replicas at the same time, while new wishes come in; some give theirs back."""
    wished = [PostEntry(1, seq) for seq in range(1, 41)] + [PostCard(number) for number in range(1, 5)]
    refreshes = [RefreshCard(number) for number in range(1, 5)] + [RefreshBoard(1)]
    chance = random.Random(7)
    in_hand: set[str] = set()
    granted: Counter[str] = Counter()
    order: list[int] = []
    for number in range(1, 5):
        await replicas[0].transact(saving(number))

    async def wisher(store: SqlStore, share: int) -> None:
        for effect in wished[share::3]:
            await store.transact(lambda unit: unit.wish(effect, 10))  # noqa: B023 runs now
            await store.transact(lambda unit: unit.wish(chance.choice(refreshes), 5))

    async def worker(store: SqlStore, owner: str) -> None:
        while sum(granted[effect.key] for effect in wished) < len(wished):
            for claim in await store.transact(claiming(machine, owner, 3)):
                assert claim.lane not in in_hand
                in_hand.add(claim.lane)
                await asyncio.sleep(0)
                in_hand.remove(claim.lane)
                if chance.random() < 0.2:
                    await store.transact(lambda unit: unit.retry_effect(claim, machine(), "later"))  # noqa: B023
                    continue
                granted[claim.key] += 1
                if isinstance(claim.effect, PostEntry):
                    order.append(claim.id)
                await store.transact(finishing(claim))

    workers = [worker(store, f"{index}-{share}") for share, store in enumerate(replicas) for index in range(3)]
    await asyncio.gather(*workers, *(wisher(store, share) for share, store in enumerate(replicas)))
    assert {granted[effect.key] for effect in wished} == {1}


async def test_a_wish_that_is_committed_late_waits_for_the_later_one_in_hand(
    replicas: list[SqlStore], postgres_database: PostgresDatabase, machine: MachineClock
) -> None:
    """Ids are given out before the commit: the smaller one may show up when the larger one is in hand already."""
    store, other, _ = replicas
    await store.transact(saving())
    async with await psycopg.AsyncConnection.connect(postgres_database.url) as late:
        await late.execute(INSERT_PENDING, ("1:PostEntry:1", "1:channel"))
        await other.transact(lambda unit: unit.wish(PostEntry(1, 2), 10))
        (second,) = await store.transact(claiming(machine, "a", 10))
        await late.commit()
    assert await other.transact(claiming(machine, "b", 10)) == ()
    assert await other.read(lambda view: view.next_effect_at()) == NOW + timedelta(seconds=LEASE)
    await store.transact(finishing(second))
    (first,) = await other.transact(claiming(machine, "b", 10))
    assert first.key == "1:PostEntry:1"


async def test_two_claimers_that_do_not_see_each_other_do_not_both_get_the_lane(
    replicas: list[SqlStore], postgres_database: PostgresDatabase, machine: MachineClock
) -> None:
    """The worst case: one has leased the larger id and not committed, the other finds the smaller one free."""
    store, other, _ = replicas
    await store.transact(saving())
    async with (
        await psycopg.AsyncConnection.connect(postgres_database.url) as late,
        await psycopg.AsyncConnection.connect(postgres_database.url) as claimer,
    ):
        await late.execute(INSERT_PENDING, ("1:PostEntry:1", "1:channel"))
        await other.transact(lambda unit: unit.wish(PostEntry(1, 2), 10))
        await claimer.execute(
            "UPDATE outbox SET state = 'leased', owner = 'x', attempt = 1, fence = 1, lease_until = %s", (NOW,)
        )
        await late.commit()
        claims = asyncio.create_task(store.transact(claiming(machine, "b", 10)))
        await until_waiting(claimer, 1)
        await claimer.commit()
        # The lease of x has run out on the clock of the test: it is taken over, and the other one waits.
        assert [claim.key for claim in await claims] == ["1:PostEntry:2"]
    leased = await store.read(lambda view: view.counts())
    assert (leased.leased, leased.waiting) == (1, 1)


FASTER = """
UPDATE incident SET version = 2, state = CAST(CAST(state AS jsonb) || CAST('{"duplicates"\\: 9}' AS jsonb) AS text)
"""
INSERT_PENDING = """
INSERT INTO outbox (key, incident, what, lane, urgency, payload, digest, coalesces, state, attempt, fence, created_at,
                    next_at)
VALUES (%s, 1, 'PostEntry', %s, 10, '{"incident": 1, "seq": 1}', repeat('0', 64), FALSE, 'pending', 0, 0,
        '2026-03-14 09:26:53.5Z', '2026-03-14 09:26:53.5Z')
"""


async def until_waiting(connection: psycopg.AsyncConnection[Any], count: int) -> None:
    """Until so many others wait for a lock. Not on the connection's own snapshot: statistics are not part of one."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await connection.execute("SELECT pg_stat_clear_snapshot()")
            found = await connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            row = await found.fetchone()
            if row and row[0] >= count:
                return
            await asyncio.sleep(0.01)


async def test_a_wish_is_not_lost_behind_one_that_is_being_taken_in_hand(
    replicas: list[SqlStore], postgres_database: PostgresDatabase, machine: MachineClock
) -> None:
    """A refresh that waits stands for a new one, but not when it is leased at that moment: it would show the old."""
    store, *_ = replicas
    await store.transact(saving())
    await store.transact(lambda unit: unit.wish(RefreshBoard(1), 10))
    async with await psycopg.AsyncConnection.connect(postgres_database.url) as claimer:
        await claimer.execute(
            "UPDATE outbox SET state = 'leased', owner = 'x', attempt = 1, fence = 1, lease_until = %s",
            (NOW + timedelta(hours=1),),
        )
        again = asyncio.create_task(store.transact(lambda unit: unit.wish(RefreshBoard(1), 10)))
        await until_waiting(claimer, 1)
        await claimer.commit()
        await again
    counts = await store.read(lambda view: view.counts())
    assert (counts.leased, counts.waiting) == (1, 1)


async def test_ledgers_do_not_fork_and_no_change_is_lost(replicas: list[SqlStore]) -> None:
    await replicas[0].transact(saving())

    def note(unit: SqlUnit) -> None:
        known = unit.incident(1)
        assert known is not None
        entry = unit.append(1, NOW, "U1", NOTE)
        unit.save(replace(known, seq=entry.seq, duplicates=known.duplicates + 1))

    await asyncio.gather(*(store.transact(note) for _ in range(40) for store in replicas))
    found = await replicas[1].read(lambda view: (view.incident(1), view.ledger_head(1)))
    assert found[0] is not None
    assert (found[0].duplicates, found[0].seq, found[1].seq) == (120, 120, 120)
    assert await replicas[2].read(verify_ledger) == ()


async def test_entries_alone_do_not_fork_either(replicas: list[SqlStore]) -> None:
    """Without the incident's version to stop them: the key and the trigger do."""
    await replicas[0].transact(saving())

    async def append(store: SqlStore) -> None:
        for _ in range(10):
            await store.transact(lambda unit: unit.append(1, NOW, "U1", NOTE))

    await asyncio.gather(*(append(store) for store in replicas))
    assert (await replicas[0].read(lambda view: view.ledger_head(1))).seq == 30
    assert await replicas[0].read(verify_ledger) == ()


async def test_numbers_are_given_once(replicas: list[SqlStore]) -> None:
    numbers = await asyncio.gather(
        *(store.transact(lambda unit: unit.next_number()) for _ in range(20) for store in replicas)
    )
    assert sorted(numbers) == list(range(1, 61))


async def test_one_cause_opens_one_incident_whoever_hears_of_it(replicas: list[SqlStore]) -> None:
    def receive(unit: SqlUnit) -> int:
        known = unit.open_incident_of(ALERT.fingerprint)
        if known:
            unit.store_alert(ALERT, AlertOutcome.JOINED, known.number)
            unit.save(replace(known, duplicates=known.duplicates + 1))
            return known.number
        number = unit.next_number()
        unit.store_alert(ALERT, AlertOutcome.OPENED, number)
        unit.save(incident(number, alert_fingerprint=ALERT.fingerprint))
        return number

    numbers = await asyncio.gather(*(store.transact(receive) for _ in range(10) for store in replicas))
    assert set(numbers) == {1}
    found = await replicas[0].read(lambda view: view.incident(1))
    assert found is not None
    assert found.duplicates == 29


async def test_a_held_alert_becomes_one_incident(replicas: list[SqlStore]) -> None:
    held = await replicas[0].transact(lambda unit: unit.store_alert(ALERT, AlertOutcome.HELD, None))

    def open_it(unit: SqlUnit) -> int:
        alert = unit.alert(held)
        assert alert is not None
        if alert.incident is not None:
            return 0
        number = unit.next_number()
        unit.settle_alert(held, number, None)
        unit.save(incident(number))
        return number

    numbers = await asyncio.gather(*(store.transact(open_it) for _ in range(5) for store in replicas))
    assert sorted(numbers)[-2:] == [0, 1]


async def test_an_event_is_handled_once(replicas: list[SqlStore]) -> None:
    first = await asyncio.gather(
        *(store.transact(lambda unit: unit.first_time("Ev1")) for _ in range(5) for store in replicas)
    )
    assert sum(first) == 1


async def test_a_due_time_is_taken_once(replicas: list[SqlStore]) -> None:
    def set_due(unit: SqlUnit) -> None:
        unit.save(incident(1))
        unit.set_due(1, (Due(DueKind.UPDATE, "", NOW),))

    await replicas[0].transact(set_due)
    (due,) = await replicas[1].read(lambda view: view.due_now(NOW, NOW, 10))
    taken = await asyncio.gather(*(store.transact(lambda unit: unit.take_due([due])) for store in replicas))
    assert sorted(map(len, taken)) == [0, 0, 1]
    assert await replicas[2].read(lambda view: view.due_now(NOW, NOW, 10)) == ()


async def test_due_times_are_those_of_the_newest_state(
    replicas: list[SqlStore], postgres_database: PostgresDatabase
) -> None:
    """A unit that changes nothing sets the due times of what it read; by then that may be old."""
    store, *_ = replicas
    await store.transact(saving())
    runs: list[int] = []

    def plan(unit: SqlUnit) -> None:
        known = unit.incident(1)
        assert known is not None
        runs.append(known.duplicates)
        if len(runs) == 1:  # another replica is faster
            postgres_database.tamper(FASTER)
        unit.set_due(1, (Due(DueKind.UPDATE, "", NOW + timedelta(minutes=known.duplicates)),))

    await store.transact(plan)
    assert runs == [0, 9]
    assert await store.read(lambda view: view.next_due_at()) == NOW + timedelta(minutes=9)


async def test_people_and_facts_of_two_replicas_do_not_clash(replicas: list[SqlStore]) -> None:
    people = tuple(Person(f"U{number}", "A") for number in range(50))
    await asyncio.gather(*(store.transact(lambda unit: unit.replace_people(people)) for store in replicas))
    await asyncio.gather(*(store.transact(lambda unit: unit.set_fact("a", "b")) for store in replicas))
    assert await replicas[0].read(lambda view: (view.people(), view.fact("a"))) == (people, "b")


async def test_the_others_are_told_of_wishes_and_due_times_and_nobody_of_the_rest(replicas: list[SqlStore]) -> None:
    heard = [asyncio.Event() for _ in replicas]
    for store, event in zip(replicas, heard, strict=True):
        await asyncio.to_thread(store.listening, PATIENCE)
        store.on_hint = event.set
    await asyncio.sleep(0.05)  # each hears once when it begins to listen
    for event in heard:
        event.clear()
    await replicas[0].transact(saving())
    await replicas[0].read(lambda view: view.counts())
    assert not any(event.is_set() for event in heard)
    await replicas[0].transact(lambda unit: unit.wish(SendOffer(1, 1), 10))
    for event in heard[1:]:
        await asyncio.wait_for(event.wait(), PATIENCE)
    assert not heard[0].is_set()


async def test_a_lost_connection_is_made_anew(replicas: list[SqlStore], postgres_database: PostgresDatabase) -> None:
    store, *_ = replicas
    await store.transact(saving())
    await store.read(lambda view: view.incident(1))
    with postgres_database.connected() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await asyncio.gather(*(store.transact(saving(number)) for number in range(2, 12)))
    found = await asyncio.gather(*(store.read(lambda view: view.open_incidents()) for _ in range(6)))
    assert {len(each) for each in found} == {11}
    heard = asyncio.Event()
    store.on_hint = heard.set
    await asyncio.wait_for(heard.wait(), PATIENCE)


def test_one_that_stands_still_where_the_server_thinks_it_at_work_loses_its_locks(
    postgres_database: PostgresDatabase,
) -> None:
    """Between statements that go out together: to the server such a session is active, so no limit for idle ones ends
    it. A migration, or a copy, may take as long as it likes."""
    engine = postgres.writer_engine(postgres_database.url)
    with engine.begin() as connection:
        driver = postgres.driver_connection(connection)
        if driver.info.server_version < 170_000:
            pytest.skip("older servers have no such limit")
        assert connection.exec_driver_sql("SHOW transaction_timeout").scalar() == "1min"
        postgres.wait_for_migration(connection)
        assert connection.exec_driver_sql("SHOW transaction_timeout").scalar() == "0"
    with engine.connect() as connection, psycopg.connect(postgres_database.url, autocommit=True) as other:
        frozen = postgres.driver_connection(connection).pgconn
        frozen.enter_pipeline_mode()
        for words in (b"SET transaction_timeout = '300ms'", b"BEGIN", b"LOCK TABLE incident"):
            frozen.send_query_params(words, [])
            frozen.pipeline_sync() if words.startswith(b"SET") else frozen.send_flush_request()
        frozen.flush()
        other.execute("SET lock_timeout = '10s'")
        held = "SELECT count(*) FROM pg_locks WHERE relation = 'incident'::regclass AND mode = 'AccessExclusiveLock'"
        while other.execute(held).fetchone() == (0,):
            pass
        assert other.execute("SELECT count(*) FROM incident").fetchone() == (0,)
        connection.invalidate()
    engine.dispose()


async def test_a_connection_that_is_lost_within_a_unit_is_said(
    replicas: list[SqlStore], postgres_database: PostgresDatabase
) -> None:
    store, *_ = replicas
    runs: list[int] = []

    def suicide(unit: SqlUnit) -> None:
        runs.append(1)
        unit.save(incident(1))
        unit.flush()
        unit.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(DatabaseAway, match="cannot be reached"):
        await store.transact(suicide)
    assert len(runs) == 2  # once more on a new connection: the first may have been gone for long
    await store.transact(saving(2))
    assert await store.read(lambda view: view.incident(1)) is None


async def test_leases_are_on_the_clock_of_the_database(postgres_database: PostgresDatabase) -> None:
    """One machine is an hour ahead of the other: neither takes what the other holds, both see times of their own."""
    here, ahead = MachineClock(), MachineClock()
    ahead.go_on(3600)
    server = MachineClock()
    server.go_on(-500)

    def store(machine: MachineClock) -> SqlStore:
        return SqlStore(postgres_database.url, machine, counted_entropy(), database_clock=lambda connection: server())

    async with store(here) as first, store(ahead) as second:
        await first.transact(saving())
        await first.transact(lambda unit: unit.wish(SendOffer(1, 1), 10))
        (claim,) = await first.transact(claiming(here, "first", 10))
        assert claim.lease_until == here() + timedelta(seconds=LEASE)
        assert await second.transact(claiming(ahead, "second", 10)) == ()
        assert await second.read(lambda view: view.next_effect_at()) == ahead() + timedelta(seconds=LEASE)
        for clock in (here, ahead, server):
            clock.go_on(LEASE)
        (taken,) = await second.transact(claiming(ahead, "second", 10))
        assert (taken.attempt, taken.lease_until) == (2, ahead() + timedelta(seconds=LEASE))


async def test_by_default_the_database_is_asked_for_its_clock(postgres_database: PostgresDatabase) -> None:
    machine = MachineClock()
    async with SqlStore(postgres_database.url, machine, counted_entropy()) as store:
        await store.transact(saving())
        await store.transact(lambda unit: unit.wish(SendOffer(1, 1), 10))
        (claim,) = await store.transact(claiming(machine, "a", 1))
        assert claim.lease_until == NOW + timedelta(seconds=LEASE)

        def left(view: Any) -> timedelta:
            row = view.connection.execute(text("SELECT lease_until - now() FROM outbox")).scalar_one()
            assert isinstance(row, timedelta)
            return row

        assert timedelta(seconds=LEASE - 10) < await store.read(left) <= timedelta(seconds=LEASE)


def test_nothing_is_moved_where_there_is_one_clock(sqlite_database: Any) -> None:
    with sqlite_database.connected() as connection:
        same = MachineTime(connection, lambda: NOW, lambda connection: None)
        assert (same.kept(NOW), same.told(NOW), same.told(None)) == (NOW, NOW, None)
