"""`fenghuo` on a PostgreSQL: moving there, and the same commands as before."""

import asyncio
import os
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from bot.commandline.progress import ProgressBar
from crisis.commands import AddNote, OpenIncident
from crisis.desk.desk import Desk
from crisis.policy import Policy
from storage.migrate import head
from storage.store import SqlStore
from tests.bot.terminal import Fenghuo
from tests.postgres import PostgresServer

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def target(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.url_of(postgres.create())
    yield url
    postgres.drop(url)


async def open_incident(url: str) -> None:
    async with SqlStore(url, machine_clock=lambda: NOON, entropy=os.urandom) as store:
        desk = Desk(store, Policy(), lambda: NOON, str.split, str.lower, os.urandom, wake=lambda next_due: None)
        opened = await desk.handle(OpenIncident("门店异物投诉", by="U00001"))
        assert opened.incident is not None
        await desk.handle(AddNote(opened.incident.number, "U00001", "已联系门店"))


def test_moving_to_postgresql_and_going_on_there(fenghuo: Fenghuo, target: str, tmp_path: Path) -> None:
    asyncio.run(open_incident(f"sqlite:///{tmp_path}/fenghuo.db"))
    status, out, err = fenghuo("migrate", "--to", target)
    assert (status, err) == (0, "")
    assert "rows were copied" in out

    there = {"FENGHUO_DATABASE_URL": target}
    assert fenghuo("verify", "1", **there)[1].splitlines()[0] == fenghuo("verify", "1")[1].splitlines()[0]
    assert "门店异物投诉" in fenghuo("export", "1", **there)[1]
    assert "already" in fenghuo("migrate", **there)[1]
    asyncio.run(open_incident(target))
    assert "#2: whole" in fenghuo("verify", "2", **there)[1]
    assert fenghuo("verify", "2")[0] == 1  # the old one does not know of it

    status, out, err = fenghuo("migrate", "--to", target)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "not empty" in err


def test_a_server_that_is_not_there_is_one_line_without_its_password(fenghuo: Fenghuo) -> None:
    away = "postgresql://me:hidden@127.0.0.1:1/fenghuo"
    for arguments in (("migrate", "--to", away), ("migrate",)):
        if len(arguments) > 1:
            fenghuo("migrate")  # so that there is something to copy
        status, out, err = fenghuo(*arguments, **({} if len(arguments) > 1 else {"FENGHUO_DATABASE_URL": away}))
        assert (status, out) == (1, "")
        assert err.count("\n") == 1
        assert "cannot be reached" in err
        assert "hidden" not in err


def test_a_database_that_is_none_is_refused(fenghuo: Fenghuo) -> None:
    fenghuo("migrate")
    for wrong in ("sqlite:///other.db", "fenghuo", "mysql://localhost/x"):
        status, _, err = fenghuo("migrate", "--to", wrong)
        assert status == 2
        assert "postgresql://" in err


def test_a_copy_goes_from_a_file_to_a_server(fenghuo: Fenghuo, target: str) -> None:
    """Whichever of the two is wrong is the one that is named."""
    status, _, err = fenghuo("migrate", "--to", target, FENGHUO_DATABASE_URL=target)
    assert status == 1
    assert "must be an SQLite file" in err
    status, _, err = fenghuo("migrate", "--to", "sqlite:///other.db", FENGHUO_LANGUAGE="zh")
    assert (status, err) == (2, "只能复制到 PostgreSQL：--to postgresql://USER:PASSWORD@HOST/NAME。\n")


@pytest.mark.parametrize("secret", ["at@sign", "sla/sh@", "own%cent", "own%zent"])
def test_a_password_with_signs_of_the_address_is_not_taken_for_a_host(fenghuo: Fenghuo, secret: str) -> None:
    url = f"postgresql://me:{secret}@127.0.0.1:1/fenghuo"
    for arguments, environment in ((("migrate", "--to", url), {}), (("run",), {"FENGHUO_DATABASE_URL": url})):
        status, out, err = fenghuo(*arguments, **environment)
        assert (status in (1, 2), out, err.count("\n")) == (True, "", 1)
        assert "@ is %40" in err
        assert secret[:3] not in err


UNFIT = {
    "too old": ("PostgreSQL 12.22, which is too old", "PostgreSQL 13 or newer"),
    "Latin": ("the encoding LATIN1", "--encoding=UTF8"),
    "not ours": ("may not be changed by this user", "own the database"),
    "a standby": ("can only be read", "name the primary"),
    "something else's": ("tables of something else", "a database for Fenghuo alone"),
}


@pytest.mark.parametrize("trouble", UNFIT)
def test_a_database_that_cannot_be_used_is_one_line_with_its_mending(
    fenghuo: Fenghuo, postgres: PostgresServer, trouble: str
) -> None:
    found, mend = UNFIT[trouble]
    fenghuo("migrate")  # so that there is something to copy
    with unfit(postgres, trouble) as url:
        there = {"FENGHUO_DATABASE_URL": url}
        for arguments, environment in ((("migrate", "--to", url), {}), (("migrate",), there)):
            status, out, err = fenghuo(*arguments, **environment)
            assert (status, out, err.count("\n")) == (1, "", 1)
            assert found in err
            assert mend in err
        _, out, _ = fenghuo("check", **there)
        (line,) = [line for line in out.splitlines() if "database:" in line]
        assert line.startswith("✗")
        assert found in line
        assert mend in line
        status, _, err = fenghuo("migrate", "--to", url, FENGHUO_LANGUAGE="zh")
        assert (status, err.startswith("数据库：")) == (1, True)


def test_a_user_who_may_only_read_does_not_start(fenghuo: Fenghuo, postgres: PostgresServer, target: str) -> None:
    """Also where the tables are there already, made by somebody else."""
    assert fenghuo("migrate", FENGHUO_DATABASE_URL=target)[0] == 0
    with a_role(
        postgres, target, "GRANT USAGE ON SCHEMA public TO {}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}"
    ) as url:
        there = {"FENGHUO_DATABASE_URL": url}
        assert fenghuo("verify", **there)[0] == 0
        status, _, err = fenghuo("migrate", **there)
        assert (status, "may not be changed by this user" in err) == (1, True)
        assert "✗ database" in fenghuo("check", **there)[1]


@contextmanager
def unfit(postgres: PostgresServer, trouble: str) -> Iterator[str]:
    """The address of such a database."""
    if trouble == "too old":
        with old_server("12.22") as url:
            yield url
        return
    made = postgres.create(encoding="LATIN1" if trouble == "Latin" else None)
    url = postgres.url_of(made)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            if trouble == "a standby":
                connection.execute(f'ALTER DATABASE "{made}" SET default_transaction_read_only = on')
            elif trouble == "something else's":
                connection.execute("CREATE TABLE alert (id int)")
        if trouble == "not ours":
            with a_role(postgres, url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC") as theirs:
                yield theirs
        else:
            yield url
    finally:
        postgres.drop(url)


@contextmanager
def a_role(postgres: PostgresServer, url: str, grants: str) -> Iterator[str]:
    """The database as a role sees it that owns nothing of it."""
    name = f"somebody_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name}")
        connection.execute(grants.replace("{}", name))
        try:
            yield f"{url}{'&' if '?' in url else '?'}options=-crole%3D{name}"
        finally:
            connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


@contextmanager
def old_server(version: str) -> Iterator[str]:
    """Lets everybody in and says its version, as a server does; after that it is silent."""

    def answer(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("!i", len(body) + 4) + body

    def said(name: str, value: str) -> bytes:
        return answer(b"S", f"{name}\0{value}\0".encode())

    class Session(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = self.request.recv(4096)
            if asked[4:8] != b"\0\3\0\0":  # for encryption, before the greeting
                self.request.sendall(b"N")
                self.request.recv(4096)
            hello = said("server_version", version) + said("server_encoding", "UTF8") + said("client_encoding", "UTF8")
            self.request.sendall(answer(b"R", bytes(4)) + hello + answer(b"Z", b"I"))
            self.request.recv(4096)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"postgresql://me:hidden@127.0.0.1:{server.server_address[1]}/fenghuo"
        finally:
            server.shutdown()


@pytest.mark.parametrize("state", ["empty", "made", "away"])
def test_check_says_how_the_database_is(fenghuo: Fenghuo, target: str, state: str) -> None:
    url = "postgresql://me:hidden@127.0.0.1:1/fenghuo" if state == "away" else target
    if state == "made":
        fenghuo("migrate", FENGHUO_DATABASE_URL=url)
    _, out, _ = fenghuo("check", FENGHUO_DATABASE_URL=url)
    (line,) = [line for line in out.splitlines() if "database" in line.split(":")[0]]
    assert {"empty": "has no tables yet", "made": f"revision {head()}", "away": "docs/replicas.md"}[state] in line
    assert "hidden" not in out


def test_an_address_may_name_several_hosts(fenghuo: Fenghuo, target: str) -> None:
    """As libpq takes it: whichever answers and lets itself be written."""
    with psycopg.connect(target) as connection:
        there = connection.info
        host, port, user = there.host, there.port, there.user
        secret = f"&password={there.password}" if there.password else ""
    name = urlsplit(target).path.removeprefix("/")
    both = f"{quote('/nowhere', safe='')}:1,{quote(host, safe='')}:{port}"
    url = f"postgresql://{user}@{both}/{name}?target_session_attrs=read-write{secret}"
    assert fenghuo("migrate", FENGHUO_DATABASE_URL=url)[0] == 0
    assert f"revision {head()}" in fenghuo("check", FENGHUO_DATABASE_URL=url)[1]


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_only_after_two_seconds() -> None:
    now, screen = [0.0], Screen()
    bar = ProgressBar(lambda: now[0], screen)
    bar(10, 100)
    assert screen.getvalue() == ""
    now[0] = 2.0
    for done in (50, 50, 100):
        bar(done, 100)
    bar.end()
    assert screen.getvalue().count("\r") == 2
    assert screen.getvalue().endswith("100%\n")


def test_no_bar_is_shown_to_a_program() -> None:
    now, pipe = [0.0], StringIO()
    bar = ProgressBar(lambda: now[0], pipe)
    now[0] = 9.0
    bar(50, 100)
    bar.end()
    assert pipe.getvalue() == ""
