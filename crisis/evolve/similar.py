"""What events change: the past incidents that the board names. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.values import replace


def _found(incident: Incident, event: e.SimilarFound, at: datetime, by: Who) -> Incident:
    return replace(incident, similar=event.found)


CHANGES: dict[type[e.Event], Change] = {e.SimilarFound: _found}
