"""Commands about alerts and the cards on which they wait. May not: hold rules."""

from dataclasses import dataclass

from crisis.alert import Alert
from crisis.incident import MessageRef, Who


@dataclass(frozen=True, slots=True)
class ReceiveAlert:
    """Take an alert in: it opens an incident, is counted as a duplicate, or is held for a person."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class OpenHeldAlerts:
    """Open an incident for each alert that waits in a storm, the worst first. ``newest``: the number of the newest that
    the person saw; what came later is left."""

    storm: int
    newest: int
    by: Who


@dataclass(frozen=True, slots=True)
class DismissHeldAlerts:
    """Ask nobody any more about the alerts that wait in a storm, up to ``newest``."""

    storm: int
    newest: int
    by: Who


@dataclass(frozen=True, slots=True)
class RecordHeldCard:
    """The card of a held alert was posted."""

    alert: int
    card: MessageRef


@dataclass(frozen=True, slots=True)
class RecordStormCard:
    """The card of a storm was posted; or it is gone, because somebody deleted it."""

    storm: int
    card: MessageRef | None


AboutAlerts = OpenHeldAlerts | DismissHeldAlerts | RecordHeldCard | RecordStormCard
"""Commands about alerts that wait."""
