"""One thread that writes, with group commit.

Answers for: units of work run one after another; those that wait together as one unit, which reads and writes the same
incident once, and when one of them raises each in a savepoint of its own, so that none harms a neighbour. One COMMIT
for the group, and only then does anybody hear of success (or of a refusal, which may rest on what a neighbour wrote);
when the COMMIT fails, all of the group get the error.
May not: know what a unit does. For SQLite, where only one may write; ``pool`` is for PostgreSQL.
"""

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine

from crisis.ports import Conflict, Passing
from storage.database.checkpoints import Checkpoints
from storage.database.jobs import MOST_QUEUED, TRIES, Job, Workers, tell, throw_away
from storage.database.sqlite import (
    Place,
    begin_savepoint,
    end_savepoint,
    is_in_transaction,
    not_writable,
    take_back_savepoint,
)
from storage.errors import BadDatabaseUrl, NotWritable, TransactionLost
from storage.points import Point, unwatched

logger = logging.getLogger(__name__)

# Units that share one COMMIT at most: bounds how long the first waits for the last.
GROUP = 32


class Remembering(Protocol):
    """A unit of work that leaves something for the next one."""

    def end(self) -> None: ...

    def committed(self) -> None: ...


R = TypeVar("R", bound=Remembering)


class Writer(Workers[R]):
    """One thread. ``make_unit`` is called for each run."""

    def __init__(
        self,
        engine: Engine,
        place: Place,
        make_unit: Callable[[Connection], R],
        checkpoints: Checkpoints,
        most_queued: int = MOST_QUEUED,
        passing: Passing = unwatched,
    ) -> None:
        super().__init__(1, most_queued)
        self._passing = passing
        self._engine = engine
        self._place = place
        self._make_unit = make_unit
        self._checkpoints = checkpoints

    def start(self) -> None:
        super().start()
        self._checkpoints.start()

    def stop(self) -> None:
        super().stop()
        self._checkpoints.stop()

    def _run(self) -> None:
        connection: Connection | None = None
        while waiting := self._line.take(GROUP):
            jobs = [job for job in waiting if job.is_waited_for]
            try:
                self._place.check()
                connection = connection or self._engine.connect()
                self._group(connection, jobs)
            except BaseException as error:
                told = _told(error)
                if not isinstance(told, NotWritable):  # whoever asked says so, once and not for each
                    logger.exception("A group of %d units of work was not committed.", len(jobs))
                throw_away(connection)
                connection = None
                for lost in jobs:
                    lost.error = told
            self._line.done(waiting)
            tell(jobs)
        if connection is not None:
            connection.close()

    def _group(self, connection: Connection, jobs: list[Job[R]]) -> None:
        if not jobs:
            return
        with connection.begin():
            alone = self._all_in_one(connection, jobs) if len(jobs) > 1 else self._carry_out(connection, jobs[0])
            if alone is None and len(jobs) > 1:
                for job in jobs:
                    self._carry_out(connection, job)
            self._passing(Point.WORKED)
        if alone is not None:
            alone.committed()
        self._passing(Point.COMMITTED)
        self._checkpoints.wake()

    def _all_in_one(self, connection: Connection, jobs: list[Job[R]]) -> R | None:
        """Carry all of them out as one unit, which reads and writes the same incident once; the unit. When one of them
        raises nothing was done: None, and each is carried out by itself."""
        begin_savepoint(connection)
        try:
            unit = self._make_unit(connection)
            results = [job.closure(unit) for job in jobs]
            unit.end()
        except BaseException as error:  # whose it is, and whether it comes again, is seen one by one
            if not is_in_transaction(connection):
                raise TransactionLost from error
            take_back_savepoint(connection)
            return None
        end_savepoint(connection)
        for job, result in zip(jobs, results, strict=True):
            job.result = result
        return unit

    def _carry_out(self, connection: Connection, job: Job[R]) -> R | None:
        """Carry one out; the unit, or None when it raised."""
        for tries_left in reversed(range(TRIES)):
            begin_savepoint(connection)
            try:
                unit = self._make_unit(connection)
                job.result = job.closure(unit)
                unit.end()
            except BaseException as error:  # the caller gets it, after the COMMIT
                if not is_in_transaction(connection):
                    raise TransactionLost from error
                take_back_savepoint(connection)
                if isinstance(error, Conflict) and tries_left:
                    continue
                job.error = _told(error)
                return None
            end_savepoint(connection)
            return unit
        return None


def _told(error: BaseException) -> BaseException:
    """What a caller is told: a disk that takes nothing in words, everything else as it is."""
    if isinstance(error, BadDatabaseUrl):  # it could be opened when we started
        return NotWritable("the file cannot be opened any more", "See that the database file and its folder are there.")
    return not_writable(error) or error
