"""A few threads that write, each unit of work in a transaction of its own. For PostgreSQL.

Answers for: a unit that another one was faster than, here or in another replica, is run again: at first as if it were
alone, then with a lock on each incident that it reads, so that a busy incident does not make it run for ever. Nobody
hears of success before the COMMIT. May not: know what a unit does.
"""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from crisis.ports import Conflict, Passing
from storage.database.engine import Database
from storage.database.jobs import MOST_QUEUED, TRIES, Job, Workers, throw_away
from storage.database.jobs import tell as tell_callers
from storage.errors import DatabaseAway
from storage.points import Point, unwatched

logger = logging.getLogger(__name__)


class Telling(Protocol):
    """A unit of work that knows whether others should look at what it did."""

    @property
    def is_news(self) -> bool: ...

    def end(self) -> None: ...


N = TypeVar("N", bound=Telling)


class _InCommit(Exception):
    """The commit itself failed: whether it took place is not known when the connection is gone."""


class WriterPool(Workers[N]):
    """``make_unit(connection, locking)`` is called for each run; ``tell`` after a commit that is news to others."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        make_unit: Callable[[Connection, bool], N],
        tell: Callable[[], None],
        threads: int,
        most_queued: int = MOST_QUEUED,
        passing: Passing = unwatched,
    ) -> None:
        super().__init__(threads, most_queued)
        self._passing = passing
        self._database = database
        self._engine = engine
        self._make_unit = make_unit
        self._tell = tell

    def _run(self) -> None:
        connection: Connection | None = None
        while jobs := self._line.take(1):
            for job in jobs:
                if job.is_waited_for:
                    connection = self._carry_out(connection, job)
                    tell_callers(jobs)
            self._line.done(jobs)
        if connection is not None:
            connection.close()

    def _carry_out(self, connection: Connection | None, job: Job[N]) -> Connection | None:
        """Run it until it is committed or refused. Returns the connection for the next one, or None."""
        for tries_left in reversed(range(TRIES)):
            is_first = tries_left == TRIES - 1
            try:
                connection = connection or self._engine.connect()
                self._run_once(connection, job, locking=not is_first)
            except BaseException as error:  # noqa: BLE001 the caller gets it
                connection = self._after(connection, error)
                if tries_left and self._may_run_again(error, is_first):
                    continue
                job.error = self._for_caller(error)
            return connection
        return connection

    def _run_once(self, connection: Connection, job: Job[N], locking: bool) -> None:
        transaction = connection.begin()
        unit = self._make_unit(connection, locking)
        job.result = job.closure(unit)
        unit.end()
        self._passing(Point.WORKED)
        try:
            transaction.commit()
        except Exception as error:
            raise _InCommit from error
        self._passing(Point.COMMITTED)
        if unit.is_news:
            self._tell()

    def _after(self, connection: Connection | None, error: BaseException) -> Connection | None:
        """Take back what was done. A connection that is gone is thrown away."""
        if connection is None:
            return None
        if not self._database.is_lost(_cause(error)):
            try:
                connection.rollback()
            except DBAPIError:
                logger.exception("A transaction could not be taken back; its connection is given up.")
            else:
                return connection
        throw_away(connection)
        return None

    def _may_run_again(self, error: BaseException, is_first: bool) -> bool:
        if isinstance(error, Conflict) or self._database.runs_again(_cause(error)):
            return True
        # A connection that stood idle may have been gone for long; a new one is made once. Never after a COMMIT.
        return is_first and self._database.is_lost(error)

    def _for_caller(self, error: BaseException) -> BaseException:
        cause = _cause(error)
        return away(cause) if self._database.is_lost(cause) else self._database.not_writable(cause) or cause


def away(error: BaseException) -> DatabaseAway:
    """What a caller is told when the connection is gone."""
    told = DatabaseAway(" ".join(str(getattr(error, "orig", None) or error).split()))
    told.__cause__ = error
    return told


def _cause(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, _InCommit) and error.__cause__ is not None else error
