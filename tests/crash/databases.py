"""The databases that bots are killed on, and what a test may see of them: how much is left to do.

Answers for: pacing only; whether anything was lost is asked of the workspace. May not: be looked into for results.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Protocol

import psycopg

from storage.migrate import migrate
from tests.postgres import PostgresServer

LEFT = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'leased')"
FAILED = "SELECT what, reason, count(*) FROM outbox WHERE state = 'failed' GROUP BY what, reason"
LEASE_GONE = "61 seconds"
NOW = "UPDATE outbox SET next_at = created_at WHERE state = 'pending'"
STANDS_STILL = "300 milliseconds"
"""No transaction of ours waits for anything but its database."""


class Database(Protocol):
    """One database, for one run."""

    kind: str
    url: str
    shared: bool

    def left(self, now: datetime) -> tuple[int, int]:
        """Wishes that wait or are in hand, and due times that have come (incident clock)."""
        ...

    def failed(self) -> list[tuple[str, str, int]]:
        """Wishes that ended without being granted: what, why, how many."""
        ...

    def run_out(self, pid: int) -> int:
        """The leases of a process that is gone run out now, not in a minute; how many."""
        ...

    def hurry(self) -> None:
        """What waits to be tried again is tried with the next sweep, not after its pause."""
        ...

    def end_idle(self) -> int:
        """End the sessions of a process that stands still within a transaction; how many. The server does it by itself
        after 30 seconds, which is before their leases run out."""
        ...

    def drop(self) -> None: ...


class Sqlite:
    """A file. Nobody else writes to it, so the next process takes all leases over at its start."""

    kind, shared = "sqlite", False

    def __init__(self, folder: Path, migrated: Path | None) -> None:
        self.path = folder / "fenghuo.db"
        if migrated is not None:
            shutil.copy(migrated, self.path)
        self.url = f"sqlite:///{self.path}"

    def left(self, now: datetime) -> tuple[int, int]:
        moment = now.strftime("%Y-%m-%d %H:%M:%S.%f")
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as connection:
                wishes = connection.execute(LEFT).fetchone()[0]
                due = connection.execute(
                    "SELECT count(*) FROM due WHERE state = 'pending' AND due_at <= ?", (moment,)
                ).fetchone()[0]
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return 0, 0
        return wishes, due

    def failed(self) -> list[tuple[str, str, int]]:
        with closing(sqlite3.connect(self.path, timeout=10)) as connection:
            return list(connection.execute(FAILED))

    def run_out(self, pid: int) -> int:
        return 0

    def hurry(self) -> None:
        with closing(sqlite3.connect(self.path, timeout=10)) as connection, connection:
            connection.execute(NOW)

    def end_idle(self) -> int:
        return 0

    def drop(self) -> None:
        """Its folder goes with the test."""


class Postgresql:
    """A database of its own on the server. ``migrated``: at head already."""

    kind, shared = "postgresql", True

    def __init__(self, server: PostgresServer, migrated: bool = True) -> None:
        self._server = server
        self.url = server.new_url() if migrated else server.url_of(server.create())
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def left(self, now: datetime) -> tuple[int, int]:
        return self._count(LEFT), self._count("SELECT count(*) FROM due WHERE state = 'pending' AND due_at <= %s", now)

    def failed(self) -> list[tuple[str, str, int]]:
        return [(str(what), str(why), int(str(count))) for what, why, count in self._rows(FAILED)]

    def run_out(self, pid: int) -> int:
        ended = self._rows(
            f"UPDATE outbox SET lease_until = lease_until - interval '{LEASE_GONE}' "
            "WHERE state = 'leased' AND owner LIKE %s RETURNING id",
            f"{pid}-%",
        )
        if ended:
            self._open().execute("NOTIFY fenghuo")
        return len(ended)

    def hurry(self) -> None:
        self._open().execute(NOW)
        self._open().execute("NOTIFY fenghuo")

    def end_idle(self) -> int:
        # On a connection of its own: the other one may be waiting for a lock of that very session.
        # In the middle of several statements sent together a session counts as active, and the server itself would wait
        # for its client for as long as that one stands still; here it is ended as the others are.
        with psycopg.connect(self.url, autocommit=True) as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND (state = 'idle in transaction' OR state = 'active' AND wait_event = 'ClientRead') "
                f"AND state_change < now() - interval '{STANDS_STILL}'"
            )
            return ended.rowcount

    def drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._server.drop(self.url)

    def _rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Nothing where no table is yet."""
        try:
            return self._open().execute(statement, values or None).fetchall()
        except psycopg.errors.UndefinedTable:
            return []

    def _count(self, statement: str, *values: object) -> int:
        rows = self._rows(statement, *values)
        return int(str(rows[0][0])) if rows else 0

    def _open(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._connection is None:
            self._connection = psycopg.connect(self.url, autocommit=True)
        return self._connection


def migrated_file(folder: Path) -> Path:
    """An SQLite file at head, to be copied."""
    path = folder / "migrated.db"
    if not path.exists():
        migrate(f"sqlite:///{path}")
    return path
