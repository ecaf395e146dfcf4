"""A store in plain dictionaries, as honest as a database: a unit of work is committed whole or not at all.

Answers for: the promises of ``crisis.ports``, by working on a copy and swapping it in. May not: last longer than a
test.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from crisis.alert import Alert, AlertOutcome
from crisis.due import Due
from crisis.effects import Effect
from crisis.events import Entry, Event
from crisis.incident import Incident, MessageRef, Who
from crisis.people import Person
from crisis.ports import LedgerHead, StoredAlert, Unit, View
from crisis.stages import Stage

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
    inbox: dict[str, str] = field(default_factory=dict)
    wishes: tuple[Wish, ...] = ()
    due: dict[int, tuple[Due, ...]] = field(default_factory=dict)
    known: tuple[Person, ...] = ()

    def copy(self) -> "Memory":
        return Memory(
            dict(self.incidents),
            dict(self.entries),
            dict(self.alerts),
            dict(self.inbox),
            self.wishes,
            dict(self.due),
            self.known,
        )


class MemoryView:
    """``crisis.ports.View``."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def incident(self, number: int) -> Incident | None:
        return self._memory.incidents.get(number)

    def incident_of_channel(self, channel: str) -> Incident | None:
        return next((each for each in self._newest_first() if each.channel == channel), None)

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        found = sorted((each for each in self._newest_first() if each.is_open), key=lambda each: each.severity)
        return tuple(found[:limit])

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        return next(
            (each for each in self._newest_first() if each.is_open and each.alert_fingerprint == fingerprint), None
        )

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        return next(
            (
                each
                for each in self._newest_first()
                if each.stage is Stage.CLOSED and each.alert_fingerprint == fingerprint
            ),
            None,
        )

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        held = (each for each in self._memory.alerts.values() if each.outcome is AlertOutcome.HELD)
        waiting = [each for each in held if each.incident is None and each.alert.fingerprint == fingerprint]
        return max(waiting, key=lambda each: each.id, default=None)

    def alert(self, number: int) -> StoredAlert | None:
        return self._memory.alerts.get(number)

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

    def _newest_first(self) -> list[Incident]:
        return sorted(self._memory.incidents.values(), key=lambda each: -each.number)


class MemoryUnit(MemoryView):
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

    def store_alert(self, alert: Alert, outcome: AlertOutcome, incident: int | None) -> int:
        number = len(self._memory.alerts) + 1
        self._memory.alerts[number] = StoredAlert(number, alert, outcome, incident)
        return number

    def settle_alert(self, number: int, incident: int | None, card: MessageRef | None) -> None:
        stored = self._memory.alerts[number]
        self._memory.alerts[number] = replace(stored, incident=incident or stored.incident, card=card or stored.card)


class MemoryStore:
    """``crisis.ports.Store``. The next ``conflicts`` units of work find that another was faster, and run again."""

    def __init__(self, known: tuple[Person, ...] = ()) -> None:
        self.memory = Memory(known=known)
        self.conflicts = 0

    async def transact(self, closure: Callable[[Unit], T], patient: bool = False) -> T:
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
