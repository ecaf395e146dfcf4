"""Stories: which posts tell of one thing.

Answers for: finding the story of a post among those that are remembered, in stream order, with a memory that is
bounded. May not: keep anything durable; whoever owns it feeds it again after a start.
"""

from collections.abc import Hashable
from datetime import datetime

from crisis.triage.reading import Reading


class Stories:
    """Remembers the newest stories. Posts are fed in stream order."""

    def __init__(self) -> None:
        self._stories: dict[Hashable, int] = {}

    def find(self, reading: Reading, at: datetime) -> int | None:
        """The story that this post belongs to; None: it begins its own. Changes nothing."""
        return self._stories.get(reading.plain)

    def add(self, post: Hashable, reading: Reading, at: datetime, story: int) -> None:
        """Remember a post (by its own key) as one of this story."""
        self._stories[reading.plain] = story

    def forget(self, post: Hashable) -> None:
        """As though this post had never been added. A post that is not remembered is no error."""
