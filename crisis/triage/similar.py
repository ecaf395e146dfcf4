"""Past texts that tell of the same kind of thing.

Answers for: a memory of texts, and the ones in it that are most like another: by the concepts that both name (foreign
object in food, data leak …), their families, their words and their pairs of letters. Concepts carry it: two crises of
one kind rarely share words. May not: cut words itself, or know what an incident is.
"""

import zlib
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from math import log, sqrt
from typing import Generic, TypeVar

from crisis.triage.concepts import named
from crisis.triage.keywords import is_telling, stem

Key = TypeVar("Key", bound=Hashable)

MOST_LETTERS = 600
"""Of a text that are looked at: what it is about stands at its beginning."""
MOST_OF_A_PART = 40
"""Features of one part that are kept of a text: memory stays bounded whatever is written."""

# How much each part says; found on the half of the labelled set that is there to work with.
CONCEPTS, FAMILIES, WORDS, PAIRS, KIND = 1.0, 2.0, 0.7, 0.7, 1.0
LIKE = 1.2
"""From here on two texts are thought to be of one kind, of ``WHOLE``."""
WHOLE = CONCEPTS + FAMILIES + WORDS + PAIRS

# A word or a pair that stands in more texts than this share of them, and than so many, tells nothing and costs most.
_COMMON, _FEW = 0.03, 50
_TEXT_HASHES = 1 << 15


@dataclass(frozen=True, slots=True)
class Features:
    """What a text is compared by, packed: thousands are remembered. The features of its parts (concepts, families,
    words, pairs, kind) one after the other, hashed, with how strongly the text has each; where each part ends."""

    hashes: "array[int]"
    weights: "array[float]"
    ends: tuple[int, ...]

    def parts(self) -> Iterator[list[tuple[int, float]]]:
        start = 0
        for end in self.ends:
            yield list(zip(self.hashes[start:end], self.weights[start:end], strict=True))
            start = end


@dataclass(frozen=True, slots=True)
class Likeness(Generic[Key]):
    """One that is like the text that was asked about. ``score``: from 0 to ``WHOLE``, more with a kind in common."""

    key: Key
    score: float


def features(plain: str, words: Sequence[str], kind: str = "") -> Features:
    """What a text is compared by. ``plain``: in normal lower-case letters; ``words``: its words in order; ``kind``: of
    the incident, when known."""
    plain = plain[:MOST_LETTERS]
    found = named(plain)
    telling: dict[int, float] = {}
    for word in words[:MOST_LETTERS]:
        if is_telling(word):
            feature = _hash("w" + stem(word), _TEXT_HASHES)
            telling[feature] = min(telling.get(feature, 0.0) + 1.0, 2.0)
    pairs = dict.fromkeys(
        (_hash("p" + pair, _TEXT_HASHES) for at in range(len(plain) - 1) if (pair := plain[at : at + 2]).isalnum()), 1.0
    )
    return _packed(
        {_hash("c" + key): weight for key, weight in found.concepts.items()},
        {_hash("f" + key): weight for key, weight in found.families.items()},
        telling,
        pairs,
        {_hash("k" + kind): 1.0} if kind else {},
    )


def _packed(*parts: dict[int, float]) -> Features:
    hashes, weights, ends = array("I"), array("f"), []
    for part in parts:
        hashes.extend(islice(part.keys(), MOST_OF_A_PART))
        weights.extend(islice(part.values(), MOST_OF_A_PART))
        ends.append(len(hashes))
    return Features(hashes, weights, tuple(ends))


def _hash(text: str, most: int = 1 << 30) -> int:
    """Meanings are told apart; of letters there are so many that some share a place, which costs little."""
    return zlib.crc32(text.encode()) % most + (_TEXT_HASHES if most > _TEXT_HASHES else 0)


class Memory(Generic[Key]):
    """Remembers texts by their keys and finds those like another.

    What a rare feature is worth follows from all texts that were counted or remembered; of what is remembered already
    the worth is not computed again before ``settle``, which costs as much as remembering all of it.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, Features] = {}
        self._seen: dict[int, int] = {}
        self._keys: list[Key] = []  # by place
        self._forgotten: set[int] = set()  # places
        self._place: dict[Key, int] = {}
        self._where: dict[int, tuple[array[int], array[float]]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def remember_all(self, texts: Iterable[tuple[Key, Features]]) -> None:
        """Remember many at once, each by what all of them together show."""
        for key, of_it in texts:
            self._count(of_it, 1)
            if key in self._kept:
                self._count(self._kept[key], -1)
            self._kept[key] = of_it
        self.settle()

    def remember(self, key: Key, of_it: Features) -> None:
        """Remember a text, in the place of what had its key."""
        self.forget(key)
        self._kept[key] = of_it
        self._count(of_it, 1)
        self._put(key, of_it)

    def forget(self, key: Key) -> None:
        """As though it had never been there; one that is not is no error."""
        of_it = self._kept.pop(key, None)
        if of_it is None:
            return
        self._count(of_it, -1)
        self._forgotten.add(self._place.pop(key))
        if len(self._forgotten) > len(self._kept) + _FEW:
            self.settle()

    def settle(self) -> None:
        """Compute anew what everything is worth, and give back the room of what was forgotten."""
        self._keys, self._place, self._where, self._forgotten = [], {}, {}, set()
        for key, of_it in self._kept.items():
            self._put(key, of_it)

    def like(self, of_it: Features, most: int = 5, besides: Key | None = None) -> tuple[Likeness[Key], ...]:
        """The most alike first, none that shares nothing; of equals the one that was remembered first."""
        scores = [0.0] * len(self._keys)
        for feature, weight in self._weights(of_it):
            places, weights = self._where.get(feature, _NOWHERE)
            for place, its in zip(places, weights, strict=True):
                scores[place] += weight * its
        if besides is not None and besides in self._place:
            scores[self._place[besides]] = 0.0
        for place in self._forgotten:
            scores[place] = 0.0
        least = min(nlargest(most, scores), default=0.0)
        best = [(-score, place) for place, score in enumerate(scores) if score >= least and score > 0.0]
        return tuple(Likeness(self._keys[place], -score) for score, place in sorted(best)[:most])

    def _put(self, key: Key, of_it: Features) -> None:
        place = len(self._keys)
        self._keys.append(key)
        self._place[key] = place
        for feature, weight in self._weights(of_it):
            where = self._where.get(feature)
            if where is None:
                where = self._where[feature] = (array("I"), array("f"))
            where[0].append(place)
            where[1].append(weight)

    def _weights(self, of_it: Features) -> Iterable[tuple[int, float]]:
        """Each part by itself has the length of its own share, so that a long text is not like everything."""
        count = len(self._kept)
        too_common = max(count * _COMMON, _FEW)
        for number, (part, of_all) in enumerate(zip(of_it.parts(), _SHARES, strict=True)):
            share = of_all
            is_text = number in _TEXT
            worth = [
                (feature, weight * log(1 + (count + 1) / (seen + 1)))
                for feature, weight in part
                if (seen := self._seen.get(feature, 0)) <= too_common or not is_text
            ]
            length = sqrt(sum(weight * weight for _, weight in worth))
            if not is_text:  # what is only hinted at, perhaps in one word, counts for less
                share *= sqrt(min(sum(weight for _, weight in part), 1.0))
            for feature, weight in worth:
                yield feature, weight * share / length

    def _count(self, of_it: Features, by: int) -> None:
        for feature in of_it.hashes:
            seen = self._seen.get(feature, 0) + by
            if seen:
                self._seen[feature] = seen
            else:
                del self._seen[feature]


_SHARES = tuple(sqrt(share) for share in (CONCEPTS, FAMILIES, WORDS, PAIRS, KIND))
_TEXT = frozenset({2, 3})  # the parts that are letters, not meaning
_NOWHERE: tuple["array[int]", "array[float]"] = (array("I"), array("f"))
