"""The store: one writer, a few readers, and what closures are run on.

Answers for: ``crisis.ports.Store`` on a database, from the first connection to the last commit; the event loop is never
blocked. May not: know what a closure does.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine

from crisis.ports import Entropy, Passing
from storage import codec
from storage.clock import SAME_TIME, DatabaseClock, MachineTime
from storage.database.checkpoints import Checkpoints
from storage.database.engine import Hinting, database_of, hints_between_replicas
from storage.database.jobs import MOST_QUEUED, Workers
from storage.database.pool import WriterPool, away
from storage.database.prepared import make_ready
from storage.database.sqlite import Place, connect_for_checkpoint, file_of
from storage.database.writer import Writer
from storage.errors import StoreClosed
from storage.migrate import require_head, upgrade
from storage.points import unwatched
from storage.rows.holdings import Remembered
from storage.work.unit import SqlUnit
from storage.work.view import SqlView

T = TypeVar("T")

READERS = 4
# Threads that write, where more than one can.
WRITERS = 4


class SqlReader:
    """Looks at a database, also while another process writes to it."""

    def __init__(self, url: str, readers: int = READERS) -> None:
        """Nothing is opened before ``start``. Raises BadDatabaseUrl."""
        self._database = database_of(url)
        self._database.check_url(url)
        self.url = url
        self._size = readers
        self._engine: Engine | None = None
        self._pool: ThreadPoolExecutor | None = None

    async def start(self) -> None:
        """Open the database. Raises DatabaseIsOlder, DatabaseIsNewer, DatabaseAway, BadDatabaseUrl."""
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
        """Run the closure on one consistent look, in a thread. Raises StoreClosed, DatabaseAway."""
        pool, reading = self._pool, self._engine
        if pool is None or reading is None:
            raise StoreClosed
        return await asyncio.get_running_loop().run_in_executor(pool, self._look, reading, closure)

    def _look(self, reading: Engine, closure: Callable[[SqlView], T]) -> T:
        try:
            with reading.connect() as connection, connection.begin():
                return closure(SqlView(connection, self._machine_time(connection)))
        except Exception as error:
            if self._database.is_lost(error):
                raise away(error) from error
            raise

    def _machine_time(self, connection: Connection) -> MachineTime:
        return SAME_TIME

    def _open(self) -> None:
        self._engine = self._database.reader_engine(self.url, self._size)
        self._pool = ThreadPoolExecutor(self._size, thread_name_prefix="fenghuo-reader")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


class SqlStore(SqlReader):
    """The store of a process that writes: ``crisis.ports.Store``, and units that are ``DeliveryUnit`` s.

    ``on_hint`` is called in the event loop when another replica may have left something to do; on SQLite never.
    """

    def __init__(
        self,
        url: str,
        machine_clock: Callable[[], datetime],
        entropy: Entropy,
        readers: int = READERS,
        most_queued: int = MOST_QUEUED,
        writers: int = WRITERS,
        database_clock: DatabaseClock | None = None,
        passing: Passing = unwatched,
    ) -> None:
        """``machine_clock``: aware, UTC. ``database_clock``: the database's own (see ``clock``), for tests that drive
        it. Nothing is opened before ``start``. Raises BadDatabaseUrl."""
        super().__init__(url, readers)
        self.on_hint: Callable[[], None] = _nothing
        self._clock = machine_clock
        self._database_clock = database_clock or self._database.clock
        self._entropy = entropy
        self._most_queued = most_queued
        self._threads = writers
        self._passing = passing
        self._alone = ExitStack()
        self._writing: Engine | None = None
        self._writer: Workers[SqlUnit] | None = None
        self._hints: Hinting | None = None
        self._remembered: Remembered | None = None

    @property
    def is_shared(self) -> bool:
        """Whether other processes may write to this database, too."""
        return self._database.SHARED

    async def start(self) -> None:
        """See that nobody else writes where only one may, migrate, begin to work.

        Raises DatabaseInUse, DatabaseIsNewer, DatabaseAway, BadDatabaseUrl.
        """
        self._alone.enter_context(self._database.writing_alone(self.url))
        try:
            await asyncio.to_thread(upgrade, self.url, self._passing)
        except BaseException:
            self._alone.close()
            raise
        self._open()
        self._writing = self._database.writer_engine(self.url)
        self._hints = hints_between_replicas(self.url, self._hand_over(asyncio.get_running_loop()))
        self._writer = self._workers(self._writing)
        self._writer.start()
        if self._hints:
            self._hints.start()

    async def stop(self) -> None:
        """Finish what is queued, close, let others write. Again is nothing."""
        if self._writer is not None:
            await asyncio.to_thread(self._writer.stop)
        if self._hints is not None:
            await asyncio.to_thread(self._hints.stop)
        await super().stop()
        if self._writing is not None:
            self._writing.dispose()
        self._alone.close()

    def listening(self, seconds: float) -> bool:
        """Wait, at most so long, until hints of other replicas would be heard. Blocks."""
        return self._hints is not None and self._hints.wait_until_listening(seconds)

    @property
    def queued(self) -> int:
        """Units of work that wait for the writer."""
        return self._writer.queued if self._writer else 0

    @property
    def pressing(self) -> int:
        """About how many units of work somebody outside waits for at this moment: alerts, commands, due times."""
        return self._writer.pressing if self._writer else 0

    async def transact(self, closure: Callable[[SqlUnit], T], patient: bool = False, callers: int = 1) -> T:
        """Run the closure in a transaction; return after the commit. An exception takes it back and is raised here.

        ``patient``: nobody outside waits for it, so those go first for whom somebody does; it gets its turn all the
        same. ``callers``: for how many it does something at once, which ``pressing`` counts.

        The closure is pure but for its unit: it runs in another thread, and again when another unit was faster (a few
        times, then ``Conflict``). Raises StoreClosed and Overloaded before it runs; DatabaseAway when the connection
        was lost, perhaps after the commit.
        """
        if self._writer is None:
            raise StoreClosed
        return await self._writer.submit(closure, patient, callers)

    def prepare(self) -> None:
        """Make everything ready that the first of each kind would wait for otherwise, some 100 ms in all. In a thread,
        while others work."""
        codec.prepare()
        if self._writing is not None:
            make_ready(self._writing.dialect)

    def _workers(self, writing: Engine) -> Workers[SqlUnit]:
        if not self.is_shared:
            self._remembered = Remembered()
            checkpoints = Checkpoints(lambda: connect_for_checkpoint(self.url))
            place = Place(file_of(self.url))
            return Writer(writing, place, self._unit, checkpoints, self._most_queued, self._passing)
        tell = self._hints.tell if self._hints else _nothing
        return WriterPool(self._database, writing, self._unit, tell, self._threads, self._most_queued, self._passing)

    def _unit(self, connection: Connection, locking: bool = False) -> SqlUnit:
        machine = self._machine_time(connection)
        return SqlUnit(connection, self._entropy, self._clock(), machine, locking, self._remembered)

    def _machine_time(self, connection: Connection) -> MachineTime:
        return MachineTime(connection, self._clock, self._database_clock) if self.is_shared else SAME_TIME

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        """Calls ``on_hint`` in the event loop, from any thread."""

        def heard() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(lambda: self.on_hint())

        return heard


def open_reader(url: str) -> SqlReader:
    """For the command line: ``async with open_reader(url) as reader``. Raises as ``SqlReader`` does."""
    return SqlReader(url, readers=1)


def _nothing() -> None:
    """Nobody is told."""
