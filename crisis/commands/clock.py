"""Commands of the response clock and the reminders. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis.commands.base import Command
from crisis.incident import Target


@dataclass(frozen=True, slots=True)
class Acknowledge(Command):
    """Somebody has seen it and is at work."""


@dataclass(frozen=True, slots=True)
class SetRhythm(Command):
    """Change how often an update is due."""

    every: timedelta


@dataclass(frozen=True, slots=True)
class SnoozeReminder(Command):
    """Move the due time of the newest reminder once, by this much. ``due_at``: the one that is meant, where a button
    stands on a reminder; an older one is refused."""

    delay: timedelta
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StopReminders(Command):
    reason: str


@dataclass(frozen=True, slots=True)
class RecordTarget(Command):
    """A first answer or a first statement went out. ``words``: the link or the text."""

    target: Target
    words: str


@dataclass(frozen=True, slots=True)
class DueReached(Command):
    """The clock says that a due time has come. ``key`` names it (see ``due``)."""

    key: str
    due_at: datetime
