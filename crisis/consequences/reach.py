"""What the world shall see of events: who is told directly. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing
from crisis.incident import Incident
from crisis.policy.reach import readers_of_end
from crisis.stages import Stage

# How it ended, for those who were told of it on the way.
ENDS = frozenset({Stage.RESOLVED, Stage.CLOSED, Stage.DISMISSED, Stage.MERGED})
AFTER_ALL_ROOMS = 40
"""Whoever is told directly may be many: they come after every room, also of the mildest incident."""


def tell_update(incident: Incident, event: e.UpdatePosted, seq: int) -> tuple[f.Effect, ...]:
    return tuple(f.TellReader(incident.number, seq, person) for person in event.readers)


def tell_end(incident: Incident, event: e.StageChanged, seq: int) -> tuple[f.Effect, ...]:
    """Once: closing what was resolved is no news."""
    if event.new not in ENDS or event.old in ENDS:
        return ()
    return tuple(f.TellReader(incident.number, seq, person) for person in readers_of_end(incident))


RANKS: dict[type[f.Effect], int] = {
    f.TellReader: AFTER_ALL_ROOMS,
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.Followed, e.Unfollowed)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.Followed: nothing,
    e.Unfollowed: nothing,
}
