"""The databases that every test of the store runs on, each with what somebody can do to it without our program."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    def without_guards(self, connection: Connection) -> None:
        """Drop the triggers and whatever else refuses."""

    def store(
        self, machine: Callable[[], datetime], entropy: Callable[[int], bytes], **arguments: Any
    ) -> SqlStore:
        """A store on it, whose database's clock is the machine clock that the test drives."""
        return SqlStore(self.url, machine, entropy, database_clock=lambda connection: machine(), **arguments)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection whose statements are committed at the end."""
        engine = self.engine()
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    def tamper(self, *statements: str) -> None:
        """What somebody with the database and without our program can do."""
        with self.connected() as connection:
            self.without_guards(connection)
            for statement in statements:
                connection.execute(text(statement))

    def drop(self) -> None:
        """Remove it."""


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

    def without_guards(self, connection: Connection) -> None:
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


class PostgresDatabase(Database):
    kind = POSTGRESQL

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self.url = server.new_url()

    def engine(self) -> Engine:
        return create_engine(self.url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)

    def without_guards(self, connection: Connection) -> None:
        # Triggers, and with them foreign keys.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")

    def drop(self) -> None:
        self._server.drop(self.url)
