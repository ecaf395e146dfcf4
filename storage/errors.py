"""What can go wrong with the store, each as one clear sentence for a person.

Answers for: the exceptions that this floor raises besides ``crisis.ports.Conflict``.
"""

from enum import StrEnum
from pathlib import Path


class StorageError(Exception):
    """Any of these."""


ADDRESSES_THAT_WOULD_DO = (
    "Use sqlite:///PATH, such as sqlite:///fenghuo.db (four slashes for an absolute path), "
    "or postgresql://USER@HOST/NAME."
)


class BadDatabaseUrl(StorageError):
    """The address of the database cannot be used."""


class NoDatabaseFolder(BadDatabaseUrl):
    """The folder that the database is to lie in is missing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The folder {folder} is not there. Make it, or set FENGHUO_DATABASE_URL to another file.")
        self.folder = folder


class DatabaseAway(StorageError):
    """The database cannot be reached, or the connection with it was lost. ``why``: what its driver says."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The database cannot be reached ({why}). What was asked of it is not known to be stored; try again."
        )
        self.why = why


class Trouble(StrEnum):
    """Why a database that answers cannot be used."""

    OLD_SERVER = "its server is too old"
    ENCODING = "its encoding cannot hold every letter"
    RIGHTS = "this user may not make or change its tables"
    READ_ONLY = "it can only be read"
    OTHER_TABLES = "tables of something else are in it"


class DatabaseUnfit(StorageError):
    """The database answers, but cannot be used. ``found``: what was found, or what the server says."""

    def __init__(self, trouble: Trouble, found: str) -> None:
        super().__init__(f"The database cannot be used: {trouble.value} ({found}).")
        self.trouble = trouble
        self.found = found


class NotWritable(DatabaseAway):
    """The database is there and takes nothing: the disk is full, the file system is read-only, the file was moved away.

    ``why``: a few words; ``remedy``: what an operator does about it. Nothing of what was asked is stored.
    """

    def __init__(self, why: str, remedy: str) -> None:
        StorageError.__init__(self, f"The database cannot be written: {why}. Nothing was stored; try again.")
        self.why = why
        self.remedy = remedy


class DatabaseInUse(StorageError):
    """Another process writes to this database."""

    def __init__(self, database: Path, holder: str) -> None:
        by = f" by process {holder}" if holder else ""
        super().__init__(
            f"The database {database} is in use{by}. Only one process may write to it: stop that one first, "
            "or set FENGHUO_DATABASE_URL to another file."
        )
        self.database = database


class DatabaseIsNewer(StorageError):
    """A newer version of the program has written this database. It was left as it is."""

    def __init__(self, found: str, head: str) -> None:
        super().__init__(
            f"The database is at revision {found}, which this version does not know (it knows up to {head}). "
            "Nothing was changed. Install the newer version again, or restore a backup from before the upgrade."
        )
        self.found = found
        self.head = head


class DatabaseIsOlder(StorageError):
    """A reader met a database that wants migrating first. ``found`` is None when there is nothing in it."""

    def __init__(self, found: str | None, head: str) -> None:
        super().__init__(
            f"The database is at revision {found or 'none'}, this version needs {head}. "
            "Run `fenghuo migrate` (the bot does it when it starts)."
        )
        self.found = found
        self.head = head


class StoreClosed(StorageError):
    """The store was stopped, or was not started."""

    def __init__(self) -> None:
        super().__init__("The store is not running: it was stopped, or not started yet.")


class Overloaded(StorageError):
    """More is waiting for the writer than it may keep waiting. Nothing was stored; try again later."""

    def __init__(self, queued: int) -> None:
        super().__init__(
            f"{queued} units of work wait for the database already; nothing was stored. Try again shortly."
        )


class TransactionLost(StorageError):
    """The database gave up the whole transaction; nothing of this group of units was committed."""

    def __init__(self) -> None:
        super().__init__(
            "The database gave up the transaction (disk full, or an error of the disk); nothing was stored."
        )


class NotEmpty(StorageError):
    """A database that shall be copied into holds something already. It was left as it was."""

    def __init__(self, table: str, rows: int) -> None:
        super().__init__(
            f"The other database is not empty: its table {table} has {rows} rows. Nothing was copied. "
            "Name one that is new."
        )
        self.table = table
        self.rows = rows


class NotCopied(StorageError):
    """The copy did not come out as the original; nothing was kept of it."""


class LeaseLost(StorageError):
    """Somebody else has this effect by now, or it is finished."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The effect {key} is no longer leased to this worker; its result was not recorded.")


class UnknownKind(StorageError):
    """The database holds a kind of value that this version does not know."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(
            f"The database holds the {what} {name!r}, which this version does not know: a newer one wrote it."
        )


UNAVAILABLE = (DatabaseAway, Overloaded, StoreClosed)
"""Nothing can be stored at this moment: it passes, and the same again will do."""
