"""What happened: events in the past tense, all frozen values; the timeline is made of them.

Answers for: one value per fact. May not: hold rules. An event with ``recorded = False`` changes the state but is no
entry of the timeline (Slack's own ids, counters). Fields of type ``Words`` enter the ledger as salted digests.
Adding a field needs a default, for entries written before it; removing or renaming one breaks old ledgers: do not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from crisis.alert import Alert
from crisis.drill import UNSAID, Drill, InjectKind, Told
from crisis.incident import MessageRef, OfferState, Target, Who
from crisis.severity import Severity
from crisis.stages import Move, Stage
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one incident; when and by whom stand on the entry."""

    recorded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class IncidentOpened(Event):
    title: Words
    severity: Severity
    kind: str
    key: str
    channel_name: Words
    channel_name_ascii: Words
    update_every: timedelta
    invited: tuple[str, ...]
    started_at: datetime | None = None
    text: Words = ""
    alert: Alert | None = None
    reported_in: MessageRef | None = None
    flares_up: int | None = None
    drill: Drill | None = None


@dataclass(frozen=True, slots=True)
class InjectPlayed(Event):
    """The script of a drill did something to the team. ``number``: the inject's, from 1; ``person``: who cannot be
    reached any more (None: nobody had the ``role``); ``left``: how many are still to come; ``late_by``: how long after
    its time the desk could play it."""

    number: int
    kind: InjectKind
    sender: Told = UNSAID
    text: Told = UNSAID
    role: str = ""
    person: str | None = None
    alert: Alert | None = None
    left: int = 0
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class PracticeSaid(Event):
    """In a drill, words for the outside that go nowhere: another answer or statement after the first."""

    target: Target
    words: Words


@dataclass(frozen=True, slots=True)
class DrillEnded(Event):
    """The drill is over and scored. ``stopped``: before the team had closed it."""

    stopped: bool = False


@dataclass(frozen=True, slots=True)
class AlertRepeated(Event):
    """The same alert again: counted on the board."""

    recorded: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AlertWorsened(Event):
    """The same alert again, and its source now calls it worse than the incident is. A person decides what follows."""

    severity: Severity


@dataclass(frozen=True, slots=True)
class AlertEnded(Event):
    """The source says that what it alerted about is over."""

    source: str


@dataclass(frozen=True, slots=True)
class TargetReached(Event):
    """``late_by`` is zero when the target was met."""

    target: Target
    words: Words = ""
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class TargetMissed(Event):
    """The time for this target ran out. What was meant to happen may still happen, late."""

    target: Target
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SeverityChanged(Event):
    old: Severity
    new: Severity
    reason: Words = ""


@dataclass(frozen=True, slots=True)
class StageChanged(Event):
    old: Stage
    new: Stage
    move: Move
    reason: Words = ""


@dataclass(frozen=True, slots=True)
class Renamed(Event):
    old: Words
    new: Words


@dataclass(frozen=True, slots=True)
class RoleOffered(Event):
    offer: int
    role: str
    person: str
    expires_at: datetime
    hands_over: bool = False


@dataclass(frozen=True, slots=True)
class OfferSent(Event):
    """The direct message of an offer went out."""

    recorded: ClassVar[bool] = False
    offer: int
    message: MessageRef


@dataclass(frozen=True, slots=True)
class OfferPutOff(Event):
    """An offer waits until later: the person could not be reached, or could not answer."""

    recorded: ClassVar[bool] = False
    offer: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferEnded(Event):
    """An offer was declined, expired or withdrawn; an accepted one is ``RoleTaken``."""

    offer: int
    role: str
    person: str
    state: OfferState


@dataclass(frozen=True, slots=True)
class RoleTaken(Event):
    """``offer`` None: taken without being offered. ``before``: who had it until now."""

    role: str
    person: str
    offer: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class RoleUnfilled(Event):
    """Nobody is left whom this role could be offered."""

    role: str


@dataclass(frozen=True, slots=True)
class UpdatePosted(Event):
    number: int
    conditions: Words
    next_due: datetime | None
    actions: Words = ""
    needs: Words = ""
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class UpdateReminded(Event):
    """The status update was due. ``late_by``: how long after the due time the desk could say so."""

    due_at: datetime
    next_due: datetime
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class DecisionLogged(Event):
    number: int
    text: Words
    why: Words = ""
    options: tuple[Words, ...] = ()
    approved_by: Who = None
    evidence: Words = ""
    revisit_at: datetime | None = None
    replaces: int | None = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class DecisionRevisitDue(Event):
    number: int
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    text: Words
    said_at: datetime | None = None
    said_by: Who = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class MessageFollowed(Event):
    """A message that stands on the timeline was edited, or deleted (``deleted``; then without text)."""

    message: MessageRef
    text: Words = ""
    deleted: bool = False
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RhythmSet(Event):
    every: timedelta
    next_due: datetime


@dataclass(frozen=True, slots=True)
class RhythmFollowed(Event):
    """The rhythm follows a new severity or stage by itself."""

    recorded: ClassVar[bool] = False
    every: timedelta
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class ReminderSnoozed(Event):
    until: datetime


@dataclass(frozen=True, slots=True)
class RemindersStopped(Event):
    reason: Words


@dataclass(frozen=True, slots=True)
class TeamMet(Event):
    """The crisis team became known only after the opening, and was invited then."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomJoined(Event):
    person: str


@dataclass(frozen=True, slots=True)
class ReviewExported(Event):
    format: str


@dataclass(frozen=True, slots=True)
class ChannelOpened(Event):
    channel: str
    name: Words


@dataclass(frozen=True, slots=True)
class PeopleInvited(Event):
    recorded: ClassVar[bool] = False
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardPosted(Event):
    recorded: ClassVar[bool] = False
    ts: str
    shows: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class BoardLost(Event):
    """Somebody deleted the board's message; another one is posted."""

    recorded: ClassVar[bool] = False
    ts: str


@dataclass(frozen=True, slots=True)
class CardPosted(Event):
    recorded: ClassVar[bool] = False
    card: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class ProblemMet(Event):
    """Slack refused something for good."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: the event with its place, time and author. ``hash`` is its link of the chain."""

    incident: int
    seq: int
    at: datetime
    by: Who
    event: Event
    hash: str
