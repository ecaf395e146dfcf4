"""Wishes of drills. May not: hold words."""

from dataclasses import dataclass

from crisis.effects.base import OfEntry


@dataclass(frozen=True, slots=True)
class TellAbsent(OfEntry):
    """In a drill, ask somebody directly to stay silent from now on."""


@dataclass(frozen=True, slots=True)
class PostScoreCard(OfEntry):
    """How a drill went, in its channel. ``seq``: of the entry that ended it."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"
