"""Wrong states cannot be written, not even past our own code; the ledger cannot be changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, column, insert, table, text
from sqlalchemy.exc import IntegrityError

from tests.storage.databases import POSTGRESQL, SQLITE, Database

AT = "2026-03-14 09:26:53.000000"
HASH = "a" * 64
ZEROS = "0" * 64

INCIDENT: dict[str, Any] = {
    "number": 2, "version": 1, "key": "k2", "title": "t", "severity": 2, "stage": "triage", "kind": "other",
    "channel": "C2", "opened_at": AT, "fingerprint": None, "drill": False, "private": False, "state": "{}",
    "alone_at": None,
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "incident": 1, "seq": 2, "at": AT, "by": "U1", "type": "NoteAdded", "prev": HASH, "hash": "b" * 64,
    "payload": b"{}",
}  # fmt: skip
WORDS: dict[str, Any] = {"incident": 1, "seq": 1, "path": "/why", "salt": b"0" * 16, "text": "x"}
ALERT: dict[str, Any] = {
    "received_at": AT, "source": "s", "fingerprint": "f", "severity": 2, "outcome": "held", "incident": None,
    "card": None, "body": "{}", "asked_at": None, "storm": None,
}  # fmt: skip
OUTBOX: dict[str, Any] = {
    "key": "1:PostBoard", "incident": 1, "what": "PostBoard", "lane": "1:board", "urgency": 1, "payload": "{}",
    "digest": HASH, "coalesces": False, "state": "pending", "attempt": 0, "fence": 0, "created_at": AT, "next_at": AT,
    "lease_until": None, "owner": None, "reason": None,
}  # fmt: skip
LEASED = {"state": "leased", "attempt": 1, "fence": 1, "lease_until": AT, "owner": "a"}
DUE: dict[str, Any] = {
    "incident": 1, "kind": "offer", "key": "offer:1", "due_at": AT, "state": "pending", "attempt": 0, "next_at": None,
}  # fmt: skip
PERSON: dict[str, Any] = {
    "id": "U1", "position": 0, "name": "A", "email": None, "locale": None, "timezone": None, "is_bot": False,
    "is_active": True, "in_updates_channel": False,
}  # fmt: skip
OVERRIDE: dict[str, Any] = {
    "rotation": "nights", "person": "U1", "instead_of": None, "begins": AT, "ends": "2026-03-15 09:26:53.000000",
    "by": "U2", "at": AT, "withdrawn_by": None, "withdrawn_at": None,
}  # fmt: skip
MENTION: dict[str, Any] = {
    "fingerprint": "f2", "platform": "weibo", "body": "{}", "heard_at": AT, "clock_from": AT, "slot": 2955000,
    "source": "mentions", "story": 1, "incident": 1, "about": "[]", "topics": "[]", "severity": None, "score": 0.5,
    "heat": 1.5, "state": "waiting", "claimed_by": None, "changed_at": None, "answer_url": "", "answer_text": "",
    "private_at": None, "answered_by": None, "answered_at": None, "late_by": None,
}  # fmt: skip
LESSON: dict[str, Any] = {
    "entry": "美的", "side": "not", "word": "美的惊动", "by": "U1", "at": AT, "taken_back_by": None,
    "taken_back_at": None,
}  # fmt: skip
ANSWERED = {"state": "answered", "answer_text": "x", "answered_by": "U1", "answered_at": AT, "late_by": 61.5}
EXAMPLE: dict[str, Any] = {
    "question": "severity", "digest": HASH, "text": "x", "followers": 0, "right": "1", "by": "U1", "at": AT,
}  # fmt: skip
LEARNED: dict[str, Any] = {
    "question": "severity", "weights": "x", "examples": 60, "rules": "{}", "learned": "{}", "by": None, "made_at": AT,
    "aside_by": None, "aside_at": None,
}  # fmt: skip
GOOD: dict[str, dict[str, Any]] = {
    "incident": INCIDENT, "entry": ENTRY, "entry_words": WORDS, "alert": ALERT, "outbox": OUTBOX, "due": DUE,
    "person": PERSON, "inbox": {"event": "e1", "at": AT, "answer": ""},
    "noted": {"channel": "C", "ts": "1", "incident": 1},
    "storm": {"begun_at": AT, "since": AT, "dismissed_by": None, "card": None},
    "duty_override": OVERRIDE, "counter": {"name": "x", "value": 0}, "meta": {"name": "x", "value": ""},
    "mention": MENTION, "division": {"of_story": 1, "story": 2},
    "watch_lesson": LESSON, "example": EXAMPLE, "learned": LEARNED,
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
    ("alert", {"storm": 9}),
    ("example", {"question": ""}),
    ("example", {"right": ""}),
    ("example", {"digest": "short"}),
    ("learned", {"question": ""}),
    ("learned", {"examples": 0}),
    ("learned", {"weights": ""}),
    ("learned", {"aside_at": AT}),
    ("division", {"story": 1}),
    ("duty_override", {"rotation": ""}),
    ("duty_override", {"person": ""}),
    ("duty_override", {"ends": AT}),
    ("duty_override", {"withdrawn_by": "U1"}),
    ("duty_override", {"withdrawn_at": AT}),
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
    ("outbox", {"incident": 9}),
    ("outbox", {"key": "1:OpenChannel"}),
    ("outbox", {"key": "1:RefreshBoard", "coalesces": True}),
    ("outbox", LEASED | {"key": "1:PinBoard", "lane": "1:leased"}),
    ("due", {"kind": "whim"}),
    ("due", {"state": "leased"}),
    ("due", {"attempt": -1}),
    ("due", {"next_at": AT}),
    ("due", {"state": "done", "attempt": 1, "next_at": AT}),
    ("due", {"incident": 9}),
    ("due", {"key": "offer:9"}),
    ("inbox", {"event": ""}),
    ("noted", {"incident": 9}),
    ("counter", {"value": -1}),
    ("watch_lesson", {"side": "near"}),
    ("watch_lesson", {"word": ""}),
    ("watch_lesson", {"taken_back_by": "U1"}),
    ("watch_lesson", {"word": "让美的"}),
    ("mention", {"fingerprint": ""}),
    ("mention", {"fingerprint": "f1"}),
    ("mention", {"state": "asleep"}),
    ("mention", {"state": "claimed"}),
    ("mention", ANSWERED | {"answer_text": ""}),
    ("mention", ANSWERED | {"answered_at": None}),
    ("mention", ANSWERED | {"late_by": -1.0}),
    ("mention", {"severity": 5}),
    ("mention", {"clock_from": "2026-03-15 09:26:53.000000"}),
]


# What PostgreSQL does not even take for a value of the type.
WRONG_ON_SQLITE: list[tuple[str, dict[str, Any]]] = [
    ("incident", {"drill": 2}),
    ("outbox", {"coalesces": 7}),
    ("person", {"is_bot": 3}),
]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """The database with one row of each kind that others can clash with."""
    with database.connected() as connection:
        put(connection, "incident", INCIDENT | {"number": 1, "key": "k1", "channel": "C1"})
        put(connection, "entry", ENTRY | {"seq": 1, "prev": ZEROS, "hash": HASH})
        put(connection, "entry_words", WORDS | {"path": "/text"})
        put(connection, "outbox", OUTBOX | {"key": "1:OpenChannel", "state": "done", "payload": None})
        put(connection, "outbox", OUTBOX | {"key": "1:RefreshBoard", "coalesces": True})
        put(connection, "outbox", OUTBOX | LEASED | {"key": "1:PostCard", "lane": "1:leased"})
        put(connection, "due", DUE | {"key": "offer:9"})
        put(connection, "mention", MENTION | {"fingerprint": "f1"})
        put(connection, "watch_lesson", LESSON | {"word": "让美的"})
        yield connection
        connection.rollback()


def put(connection: Connection, name: str, row: dict[str, Any]) -> None:
    connection.execute(insert(table(name, *map(column, row))).values(row))


@pytest.mark.parametrize("name", GOOD)
def test_a_right_row_goes_in(connection: Connection, name: str) -> None:
    """So that the next test fails for the reason it names."""
    put(connection, name, GOOD[name])


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_a_wrong_row_is_refused(connection: Connection, name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        put(connection, name, GOOD[name] | wrong)


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
@pytest.mark.parametrize(("name", "wrong"), WRONG_ON_SQLITE)
def test_a_wrong_value_is_refused(connection: Connection, name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        put(connection, name, GOOD[name] | wrong)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("outbox", LEASED),
        ("outbox", {"state": "done", "payload": None}),
        ("outbox", {"state": "failed", "reason": "no"}),
        ("outbox", LEASED | {"key": "1:RefreshBoard", "coalesces": True}),
        ("outbox", {"incident": None, "key": "alert:1"}),
        ("due", {"state": "done", "key": "offer:9"}),
        ("due", {"attempt": 1, "next_at": AT}),
        ("alert", {"outcome": "opened", "incident": 1}),
        ("alert", {"outcome": "duplicate"}),
        ("incident", {"channel": None}),
        ("mention", ANSWERED),
        ("mention", {"state": "claimed", "claimed_by": "U1"}),
        ("mention", {"incident": None}),
        ("watch_lesson", {"word": "让美的", "taken_back_by": "U1", "taken_back_at": AT}),
    ],
)
def test_other_right_states_go_in(connection: Connection, name: str, other: dict[str, Any]) -> None:
    put(connection, name, GOOD[name] | other)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE entry SET type = 'Other'", "never changed"),
        ('UPDATE entry SET "by" = NULL', "never changed"),
        ("DELETE FROM entry", "never removed"),
        ("UPDATE entry_words SET text = 'other'", "never changed"),
    ],
)
def test_the_ledger_refuses_change(connection: Connection, statement: str, says: str) -> None:
    with pytest.raises(IntegrityError, match=says), connection.begin_nested():
        connection.execute(text(statement))
    assert connection.execute(text("SELECT count(*), max(type) FROM entry")).one() == (1, "NoteAdded")


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
def test_the_ledger_cannot_be_emptied(connection: Connection) -> None:
    with pytest.raises(IntegrityError, match="never removed"):
        connection.execute(text("TRUNCATE entry, entry_words"))


@pytest.mark.parametrize("wrong", [{"seq": 1, "prev": ZEROS}, {"seq": 5}, {"prev": "c" * 64}])
def test_an_entry_goes_nowhere_but_to_the_end(connection: Connection, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="end of the chain"), connection.begin_nested():
        put(connection, "entry", ENTRY | wrong)
    put(connection, "entry", ENTRY)


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
def test_an_entry_cannot_be_replaced(connection: Connection) -> None:
    names = ", ".join(f'"{name}"' for name in ENTRY)
    marks = ", ".join(f":{name}" for name in ENTRY)
    with pytest.raises(IntegrityError, match="end of the chain"):
        connection.execute(
            text(f"INSERT OR REPLACE INTO entry ({names}) VALUES ({marks})"), ENTRY | {"seq": 1, "prev": ZEROS}
        )


def test_words_of_the_ledger_can_be_removed(connection: Connection) -> None:
    assert connection.execute(text("DELETE FROM entry_words")).rowcount == 1
