"""Follow-ups: what is left to do after the incident, said again until it is done.

Answers for: they can be made while it is open and after, and outlive it. May not: know of messages.
"""

from datetime import timedelta

from crisis import commands as c
from crisis import events as e
from crisis.decisions.context import Context, checked_text
from crisis.decisions.tasks import STATES, owner_of
from crisis.incident import LEAD, Incident
from crisis.incident.tasks import FollowUp, TaskState
from crisis.policy.rights import sees
from crisis.refusals import Refused
from crisis.refusals import tasks as refusals

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=90)


def add_follow_up(incident: Incident, command: c.AddFollowUp, context: Context) -> tuple[e.Event, ...]:
    if command.due_at and command.due_at <= context.now:
        raise Refused(refusals.DUE_IN_PAST)
    due_at = command.due_at or context.now + context.policy.work.follow_up_within
    number = len(incident.work.follow_ups) + 1
    return (e.FollowUpAdded(number, checked_text(command.text), due_at, command.what, command.owner),)


def keep_tasks(incident: Incident, command: c.Command, context: Context) -> tuple[e.Event, ...]:
    """A follow-up of each open task, with its owner as of now. One that was made one already is left out."""
    made = {each.task for each in incident.work.follow_ups}
    left = [task for task in incident.work.open_tasks if task.number not in made]
    soon = context.now + context.policy.work.follow_up_within
    first = len(incident.work.follow_ups) + 1
    return tuple(
        e.FollowUpAdded(
            number=number,
            text=task.text,
            due_at=task.due_at if task.due_at and task.due_at > context.now else soon,
            owner=owner_of(task, incident),
            task=task.number,
        )
        for number, task in enumerate(left, first)
    )


def finish_follow_up(incident: Incident, command: c.FinishFollowUp, context: Context) -> tuple[e.Event, ...]:
    known = _follow_up(incident, command.follow_up)
    if known.state is TaskState.DONE:
        return ()
    _want_open(known)
    return (e.FollowUpDone(known.number),)


def drop_follow_up(incident: Incident, command: c.DropFollowUp, context: Context) -> tuple[e.Event, ...]:
    known = _follow_up(incident, command.follow_up)
    _want_open(known)
    if not command.reason.strip():
        raise Refused(refusals.WHY_FOLLOW_UP_DROPPED, task=known.number)
    return (e.FollowUpDropped(known.number, checked_text(command.reason)),)


def change_follow_up(incident: Incident, command: c.ChangeFollowUp, context: Context) -> tuple[e.Event, ...]:
    known = _follow_up(incident, command.follow_up)
    _want_open(known)
    if (command.owner, command.due_at) == (known.owner, known.due_at):
        raise Refused(refusals.NOTHING_CHANGED)
    if command.due_at != known.due_at and command.due_at <= context.now:
        raise Refused(refusals.DUE_IN_PAST)
    return (e.FollowUpChanged(known.number, command.due_at, command.owner),)


def snooze_follow_up(incident: Incident, command: c.SnoozeFollowUp, context: Context) -> tuple[e.Event, ...]:
    known = _follow_up(incident, command.follow_up)
    _want_open(known)
    if not SHORTEST <= command.delay <= LONGEST:
        raise Refused(refusals.SNOOZE_TOO_LONG)
    return (e.FollowUpSnoozed(known.number, context.now + command.delay),)


def follow_up_due(incident: Incident, number: int, late_by: timedelta, context: Context) -> tuple[e.Event, ...]:
    """Its owner is told; without one the lead, else whoever made it and still sees the incident. What was slept through
    is said once."""
    known = incident.work.follow_up(number)
    if known is None:
        return ()
    every = context.policy.work.remind_every
    next_at = known.remind_at + every * ((context.now - known.remind_at) // every + 1)
    may_know = known.by and sees(known.by, incident, context.policy.rights, context.roster)
    person = known.owner or incident.holder(LEAD) or (known.by if may_know else None)
    return (e.FollowUpReminded(known.number, known.due_at, next_at, person, late_by),)


def _follow_up(incident: Incident, number: int) -> FollowUp:
    known = incident.work.follow_up(number)
    if known is None:
        possible = tuple(str(each.number) for each in incident.work.follow_ups) or (refusals.NONE_YET,)
        raise Refused(refusals.NO_SUCH_FOLLOW_UP, task=number, number=incident.number, possible=possible)
    return known


def _want_open(known: FollowUp) -> None:
    if not known.is_open:
        raise Refused(refusals.FOLLOW_UP_OVER, task=known.number, state=STATES[known.state])
