"""Towns for the crash tests: on both databases."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.crash.databases import Database, Postgresql, Sqlite
from tests.crash.starting import Nursery, NurseryProcess
from tests.crash.town import Town

MakeTown = Callable[..., Awaitable[Town]]

on_both = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@pytest.fixture
async def make_town(
    nursery: NurseryProcess,
    migrated: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> AsyncIterator[MakeTown]:
    """Makes towns without a bot yet; ``empty``: the database is not even migrated. All have one nursery."""
    async with AsyncExitStack() as stack:
        numbers = itertools.count(1)
        bots = await stack.enter_async_context(Nursery(nursery))

        def make_database(kind: str, folder: Path, empty: bool) -> Database:
            folder.mkdir()
            database: Database
            if kind == "sqlite":
                database = Sqlite(folder, None if empty else migrated)
            else:
                database = Postgresql(request.getfixturevalue("postgres"), migrated=not empty)
            stack.callback(database.drop)
            return database

        async def make(kind: str, empty: bool = False, **arguments: object) -> Town:
            await bots.warm_up(kind, lambda: make_database(kind, tmp_path / "first", empty=False).url)
            folder = tmp_path / f"town-{next(numbers)}"
            database = make_database(kind, folder, empty)
            return await stack.enter_async_context(Town(bots, database, folder, **arguments))  # type: ignore[arg-type]

        yield make
