"""What people put on the record: updates, decisions, notes, reviews. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis.events.base import Event
from crisis.incident import MessageRef, Who
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class UpdatePosted(Event):
    number: int
    conditions: Words
    next_due: datetime | None
    actions: Words = ""
    needs: Words = ""
    late_by: timedelta = timedelta(0)
    executives: Words = ""
    readers: tuple[str, ...] = ()  # who is told of it directly


@dataclass(frozen=True, slots=True)
class DecisionLogged(Event):
    number: int
    text: Words
    why: Words = ""
    options: tuple[Words, ...] = ()
    approved_by: Who = None
    evidence: Words = ""
    revisit_at: datetime | None = None
    replaces: int | None = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class DecisionRevisitDue(Event):
    number: int
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    text: Words
    said_at: datetime | None = None
    said_by: Who = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class MessageFollowed(Event):
    """A message that stands on the timeline was edited, or deleted (``deleted``; then without text)."""

    message: MessageRef
    text: Words = ""
    deleted: bool = False
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewExported(Event):
    format: str
