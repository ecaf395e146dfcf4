"""What is stored, as values: one consistent look.

Answers for: ``crisis.ports.View`` and the looks of ``delivery``, on an open connection. May not: write, or begin or end
a transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal_column, select, text

from crisis.alert import Alert, AlertOutcome
from crisis.events import Entry
from crisis.incident import Incident, MessageRef
from crisis.people import Person
from crisis.ports import LedgerHead, StoredAlert
from storage import codec, dues, outbox
from storage.clock import SAME_TIME, MachineTime
from storage.delivery import ClaimedDue, Counts, FailedEffect
from storage.ledger import event_of
from storage.prepared import Prepared
from storage.tables import ALERT, ENTRY, ENTRY_WORDS, INBOX, INCIDENT, IS_OPEN, META, NOTED, PERSON

i, a = INCIDENT.c, ALERT.c
_INCIDENT = select(i.number, i.version, i.state)
_BY_NUMBER = Prepared(_INCIDENT.where(i.number == bindparam("number")))
_BY_CHANNEL = Prepared(_INCIDENT.where(i.channel == bindparam("channel")))
_OPEN = Prepared(_INCIDENT.where(text(IS_OPEN)).order_by(i.severity, i.number.desc()).limit(bindparam("limit")))
_NEWEST_OF = _INCIDENT.where(i.fingerprint == bindparam("fingerprint")).order_by(i.number.desc()).limit(1)
_OPEN_OF = Prepared(_NEWEST_OF.where(text(IS_OPEN)))
_ENDED_OF = Prepared(_NEWEST_OF.where(text("stage = 'closed'")))
_NOTING = Prepared(
    _INCIDENT.join(NOTED, NOTED.c.incident == i.number)
    .where(NOTED.c.channel == bindparam("channel"), NOTED.c.ts == bindparam("ts"))
    .order_by(i.number.desc())
    .limit(1)
)
_ALERT = select(a.id, a.body, a.outcome, a.incident, a.card)
_ALERT_BY_ID = Prepared(_ALERT.where(a.id == bindparam("id")))
_HELD_OF = Prepared(
    _ALERT.where(a.fingerprint == bindparam("fingerprint"), text("outcome = 'held'")).order_by(a.id.desc()).limit(1)
)
_ENTRY = select(ENTRY.c.seq, ENTRY.c.at, ENTRY.c.by, ENTRY.c.type, ENTRY.c.hash, ENTRY.c.payload).where(
    ENTRY.c.incident == bindparam("incident"),
    ENTRY.c.seq.between(bindparam("first"), bindparam("last")),
)
_ENTRIES = _ENTRY.order_by(ENTRY.c.seq)
_WORDS = select(ENTRY_WORDS.c.seq, ENTRY_WORDS.c.path, ENTRY_WORDS.c.text).where(
    ENTRY_WORDS.c.incident == bindparam("incident"),
    ENTRY_WORDS.c.seq.between(bindparam("first"), bindparam("last")),
)
_HEAD = Prepared(
    select(ENTRY.c.seq, ENTRY.c.hash)
    .where(ENTRY.c.incident == bindparam("incident"))
    .order_by(ENTRY.c.seq.desc())
    .limit(1)
)
_PERSON_FIELDS = ("id", "name", "email", "locale", "timezone", "is_bot", "is_active", "in_updates_channel")
_PEOPLE = select(*(PERSON.c[name] for name in _PERSON_FIELDS)).order_by(PERSON.c.position, PERSON.c.id)
_LAST = 2**31 - 1  # no incident has more entries


class SqlView:
    """A look through an open connection; usable until its transaction ends."""

    def __init__(self, connection: Connection, machine: MachineTime = SAME_TIME) -> None:
        self.connection = connection
        self.machine = machine

    def incident(self, number: int) -> Incident | None:
        return self._one_incident(_BY_NUMBER, number=number)

    def incident_of_channel(self, channel: str) -> Incident | None:
        return self._one_incident(_BY_CHANNEL, channel=channel)

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        return tuple(self._read_incident(*row) for row in _OPEN.rows(self.connection, {"limit": limit}))

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        return self._one_incident(_OPEN_OF, fingerprint=fingerprint)

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        return self._one_incident(_ENDED_OF, fingerprint=fingerprint)

    def incident_noting(self, message: MessageRef) -> Incident | None:
        return self._one_incident(_NOTING, channel=message.channel, ts=message.ts)

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        return _alert(_HELD_OF.first(self.connection, {"fingerprint": fingerprint}))

    def alert(self, number: int) -> StoredAlert | None:
        return _alert(_ALERT_BY_ID.first(self.connection, {"id": number}))

    def entry(self, incident: int, seq: int) -> Entry | None:
        return next(iter(self._entries(incident, seq, seq)), None)

    def entries(self, incident: int, newest: int | None = None) -> tuple[Entry, ...]:
        first = 1 if newest is None else self.ledger_head(incident).seq - newest + 1
        return tuple(self._entries(incident, first, _LAST))

    def ledger_head(self, incident: int) -> LedgerHead:
        row = _HEAD.first(self.connection, {"incident": incident})
        return LedgerHead(*row) if row else LedgerHead(0, "")

    def people(self) -> tuple[Person, ...]:
        return tuple(Person(*row) for row in self.connection.execute(_PEOPLE))

    def due_now(self, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
        return dues.come(self.connection, incident_now, self.machine.kept(machine_now), limit)

    def next_effect_at(self) -> datetime | None:
        return self.machine.told(outbox.next_at(self.connection))

    def next_due_at(self, after: datetime | None = None) -> datetime | None:
        return dues.next_at(self.connection, after)

    def next_due_retry_at(self) -> datetime | None:
        return self.machine.told(dues.next_retry_at(self.connection))

    def failed_effects(self, limit: int = 50) -> tuple[FailedEffect, ...]:
        return outbox.failed(self.connection, limit)

    def counts(self) -> Counts:
        open_incidents = select(func.count(literal_column("1"))).select_from(INCIDENT).where(text(IS_OPEN))
        waiting, leased, failed, oldest = outbox.counts(self.connection)
        return Counts(
            waiting,
            leased,
            failed,
            self.machine.told(oldest),
            open_incidents=self.connection.execute(open_incidents).scalar_one(),
            due=dues.count(self.connection),
        )

    def inbox_answer(self, event: str) -> str | None:
        answer: str | None = self.connection.execute(select(INBOX.c.answer).where(INBOX.c.event == event)).scalar()
        return answer

    def fact(self, name: str) -> str | None:
        value: str | None = self.connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
        return value

    def _one_incident(self, statement: Prepared, **values: object) -> Incident | None:
        row = statement.first(self.connection, values)
        return self._read_incident(*row) if row else None

    def _read_incident(self, number: int, version: int, state: str) -> Incident:
        return codec.decode(Incident, state)

    def _entries(self, incident: int, first: int, last: int) -> Iterable[Entry]:
        values = {"incident": incident, "first": first, "last": last}
        words: dict[int, dict[str, str]] = {}
        for seq, path, said in self.connection.execute(_WORDS, values):
            words.setdefault(seq, {})[path] = said
        for row in self.connection.execute(_ENTRIES, values):
            event = codec.join(row.type, event_of(row.payload), words.get(row.seq, {}))
            yield Entry(incident, row.seq, row.at, row.by, event, row.hash)


def _alert(row: tuple[Any, ...] | None) -> StoredAlert | None:
    if row is None:
        return None
    id, body, outcome, incident, card = row
    return StoredAlert(
        id,
        codec.decode(Alert, body),
        AlertOutcome(outcome),
        incident,
        codec.decode(MessageRef, card) if card else None,
    )
