"""The values that a retrospective is made of: what happened, put in the order in which a reviewer asks.

Answers for: shapes, and small questions a value can answer about itself. May not: derive (``review`` does), phrase or
format (``handlers/review`` does). Times are UTC, durations ``timedelta``. Words that were removed stand as
``crisis.words.REMOVED``.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from crisis.alert import Alert
from crisis.events import Entry
from crisis.incident import MessageRef, OfferState, Target, Who
from crisis.incident.joined import Joined
from crisis.incident.mentions import Mentions
from crisis.incident.tasks import FollowUp, Task
from crisis.mention import MentionCounts
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.ports import LedgerHead
from crisis.review.mentions import MentionLine
from crisis.review.score import ScoreCard
from crisis.severity import Severity
from crisis.stages import Move, Stage
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class StageSpan:
    """The incident was in ``stage`` from ``since`` until ``until`` (None: it still is). ``by``: who moved it there."""

    stage: Stage
    since: datetime
    until: datetime | None = None
    by: Who = None
    reason: Words = ""
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class SeveritySpan:
    """The incident had ``severity`` from ``since`` until ``until`` (None: it still has)."""

    severity: Severity
    since: datetime
    until: datetime | None = None
    by: Who = None
    reason: Words = ""


class Standing(StrEnum):
    """How a target came out."""

    MET = "met"
    LATE = "late"
    NEVER = "never"  # its time ran out and it was not reached
    RUNNING = "running"  # its time has not run out yet
    NOT_APPLICABLE = "not_applicable"  # no such target, or the incident ended before its time ran out


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of the response clock, counted from first sight, under the rule that held when it was reached.

    ``missed_before``: a stricter limit that ran out earlier, under another severity, though the target was met.
    """

    target: Target
    standing: Standing
    limit: timedelta | None = None
    due_at: datetime | None = None
    reached_at: datetime | None = None
    reached_by: Who = None
    late_by: timedelta = timedelta(0)
    words: Words = ""
    missed_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """A status update. ``late_by``: how long after the first due time that passed without one."""

    number: int
    at: datetime
    by: Who
    conditions: Words
    actions: Words = ""
    needs: Words = ""
    due_at: datetime | None = None
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Silence:
    """A due time came and no update was there. ``answered``: one came at ``until``; else nobody waited any longer."""

    since: datetime
    until: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class Cadence:
    """How the status updates kept their rhythm. ``due`` is the sum of the three that follow it.

    ``skipped``: due times over which the next one passed, or that had no update at all. ``longest_gap``: the longest
    time without an update between first sight, the updates and the end of the work.
    """

    due: int
    on_time: int
    late: int
    skipped: int
    snoozed: int
    worst: timedelta
    longest_gap: timedelta | None
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer of a role. ``ended_at`` None: it still waits."""

    person: str
    offered_at: datetime
    offered_by: Who
    expires_at: datetime
    state: OfferState
    ended_at: datetime | None = None
    hands_over: bool = False

    @property
    def waited(self) -> timedelta | None:
        """From the offer to its answer or end."""
        return self.ended_at - self.offered_at if self.ended_at else None


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """Who had a role, from when to when. ``before``: from whom it was taken over; ``offered``: after an offer."""

    person: str
    since: datetime
    until: datetime | None = None
    before: str | None = None
    offered: bool = False


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role as this incident knew it. ``unfilled_at``: when nobody was left to be offered it."""

    role: str
    offers: tuple[OfferLine, ...]
    holdings: tuple[HoldingLine, ...]
    unfilled_at: datetime | None = None

    @property
    def holder(self) -> str | None:
        """Who has it at the end, or None."""
        return next((held.person for held in reversed(self.holdings) if held.until is None), None)

    @property
    def first_taken(self) -> datetime | None:
        return self.holdings[0].since if self.holdings else None

    @property
    def unanswered(self) -> tuple[OfferLine, ...]:
        return tuple(offer for offer in self.offers if offer.state is OfferState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who did something here, in the order in which they first did. ``in_team``: as the roster stands now."""

    person: str
    first_seen: datetime
    roles: tuple[str, ...]
    updates: int
    decisions: int
    notes: int
    in_team: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision. ``revisit_due``: the desk reminded of it then. ``replaced_at``: when another took its place."""

    number: int
    at: datetime
    by: Who
    text: Words
    why: Words = ""
    options: tuple[Words, ...] = ()
    approved_by: Who = None
    evidence: Words = ""
    revisit_at: datetime | None = None
    revisit_due: datetime | None = None
    replaces: int | None = None
    replaced_by: int | None = None
    replaced_at: datetime | None = None


class LateKind(StrEnum):
    TARGET = "target"
    UPDATE = "update"
    OFFER = "offer"
    REMINDER = "reminder"  # the desk itself was late to remind


@dataclass(frozen=True, slots=True)
class LateItem:
    """Something that came after its time. ``about``: a target, an update's or decision's number, a role.

    ``done_at`` None: it never came; ``late_by`` then counts to when nobody waited any longer.
    """

    kind: LateKind
    about: str
    due_at: datetime
    done_at: datetime | None
    late_by: timedelta
    person: str | None = None


class OpenKind(StrEnum):
    STILL_OPEN = "still_open"  # the incident itself
    TARGET = "target"  # never reached
    ROLE = "role"  # nobody has it
    REVISIT = "revisit"  # a decision to look at again
    UPDATE = "update"  # overdue, and none came
    NEED = "need"  # asked for in the last update
    TASK = "task"  # not done, not dropped, and no follow-up
    PROBLEM = "problem"  # Slack refused something for good


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something left open that a person should look at. ``about`` as in ``LateItem``; ``words``: what was written."""

    kind: OpenKind
    about: str = ""
    at: datetime | None = None
    words: Words = ""
    person: str | None = None


@dataclass(frozen=True, slots=True)
class AlertLine:
    """What came first: the alert, or what the person who opened it said. ``duplicates``: the same alert again."""

    alert: Alert | None
    text: Words
    reported_in: MessageRef | None
    duplicates: int
    ended_at: datetime | None
    ended_source: str = ""


@dataclass(frozen=True, slots=True)
class Moments:
    """The times that matter, and the spans between them. None: it did not happen."""

    first_sight: datetime
    started_at: datetime | None = None
    acknowledged_at: datetime | None = None
    contained_at: datetime | None = None
    resolved_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def unseen(self) -> timedelta | None:
        """From the start to first sight; None when the start is not known."""
        return self.first_sight - self.started_at if self.started_at else None

    def after(self, moment: datetime | None) -> timedelta | None:
        """How long after first sight."""
        return moment - self.first_sight if moment else None


@dataclass(frozen=True, slots=True)
class Review:
    """One incident, looked back at. ``until``: its end, or when the review was made while it is still open."""

    number: int
    title: Words
    first_title: Words
    kind: str
    severity: Severity
    worst_severity: Severity
    stage: Stage
    drill: bool
    private: bool
    flares_up: int | None
    channel_name: str
    opened_by: Who
    reopened: int
    made_at: datetime
    until: datetime
    moments: Moments
    severities: tuple[SeveritySpan, ...]
    stages: tuple[StageSpan, ...]
    targets: tuple[TargetLine, ...]
    cadence: Cadence
    roles: tuple[RoleLine, ...]
    participants: tuple[Participant, ...]
    decisions: tuple[DecisionLine, ...]
    updates: tuple[UpdateLine, ...]
    late: tuple[LateItem, ...]
    open_points: tuple[OpenPoint, ...]
    alert: AlertLine
    score: ScoreCard | None  # of a drill that is over
    timeline: tuple[Entry, ...]
    head: LedgerHead
    policy: Policy
    roster: Roster
    tasks: tuple[Task, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    counts: MentionCounts = field(default_factory=MentionCounts)
    joined: Joined = field(default_factory=Joined)
    mentions: tuple[MentionLine, ...] = ()
    mention_tally: Mentions = field(default_factory=Mentions)

    @property
    def is_open(self) -> bool:
        return self.stage.is_open

    def role(self, key: str) -> RoleLine | None:
        return next((line for line in self.roles if line.role == key), None)
