"""Moving house: everything from an SQLite file into an empty PostgreSQL, once.

Answers for: the copy is whole, or there is none: one transaction makes the tables, copies every row, and checks row
counts and ledgers before it is committed. The original is only read, and nobody writes to it meanwhile. May not: change
a value on the way.
"""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, func, select

from storage.database import postgres, sqlite
from storage.database.engine import database_of
from storage.errors import BadDatabaseUrl, NotCopied, NotEmpty
from storage.migrate import require_head, upgrade_within
from storage.tables import COUNTER
from storage.tables.all_tables import METADATA
from storage.verify import verify_ledger
from storage.work.view import SqlView

BATCH = 1_000
Progress = Callable[[int, int], None]
"""Is told how many rows are done, and how many there are."""

# In an order in which each points only at what is there already.
TABLES = tuple(METADATA.sorted_tables)
_NUMBERED = (
    "alert",
    "storm",
    "outbox",
    "due",
    "duty_override",
    "mention",
    "division",
    "watch_lesson",
    "example",
    "learned",
)


def copy(source: str, target: str, progress: Progress) -> int:
    """Copy the SQLite database ``source`` into the PostgreSQL database ``target``; how many rows. Blocks.

    Raises DatabaseInUse while a bot writes to the source, DatabaseIsOlder or DatabaseIsNewer, BadDatabaseUrl,
    DatabaseAway, NotEmpty, NotCopied. Nothing is left in the target then.
    """
    _check_urls(source, target)
    with sqlite.writing_alone(source):
        require_head(source)
        reading, writing = sqlite.reader_engine(source, 1), postgres.writer_engine(target)
        try:
            with reading.begin() as there, writing.begin() as here:
                return _copy(there, here, progress)
        finally:
            reading.dispose()
            writing.dispose()


def _check_urls(source: str, target: str) -> None:
    if database_of(target) is not postgres:
        raise BadDatabaseUrl("A database is copied into a PostgreSQL: --to postgresql://USER@HOST/NAME.")
    if database_of(source) is not sqlite:
        raise BadDatabaseUrl("FENGHUO_DATABASE_URL names the database that is copied: it must be an SQLite file.")
    postgres.check_url(target)


def _copy(source: Connection, target: Connection, progress: Progress) -> int:
    _want_whole(source, "The ledger of the original is broken")
    upgrade_within(target)
    postgres.wait_for_migration(target)
    _want_empty(target)
    target.execute(COUNTER.delete())
    counts = {table: _count(source, table) for table in TABLES}
    total, done = sum(counts.values()), 0
    for table in TABLES:
        for rows in _put_all(source, target, table):
            done += rows
            progress(done, total)
    last = sqlite.last_ids(source, _NUMBERED)
    postgres.set_last_ids(target, {name: id for name, id in last.items() if id >= 1})
    for table, count in counts.items():
        if _count(target, table) != count:
            raise NotCopied(f"The table {table.name} has {count} rows, its copy has not; nothing was copied.")
    _want_whole(target, "The ledger of the copy is broken")
    return total


def _put_all(source: Connection, target: Connection, table: Table) -> Iterator[int]:
    """Copy a table; the number of rows of each step."""
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    rows = source.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key))
    try:
        with postgres.driver_connection(target).cursor() as cursor, cursor.copy(statement) as out:
            for batch in rows.partitions():
                for row in batch:
                    out.write_row(tuple(row))
                yield len(batch)
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise NotCopied(f"A row of {table.name} does not fit: {' '.join(str(error).split())}") from error


def _want_empty(target: Connection) -> None:
    for table in TABLES:
        given_out = [COUNTER.c.value > 0] if table is COUNTER else []  # the row itself is always there
        count = target.execute(select(func.count()).select_from(table).where(*given_out)).scalar_one()
        if count:
            raise NotEmpty(table.name, count)


def _want_whole(connection: Connection, what: str) -> None:
    broken: Any = next(iter(verify_ledger(SqlView(connection))), None)
    if broken is not None:
        where = f"#{broken.incident}, entry {broken.seq}: {broken.why.value}"
        raise NotCopied(f"{what} ({where}); nothing was copied. `fenghuo verify` says what this means.")


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
