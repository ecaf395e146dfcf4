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


def _alert_ended(incident: Incident, event: e.AlertEnded, at: datetime, by: Who) -> Incident:
    return replace(incident, firing=incident.firing.ends(event.key))


def _alert_fires_again(incident: Incident, event: e.AlertFiresAgain, at: datetime, by: Who) -> Incident:
    return replace(incident, duplicates=incident.duplicates + 1, firing=incident.firing.fires(event.key))


def _part_fires(incident: Incident, event: e.AlertPartFires, at: datetime, by: Who) -> Incident:
    return replace(incident, firing=incident.firing.fires(event.key))


def _part_ended(incident: Incident, event: e.AlertPartEnded, at: datetime, by: Who) -> Incident:
    return replace(incident, firing=incident.firing.ends(event.key))


CHANGES: dict[type[e.Event], Change] = {
    e.AlertRepeated: _alert_repeated,
    e.AlertWorsened: _alert_worsened,
    e.AlertEnded: _alert_ended,
    e.AlertFiresAgain: _alert_fires_again,
    e.AlertPartFires: _part_fires,
    e.AlertPartEnded: _part_ended,
}
