"""What became of mentions: posts about us that came, and what was done about them. May not: hold rules.

A mention's row is what these events left of it (``crisis.mention``); the incident keeps a tally.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.events.base import Event
from crisis.mentions import Mentions
from crisis.severity import Severity


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
