"""From one state of an incident to the next: what each event changes.

Answers for: one function per event, in one table. May not: decide or refuse; an event has happened.
"""

from datetime import datetime

from crisis import events as e
from crisis.evolve import (
    alerts,
    cadence,
    clock,
    drill,
    incident,
    joining,
    mentions,
    paging,
    private,
    reach,
    record,
    roles,
    room,
    similar,
    spread,
    tasks,
)
from crisis.evolve.base import Change
from crisis.incident import Incident, Who


def evolve(incident: Incident, event: e.Event, at: datetime, by: Who) -> Incident:
    """The state after ``event``. Events that change nothing but the record leave it as it is."""
    change = CHANGES.get(type(event))
    return change(incident, event, at, by) if change else incident


CHANGES: dict[type[e.Event], Change] = {
    **incident.CHANGES,
    **alerts.CHANGES,
    **drill.CHANGES,
    **clock.CHANGES,
    **cadence.CHANGES,
    **roles.CHANGES,
    **spread.CHANGES,
    **paging.CHANGES,
    **reach.CHANGES,
    **record.CHANGES,
    **room.CHANGES,
    **tasks.CHANGES,
    **similar.CHANGES,
    **private.CHANGES,
    **mentions.CHANGES,
    **joining.CHANGES,
}
