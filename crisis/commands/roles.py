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
    offer: int


@dataclass(frozen=True, slots=True)
class RecordOfferSent(Command):
    """The direct message of an offer went out."""

    offer: int
    message: MessageRef


@dataclass(frozen=True, slots=True)
class PutOffOffer(Command):
    """An offer's time begins anew: its person could not be reached until now, or cannot be reached now."""

    offer: int
