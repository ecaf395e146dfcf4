"""What events change: who is in a private incident's channel. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change, with_name
from crisis.incident import Incident, Who
from crisis.values import replace


def _entered(incident: Incident, event: e.PersonEntered, at: datetime, by: Who) -> Incident:
    return replace(incident, people=with_name(incident.people, event.person))


def _left(incident: Incident, event: e.PersonLeft, at: datetime, by: Who) -> Incident:
    people = tuple(person for person in incident.people if person != event.person)
    return replace(incident, people=people, invited=tuple(each for each in incident.invited if each != event.person))


CHANGES: dict[type[e.Event], Change] = {e.PersonEntered: _entered, e.PersonLeft: _left}
