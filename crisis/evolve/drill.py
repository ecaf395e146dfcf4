"""What events change: drills. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.incident.drill import Absence
from crisis.values import replace


def _inject_played(incident: Incident, event: e.InjectPlayed, at: datetime, by: Who) -> Incident:
    drill = incident.playing
    if drill is None:
        return incident
    absences = (*drill.absences, Absence(event.role, event.person, at)) if event.person else drill.absences
    return replace(incident, playing=replace(drill, played=(*drill.played, event.number), absences=absences))


def _drill_ended(incident: Incident, event: e.DrillEnded, at: datetime, by: Who) -> Incident:
    drill = incident.playing
    return replace(incident, playing=replace(drill, ended_at=at)) if drill else incident


CHANGES: dict[type[e.Event], Change] = {
    e.InjectPlayed: _inject_played,
    e.DrillEnded: _drill_ended,
}
