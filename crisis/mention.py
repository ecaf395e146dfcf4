"""Mentions that are kept: posts about us, each with its state and its clock.

Answers for: the values. May not: decide what a mention's state may become (``decisions`` does), or hold all of them in
an incident: there may be tens of thousands, so they are rows of their own.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crisis.alert import Mention
from crisis.incident import Who
from crisis.severity import Severity
from crisis.words import Words


class MentionState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CLOSED = "closed"
    ASIDE = "aside"  # not about us


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
    solved_in_private_at: datetime | None = None  # the public answer is still owed
