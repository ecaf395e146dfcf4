"""Wishes about offers and roles. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect, OfEntry


@dataclass(frozen=True, slots=True)
class OfOffer(Effect):
    """A wish about one offer; its messages keep their order."""

    offer: int

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}:{self.offer}"

    @property
    def lane(self) -> str:
        return f"{self.incident}:offer:{self.offer}"


@dataclass(frozen=True, slots=True)
class OpenDirectMessage(OfOffer):
    """Open the direct message with the person of an offer while the channel is still being made: it saves a call
    later."""

    @property
    def lane(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class SendOffer(OfOffer):
    """The direct message with the role's instructions and the buttons; answers with RecordOfferSent."""


@dataclass(frozen=True, slots=True)
class SettleOffer(OfOffer):
    """Edit the direct message: the offer is accepted, declined, withdrawn or not answered in time; or its role is
    somebody else's. More than one of these may happen to it."""

    coalesces: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class TellUnfilled(OfEntry):
    """Tell the lead directly that nobody is left for a role."""


@dataclass(frozen=True, slots=True)
class TellHolder(OfEntry):
    """Tell whoever has or had a role what becomes of it: somebody took over or will not, or the shift ends."""
