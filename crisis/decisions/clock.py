"""What happens when a due time comes: a reminder, an expired offer, a missed target, a decision to look at again.

Answers for: one function per kind of due time, in one table. Each leaves a state from which ``due.due_times`` no longer
derives that due time, so none can fire twice. May not: know what woke the desk.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from crisis import events as e
from crisis.clock.cadence import step_of, told_at, update_due_at
from crisis.clock.due import Due, DueKind, due_times, target_times
from crisis.commands import DueReached
from crisis.decisions.context import Context
from crisis.decisions.drill import play_inject
from crisis.decisions.escalation import look_again, offer_expires
from crisis.decisions.followups import follow_up_due
from crisis.decisions.mentions_due import mentions_due
from crisis.decisions.paging import page_due
from crisis.decisions.quiet import waits_for_morning
from crisis.decisions.shifts import shift_ends
from crisis.decisions.tasks import task_due
from crisis.incident import LEAD, Incident, Target

# Less than this is the clock's own grain, not lateness.
GRAIN = timedelta(seconds=5)


def due_reached(incident: Incident, command: DueReached, context: Context) -> tuple[e.Event, ...]:
    """Nothing when the incident's state no longer has this due time, or has it later: it was overtaken."""
    due = next((each for each in due_times(incident, context.policy) if each.key == command.key), None)
    if due is None or due.due_at > context.now:
        return ()
    return WHEN_DUE[due.kind](incident, due, context)


def _update_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    """However many due times passed unseen, one reminder says how late it is, and goes one rung higher, no more. A
    warning that comes too late is the reminder itself."""
    rhythm, due_at = incident.rhythm, update_due_at(incident, context.policy)
    if due_at is None or due_at > context.now:
        return (e.UpdateWarned(due_at or due.due_at, incident.holder(LEAD)),)
    step = step_of(incident, due_at)
    rung, told = told_at(step, incident, context.roster)
    reminded = e.UpdateReminded(
        due_at,
        _next_after(due_at, incident, context.now),
        _late(due_at, context),
        step,
        rung,
        told,
        held_since=rhythm.next_due if due_at != rhythm.next_due else None,
    )
    return (reminded,)


def _offer_expired(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    offer = incident.offer(int(due.about))
    if offer is None:
        return ()
    return waits_for_morning(incident, offer, context) or offer_expires(incident, offer, context)


def _vacancy_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return look_again(incident, due.about, context)


def _shift_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return shift_ends(incident, due.about, context)


def _target_ran_out(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    target = Target(due.about)
    due_at = dict(target_times(incident, context.policy))[target]
    return (e.TargetMissed(target, due_at, held=due_at != due.due_at),)


def _revisit_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return (e.DecisionRevisitDue(int(due.about), _late(due.due_at, context)),)


def _inject_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return play_inject(incident, int(due.about), _late(due.due_at, context), context)


def _task_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return task_due(incident, int(due.about), _late(due.due_at, context), context)


def _follow_up_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return follow_up_due(incident, int(due.about), _late(due.due_at, context), context)


def _mentions_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    return mentions_due(incident, due, _late(due.due_at, context), context)


def _next_after(due_at: datetime, incident: Incident, now: datetime) -> datetime:
    every = incident.rhythm.every
    return due_at + every * ((now - due_at) // every + 1)


def _late(due_at: datetime, context: Context) -> timedelta:
    late = context.now - due_at
    return late if late > GRAIN else timedelta(0)


WHEN_DUE: dict[DueKind, Callable[[Incident, Due, Context], tuple[e.Event, ...]]] = {
    DueKind.UPDATE: _update_due,
    DueKind.OFFER: _offer_expired,
    DueKind.TARGET: _target_ran_out,
    DueKind.REVISIT: _revisit_due,
    DueKind.INJECT: _inject_due,
    DueKind.VACANCY: _vacancy_due,
    DueKind.SHIFT: _shift_due,
    DueKind.TASK: _task_due,
    DueKind.FOLLOW_UP: _follow_up_due,
    DueKind.PAGE: page_due,
    DueKind.MENTIONS: _mentions_due,
}
