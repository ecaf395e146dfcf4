"""Towns for the crash tests: on both databases."""

import itertools
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.crash.databases import Database, Postgresql, Sqlite, migrated_file
from tests.crash.starting import Nursery, nursery_process
from tests.crash.town import Town

MakeTown = Callable[..., Awaitable[Town]]

on_both = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def nursery() -> Iterator["subprocess.Popen[bytes]"]:
    """Where bots come from, within a tenth of a second each."""
    with nursery_process() as process:
        yield process


@pytest.fixture
async def make_town(
    nursery: "subprocess.Popen[bytes]",
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> AsyncIterator[MakeTown]:
    """Makes towns without a bot yet; ``empty``: the database is not even migrated. All have one nursery."""
    async with AsyncExitStack() as stack:
        numbers = itertools.count(1)
        bots = await stack.enter_async_context(Nursery(nursery))

        async def make(kind: str, empty: bool = False, **arguments: object) -> Town:
            folder = tmp_path / f"town-{next(numbers)}"
            folder.mkdir()
            database: Database
            if kind == "sqlite":
                database = Sqlite(folder, None if empty else migrated_file(tmp_path_factory.getbasetemp()))
            else:
                database = Postgresql(request.getfixturevalue("postgres"), migrated=not empty)
            stack.callback(database.drop)
            return await stack.enter_async_context(Town(bots, database, folder, **arguments))  # type: ignore[arg-type]

        yield make
