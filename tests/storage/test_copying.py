"""From an SQLite file into a PostgreSQL: all of it or nothing, and the file stays as it is."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from crisis.alert import AlertOutcome
from crisis.clock.due import Due, DueKind
from crisis.digest import Digest, DigestChoice, DigestTold
from crisis.effects import OpenChannel, PostCard, RefreshBoard
from crisis.incident import Holding, MessageRef
from crisis.learning import Example, Figures, Learned
from crisis.policy.duty import Override
from crisis.policy.people import Person
from crisis.policy.watch import Lesson, Side
from storage.copying import TABLES, copy
from storage.database.postgres import writer_engine
from storage.errors import BadDatabaseUrl, DatabaseInUse, NotCopied, NotEmpty
from storage.store import SqlStore, open_reader
from storage.verify import verify_ledger
from storage.work.unit import SqlUnit
from storage.work.view import SqlView
from tests.postgres import PostgresServer
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.databases import PostgresDatabase, SqliteDatabase
from tests.storage.examples import ALERT, EVENTS, NOW, a_mention, incident


@pytest.fixture
def target(postgres: PostgresServer) -> Iterator[str]:
    """A PostgreSQL database with nothing in it, not even tables."""
    url = postgres.url_of(postgres.create())
    yield url
    postgres.drop(url)


@pytest.fixture
async def source(sqlite_database: SqliteDatabase, machine: MachineClock) -> SqliteDatabase:
    """An SQLite database with something in every table, a hole in its ids and words that were removed."""

    def fill(unit: SqlUnit) -> None:
        for number in (unit.next_number(), unit.next_number()):
            unit.store_alert(ALERT, AlertOutcome.OPENED, number, unit.begin_storm(NOW, NOW).id)
            for event in EVENTS:
                unit.append(number, NOW, "U1", event)
            unit.wish(OpenChannel(number), 1)
            unit.wish(RefreshBoard(number), 2)
            unit.set_due(number, (Due(DueKind.UPDATE, "", NOW),))
            held = (Holding("lead", "U1", NOW),)
            unit.keep_mention(a_mention(str(number), incident=number))
            unit.save(incident(number, seq=len(EVENTS), noted=(MessageRef("C1", str(number)),), holdings=held))
        unit.set_aside(unit.store_alert(ALERT, AlertOutcome.HELD, None), "U1", NOW)
        unit.store_alert(ALERT, AlertOutcome.DUPLICATE, None)
        unit.first_time("Ev1", "done")
        unit.add_override(Override("nights", "U1", NOW, NOW + timedelta(days=1), by="U2"), NOW)
        unit.replace_people((Person("U1", "林晓", email="lin@example.com"),))
        unit.set_fact("updates_channel", "C1")
        unit.add_lesson(Lesson("美的", Side.NOT, "美的惊动", "U1", NOW))
        unit.keep_digest(Digest("U1", DigestChoice((time(9),), "Asia/Shanghai"), True, NOW, None, DigestTold(NOW)))
        unit.home_opened("U1", "a1b2", NOW)
        unit.note_division(9, unit.next_story())
        unit.keep_example(Example("severity", "杯子漏了", "2", "U1", NOW))
        unit.keep_learned(Learned("severity", "x", 60, Figures(1.0, 0.5), Figures(0.5, 0.7, 0.9), NOW))
        unit.claim_effects(NOW, "gone", 30, 1)
        unit.present("replica-1", NOW, 15)
        unit.reserve("messages in C1", NOW, 1, 10)

    async with sqlite_database.store(machine, counted_entropy()) as store:
        await store.transact(fill)
        await store.transact(lambda unit: unit.wish(PostCard(1), 1))
    with sqlite_database.connected() as connection:
        connection.execute(text("DELETE FROM entry_words WHERE incident = 1 AND seq = 3"))
        connection.execute(text("DELETE FROM alert WHERE id = 4"))
    return sqlite_database


def everything(view: SqlView) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [tuple(row) for row in view.connection.execute(select(table).order_by(*table.primary_key))]
        for table in TABLES
    }


def dump(database: SqliteDatabase) -> list[str]:
    with closing(sqlite3.connect(database.path)) as connection:
        return list(connection.iterdump())


async def test_every_row_is_copied_and_the_source_is_left_as_it_was(
    source: SqliteDatabase, target: str, machine: MachineClock
) -> None:
    before, told = dump(source), []
    rows = await asyncio.to_thread(copy, source.url, target, lambda done, total: told.append((done, total)))
    assert dump(source) == before
    async with open_reader(source.url) as old, open_reader(target) as new:
        originals = await old.read(everything)
        assert await new.read(everything) == originals
        assert await new.read(verify_ledger) == ()
    assert all(originals.values()), "a table without rows proves nothing"
    assert rows == sum(len(found) for found in originals.values())
    assert told[-1] == (rows, rows)

    async with SqlStore(target, machine, counted_entropy(), database_clock=lambda connection: machine()) as store:
        assert await store.transact(lambda unit: unit.next_number()) == 3
        # The last alert was deleted: its id is not used again.
        assert await store.transact(lambda unit: unit.store_alert(ALERT, AlertOutcome.HELD, None)) == 5
        machine.go_on(31)
        claims = await store.transact(lambda unit: unit.claim_effects(machine(), "new", 30, 10).claims)
        assert {claim.attempt for claim in claims} == {1, 2}


async def test_what_is_not_empty_is_refused(
    source: SqliteDatabase, postgres_database: PostgresDatabase, machine: MachineClock
) -> None:
    async with postgres_database.store(machine, counted_entropy()) as store:
        await store.transact(lambda unit: unit.save(incident(7)))
    with pytest.raises(NotEmpty, match="incident has 1 rows"):
        await asyncio.to_thread(copy, source.url, postgres_database.url, lambda done, total: None)
    async with open_reader(postgres_database.url) as reader:
        assert [each.number for each in await reader.read(lambda view: view.open_incidents())] == [7]


async def test_one_at_head_without_rows_will_do(source: SqliteDatabase, postgres_database: PostgresDatabase) -> None:
    assert await asyncio.to_thread(copy, source.url, postgres_database.url, lambda done, total: None) > 0


async def test_a_changed_past_is_not_copied(source: SqliteDatabase, target: str, postgres: PostgresServer) -> None:
    source.tamper("UPDATE entry SET hash = replace(hash, substr(hash, 1, 1), 'f') WHERE incident = 2 AND seq = 4")
    with pytest.raises(NotCopied, match="#2, entry 4"):
        await asyncio.to_thread(copy, source.url, target, lambda done, total: None)
    async with SqlStore(target, MachineClock(), counted_entropy()) as store:
        assert await store.read(lambda view: view.incident(1)) is None


async def test_when_it_breaks_off_nothing_is_left(source: SqliteDatabase, target: str) -> None:
    def break_off(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(source.url, target, break_off)
    engine = writer_engine(target)
    with engine.connect() as connection:
        tables = connection.execute(
            select(func.count()).select_from(text("pg_tables")).where(text("schemaname = 'public'"))
        )
        assert tables.scalar_one() == 0
    engine.dispose()


async def test_a_bot_that_runs_is_in_the_way(source: SqliteDatabase, target: str, machine: MachineClock) -> None:
    async with source.store(machine, counted_entropy()):
        with pytest.raises(DatabaseInUse):
            await asyncio.to_thread(copy, source.url, target, lambda done, total: None)


def test_only_from_sqlite_to_postgresql(sqlite_database: SqliteDatabase, postgres_database: PostgresDatabase) -> None:
    for source, target in (
        (sqlite_database.url, sqlite_database.url),
        (postgres_database.url, postgres_database.url),
    ):
        with pytest.raises(BadDatabaseUrl):
            copy(source, target, lambda done, total: None)
