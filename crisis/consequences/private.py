"""What the world shall see of events: private incidents. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing
from crisis.incident import Incident


def tell_no_room(incident: Incident, event: e.ProblemMet, seq: int) -> tuple[f.Effect, ...]:
    """Nothing is made instead: whoever opened it must know, and reach people in another way."""
    if not incident.private or event.what != "OpenChannel" or incident.opened_by is None:
        return ()
    return (f.TellNoRoom(incident.number, seq),)


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.PersonEntered, e.PersonLeft)

CONSEQUENCES: dict[type[e.Event], Consequence] = {e.PersonEntered: nothing, e.PersonLeft: nothing}
