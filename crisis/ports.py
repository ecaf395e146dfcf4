"""What the desk needs from outside: protocols that ``storage`` and ``bot`` fulfil.

Answers for: the least that is asked of them, and what each promises. May not: hold code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from crisis.alert import Alert, AlertOutcome
from crisis.due import Due
from crisis.effects import Effect
from crisis.events import Entry, Event
from crisis.incident import Incident, MessageRef, Who
from crisis.people import Person

T = TypeVar("T")

Clock = Callable[[], datetime]
"""The incident clock: now, aware, UTC. It can be driven."""

Cut = Callable[[str], list[str]]
"""Text to words, in order (jieba's precise mode)."""

Latin = Callable[[str], str]
"""Text to plain lower-case ASCII (Chinese as pinyin, syllables joined by ``-``)."""

Entropy = Callable[[int], bytes]
"""That many random bytes, fit for salts and keys."""

Passing = Callable[[str], None]
"""Is told, from any thread, of a named place between two durable steps as it is passed (``bot.points``)."""


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """An alert with what became of it. ``incident`` is None while it is held. ``card``: the held alert's card."""

    id: int
    alert: Alert
    outcome: AlertOutcome
    incident: int | None
    card: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where an incident's chain ends. ``seq`` 0 and an empty hash before the first entry."""

    seq: int
    hash: str


class View(Protocol):
    """One consistent look at what is stored."""

    def incident(self, number: int) -> Incident | None: ...

    def incident_of_channel(self, channel: str) -> Incident | None: ...

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        """Open ones, worst severity first, then newest first."""
        ...

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        """The open incident that an alert with this fingerprint opened, the newest."""
        ...

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        """The newest closed (not dismissed, not merged) incident that an alert with this fingerprint opened."""
        ...

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        """The newest alert with this fingerprint that is still held."""
        ...

    def alert(self, number: int) -> StoredAlert | None: ...

    def entry(self, incident: int, seq: int) -> Entry | None: ...

    def entries(self, incident: int, newest: int | None = None) -> tuple[Entry, ...]:
        """The timeline in order; with ``newest`` only that many from its end."""
        ...

    def ledger_head(self, incident: int) -> LedgerHead: ...

    def incident_noting(self, message: MessageRef) -> Incident | None:
        """The incident on whose timeline this message stands."""
        ...

    def people(self) -> tuple[Person, ...]: ...


class Unit(View, Protocol):
    """A unit of work: looks and writes that are committed together or not at all. It sees its own writes."""

    def first_time(self, event: str, answer: str = "") -> bool:
        """Note an event's id in the inbox. False when it was there already: its work was done then."""
        ...

    def next_number(self) -> int:
        """A number that no incident has, for one that this unit saves."""
        ...

    def save(self, incident: Incident) -> None:
        """Write the incident's state. Raises ``Conflict`` when another unit changed it since this unit read it."""
        ...

    def append(self, incident: int, at: datetime, by: Who, event: Event) -> Entry:
        """Add an entry to the incident's ledger; its seq is the head's plus one."""
        ...

    def wish(self, effect: Effect, urgency: int) -> None:
        """Put an effect into the outbox. A coalescing one that waits there already is not put twice; a key that was
        ever used by one that does not coalesce is not put again. ``urgency``: smaller goes first."""
        ...

    def set_due(self, incident: int, due: tuple[Due, ...]) -> None:
        """Make the pending due times of this incident exactly these."""
        ...

    def store_alert(self, alert: Alert, outcome: AlertOutcome, incident: int | None) -> int:
        """Keep an alert; its number."""
        ...

    def settle_alert(self, number: int, incident: int | None, card: MessageRef | None) -> None:
        """Note which incident a held alert became, or where its card stands (None leaves as it is)."""
        ...


class Conflict(Exception):
    """Another unit of work was faster. The store runs the closure again."""


class Store(Protocol):
    """Durable memory. Closures are pure but for their unit; they may run more than once and must not block."""

    async def transact(self, closure: Callable[[Unit], T]) -> T:
        """Run the closure in a transaction; return after the commit. An exception rolls back and is raised here."""
        ...

    async def read(self, closure: Callable[[View], T]) -> T:
        """Run the closure on a read-only view."""
        ...
