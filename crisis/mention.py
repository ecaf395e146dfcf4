"""Mentions that are kept: posts about us, each with its state and its clock.

Answers for: the values, when two posts are the same one, and how hot one is. May not: decide what a mention's state may
become (``decisions`` does), or hold all of them in an incident: there may be tens of thousands, so they are rows of
their own (``crisis.ports.mentions``).
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import log10

from crisis.alert import Mention
from crisis.incident import Who
from crisis.severity import Severity
from crisis.words import Words

TENFOLD = timedelta(hours=6)
"""A post that is so much younger is as hot as one that reaches ten times as many people."""
WORSE: dict[Severity | None, float] = {Severity.SEV1: 1.5, Severity.SEV2: 0.75, Severity.SEV3: 0.25}
"""How many times ten the reach a severity counts for."""
SLOT = timedelta(minutes=10)
"""Posts are counted in stretches of so long, which fit the hours of every time zone."""
DRILL_SOURCE = "drill"
"""The source of what a drill's script brought: no story is fed with it."""


class MentionState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CLOSED = "closed"
    ASIDE = "aside"  # not about us


OPEN_STATES = (MentionState.WAITING, MentionState.CLAIMED)
"""Those whose public answer is not there yet: their clock runs."""


@dataclass(frozen=True, slots=True)
class KeptMention:
    """One mention as it is stored. ``id``: its number in the store, 0 before it has one. ``incident``: None while it is
    of none. ``story``: see ``triage.stories``. ``clock_from``: when the post was made, or first sight when nobody said
    so or it lies ahead of that. ``about`` and ``topics``: as triage said. All times UTC."""

    id: int
    fingerprint: str
    mention: Mention
    heard_at: datetime
    clock_from: datetime
    source: str
    story: int
    incident: int | None = None
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    severity: Severity | None = None
    score: float = 0.0
    state: MentionState = MentionState.WAITING
    claimed_by: Who = None
    changed_at: datetime | None = None
    answer_url: str = ""
    answer_text: Words = ""
    solved_in_private_at: datetime | None = None  # the public answer is still owed until it is there
    answered_by: Who = None
    answered_at: datetime | None = None
    late_by: timedelta | None = None  # of its answer, as it was judged then: zero for one in time

    @property
    def is_open(self) -> bool:
        """Whether its clock runs."""
        return self.state in OPEN_STATES

    @property
    def is_owed(self) -> bool:
        """Solved in private, and nothing was said where everybody reads."""
        return self.is_open and self.solved_in_private_at is not None


class MentionOrder(StrEnum):
    HOTTEST = "hottest"
    OLDEST_DUE = "oldest-due"  # the post that was made first is due first
    NEWEST = "newest"  # the post that was made last


@dataclass(frozen=True, slots=True)
class MentionCounts:
    """How many mentions an incident has. Those that are not about us are counted in ``by_state`` alone. The largest
    number first; ``by_slot``: from when (UTC, in stretches of ``SLOT``) how many posts were made, in order. The answers
    are those that stand, whatever became of the mention after."""

    by_state: tuple[tuple[MentionState, int], ...] = ()
    by_platform: tuple[tuple[str, int], ...] = ()
    by_topic: tuple[tuple[str, int], ...] = ()
    by_slot: tuple[tuple[datetime, int], ...] = ()
    answered_in_time: int = 0
    answered_late: int = 0


def fingerprint_of(mention: Mention) -> str:
    """The same for the same post: platform and id; without an id platform, author, text and time. A digest in
    hexadecimal, 32 characters."""
    if mention.id:
        parts = [mention.platform, "id", mention.id]
    else:
        at = mention.posted_at.isoformat() if mention.posted_at else ""
        parts = [mention.platform, "post", mention.author, mention.text, at]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def slot_of(at: datetime) -> datetime:
    """When the stretch of ``SLOT`` began in which this moment lies, UTC."""
    seconds = int(SLOT.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def clock_from(mention: Mention, heard_at: datetime) -> datetime:
    """From when its clock runs: the post's own time, but never later than it was heard of."""
    return min(mention.posted_at, heard_at) if mention.posted_at else heard_at


def heat(kept: KeptMention) -> float:
    """How hot a mention is: by whom it can have been seen, how bad it is, and how fresh. What it says of two mentions
    stays true while they grow older together, so it can be an index: everybody's age grows alike, and ten times the
    reach is worth ``TENFOLD`` of it."""
    post = kept.mention
    reach = 1 + post.followers / 100 + 10 * post.reposts + 5 * post.comments + post.likes
    fresh = kept.clock_from.timestamp() / TENFOLD.total_seconds()
    return log10(max(reach, 1)) + WORSE.get(kept.severity, 0.0) + fresh
