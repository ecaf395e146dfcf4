"""What the response clock and the rhythm of updates recorded. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from crisis.clock.cadence import Rung
from crisis.events.base import Event
from crisis.incident import Target
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class TargetReached(Event):
    """``late_by`` is zero when the target was met."""

    target: Target
    words: Words = ""
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class TargetMissed(Event):
    """The time for this target ran out. What was meant to happen may still happen, late. ``held``: told at the end of
    quiet hours."""

    target: Target
    due_at: datetime
    held: bool = False


@dataclass(frozen=True, slots=True)
class UpdateReminded(Event):
    """The status update was due. ``late_by``: how long after the due time the desk could say so.

    ``step``: how many due times were told before since the last update, to the same lead. ``told``: the people whom it
    went to, of this ``rung``. ``held_since``: the due time that fell into quiet hours; ``due_at`` is their end then.
    """

    due_at: datetime
    next_due: datetime
    late_by: timedelta = timedelta(0)
    step: int = 0
    rung: Rung = Rung.LEAD
    told: tuple[str, ...] = ()
    held_since: datetime | None = None


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
