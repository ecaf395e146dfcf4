"""Stories in memory, as the rows have them: which post belongs to which, how fast each grows, what is usual.

Answers for: the same answers after a restart and in every replica, because all of it is fed from rows in the order of
their numbers; and that nothing stays of a transaction that was taken back. May not: keep anything durable, or tell
stories apart (``stories`` does). Whoever asks stands behind one gate until the end of the transaction, so that no two
do at once; ``committed`` alone may be called from anywhere. Bounded: what was not heard of for long is
forgotten.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from crisis.alert import Mention
from crisis.mention import KeptMention
from crisis.ports.intake import Division
from crisis.triage.reading import Reading
from crisis.triage.stories import Stories
from crisis.triage.usual import Usual
from crisis.triage.weighing import Speed

REMEMBERED = 10_000
"""Posts, the newest: exactly these, however long a process has run, so that all come to the same. Read again after a
start, which is two or three seconds of work, a little at a time."""
AT_ONCE = 100
"""Rows that are read with one look."""
MOST_STORIES = 10_000
KEPT_MINUTES = 90
HEARD_AGAIN = 8
"""Posts of a story that are told to ``stories`` again after some of its were taken back: it keeps the newest alone, so
that those taken back may have pushed out all that stay."""


class Rows(Protocol):
    """The part of ``crisis.ports.View`` that is needed here."""

    def mentions_after(self, number: int, limit: int) -> tuple[KeptMention, ...]: ...

    def newest_mentions(self, limit: int) -> tuple[KeptMention, ...]: ...

    def newest_of_story(self, story: int, limit: int) -> tuple[KeptMention, ...]: ...

    def divisions_after(self, number: int) -> tuple[Division, ...]: ...

    def newest_division(self) -> int: ...


Read = Callable[[Mention], Reading]


@dataclass(frozen=True, slots=True)
class _Told:
    """A post as it is counted. ``minute`` and ``weight``: when it was made, and how many it counts for: itself and its
    reposts. ``turn``: of the transaction that added it."""

    story: int
    minute: int
    weight: int
    about: tuple[str, ...]
    turn: int = 0


@dataclass(slots=True)
class StoryNow:
    """What is known of one story. ``strongest``: the fingerprint of the post with the highest ``score``.
    ``weighed_at``: how many posts and reposts of an hour there were when that one was weighed last."""

    posts: int = 0
    strongest: str = ""
    score: float = -1.0
    about: set[str] = field(default_factory=set)
    minutes: dict[int, int] = field(default_factory=dict)
    weighed_at: int = 1

    def within(self, minute: int, length: int) -> int:
        return sum(count for at, count in self.minutes.items() if minute - length < at <= minute)


class StoryKeeper:
    """See the module. A post's key is its fingerprint."""

    def __init__(self, stories: Stories | None = None, names: tuple[str, ...] = ()) -> None:
        """``names``: of the watch list, in words; they tell no two stories apart."""
        self._stories = Stories(names=names) if stories is None else stories
        self._seen: int | None = None  # the newest row that is known and will stay
        self._turn = 0
        self._committed: deque[tuple[int, int]] = deque()
        self._divided = 0  # the newest division of a story that is known
        self._tentative: dict[str, _Told] = {}  # added by transactions that may be taken back
        self._order: deque[str] = deque()  # of those that are remembered
        self._known: OrderedDict[int, StoryNow] = OrderedDict()
        self._usual = Usual()
        self.is_warm = False  # whether everything of before the start is here

    # ---- with the rows

    def catch_up(self, rows: Rows, read: Read, most: int | None = None) -> int | None:
        """Take over what the rows say and this memory does not; forget what it says and they do not. With ``most``, of
        about so many rows. The number of this turn, for ``committed``; None when there is more to be taken over."""
        self._settle_committed()
        if self._seen is None:
            newest = rows.newest_mentions(1)
            self._seen = max(newest[0].id - REMEMBERED, 0) if newest else 0
            self._divided = rows.newest_division()
        at, there, taken = self._seen, set[str](), 0
        while found := rows.mentions_after(at, AT_ONCE):
            at = found[-1].id
            for kept in found:
                if kept.fingerprint in self._tentative:
                    there.add(kept.fingerprint)
                else:
                    self._take_over(kept, read)
            if not self._tentative:
                self._seen = at
            taken += len(found)
            if len(found) < AT_ONCE:
                break
            if most is not None and taken >= most:
                return None
        self._take_back(there, rows, read)
        for division in rows.divisions_after(self._divided):
            self._divide(division, rows, read)
        self.is_warm = True
        self._turn += 1
        return self._turn

    def committed(self, turn: int, newest: int) -> None:
        """What was added up to this turn will stay; ``newest``: the number of its last row."""
        self._committed.append((turn, newest))

    def _settle_committed(self) -> None:
        while self._committed:
            turn, newest = self._committed.popleft()
            for fingerprint in [key for key, told in self._tentative.items() if told.turn <= turn]:
                del self._tentative[fingerprint]
            self._seen = max(self._seen or 0, newest)

    def _take_back(self, there: set[str], rows: Rows, read: Read) -> None:
        """Forget those that no row is of."""
        lost = {each: told.story for each, told in self._tentative.items() if each not in there}
        for fingerprint in lost:
            self._forget(fingerprint)
        for story in dict.fromkeys(lost.values()):
            for kept in rows.newest_of_story(story, HEARD_AGAIN):
                self._stories.add(kept.fingerprint, read(kept.mention), kept.clock_from, story)

    def _divide(self, division: Division, rows: Rows, read: Read) -> None:
        """Somebody has divided a story, here or in another replica: have both as their rows are now. Until this turn
        is committed it may be heard of again, which changes nothing."""
        self._divided = division.id
        remembered = set(self._order)
        for story in (division.of, division.story):
            self._known.pop(story, None)
            for kept in rows.newest_of_story(story, REMEMBERED):
                if kept.fingerprint in remembered:
                    self._count(kept)
        left = rows.newest_of_story(division.story, REMEMBERED)
        self._stories.split([kept.fingerprint for kept in left], division.story)
        for kept in left[-AT_ONCE:]:
            if kept.fingerprint in remembered:
                self._stories.add(kept.fingerprint, read(kept.mention), kept.clock_from, division.story)

    def _take_over(self, kept: KeptMention, read: Read) -> None:
        reading = read(kept.mention)
        self._remember(kept, reading)

    # ---- with posts

    def find(self, reading: Reading, at: datetime) -> int | None:
        """The story that a post belongs to; None: it begins its own."""
        return self._stories.find(reading, at)

    def about(self, story: int) -> frozenset[str]:
        """The entries of the watch list that its posts mean."""
        known = self._known.get(story)
        return frozenset(known.about) if known else frozenset()

    def speed(self, story: int | None, at: datetime, more: int = 0) -> Speed:
        """How fast a story spreads at this moment, with as many ``more`` as are about to be added."""
        minute = _minute(at)
        known = self._known.get(story) if story is not None else None
        if known is None:
            return Speed(more, more, more, self._usual.of((), minute))
        in_10, in_30, in_60 = (known.within(minute, length) + more for length in (10, 30, 60))
        return Speed(in_10, in_30, in_60, self._usual.of(tuple(known.about), minute))

    def add(self, kept: KeptMention, reading: Reading) -> None:
        """Remember a post as one of its story, until its transaction is taken back."""
        self._tentative[kept.fingerprint] = self._remember(kept, reading)

    def strongest_again(self, story: int, speed: Speed) -> str | None:
        """The fingerprint of a story's strongest post, when the story has grown to double since that was weighed: what
        was mild while two said it may not be when forty do. None otherwise."""
        known = self._known.get(story)
        if known is None or known.posts < 2 or speed.in_60 < 2 * known.weighed_at:
            return None
        known.weighed_at = speed.in_60
        return known.strongest or None

    def posts_of(self, story: int) -> int:
        """How many of its posts are remembered."""
        known = self._known.get(story)
        return known.posts if known else 0

    def _remember(self, kept: KeptMention, reading: Reading) -> _Told:
        told = _Told(kept.story, _minute(kept.clock_from), weight_of(kept.mention), kept.about, self._turn)
        self._stories.add(kept.fingerprint, reading, kept.clock_from, kept.story)
        self._order.append(kept.fingerprint)
        if len(self._order) > REMEMBERED:
            self._stories.forget(self._order.popleft())
        self._count(kept)
        self._usual.count(told.about, told.minute, told.weight)
        return told

    def _count(self, kept: KeptMention) -> None:
        """As one of its story."""
        minute = _minute(kept.clock_from)
        known = self._known.setdefault(kept.story, StoryNow())
        self._known.move_to_end(kept.story)
        if len(self._known) > MOST_STORIES:
            self._known.popitem(last=False)
        known.posts += 1
        known.about.update(kept.about)
        known.minutes[minute] = known.minutes.get(minute, 0) + weight_of(kept.mention)
        if len(known.minutes) > KEPT_MINUTES:
            del known.minutes[min(known.minutes)]
        if kept.score > known.score:
            known.strongest, known.score = kept.fingerprint, kept.score

    def _forget(self, fingerprint: str) -> None:
        told = self._tentative.pop(fingerprint)
        self._stories.forget(fingerprint)
        self._order.remove(fingerprint)
        self._usual.count(told.about, told.minute, -told.weight)
        known = self._known.get(told.story)
        if known is None:
            return
        known.posts -= 1
        known.minutes[told.minute] = max(known.minutes.get(told.minute, 0) - told.weight, 0)
        if known.strongest == fingerprint:
            known.strongest, known.score = "", -1.0
        if known.posts <= 0:
            del self._known[told.story]


def weight_of(post: Mention) -> int:
    """How many a post counts for: itself and its reposts."""
    return 1 + post.reposts


def _minute(at: datetime) -> int:
    return int(at.timestamp() // 60)
