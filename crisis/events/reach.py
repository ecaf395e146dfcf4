"""Who wants to hear of an incident. May not: hold rules."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.events.base import Event


@dataclass(frozen=True, slots=True)
class Followed(Event):
    """Somebody is told of this incident's updates directly from now on. No entry: it is nothing that happened in the
    crisis; who was told of an update stands with the update."""

    recorded: ClassVar[bool] = False
    person: str


@dataclass(frozen=True, slots=True)
class Unfollowed(Event):
    """Somebody wants to hear no more of it directly, also if the policy names them."""

    recorded: ClassVar[bool] = False
    person: str
