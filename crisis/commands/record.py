"""Commands that put something on the record, or take it out as a document. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime

from crisis.commands.base import Command
from crisis.incident import MessageRef, Who


@dataclass(frozen=True, slots=True)
class PostUpdate(Command):
    conditions: str
    actions: str = ""
    needs: str = ""
    executives: str = ""


@dataclass(frozen=True, slots=True)
class LogDecision(Command):
    text: str
    why: str = ""
    options: tuple[str, ...] = ()
    approved_by: Who = None
    evidence: str = ""
    revisit_at: datetime | None = None
    replaces: int | None = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """Put words on the timeline; a message keeps its own time and author."""

    text: str
    said_at: datetime | None = None
    said_by: Who = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class FollowEdit(Command):
    """A message that stands on the timeline was edited (``text``) or deleted (``text`` None). ``edited_at``: when, as
    Slack says; news of edits can cross."""

    message: MessageRef
    text: str | None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExportReview(Command):
    """Put the review as a file into the channel. ``format``: ``md`` or ``html``."""

    format: str
