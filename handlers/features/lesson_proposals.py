"""What a post that is not about us could teach the watch list, and what that would cost.

May not: teach, or be a feature.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crisis.incident import Incident
from crisis.mention import MentionState
from crisis.policy.watch import WatchEntry
from crisis.ports import View
from crisis.triage.proposing import MOST, propose, silenced
from crisis.triage.tiers import Tiers
from handlers.watching import Watched

LOOKED_THROUGH = 2_000  # the newest mentions
TREATED_AS_OURS = frozenset({MentionState.CLAIMED, MentionState.ANSWERED, MentionState.CLOSED})
MOST_TEXTS = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that posts were taken to be about, and words that would rule it out, the most telling first.
    ``kept_back``: see ``Proposed``."""

    entry: str
    words: tuple[str, ...]
    kept_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """How many posts that people treated as about us would not be heard; ``shown``: those that the asker may read."""

    count: int
    shown: tuple[str, ...]


def proposals_of(texts: Sequence[str], watched: Watched, tiers: Tiers) -> tuple[Proposal, ...]:
    """For each entry that any of the texts was taken to mean; those of which something could be learnt stand first.
    ``tiers``: the words of weight, none of which is proposed."""
    found: dict[str, Proposal] = {}
    for text in texts[:MOST_TEXTS]:
        reading = watched.reader.read(text)
        for meaning in watched.watch.meanings(reading):
            if meaning.meant:
                known = found.get(meaning.entry.name, Proposal(meaning.entry.name, ()))
                more = propose(meaning.entry, reading, watched.watch, tiers)
                found[known.entry] = Proposal(
                    known.entry, _first(known.words, more.words), _first(known.kept_back, more.kept_back)
                )
    return tuple(sorted(found.values(), key=lambda each: not each.words))


def _first(known: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))[:MOST]


def silenced_by(entry: WatchEntry, word: str, view: View, watched: Watched, sees: Callable[[Incident], bool]) -> Lost:
    """Which of the newest posts that people claimed or answered as about the entry ``word`` would silence. Runs beside
    the event loop. Of incidents that the asker does not see, posts are only counted."""
    wanted = watched.reader.plain(word)[0]
    ours = [
        each
        for each in view.newest_mentions(LOOKED_THROUGH)
        if each.state in TREATED_AS_OURS and entry.name in each.about
    ]
    holding = [each for each in ours if wanted in watched.reader.plain(each.mention.text)[0]]
    posts = [(place, watched.reader.read(each.mention.text)) for place, each in enumerate(holding)]
    lost = silenced(entry, word, posts, watched.watch_of)
    shown = []
    for each in lost:
        number = holding[each.key].incident
        incident = view.incident(number) if number is not None else None
        if incident is None or sees(incident):
            shown.append(each.text)
    return Lost(len(lost), tuple(shown))
