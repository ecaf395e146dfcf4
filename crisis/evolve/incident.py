"""What events change: the incident as a whole. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Rhythm, Who
from crisis.incident.firing import begun
from crisis.stages import Stage
from crisis.values import replace


def begin(number: int, event: e.IncidentOpened, at: datetime, by: Who) -> Incident:
    """The first state of an incident. The response clock counts from the alert's first sight, else from ``at``."""
    opened_at = event.alert.received_at if event.alert else at
    return Incident(
        number=number,
        key=event.key,
        title=event.title,
        severity=event.severity,
        kind=event.kind,
        text=event.text,
        opened_at=opened_at,
        opened_by=by,
        started_at=event.started_at,
        rhythm=Rhythm(every=event.update_every, next_due=max(opened_at + event.update_every, at)),
        alert=event.alert,
        # What a drill invents must never be taken for the cause of a real one, nor the other way round.
        alert_fingerprint=event.alert.fingerprint if event.alert and event.drill is None else None,
        reported_in=event.reported_in,
        flares_up=event.flares_up,
        channel_name=event.channel_name,
        channel_name_ascii=event.channel_name_ascii,
        invited=event.invited,
        drill=event.drill is not None,
        playing=event.drill,
        private=event.private,
        firing=begun(event.alert),
    )


def _severity_changed(incident: Incident, event: e.SeverityChanged, at: datetime, by: Who) -> Incident:
    return replace(incident, severity=event.new)


def _stage_changed(incident: Incident, event: e.StageChanged, at: datetime, by: Who) -> Incident:
    resolved_at, closed_at = incident.resolved_at, incident.closed_at
    if event.new in (Stage.RESOLVED, Stage.CLOSED):
        resolved_at = resolved_at or at
    else:
        resolved_at = None
    closed_at = None if event.new.is_open else at
    return replace(incident, stage=event.new, resolved_at=resolved_at, closed_at=closed_at)


def _renamed(incident: Incident, event: e.Renamed, at: datetime, by: Who) -> Incident:
    return replace(incident, title=event.new)


CHANGES: dict[type[e.Event], Change] = {
    e.SeverityChanged: _severity_changed,
    e.StageChanged: _stage_changed,
    e.Renamed: _renamed,
}
