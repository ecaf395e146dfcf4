"""Who is inside a private incident, as its channel says. May not: let anybody in."""

from crisis import events as e
from crisis.commands import RecordEntered, RecordLeft
from crisis.decisions.context import Context
from crisis.incident import Incident


def entered(incident: Incident, command: RecordEntered, context: Context) -> tuple[e.Event, ...]:
    """Whoever the desk itself brought in is on the record already."""
    known = command.person in incident.people or command.person in incident.invited
    return () if not incident.private or known else (e.PersonEntered(command.person),)


def left(incident: Incident, command: RecordLeft, context: Context) -> tuple[e.Event, ...]:
    known = command.person in incident.people or command.person in incident.invited
    return (e.PersonLeft(command.person),) if incident.private and known else ()
