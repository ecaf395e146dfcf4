"""The incident: all that is true of it now, as frozen values.

Answers for: the shape of the state and the questions it can answer about itself. May not: decide (``decisions``) or
change (``evolve`` makes the next state from an event). All times are UTC on the incident clock.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from crisis.alert import Alert
from crisis.incident.drill import Drill
from crisis.incident.firing import Firing
from crisis.incident.following import Following
from crisis.incident.joined import Joined
from crisis.incident.mentions import Mentions
from crisis.incident.paging import Paging
from crisis.incident.past_one import PastOne
from crisis.incident.spread import Spread
from crisis.incident.tasks import Work
from crisis.incident.vacancy import Step, Vacancy
from crisis.message import MessageRef as MessageRef
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.words import Words

Who = str | None
"""The Slack id of a person, or None when the desk acted by itself."""


LEAD = "lead"
"""The role that the desk itself must know: who is told first, and who stands on the card."""

DELETED = datetime.max.replace(tzinfo=UTC)
"""The last edit of a message that was deleted."""


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"  # not answered in time, so others are asked, too; it can be accepted while nobody has the role
    WITHDRAWN = "withdrawn"  # somebody else has the role now, or the incident is over


@dataclass(frozen=True, slots=True)
class Offer:
    """A role offered to a person. Nobody is assigned without knowing. An offer waits until ``expires_at``."""

    id: int
    role: str
    person: str
    offered_by: Who
    offered_at: datetime
    expires_at: datetime
    state: OfferState = OfferState.OPEN
    ended_at: datetime | None = None
    message: MessageRef | None = None  # the direct message, once it went out
    hands_over: bool = False  # this person shall take over; the holder stays in charge until then
    step: Step = Step.NAMED
    instead_of: str | None = None  # whom a deputy stands in for, who named this person, whose shift ends
    why: Words = ""  # said by whoever declined


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has a role, since when; ``until`` when it was handed on. ``shift_ends``: until when a rotation names this
    person for it; None: no rotation does, or the end was dealt with."""

    role: str
    person: str
    since: datetime
    until: datetime | None = None
    shift_ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided and why. ``number`` counts within the incident, from 1."""

    number: int
    text: Words
    by: Who
    at: datetime
    why: Words = ""
    options: tuple[Words, ...] = ()
    approved_by: Who = None
    evidence: Words = ""
    revisit_at: datetime | None = None
    revisit_reminded: bool = False
    replaces: int | None = None
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A status update: conditions, actions, needs. A short one has only ``conditions``."""

    number: int
    by: Who
    at: datetime
    conditions: Words
    actions: Words = ""
    needs: Words = ""
    executives: Words = ""  # the short text of its own for them; empty: the conditions do for them, too


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a status update is due and when the next one is. ``next_due`` None: nothing is due (switched off or
    over).

    A snooze moves ``next_due`` once and leaves ``every`` as it is. ``owed_since`` is the due time that passed without
    an update, while one is owed.
    """

    every: timedelta
    next_due: datetime | None
    owed_since: datetime | None = None
    set_by_hand: bool = False
    off_reason: Words = ""
    snoozed_to: datetime | None = None  # where the last snooze moved a due time: that one is not moved again
    warned_of: datetime | None = None  # the due time that the lead was warned of
    reminded_of: datetime | None = None  # the due time of the newest reminder
    reminded_lead: Who = None  # who had the lead then
    steps: int = 0  # how many due times in a row were told


class Target(StrEnum):
    """What the response clock counts, from first sight."""

    ACKNOWLEDGED = "acknowledged"
    ROOM_COMPLETE = "room_complete"  # channel, board and people are there
    FIRST_ANSWER = "first_answer"
    FIRST_STATEMENT = "first_statement"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something Slack refused for good. It stands on the board until the same thing works after all."""

    what: str  # the effect's name
    reason: str  # Slack's error name
    at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. ``opened_at`` is first sight and the zero of the response clock; ``started_at`` is kept apart."""

    number: int
    key: str
    title: Words
    severity: Severity
    opened_at: datetime
    rhythm: Rhythm
    stage: Stage = Stage.TRIAGE
    kind: str = "other"
    text: Words = ""  # what was said about it at the opening
    opened_by: Who = None
    started_at: datetime | None = None
    alert: Alert | None = None
    alert_fingerprint: str | None = None
    reported_in: MessageRef | None = None
    flares_up: int | None = None  # the closed incident of which this is a flare-up 次生危机
    drill: bool = False
    private: bool = False
    duplicates: int = 0
    worst_hint: Severity | None = None  # the worst that the source said after opening and that was told
    seq: int = 0  # of the newest timeline entry

    channel_name: str = ""
    channel_name_ascii: str = ""
    channel: str | None = None
    board: str | None = None
    boards_lost: int = 0
    card: MessageRef | None = None
    invited: tuple[str, ...] = ()  # who is wanted in the channel
    people: tuple[str, ...] = ()  # who was brought into it
    problems: tuple[Problem, ...] = ()

    offers: tuple[Offer, ...] = ()
    holdings: tuple[Holding, ...] = ()
    unfilled: tuple[str, ...] = ()  # roles that nobody was left to be offered
    vacancies: tuple[Vacancy, ...] = ()  # those of them that are looked at again, and when
    decisions: tuple[Decision, ...] = ()
    updates: tuple[Update, ...] = ()
    reached: tuple[tuple[Target, datetime], ...] = ()
    watched: tuple[Target, ...] = ()  # targets whose time ran out and was told
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    noted: tuple[MessageRef, ...] = field(default=())  # messages already on the timeline
    edited: tuple[tuple[MessageRef, datetime], ...] = ()  # the newest edit of each that was followed
    work: Work = field(default_factory=Work)  # tasks, follow-ups, plans that were started
    following: Following = field(default_factory=Following)  # who is told of it directly
    playing: Drill | None = None  # the script of a drill, and how far it has been played
    paging: Paging = field(default_factory=Paging)  # who was woken, and what they answered
    joined: Joined = field(default_factory=Joined)  # merged into one, took some in, split from one
    spread: Spread = field(default_factory=Spread)  # how many posts came when, and what was proposed for it
    mentions: Mentions = field(default_factory=Mentions)  # how many posts wait, since when; they are rows of their own
    similar: tuple[PastOne, ...] = ()  # past incidents of its kind, the most alike first
    firing: Firing = field(default_factory=Firing)  # which alerts of its cause fire still

    @property
    def is_open(self) -> bool:
        return self.stage.is_open

    @property
    def opened_by_itself(self) -> bool:
        """Whether an alert opened it and nobody was asked."""
        return self.opened_by is None and self.alert_fingerprint is not None

    @property
    def absent(self) -> tuple[str, ...]:
        """Who cannot be reached, in a drill that is going on."""
        if self.playing is None or self.playing.ended_at:
            return ()
        return tuple(absence.person for absence in self.playing.absences)

    @property
    def room_stands(self) -> bool:
        """Whether its channel, its board and, of those who were to come, anybody is there."""
        return bool(self.channel and self.board and (self.people or not self.invited))

    def holder(self, role: str) -> str | None:
        """The person who has this role now, or None."""
        return next((held.person for held in self.holdings if held.role == role and held.until is None), None)

    def holding(self, role: str) -> Holding | None:
        """Who has this role now, with since when; or None."""
        return next((held for held in self.holdings if held.role == role and held.until is None), None)

    def roles_of(self, person: str) -> tuple[str, ...]:
        """The roles that this person has now."""
        return tuple(held.role for held in self.holdings if held.person == person and held.until is None)

    def offer(self, number: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.id == number), None)

    def open_offers(self, role: str | None = None) -> tuple[Offer, ...]:
        """The offers that still wait for an answer, of one role or of all."""
        return tuple(
            offer for offer in self.offers if offer.state is OfferState.OPEN and (role is None or offer.role == role)
        )

    def can_be_accepted(self, offer: Offer) -> bool:
        """Whether saying yes to this offer still gives the role: it waits; or it ran out or was declined, and the role
        has nobody or, where somebody was to take over, the same holder as then."""
        if not self.is_open or offer.state is OfferState.OPEN:
            return self.is_open
        if offer.state not in (OfferState.EXPIRED, OfferState.DECLINED):
            return False
        held = self.holding(offer.role)
        return held is None or (offer.hands_over and held.since <= offer.offered_at)

    def decision(self, number: int) -> Decision | None:
        return next((decision for decision in self.decisions if decision.number == number), None)

    def edited_at(self, message: MessageRef) -> datetime | None:
        """When a noted message was edited last, as far as was heard; the end of time when it was deleted."""
        return next((at for edited, at in self.edited if edited == message), None)

    def reached_at(self, target: Target) -> datetime | None:
        """When this target was reached, or None while it is not."""
        return dict(self.reached).get(target)
