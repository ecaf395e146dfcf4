"""One thread that writes, with group commit.

Answers for: units of work run one after another, each in a savepoint of a shared transaction; one COMMIT for the group,
and only then does anybody hear of success (or of a refusal, which may rest on what a neighbour wrote). A closure that
raises takes back its own savepoint and harms no neighbour; when the COMMIT fails, all of the group get the error.
May not: know what a unit does. For SQLite, where only one may write; ``pool`` is for PostgreSQL.
"""

import logging
import queue
from collections.abc import Callable

from sqlalchemy import Connection, Engine

from crisis.ports import Conflict, Passing
from storage.errors import TransactionLost
from storage.jobs import MOST_QUEUED, TRIES, Job, U, Workers, throw_away
from storage.points import Point, unwatched
from storage.sqlite import begin_savepoint, end_savepoint, is_in_transaction, take_back_savepoint

logger = logging.getLogger(__name__)

# Units that share one COMMIT at most: bounds how long the first waits for the last.
GROUP = 64


class Writer(Workers[U]):
    """One thread. ``make_unit`` is called for each run."""

    def __init__(
        self,
        engine: Engine,
        make_unit: Callable[[Connection], U],
        most_queued: int = MOST_QUEUED,
        passing: Passing = unwatched,
    ) -> None:
        super().__init__(1, most_queued)
        self._passing = passing
        self._engine = engine
        self._make_unit = make_unit

    def _run(self) -> None:
        connection: Connection | None = None
        while (job := self._queue.get()) is not None:
            jobs = self._with_those_waiting(job)
            try:
                connection = connection or self._engine.connect()
                self._group(connection, jobs)
            except BaseException as error:
                logger.exception("A group of %d units of work was not committed.", len(jobs))
                throw_away(connection)
                connection = None
                for lost in jobs:
                    lost.error = error
            for done in jobs:
                done.resolve()
        if connection is not None:
            connection.close()

    def _with_those_waiting(self, first: Job[U]) -> list[Job[U]]:
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

    def _group(self, connection: Connection, jobs: list[Job[U]]) -> None:
        if not jobs:
            return
        with connection.begin():
            for job in jobs:
                self._carry_out(connection, job)
            self._passing(Point.WORKED)
        self._passing(Point.COMMITTED)

    def _carry_out(self, connection: Connection, job: Job[U]) -> None:
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
