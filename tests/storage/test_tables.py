"""Wrong states cannot be written, not even past our own code; the ledger cannot be changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

AT = "2026-03-14 09:26:53.000000"
HASH = "a" * 64
ZEROS = "0" * 64

INCIDENT: dict[str, Any] = {
    "number": 2, "version": 1, "key": "k2", "title": "t", "severity": 2, "stage": "triage", "kind": "other",
    "channel": "C2", "opened_at": AT, "fingerprint": None, "drill": 0, "private": 0, "state": "{}",
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "incident": 1, "seq": 2, "at": AT, "by": "U1", "type": "NoteAdded", "prev": HASH, "hash": "b" * 64,
    "payload": b"{}",
}  # fmt: skip
WORDS: dict[str, Any] = {"incident": 1, "seq": 1, "path": "/why", "salt": b"0" * 16, "text": "x"}
ALERT: dict[str, Any] = {
    "received_at": AT, "source": "s", "fingerprint": "f", "severity": 2, "outcome": "held", "incident": None,
    "card": None, "body": "{}",
}  # fmt: skip
OUTBOX: dict[str, Any] = {
    "key": "1:PostBoard", "incident": 1, "what": "PostBoard", "lane": "1:board", "urgency": 1, "payload": "{}",
    "digest": HASH, "coalesces": 0, "state": "pending", "attempt": 0, "fence": 0, "created_at": AT, "next_at": AT,
    "lease_until": None, "owner": None, "reason": None,
}  # fmt: skip
LEASED = {"state": "leased", "attempt": 1, "fence": 1, "lease_until": AT, "owner": "a"}
DUE: dict[str, Any] = {
    "incident": 1, "kind": "offer", "key": "offer:1", "due_at": AT, "state": "pending", "attempt": 0, "next_at": None,
}  # fmt: skip
PERSON: dict[str, Any] = {
    "id": "U1", "position": 0, "name": "A", "email": None, "locale": None, "timezone": None, "is_bot": 0,
    "is_active": 1, "in_updates_channel": 0,
}  # fmt: skip
GOOD: dict[str, dict[str, Any]] = {
    "incident": INCIDENT, "entry": ENTRY, "entry_words": WORDS, "alert": ALERT, "outbox": OUTBOX, "due": DUE,
    "person": PERSON, "inbox": {"event": "e1", "at": AT, "answer": ""},
    "noted": {"channel": "C", "ts": "1", "incident": 1},
    "counter": {"name": "x", "value": 0}, "meta": {"name": "x", "value": ""},
}  # fmt: skip

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("incident", {"severity": 99}),
    ("incident", {"severity": 0}),
    ("incident", {"stage": "asleep"}),
    ("incident", {"number": 0}),
    ("incident", {"number": 1}),
    ("incident", {"version": 0}),
    ("incident", {"key": ""}),
    ("incident", {"key": "k1"}),
    ("incident", {"channel": "C1"}),
    ("incident", {"drill": 2}),
    ("incident", {"private": None}),
    ("entry", {"seq": 0}),
    ("entry", {"seq": 1}),
    ("entry", {"seq": 3}),
    ("entry", {"prev": ZEROS}),
    ("entry", {"incident": 9, "seq": 1, "prev": ZEROS}),
    ("entry", {"hash": "short"}),
    ("entry", {"type": ""}),
    ("entry", {"payload": None}),
    ("entry_words", {"seq": 9}),
    ("entry_words", {"salt": b"short"}),
    ("entry_words", {"path": "why"}),
    ("entry_words", {"path": "/text"}),
    ("alert", {"outcome": "lost"}),
    ("alert", {"outcome": "opened"}),
    ("alert", {"outcome": "joined"}),
    ("alert", {"incident": 1}),
    ("alert", {"severity": 5}),
    ("outbox", {"state": "lost"}),
    ("outbox", {"state": "leased"}),
    ("outbox", LEASED | {"owner": None}),
    ("outbox", LEASED | {"lease_until": None}),
    ("outbox", LEASED | {"fence": 0}),
    ("outbox", {"owner": "a"}),
    ("outbox", {"lease_until": AT}),
    ("outbox", {"state": "done"}),
    ("outbox", {"payload": None}),
    ("outbox", {"state": "failed"}),
    ("outbox", {"attempt": -1}),
    ("outbox", {"digest": ""}),
    ("outbox", {"key": ""}),
    ("outbox", {"coalesces": 7}),
    ("outbox", {"incident": 9}),
    ("outbox", {"key": "1:OpenChannel"}),
    ("outbox", {"key": "1:RefreshBoard", "coalesces": 1}),
    ("due", {"kind": "whim"}),
    ("due", {"state": "leased"}),
    ("due", {"attempt": -1}),
    ("due", {"next_at": AT}),
    ("due", {"state": "done", "attempt": 1, "next_at": AT}),
    ("due", {"incident": 9}),
    ("due", {"key": "offer:9"}),
    ("person", {"is_bot": 3}),
    ("inbox", {"event": ""}),
    ("noted", {"incident": 9}),
    ("counter", {"value": -1}),
]


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    """The database with one row of each kind that others can clash with."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        insert(connection, "incident", INCIDENT | {"number": 1, "key": "k1", "channel": "C1"})
        insert(connection, "entry", ENTRY | {"seq": 1, "prev": ZEROS, "hash": HASH})
        insert(connection, "entry_words", WORDS | {"path": "/text"})
        insert(connection, "outbox", OUTBOX | {"key": "1:OpenChannel", "state": "done", "payload": None})
        insert(connection, "outbox", OUTBOX | {"key": "1:RefreshBoard", "coalesces": 1})
        insert(connection, "due", DUE | {"key": "offer:9"})
        yield connection


def insert(connection: sqlite3.Connection, table: str, row: dict[str, Any], verb: str = "INSERT") -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


@pytest.mark.parametrize("table", GOOD)
def test_a_right_row_goes_in(connection: sqlite3.Connection, table: str) -> None:
    """So that the next test fails for the reason it names."""
    insert(connection, table, GOOD[table])


@pytest.mark.parametrize(("table", "wrong"), WRONG)
def test_a_wrong_row_is_refused(connection: sqlite3.Connection, table: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(connection, table, GOOD[table] | wrong)


@pytest.mark.parametrize(
    ("table", "other"),
    [
        ("outbox", LEASED),
        ("outbox", {"state": "done", "payload": None}),
        ("outbox", {"state": "failed", "reason": "no"}),
        ("outbox", LEASED | {"key": "1:RefreshBoard", "coalesces": 1}),
        ("outbox", {"incident": None, "key": "alert:1"}),
        ("due", {"state": "done", "key": "offer:9"}),
        ("due", {"attempt": 1, "next_at": AT}),
        ("alert", {"outcome": "opened", "incident": 1}),
        ("alert", {"outcome": "duplicate"}),
        ("incident", {"channel": None}),
    ],
)
def test_other_right_states_go_in(connection: sqlite3.Connection, table: str, other: dict[str, Any]) -> None:
    insert(connection, table, GOOD[table] | other)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE entry SET payload = x'00'", "never changed"),
        ("UPDATE entry SET by = NULL", "never changed"),
        ("DELETE FROM entry", "never removed"),
        ("UPDATE entry_words SET text = 'other'", "never changed"),
    ],
)
def test_the_ledger_refuses_change(connection: sqlite3.Connection, statement: str, says: str) -> None:
    connection.execute("DELETE FROM entry_words WHERE path = '/other'")
    with pytest.raises(sqlite3.IntegrityError, match=says):
        connection.execute(statement)
    assert connection.execute("SELECT count(*), max(payload) FROM entry").fetchone() == (1, b"{}")


def test_an_entry_cannot_be_replaced_or_put_elsewhere_than_at_the_end(connection: sqlite3.Connection) -> None:
    for wrong in ({"seq": 1, "prev": ZEROS}, {"seq": 5}, {"prev": "c" * 64}):
        with pytest.raises(sqlite3.IntegrityError, match="end of the chain"):
            insert(connection, "entry", ENTRY | wrong, verb="INSERT OR REPLACE")
    insert(connection, "entry", ENTRY)


def test_words_of_the_ledger_can_be_removed(connection: sqlite3.Connection) -> None:
    assert connection.execute("DELETE FROM entry_words").rowcount == 1
