"""What the world shall see of events: drills. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing
from crisis.incident import Incident


def _inject_played(incident: Incident, event: e.InjectPlayed, seq: int) -> tuple[f.Effect, ...]:
    said = (f.PostEntry(incident.number, seq),)
    return (*said, f.TellAbsent(incident.number, seq)) if event.person else said


def _drill_ended(incident: Incident, event: e.DrillEnded, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostScoreCard(incident.number, seq),)


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.PracticeSaid,)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.InjectPlayed: _inject_played,
    e.PracticeSaid: nothing,
    e.DrillEnded: _drill_ended,
}
