"""Wishes that show an entry of the timeline, or carry out the review. May not: hold words."""

from dataclasses import dataclass

from crisis.effects.base import OfEntry


@dataclass(frozen=True, slots=True)
class PostEntry(OfEntry):
    """Say in the channel what this entry says."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"


@dataclass(frozen=True, slots=True)
class PostUpdateInUpdatesChannel(OfEntry):
    """The status update, in the thread of the card."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:card"


@dataclass(frozen=True, slots=True)
class UploadReview(OfEntry):
    """The review as a file in the channel. ``format``: ``md`` or ``html``."""

    format: str

    @property
    def key(self) -> str:
        return f"{self.incident}:UploadReview:{self.seq}:{self.format}"

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"
