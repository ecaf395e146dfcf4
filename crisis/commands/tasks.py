"""Commands on an incident's kind, its tasks and its follow-ups. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis.commands.base import Command
from crisis.incident import MessageRef, Who
from crisis.incident.tasks import FollowUpKind


@dataclass(frozen=True, slots=True)
class ChangeKind(Command):
    """``kind``: its key, or a word that names it in either language."""

    kind: str


@dataclass(frozen=True, slots=True)
class AddTask(Command):
    """A task of somebody's (``owner``), of a role's, or of nobody's yet; ``message``: it was made from."""

    text: str
    owner: Who = None
    role: str = ""
    due_at: datetime | None = None
    message: MessageRef | None = None
    said_by: Who = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FinishTask(Command):
    task: int


@dataclass(frozen=True, slots=True)
class DropTask(Command):
    task: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReopenTask(Command):
    task: int


@dataclass(frozen=True, slots=True)
class ChangeTask(Command):
    """Whose it is and when it is due from now on, all of it."""

    task: int
    owner: Who = None
    role: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordTaskPosted(Command):
    """Our message about the task stands, and shows it as of the entry ``shows``."""

    task: int
    post: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class AddFollowUp(Command):
    """Without ``due_at`` the policy says when it is due."""

    text: str
    owner: Who = None
    due_at: datetime | None = None
    what: FollowUpKind = FollowUpKind.IMPROVEMENT


@dataclass(frozen=True, slots=True)
class KeepTasks(Command):
    """Make a follow-up of each task that is open."""


@dataclass(frozen=True, slots=True)
class FinishFollowUp(Command):
    follow_up: int


@dataclass(frozen=True, slots=True)
class DropFollowUp(Command):
    follow_up: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeFollowUp(Command):
    follow_up: int
    due_at: datetime
    owner: Who = None


@dataclass(frozen=True, slots=True)
class SnoozeFollowUp(Command):
    follow_up: int
    delay: timedelta
