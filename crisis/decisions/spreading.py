"""Posts that came in, counted, and whether they ask for a worse severity: pure functions.

Answers for: what a doubling and a big account are. May not: change a severity; a person does, or the policy says that
the desk may.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crisis.incident.spread import LONGEST_WINDOW, Spread, SpreadRules, SpreadWhy
from crisis.mention import SLOT, KeptMention
from crisis.values import replace

MOST_NAMED = 12
"""Platforms and topics that are counted in the incident; the rest is in the rows."""
LEAST_TO_DOUBLE = 3
"""One post that becomes two has doubled, too, and means nothing."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What spread since the last look, and why it asks for more. ``before``: posts when the window began."""

    why: SpreadWhy
    before: int = 0
    followers: int = 0
    author: str = ""
    platform: str = ""


def slot_of(at: datetime) -> datetime:
    """When the stretch of ``SLOT`` began in which this moment lies, UTC."""
    seconds = int(SLOT.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def counted(new: Sequence[KeptMention]) -> tuple[dict[datetime, int], dict[str, int], dict[str, int]]:
    """By slot, platform and topic."""
    slots = Counter(slot_of(each.clock_from) for each in new)
    platforms = Counter(each.mention.platform for each in new)
    topics = Counter(topic for each in new for topic in each.topics)
    return slots, platforms, topics


def added(
    spread: Spread,
    count: int,
    slots: Mapping[datetime, int],
    platforms: Iterable[tuple[str, int]],
    topics: Iterable[tuple[str, int]],
    largest: int,
    now: datetime,
) -> Spread:
    """With so many posts more. Slots that no window reaches any more are left."""
    kept = Counter(dict(spread.slots))
    kept.update(slots)
    oldest = slot_of(now - LONGEST_WINDOW)
    return replace(
        spread,
        total=spread.total + count,
        first=spread.first or count,
        slots=tuple(sorted((begins, number) for begins, number in kept.items() if begins >= oldest)),
        platforms=_most(spread.platforms, platforms),
        topics=_most(spread.topics, topics),
        largest=max(spread.largest, largest),
    )


def grown(before: Spread, after: Spread, new: Sequence[KeptMention], rules: SpreadRules, now: datetime) -> Grown | None:
    """Why what came asks for a worse severity; None when it does not. What the incident was opened with asks for
    nothing: its severity was judged with that."""
    if not before.total:
        return None
    loudest = max(new, key=lambda each: each.mention.followers, default=None)
    if loudest and loudest.mention.followers >= rules.big_account and loudest.mention.followers > before.largest:
        post = loudest.mention
        return Grown(SpreadWhy.BIG_ACCOUNT, before.total, post.followers, post.author, post.platform)
    known = max(made_before(after, now - rules.window), before.first)
    last = max((each.total for each in before.proposals if each.why is SpreadWhy.DOUBLED), default=0)
    base = max(known, last, LEAST_TO_DOUBLE)
    if after.total >= 2 * base and after.total - max(known, last) >= rules.least:
        return Grown(SpreadWhy.DOUBLED, max(known, last))
    return None


def made_before(spread: Spread, at: datetime) -> int:
    """How many posts were made up to then."""
    return spread.total - sum(count for begins, count in spread.slots if begins > at - SLOT)


def _most(old: Iterable[tuple[str, int]], new: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(dict(old))
    counts.update(dict(new))
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_NAMED])
