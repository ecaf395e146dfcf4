"""What became of roles and offers. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident import MessageRef, OfferState


@dataclass(frozen=True, slots=True)
class RoleOffered(Event):
    offer: int
    role: str
    person: str
    expires_at: datetime
    hands_over: bool = False


@dataclass(frozen=True, slots=True)
class OfferSent(Event):
    """The direct message of an offer went out."""

    recorded: ClassVar[bool] = False
    offer: int
    message: MessageRef


@dataclass(frozen=True, slots=True)
class OfferPutOff(Event):
    """An offer waits until later: the person could not be reached, or could not answer."""

    recorded: ClassVar[bool] = False
    offer: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferEnded(Event):
    """An offer was declined, expired or withdrawn; an accepted one is ``RoleTaken``."""

    offer: int
    role: str
    person: str
    state: OfferState


@dataclass(frozen=True, slots=True)
class RoleTaken(Event):
    """``offer`` None: taken without being offered. ``before``: who had it until now."""

    role: str
    person: str
    offer: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class RoleUnfilled(Event):
    """Nobody is left whom this role could be offered."""

    role: str
