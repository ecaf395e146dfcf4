"""That a changed policy holds for an open incident. May not: hold rules."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.events.base import Event


@dataclass(frozen=True, slots=True)
class PolicyFollowed(Event):
    """Changes nothing of the incident; what is shown of it and when it is due may be different now."""

    recorded: ClassVar[bool] = False
