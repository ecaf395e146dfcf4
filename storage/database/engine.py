"""Which database it is: the one module that decides, so that everything above is the same on each.

Answers for: addresses, and handing what differs to ``sqlite`` or ``postgres``. May not: know tables. The driver of
PostgreSQL is loaded only where an address asks for it: it is an extra, and costs memory that SQLite need not pay.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from storage.database import sqlite
from storage.errors import ADDRESSES_THAT_WOULD_DO, BadDatabaseUrl, DatabaseUnfit, NotWritable

_UNIQUE_VIOLATION = "23505"


class Hinting(Protocol):
    """Tells other replicas that there is something to do; ``hints`` has what PostgreSQL does."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def tell(self) -> None: ...
    def wait_until_listening(self, seconds: float) -> bool: ...


class Database(Protocol):
    """What differs between databases; a module each."""

    @property
    def SHARED(self) -> bool:
        """Whether several processes may write at the same time."""
        ...

    def check_url(self, url: str) -> None:
        """Raises BadDatabaseUrl for an address that cannot be used. Connects nowhere."""
        ...

    def writing_alone(self, url: str) -> AbstractContextManager[object]:
        """Held while writing; raises DatabaseInUse where only one process may write and another one does."""
        ...

    def writer_engine(self, url: str, foreign_keys: bool = True) -> Engine:
        """Connections that write. ``foreign_keys`` off is for migrations where they rebuild tables."""
        ...

    def reader_engine(self, url: str, size: int) -> Engine:
        """Up to ``size`` connections that can only read, each transaction on one snapshot."""
        ...

    def exists(self, url: str) -> bool:
        """Whether there is anything at this address yet."""
        ...

    def wait_for_migration(self, connection: Connection) -> None:
        """Let nobody else migrate until this transaction ends."""
        ...

    def want_writable(self, connection: Connection, tables: Sequence[str], made: bool) -> None:
        """Raise DatabaseUnfit unless this user may write to these tables, or make them when they are not ``made``."""
        ...

    def unfit(self, error: BaseException) -> DatabaseUnfit | None:
        """What the server's refusal to make or read tables means; None for another error."""
        ...

    def unsound_references(self, connection: Connection) -> bool:
        """Whether some row points at one that is not there; to be asked after a migration."""
        ...

    def lock_name(self, connection: Connection, name: str) -> None:
        """Wait for the name, and keep others that ask for it waiting until this transaction ends."""
        ...

    def clock(self, connection: Connection) -> datetime | None:
        """The database's own clock, aware; None where it has none but the machine's."""
        ...

    def is_lost(self, error: BaseException) -> bool:
        """Whether this error means that the connection is gone."""
        ...

    def not_writable(self, error: BaseException) -> NotWritable | None:
        """What a full disk or a read-only file or server does not let us do, in words; None for any other error."""
        ...

    def runs_again(self, error: BaseException) -> bool:
        """Whether another unit of work was faster, and this one may succeed when it is run again."""
        ...

    def last_ids(self, connection: Connection, tables: Sequence[str]) -> dict[str, int]:
        """The last id that was given out in each table that numbers its rows by itself."""
        ...


def database_of(url: str) -> Database:
    """The database that an address names. Raises BadDatabaseUrl."""
    # Not by SQLAlchemy's reading of it: libpq's may name several hosts.
    kind, mark, _ = url.partition("://")
    if not mark:
        raise BadDatabaseUrl(f"{url!r} is no address of a database. {ADDRESSES_THAT_WOULD_DO}")
    if kind == "sqlite":
        return sqlite
    if kind == "postgresql":
        return _postgres()
    raise BadDatabaseUrl(f"Databases of the kind {kind!r} are not supported. {ADDRESSES_THAT_WOULD_DO}")


def behind(connection: Connection) -> Database:
    """The database behind an open connection."""
    return sqlite if connection.dialect.name == "sqlite" else _postgres()


def hints_between_replicas(url: str, heard: Callable[[], None]) -> Hinting | None:
    """What tells the others, and calls ``heard`` in a thread of its own; None where nobody else can write."""
    if not database_of(url).SHARED:
        return None
    return cast("Hinting", import_module("storage.database.hints").Hints(url, heard))


def sqlite_file(url: str) -> Path | None:
    """The database file that an address names; None for a database that is no file. Raises BadDatabaseUrl."""
    return sqlite.file_of(url) if database_of(url) is sqlite else None


def is_duplicate(error: IntegrityError) -> bool:
    """Whether a key was there already, as opposed to a wrong value."""
    return sqlite.is_duplicate(error) or getattr(error.orig, "sqlstate", "") == _UNIQUE_VIOLATION


def _postgres() -> Database:
    try:
        return cast("Database", import_module("storage.database.postgres"))
    except ModuleNotFoundError as missing:
        if missing.name != "psycopg":
            raise
        raise BadDatabaseUrl(
            "PostgreSQL needs the extra “postgresql”, which is not installed: pip install 'fenghuo[postgresql]'."
        ) from None
