"""Wishes for what one person is told directly. May not: hold words."""

from dataclasses import dataclass
from datetime import datetime

from crisis.effects.base import Effect


@dataclass(frozen=True, slots=True)
class TellReader(Effect):
    """Tell one person directly what this entry says: a status update, or how the incident ended."""

    seq: int
    person: str

    @property
    def key(self) -> str:
        return f"{self.incident}:TellReader:{self.seq}:{self.person}"

    @property
    def lane(self) -> str:
        """What one person hears of one incident keeps its order."""
        return f"{self.incident}:reader:{self.person}"


@dataclass(frozen=True, slots=True)
class SendDigest(Effect):
    """One person's digest that was due then (UTC, incident clock); answers with RecordDigest. ``incident`` is 0: it
    tells of all of them. ``asked_at``: when it was put out for sending."""

    person: str
    due_at: datetime
    asked_at: datetime

    @property
    def key(self) -> str:
        return f"digest:{self.person}:{self.due_at.isoformat()}"

    @property
    def lane(self) -> str:
        return f"digest:{self.person}"
