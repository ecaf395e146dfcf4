"""What a wish is, and the kinds that share a lane or a key. May not: know any one wish."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Outside(StrEnum):
    """What a wish needs out there. While one of them is away, wishes for the other go out."""

    SLACK = "slack"
    WEB = "web"  # somebody else's address, by HTTP


@dataclass(frozen=True, slots=True)
class Effect:
    """A wish that concerns one incident."""

    incident: int
    coalesces: ClassVar[bool] = False
    needs: ClassVar[Outside] = Outside.SLACK

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}"

    @property
    def what(self) -> str:
        return type(self).__name__

    @property
    def lane(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class InChannel(Effect):
    """Something said in the incident channel. Opening the channel goes first in this lane, so all the rest waits for
    it."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"


@dataclass(frozen=True, slots=True)
class OfEntry(Effect):
    """A wish that shows one entry of the timeline."""

    seq: int

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}:{self.seq}"
