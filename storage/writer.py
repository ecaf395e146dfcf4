"""One thread that writes, with group commit.

Answers for: units of work run one after another, each in a savepoint of a shared transaction; one COMMIT for the group,
and only then does anybody hear of success (or of a refusal, which may rest on what a neighbour wrote). A closure that
raises takes back its own savepoint and harms no neighbour; when the COMMIT fails, all of the group get the error.
May not: know what a unit does. For SQLite, where only one may write; PostgreSQL gets a pool with the same ``submit``.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from crisis.ports import Conflict
from storage.engine import begin_savepoint, end_savepoint, is_in_transaction, take_back_savepoint
from storage.errors import Overloaded, StoreClosed, TransactionLost

logger = logging.getLogger(__name__)

# How often a closure runs when each time another unit was faster.
TRIES = 5
# Units that share one COMMIT at most: bounds how long the first waits for the last.
GROUP = 64
MOST_QUEUED = 10_000


class Flushing(Protocol):
    """A unit of work."""

    def flush(self) -> None: ...


U = TypeVar("U", bound=Flushing)
T = TypeVar("T")


@dataclass(slots=True)
class _Job(Generic[U]):
    closure: Callable[[U], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None


class Writer(Generic[U]):
    """``start`` makes the thread, ``stop`` finishes what is queued. ``make_unit`` is called for each run."""

    def __init__(self, engine: Engine, make_unit: Callable[[Connection], U], most_queued: int = MOST_QUEUED) -> None:
        self._engine = engine
        self._make_unit = make_unit
        self._most_queued = most_queued
        self._queue: queue.SimpleQueue[_Job[U] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()
        self._is_open = False

    @property
    def queued(self) -> int:
        """Units that wait for their turn."""
        return self._queue.qsize()

    def start(self) -> None:
        """Begin to work."""
        self._is_open = True
        self._thread = threading.Thread(target=self._run, name="fenghuo-writer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more, finish what is queued, and return when the thread has ended. Blocks; again is nothing."""
        with self._gate:
            was_open, self._is_open = self._is_open, False
            if was_open:
                self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    def submit(self, closure: Callable[[U], T]) -> Future[T]:
        """Queue a unit of work; its future resolves after the COMMIT. Raises StoreClosed, Overloaded."""
        future: Future[T] = Future()
        with self._gate:
            if not self._is_open:
                raise StoreClosed
            if self._queue.qsize() >= self._most_queued:
                raise Overloaded(self._queue.qsize())
            self._queue.put(_Job(closure, future))
        return future

    def _run(self) -> None:
        connection: Connection | None = None
        while (job := self._queue.get()) is not None:
            jobs = self._with_those_waiting(job)
            try:
                connection = connection or self._engine.connect()
                self._group(connection, jobs)
            except BaseException as error:
                logger.exception("A group of %d units of work was not committed.", len(jobs))
                _throw_away(connection)
                connection = None
                for lost in jobs:
                    lost.error = error
            for done in jobs:
                _resolve(done)
        if connection is not None:
            connection.close()

    def _with_those_waiting(self, first: _Job[U]) -> list[_Job[U]]:
        """As many as wait already, up to a group, without those whose caller has gone away."""
        jobs = [first]
        while len(jobs) < GROUP:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                break
            if job is None:
                # The end was asked for: first this group, then the end.
                self._queue.put(None)
                break
            jobs.append(job)
        return [job for job in jobs if job.future.set_running_or_notify_cancel()]

    def _group(self, connection: Connection, jobs: list[_Job[U]]) -> None:
        if not jobs:
            return
        with connection.begin():
            for job in jobs:
                self._carry_out(connection, job)

    def _carry_out(self, connection: Connection, job: _Job[U]) -> None:
        for tries_left in reversed(range(TRIES)):
            begin_savepoint(connection)
            try:
                unit = self._make_unit(connection)
                job.result = job.closure(unit)
                unit.flush()
            except BaseException as error:  # the caller gets it, after the COMMIT
                if not is_in_transaction(connection):
                    raise TransactionLost from error
                take_back_savepoint(connection)
                if isinstance(error, Conflict) and tries_left:
                    continue
                job.error = error
            else:
                end_savepoint(connection)
            return


def _resolve(job: _Job[Any]) -> None:
    if job.error is not None:
        job.future.set_exception(job.error)
    else:
        job.future.set_result(job.result)


def _throw_away(connection: Connection | None) -> None:
    """A connection after an error of its own is not used again."""
    if connection is not None:
        connection.invalidate()
        connection.close()
