"""Wishes of the clock that one person sees. May not: hold words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.effects.base import OfEntry
from crisis.effects.roles import OfOffer


@dataclass(frozen=True, slots=True)
class WarnLead(OfEntry):
    """Tell the lead directly that an update falls due at ``due_at``. ``seq``: of the newest entry then."""

    person: str
    due_at: datetime

    @property
    def key(self) -> str:
        return f"{self.incident}:WarnLead:{self.seq}:{int(self.due_at.timestamp())}"


@dataclass(frozen=True, slots=True)
class TellLouder(OfEntry):
    """Tell a deputy or somebody of a level above directly that an update is overdue."""

    person: str

    @property
    def key(self) -> str:
        return f"{self.incident}:TellLouder:{self.seq}:{self.person}"


@dataclass(frozen=True, slots=True)
class RefreshOffer(OfOffer):
    """Show in the direct message until when the offer waits now."""

    coalesces: ClassVar[bool] = True
