"""What happened: how posts spread, and what was proposed for it. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident.spread import SpreadWhy
from crisis.severity import Severity
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class SpreadCounted(Event):
    """So many posts more. ``anew``: these are all there are, for some became another incident's."""

    recorded: ClassVar[bool] = False
    count: int
    slots: tuple[tuple[datetime, int], ...] = ()
    platforms: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    largest: int = 0
    anew: bool = False


@dataclass(frozen=True, slots=True)
class SpreadUncounted(Event):
    """So many posts fewer: they are not about us. ``largest``: followers of the biggest account that is left."""

    recorded: ClassVar[bool] = False
    count: int
    slots: tuple[tuple[datetime, int], ...] = ()
    platforms: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    largest: int = 0


@dataclass(frozen=True, slots=True)
class SeverityProposed(Event):
    """A worse severity was proposed, for a person to confirm. ``total``: posts there are, ``before``: posts there were
    when the window (minutes) began; ``author`` with ``followers`` on ``platform``: a big account."""

    number: int
    severity: Severity
    why: SpreadWhy
    total: int
    before: int
    minutes: int
    author: Words = ""
    followers: int = 0
    platform: str = ""


@dataclass(frozen=True, slots=True)
class ProposalSettled(Event):
    """Somebody said yes or no to a proposed severity."""

    number: int
    severity: Severity
    accepted: bool


@dataclass(frozen=True, slots=True)
class ChartAsked(Event):
    """Somebody wanted to see the volume over time as a picture. ``hours``: how far back, 0: from the beginning."""

    hours: int = 0
