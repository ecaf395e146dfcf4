"""Tasks during an incident: added, changed, done, dropped, said again when they are due.

Answers for: whose a task is at any time, and that no reminder comes twice. May not: know of messages.
"""

from datetime import datetime, timedelta

from crisis import commands as c
from crisis import events as e
from crisis import refusals as general
from crisis.decisions.context import Context, checked_text, known_role, want_open
from crisis.incident import LEAD, Incident
from crisis.incident.tasks import Task, TaskState
from crisis.refusals import Refused
from crisis.refusals import tasks as refusals

STATES = {TaskState.DONE: refusals.DONE, TaskState.DROPPED: refusals.DROPPED}


def owner_of(task: Task, incident: Incident) -> str | None:
    """Whose it is now: the person's it was given to, else the holder's of its role."""
    return task.owner or (incident.holder(task.role) if task.role else None)


def add_task(incident: Incident, command: c.AddTask, context: Context) -> tuple[e.Event, ...]:
    if not incident.is_open:
        raise Refused(refusals.ONLY_FOLLOW_UPS, number=incident.number)
    if command.message and command.message in incident.noted:
        raise Refused(general.ALREADY_NOTED)
    _want_to_come(command.due_at, context)
    return (
        e.TaskAdded(
            number=len(incident.work.tasks) + 1,
            text=checked_text(command.text),
            owner=command.owner,
            role=_role(command.role, command.owner, context),
            due_at=command.due_at,
            message=command.message,
            said_by=command.said_by,
            said_at=min(command.said_at, context.now) if command.said_at else None,
        ),
    )


def finish_task(incident: Incident, command: c.FinishTask, context: Context) -> tuple[e.Event, ...]:
    """Also after the end: what was done late was done. Two who click at once both mean the same."""
    task = _task(incident, command.task)
    if task.state is TaskState.DONE:
        return ()
    _want_task_open(task)
    return (e.TaskDone(task.number),)


def drop_task(incident: Incident, command: c.DropTask, context: Context) -> tuple[e.Event, ...]:
    task = _task(incident, command.task)
    _want_task_open(task)
    if not command.reason.strip():
        raise Refused(refusals.WHY_DROPPED, task=task.number)
    return (e.TaskDropped(task.number, checked_text(command.reason)),)


def reopen_task(incident: Incident, command: c.ReopenTask, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    task = _task(incident, command.task)
    if task.is_open:
        raise Refused(refusals.TASK_IS_OPEN, task=task.number)
    return (e.TaskReopened(task.number),)


def change_task(incident: Incident, command: c.ChangeTask, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    task = _task(incident, command.task)
    _want_task_open(task)
    if command.due_at != task.due_at:
        _want_to_come(command.due_at, context)
    role = _role(command.role, command.owner, context)
    if (command.owner, role, command.due_at) == (task.owner, task.role, task.due_at):
        raise Refused(refusals.NOTHING_CHANGED)
    return (e.TaskChanged(task.number, command.owner, role, command.due_at),)


def task_posted(incident: Incident, command: c.RecordTaskPosted, context: Context) -> tuple[e.Event, ...]:
    task = incident.work.task(command.task)
    known = task is None or task.post == command.post
    return () if known else (e.TaskPosted(command.task, command.post, command.shows),)


def task_due(incident: Incident, number: int, late_by: timedelta, context: Context) -> tuple[e.Event, ...]:
    """First its owner is told; then, when it is still open, the lead, aloud."""
    task = incident.work.task(number)
    if task is None or task.due_at is None:
        return ()
    again = task.reminded > 0
    person = incident.holder(LEAD) if again else owner_of(task, incident)
    return (e.TaskReminded(task.number, task.due_at, again, person, late_by),)


def _task(incident: Incident, number: int) -> Task:
    task = incident.work.task(number)
    if task is None:
        known = tuple(str(each.number) for each in incident.work.tasks) or (refusals.NONE_YET,)
        raise Refused(refusals.NO_SUCH_TASK, task=number, number=incident.number, possible=known)
    return task


def _want_task_open(task: Task) -> None:
    if not task.is_open:
        raise Refused(refusals.TASK_OVER, task=task.number, state=STATES[task.state])


def _want_to_come(due_at: datetime | None, context: Context) -> None:
    if due_at and due_at <= context.now:
        raise Refused(refusals.DUE_IN_PAST)


def _role(word: str, owner: str | None, context: Context) -> str:
    """A task belongs to a person or to a role; a person goes first. Raises Refused for a role that there is not."""
    return known_role(word, context).key if word and owner is None else ""
