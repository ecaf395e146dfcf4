"""A store in plain dictionaries, as honest as a database: a unit of work is committed whole or not at all.

Answers for: the promises of ``crisis.ports``, by working on a copy and swapping it in. May not: last longer than a
test.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from crisis.alert import Alert, AlertOutcome
from crisis.clock.due import Due
from crisis.digest import Digest
from crisis.effects import Effect
from crisis.events import Entry, Event
from crisis.incident import Incident, MessageRef, Who
from crisis.mention import KeptMention
from crisis.policy.duty import Override
from crisis.policy.people import Person
from crisis.policy.watch import Lesson
from crisis.ports import LedgerHead, Spell, StoredAlert, Storm, StormTally, Unit, View
from crisis.ports.intake import Division
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.workload import Workload, engaged_in
from tests.crisis.memory.learning import Examples, MemoryLearning
from tests.crisis.memory.lessons import MemoryLessons, MemoryLessonsUnit
from tests.crisis.memory.mentions import MemoryMentions, MemoryMentionsUnit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """An effect in the outbox. ``waits``: not granted yet."""

    effect: Effect
    urgency: int
    waits: bool = True


@dataclass(slots=True)
class Memory:
    """All that is kept. The values are frozen, so a copy of the containers is a copy of everything."""

    incidents: dict[int, Incident] = field(default_factory=dict)
    entries: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    alerts: dict[int, StoredAlert] = field(default_factory=dict)
    storms: dict[int, Storm] = field(default_factory=dict)
    inbox: dict[str, str] = field(default_factory=dict)
    wishes: tuple[Wish, ...] = ()
    due: dict[int, tuple[Due, ...]] = field(default_factory=dict)
    known: tuple[Person, ...] = ()
    overrides: tuple[tuple[Override, Who], ...] = ()
    digests: dict[str, Digest] = field(default_factory=dict)
    mentions: dict[int, KeptMention] = field(default_factory=dict)
    lessons: dict[int, Lesson] = field(default_factory=dict)
    aside: dict[int, Who] = field(default_factory=dict)
    examples_kept: Examples = field(default_factory=Examples)
    stories: int = 0
    divisions: tuple[Division, ...] = ()

    def copy(self) -> "Memory":
        return Memory(
            dict(self.incidents),
            dict(self.entries),
            dict(self.alerts),
            dict(self.storms),
            dict(self.inbox),
            self.wishes,
            dict(self.due),
            self.known,
            self.overrides,
            dict(self.digests),
            dict(self.mentions),
            dict(self.lessons),
            dict(self.aside),
            self.examples_kept.copy(),
            self.stories,
            self.divisions,
        )


class MemoryView(MemoryMentions, MemoryLessons, MemoryLearning):
    """``crisis.ports.View``."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._kept = memory.mentions
        self._lessons, self._aside, self._alerts = memory.lessons, memory.aside, memory.alerts
        self._taught = memory.examples_kept

    def divisions_after(self, number: int) -> tuple[Division, ...]:
        return self._memory.divisions[number:]

    def newest_division(self) -> int:
        return len(self._memory.divisions)

    def incident(self, number: int) -> Incident | None:
        return self._memory.incidents.get(number)

    def incident_of_channel(self, channel: str) -> Incident | None:
        return next((each for each in self._newest_first() if each.channel == channel), None)

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        found = sorted((each for each in self._newest_first() if each.is_open), key=lambda each: each.severity)
        return tuple(found[:limit])

    def ended_with_follow_ups(self, limit: int = 50) -> tuple[Incident, ...]:
        ended = [each for each in self._newest_first() if not each.is_open and each.work.open_follow_ups]
        return tuple(ended[:limit])

    def drill_going_on(self) -> Incident | None:
        return next((each for each in self._newest_first() if each.drill and each.is_open), None)

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        return next(
            (each for each in self._newest_first() if each.is_open and each.alert_fingerprint == fingerprint), None
        )

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        return next(
            (
                each
                for each in self._newest_first()
                if each.stage in (Stage.CLOSED, Stage.MERGED) and each.alert_fingerprint == fingerprint
            ),
            None,
        )

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        held = (each for each in self._memory.alerts.values() if each.outcome is AlertOutcome.HELD)
        waiting = [each for each in held if each.incident is None and each.alert.fingerprint == fingerprint]
        return max(waiting, key=lambda each: each.id, default=None)

    def alert(self, number: int) -> StoredAlert | None:
        return self._memory.alerts.get(number)

    def opened_by_themselves(self, after: datetime, until: datetime) -> Spell:
        return _spell(
            [each.opened_at for each in self._memory.incidents.values() if each.opened_by_itself], after, until
        )

    def put_aside_of(self, fingerprint: str) -> Alert | None:
        aside = (each for each in self._memory.alerts.values() if each.outcome is AlertOutcome.IGNORED)
        found = [each for each in aside if (each.alert.source, each.alert.fingerprint) == ("mentions", fingerprint)]
        return found[-1].alert if found else None

    def asked_alone(self, after: datetime, until: datetime) -> Spell:
        return _spell([each.asked_at for each in self._memory.alerts.values() if each.asked_at], after, until)

    def storm(self, number: int) -> Storm | None:
        return self._memory.storms.get(number)

    def waiting_storm(self, after: datetime) -> Storm | None:
        newest = max(self._memory.storms.values(), key=lambda each: each.id, default=None)
        return newest if newest and newest.begun_at >= after and self.waiting_in(newest.id, 1) else None

    def worst_waiting(self, storm: int) -> Severity | None:
        return min((each.alert.severity for each in self._of_storm(storm, AlertOutcome.HELD)), default=None)

    def waiting_in(self, storm: int, limit: int, newest: int | None = None) -> tuple[StoredAlert, ...]:
        found = self._of_storm(storm, AlertOutcome.HELD)
        seen = [each for each in found if newest is None or each.id <= newest]
        return tuple(sorted(seen, key=lambda each: (each.alert.severity, -each.id))[:limit])

    def opened_from(self, storm: int, limit: int) -> tuple[int, ...]:
        numbers = [each.incident or 0 for each in self._of_storm(storm, AlertOutcome.OPENED)]
        return tuple(sorted(numbers, reverse=True)[:limit])

    def tally(self, storm: int) -> StormTally:
        kinds = (AlertOutcome.HELD, AlertOutcome.OPENED, AlertOutcome.IGNORED, AlertOutcome.DUPLICATE)
        waiting, opened, dismissed, repeats = (self._of_storm(storm, kind) for kind in kinds)
        return StormTally(
            *(len(each) for each in (waiting, opened, dismissed, repeats)),
            severities=frozenset(each.alert.severity for each in (*waiting, *opened, *dismissed)),
            newest=max((each.id for each in waiting), default=0),
        )

    def _of_storm(self, storm: int, outcome: AlertOutcome) -> list[StoredAlert]:
        return [each for each in self._memory.alerts.values() if (each.storm, each.outcome) == (storm, outcome)]

    def entry(self, incident: int, seq: int) -> Entry | None:
        return next((entry for entry in self.entries(incident) if entry.seq == seq), None)

    def entries(self, incident: int, newest: int | None = None) -> tuple[Entry, ...]:
        found = self._memory.entries.get(incident, ())
        return found if newest is None else found[max(len(found) - newest, 0) :]

    def ledger_head(self, incident: int) -> LedgerHead:
        entries = self.entries(incident)
        return LedgerHead(entries[-1].seq, entries[-1].hash) if entries else LedgerHead(0, "")

    def incident_noting(self, message: MessageRef) -> Incident | None:
        return next((each for each in self._newest_first() if message in each.noted), None)

    def people(self) -> tuple[Person, ...]:
        return self._memory.known

    def overrides(self, after: datetime) -> tuple[Override, ...]:
        return tuple(each for each, taken_back in self._memory.overrides if each.ends > after and taken_back is None)

    def override(self, number: int) -> tuple[Override, Who] | None:
        return next((each for each in self._memory.overrides if each[0].id == number), None)

    def workload(self, besides: int, drills: bool) -> Workload:
        counted = [each for each in self._memory.incidents.values() if each.number != besides]
        counted = [each for each in counted if drills or not each.drill]
        engaged = [one for each in counted for one in engaged_in(each)]
        return Workload(
            held=Counter(one.person for one in engaged if one.roles),
            asked=Counter(one.person for one in engaged if not one.roles),
            last={
                held.person: held.until or held.since
                for each in self._memory.incidents.values()
                for held in each.holdings
            },
        )

    def engaged(self) -> tuple[tuple[str, int], ...]:
        return tuple(
            sorted((one.person, each.number) for each in self._memory.incidents.values() for one in engaged_in(each))
        )

    def newest_versions(self, most: int) -> tuple[tuple[int, int, bool], ...]:
        return tuple((each.number, each.seq, each.is_open) for each in self._newest_first()[:most])

    def newest_incident(self) -> int:
        return max(self._memory.incidents, default=0)

    def digest_of(self, person: str) -> Digest | None:
        return self._memory.digests.get(person)

    def digests(self) -> tuple[Digest, ...]:
        return tuple(self._memory.digests.values())

    def _newest_first(self) -> list[Incident]:
        return sorted(self._memory.incidents.values(), key=lambda each: -each.number)


class MemoryUnit(MemoryMentionsUnit, MemoryLessonsUnit, MemoryView):
    """``crisis.ports.Unit``."""

    def first_time(self, event: str, answer: str = "") -> bool:
        if event in self._memory.inbox:
            return False
        self._memory.inbox[event] = answer
        return True

    def next_number(self) -> int:
        return max(self._memory.incidents, default=0) + 1

    def save(self, incident: Incident) -> None:
        self._memory.incidents[incident.number] = incident

    def append(self, incident: int, at: datetime, by: Who, event: Event) -> Entry:
        head = self.ledger_head(incident)
        digest = hashlib.sha256(f"{head.hash}{at}{by}{event}".encode()).hexdigest()
        entry = Entry(incident, head.seq + 1, at, by, event, digest)
        self._memory.entries[incident] = (*self.entries(incident), entry)
        return entry

    def wish(self, effect: Effect, urgency: int) -> None:
        same = [wish for wish in self._memory.wishes if wish.effect.key == effect.key]
        if not any(wish.waits or not wish.effect.coalesces for wish in same):
            self._memory.wishes = (*self._memory.wishes, Wish(effect, urgency))

    def set_due(self, incident: int, due: tuple[Due, ...]) -> None:
        self._memory.due[incident] = due

    def next_story(self) -> int:
        self._memory.stories += 1
        return self._memory.stories

    def note_division(self, of: int, story: int) -> None:
        noted = Division(len(self._memory.divisions) + 1, of, story)
        self._memory.divisions = (*self._memory.divisions, noted)

    def one_at_a_time(self, what: str) -> None:
        """Nobody else is there."""

    def store_alert(
        self,
        alert: Alert,
        outcome: AlertOutcome,
        incident: int | None,
        storm: int | None = None,
        asked_at: datetime | None = None,
    ) -> int:
        number = len(self._memory.alerts) + 1
        self._memory.alerts[number] = StoredAlert(number, alert, outcome, incident, storm=storm, asked_at=asked_at)
        return number

    def settle_alert(self, number: int, incident: int | None, card: MessageRef | None) -> None:
        stored = self._memory.alerts[number]
        opened = {} if incident is None else {"incident": incident, "outcome": AlertOutcome.OPENED}
        self._change(number, card=card or stored.card, **opened)

    def change_held(self, number: int, alert: Alert, storm: int | None, asked_at: datetime | None) -> None:
        self._change(number, alert=alert, storm=storm, asked_at=asked_at)

    def begin_storm(self, begun_at: datetime, since: datetime) -> Storm:
        storm = Storm(len(self._memory.storms) + 1, begun_at, since)
        self._memory.storms[storm.id] = storm
        return storm

    def note_storm_card(self, storm: int, card: MessageRef | None) -> None:
        self._memory.storms[storm] = replace(self._memory.storms[storm], card=card)

    def keep_digest(self, digest: Digest) -> None:
        self._memory.digests[digest.person] = digest

    def dismiss_waiting(self, storm: int, newest: int, by: Who) -> tuple[tuple[int, bool], ...]:
        waiting = [each for each in self._of_storm(storm, AlertOutcome.HELD) if each.id <= newest]
        for each in waiting:
            self._change(each.id, outcome=AlertOutcome.IGNORED)
        if waiting:
            self._memory.storms[storm] = replace(self._memory.storms[storm], dismissed_by=by)
        return tuple((each.id, each.asked_at is not None) for each in waiting)

    def add_override(self, override: Override, at: datetime) -> Override:
        made = replace(override, id=len(self._memory.overrides) + 1)
        self._memory.overrides = (*self._memory.overrides, (made, None))
        return made

    def withdraw_override(self, number: int, by: str, at: datetime) -> None:
        self._memory.overrides = tuple(
            (each, by if each.id == number and taken_back is None else taken_back)
            for each, taken_back in self._memory.overrides
        )

    def _change(self, number: int, **fields: Any) -> None:
        self._memory.alerts[number] = replace(self._memory.alerts[number], **fields)


def _spell(moments: Iterable[datetime], after: datetime, until: datetime) -> Spell:
    within = [each for each in moments if after <= each <= until]
    return Spell(len(within), min(within, default=None))


class MemoryStore:
    """``crisis.ports.Store``. The next ``conflicts`` units of work find that another was faster, and run again."""

    def __init__(self, known: tuple[Person, ...] = ()) -> None:
        self.memory = Memory(known=known)
        self.conflicts = 0

    async def transact(self, closure: Callable[[Unit], T], patient: bool = False, callers: int = 1) -> T:
        while self.conflicts:
            self.conflicts -= 1
            closure(MemoryUnit(self.memory.copy()))
        draft = self.memory.copy()
        result = closure(MemoryUnit(draft))
        self.memory = draft
        return result

    async def read(self, closure: Callable[[View], T]) -> T:
        return closure(MemoryView(self.memory))

    def grant(self) -> tuple[Effect, ...]:
        """Take every waiting wish out of the outbox, as if all were granted, in the order in which they were put."""
        waiting = tuple(wish.effect for wish in self.memory.wishes if wish.waits)
        self.memory.wishes = tuple(replace(wish, waits=False) for wish in self.memory.wishes)
        return waiting
