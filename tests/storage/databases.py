"""The databases that every test of the store runs on, each with what somebody can do to it without our program."""

import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from storage.store import SqlStore
from tests.postgres import PostgresServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Database(ABC):
    """One database at head, for one test."""

    kind: str
    url: str

    @abstractmethod
    def engine(self) -> Engine:
        """Connections without anything of ours."""

    @abstractmethod
    def tamper(self, *statements: str) -> None:
        """What somebody with the database and without our program can do: no trigger stops it."""

    @abstractmethod
    def drop(self) -> None:
        """Remove it."""

    def store(self, machine: Callable[[], datetime], entropy: Callable[[int], bytes], **arguments: Any) -> SqlStore:
        """A store on it, whose database's clock is the machine clock that the test drives."""
        return SqlStore(self.url, machine, entropy, database_clock=lambda connection: machine(), **arguments)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection whose statements are committed at the end."""
        engine = self.engine()
        with engine.begin() as connection:
            yield connection
        engine.dispose()


class SqliteDatabase(Database):
    kind = SQLITE

    def __init__(self, migrated: Path, folder: Path) -> None:
        self.path = Path(shutil.copy(migrated, folder / "fenghuo.db"))
        self.url = f"sqlite:///{self.path}"

    def engine(self) -> Engine:
        engine = create_engine(self.url, poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def _connected(driver: Any, record: object) -> None:
            driver.execute("PRAGMA foreign_keys = ON")

        return engine

    def tamper(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                connection.execute(statement)

    def drop(self) -> None:
        """Its folder is the test's, and goes with it."""


class PostgresDatabase(Database):
    kind = POSTGRESQL

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self.url = server.new_url()

    def engine(self) -> Engine:
        return create_engine(self.url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)

    def tamper(self, *statements: str) -> None:
        with self.connected() as connection:
            # No triggers, and with them no foreign keys.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for statement in statements:
                connection.execute(text(statement))

    def drop(self) -> None:
        self._server.drop(self.url)
