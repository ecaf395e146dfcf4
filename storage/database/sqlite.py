"""SQLite: one file, one process that writes, nothing to install.

Answers for: connections and their pragmas, what a duplicate looks like, savepoints. WAL, synchronous=FULL, foreign keys
on, every write transaction BEGIN IMMEDIATE (plain BEGIN with several read-then-write workers gave thousands of
"database is locked"). May not: know tables. ``engine`` says what is asked of it.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool, QueuePool

from storage.database.lock import WriterLock
from storage.errors import BadDatabaseUrl, DatabaseUnfit, NotWritable

SHARED = False

# How long SQLite waits for somebody else's lock (a shell, a backup), seconds.
BUSY_SECONDS = 5.0
WAL_PAGES = 16_000
"""Of the log (64 MB), from which on the writer carries it over itself: ``checkpoints`` found no quiet moment."""
_FREE = "Free some space on the disk of the database; the bot goes on by itself."
# By the beginnings of SQLite's names for them. A write beyond a limit of size comes as an error of input and output.
_NOT_WRITABLE = {
    "SQLITE_FULL": ("the disk is full", _FREE),
    "SQLITE_IOERR_WRITE": ("the disk is full, or broken", _FREE),
    "SQLITE_IOERR": ("the disk of the database does not work (input/output error)", "See to the disk; look at dmesg."),
    "SQLITE_READONLY": (
        "the file or its file system is read-only",
        "Let the bot's user write the database file and its folder; look whether the file system is mounted read-only.",
    ),
    "SQLITE_CANTOPEN": (
        "the file cannot be opened",
        "See that the database file and its folder are there and that the bot's user may write them.",
    ),
    "SQLITE_CORRUPT": ("the file is damaged", "Stop the bot and restore a backup."),
    "SQLITE_NOTADB": ("the file is no database", "Stop the bot and restore a backup."),
}
_DUPLICATES = frozenset({"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_ROWID"})


def file_of(url: str) -> Path:
    """The database file that an address names. Raises BadDatabaseUrl for a database in memory."""
    database = make_url(url).database
    if not database or database == ":memory:" or database.startswith("file:"):
        raise BadDatabaseUrl(
            f"{url!r} names no file; a database in memory would be lost with the process. Use sqlite:///PATH, such as "
            "sqlite:///fenghuo.db (four slashes for an absolute path)."
        )
    return Path(database).absolute()


def check_url(url: str) -> None:
    """Raises BadDatabaseUrl."""
    file_of(url)


def writing_alone(url: str) -> WriterLock:
    """The lock file. Raises DatabaseInUse, BadDatabaseUrl."""
    return WriterLock(file_of(url))


def writer_engine(url: str, foreign_keys: bool = True) -> Engine:
    """Connections that write; the first makes the file. ``foreign_keys`` off is for migrations: they rebuild tables."""
    path = file_of(url)

    def connect() -> sqlite3.Connection:
        connection = _connect(path, "rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
        # What a savepoint may have to take back stays in memory: a unit touches more pages than SQLite keeps there.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reader_engine(url: str, size: int) -> Engine:
    """Up to ``size`` connections that can only read, each transaction on one snapshot. The file must exist."""
    path = file_of(url)

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


def connect_for_checkpoint(url: str) -> sqlite3.Connection:
    """A connection that writes nothing of its own. Raises BadDatabaseUrl when the file is not there."""
    return _connect(file_of(url), "rw")


def exists(url: str) -> bool:
    """Whether there is anything at this address yet."""
    path = file_of(url)
    return path.exists() and path.stat().st_size > 0


def unsound_references(connection: Connection) -> bool:
    """Whether some row points at one that is not there; to be asked after a migration with foreign keys off."""
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None


def wait_for_migration(connection: Connection) -> None:
    """Only one process writes."""


def want_writable(connection: Connection, tables: Sequence[str], made: bool) -> None:
    """Whether the file may be written is asked of the file system."""


def unfit(error: BaseException) -> DatabaseUnfit | None:
    """There is no server to be unfit."""
    return None


def lock_name(connection: Connection, name: str) -> None:
    """Only one transaction writes."""


def clock(connection: Connection) -> datetime | None:
    """There is only the machine's."""
    return None


def is_lost(error: BaseException) -> bool:
    """A file is not lost on the way."""
    return False


def not_writable(error: BaseException) -> NotWritable | None:
    """What the disk or the file system does not let us do, in words; None for any other error."""
    seen: BaseException | None = error
    while seen is not None:
        name = getattr(getattr(seen, "orig", None) or seen, "sqlite_errorname", "") or ""
        for kind, (why, remedy) in _NOT_WRITABLE.items():
            if name.startswith(kind):
                return NotWritable(why, remedy)
        seen = seen.__cause__
    return None


class Place:
    """The database file as it was opened. Deleted or replaced, it goes on taking what is written, and nobody will ever
    read that again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = self._there()

    def check(self) -> None:
        """Raises NotWritable when another file, or none, stands there now."""
        if self._there() != self._opened:
            raise NotWritable(
                f"the file {self._path} was deleted, moved or replaced while the bot was running",
                "Put the file back, or stop the bot, see to the file, and start the bot again.",
            )

    def _there(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def runs_again(error: BaseException) -> bool:
    """Nobody else writes; ``Conflict`` says it where it matters."""
    return False


def last_ids(connection: Connection, tables: Sequence[str]) -> dict[str, int]:
    """As AUTOINCREMENT has noted them."""
    noted = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return {table: int(last) for table, last in noted if table in tables}


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
