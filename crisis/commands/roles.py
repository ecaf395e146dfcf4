"""Commands about roles and offers. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command
from crisis.incident import MessageRef


@dataclass(frozen=True, slots=True)
class OfferRole(Command):
    role: str
    person: str


@dataclass(frozen=True, slots=True)
class TakeRole(Command):
    role: str


@dataclass(frozen=True, slots=True)
class HandRole(Command):
    """The holder asks somebody else to take over; stays in charge until that person accepts."""

    role: str
    person: str


@dataclass(frozen=True, slots=True)
class AcceptOffer(Command):
    offer: int


@dataclass(frozen=True, slots=True)
class DeclineOffer(Command):
    """``instead``: who could do it; that person is asked next."""

    offer: int
    instead: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class StayInRole(Command):
    """The holder keeps the role, though the shift ends or somebody was asked to take over."""

    role: str


@dataclass(frozen=True, slots=True)
class RecordPersonLeft(Command):
    """Somebody's account was deactivated: who has roles here, or is being asked, will not answer any more."""

    person: str


@dataclass(frozen=True, slots=True)
class RecordOfferSent(Command):
    """The direct message of an offer went out."""

    offer: int
    message: MessageRef


@dataclass(frozen=True, slots=True)
class PutOffOffer(Command):
    """An offer's time begins anew: its person could not be reached until now, or cannot be reached now."""

    offer: int
