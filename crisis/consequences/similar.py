"""What the world shall see of events: past incidents of the same kind. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing
from crisis.incident import Incident

RANKS: dict[type[f.Effect], int] = {f.FindSimilar: 9}  # after all that makes the room


def look_back(incident: Incident) -> tuple[f.Effect, ...]:
    """Only where a board stands to show what is found; a drill has no past of its own."""
    return (f.FindSimilar(incident.number),) if incident.board and incident.is_open and not incident.drill else ()


CONSEQUENCES: dict[type[e.Event], Consequence] = {e.SimilarFound: nothing}
