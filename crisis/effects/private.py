"""Wishes of private incidents. May not: hold words."""

from dataclasses import dataclass

from crisis.effects.base import OfEntry


@dataclass(frozen=True, slots=True)
class TellNoRoom(OfEntry):
    """Tell whoever opened a private incident that its channel could not be made, and that nothing was made instead."""
