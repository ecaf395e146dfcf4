"""What the desk needs from outside: protocols that ``storage`` and ``bot`` fulfil.

Answers for: the least that is asked of them, and what each promises. May not: hold code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from crisis.alert import Alert, AlertOutcome
from crisis.clock.due import Due
from crisis.digest import Digest
from crisis.effects import Effect
from crisis.events import Entry, Event
from crisis.incident import Incident, MessageRef, Who
from crisis.policy.duty import Override
from crisis.policy.people import Person
from crisis.ports.intake import StoriesUnit, StoriesView
from crisis.ports.learning import LearningUnit, LearningView
from crisis.ports.lessons import LessonsUnit, LessonsView
from crisis.ports.mentions import MentionsUnit, MentionsView
from crisis.severity import Severity
from crisis.workload import Workload

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
    """An alert with what became of it. ``incident`` is None while it is held. ``card``: the held alert's own card,
    which was asked for at ``asked_at``; ``storm``: the one on whose card it stands."""

    id: int
    alert: Alert
    outcome: AlertOutcome
    incident: int | None
    card: MessageRef | None = None
    storm: int | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Storm:
    """Alerts that wait together on one card. ``since``: when the first of that opened, or was asked about, which left
    no room for them. ``dismissed_by``: who last put some aside."""

    id: int
    begun_at: datetime
    since: datetime
    dismissed_by: Who = None
    card: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class StormTally:
    """How many of a storm's alerts wait, became incidents, were dismissed; how often one of them came again.

    ``severities``: of all of them. ``newest``: the number of the newest that waits; 0 without one."""

    waiting: int = 0
    opened: int = 0
    dismissed: int = 0
    repeats: int = 0
    severities: frozenset[Severity] = frozenset()
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Spell:
    """How often something happened in a stretch of time, and when first; None without any."""

    count: int
    first: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where an incident's chain ends. ``seq`` 0 and an empty hash before the first entry."""

    seq: int
    hash: str


class View(MentionsView, LessonsView, LearningView, StoriesView, Protocol):
    """One consistent look at what is stored."""

    def incident(self, number: int) -> Incident | None: ...

    def incident_of_channel(self, channel: str) -> Incident | None: ...

    def open_incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        """Open ones, worst severity first, then newest first."""
        ...

    def ended_with_follow_ups(self, limit: int = 50) -> tuple[Incident, ...]:
        """Those that have ended and have a follow-up that waits, newest first."""
        ...

    def drill_going_on(self) -> Incident | None:
        """The drill that is open, the newest."""
        ...

    def open_incident_of(self, fingerprint: str) -> Incident | None:
        """The open incident that an alert with this fingerprint opened, the newest."""
        ...

    def ended_incident_of(self, fingerprint: str) -> Incident | None:
        """The newest closed or merged (not dismissed) incident that an alert with this fingerprint opened."""
        ...

    def held_alert_of(self, fingerprint: str) -> StoredAlert | None:
        """The newest alert with this fingerprint that is still held."""
        ...

    def alert(self, number: int) -> StoredAlert | None: ...

    def opened_by_themselves(self, after: datetime, until: datetime) -> Spell:
        """The incidents that alerts opened, with nobody asked, in this stretch of the incident clock, ends included.
        What it costs depends on their number, not on that of all incidents."""
        ...

    def asked_alone(self, after: datetime, until: datetime) -> Spell:
        """The held alerts that were given a card of their own in this stretch of the incident clock."""
        ...

    def storm(self, number: int) -> Storm | None: ...

    def waiting_storm(self, after: datetime) -> Storm | None:
        """The newest storm, when it began no earlier (incident clock) and any of its alerts still waits."""
        ...

    def worst_waiting(self, storm: int) -> Severity | None:
        """The worst severity of the alerts of a storm that wait; None when none does."""
        ...

    def waiting_in(self, storm: int, limit: int, newest: int | None = None) -> tuple[StoredAlert, ...]:
        """The alerts of a storm that wait, worst severity first, then the newest; none with a number above
        ``newest``."""
        ...

    def opened_from(self, storm: int, limit: int) -> tuple[int, ...]:
        """The numbers of the incidents that a storm's alerts became, the newest first."""
        ...

    def tally(self, storm: int) -> StormTally: ...

    def entry(self, incident: int, seq: int) -> Entry | None: ...

    def entries(self, incident: int, newest: int | None = None) -> tuple[Entry, ...]:
        """The timeline in order; with ``newest`` only that many from its end."""
        ...

    def ledger_head(self, incident: int) -> LedgerHead: ...

    def incident_noting(self, message: MessageRef) -> Incident | None:
        """The incident on whose timeline this message stands."""
        ...

    def people(self) -> tuple[Person, ...]: ...

    def overrides(self, after: datetime) -> tuple[Override, ...]:
        """The overrides made in Slack that nobody took back and that end after this, in the order in which they were
        made."""
        ...

    def override(self, number: int) -> tuple[Override, Who] | None:
        """One of them, and who took it back."""
        ...

    def workload(self, besides: int, drills: bool) -> Workload:
        """What people carry in open incidents but this one; ``drills``: those count, too. What it costs depends on how
        many have a role now, not on the incidents."""

    def engaged(self) -> tuple[tuple[str, int], ...]:
        """Everybody (Slack id) who has or is offered a role in an open incident, with its number."""
        ...

    def newest_versions(self, most: int) -> tuple[tuple[int, int, bool], ...]:
        """Of the newest incidents the number, the version and whether it is open."""
        ...

    def newest_incident(self) -> int:
        """The highest number that an incident has; 0 without any."""
        ...

    def digest_of(self, person: str) -> Digest | None: ...

    def digests(self) -> tuple[Digest, ...]:
        """Everybody's."""
        ...


class Unit(View, MentionsUnit, LessonsUnit, LearningUnit, StoriesUnit, Protocol):
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

    def one_at_a_time(self, what: str) -> None:
        """From here to the end of this unit no other unit goes on past the same words."""
        ...

    def store_alert(
        self,
        alert: Alert,
        outcome: AlertOutcome,
        incident: int | None,
        storm: int | None = None,
        asked_at: datetime | None = None,
    ) -> int:
        """Keep an alert; its number. ``storm`` and ``asked_at``: see StoredAlert."""
        ...

    def settle_alert(self, number: int, incident: int | None, card: MessageRef | None) -> None:
        """Note which incident a held alert became, or where its card stands (None leaves as it is)."""
        ...

    def change_held(self, number: int, alert: Alert, storm: int | None, asked_at: datetime | None) -> None:
        """What is known of a held alert now, the storm that it stands in and when it got a card of its own."""
        ...

    def begin_storm(self, begun_at: datetime, since: datetime) -> Storm:
        """A new storm without alerts."""
        ...

    def note_storm_card(self, storm: int, card: MessageRef | None) -> None:
        """Note where a storm's card stands; None: nowhere any more."""
        ...

    def keep_digest(self, digest: Digest) -> None:
        """Write one person's digest, in the place of the one there was."""
        ...

    def dismiss_waiting(self, storm: int, newest: int, by: Who) -> tuple[tuple[int, bool], ...]:
        """The alerts of a storm that wait, up to this number, do so no more; the numbers of these, each with whether
        it has a card of its own."""
        ...

    def add_override(self, override: Override, at: datetime) -> Override:
        """Keep an override, made at ``at`` (incident clock); the same with its number."""
        ...

    def withdraw_override(self, number: int, by: str, at: datetime) -> None:
        """Note who took an override back; whoever was first stays."""
        ...


class Conflict(Exception):
    """Another unit of work was faster. The store runs the closure again."""


class Store(Protocol):
    """Durable memory. Closures are pure but for their unit; they may run more than once and must not block."""

    async def transact(self, closure: Callable[[Unit], T], patient: bool = False, callers: int = 1) -> T:
        """Run the closure in a transaction; return after the commit. An exception rolls back and is raised here.
        ``patient``: nobody outside waits for it, so whoever is waited for may go first."""
        ...

    async def read(self, closure: Callable[[View], T]) -> T:
        """Run the closure on a read-only view."""
        ...
