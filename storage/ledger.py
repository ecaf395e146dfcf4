"""The ledger's format: a chain of hashes per incident, which anybody can check with a SHA-256 and a JSON library.

Answers for: the exact bytes and the check of rows that somebody hands in. May not: read a database (``verify`` does) or
change a byte of the format: format 1 stays checkable for ever; another format gets another ``v`` and other tags.

Format 1 (docs/ledger.md says the same with a worked example):

- ``payload`` is canonical JSON by RFC 8785, UTF-8, of an object with exactly the members ``v`` (1), ``incident``
  (number), ``seq`` (1, 2, 3 … in each incident), ``at`` (UTC, ``YYYY-MM-DDTHH:MM:SS.ffffffZ``), ``by`` (a Slack id, or
  null for the desk itself), ``type`` (name of the event) and ``event`` (its fields). Enums are their values, times
  RFC 3339, spans of time ISO 8601. An integer beyond ±(2^53 - 1) is written as a string of its decimal digits.
- ``hash`` = SHA-256( ``fenghuo/ledger/entry/1`` 0x00 || prev || payload ), lower-case hexadecimal; ``prev`` enters as
  the 32 bytes of the preceding entry's hash, 32 zero bytes for seq 1.
- Text that a person wrote is not in the payload: ``{"digest": d}`` stands there, with
  d = SHA-256( ``fenghuo/ledger/words/1`` 0x00 || salt || text in UTF-8 ) in lower-case hexadecimal and a random salt of
  16 bytes. Salt and text stand beside the entry under the JSON pointer (RFC 6901) of the place within ``event``. Both
  may be gone (words removed): the chain is whole all the same. An empty text is not replaced.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

import rfc8785

FORMAT = 1
ENTRY_TAG = b"fenghuo/ledger/entry/1\0"
WORDS_TAG = b"fenghuo/ledger/words/1\0"
GENESIS = "0" * 64  # ``prev`` of an incident's first entry
SALT_BYTES = 16


class Fault(StrEnum):
    """What is wrong with an entry."""

    GAP = "gap"  # an entry is missing before this one, or its number is used twice
    CHAIN = "chain"  # ``prev`` is not the hash of the entry before
    CONTENT = "content"  # the hash is not the hash of prev and payload
    COLUMNS = "columns"  # what stands beside the payload (incident, seq, at, by, type) is not what the payload says
    WORDS = "words"  # words are not those whose digest the payload has
    END = "end"  # entries are missing after the last one


@dataclass(frozen=True, slots=True)
class Broken:
    """The first broken place of an incident's ledger."""

    incident: int
    seq: int
    why: Fault


class LedgerRow(Protocol):
    """An entry as it is stored."""

    @property
    def incident(self) -> int: ...
    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str | None: ...
    @property
    def type(self) -> str: ...
    @property
    def prev(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def payload(self) -> bytes: ...


class WordsRow(Protocol):
    """Words as they are stored."""

    @property
    def seq(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def salt(self) -> bytes: ...
    @property
    def text(self) -> str: ...


def time_text(at: datetime) -> str:
    """A time as the payload has it: UTC, always with six decimals. Raises ValueError for a naive one."""
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone; the ledger is in UTC.")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def make_payload(incident: int, seq: int, at: datetime, by: str | None, type_: str, event: Any) -> bytes:
    """The exact bytes of an entry. ``event``: JSON values, words replaced by digests; ValueError for anything else."""
    members = {
        "v": FORMAT,
        "incident": incident,
        "seq": seq,
        "at": time_text(at),
        "by": by,
        "type": type_,
        "event": event,
    }
    # For such values and our plain ASCII names this is RFC 8785, thirty times as fast as a library that can all of it;
    # a test holds the two against each other.
    text = _canonical(members)
    if _UNUSUAL_NUMBER.search(text):
        text = _canonical(_checked(members))
    return text.encode()


def event_of(payload: bytes) -> Any:
    """The event in a payload, as JSON values."""
    return json.loads(payload)["event"]


def link(prev: str, payload: bytes) -> str:
    """The hash of an entry that follows ``prev``, both in hexadecimal."""
    return hashlib.sha256(ENTRY_TAG + bytes.fromhex(prev) + payload).hexdigest()


def words_digest(salt: bytes, text: str) -> str:
    """What stands in the payload for a text, in hexadecimal."""
    return hashlib.sha256(WORDS_TAG + salt + text.encode()).hexdigest()


def verify_rows(incident: int, rows: Iterable[LedgerRow], words: Iterable[WordsRow], least: int = 0) -> Broken | None:
    """The first broken place of one incident's ledger, or None when it is whole.

    ``rows`` in the order of their seq; ``least``: the seq that is known to have been reached (a posted head's).
    """
    beside: dict[int, list[WordsRow]] = {}
    for row in words:
        beside.setdefault(row.seq, []).append(row)
    seq, prev = 0, GENESIS
    for entry in rows:
        try:
            fault = _fault(incident, seq, prev, entry, beside.pop(entry.seq, ()))
        except (AttributeError, KeyError, TypeError, ValueError):
            # Values of another type or shape than we ever write: somebody else wrote them.
            fault = Fault.CONTENT
        if fault:
            return Broken(incident, entry.seq, fault)
        seq, prev = entry.seq, entry.hash
    if seq < least:
        return Broken(incident, seq + 1, Fault.END)
    if beside:
        return Broken(incident, min(beside), Fault.WORDS)
    return None


def _fault(incident: int, seq: int, prev: str, row: LedgerRow, words: Sequence[WordsRow]) -> Fault | None:
    if row.seq != seq + 1:
        return Fault.GAP
    if row.prev != prev:
        return Fault.CHAIN
    if row.hash != link(prev, row.payload):
        return Fault.CONTENT
    members = json.loads(row.payload)
    if rfc8785.dumps(members) != row.payload:
        return Fault.CONTENT
    told = [members[name] for name in ("v", "incident", "seq", "at", "by", "type")]
    if told != [FORMAT, incident, row.seq, time_text(row.at), row.by, row.type] or row.incident != incident:
        return Fault.COLUMNS
    if not _words_fit(members["event"], words):
        return Fault.WORDS
    return None


def _words_fit(event: Any, words: Sequence[WordsRow]) -> bool:
    digests = dict(_digests(event, ""))
    try:
        return all(digests.get(row.path) == words_digest(row.salt, row.text) for row in words)
    except (AttributeError, TypeError):
        return False  # not even text and bytes


def _digests(data: Any, path: str) -> Iterable[tuple[str, str]]:
    if isinstance(data, dict):
        if data.keys() == {"digest"}:
            yield path, data["digest"]
            return
        for name, part in data.items():
            yield from _digests(part, f"{path}/{name}")
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from _digests(part, f"{path}/{index}")


_canonical = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
_UNUSUAL_NUMBER = re.compile(r'(?:":|[,\[])-?\d+(?:[.eE]|\d{15})')
"""A fraction or a big integer, where a number can stand; what looks like one in a text costs a second look, no more."""


def _checked(data: Any) -> Any:
    """The same with big integers as text. Fractions are refused: RFC 8785 writes them in a way of its own."""
    if isinstance(data, str) or data is None:  # by far the most
        return data
    if isinstance(data, dict):
        return {name: _checked(part) for name, part in data.items()}
    if isinstance(data, list):
        return [_checked(part) for part in data]
    if isinstance(data, float):
        raise ValueError(f"{data} is no whole number; the ledger has only whole ones.")
    if isinstance(data, int) and not isinstance(data, bool) and abs(data) >= 2**53:
        return str(data)
    return data
