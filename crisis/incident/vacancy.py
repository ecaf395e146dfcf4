"""Roles that nobody has and nobody is left to be asked: what is remembered of them, and how an offer came about.

Answers for: shapes. May not: choose or decide.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """How it came that somebody is asked."""

    NAMED = "named"  # by a person
    BEST = "best"  # the best candidate
    DEPUTY = "deputy"  # stands in for somebody who has not answered, or has declined
    OTHER = "other"  # the next best
    ABOVE = "above"  # the level above: nobody of the team accepted
    SHIFT = "shift"  # is on next, when the holder's shift ends


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that is to be looked at again: somebody may be on duty or at work by then."""

    role: str
    look_at: datetime
