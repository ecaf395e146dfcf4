"""The commands that look into the database: making it, the ledger, the review; without a bot."""

import asyncio
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisis.commands import AddNote, OpenIncident
from crisis.desk.desk import Desk
from crisis.policy import Policy
from storage.store import SqlStore
from tests.bot.terminal import Fenghuo, one_line

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
TITLE = "门店异物投诉 {not a mark}"


@pytest.fixture
def incident(tmp_path: Path) -> int:
    """The number of an incident in the database of that folder."""
    return asyncio.run(_open_incident(tmp_path))


async def _open_incident(folder: Path) -> int:
    store = SqlStore(f"sqlite:///{folder}/fenghuo.db", machine_clock=lambda: NOON, entropy=os.urandom)
    async with store:
        desk = Desk(store, Policy(), lambda: NOON, str.split, str.lower, os.urandom, wake=lambda next_due: None)
        opened = await desk.handle(OpenIncident(TITLE, by="U00001"))
        assert opened.incident is not None
        await desk.handle(AddNote(opened.incident.number, "U00001", "已联系门店"))
        return opened.incident.number


def test_migrate_makes_a_database_and_leaves_a_new_one_alone(fenghuo: Fenghuo) -> None:
    assert fenghuo("migrate").out.startswith("The database was made")
    assert "already" in fenghuo("migrate").out
    again = fenghuo("migrate", "--json").json
    assert again["before"] == again["revision"]


@pytest.mark.parametrize("command", ["verify", "verify 1", "export 1"])
def test_without_a_database_nothing_is_made(command: str, fenghuo: Fenghuo, tmp_path: Path) -> None:
    result = fenghuo(*command.split())
    assert result.status == 1
    assert "There is no database" in one_line(result)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["verify 99", "export 99", "verify 99 --json"])
def test_an_incident_that_is_not_there(command: str, fenghuo: Fenghuo, incident: int) -> None:
    result = fenghuo(*command.split())
    assert result.status == 1
    assert one_line(result) == "There is no incident #99."


def test_a_whole_past_is_said_to_be_whole_and_how_it_was_looked_at(fenghuo: Fenghuo, incident: int) -> None:
    one = fenghuo("verify", str(incident))
    assert one.status == 0
    assert one.out.startswith(f"✓ #{incident}: whole. The head of its chain: entry ")
    assert "offline" in one.out
    every = fenghuo("verify")
    assert every.status == 0
    assert "every timeline is whole" in every.out


def test_a_changed_past_is_named_with_its_first_broken_entry(fenghuo: Fenghuo, incident: int, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "fenghuo.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    changed = connection.execute("UPDATE entry SET payload = replace(payload, 'U00001', 'U00002') WHERE seq = 1")
    assert changed.rowcount == 1
    connection.commit()
    connection.close()
    result = fenghuo("verify", str(incident))
    assert result.status == 1
    assert result.out.startswith(f"✗ #{incident}, entry 1: its content was changed")
    as_json = fenghuo("verify", "--json")
    assert as_json.status == 1
    assert as_json.json["broken"] == [{"incident": incident, "seq": 1, "why": "content"}]


def test_the_review_as_markdown_on_standard_output(fenghuo: Fenghuo, incident: int) -> None:
    result = fenghuo("export", str(incident))
    assert result.status == 0
    assert result.out.startswith("# ")
    assert "门店异物投诉" in result.out
    assert "已联系门店" in result.out


def test_the_review_as_a_web_page_in_a_file(fenghuo: Fenghuo, incident: int, tmp_path: Path) -> None:
    result = fenghuo("export", str(incident), "--format", "html")
    assert result.status == 0
    path = tmp_path / result.out.strip()
    assert path.suffix == ".html"
    assert "已联系门店" in path.read_text(encoding="utf-8")


def test_the_review_goes_where_it_is_told(fenghuo: Fenghuo, incident: int, tmp_path: Path) -> None:
    assert fenghuo("export", str(incident), "--out", "review.md").out == "review.md\n"
    assert "已联系门店" in (tmp_path / "review.md").read_text(encoding="utf-8")
    assert "<html" in fenghuo("export", str(incident), "--format", "html", "--out", "-").out
    failed = fenghuo("export", str(incident), "--out", "nowhere/review.md")
    assert failed.status == 1
    assert one_line(failed).startswith("nowhere/review.md: ")
