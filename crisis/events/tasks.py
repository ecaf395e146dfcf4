"""What became of plans, kinds, tasks and follow-ups. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident import MessageRef, Who
from crisis.incident.drill import UNSAID, Told
from crisis.incident.tasks import FollowUpKind
from crisis.policy.plans import Partner
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class KindChanged(Event):
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlanStarted(Event):
    """The response plan of this kind began. What it said then stands here; a later change of the policy does not change
    it. ``tasks``: numbers of those it added; ``people`` and ``channels``: who is told now (``people`` are Slack ids);
    ``unknown``: names of the policy that nobody in the workspace has; ``roles``: those that the plan asks for;
    ``outside``: whom the plan names and who was not told, since the incident is private and they are not inside."""

    kind: str
    roles: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    people: tuple[str, ...] = ()
    unknown: tuple[Words, ...] = ()
    channels: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    holding_statement: Told = UNSAID
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskAdded(Event):
    """``plan``: the kind whose plan brought it, empty for one that a person made."""

    number: int
    text: Words
    owner: Who = None
    role: str = ""
    due_at: datetime | None = None
    message: MessageRef | None = None
    said_by: Who = None
    said_at: datetime | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class TaskPosted(Event):
    """Our message about a task stands. ``shows``: the entry that it shows the task as of."""

    recorded: ClassVar[bool] = False
    number: int
    post: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class TaskChanged(Event):
    """Whose it is and when it is due, from now on."""

    number: int
    owner: Who = None
    role: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskDone(Event):
    number: int


@dataclass(frozen=True, slots=True)
class TaskDropped(Event):
    number: int
    reason: Words


@dataclass(frozen=True, slots=True)
class TaskReopened(Event):
    number: int


@dataclass(frozen=True, slots=True)
class TaskReminded(Event):
    """A task was due (``again``: some time after that it still was). ``person``: who was told directly, None: the
    channel was."""

    number: int
    due_at: datetime
    again: bool = False
    person: Who = None
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class FollowUpAdded(Event):
    """``task``: the open task that it was made from, when there was one."""

    number: int
    text: Words
    due_at: datetime
    what: FollowUpKind = FollowUpKind.IMPROVEMENT
    owner: Who = None
    task: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUpChanged(Event):
    number: int
    due_at: datetime
    owner: Who = None


@dataclass(frozen=True, slots=True)
class FollowUpDone(Event):
    number: int


@dataclass(frozen=True, slots=True)
class FollowUpDropped(Event):
    number: int
    reason: Words


@dataclass(frozen=True, slots=True)
class FollowUpReminded(Event):
    """``person``: who was told directly; None: nobody could be, so the channel was."""

    number: int
    due_at: datetime
    next_at: datetime
    person: Who = None
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class FollowUpSnoozed(Event):
    """Said again at ``until``; when it is due stays as it is."""

    number: int
    until: datetime
