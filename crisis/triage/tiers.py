"""The tiers of words: which words weigh how much, and which change the weight of others.

Answers for: one collection of the words of both languages and the team's own. May not: weigh a text (``weighing``
does), or know the policy file.

A weight is what a single such word would score by itself: from 0.80 it stands for SEV1, from 0.55 for SEV2, from 0.33
for SEV3, from 0.15 for SEV4 (``LEVELS``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from crisis.policy.severity_words import OwnWords
from crisis.severity import Severity
from crisis.triage import circumstances_en as en
from crisis.triage import circumstances_zh as zh
from crisis.triage import words_en, words_en_more, words_zh, words_zh_more
from crisis.triage.matching import Place, Words, couples_of, uncovered

LEVELS: tuple[tuple[float, Severity], ...] = (
    (0.80, Severity.SEV1),
    (0.55, Severity.SEV2),
    (0.33, Severity.SEV3),
    (0.15, Severity.SEV4),
)
"""From which score on."""

OWN_WEIGHTS: Mapping[Severity, float] = MappingProxyType(
    {Severity.SEV1: 0.90, Severity.SEV2: 0.68, Severity.SEV3: 0.44, Severity.SEV4: 0.24}
)
OWN_TOPIC = "own"
_SOUR = 0.2
_GRUMBLES_FROM, _GRUMBLE, _GRUMBLE_MORE, _GRUMBLE_MOST = 2, 0.16, 0.03, 0.26
_BACK = 16  # letters before praise in which it may be denied
_NOT_PRAISE, _NOT_PRAISE_LATIN = re.compile(zh.NOT_PRAISE), re.compile(en.NOT_PRAISE)


@dataclass(frozen=True, slots=True)
class Weighty:
    """A word of weight: of which topic, and whether the team put it there itself."""

    topic: str
    weight: float
    own: bool = False


class Group(StrEnum):
    """Words that carry no weight but change that of others."""

    SUPPOSED = "supposed"
    DRILL = "drill"
    FICTION = "fiction"
    PAST = "past"
    ADVICE = "advice"
    ADVERT = "advert"
    DENIAL = "denial"
    JOKING = "joking"
    PRAISE = "praise"
    BLAME = "blame"
    CROWD = "crowd"
    FRAGILE = "fragile"
    EVIDENCE = "evidence"
    EVASION = "evasion"
    SPREADING = "spreading"
    GRUMBLING = "grumbling"


_GROUPS: Mapping[Group, tuple[str, ...]] = MappingProxyType(
    {
        Group.SUPPOSED: (zh.SUPPOSED, en.SUPPOSED),
        Group.DRILL: (zh.DRILL, en.DRILL),
        Group.FICTION: (zh.FICTION, en.FICTION),
        Group.PAST: (zh.PAST, en.PAST),
        Group.ADVICE: (zh.ADVICE, en.ADVICE),
        Group.ADVERT: (zh.ADVERT, en.ADVERT),
        Group.DENIAL: (zh.DENIAL, en.DENIAL),
        Group.JOKING: (zh.JOKING, en.JOKING),
        Group.PRAISE: (zh.PRAISE, en.PRAISE),
        Group.BLAME: (zh.BLAME, en.BLAME),
        Group.CROWD: (zh.CROWD, en.CROWD),
        Group.FRAGILE: (zh.FRAGILE, en.FRAGILE),
        Group.EVIDENCE: (zh.EVIDENCE, en.EVIDENCE),
        Group.EVASION: (zh.EVASION, en.EVASION),
        Group.SPREADING: (zh.SPREADING, en.SPREADING),
        Group.GRUMBLING: (words_zh_more.GRUMBLING, words_en_more.GRUMBLING),
    }
)
_WORDS = (words_zh.WORDS, words_zh_more.WORDS_AROUND, words_en.WORDS, words_en_more.WORDS_AROUND)

OFFICIAL_NAMES = (*zh.OFFICIAL_NAMES.split(), *en.OFFICIAL_NAMES.split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of weight that a text has. ``end``: behind it, 0 for one without a place of its own."""

    word: str
    start: int
    end: int
    topic: str
    weight: float
    own: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a text has: words of weight in order, without those that only look like it; of the groups the different
    words and where they begin."""

    hits: tuple[Hit, ...]
    groups: Mapping[Group, Mapping[str, int]]

    def count(self, group: Group) -> int:
        """How many different words of it."""
        return len(self.groups.get(group, ()))


class Tiers:
    """Made once of all words; asked for every text."""

    def __init__(self, own: Sequence[OwnWords] = ()) -> None:
        weights: dict[str, Weighty | None] = {}
        for word, weighty in standard_words():
            known = weights.get(word)
            if known is None or known.weight < weighty.weight:
                weights[word] = weighty
        weights |= dict.fromkeys((*zh.INNOCENT.split(), *en.INNOCENT.split()))
        weights |= _of_the_team(own)
        groups: dict[str, tuple[Group, ...]] = {}
        for group, members in _GROUPS.items():
            for word in " ".join(members).split():
                groups[word] = (*groups.get(word, ()), group)
        # A word of one letter is asked for among the words, not among the letters: 差 in 出差 is none.
        self._short = {word: groups.get(word, ()) for word in (*weights, *groups) if _is_short(word)}
        self._weights = weights
        self._hints = dict(_read(words_zh_more.HINTS))
        self._words = Words({word: means for word, means in weights.items() if not _is_short(word)})
        self._groups = Words({word: means for word, means in groups.items() if not _is_short(word)})

    def find(self, text: str, words: Sequence[str]) -> Found:
        """What ``text`` in plain letters has; ``words``: its words, as it was cut."""
        couples = couples_of(text)
        places = uncovered(self._words.places(text, couples))
        hits = [
            Hit(text[place.start : place.till], place.start, place.end, means.topic, means.weight, means.own)
            for place in places
            if (means := place.means)
        ]
        hits += _hinted(text, places, self._hints)
        groups: dict[Group, dict[str, int]] = {}
        held = _Held(hits)
        for place in self._groups.places(text, couples):
            word = text[place.start : place.end]
            for group in place.means:
                if group is Group.PRAISE and not held.holds(place) and (sour := _sour(text, place)):
                    hits.append(sour)
                    held.add(sour)
                elif group is not Group.PRAISE or not held.holds(place):
                    groups.setdefault(group, {}).setdefault(word, place.start)
        for word in self._short.keys() & set(words):
            if weighty := self._weights.get(word):
                hits.append(Hit(word, text.find(word), 0, weighty.topic, weighty.weight, weighty.own))
            for group in self._short[word]:
                groups.setdefault(group, {}).setdefault(word, 0)
        if grumble := _grumble(groups):
            hits.append(grumble)
        return Found(tuple(hits), groups)


def _grumble(groups: Mapping[Group, Mapping[str, int]]) -> Hit | None:
    """How people tell of what annoyed them, where they name nothing that we know."""
    words = groups.get(Group.GRUMBLING, {})
    number = len(words) - 2 * len(groups.get(Group.PRAISE, ()))
    if number < _GRUMBLES_FROM:
        return None
    weight = min(_GRUMBLE + _GRUMBLE_MORE * (number - _GRUMBLES_FROM), _GRUMBLE_MOST)
    return Hit("、".join(list(words)[:2]), 0, 0, "experience", weight, False)


def _hinted(text: str, places: Sequence[Place[Weighty | None]], hints: Mapping[str, Weighty]) -> list[Hit]:
    """Letters that seldom mean well, where no word has them."""
    made: list[Hit] = []
    letters = hints.keys() & set(text)
    taken = {at for place in places for at in range(place.start, place.till)} if letters else set[int]()
    for letter in letters:
        start = text.find(letter)
        while start in taken:
            start = text.find(letter, start + 1)
        if start >= 0:
            means = hints[letter]
            made.append(Hit(letter, start, start + 1, means.topic, means.weight, False))
    return made


class _Held:
    """Which letters words of weight hold, looked at once: 好吃 in 不好吃 is no praise."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits = hits
        self._till: dict[int, int] | None = None  # by letter the farthest end of a word that holds it

    def add(self, hit: Hit) -> None:
        if self._till is not None:
            for at in range(hit.start, hit.end):
                self._till[at] = max(self._till.get(at, 0), hit.end)

    def holds(self, place: Place[tuple[Group, ...]]) -> bool:
        """Whether one word of weight holds the whole place."""
        if self._till is None:
            self._till = {}
            for hit in self._hits:
                self.add(hit)
        return self._till.get(place.start, 0) >= place.end


def _sour(text: str, place: Place[tuple[Group, ...]]) -> Hit | None:
    """Praise that is said not to be so, as displeasure."""
    before = text[max(0, place.start - _BACK) : place.start]
    negated = _NOT_PRAISE.search(before) or _NOT_PRAISE_LATIN.search(before)
    if not negated:
        return None
    start = place.start - len(before) + negated.start()
    return Hit(text[start : place.end], start, place.end, "experience", _SOUR, False)


def standard_words() -> Iterator[tuple[str, Weighty]]:
    """Our own words, in both languages; one may come twice, the heavier counts."""
    return _read(*_WORDS)


def _read(*written: str) -> Iterator[tuple[str, Weighty]]:
    """Each word with its topic and weight, of the data's own format (see ``words_zh``)."""
    for line in "\n".join(written).splitlines():
        if line.startswith("= "):
            _, topic, weight = line.split()
            means = Weighty(topic, float(weight))
        else:
            yield from ((word, means) for word in line.split())


def _is_short(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _of_the_team(own: Iterable[OwnWords]) -> dict[str, Weighty | None]:
    """Theirs hold against ours, so a word can also be made lighter."""
    made: dict[str, Weighty | None] = {}
    for each in own:
        for word in each.words:
            letters = word.lower().replace(" ", "_") if word.isascii() else word.lower()
            severity = each.severity
            made[letters] = Weighty(each.topic or OWN_TOPIC, OWN_WEIGHTS[severity], True) if severity else None
    return made
