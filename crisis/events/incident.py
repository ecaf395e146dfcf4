"""What happened to the incident as a whole: opened, renamed, worse or milder, a stage further. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis.alert import Alert
from crisis.events.base import Event
from crisis.incident import MessageRef
from crisis.incident.drill import Drill
from crisis.severity import Severity
from crisis.stages import Move, Stage
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class IncidentOpened(Event):
    title: Words
    severity: Severity
    kind: str
    key: str
    channel_name: Words
    channel_name_ascii: Words
    update_every: timedelta
    invited: tuple[str, ...]
    started_at: datetime | None = None
    text: Words = ""
    alert: Alert | None = None
    reported_in: MessageRef | None = None
    flares_up: int | None = None
    drill: Drill | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class SeverityChanged(Event):
    old: Severity
    new: Severity
    reason: Words = ""


@dataclass(frozen=True, slots=True)
class StageChanged(Event):
    old: Stage
    new: Stage
    move: Move
    reason: Words = ""
    into: int | None = None  # merged into this one, where its number may be shown


@dataclass(frozen=True, slots=True)
class Renamed(Event):
    old: Words
    new: Words
