"""What the world shall see of events: plans, tasks, follow-ups. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing, say_entry
from crisis.consequences.roles import waits_for_channel
from crisis.incident import Incident


def tell_those_named(incident: Incident) -> tuple[f.Effect, ...]:
    """Whoever a plan names is told once; what was wished for before is not wished for again."""
    people = (f.TellPerson(incident.number, person) for person in incident.work.told_people)
    channels = (f.TellChannel(incident.number, channel) for channel in incident.work.told_channels)
    return (*people, *channels)


def _plan_started(incident: Incident, event: e.PlanStarted, seq: int) -> tuple[f.Effect, ...]:
    """Before there is a channel, nobody could follow the link to it."""
    told = () if waits_for_channel(incident) else tell_those_named(incident)
    return (f.PostEntry(incident.number, seq), *told)


def _task_added(incident: Incident, event: e.TaskAdded, seq: int) -> tuple[f.Effect, ...]:
    """A plan's tasks stand in its one message, and on the board."""
    return () if event.plan else (f.PostTask(incident.number, event.number),)


def _task_posted(incident: Incident, event: e.TaskPosted, seq: int) -> tuple[f.Effect, ...]:
    return (f.RefreshTask(incident.number, event.number),) if incident.seq > event.shows else ()


def _refresh_task(incident: Incident, event: e.TaskDone | e.TaskChanged, seq: int) -> tuple[f.Effect, ...]:
    task = incident.work.task(event.number)
    return (f.RefreshTask(incident.number, event.number),) if task and task.post else ()


def _task_reminded(incident: Incident, event: e.TaskReminded, seq: int) -> tuple[f.Effect, ...]:
    if event.person and not event.again:
        return (f.RemindOfTask(incident.number, seq),)
    return (f.PostEntry(incident.number, seq),)


def _follow_up_reminded(incident: Incident, event: e.FollowUpReminded, seq: int) -> tuple[f.Effect, ...]:
    """The room of an ended incident may be archived, and nobody reads it: whose it is, is told directly."""
    return (f.RemindOfFollowUp(incident.number, seq),) if event.person else (f.PostEntry(incident.number, seq),)


RANKS: dict[type[f.Effect], int] = {
    f.TellPerson: 4,
    f.TellChannel: 4,
    f.PostTask: 5,
    f.RefreshTask: 8,
    f.RemindOfFollowUp: 8,
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.TaskPosted, e.FollowUpReminded, e.FollowUpSnoozed)


ON_CARD: tuple[type[e.Event], ...] = (e.KindChanged,)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.KindChanged: say_entry,
    e.PlanStarted: _plan_started,
    e.TaskAdded: _task_added,
    e.TaskPosted: _task_posted,
    e.TaskChanged: _refresh_task,
    e.TaskDone: _refresh_task,
    e.TaskDropped: _refresh_task,
    e.TaskReopened: _refresh_task,
    e.TaskReminded: _task_reminded,
    e.FollowUpAdded: say_entry,
    e.FollowUpChanged: nothing,
    e.FollowUpDone: nothing,
    e.FollowUpDropped: nothing,
    e.FollowUpReminded: _follow_up_reminded,
    e.FollowUpSnoozed: nothing,
}
