"""Posts that came in, counted, and whether they ask for a worse severity: pure functions.

Answers for: what a doubling and a big account are. May not: change a severity; a person does, or the policy says that
the desk may.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crisis.incident.spread import Spread, SpreadRules, SpreadWhy
from crisis.mention import SLOT, KeptMention, slot_of

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


def counted(new: Sequence[KeptMention]) -> tuple[dict[datetime, int], dict[str, int], dict[str, int]]:
    """By slot, platform and topic."""
    slots = Counter(slot_of(each.clock_from) for each in new)
    platforms = Counter(each.mention.platform for each in new)
    topics = Counter(topic for each in new for topic in each.topics)
    return slots, platforms, topics


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
