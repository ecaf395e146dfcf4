"""What the clock recorded of rooms, and what it told the lead alone. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.events.base import Event
from crisis.events.clock import TargetReached
from crisis.incident import Target, Who


@dataclass(frozen=True, slots=True)
class RoomCompleted(TargetReached):
    """Channel, board and people are there. Nobody need be told: they see it."""

    target: Target = Target.ROOM_COMPLETE
    people: int = 0


@dataclass(frozen=True, slots=True)
class UpdateWarned(Event):
    """The lead was warned that an update falls due at ``due_at``; None: nobody had the lead."""

    recorded: ClassVar[bool] = False
    due_at: datetime
    person: Who = None
