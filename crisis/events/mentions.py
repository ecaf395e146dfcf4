"""What became of mentions: posts about us that came, and what was done about them. May not: hold rules.

A mention's row is what these events left of it (``crisis.mention``); the incident keeps a tally.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from crisis.clock.cadence import Rung
from crisis.events.base import Event
from crisis.incident import MessageRef, Who
from crisis.incident.mentions import Mentions
from crisis.mention import MentionState
from crisis.severity import Severity
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class MentionsHeard(Event):
    """So many posts came in, in one batch. ``oldest``: from when the clock of the oldest of them runs; ``hottest``: the
    ids of a few of them, the hottest first; ``worst``: the worst severity that triage gave one; ``platforms``: how many
    on each, the most first."""

    count: int
    oldest: datetime
    hottest: tuple[int, ...] = ()
    worst: Severity | None = None
    platforms: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MentionsRecounted(Event):
    """Mentions became another incident's, or came from one: how many there are now."""

    recorded: ClassVar[bool] = False
    tally: Mentions


@dataclass(frozen=True, slots=True)
class PostInBrief:
    """What is needed to know a post again. ``text``: its beginning."""

    platform: str = ""
    author: Words = ""
    text: Words = ""
    url: Words = ""


@dataclass(frozen=True, slots=True)
class OfMention(Event):
    """Something happened to one mention. ``was``: its state before. ``oldest``: from when the clock of the oldest one
    runs that the incident has not answered after it; None without one."""

    mention: int
    post: PostInBrief = PostInBrief()
    was: MentionState = MentionState.WAITING
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class MentionClaimed(OfMention):
    """Whoever asked answers it."""


@dataclass(frozen=True, slots=True)
class MentionReleased(OfMention):
    """``person`` had it. ``owed``: it had been solved in private, as far as that person knew."""

    person: Who = None
    owed: bool = False


@dataclass(frozen=True, slots=True)
class MentionAnswered(OfMention):
    """``late_by``: zero when it was in time. ``first``: the first answer of the incident, which its response clock
    counts. ``owed``: it had been solved in private."""

    url: Words = ""
    text: Words = ""
    late_by: timedelta = timedelta(0)
    first: bool = False
    owed: bool = False


@dataclass(frozen=True, slots=True)
class MentionSolvedInPrivate(OfMention):
    """The public answer is still owed. ``again``: that was known."""

    text: Words = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class MentionClosed(OfMention):
    reason: Words = ""
    owed: bool = False


@dataclass(frozen=True, slots=True)
class MentionPutAside(OfMention):
    """It is not about us."""

    reason: Words = ""
    owed: bool = False


@dataclass(frozen=True, slots=True)
class MentionReopened(OfMention):
    """It waits again. ``late_by``: of the answer that it had; None when it had none."""

    late_by: timedelta | None = None


@dataclass(frozen=True, slots=True)
class MentionsOverdue(Event):
    """``count`` mentions were not answered in time, the oldest since ``due_at``. ``named``: the ids of those that were
    due first; ``posts``: how to know them again. ``late_by``: how long after the reminder was due the desk could say
    so. ``step``: how many reminders in a row were about the same ones before. ``told``: whom it goes to, of this
    ``rung``. ``claimers``: who has which of those named (``in_hand``). ``first_answer_due``: when the incident's first
    answer was due that is still missing."""

    count: int
    due_at: datetime
    named: tuple[int, ...] = ()
    late_by: timedelta = timedelta(0)
    step: int = 0
    rung: Rung = Rung.LEAD
    told: tuple[str, ...] = ()
    claimers: tuple[str, ...] = ()
    owed: int = 0
    first_answer_due: datetime | None = None
    posts: tuple[PostInBrief, ...] = ()
    in_hand: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionsCardPosted(Event):
    """The card of the mentions stands. ``shows``: the entry that it shows them as of."""

    recorded: ClassVar[bool] = False
    card: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class MentionsCardLost(Event):
    """Somebody deleted it."""

    recorded: ClassVar[bool] = False
    ts: str
