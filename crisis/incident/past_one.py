"""An earlier incident as a board names it: a value only. May not: say why it is like another (``past`` does)."""

from dataclasses import dataclass

from crisis.words import Words


@dataclass(frozen=True, slots=True)
class PastOne:
    """``decisions``: how many of its decisions stand."""

    number: int
    title: Words
    decisions: int = 0
