"""A store on a database of its own, on a machine clock that the test drives."""

import shutil
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from storage.migrate import migrate
from storage.store import SqlStore
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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at head with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "fenghuo.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "fenghuo.db"))


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite:///{database}"


@pytest.fixture
async def store(url: str, machine: MachineClock) -> AsyncIterator[SqlStore]:
    async with SqlStore(url, machine, counted_entropy()) as store:
        yield store
