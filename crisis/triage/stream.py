"""Posts in the order in which they come, each with its verdict and its story: triage without a desk.

Answers for: how fast a story grows being known when its post is weighed, and a memory that is bounded however many
come. May not: keep anything durable, or decide what follows.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from crisis.alert import Mention
from crisis.triage.judging import Triage
from crisis.triage.stories import Stories
from crisis.triage.verdict import Verdict
from crisis.triage.weighing import Speed

KEPT_STORIES = 20_000
"""Whose speed is remembered; those that were not heard of for longest are forgotten first."""
KEPT_MINUTES = 60
SPANS = (10, 30, 60)  # minutes, as ``Speed`` has them


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said of one post. ``story``: a number that posts of one story share."""

    verdict: Verdict
    story: int


class Stream:
    """Made once for a stream. Not to be shared between threads."""

    def __init__(self, triage: Triage, stories: Stories | None = None) -> None:
        self._triage = triage
        self._stories = stories or Stories()
        self._minutes: OrderedDict[int, dict[int, int]] = OrderedDict()
        self._posts = 0
        self._begun = 0

    def judge(self, mention: Mention, at: datetime) -> Judged:
        """The next post, made ``at`` (UTC)."""
        reading = self._triage.read(mention)
        story = self._stories.find(reading, at)
        if story is None:
            self._begun += 1
            story = self._begun
        verdict = self._triage.judge(reading, mention, self._speed(story, mention, at))
        self._posts += 1
        self._stories.add(self._posts, reading, at, story)
        return Judged(verdict, story)

    def _speed(self, story: int, mention: Mention, at: datetime) -> Speed:
        """How fast the story grows, this post included."""
        minutes = self._minutes.setdefault(story, {})
        self._minutes.move_to_end(story)
        if len(self._minutes) > KEPT_STORIES:
            self._minutes.popitem(last=False)
        minute = int(at.timestamp()) // 60
        minutes[minute] = minutes.get(minute, 0) + 1 + mention.reposts
        if len(minutes) > KEPT_MINUTES:
            del minutes[min(minutes)]
        within = [sum(count for when, count in minutes.items() if minute - span < when <= minute) for span in SPANS]
        return Speed(*within)
