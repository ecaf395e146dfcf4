"""Triage of a batch, away from any desk: the words it needs, and a verdict as the contract has it.

Answers for: posts in the order of the stream, in a memory that is bounded. The dictionary is mapped at first, because
that is ready at once; after some posts it is loaded, because that cuts twice as fast. May not: read or write anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.triage.live_watch import watched
from bot.words.words import WordTools, cut_in_memory, load_words
from crisis.alert import Mention
from crisis.language import Language
from crisis.policy.watch import WatchEntry
from crisis.ports import Cut
from crisis.triage.judging import Triage
from crisis.triage.stream import Stream
from crisis.triage.topics import name_of
from crisis.values import replace

WORTH_LOADING = 4_000
"""Posts after which the dictionary is loaded: until then the mapped one costs no more than the loading."""

Verdict = dict[str, Any]


@dataclass(slots=True)
class GrowingCut:
    """Cuts with ``now``; with what ``later`` gives from the so many-th text on."""

    now: Cut
    later: Callable[[], Cut]
    left: int = WORTH_LOADING

    def __call__(self, text: str) -> list[str]:
        self.left -= 1
        if not self.left:
            self.now = self.later()
        return self.now(text)


@dataclass(slots=True)
class Batch:
    """See the module. ``now``: for posts that do not say when they were made, when none before them did."""

    stream: Stream
    language: Language
    now: Callable[[], datetime]
    _at: datetime | None = None

    def verdict(self, mention: Mention) -> Verdict:
        """What is to be said of the next post, as ``fenghuo triage`` writes it, without its id."""
        self._at = mention.posted_at or self._at or self.now()
        judged = self.stream.judge(mention, self._at)
        verdict, weight = judged.verdict, judged.verdict.weight
        return {
            "about": [entry.name for entry in verdict.about],
            "severity": int(weight.severity) if weight.severity else None,
            "score": round(weight.score, 4),
            "topics": [name_of(topic, self.language) for topic in weight.topics],
            "story": f"S{judged.story}",
            "keywords": list(verdict.keywords),
            "reasons": [reason.say(self.language) for reason in verdict.reasons],
        }


def batch_of(entries: tuple[WatchEntry, ...], language: Language, now: Callable[[], datetime]) -> Batch:
    """A batch with this watch list. Loads the words. ``now``: UTC."""
    words = load_words()
    return Batch(Stream(_triage(words, entries, GrowingCut(words.cut, cut_in_memory))), language, now)


def triage_in_memory(entries: tuple[WatchEntry, ...] = ()) -> Triage:
    """As a batch has it after its first posts."""
    return _triage(load_words(), entries, cut_in_memory())


def _triage(words: WordTools, entries: tuple[WatchEntry, ...], cut: Cut) -> Triage:
    made = watched(words, entries)
    return Triage(replace(made.reader, cut=cut), made.watch, words.rarity)
