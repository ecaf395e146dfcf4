"""How an incident's posts spread: how many came when, where, on what; and when that asks for a worse severity.

Answers for: the small state that the incident keeps and the rules a team may set. The posts are rows (``mention``), and
the whole course is counted from those. May not: look at posts (``spreading`` does).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crisis.severity import Severity

LONGEST_WINDOW = timedelta(hours=6)
"""So far back slots are kept in the incident."""


class SpreadWhy(StrEnum):
    DOUBLED = "doubled"
    BIG_ACCOUNT = "big_account"


@dataclass(frozen=True, slots=True)
class SpreadRules:
    """``window``: within which a story doubles. ``least``: new posts that it takes. ``big_account``: followers from
    which on one author is enough. ``acts_alone``: severities that the desk gives by itself; others are proposed. A
    doubling needs no fewer than three posts to begin with."""

    window: timedelta = timedelta(minutes=30)
    least: int = 10
    big_account: int = 1_000_000
    acts_alone: frozenset[Severity] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A worse severity, proposed. ``settled_at``: when somebody said yes or no."""

    number: int
    severity: Severity
    why: SpreadWhy
    total: int  # posts there were
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """``total``: all posts heard, ``first``: those of the first batch. ``slots``: how many were made in each stretch of
    ``SLOT`` of the last hours, in order. ``platforms`` and ``topics``: the largest numbers first. ``largest``:
    followers of the biggest account so far."""

    total: int = 0
    first: int = 0
    slots: tuple[tuple[datetime, int], ...] = ()
    platforms: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    largest: int = 0
    proposals: tuple[Proposal, ...] = ()

    def proposal(self, number: int) -> Proposal | None:
        return next((each for each in self.proposals if each.number == number), None)
