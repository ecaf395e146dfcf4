"""The chain: every change of what is stored is found, and others can check it from the documentation alone."""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from storage import codec
from storage.ledger import GENESIS, Broken, Fault, link, make_payload, verify_rows
from storage.store import SqlStore, open_reader
from storage.verify import verify_ledger
from tests.storage.conftest import counted_entropy
from tests.storage.databases import POSTGRESQL, SQLITE, Database
from tests.storage.examples import EVENTS, NOTE, NOW, incident

DOCUMENT = Path(__file__).parents[2] / "docs" / "ledger.md"


@dataclass(frozen=True)
class Row:
    incident: int
    seq: int
    at: datetime
    by: str | None
    type: str
    prev: str
    hash: str
    payload: bytes


@dataclass(frozen=True)
class Said:
    seq: int
    path: str
    salt: bytes
    text: str


def chain() -> tuple[list[Row], list[Said]]:
    rows, said, prev, entropy = [], [], GENESIS, counted_entropy()
    for seq, event in enumerate(EVENTS, 1):
        data, words = codec.split(event, entropy)
        kind, at = type(event).__name__, NOW + timedelta(seconds=seq)
        payload = make_payload(1, seq, at, "U1", kind, data)
        rows.append(Row(1, seq, at, "U1", kind, prev, link(prev, payload), payload))
        said += [Said(seq, each.path, each.salt, each.text) for each in words]
        prev = rows[-1].hash
    return rows, said


ROWS, SAID = chain()

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[A-Za-z_]{1,8}", fullmatch=True), inner)
    ),
    max_leaves=12,
)


@given(json_values)
def test_a_payload_is_canonical_json_by_rfc_8785(event: Any) -> None:
    payload = make_payload(1, 2, NOW, None, "Said", event)
    assert payload == rfc8785.dumps(json.loads(payload))
    assert json.loads(payload)["event"] == event


def test_numbers_that_json_cannot_carry_are_text_and_fractions_are_refused() -> None:
    event = json.loads(make_payload(1, 1, NOW, None, "Said", {"a": [2**53, -(2**60)], "b": 2**53 - 1}))["event"]
    assert event == {"a": [str(2**53), str(-(2**60))], "b": 2**53 - 1}
    with pytest.raises(ValueError, match="whole"):
        make_payload(1, 1, NOW, None, "Said", {"share": 0.5})


def test_an_untouched_chain_is_whole_also_without_its_words() -> None:
    assert verify_rows(1, ROWS, SAID, least=len(ROWS)) is None
    assert verify_rows(1, ROWS, ()) is None


def change(value: Any, data: st.DataObject) -> Any:
    """Another value of the same type, one byte, letter or second away from it."""
    if isinstance(value, bytes):
        place, flip = data.draw(st.integers(0, len(value) - 1)), data.draw(st.integers(1, 255))
        return value[:place] + bytes([value[place] ^ flip]) + value[place + 1 :]
    if isinstance(value, str):
        place = data.draw(st.integers(0, len(value) - 1))
        letter = data.draw(st.characters(exclude_categories=["Cs"], exclude_characters=value[place]))
        return value[:place] + letter + value[place + 1 :]
    if isinstance(value, datetime):
        return value + timedelta(microseconds=data.draw(st.integers(1, 10**9)))
    return value + data.draw(st.integers(1, 9))


@given(st.data())
def test_any_change_of_any_stored_value_is_found(data: st.DataObject) -> None:
    rows, said = list(ROWS), list(SAID)
    changed: list[Any] = data.draw(st.sampled_from([rows, said]))
    index = data.draw(st.integers(0, len(changed) - 1))
    field = data.draw(st.sampled_from(sorted(changed[index].__dataclass_fields__)))
    changed[index] = replace(changed[index], **{field: change(getattr(changed[index], field), data)})
    assert verify_rows(1, rows, said, least=len(ROWS)) is not None


@given(st.integers(0, len(ROWS) - 1))
def test_a_missing_entry_is_found(index: int) -> None:
    broken = verify_rows(1, [row for row in ROWS if row.seq != index + 1], (), least=len(ROWS))
    last = index + 1 == len(ROWS)
    assert broken == Broken(1, len(ROWS) if last else index + 2, Fault.END if last else Fault.GAP)


@pytest.mark.parametrize(
    ("index", "changes", "fault"),
    [
        (1, {"prev": "f" * 64}, Fault.CHAIN),
        (1, {"payload": ROWS[1].payload + b" "}, Fault.CONTENT),
        (2, {"by": "U9"}, Fault.COLUMNS),
        (2, {"by": None}, Fault.COLUMNS),
        (0, {"incident": 2}, Fault.COLUMNS),
        (0, {"hash": 7}, Fault.CONTENT),
    ],
)
def test_what_is_wrong_is_said(index: int, changes: dict[str, Any], fault: Fault) -> None:
    rows = list(ROWS)
    rows[index] = replace(rows[index], **changes)
    assert verify_rows(1, rows, SAID) == Broken(1, index + 1, fault)


def test_a_rewritten_entry_breaks_the_chain_behind_it() -> None:
    payload = ROWS[1].payload.replace(b'"number":1', b'"number":2')
    rows = [ROWS[0], replace(ROWS[1], payload=payload, hash=link(ROWS[1].prev, payload)), *ROWS[2:]]
    assert verify_rows(1, rows, SAID) == Broken(1, 3, Fault.CHAIN)


def test_words_that_no_entry_knows_are_found() -> None:
    assert verify_rows(1, ROWS, [*SAID, Said(2, "/mood", b"0" * 16, "bad")]) == Broken(1, 2, Fault.WORDS)
    assert verify_rows(1, ROWS, [*SAID, Said(9, "/text", b"0" * 16, "bad")]) == Broken(1, 9, Fault.WORDS)


def test_the_worked_example_of_the_documentation_holds() -> None:
    """Computed here from the document alone, with nothing of ours, and then by our code."""
    first, second = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(), re.DOTALL))
    prev = bytes(32)
    for entry in (first, second):
        hashed = hashlib.sha256(b"fenghuo/ledger/entry/1\0" + prev + entry["payload"].encode())
        assert entry["hash"] == hashed.hexdigest() == link(prev.hex(), entry["payload"].encode())
        assert entry["prev"] == prev.hex()
        prev = hashed.digest()
        for path, words in entry["words"].items():
            value: Any = json.loads(entry["payload"])["event"]
            for step in path.split("/")[1:]:
                value = value[int(step)] if isinstance(value, list) else value[step]
            said = hashlib.sha256(b"fenghuo/ledger/words/1\0" + bytes.fromhex(words["salt"]) + words["text"].encode())
            assert value == {"digest": said.hexdigest()}
    rows, said_rows = [], []
    for entry in (first, second):
        told = json.loads(entry["payload"])
        at = datetime.fromisoformat(told["at"])
        rows.append(
            Row(told["incident"], told["seq"], at, told["by"], told["type"], entry["prev"], entry["hash"],
                entry["payload"].encode())
        )  # fmt: skip
        said_rows += [
            Said(told["seq"], path, bytes.fromhex(each["salt"]), each["text"]) for path, each in entry["words"].items()
        ]
    assert verify_rows(12, rows, said_rows, least=2) is None


async def written(store: SqlStore) -> None:
    def closure(unit: Any) -> None:
        for number in (1, 2):
            for event in EVENTS:
                unit.append(number, NOW, "U1", event)
            unit.save(incident(number, seq=len(EVENTS)))

    await store.transact(closure)


async def test_the_ledgers_of_a_database_are_whole(store: SqlStore) -> None:
    await written(store)
    assert await store.read(verify_ledger) == ()
    assert await store.read(lambda view: verify_ledger(view, 2)) == ()


CHANGES: list[tuple[str, tuple[int, int, Fault]]] = [
    ("UPDATE entry SET at = '2026-01-01 00:00:00.000000' WHERE incident = 2 AND seq = 3", (2, 3, Fault.COLUMNS)),
    ("UPDATE entry SET payload = substr(payload, 2) WHERE seq = 4", (1, 4, Fault.CONTENT)),
    ("UPDATE entry_words SET text = 'no' WHERE incident = 1 AND seq = 3", (1, 3, Fault.WORDS)),
    ("DELETE FROM entry WHERE incident = 1 AND seq = 2", (1, 3, Fault.GAP)),
    ("DELETE FROM entry WHERE incident = 1 AND seq > 2", (1, 3, Fault.END)),
    ("DELETE FROM entry WHERE incident = 1", (1, 1, Fault.END)),
    ("UPDATE entry SET incident = 9 WHERE incident = 1 AND seq = 4", (1, 4, Fault.END)),
]
# SQLite takes values of any type.
SQLITE_CHANGES: list[tuple[str, tuple[int, int, Fault]]] = [
    ("UPDATE entry SET at = 'yesterday' WHERE incident = 2 AND seq = 3", (2, 3, Fault.COLUMNS)),
    ("UPDATE entry SET payload = replace(payload, 'lead', 'care') WHERE seq = 4", (1, 4, Fault.CONTENT)),
    ("UPDATE entry SET payload = x'ff' WHERE incident = 2 AND seq = 1", (2, 1, Fault.CONTENT)),
    ("UPDATE entry_words SET salt = 'text' WHERE incident = 1 AND seq = 2", (1, 2, Fault.WORDS)),
]
POSTGRESQL_CHANGES: list[tuple[str, tuple[int, int, Fault]]] = [
    ("UPDATE entry SET payload = '\\xff' WHERE incident = 2 AND seq = 1", (2, 1, Fault.CONTENT)),
    ("UPDATE entry SET at = 'infinity' WHERE incident = 2 AND seq = 3", (2, 3, Fault.COLUMNS)),
    ("UPDATE entry_words SET salt = decode(repeat('00', 16), 'hex') WHERE seq = 2", (1, 2, Fault.WORDS)),
]


@pytest.mark.parametrize(("statement", "broken"), CHANGES)
async def test_a_changed_past_shows(
    store: SqlStore, database: Database, statement: str, broken: tuple[int, int, Fault]
) -> None:
    await a_changed_past_shows(store, database, statement, broken)


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
@pytest.mark.parametrize(("statement", "broken"), SQLITE_CHANGES)
async def test_a_past_changed_as_sqlite_lets_it_be_shows(
    store: SqlStore, database: Database, statement: str, broken: tuple[int, int, Fault]
) -> None:
    await a_changed_past_shows(store, database, statement, broken)


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
@pytest.mark.parametrize(("statement", "broken"), POSTGRESQL_CHANGES)
async def test_a_past_changed_as_postgresql_lets_it_be_shows(
    store: SqlStore, database: Database, statement: str, broken: tuple[int, int, Fault]
) -> None:
    await a_changed_past_shows(store, database, statement, broken)


async def a_changed_past_shows(
    store: SqlStore, database: Database, statement: str, broken: tuple[int, int, Fault]
) -> None:
    await written(store)
    await store.stop()
    database.tamper(statement)
    async with open_reader(database.url) as reader:
        found = await reader.read(verify_ledger)
    assert found[0] == Broken(*broken)


async def test_removing_words_leaves_the_chain_whole(store: SqlStore, url: str, database: Database) -> None:
    await written(store)
    await store.stop()
    database.tamper("DELETE FROM entry_words WHERE incident = 1 AND seq = 3")
    async with open_reader(url) as reader:
        assert await reader.read(verify_ledger) == ()
        entry = await reader.read(lambda view: view.entry(1, 3))
    assert entry is not None
    assert entry.event == replace(NOTE, text="\ufffd")
