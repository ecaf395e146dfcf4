"""A store on a database of its own, on a machine clock that the test drives: each test on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.postgres import PostgresServer
from tests.storage.databases import POSTGRESQL, SQLITE, Database, PostgresDatabase, SqliteDatabase
from tests.storage.examples import NOW


class MachineClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


def counted_entropy() -> Callable[[int], bytes]:
    """Bytes that differ each time and are the same in every run."""
    numbers = count(1)
    return lambda size: next(numbers).to_bytes(size, "big")


@pytest.fixture
def machine() -> MachineClock:
    return MachineClock()


@pytest.fixture
def sqlite_database(migrated: Path, tmp_path: Path) -> SqliteDatabase:
    return SqliteDatabase(migrated, tmp_path)


@pytest.fixture
def postgres_database(postgres: PostgresServer) -> Iterator[PostgresDatabase]:
    database = PostgresDatabase(postgres)
    yield database
    database.drop()


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(f"{'sqlite' if request.param == SQLITE else 'postgres'}_database")
    return found


@pytest.fixture
def url(database: Database) -> str:
    return database.url


@pytest.fixture
async def store(database: Database, machine: MachineClock) -> AsyncIterator[SqlStore]:
    async with database.store(machine, counted_entropy()) as store:
        yield store
