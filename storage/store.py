"""The store: one writer, a few readers, and what closures are run on.

Answers for: ``crisis.ports.Store`` on a database, from the lock file to the last commit; the event loop is never
blocked. May not: know what a closure does.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine

from crisis.ports import Entropy
from storage import engine
from storage.errors import StoreClosed
from storage.lock import WriterLock
from storage.migrate import require_head, upgrade
from storage.unit import SqlUnit
from storage.view import SqlView
from storage.writer import MOST_QUEUED, Writer

T = TypeVar("T")

READERS = 4


class SqlReader:
    """Looks at a database, also while another process writes to it."""

    def __init__(self, url: str, readers: int = READERS) -> None:
        """Nothing is opened before ``start``. Raises BadDatabaseUrl."""
        engine.sqlite_file(url)
        self.url = url
        self._size = readers
        self._engine: Engine | None = None
        self._pool: ThreadPoolExecutor | None = None

    async def start(self) -> None:
        """Open the database. Raises DatabaseIsOlder, DatabaseIsNewer, BadDatabaseUrl."""
        await asyncio.to_thread(require_head, self.url)
        self._open()

    async def stop(self) -> None:
        """Finish the looks that are being taken, and close. Again is nothing."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown)
        if self._engine is not None:
            self._engine.dispose()

    async def read(self, closure: Callable[[SqlView], T]) -> T:
        """Run the closure on one consistent look, in a thread. Raises StoreClosed."""
        pool, reading = self._pool, self._engine
        if pool is None or reading is None:
            raise StoreClosed
        return await asyncio.get_running_loop().run_in_executor(pool, _look, reading, closure)

    def _open(self) -> None:
        self._engine = engine.reader_engine(self.url, self._size)
        self._pool = ThreadPoolExecutor(self._size, thread_name_prefix="fenghuo-reader")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


class SqlStore(SqlReader):
    """The store of the one process that writes: ``crisis.ports.Store``, and units that are ``DeliveryUnit`` s."""

    def __init__(
        self,
        url: str,
        machine_clock: Callable[[], datetime],
        entropy: Entropy,
        readers: int = READERS,
        most_queued: int = MOST_QUEUED,
    ) -> None:
        """``machine_clock``: aware, UTC. Nothing is opened before ``start``. Raises BadDatabaseUrl."""
        super().__init__(url, readers)
        self._clock = machine_clock
        self._entropy = entropy
        self._most_queued = most_queued
        self._lock: WriterLock | None = None
        self._writing: Engine | None = None
        self._writer: Writer[SqlUnit] | None = None

    async def start(self) -> None:
        """Take the lock, migrate, begin to work. Raises DatabaseInUse, DatabaseIsNewer, BadDatabaseUrl."""
        self._lock = WriterLock(engine.sqlite_file(self.url))
        try:
            await asyncio.to_thread(upgrade, self.url)
        except BaseException:
            self._lock.release()
            raise
        self._open()
        self._writing = engine.writer_engine(self.url)
        self._writer = Writer(self._writing, self._unit, self._most_queued)
        self._writer.start()

    async def stop(self) -> None:
        """Finish what is queued, close, let others write. Again is nothing."""
        if self._writer is not None:
            await asyncio.to_thread(self._writer.stop)
        await super().stop()
        if self._writing is not None:
            self._writing.dispose()
        if self._lock is not None:
            self._lock.release()

    @property
    def queued(self) -> int:
        """Units of work that wait for the writer."""
        return self._writer.queued if self._writer else 0

    async def transact(self, closure: Callable[[SqlUnit], T]) -> T:
        """Run the closure in a transaction; return after the commit. An exception takes it back and is raised here.

        The closure is pure but for its unit: it runs in another thread, and again when another unit was faster (a few
        times, then ``Conflict``). Raises StoreClosed and Overloaded before it runs.
        """
        if self._writer is None:
            raise StoreClosed
        return await asyncio.wrap_future(self._writer.submit(closure))

    def _unit(self, connection: Connection) -> SqlUnit:
        return SqlUnit(connection, self._entropy, self._clock())


def open_reader(url: str) -> SqlReader:
    """For the command line: ``async with open_reader(url) as reader``. Raises as ``SqlReader`` does."""
    return SqlReader(url, readers=1)


def _look(reading: Engine, closure: Callable[[SqlView], T]) -> T:
    with reading.connect() as connection, connection.begin():
        return closure(SqlView(connection))
