"""Wishes for the incident's channel, board and card. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect, InChannel


@dataclass(frozen=True, slots=True)
class OpenChannel(InChannel):
    """Make the incident's channel; answers with RecordChannel."""


@dataclass(frozen=True, slots=True)
class InvitePeople(Effect):
    """Bring people into the channel; answers with RecordPeople. ``seq``: of the entry that asks for it."""

    people: tuple[str, ...]
    seq: int

    @property
    def key(self) -> str:
        return f"{self.incident}:InvitePeople:{self.seq}"


@dataclass(frozen=True, slots=True)
class SetTopic(Effect):
    coalesces: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PostBoard(Effect):
    """Post the board and pin it; answers with RecordBoard. ``lost``: how many boards of this incident are gone."""

    lost: int = 0

    @property
    def key(self) -> str:
        return f"{self.incident}:PostBoard:{self.lost}" if self.lost else f"{self.incident}:PostBoard"

    @property
    def lane(self) -> str:
        return f"{self.incident}:board"


@dataclass(frozen=True, slots=True)
class RefreshBoard(Effect):
    """Show the newest state; answers with RecordBoardLost when somebody deleted the message. It may wait for its share
    of the edits, so nothing waits behind it."""

    coalesces: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PinBoard(Effect):
    """Pin the board, when it could not be pinned as it was posted."""


@dataclass(frozen=True, slots=True)
class PostCard(Effect):
    """Post the card in the updates channel; answers with RecordCard."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:card"


@dataclass(frozen=True, slots=True)
class RefreshCard(Effect):
    """Show the newest state. It may wait for its share of the edits: a status update does not wait behind it."""

    coalesces: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PostBriefing(InChannel):
    """The alert's facts, in the channel."""
