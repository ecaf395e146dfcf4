"""Which database it is: the one module that knows, so that everything above is the same on each.

Answers for: addresses, connections and their pragmas, what a duplicate looks like, savepoints. SQLite now: WAL,
synchronous=FULL, foreign keys on, every write transaction BEGIN IMMEDIATE (plain BEGIN with several read-then-write
workers gave thousands of "database is locked"), and one process that writes. May not: know tables.
"""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.pool import NullPool, QueuePool

from storage.errors import BadDatabaseUrl

# How long SQLite waits for somebody else's lock (a shell, a backup), seconds.
BUSY_SECONDS = 5.0
_DUPLICATES = frozenset({"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_ROWID"})


def sqlite_file(url: str) -> Path:
    """The database file that an address names. Raises BadDatabaseUrl for anything but ``sqlite:///PATH``."""
    hint = "Use sqlite:///PATH, such as sqlite:///fenghuo.db (four slashes for an absolute path)."
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadDatabaseUrl(f"{url!r} is no address of a database. {hint}") from None
    if address.get_backend_name() != "sqlite":
        raise BadDatabaseUrl(f"Databases of the kind {address.get_backend_name()!r} are not supported yet. {hint}")
    if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
        raise BadDatabaseUrl(f"{url!r} names no file; a database in memory would be lost with the process. {hint}")
    return Path(address.database).absolute()


def writer_engine(url: str, foreign_keys: bool = True) -> Engine:
    """Connections that write; the first makes the file. ``foreign_keys`` off is for migrations: they rebuild tables."""
    path = sqlite_file(url)

    def connect() -> sqlite3.Connection:
        connection = _connect(path, "rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reader_engine(url: str, size: int) -> Engine:
    """Up to ``size`` connections that can only read, each transaction on one snapshot. The file must exist."""
    path = sqlite_file(url)

    def connect() -> sqlite3.Connection:
        connection = _connect(path, "rw")
        connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_reset_on_return=None,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def exists(url: str) -> bool:
    """Whether there is anything at this address yet."""
    path = sqlite_file(url)
    return path.exists() and path.stat().st_size > 0


def unsound_references(connection: Connection) -> bool:
    """Whether some row points at one that is not there; to be asked after a migration with foreign keys off."""
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None


def is_duplicate(error: IntegrityError) -> bool:
    """Whether a key was there already, as opposed to a wrong value."""
    return getattr(error.orig, "sqlite_errorname", "") in _DUPLICATES


def begin_savepoint(connection: Connection) -> None:
    """Begin a part of the transaction that can be taken back alone; straight at the driver, as every unit has one."""
    _driver(connection).execute("SAVEPOINT unit")


def end_savepoint(connection: Connection) -> None:
    """Keep what the part did."""
    _driver(connection).execute("RELEASE unit")


def take_back_savepoint(connection: Connection) -> None:
    """Undo what the part did."""
    _driver(connection).execute("ROLLBACK TO unit")
    _driver(connection).execute("RELEASE unit")


def is_in_transaction(connection: Connection) -> bool:
    """False when the database has given up the transaction by itself (disk full, input/output error)."""
    return _driver(connection).in_transaction


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # Without isolation_level the driver begins and ends no transaction by itself.
    try:
        return sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
    except sqlite3.OperationalError as error:
        raise BadDatabaseUrl(
            f"The database {path} cannot be opened: {error}. Does its folder exist, may we write?"
        ) from None
