"""Posts in the order in which they come, each with its verdict and its story: triage without a desk.

Answers for: how fast a story grows being known when its post is weighed, and a memory that is bounded however many
come. May not: keep anything durable, or decide what follows.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from crisis.alert import Mention
from crisis.triage.judging import Triage, names_of
from crisis.triage.keeping import weight_of
from crisis.triage.stories import Stories
from crisis.triage.usual import Usual
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
        self._stories = stories or Stories(names=names_of(triage))
        self._usual = Usual()
        self._paces: OrderedDict[int, _Pace] = OrderedDict()
        self._posts = 0
        self._begun = 0

    def judge(self, mention: Mention, at: datetime) -> Judged:
        """The next post, made ``at`` (UTC)."""
        reading = self._triage.read(mention)
        story = self._stories.find(reading, at)
        if story is None:
            self._begun += 1
            story = self._begun
        pace, minute = self._pace(story), int(at.timestamp()) // 60
        verdict = self._triage.judge(reading, mention, self._speed(pace, mention, minute))
        about = tuple(each.name for each in verdict.about)
        pace.about = tuple(dict.fromkeys((*pace.about, *about)))
        self._usual.count(about, minute, weight_of(mention))
        self._posts += 1
        self._stories.add(self._posts, reading, at, story)
        return Judged(verdict, story)

    def _speed(self, pace: "_Pace", mention: Mention, minute: int) -> Speed:
        """How fast the story grows, this post included."""
        pace.minutes[minute] = pace.minutes.get(minute, 0) + weight_of(mention)
        if len(pace.minutes) > KEPT_MINUTES:
            del pace.minutes[min(pace.minutes)]
        if len(pace.minutes) == 1:  # as most stories have
            in_10 = in_30 = in_60 = pace.minutes[minute]
            return Speed(in_10, in_30, in_60, self._usual.of(pace.about, minute))
        in_10, in_30, in_60 = (
            sum(count for at, count in pace.minutes.items() if minute - span < at <= minute) for span in SPANS
        )
        return Speed(in_10, in_30, in_60, self._usual.of(pace.about, minute))

    def _pace(self, story: int) -> "_Pace":
        pace = self._paces.setdefault(story, _Pace())
        self._paces.move_to_end(story)
        if len(self._paces) > KEPT_STORIES:
            self._paces.popitem(last=False)
        return pace


@dataclass(slots=True)
class _Pace:
    """A story's posts and reposts by the minute (since 1970), and what it is about."""

    minutes: dict[int, int] = field(default_factory=dict)
    about: tuple[str, ...] = ()
