"""What an event is, and the line of the timeline that it becomes. May not: know any one event."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.incident import Who


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one incident; when and by whom stand on the entry."""

    recorded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: the event with its place, time and author. ``hash`` is its link of the chain."""

    incident: int
    seq: int
    at: datetime
    by: Who
    event: Event
    hash: str
