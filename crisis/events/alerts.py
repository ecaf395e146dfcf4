"""What the source of an alert said after it had opened the incident. May not: hold rules."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.events.base import Event
from crisis.severity import Severity


@dataclass(frozen=True, slots=True)
class AlertRepeated(Event):
    """The same alert again: counted on the board."""

    recorded: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AlertWorsened(Event):
    """The same alert again, and its source now calls it worse than the incident is. A person decides what follows."""

    severity: Severity


@dataclass(frozen=True, slots=True)
class AlertEnded(Event):
    """The source says that what it alerted about is over."""

    source: str
