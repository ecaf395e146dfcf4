"""What events change: rooms that are complete, and warnings. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.values import replace


def _room_completed(incident: Incident, event: e.RoomCompleted, at: datetime, by: Who) -> Incident:
    return replace(incident, reached=(*incident.reached, (event.target, at)))


def _update_warned(incident: Incident, event: e.UpdateWarned, at: datetime, by: Who) -> Incident:
    return replace(incident, rhythm=replace(incident.rhythm, warned_of=event.due_at))


CHANGES: dict[type[e.Event], Change] = {
    e.RoomCompleted: _room_completed,
    e.UpdateWarned: _update_warned,
}
