"""How bad a post would be if it is about us.

Answers for: a score with its reasons, and the severity that it stands for. May not: ask whether it is about us.
"""

from dataclasses import dataclass

from crisis.alert import Mention
from crisis.triage.reading import Reading
from crisis.triage.verdict import Weight


@dataclass(frozen=True, slots=True)
class Speed:
    """Posts and reposts of its story in the last 10, 30 and 60 minutes, and how many are usual in an hour."""

    in_10: int = 0
    in_30: int = 0
    in_60: int = 0
    usual: float = 0.0


NO_SPEED = Speed()


def weigh(reading: Reading, mention: Mention, speed: Speed = NO_SPEED) -> Weight:
    """Weigh what was said, by whom (followers), and how fast it spreads."""
    return Weight(0.0, None)
