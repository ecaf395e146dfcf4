"""What events change: the links between incidents. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.incident.joined import Link
from crisis.incident.tasks import TaskState
from crisis.values import replace


def _merged(incident: Incident, event: e.MergedInto, at: datetime, by: Who) -> Incident:
    joined = replace(
        incident.joined,
        into=Link(event.into, event.named, event.channel),
        tasks=event.tasks,
        stories=event.stories,
        posts=event.posts,
        people=event.people,
    )
    work = incident.work
    for here, there in event.tasks:
        if task := work.task(here):
            gone = f"→ #{event.into} · {there}" if event.named else "→"
            moved = replace(task, state=TaskState.DROPPED, ended_at=at, ended_by=by, reason=gone)
            work = work.with_task(moved)
    return replace(incident, joined=joined, work=work)


def _took_in(incident: Incident, event: e.TookIn, at: datetime, by: Who) -> Incident:
    joined = incident.joined
    took = (*joined.without(event.number), Link(event.number, event.named, event.channel))
    invited = tuple(dict.fromkeys((*incident.invited, *event.people)))
    firing = incident.firing
    for alert in event.alerts:
        firing = firing.fires(alert)
    return replace(incident, joined=replace(joined, took=took), invited=invited, firing=firing)


def _parted(incident: Incident, event: e.PartedFrom, at: datetime, by: Who) -> Incident:
    joined = replace(incident.joined, into=None, tasks=(), stories=(), posts=0, people=0)
    work = incident.work
    for number in event.tasks:
        if task := work.task(number):
            work = work.with_task(replace(task, state=TaskState.OPEN, ended_at=None, ended_by=None, reason=""))
    return replace(incident, joined=joined, work=work)


def _gave_back(incident: Incident, event: e.GaveBack, at: datetime, by: Who) -> Incident:
    firing = incident.firing.without(event.alerts)
    return replace(incident, joined=replace(incident.joined, took=incident.joined.without(event.number)), firing=firing)


def _split_off(incident: Incident, event: e.PostsSplitOff, at: datetime, by: Who) -> Incident:
    if event.number is None:
        return incident
    joined = incident.joined
    return replace(incident, joined=replace(joined, split_off=(*joined.split_off, Link(event.number))))


def _split_from(incident: Incident, event: e.SplitFrom, at: datetime, by: Who) -> Incident:
    link = Link(event.number, True, event.channel)
    return replace(incident, joined=replace(incident.joined, split_from=link))


CHANGES: dict[type[e.Event], Change] = {
    e.MergedInto: _merged,
    e.TookIn: _took_in,
    e.PartedFrom: _parted,
    e.GaveBack: _gave_back,
    e.PostsSplitOff: _split_off,
    e.SplitFrom: _split_from,
}
