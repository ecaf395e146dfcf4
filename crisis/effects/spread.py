"""Wishes about how posts spread. May not: hold words."""

from dataclasses import dataclass

from crisis.effects.base import OfEntry


@dataclass(frozen=True, slots=True)
class UploadChart(OfEntry):
    """The volume of posts over time as a picture in the channel."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"
