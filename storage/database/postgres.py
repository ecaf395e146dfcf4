"""PostgreSQL: for several replicas, which share nothing else.

Answers for: connections and how long they wait, what a lost one looks like, locks by name, the database's clock.
Transactions are READ COMMITTED; what rests on something read is kept from others by the version of the incident, by
row locks or by ``lock_name``. May not: know tables. ``engine`` says what is asked of it. Loaded only where an address
asks for it.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool, QueuePool

from storage.errors import ADDRESSES_THAT_WOULD_DO, BadDatabaseUrl, DatabaseAway, DatabaseUnfit, NotWritable, Trouble

SHARED = True
# How long a connection may take to be made, seconds.
CONNECT_SECONDS = 5
# The oldest server that the tests were run on.
OLDEST = 13
_SETTINGS = (
    ("TimeZone", "UTC"),
    # Longer than any unit of work takes that is alive; then it is run again.
    ("lock_timeout", "10s"),
    # A replica that stands still in the middle of a transaction must not hold up the others for ever.
    ("idle_in_transaction_session_timeout", "30s"),
)
# Of those who write, where the server knows it. One that stands still between two statements which it sends together is
# active to the server, not idle, and would keep its locks for ever.
_LONGEST_TRANSACTION = ("transaction_timeout", "60s")
_KNOWN_SINCE = 170_000
# Serialization failure, deadlock, a key that was there already, a lock that was waited for too long.
_RUN_AGAIN = frozenset({"40001", "40P01", "23505", "55P03"})
# The server was stopped, or is starting; a transaction stood still, or took too long.
_LOST = frozenset({"57P01", "57P02", "57P03", "25P03", "25P04"})
# Not allowed, no schema to make anything in; a standby; a table of that name is there.
_UNFIT = {
    "42501": Trouble.RIGHTS,
    "3F000": Trouble.RIGHTS,
    "25006": Trouble.READ_ONLY,
    "42P07": Trouble.OTHER_TABLES,
}
_NOT_WRITABLE = {
    "25006": ("the server is read-only", "Name the primary in FENGHUO_DATABASE_URL, or let this server be written."),
    "53100": ("the disk of the server is full", "Free some space there; the bot goes on by itself."),
    "58030": ("the disk of the server does not work (input/output error)", "See to the server and its disk."),
}
_MIGRATION = "fenghuo migration"


def check_url(url: str) -> None:
    """Raises BadDatabaseUrl."""
    try:
        asked = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise _bad_url(_line(error)) from None
    except UnicodeDecodeError:
        raise _bad_url("a % in it stands for no letter") from None
    for port in str(asked.get("port") or "").split(","):
        if port and not port.isdecimal():
            raise _bad_url(f"{port!r} is no port")


def _bad_url(why: str) -> BadDatabaseUrl:
    return BadDatabaseUrl(f"This is no address of a PostgreSQL database: {why}. {ADDRESSES_THAT_WOULD_DO}")


def writing_alone(url: str) -> AbstractContextManager[object]:
    """Any number of processes may write."""
    return nullcontext()


def writer_engine(url: str, foreign_keys: bool = True) -> Engine:
    """Connections that write; ``foreign_keys`` are always on. Connecting raises DatabaseAway."""
    return create_engine(
        "postgresql+psycopg://", creator=_writer(url), poolclass=NullPool, isolation_level="READ COMMITTED"
    )


def reader_engine(url: str, size: int) -> Engine:
    """Up to ``size`` connections that can only read, each transaction on one snapshot. Raises DatabaseAway."""
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(url),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        # One that stood idle may be gone; asking costs a round trip.
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
    )


def exists(url: str) -> bool:
    """A database that cannot be reached says so when it is connected with."""
    return True


def wait_for_migration(connection: Connection) -> None:
    """Replicas that start at the same moment migrate one after the other; all but the first find it done."""
    # A migration may take longer than any lock that is waited for in daily work, and so may a copy.
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    if driver_connection(connection).info.server_version >= _KNOWN_SINCE:
        connection.exec_driver_sql("SET LOCAL transaction_timeout = 0")
    lock_name(connection, _MIGRATION)


def want_writable(connection: Connection, tables: Sequence[str], made: bool) -> None:
    """See ``engine``. ``current_schema()`` is NULL for a user who may use none."""
    row = driver_connection(connection).execute(
        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean, current_user,"
        " has_schema_privilege(current_schema(), 'CREATE'),"
        " array_agg(name) FILTER (WHERE to_regclass(name) IS NOT NULL),"
        " bool_and(has_table_privilege(to_regclass(name), 'INSERT')) FROM unnest(%s::text[]) AS name",
        (list(tables),),
    )
    read_only, user, may_make, there, may_write = row.fetchone() or (None,) * 5
    if read_only:
        raise DatabaseUnfit(Trouble.READ_ONLY, f"user {user}")
    if there and not made:
        raise DatabaseUnfit(Trouble.OTHER_TABLES, ", ".join(there))
    if not (may_write if made else may_make):
        raise DatabaseUnfit(Trouble.RIGHTS, f"user {user}")


def unfit(error: BaseException) -> DatabaseUnfit | None:
    """What the server's refusal to make or read tables means; None for another error."""
    found = getattr(error, "orig", None) or error
    if not isinstance(found, psycopg.Error) or found.sqlstate not in _UNFIT:
        return None
    return DatabaseUnfit(_UNFIT[found.sqlstate], found.diag.message_primary or _line(found))


def unsound_references(connection: Connection) -> bool:
    """Foreign keys are always on."""
    return False


def lock_name(connection: Connection, name: str) -> None:
    """An advisory lock of the transaction. Two names that share a number only wait for each other."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    driver_connection(connection).execute("SELECT pg_advisory_xact_lock(%s)", (number,))


def clock(connection: Connection) -> datetime | None:
    """The clock of the server's machine at this moment."""
    row = driver_connection(connection).execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    at: datetime = row[0]
    return at


def is_lost(error: BaseException) -> bool:
    """Whether this error means that the connection is gone."""
    found = getattr(error, "orig", None) or error
    if not isinstance(found, (psycopg.OperationalError, psycopg.InterfaceError)):
        return False
    return found.sqlstate is None or found.sqlstate in _LOST or found.sqlstate.startswith("08")


def not_writable(error: BaseException) -> NotWritable | None:
    """What the server does not let us do, in words; None for any other error."""
    why = _NOT_WRITABLE.get(getattr(getattr(error, "orig", None) or error, "sqlstate", None) or "")
    return NotWritable(*why) if why else None


def runs_again(error: BaseException) -> bool:
    """Whether another unit of work was faster, and this one may succeed when it is run again."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", None) in _RUN_AGAIN


def last_ids(connection: Connection, tables: Sequence[str]) -> dict[str, int]:
    """As their sequences have noted them; without those that never gave out one."""
    found = {}
    for table in tables:
        row = driver_connection(connection).execute(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)", (table,)
        )
        last: Any = (row.fetchone() or (None,))[0]
        if last is not None:
            found[table] = int(last)
    return found


def set_last_ids(connection: Connection, last: dict[str, int]) -> None:
    """From now on larger ids are given out."""
    for table, id in last.items():
        driver_connection(connection).execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table, id))


def driver_connection(connection: Connection) -> psycopg.Connection[Any]:
    """Psycopg's own connection, in the same transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


def connect(url: str, newer: Sequence[tuple[str, str]] = ()) -> psycopg.Connection[Any]:
    """A connection with our settings, in no transaction; ``newer``: settings that not every server knows. Raises
    DatabaseAway, DatabaseUnfit."""
    try:
        connection = psycopg.connect(
            url,
            connect_timeout=CONNECT_SECONDS,
            application_name="fenghuo",
            client_encoding="UTF8",
            autocommit=True,
            # A server that went without a word is missed after so long, not after the quarter of an hour of TCP.
            keepalives_idle=10,
            keepalives_interval=3,
            keepalives_count=3,
            tcp_user_timeout=15_000,
        )
        _want_fit(connection)
        known = newer if connection.info.server_version >= _KNOWN_SINCE else ()
        for name, value in (*_SETTINGS, *known):
            connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    except psycopg.Error as error:
        raise DatabaseAway(_line(error)) from error
    connection.autocommit = False
    return connection


def _want_fit(connection: psycopg.Connection[Any]) -> None:
    """What the server said of itself when it was connected with: costs nothing. Raises DatabaseUnfit."""
    version = connection.info.server_version
    encoding = connection.info.parameter_status("server_encoding") or "UTF8"
    if version < OLDEST * 10_000:
        connection.close()
        raise DatabaseUnfit(Trouble.OLD_SERVER, f"{version // 10_000}.{version % 10_000}")
    if encoding != "UTF8":
        connection.close()
        raise DatabaseUnfit(Trouble.ENCODING, encoding)


def _writer(url: str) -> Callable[[], psycopg.Connection[Any]]:
    return lambda: connect(url, (_LONGEST_TRANSACTION,))


def _line(error: BaseException) -> str:
    """In one line, without what the library asks back and says of itself."""
    said = [line for line in str(error).splitlines() if not line.startswith("\tIs the server running")]
    return " ".join(" ".join(said).split()).removeprefix("connection failed: ").rstrip(".")
