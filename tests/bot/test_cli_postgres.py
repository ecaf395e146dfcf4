"""`fenghuo` on a PostgreSQL: moving there, and the same commands as before."""

import asyncio
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from bot.cli import main
from bot.commandline.progress import ProgressBar
from crisis.commands import AddNote, OpenIncident
from crisis.desk import Desk
from crisis.policy import Policy
from storage.migrate import head
from storage.store import SqlStore
from tests.postgres import PostgresServer

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
Fenghuo = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fenghuo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fenghuo:
    """Runs a command line in an empty folder: exit status, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        with monkeypatch.context() as changed:
            for name, value in environment.items():
                changed.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main(arguments)
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return run


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
        assert status == 1
        assert "postgresql://" in err


@pytest.mark.parametrize("state", ["empty", "made", "away"])
def test_check_says_how_the_database_is(fenghuo: Fenghuo, target: str, state: str) -> None:
    url = "postgresql://me:hidden@127.0.0.1:1/fenghuo" if state == "away" else target
    if state == "made":
        fenghuo("migrate", FENGHUO_DATABASE_URL=url)
    _, out, _ = fenghuo("check", FENGHUO_DATABASE_URL=url)
    (line,) = [line for line in out.splitlines() if "database" in line.split(":")[0]]
    assert {"empty": "is not there yet", "made": f"revision {head()}", "away": "docs/replicas.md"}[state] in line
    assert "hidden" not in out


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
