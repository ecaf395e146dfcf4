"""What the world shall see of events: between two incidents. May not: grant a wish or know its looks."""

from collections.abc import Iterable

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing, say_entry
from crisis.incident import Incident


def _took_in(incident: Incident, event: e.TookIn, seq: int) -> tuple[f.Effect, ...]:
    """Before there is a channel nobody can be brought in; those who are wanted come with it."""
    bring = event.people and incident.channel
    return (
        f.PostEntry(incident.number, seq),
        *((f.InvitePeople(incident.number, event.people, seq),) if bring else ()),
    )


def _refresh_tasks(incident: Incident, numbers: Iterable[int]) -> tuple[f.Effect, ...]:
    posted = (task for number in numbers if (task := incident.work.task(number)) and task.post)
    return tuple(f.RefreshTask(incident.number, task.number) for task in posted)


def _merged(incident: Incident, event: e.MergedInto, seq: int) -> tuple[f.Effect, ...]:
    """The change of stage that comes with it says so, and where it goes on."""
    return _refresh_tasks(incident, (here for here, _ in event.tasks))


def _parted(incident: Incident, event: e.PartedFrom, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostEntry(incident.number, seq), *_refresh_tasks(incident, event.tasks))


ON_CARD: tuple[type[e.Event], ...] = (e.MergedInto, e.TookIn, e.GaveBack)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.MergedInto: _merged,
    e.TookIn: _took_in,
    e.PartedFrom: _parted,
    e.GaveBack: say_entry,
    e.PostsSplitOff: say_entry,
    e.SplitFrom: nothing,  # the board says it from the first moment
}
