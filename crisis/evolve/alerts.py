"""What events change: alerts that come again. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.values import replace


def _alert_repeated(incident: Incident, event: e.AlertRepeated, at: datetime, by: Who) -> Incident:
    return replace(incident, duplicates=incident.duplicates + 1)


def _alert_worsened(incident: Incident, event: e.AlertWorsened, at: datetime, by: Who) -> Incident:
    return replace(incident, worst_hint=event.severity)


CHANGES: dict[type[e.Event], Change] = {
    e.AlertRepeated: _alert_repeated,
    e.AlertWorsened: _alert_worsened,
}
