"""A unit of work: what a closure may write, and that it sees its own writes.

Answers for: ``crisis.ports.Unit`` and the work of ``delivery``, on an open transaction. What is written often is kept
until ``flush`` and goes out as one statement a table, the incident before what points at it. Where others write at the
same time, what a unit did rests on what it read only because of the incident's version, which is compared when it is
written, and of locks: on the fingerprint of an alert, on the rows that a wish or a due time depends on. May not: begin
or end a transaction. Used by one thread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, literal_column, not_, select, update
from sqlalchemy.exc import IntegrityError

from crisis.alert import Alert, AlertOutcome
from crisis.digest import Digest
from crisis.due import Due
from crisis.duty import Override
from crisis.effects import Effect
from crisis.events import Entry, Event
from crisis.incident import Incident, MessageRef, Who
from crisis.people import Person
from crisis.ports import Conflict, Entropy, LedgerHead, Spell, StoredAlert, Storm
from crisis.workload import Workload, last_roles
from storage import alerts, codec, dues, holdings, outbox, overrides, presence, readers
from storage.clock import SAME_TIME, MachineTime
from storage.delivery import Claim, Claimed, ClaimedDue, Counts, FailedEffect, Plan
from storage.engine import behind, is_duplicate
from storage.ledger import GENESIS, link, make_payload
from storage.prepared import Prepared, any_of, batches, insertion
from storage.tables import COUNTER, ENTRY, ENTRY_WORDS, INBOX, INCIDENT, META, NOTED, PERSON
from storage.view import ENDED_OF, OPEN_OF, TOGETHER, SqlView

_NUMBER = Prepared(
    update(COUNTER)
    .where(COUNTER.c.name == bindparam("b_name"))
    .values(value=COUNTER.c.value + 1)
    .returning(COUNTER.c.value)
)
_INBOX_FIELDS = ("event", "at", "answer")
_FIRST_TIME = Prepared(
    insert(INBOX).from_select(
        _INBOX_FIELDS,
        select(*(bindparam(name, type_=INBOX.c[name].type) for name in _INBOX_FIELDS)).where(
            not_(exists().where(INBOX.c.event == bindparam("event")))
        ),
    )
)
_STATE = ("version", "key", "title", "severity", "stage", "kind", "channel", "opened_at", "fingerprint", "drill",
          "private", "state", "alone_at")  # fmt: skip
_INSERT = Prepared(insertion(INCIDENT, "number", *_STATE))
_UPDATE = Prepared(
    update(INCIDENT)
    .where(INCIDENT.c.number == bindparam("number_"), INCIDENT.c.version == bindparam("version_"))
    .values({name: bindparam(name, type_=INCIDENT.c[name].type) for name in _STATE})
)
_NOTED_FIELDS = ("channel", "ts", "incident")
_THIS_NOTED = [NOTED.c[name] == bindparam(name, type_=NOTED.c[name].type) for name in _NOTED_FIELDS]
_NOTE = Prepared(
    insert(NOTED).from_select(
        _NOTED_FIELDS,
        select(*(bindparam(name, type_=NOTED.c[name].type) for name in _NOTED_FIELDS)).where(
            not_(exists().where(*_THIS_NOTED))
        ),
    )
)
_UNNOTE = Prepared(delete(NOTED).where(*_THIS_NOTED))
_ADD_ENTRIES = Prepared(insertion(ENTRY, "incident", "seq", "at", "by", "type", "prev", "hash", "payload"))
_ADD_WORDS = Prepared(insertion(ENTRY_WORDS, "incident", "seq", "path", "salt", "text"))
# Not against those that only point at it: an entry without a change of its incident would wait in a circle.
_FOR_LOCK = select(INCIDENT.c.number).order_by(INCIDENT.c.number).with_for_update(key_share=True)
_LOCK = Prepared(_FOR_LOCK.where(INCIDENT.c.number == bindparam("number")))
_LOCK_MANY = Prepared(_FOR_LOCK.where(any_of(INCIDENT.c.number)))
_HELD_VERSION = Prepared(
    select(INCIDENT.c.version).where(INCIDENT.c.number == bindparam("number")).with_for_update(key_share=True)
)
_IS_THERE = Prepared(select(literal_column("1")).where(INCIDENT.c.number == bindparam("number")))


class SqlUnit(SqlView):
    """See the module. ``now``: the machine clock when the unit began, UTC. ``locking``: keep others from the incidents
    that are read, up to the first ``flush``, for a unit that others were faster than before."""

    def __init__(
        self,
        connection: Connection,
        entropy: Entropy,
        now: datetime,
        machine: MachineTime = SAME_TIME,
        locking: bool = False,
    ) -> None:
        super().__init__(connection, machine)
        self._entropy = entropy
        self._now = now
        self._database = behind(connection)
        self._locking = locking
        self._is_news = False
        self._versions: dict[int, int] = {}
        self._known: dict[int, Incident] = {}  # as the database has them
        self._saved: dict[int, Incident] = {}  # as they shall be
        self._heads: dict[int, LedgerHead] = {}
        self._fresh: list[Entry] = []
        self._entry_rows: list[dict[str, Any]] = []
        self._words_rows: list[dict[str, Any]] = []
        self._wishes: list[tuple[Effect, int]] = []
        self._due: dict[int, tuple[Due, ...]] = {}
        self._last_roles: dict[str, datetime] = {}
        self._carried: holdings.Carried | None = None
        self._alerted: set[int] = set()
        self._fresh_numbers: set[int] = set()  # incidents that have no due times yet
        self._written: set[int] = set()

    # ---- incidents

    def incident(self, number: int) -> Incident | None:
        return self._saved.get(number) or self._known.get(number) or super().incident(number)

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        self._lock_cause(fingerprint)
        return self._of_cause(OPEN_OF, fingerprint)

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        self._lock_cause(fingerprint)
        return self._of_cause(ENDED_OF, fingerprint)

    def _of_cause(self, statement: Prepared, fingerprint: str) -> Incident | None:
        """What was saved of other causes need not be written for this look."""
        if any(saved.alert_fingerprint == fingerprint for saved in self._saved.values()):
            self._write_incidents()
        return self._look_up(statement, fingerprint=fingerprint)

    def _lock_cause(self, fingerprint: str) -> None:
        """Whoever asks for the incident of a cause may be about to open it: one after the other."""
        self._database.lock_name(self.connection, f"fenghuo cause {fingerprint}")

    def next_number(self) -> int:
        row = _NUMBER.first(self.connection, {"b_name": "incident"})
        assert row is not None  # the first migration puts the counter there
        number = int(row[0])
        self._heads[number] = LedgerHead(0, "")  # so nobody need look for what it has
        self._fresh_numbers.add(number)
        return number

    def save(self, incident: Incident) -> None:
        if self._carried:
            self._carried.follow(self._saved.get(incident.number) or self._known.get(incident.number), incident)
        self._saved[incident.number] = incident

    def _one_incident(self, statement: Prepared, **values: object) -> Incident | None:
        self._write_incidents()
        return self._look_up(statement, **values)

    def _look_up(self, statement: Prepared, **values: object) -> Incident | None:
        if self._locking and (found := statement.first(self.connection, values)):
            # Locked first and read afterwards, as it is then. Should it be another one by then, its version decides.
            _LOCK.first(self.connection, {"number": found[0]})
        return super()._one_incident(statement, **values)

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        self._write_incidents()
        return super().open_incidents(limit)

    def _read_incident(self, number: int, version: int, state: str) -> Incident:
        # Somebody else may have changed it since this unit looked first; saving then is a conflict, not an overwriting.
        if number not in self._versions:
            self._versions[number] = version
            self._known[number] = super()._read_incident(number, version, state)
        return self._known[number]

    def _write_incidents(self) -> None:
        saved, self._saved = self._saved, {}
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for number, incident in sorted(saved.items()):  # in one order, so that nobody waits in a circle
            version = self._versions.get(number, 0)
            row = _incident_row(incident, version + 1)
            if version == 0:
                new.append({"number": number, **row})
            else:
                changed.append({"number_": number, "version_": version, **row})
        try:
            if new:
                _INSERT.many(self.connection, new)
            if changed and _UPDATE.many(self.connection, changed) != len(changed):
                raise Conflict(f"One of the incidents {_numbers(saved)} was changed by another unit of work.")
        except IntegrityError as error:
            if is_duplicate(error):
                raise Conflict(f"A number, key or channel of {_numbers(saved)} is another one's.") from error
            raise
        for number, incident in saved.items():
            self._write_noted(incident, self._known.get(number))
            holdings.follow(self.connection, self._known.get(number), incident)
            self._last_roles.update(last_roles(self._known.get(number), incident))
            self._versions[number] = self._versions.get(number, 0) + 1
            self._known[number] = incident
            self._written.add(number)

    def _read_together(self, numbers: Sequence[int]) -> None:
        """Read these incidents, and where their ledgers end, in one look: for a unit that goes on with all of them."""
        for values in batches(numbers):
            for number, version, state, seq, hash in TOGETHER.rows(self.connection, values):
                self._read_incident(number, version, state)
                self._heads.setdefault(number, LedgerHead(seq or 0, hash or ""))

    def _write_noted(self, incident: Incident, before: Incident | None) -> None:
        old, new = set(before.noted if before else ()), set(incident.noted)
        for statement, messages in ((_NOTE, new - old), (_UNNOTE, old - new)):
            if messages:
                statement.many(
                    self.connection,
                    [{"channel": m.channel, "ts": m.ts, "incident": incident.number} for m in messages],
                )

    # ---- ledger

    def append(self, incident: int, at: datetime, by: Who, event: Event) -> Entry:
        head = self.ledger_head(incident)
        seq, prev, kind = head.seq + 1, head.hash or GENESIS, type(event).__name__
        data, words = codec.split(event, self._entropy)
        payload = make_payload(incident, seq, at, by, kind, data)
        entry = Entry(incident, seq, at, by, event, link(prev, payload))
        where = {"incident": incident, "seq": seq}
        self._entry_rows.append(
            {**where, "at": at, "by": by, "type": kind, "prev": prev, "hash": entry.hash, "payload": payload}
        )
        self._words_rows.extend({**where, "path": w.path, "salt": w.salt, "text": w.text} for w in words)
        self._fresh.append(entry)
        self._heads[incident] = LedgerHead(seq, entry.hash)
        return entry

    def ledger_head(self, incident: int) -> LedgerHead:
        if incident not in self._heads:
            if self._database.SHARED and incident not in self._versions:
                # No version of it is compared in the end, so whoever else appends to it waits for us.
                _LOCK.first(self.connection, {"number": incident})
            self._heads[incident] = super().ledger_head(incident)
        return self._heads[incident]

    def entry(self, incident: int, seq: int) -> Entry | None:
        fresh = (entry for entry in self._fresh if (entry.incident, entry.seq) == (incident, seq))
        return next(fresh, None) or super().entry(incident, seq)

    def entries(self, incident: int, newest: int | None = None) -> tuple[Entry, ...]:
        fresh = tuple(entry for entry in self._fresh if entry.incident == incident)
        found = (*super().entries(incident, newest), *fresh)
        return found if newest is None else found[max(len(found) - newest, 0) :]

    # ---- inbox and alerts

    def first_time(self, event: str, answer: str = "") -> bool:
        values = {"event": event, "at": self.machine.kept(self._now), "answer": answer}
        return _FIRST_TIME.count(self.connection, values) == 1

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        self._lock_cause(fingerprint)
        return super().held_alert_of(fingerprint)

    def alert(self, number: int) -> StoredAlert | None:
        found = super().alert(number)
        if found is None or not self._database.SHARED:
            return found
        self._lock_cause(found.alert.fingerprint)
        return super().alert(number)  # as it is now that nobody else can open its incident

    def one_at_a_time(self, what: str) -> None:
        self._database.lock_name(self.connection, f"fenghuo {what}")

    def opened_by_themselves(self, after: datetime, until: datetime) -> Spell:
        self._write_incidents()
        return super().opened_by_themselves(after, until)

    def store_alert(
        self,
        alert: Alert,
        outcome: AlertOutcome,
        incident: int | None,
        storm: int | None = None,
        asked_at: datetime | None = None,
    ) -> int:
        self._write_alerted(incident)
        return alerts.add(self.connection, alert, outcome, incident, storm, asked_at)

    def settle_alert(self, number: int, incident: int | None, card: MessageRef | None) -> None:
        self._write_alerted(incident)
        alerts.settle(self.connection, number, incident, card)

    def change_held(self, number: int, alert: Alert, storm: int | None, asked_at: datetime | None) -> None:
        alerts.change_held(self.connection, number, alert, storm, asked_at)

    def begin_storm(self, begun_at: datetime, since: datetime) -> Storm:
        return alerts.begin_storm(self.connection, begun_at, since)

    def note_storm_card(self, storm: int, card: MessageRef | None) -> None:
        alerts.note_storm_card(self.connection, storm, card)

    def dismiss_waiting(self, storm: int, newest: int, by: Who) -> tuple[tuple[int, bool], ...]:
        return alerts.dismiss_waiting(self.connection, storm, newest, by)

    def _write_alerted(self, incident: int | None) -> None:
        """An alert may point at an incident that is saved later. While it does, SQLite looks through all alerts when an
        incident is added; so what was saved is written first."""
        if incident is not None:
            self._alerted.add(incident)
            if incident in self._saved and incident not in self._versions:
                self._write_incidents()

    # ---- effects

    def wish(self, effect: Effect, urgency: int) -> None:
        self._wishes.append((effect, urgency))

    def claim_effects(
        self, now: datetime, owner: str, lease_seconds: float, limit: int, plan: Plan | None = None
    ) -> Claimed:
        self.flush()
        machine, lease = self.machine, timedelta(seconds=lease_seconds)
        found = outbox.claim(self.connection, machine.kept(now), owner, lease, limit, plan)
        return replace(found, claims=tuple(replace(made, lease_until=now + lease) for made in found.claims))

    def finish_effect(self, claim: Claim) -> None:
        outbox.finish(self.connection, claim)

    def retry_effect(self, claim: Claim, next_at: datetime, reason: str, tried: bool = True) -> None:
        self.flush()
        outbox.retry(self.connection, claim, self.machine.kept(next_at), reason, tried)

    def fail_effect(self, claim: Claim, reason: str) -> None:
        outbox.fail(self.connection, claim, reason)

    def renew(self, claims: Sequence[Claim], until: datetime) -> tuple[Claim, ...]:
        kept = outbox.renew(self.connection, claims, self.machine.kept(until))
        return tuple(replace(claim, lease_until=until) for claim in kept)

    def release_leases(self, owner: str | None = None, not_before: datetime | None = None) -> int:
        self.flush()
        return outbox.release(self.connection, owner, not_before)

    def hasten(self, at: datetime, reasons: str) -> int:
        self.flush()
        return outbox.hasten(self.connection, self.machine.kept(at), reasons)

    def pull_back(self, now: datetime, by: timedelta) -> None:
        self.flush()
        if not self._database.SHARED:
            outbox.pull_back(self.connection, now, by)
            dues.pull_back(self.connection, now, by)

    def next_effect_at(self, closed: frozenset[str] = frozenset()) -> datetime | None:
        self.flush()
        return super().next_effect_at(closed)

    def present(self, replica: str, now: datetime, within_seconds: float) -> int:
        return presence.present(self.connection, replica, self.machine.kept(now), timedelta(seconds=within_seconds))

    def gone(self, replica: str) -> None:
        presence.gone(self.connection, replica)

    def reserve(self, name: str, now: datetime, apart_seconds: float, longest_seconds: float) -> datetime:
        apart, longest = timedelta(seconds=apart_seconds), timedelta(seconds=longest_seconds)
        at = presence.reserve(self.connection, name, self.machine.kept(now), apart, longest)
        return now + (at - self.machine.kept(now))

    def failed_effects(self, limit: int = 50) -> tuple[FailedEffect, ...]:
        self.flush()
        return super().failed_effects(limit)

    # ---- due times

    def set_due(self, incident: int, due: tuple[Due, ...]) -> None:
        self._due[incident] = due

    def due_now(self, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
        self.flush()
        return super().due_now(incident_now, machine_now, limit)

    def take_due(self, those: Sequence[ClaimedDue]) -> tuple[ClaimedDue, ...]:
        self.flush()
        if self._database.SHARED:  # the incident before its due times, as every unit does: nobody waits in a circle
            for values in batches(sorted({due.incident for due in those})):
                _LOCK_MANY.rows(self.connection, values)
        taken = dues.take(self.connection, those)
        self._read_together(sorted({due.incident for due in taken}))
        return taken

    def due_failed(self, id: int, next_at: datetime) -> None:
        self.flush()
        dues.put_off(self.connection, id, self.machine.kept(next_at))

    def next_due_at(self, after: datetime | None = None) -> datetime | None:
        self.flush()
        return super().next_due_at(after)

    def next_due_retry_at(self) -> datetime | None:
        self.flush()
        return super().next_due_retry_at()

    # ---- digests and Home tabs

    def keep_digest(self, digest: Digest) -> None:
        self._is_news = True
        readers.keep_digest(self.connection, digest)

    def home_opened(self, person: str, shown: str, now: datetime) -> None:
        self.one_at_a_time(f"home {person}")
        readers.home_opened(self.connection, person, shown, self.machine.kept(now))

    def take_home(self, person: str, shown: str, now: datetime, until: datetime) -> bool:
        return readers.take_home(self.connection, person, shown, self.machine.kept(now), self.machine.kept(until))

    def home_shown(self, person: str, before: str, shown: str, now: datetime) -> bool:
        return readers.home_shown(self.connection, person, before, shown, self.machine.kept(now))

    def forget_homes(self, before: datetime) -> int:
        return readers.forget_homes(self.connection, self.machine.kept(before))

    # ---- people, facts, housekeeping

    def workload(self, besides: int, drills: bool) -> Workload:
        if self._carried is None:
            self._write_incidents()
            self._carried = holdings.Carried(self.connection)
        is_new = besides in self._fresh_numbers and besides not in self._saved
        return self._carried.workload(None if is_new else self.incident(besides), drills)

    def replace_people(self, people: Sequence[Person]) -> None:
        if tuple(people) == self.people():
            return
        self.connection.execute(delete(PERSON))
        if people:
            self.connection.execute(insert(PERSON), [_person_row(person, index) for index, person in enumerate(people)])

    def set_fact(self, name: str, value: str) -> None:
        if self.connection.execute(update(META).where(META.c.name == name).values(value=value)).rowcount == 0:
            self.connection.execute(insert(META).values(name=name, value=value))

    def add_override(self, override: Override, at: datetime) -> Override:
        return overrides.add(self.connection, override, at)

    def withdraw_override(self, number: int, by: str, at: datetime) -> None:
        overrides.withdraw(self.connection, number, by, at)

    def forget_inbox(self, before: datetime) -> int:
        return self.connection.execute(delete(INBOX).where(INBOX.c.at < self.machine.kept(before))).rowcount

    def counts(self) -> Counts:
        self.flush()
        return super().counts()

    # ---- at the end

    @property
    def is_news(self) -> bool:
        """Whether others may have something to do once this is committed."""
        return self._is_news

    def flush(self) -> None:
        """Write what was kept. Raises Conflict; LookupError for an alert of an incident that nobody saved."""
        self._locking = False  # what is claimed from now on concerns any incidents: nobody shall wait in a circle
        self._write_incidents()
        self._check_alerted()
        entries, self._entry_rows = self._entry_rows, []
        words, self._words_rows = self._words_rows, []
        wishes, self._wishes = self._wishes, []
        due, self._due = self._due, {}
        last, self._last_roles = self._last_roles, {}
        self._fresh.clear()
        self._is_news = self._is_news or bool(wishes or due)
        try:
            if entries:
                _ADD_ENTRIES.many(self.connection, entries)
            if words:
                _ADD_WORDS.many(self.connection, words)
            if last:
                holdings.note_last(self.connection, last)
            if wishes:
                outbox.put(self.connection, wishes, self.machine.kept(self._now), self._database.SHARED)
            if due:
                for incident in due:
                    self._keep_as_read(incident)
                dues.make(self.connection, due, self._fresh_numbers)
                self._fresh_numbers -= due.keys()
        except IntegrityError as error:
            if is_duplicate(error):
                raise Conflict("Another unit of work wrote the same entry, effect or due time.") from error
            raise

    def _keep_as_read(self, number: int) -> None:
        """Due times are those of the incident that was read: it must be the same still, until the end. Free where this
        unit wrote it, or nobody else can."""
        if self._database.SHARED and number not in self._written:
            row = _HELD_VERSION.first(self.connection, {"number": number})
            if row is not None and row[0] != self._versions.get(number, row[0]):
                raise Conflict(f"Incident #{number} was changed by another unit of work.")

    def _check_alerted(self) -> None:
        """The database looks at these references only at COMMIT, which would harm the other units of the group."""
        alerted, self._alerted = self._alerted, set()
        for number in alerted - self._versions.keys():
            if _IS_THERE.first(self.connection, {"number": number}) is None:
                raise LookupError(f"An alert was stored for incident #{number}, which was never saved.")


def _numbers(incidents: Iterable[int]) -> str:
    return ", ".join(f"#{number}" for number in sorted(incidents))


def _incident_row(incident: Incident, version: int) -> dict[str, Any]:
    return {
        "version": version,
        "key": incident.key,
        "title": incident.title,
        "severity": int(incident.severity),
        "stage": incident.stage.value,
        "kind": incident.kind,
        "channel": incident.channel,
        "opened_at": incident.opened_at,
        "fingerprint": incident.alert_fingerprint,
        "drill": incident.drill,
        "private": incident.private,
        "state": codec.encode(incident),
        "alone_at": incident.opened_at if incident.opened_by_itself else None,
    }


def _person_row(person: Person, position: int) -> dict[str, Any]:
    return {
        "id": person.id,
        "position": position,
        "name": person.name,
        "email": person.email,
        "locale": person.locale,
        "timezone": person.timezone,
        "is_bot": person.is_bot,
        "is_active": person.is_active,
        "in_updates_channel": person.in_updates_channel,
    }
