"""What a closure of the desk may write in a unit of work, and that it sees its own writes.

Answers for: ``crisis.ports.Unit``, on an open transaction. What is written often is kept until ``flush`` and goes out
as one statement a table, the incident before what points at it. Where others write at the same time, what a unit did
rests on what it read only because of the incident's version, which is compared when it is written (``saved``), and of
locks: on the fingerprint of an alert, on the rows that a wish or a due time depends on. May not: begin or end a
transaction, or know who carries wishes out (``unit`` does). Used by one thread.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, insert, literal_column, not_, select, update
from sqlalchemy.exc import IntegrityError

from crisis.alert import Alert, AlertOutcome
from crisis.clock.due import Due
from crisis.digest import Digest
from crisis.effects import Effect
from crisis.events import Entry, Event
from crisis.incident import Incident, MessageRef, Who
from crisis.mention import KeptMention
from crisis.policy.duty import Override
from crisis.ports import Conflict, Entropy, LedgerHead, Spell, StoredAlert, Storm
from crisis.ports.mentions import MENTIONS
from crisis.workload import Workload
from storage.clock import SAME_TIME, MachineTime
from storage.database.engine import behind, is_duplicate
from storage.database.prepared import Prepared, batches
from storage.rows import alerts, dues, holdings, mentions, outbox, overrides, readers
from storage.rows.lessons import SqlLessonsUnit
from storage.rows.stories import SqlStoriesUnit
from storage.tables import COUNTER, INBOX, INCIDENT
from storage.work.appended import Appended
from storage.work.learning import SqlLearningUnit
from storage.work.saved import Saved
from storage.work.view import ENDED_OF, OPEN_OF, TOGETHER, SqlView

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
# Not against those that only point at it: an entry without a change of its incident would wait in a circle.
LOCK = select(INCIDENT.c.number).order_by(INCIDENT.c.number).with_for_update(key_share=True)
_LOCK_ONE = Prepared(LOCK.where(INCIDENT.c.number == bindparam("number")))
_IS_THERE = Prepared(select(literal_column("1")).where(INCIDENT.c.number == bindparam("number")))


class DomainUnit(SqlLessonsUnit, SqlLearningUnit, SqlStoriesUnit, SqlView):
    """See the module. ``now``: the machine clock when the unit began, UTC. ``locking``: keep others from the incidents
    that are read, up to the first ``flush``, for a unit that others were faster than before. ``remembered``: where
    nobody else writes, what the unit before this one left for it."""

    def __init__(
        self,
        connection: Connection,
        entropy: Entropy,
        now: datetime,
        machine: MachineTime = SAME_TIME,
        locking: bool = False,
        remembered: holdings.Remembered | None = None,
    ) -> None:
        super().__init__(connection, machine)
        self._now = now
        self._database = behind(connection)
        self._locking = locking
        self._is_news = False
        self._saved = Saved(connection)
        self._appended = Appended(connection, entropy)
        self._wishes: list[tuple[Effect, int]] = []
        self._due: dict[int, tuple[Due, ...]] = {}
        self._remembered = remembered
        self._carried = remembered.take() if remembered else None
        self._alerted: set[int] = set()
        self._locked: set[str] = set()
        self._fresh_numbers: set[int] = set()  # incidents that have no due times yet
        self._unwished: set[int] = set()  # incidents of which nobody has put in a wish yet

    # ---- incidents

    def incident(self, number: int) -> Incident | None:
        return self._saved.find(number) or super().incident(number)

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        self._lock_cause(fingerprint)
        return self._of_cause(OPEN_OF, fingerprint)

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        self._lock_cause(fingerprint)
        return self._of_cause(ENDED_OF, fingerprint)

    def _of_cause(self, statement: Prepared, fingerprint: str) -> Incident | None:
        """What was saved of other causes need not be written for this look."""
        if self._saved.keeps_cause(fingerprint):
            self._saved.write()
        return self._look_up(statement, fingerprint=fingerprint)

    def _lock_cause(self, fingerprint: str) -> None:
        """Whoever asks for the incident of a cause may be about to open it: one after the other."""
        self._lock(f"fenghuo cause {fingerprint}")

    def _lock(self, name: str) -> None:
        """Until the end of the transaction; what this unit has locked needs no second asking."""
        if name not in self._locked:
            self._database.lock_name(self.connection, name)
            self._locked.add(name)

    def next_number(self) -> int:
        row = _NUMBER.first(self.connection, {"b_name": "incident"})
        assert row is not None  # the first migration puts the counter there
        number = int(row[0])
        self._appended.heads[number] = LedgerHead(0, "")  # so nobody need look for what it has
        self._fresh_numbers.add(number)
        self._unwished.add(number)
        return number

    def save(self, incident: Incident) -> None:
        if self._carried:
            self._carried.follow(self._saved.find(incident.number), incident)
        self._saved.save(incident)

    def _one_incident(self, statement: Prepared, **values: object) -> Incident | None:
        self._saved.write()
        return self._look_up(statement, **values)

    def _look_up(self, statement: Prepared, **values: object) -> Incident | None:
        if self._locking and (found := statement.first(self.connection, values)):
            # Locked first and read afterwards, as it is then. Should it be another one by then, its version decides.
            _LOCK_ONE.first(self.connection, {"number": found[0]})
        return super()._one_incident(statement, **values)

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        self._saved.write()
        return super().open_incidents(limit)

    def _read_incident(self, number: int, version: int, state: str) -> Incident:
        return self._saved.read(number, version, state)

    def _read_together(self, numbers: Sequence[int]) -> None:
        """Read these incidents, and where their ledgers end, in one look: for a unit that goes on with all of them."""
        for values in batches(numbers):
            for number, version, state, seq, hash in TOGETHER.rows(self.connection, values):
                self._read_incident(number, version, state)
                self._appended.heads.setdefault(number, LedgerHead(seq or 0, hash or ""))

    def workload(self, besides: int, drills: bool) -> Workload:
        if self._carried is None:
            self._saved.write()
            self._carried = holdings.Carried(self.connection)
        is_new = besides in self._fresh_numbers and not self._saved.is_kept(besides)
        return self._carried.workload(None if is_new else self.incident(besides), drills)

    # ---- ledger

    def append(self, incident: int, at: datetime, by: Who, event: Event) -> Entry:
        return self._appended.append(self.ledger_head(incident), incident, at, by, event)

    def ledger_head(self, incident: int) -> LedgerHead:
        heads = self._appended.heads
        if incident not in heads:
            if self._database.SHARED and not self._saved.has_version(incident):
                # No version of it is compared in the end, so whoever else appends to it waits for us.
                _LOCK_ONE.first(self.connection, {"number": incident})
            heads[incident] = super().ledger_head(incident)
        return heads[incident]

    def entry(self, incident: int, seq: int) -> Entry | None:
        fresh = (entry for entry in self._appended.of(incident) if entry.seq == seq)
        return next(fresh, None) or super().entry(incident, seq)

    def entries(self, incident: int, newest: int | None = None) -> tuple[Entry, ...]:
        found = (*super().entries(incident, newest), *self._appended.of(incident))
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
        self._lock(f"fenghuo {what}")

    def opened_by_themselves(self, after: datetime, until: datetime) -> Spell:
        self._saved.write()
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
            if self._saved.is_kept(incident) and not self._saved.has_version(incident):
                self._saved.write()

    # ---- mentions

    def keep_mention(self, kept: KeptMention) -> KeptMention:
        return self.keep_mentions((kept,))[0]

    def keep_mentions(self, kept: Sequence[KeptMention]) -> tuple[KeptMention, ...]:
        self.one_at_a_time(MENTIONS)
        self._write_pointed_at(kept)
        return mentions.keep(self.connection, kept)

    def change_mention(self, kept: KeptMention) -> None:
        self.change_mentions((kept,))

    def change_mentions(self, kept: Sequence[KeptMention]) -> None:
        self._write_pointed_at(kept)
        mentions.change(self.connection, kept)

    def move_mentions(self, source: int, target: int, stories: Sequence[int] | None = None) -> int:
        self._write_alerted(target)
        return mentions.move(self.connection, source, target, stories)

    def _write_pointed_at(self, kept: Sequence[KeptMention]) -> None:
        for incident in {each.incident for each in kept}:
            self._write_alerted(incident)

    # ---- what is kept for others

    def wish(self, effect: Effect, urgency: int) -> None:
        self._wishes.append((effect, urgency))

    def set_due(self, incident: int, due: tuple[Due, ...]) -> None:
        self._due[incident] = due

    def keep_digest(self, digest: Digest) -> None:
        self._is_news = True
        readers.keep_digest(self.connection, digest)

    def add_override(self, override: Override, at: datetime) -> Override:
        return overrides.add(self.connection, override, at)

    def withdraw_override(self, number: int, by: str, at: datetime) -> None:
        overrides.withdraw(self.connection, number, by, at)

    # ---- at the end

    @property
    def is_news(self) -> bool:
        """Whether others may have something to do once this is committed."""
        return self._is_news

    def end(self) -> None:
        """Nobody does any more through this unit: write what was kept. Raises as ``flush`` does."""
        self.flush()

    def flush(self) -> None:
        """Write what was kept. Raises Conflict; LookupError for an alert of an incident that nobody saved."""
        self._locking = False  # what is claimed from now on concerns any incidents: nobody shall wait in a circle
        self._saved.write()
        self._check_alerted()
        self._is_news = self._is_news or bool(self._wishes or self._due)
        try:
            self._appended.write()
            self._write_last_roles()
            self._write_wishes()
            self._write_due()
        except IntegrityError as error:
            if is_duplicate(error):
                raise Conflict("Another unit of work wrote the same entry, effect or due time.") from error
            raise

    def committed(self) -> None:
        """All that this unit did, and nothing else since it began, is committed."""
        if self._remembered:
            self._remembered.give(self._carried)

    def _write_last_roles(self) -> None:
        last, self._saved.last_roles = self._saved.last_roles, {}
        if last:
            holdings.note_last(self.connection, last)
            if self._carried:
                self._carried.note_last(last)

    def _write_wishes(self) -> None:
        wishes, self._wishes = self._wishes, []
        if wishes:
            now, new = self.machine.kept(self._now), self._unwished
            outbox.put(self.connection, wishes, now, self._database.SHARED, new)
            self._unwished = new - {effect.incident for effect, _ in wishes}

    def _write_due(self) -> None:
        """Due times are those of the incident that was read: it must be the same still, where others can change it."""
        due, self._due = self._due, {}
        if not due:
            return
        if self._database.SHARED:
            for incident in due:
                self._saved.check_still_as_read(incident)
        dues.make(self.connection, due, self._fresh_numbers)
        self._fresh_numbers -= due.keys()

    def _check_alerted(self) -> None:
        """The database looks at these references only at COMMIT, which would harm the other units of the group."""
        alerted, self._alerted = self._alerted, set()
        for number in alerted:
            if not self._saved.has_version(number) and _IS_THERE.first(self.connection, {"number": number}) is None:
                raise LookupError(f"An alert was stored for incident #{number}, which was never saved.")
