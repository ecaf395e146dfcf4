"""What the world shall see of events: how posts spread. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing, say_entry
from crisis.incident import Incident


def _chart(incident: Incident, event: e.ChartAsked, seq: int) -> tuple[f.Effect, ...]:
    return (f.UploadChart(incident.number, seq),)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.SpreadCounted: nothing,
    e.SpreadUncounted: nothing,
    e.SeverityProposed: say_entry,
    e.ProposalSettled: say_entry,
    e.ChartAsked: _chart,
}
