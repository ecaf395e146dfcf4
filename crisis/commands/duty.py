"""Commands about who is on duty. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime

from crisis.incident import Who


@dataclass(frozen=True, slots=True)
class TakeOver:
    """``person`` is on in this rotation from ``begins`` until ``ends`` (UTC), in place of whoever would be, or of
    ``instead_of`` alone."""

    rotation: str
    person: str
    begins: datetime
    ends: datetime
    instead_of: str | None
    by: Who


@dataclass(frozen=True, slots=True)
class TakeBack:
    """An override that was made in Slack holds no longer."""

    override: int
    by: Who


AboutDuty = TakeOver | TakeBack
"""Commands about who is on duty."""
