"""What became of roles and offers. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident import MessageRef, OfferState
from crisis.incident.vacancy import Step
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class RoleOffered(Event):
    offer: int
    role: str
    person: str
    expires_at: datetime
    hands_over: bool = False
    step: Step = Step.NAMED
    instead_of: str | None = None


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
    """An offer was declined, was not answered in time, or is withdrawn; an accepted one is ``RoleTaken``. ``why`` and
    ``instead``: what whoever declined said, and whom they named."""

    offer: int
    role: str
    person: str
    state: OfferState
    why: Words = ""
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class RoleTaken(Event):
    """``offer`` None: taken without being offered. ``before``: who had it until now. ``shift_ends``: of whoever has it
    now."""

    role: str
    person: str
    offer: int | None = None
    before: str | None = None
    shift_ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoleUnfilled(Event):
    """Nobody is left whom this role could be offered. ``look_at``: when somebody else may be there."""

    role: str
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VacancyLookedAt(Event):
    """Still nobody could be offered this role; looked at again then."""

    recorded: ClassVar[bool] = False
    role: str
    look_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoleVacated(Event):
    """Who had this role has left: the account is deactivated."""

    role: str
    person: str


@dataclass(frozen=True, slots=True)
class ShiftEnding(Event):
    """The holder's shift ends soon. ``successor``: who is on next and was asked to take over; None: nobody is."""

    role: str
    person: str
    ends: datetime
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class ShiftMoved(Event):
    """The holder's shift ends at another time than was known; None: it is not theirs any more."""

    recorded: ClassVar[bool] = False
    role: str
    shift_ends: datetime | None


@dataclass(frozen=True, slots=True)
class HolderStayed(Event):
    """Who has this role keeps it: nobody is asked any more to take over."""

    role: str
    person: str
