"""What events change: the kind, tasks and follow-ups. May not: decide or refuse."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crisis import events as e
from crisis.evolve.base import Change, with_name
from crisis.incident import Incident, Who
from crisis.incident.tasks import FollowUp, Task, TaskState
from crisis.values import replace


def _kind_changed(incident: Incident, event: e.KindChanged, at: datetime, by: Who) -> Incident:
    return replace(incident, kind=event.new)


def _plan_started(incident: Incident, event: e.PlanStarted, at: datetime, by: Who) -> Incident:
    work = incident.work
    return replace(
        incident,
        work=replace(
            work,
            plans=with_name(work.plans, event.kind),
            told_people=tuple(dict.fromkeys((*work.told_people, *event.people))),
            told_channels=tuple(dict.fromkeys((*work.told_channels, *event.channels))),
        ),
    )


def _task_added(incident: Incident, event: e.TaskAdded, at: datetime, by: Who) -> Incident:
    task = Task(
        number=event.number,
        text=event.text,
        at=at,
        by=by,
        owner=event.owner,
        role=event.role,
        due_at=event.due_at,
        message=event.message,
        said_by=event.said_by,
        said_at=event.said_at,
        plan=event.plan,
    )
    noted = (*incident.noted, event.message) if event.message else incident.noted
    return replace(incident, work=replace(incident.work, tasks=(*incident.work.tasks, task)), noted=noted)


def _of_task(**fixed: Any) -> Change:
    """A change that sets these fields on the task of the event's number."""

    def change(incident: Incident, event: Any, at: datetime, by: Who) -> Incident:
        task = incident.work.task(event.number)
        return _with(incident, replace(task, ended_at=at, ended_by=by, **fixed)) if task else incident

    return change


def _task_posted(incident: Incident, event: e.TaskPosted, at: datetime, by: Who) -> Incident:
    task = incident.work.task(event.number)
    return _with(incident, replace(task, post=event.post)) if task else incident


def _task_changed(incident: Incident, event: e.TaskChanged, at: datetime, by: Who) -> Incident:
    task = incident.work.task(event.number)
    if task is None:
        return incident
    again = task.reminded if event.due_at == task.due_at else 0
    changed = replace(task, owner=event.owner, role=event.role, due_at=event.due_at, reminded=again)
    return _with(incident, changed)


def _task_dropped(incident: Incident, event: e.TaskDropped, at: datetime, by: Who) -> Incident:
    return _of_task(state=TaskState.DROPPED, reason=event.reason)(incident, event, at, by)


def _task_reopened(incident: Incident, event: e.TaskReopened, at: datetime, by: Who) -> Incident:
    task = incident.work.task(event.number)
    if task is None:
        return incident
    return _with(incident, replace(task, state=TaskState.OPEN, ended_at=None, ended_by=None, reason=""))


def _task_reminded(incident: Incident, event: e.TaskReminded, at: datetime, by: Who) -> Incident:
    task = incident.work.task(event.number)
    return _with(incident, replace(task, reminded=task.reminded + 1)) if task else incident


def _follow_up_added(incident: Incident, event: e.FollowUpAdded, at: datetime, by: Who) -> Incident:
    made = FollowUp(event.number, event.text, at, by, event.due_at, event.due_at, event.what, event.owner, event.task)
    return replace(incident, work=replace(incident.work, follow_ups=(*incident.work.follow_ups, made)))


def _follow_up(change: Callable[[FollowUp, Any, datetime, Who], FollowUp]) -> Change:
    """What ``change(follow_up, event, at, by)`` makes of the follow-up of the event's number."""

    def changed(incident: Incident, event: Any, at: datetime, by: Who) -> Incident:
        known = incident.work.follow_up(event.number)
        if known is None:
            return incident
        return replace(incident, work=incident.work.with_follow_up(change(known, event, at, by)))

    return changed


def _with(incident: Incident, task: Task) -> Incident:
    return replace(incident, work=incident.work.with_task(task))


CHANGES: dict[type[e.Event], Change] = {
    e.KindChanged: _kind_changed,
    e.PlanStarted: _plan_started,
    e.TaskAdded: _task_added,
    e.TaskPosted: _task_posted,
    e.TaskChanged: _task_changed,
    e.TaskDone: _of_task(state=TaskState.DONE),
    e.TaskDropped: _task_dropped,
    e.TaskReopened: _task_reopened,
    e.TaskReminded: _task_reminded,
    e.FollowUpAdded: _follow_up_added,
    e.FollowUpChanged: _follow_up(
        lambda known, event, at, by: replace(
            known, due_at=event.due_at, remind_at=event.due_at, owner=event.owner, reminded=0
        )
    ),
    e.FollowUpDone: _follow_up(
        lambda known, event, at, by: replace(known, state=TaskState.DONE, ended_at=at, ended_by=by)
    ),
    e.FollowUpDropped: _follow_up(
        lambda known, event, at, by: replace(
            known, state=TaskState.DROPPED, ended_at=at, ended_by=by, reason=event.reason
        )
    ),
    e.FollowUpReminded: _follow_up(
        lambda known, event, at, by: replace(known, remind_at=event.next_at, reminded=known.reminded + 1)
    ),
    e.FollowUpSnoozed: _follow_up(lambda known, event, at, by: replace(known, remind_at=event.until)),
}
