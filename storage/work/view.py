"""What is stored, as values: one consistent look.

Answers for: ``crisis.ports.View`` and the looks of ``delivery``, on an open connection. May not: write, or begin or end
a transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select, text

from crisis.alert import Alert, AlertOutcome
from crisis.digest import Digest
from crisis.effects import Effect
from crisis.events import Entry
from crisis.incident import Incident, MessageRef
from crisis.policy.duty import Override
from crisis.policy.people import Person
from crisis.ports import LedgerHead, Spell, StoredAlert, Storm, StormTally
from crisis.severity import Severity
from crisis.workload import Workload
from storage import codec
from storage.clock import SAME_TIME, MachineTime
from storage.database.prepared import Prepared, any_of
from storage.delivery import ClaimedDue, Counts, FailedEffect, HomeSeen
from storage.ledger import event_of
from storage.rows import claiming, dues, holdings, outbox, overrides, past, presence, readers
from storage.rows.lessons import SqlLessonsView
from storage.rows.stories import SqlStoriesView
from storage.tables import (
    ALERT,
    DRILL_GOING_ON,
    ENTRY,
    ENTRY_WORDS,
    INBOX,
    INCIDENT,
    IS_OPEN,
    META,
    NOTED,
    STORM,
)
from storage.tables.people import PERSON
from storage.work.learning import SqlLearningView
from storage.work.mentions import SqlMentionsView

i, a, s = INCIDENT.c, ALERT.c, STORM.c
_INCIDENT = select(i.number, i.version, i.state)
_BY_NUMBER = Prepared(_INCIDENT.where(i.number == bindparam("number")))
_OF_ITS = ENTRY.alias("of_its")
_NEWEST_ENTRY = (
    select(func.max(_OF_ITS.c.seq)).where(_OF_ITS.c.incident == i.number).correlate(INCIDENT).scalar_subquery()
)
TOGETHER = Prepared(
    select(i.number, i.version, i.state, ENTRY.c.seq, ENTRY.c.hash)
    .select_from(INCIDENT)
    .outerjoin(ENTRY, and_(ENTRY.c.incident == i.number, ENTRY.c.seq == _NEWEST_ENTRY))
    .where(any_of(i.number))
)
"""Many incidents, each with the newest entry of its ledger."""
_BY_CHANNEL = Prepared(_INCIDENT.where(i.channel == bindparam("channel")))
_OPEN = Prepared(_INCIDENT.where(text(IS_OPEN)).order_by(i.severity, i.number.desc()).limit(bindparam("limit")))
_WITH_FOLLOW_UPS = Prepared(
    _INCIDENT.where(i.number.in_(dues.WITH_FOLLOW_UPS), text(f"NOT ({IS_OPEN})"))
    .order_by(i.number.desc())
    .limit(bindparam("limit"))
)
_DRILL = Prepared(_INCIDENT.where(text(DRILL_GOING_ON)).order_by(i.number.desc()).limit(1))
_NEWEST_OF = _INCIDENT.where(i.fingerprint == bindparam("fingerprint")).order_by(i.number.desc()).limit(1)
OPEN_OF = Prepared(_NEWEST_OF.where(text(IS_OPEN)))
ENDED_OF = Prepared(_NEWEST_OF.where(text("stage IN ('closed', 'merged')")))
_NOTING = Prepared(
    _INCIDENT.join(NOTED, NOTED.c.incident == i.number)
    .where(NOTED.c.channel == bindparam("channel"), NOTED.c.ts == bindparam("ts"))
    .order_by(i.number.desc())
    .limit(1)
)
_ALERT = select(a.id, a.body, a.outcome, a.incident, a.card, a.storm, a.asked_at)
_ALERT_BY_ID = Prepared(_ALERT.where(a.id == bindparam("id")))
_HELD_OF = Prepared(
    _ALERT.where(a.fingerprint == bindparam("fingerprint"), text("outcome = 'held'")).order_by(a.id.desc()).limit(1)
)
_SPELL = (bindparam("after", type_=a.asked_at.type), bindparam("until", type_=a.asked_at.type))
_ALONE = Prepared(
    select(func.count(i.alone_at), func.min(i.alone_at)).where(i.alone_at >= _SPELL[0], i.alone_at <= _SPELL[1])
)
_ASKED = Prepared(
    select(func.count(a.asked_at), func.min(a.asked_at)).where(a.asked_at >= _SPELL[0], a.asked_at <= _SPELL[1])
)
_STORM = select(s.id, s.begun_at, s.since, s.dismissed_by, s.card)
_STORM_BY_ID = Prepared(_STORM.where(s.id == bindparam("id")))
_NEWEST_STORM = Prepared(_STORM.order_by(s.id.desc()).limit(1))
_OF_STORM = (a.storm == bindparam("storm"), text("outcome = 'held'"))
# The first few by the index alone, and only these with what they say.
_FIRST_WAITING = (
    select(a.id)
    .where(*_OF_STORM, a.id <= bindparam("newest"))
    .order_by(a.severity, a.id.desc())
    .limit(bindparam("limit"))
)
_WAITING_IN = Prepared(_ALERT.where(a.id.in_(_FIRST_WAITING)).order_by(a.severity, a.id.desc()))
_WORST_WAITING = Prepared(select(a.severity).where(*_OF_STORM).order_by(a.severity).limit(1))
_OPENED_FROM = Prepared(
    select(a.incident)
    .where(a.storm == bindparam("storm"), text("outcome = 'opened'"))
    .order_by(a.incident.desc())
    .limit(bindparam("limit"))
)
_TALLY = Prepared(
    select(a.outcome, a.severity, func.count(a.id), func.max(a.id))
    .where(a.storm == bindparam("storm"))
    .group_by(a.outcome, a.severity)
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


class SqlView(SqlMentionsView, SqlLessonsView, SqlLearningView, SqlStoriesView):
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

    def ended_with_follow_ups(self, limit: int = 50) -> tuple[Incident, ...]:
        return tuple(self._read_incident(*row) for row in _WITH_FOLLOW_UPS.rows(self.connection, {"limit": limit}))

    def drill_going_on(self) -> Incident | None:
        return self._one_incident(_DRILL)

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        return self._one_incident(OPEN_OF, fingerprint=fingerprint)

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        return self._one_incident(ENDED_OF, fingerprint=fingerprint)

    def incident_noting(self, message: MessageRef) -> Incident | None:
        return self._one_incident(_NOTING, channel=message.channel, ts=message.ts)

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        return _alert(_HELD_OF.first(self.connection, {"fingerprint": fingerprint}))

    def alert(self, number: int) -> StoredAlert | None:
        return _alert(_ALERT_BY_ID.first(self.connection, {"id": number}))

    def opened_by_themselves(self, after: datetime, until: datetime) -> Spell:
        return self._spell(_ALONE, after, until)

    def asked_alone(self, after: datetime, until: datetime) -> Spell:
        return self._spell(_ASKED, after, until)

    def storm(self, number: int) -> Storm | None:
        return _storm(_STORM_BY_ID.first(self.connection, {"id": number}))

    def waiting_storm(self, after: datetime) -> Storm | None:
        newest = _storm(_NEWEST_STORM.first(self.connection, {}))
        if newest is None or newest.begun_at < after:
            return None
        return newest if self.worst_waiting(newest.id) else None

    def worst_waiting(self, storm: int) -> Severity | None:
        row = _WORST_WAITING.first(self.connection, {"storm": storm})
        return Severity(row[0]) if row else None

    def waiting_in(self, storm: int, limit: int, newest: int | None = None) -> tuple[StoredAlert, ...]:
        values = {"storm": storm, "limit": limit, "newest": _LAST if newest is None else newest}
        found = (_alert(row) for row in _WAITING_IN.rows(self.connection, values))
        return tuple(alert for alert in found if alert)

    def opened_from(self, storm: int, limit: int) -> tuple[int, ...]:
        return tuple(row[0] for row in _OPENED_FROM.rows(self.connection, {"storm": storm, "limit": limit}))

    def tally(self, storm: int) -> StormTally:
        rows = _TALLY.rows(self.connection, {"storm": storm})

        def count(outcome: AlertOutcome) -> int:
            return sum(number for what, _, number, _ in rows if what == outcome)

        return StormTally(
            waiting=count(AlertOutcome.HELD),
            opened=count(AlertOutcome.OPENED),
            dismissed=count(AlertOutcome.IGNORED),
            repeats=count(AlertOutcome.DUPLICATE),
            severities=frozenset(Severity(severity) for what, severity, _, _ in rows if what != AlertOutcome.DUPLICATE),
            newest=max((newest for what, _, _, newest in rows if what == AlertOutcome.HELD), default=0),
        )

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

    def overrides(self, after: datetime) -> tuple[Override, ...]:
        return overrides.standing(self.connection, after)

    def override(self, number: int) -> tuple[Override, str | None] | None:
        return overrides.one(self.connection, number)

    def workload(self, besides: int, drills: bool) -> Workload:
        return holdings.Carried(self.connection).workload(self.incident(besides), drills)

    def engaged(self) -> tuple[tuple[str, int], ...]:
        return holdings.engaged(self.connection)

    def due_now(self, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
        return dues.come(self.connection, incident_now, self.machine.kept(machine_now), limit)

    def next_effect_at(self, closed: frozenset[str] = frozenset()) -> datetime | None:
        return self.machine.told(claiming.next_at(self.connection, closed))

    def taken_since(self, kinds: frozenset[str], since: datetime) -> tuple[datetime, ...]:
        found = outbox.taken_since(self.connection, kinds, self.machine.kept(since))
        return tuple(told for at in found if (told := self.machine.told(at)))

    def at_work_since(self, since: datetime) -> int:
        return presence.at_work_since(self.connection, self.machine.kept(since))

    def is_unfinished(self, *effects: Effect) -> bool:
        return outbox.is_unfinished(self.connection, effects)

    def effects_before(self, effect: Effect) -> int:
        return outbox.before(self.connection, effect)

    def next_due_at(self, after: datetime | None = None) -> datetime | None:
        found = (dues.next_at(self.connection, after), readers.next_at(self.connection, after))
        return min((at for at in found if at is not None), default=None)

    def newest_versions(self, most: int) -> tuple[tuple[int, int, bool], ...]:
        return past.newest_versions(self.connection, most)

    def newest_incident(self) -> int:
        return int(self.connection.execute(select(func.max(i.number))).scalar() or 0)

    def digest_of(self, person: str) -> Digest | None:
        return readers.digest_of(self.connection, person)

    def digests(self) -> tuple[Digest, ...]:
        return readers.digests(self.connection)

    def digests_due(self, now: datetime, limit: int) -> tuple[tuple[str, datetime], ...]:
        return readers.digests_due(self.connection, now, limit)

    def homes_since(self, opened_after: datetime, limit: int) -> Sequence[HomeSeen]:
        found = readers.homes_since(self.connection, self.machine.kept(opened_after), limit)
        return [self._on_machine_clock(home) for home in found]

    def _on_machine_clock(self, home: HomeSeen) -> HomeSeen:
        told = self.machine.told
        opened_at, shown_at = told(home.opened_at), told(home.shown_at)
        assert opened_at is not None
        assert shown_at is not None
        return HomeSeen(home.person, opened_at, home.shown, shown_at, told(home.busy_until))

    def next_due_retry_at(self) -> datetime | None:
        return self.machine.told(dues.next_retry_at(self.connection))

    def failed_effects(self, limit: int = 50) -> tuple[FailedEffect, ...]:
        return outbox.failed(self.connection, limit)

    def counts(self) -> Counts:
        open_incidents = (
            select(func.count(literal_column("1"))).select_from(INCIDENT).where(text(f"{IS_OPEN} AND NOT drill"))
        )
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

    def _spell(self, statement: Prepared, after: datetime, until: datetime) -> Spell:
        row = statement.first(self.connection, {"after": after, "until": until})
        assert row is not None  # a count always has a row
        return Spell(*row)

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
    id, body, outcome, incident, card, storm, asked_at = row
    return StoredAlert(id, codec.decode(Alert, body), AlertOutcome(outcome), incident, _message(card), storm, asked_at)


def _storm(row: tuple[Any, ...] | None) -> Storm | None:
    if row is None:
        return None
    id, begun_at, since, dismissed_by, card = row
    return Storm(id, begun_at, since, dismissed_by, _message(card))


def _message(card: str | None) -> MessageRef | None:
    return codec.decode(MessageRef, card) if card else None
