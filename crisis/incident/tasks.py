"""Tasks 任务 during an incident and follow-ups 改进项 after it, as the incident's state holds them.

Answers for: their shape, who owns one, and when each is to be said again. May not: decide or change. Times are UTC on
the incident clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from crisis.message import MessageRef
from crisis.values import replace
from crisis.words import Words

LOUDER = 2
"""A task's second reminder: in the channel, for the lead."""

NEVER = datetime.max.replace(tzinfo=UTC)


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done while the incident is open. ``number`` counts within the incident, from 1.

    It belongs to ``owner`` (a Slack id) or to whoever holds ``role``. ``plan``: the kind whose plan brought it.
    ``said_by`` and ``said_at`` are those of the ``message`` it was made from; ``post`` is our own message about it.
    """

    number: int
    text: Words
    at: datetime
    by: str | None
    owner: str | None = None
    role: str = ""
    due_at: datetime | None = None
    state: TaskState = TaskState.OPEN
    ended_at: datetime | None = None
    ended_by: str | None = None
    reason: Words = ""
    message: MessageRef | None = None
    said_by: str | None = None
    said_at: datetime | None = None
    plan: str = ""
    reminded: int = 0
    post: MessageRef | None = None

    @property
    def is_open(self) -> bool:
        return self.state is TaskState.OPEN


class FollowUpKind(StrEnum):
    IMPROVEMENT = "improvement"  # something is to be better next time
    CALL_BACK = "call_back"  # the person affected is to be asked again


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to be done after the incident. ``remind_at`` is when it is said next; ``task``: it was made from."""

    number: int
    text: Words
    at: datetime
    by: str | None
    due_at: datetime
    remind_at: datetime
    what: FollowUpKind = FollowUpKind.IMPROVEMENT
    owner: str | None = None
    task: int | None = None
    state: TaskState = TaskState.OPEN
    ended_at: datetime | None = None
    ended_by: str | None = None
    reason: Words = ""
    reminded: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is TaskState.OPEN


@dataclass(frozen=True, slots=True)
class Work:
    """The tasks and follow-ups of an incident; ``plans``: the kinds whose plan was started; ``told_people`` (Slack ids)
    and ``told_channels`` (ids or names): whom these plans wanted to know."""

    tasks: tuple[Task, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    plans: tuple[str, ...] = ()
    told_people: tuple[str, ...] = ()
    told_channels: tuple[str, ...] = ()

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """What is overdue first, then by due time, then what has none."""
        waiting = (task for task in self.tasks if task.is_open)
        return tuple(sorted(waiting, key=lambda task: (task.due_at or NEVER, task.number)))

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """By due time."""
        waiting = (each for each in self.follow_ups if each.is_open)
        return tuple(sorted(waiting, key=lambda each: (each.due_at, each.number)))

    def task(self, number: int) -> Task | None:
        return next((task for task in self.tasks if task.number == number), None)

    def follow_up(self, number: int) -> FollowUp | None:
        return next((each for each in self.follow_ups if each.number == number), None)

    def with_task(self, task: Task) -> "Work":
        """The same with this task in place of the one of its number."""
        return replace(self, tasks=tuple(task if each.number == task.number else each for each in self.tasks))

    def with_follow_up(self, changed: FollowUp) -> "Work":
        """The same with this follow-up in place of the one of its number."""
        others = tuple(changed if each.number == changed.number else each for each in self.follow_ups)
        return replace(self, follow_ups=others)

    def task_times(
        self, louder_after: timedelta, awake: Callable[[datetime], datetime]
    ) -> tuple[tuple[str, datetime], ...]:
        """When each open task is to be said again: when it is due, and once more so much later. ``awake``: a moment, or
        the end of the quiet hours into which it falls."""
        return tuple(
            (str(task.number), awake(awake(task.due_at) + louder_after * task.reminded))
            for task in self.tasks
            if task.is_open and task.due_at and task.reminded < LOUDER
        )

    def follow_up_times(self) -> tuple[tuple[str, datetime], ...]:
        """When each open follow-up is to be said again; an ended incident has these, too."""
        return tuple((str(each.number), each.remind_at) for each in self.follow_ups if each.is_open)

    def task_of(self, message: MessageRef) -> Task | None:
        """The task that was made from this message."""
        return next((task for task in self.tasks if task.message == message), None)
