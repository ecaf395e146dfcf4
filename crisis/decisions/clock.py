"""What happens when a due time comes: a reminder, an expired offer, a missed target, a decision to look at again.

Answers for: one function per kind of due time, in one table. Each leaves a state from which ``due.due_times`` no longer
derives that due time, so none can fire twice. May not: know what woke the desk.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from crisis import events as e
from crisis.commands import DueReached
from crisis.decisions.context import Context
from crisis.decisions.drill import play_inject
from crisis.decisions.followups import follow_up_due
from crisis.decisions.roles import offer_expires
from crisis.decisions.tasks import task_due
from crisis.due import Due, DueKind, due_times
from crisis.incident import Incident, Target

# Less than this is the clock's own grain, not lateness.
GRAIN = timedelta(seconds=5)


def due_reached(incident: Incident, command: DueReached, context: Context) -> tuple[e.Event, ...]:
    """Nothing when the incident's state no longer has this due time, or has it later: it was overtaken."""
    due = next((each for each in due_times(incident, context.policy) if each.key == command.key), None)
    if due is None or due.due_at > context.now:
        return ()
    return WHEN_DUE[due.kind](incident, due, context)


def _update_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    """However many due times passed unseen, one reminder says how late it is."""
    return (e.UpdateReminded(due.due_at, _next_after(due.due_at, incident, context.now), _late(due, context)),)


def _offer_expired(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    offer = incident.offer(int(due.about))
    return offer_expires(incident, offer, context) if offer else ()


def _target_ran_out(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return (e.TargetMissed(Target(due.about), due.due_at),)


def _revisit_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return (e.DecisionRevisitDue(int(due.about), _late(due, context)),)


def _inject_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return play_inject(incident, int(due.about), _late(due, context), context)


def _task_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return task_due(incident, int(due.about), _late(due, context), context)


def _follow_up_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return follow_up_due(incident, int(due.about), _late(due, context), context)


def _next_after(due_at: datetime, incident: Incident, now: datetime) -> datetime:
    every = incident.rhythm.every
    return due_at + every * ((now - due_at) // every + 1)


def _late(due: Due, context: Context) -> timedelta:
    late = context.now - due.due_at
    return late if late > GRAIN else timedelta(0)


WHEN_DUE: dict[DueKind, Callable[[Incident, Due, Context], tuple[e.Event, ...]]] = {
    DueKind.UPDATE: _update_due,
    DueKind.OFFER: _offer_expired,
    DueKind.TARGET: _target_ran_out,
    DueKind.REVISIT: _revisit_due,
    DueKind.INJECT: _inject_due,
    DueKind.TASK: _task_due,
    DueKind.FOLLOW_UP: _follow_up_due,
}
