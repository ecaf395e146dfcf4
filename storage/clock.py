"""The machine clock as the database keeps it.

Leases, retries and the inbox are on the machine clock. Replicas on several machines have several of them, and a lease
must not run out early because one is ahead. So what PostgreSQL stores is on its own clock: a time that a caller hands
in, in its own, is moved by how far the two are apart at that moment, and moved back on its way out. Above this floor
everybody lives on the clock that was handed in. SQLite has one process and one clock: nothing is moved.

Answers for: moving times. May not: read a clock of its own.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

DatabaseClock = Callable[[Connection], datetime | None]
"""The database's clock, aware; None where it has none of its own."""

NOTHING = timedelta(0)


class MachineTime:
    """Moves times of the machine clock for one transaction. Asks the database at the first time that has to be moved;
    what the asking takes, a round trip, is as far as the answer can be wrong."""

    def __init__(self, connection: Connection, machine: Callable[[], datetime], database: DatabaseClock) -> None:
        self._connection = connection
        self._machine = machine
        self._database = database
        self._ahead: timedelta | None = None

    def kept(self, at: datetime) -> datetime:
        """A time of the machine clock as the database has it."""
        return at + self._apart()

    def told(self, at: datetime | None) -> datetime | None:
        """A stored time on the machine clock."""
        return at - self._apart() if at is not None else None

    def _apart(self) -> timedelta:
        if self._ahead is None:
            before = self._machine()
            there = self._database(self._connection)
            self._ahead = there - (before + (self._machine() - before) / 2) if there is not None else NOTHING
        return self._ahead


class SameTime(MachineTime):
    """Where the database's clock is the machine's, or where nobody asks."""

    def __init__(self) -> None:
        self._ahead = NOTHING


SAME_TIME = SameTime()
