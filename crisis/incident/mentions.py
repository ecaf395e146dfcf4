"""What an incident knows of its mentions: how many are in which state, since when the oldest waits.

Answers for: the tally. The posts themselves are rows (``mention``). May not: know a rule, or hold a post.
"""

from dataclasses import dataclass
from datetime import datetime

from crisis.message import MessageRef


@dataclass(frozen=True, slots=True)
class Mentions:
    """``owed``: those claimed that were solved in private and not answered where everybody reads. ``oldest``: from when
    the clock of the oldest runs that is not answered; None without one. ``first_heard_at``: when the first came.

    ``reminded_at``: the newest reminder, ``reminded``: the ids it named, ``steps``: how many reminders in a row were
    about the same ones before it."""

    waiting: int = 0
    claimed: int = 0
    answered: int = 0
    closed: int = 0
    aside: int = 0
    owed: int = 0
    oldest: datetime | None = None
    first_heard_at: datetime | None = None
    answered_in_time: int = 0
    answered_late: int = 0
    card: MessageRef | None = None
    cards_lost: int = 0
    reminded_at: datetime | None = None
    reminded: tuple[int, ...] = ()
    steps: int = 0

    @property
    def open(self) -> int:
        """Those that are not answered."""
        return self.waiting + self.claimed

    @property
    def total(self) -> int:
        """All but those that are not about us."""
        return self.open + self.answered + self.closed
