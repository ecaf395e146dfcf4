"""Past incidents that are like this one. May not: hold rules."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident.past_one import PastOne


@dataclass(frozen=True, slots=True)
class SimilarFound(Event):
    """What the board names. A look into the past is no entry of the timeline: nothing has happened."""

    recorded: ClassVar[bool] = False
    found: tuple[PastOne, ...]
