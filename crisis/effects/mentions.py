"""Wishes about mentions. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect, InChannel, OfEntry


@dataclass(frozen=True, slots=True)
class PostMentions(InChannel):
    """The card of the mentions in the incident channel; answers with RecordMentionsCard. ``lost``: how many cards
    before this one were deleted."""

    lost: int = 0

    @property
    def key(self) -> str:
        return f"{self.incident}:PostMentions:{self.lost}"


@dataclass(frozen=True, slots=True)
class RefreshMentions(Effect):
    """Show on that card how the mentions stand now."""

    coalesces: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class TellOfMentions(OfEntry):
    """Tell a deputy or somebody of a level above directly that mentions are not answered."""

    person: str

    @property
    def key(self) -> str:
        return f"{self.incident}:TellOfMentions:{self.seq}:{self.person}"
