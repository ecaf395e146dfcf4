"""Entries in a unit of work: appended to the ledgers of incidents, seen at once, written together.

Answers for: each entry is linked to the one before it, and its words stand beside it (``ledger``, ``codec``). May not:
know the state of an incident, or who else appends. Used by one thread.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from crisis.events import Entry, Event
from crisis.incident import Who
from crisis.ports import Entropy, LedgerHead
from storage import codec
from storage.database.prepared import Insertion
from storage.ledger import GENESIS, link, make_payload
from storage.tables import ENTRY, ENTRY_WORDS

_ADD_ENTRIES = Insertion(ENTRY, "incident", "seq", "at", "by", "type", "prev", "hash", "payload")
_ADD_WORDS = Insertion(ENTRY_WORDS, "incident", "seq", "path", "salt", "text")


class Appended:
    """See the module. ``heads``: where the ledgers end, of those that were asked about; entries kept here count."""

    def __init__(self, connection: Connection, entropy: Entropy) -> None:
        self._connection = connection
        self._entropy = entropy
        self.heads: dict[int, LedgerHead] = {}
        self._fresh: list[Entry] = []
        self._entries: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []

    def append(self, head: LedgerHead, incident: int, at: datetime, by: Who, event: Event) -> Entry:
        """Put an entry after ``head``, where this ledger ends now."""
        seq, prev, kind = head.seq + 1, head.hash or GENESIS, type(event).__name__
        data, words = codec.split(event, self._entropy)
        payload = make_payload(incident, seq, at, by, kind, data)
        entry = Entry(incident, seq, at, by, event, link(prev, payload))
        where = {"incident": incident, "seq": seq}
        self._entries.append(
            {**where, "at": at, "by": by, "type": kind, "prev": prev, "hash": entry.hash, "payload": payload}
        )
        self._words.extend({**where, "path": w.path, "salt": w.salt, "text": w.text} for w in words)
        self._fresh.append(entry)
        self.heads[incident] = LedgerHead(seq, entry.hash)
        return entry

    def of(self, incident: int) -> tuple[Entry, ...]:
        """Those that are not written yet, in order."""
        return tuple(entry for entry in self._fresh if entry.incident == incident)

    def write(self) -> None:
        """Write them all. Raises IntegrityError when somebody else's stands in the place of one."""
        self._fresh.clear()
        entries, self._entries = self._entries, []
        words, self._words = self._words, []
        _ADD_ENTRIES.many(self._connection, entries)
        _ADD_WORDS.many(self._connection, words)
