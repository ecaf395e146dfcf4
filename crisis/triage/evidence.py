"""What speaks for one name in one text, and what against it.

Answers for: points and their reasons, from the letters and words around the name. May not: know the watch list as a
whole, or decide what follows.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import chain

from crisis.triage import general_words as general
from crisis.triage import watch_reasons as say
from crisis.triage.verdict import Reason

Frequency = Callable[[str], int]
"""How often a word is, in the dictionary's count (of 60 million); 0: it has no such word."""

Place = tuple[str, int, int]
"""Letters, and where in the text they begin and end."""

NEAR = 30  # letters to either side: about two sentences of a post
CLEAR, RULED_OUT = 9.0, -9.0
_SHORT = 2
MOST = 10_000
_MODEL = re.compile(
    r"\s?(?:[a-z]{1,6}\s?\d{0,4}[a-z]?|\d{1,3}[a-z]{0,2})(?![a-z0-9]|\s?[年月日号楼岁个斤元块人%点.:万亿件分星次天小时])"
)
_COUNTED = re.compile(rf"[{general.NUMBERS}]+\s?(?:{'|'.join(general.PORTIONS)})$")
_TAG = re.compile(r"#([^#\n]{1,60})#")
_LONGEST_COUNT = 8  # letters


class Told(Enum):
    """What the list says of a piece of text."""

    NAME = auto()
    AROUND = auto()  # rules out the name that it holds
    ELSEWHERE = auto()  # rules out a name near it
    INCLUDE = auto()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name where it stands. The others: of each of the entry's names the first place; all places of what it rules
    out (letters around the name, and words by themselves), of what it says speaks for it."""

    name: str
    begin: int
    end: int
    names: tuple[Place, ...]
    around: tuple[Place, ...]
    elsewhere: tuple[Place, ...]
    include: tuple[Place, ...]

    def letters_to(self, place: Place) -> int:
        return max(place[1] - self.end, self.begin - place[2], 0)

    def besides(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Those of the places that share no letter with the name."""
        return tuple(each for each in places if each[2] <= self.begin or each[1] >= self.end)


@dataclass(frozen=True, slots=True)
class Found:
    """``points``: below 0 the name means something else."""

    points: float
    reasons: tuple[Reason, ...]


class Standing:
    """A text around its names. ``is_apart``: marks between its letters were left out, so that words do not tell."""

    def __init__(self, plain: str, words: tuple[str, ...], raw: str, is_apart: bool = False) -> None:
        self.plain = plain
        self.is_apart = is_apart
        self._cut = words
        self._raw = raw

    @cached_property
    def words(self) -> tuple[Place, ...]:
        return tuple(_placed(self.plain, self._cut))

    @cached_property
    def tags(self) -> frozenset[str]:
        return frozenset(each.strip().lower() for each in _TAG.findall(self._raw)) if "#" in self._raw else frozenset()

    @cached_property
    def _begins(self) -> list[int]:
        return [begin for _, begin, _ in self.words]

    @cached_property
    def _by_end(self) -> dict[int, str]:
        return {end: word for word, _, end in self.words}

    def between(self, begin: int, end: int) -> tuple[Place, ...]:
        """The words that begin there, in order."""
        return self.words[bisect_left(self._begins, begin) : bisect_right(self._begins, end)]

    def around(self, begin: int, end: int) -> tuple[Place, ...]:
        """The words that share a letter with this stretch."""
        first = max(bisect_right(self._begins, begin) - 1, 0)
        return self.words[first : bisect_left(self._begins, end)]

    def word_before(self, begin: int) -> str:
        return self._by_end.get(begin, "")

    def word_after(self, end: int) -> str:
        place = bisect_left(self._begins, end)
        return self.words[place][0] if place < len(self.words) and self._begins[place] == end else ""

    @cached_property
    def letters(self) -> tuple[Place, ...]:
        """The words of one letter."""
        return tuple(place for place in self.words if len(place[0]) == 1)


def _placed(plain: str, words: tuple[str, ...]) -> Iterator[Place]:
    at = 0
    for word in words:
        found = plain.find(word, at)
        if found >= 0:
            yield word, found, found + len(word)
            at = found + len(word)


def stand(occurrence: Occurrence, standing: Standing, need: int, frequency: Frequency, own: frozenset[str]) -> Found:
    """Whether the name may be taken for the entry's. ``need``: points that an ambiguous name has to find; ``own``: the
    entry's words that speak for it."""
    against = _ruled_out(occurrence)
    if against:
        return Found(RULED_OUT, (against,))
    crossing, longer = _in_words(occurrence, standing, frequency, own)
    if crossing and (need or len(occurrence.name) <= _SHORT):
        inside = Reason(say.INSIDE, (("name", occurrence.name), ("word", crossing)))
        return Found(RULED_OUT / 2, (inside,))
    if not need and not crossing:
        text = say.NAMED_APART if standing.is_apart else say.NAMED_CLEARLY
        return Found(CLEAR, (Reason(text, (("name", occurrence.name),)),))
    against = _no_name(occurrence, standing)
    if against:
        return Found(RULED_OUT / 2, (against,))
    found = [
        *_of_the_list(occurrence, standing, own),
        *_of_letters(occurrence, standing, longer),
        *_of_words(occurrence, standing),
    ]
    points = sum(point for point, _ in found) - max(need, 1)
    if points < 0:
        return Found(points, (Reason(say.ALONE, (("name", occurrence.name),)),))
    return Found(points, tuple(reason for _, reason in sorted(found, key=lambda each: -each[0])))


def _ruled_out(occurrence: Occurrence) -> Reason | None:
    for phrase, begin, end in occurrence.around:
        if begin < occurrence.end and end > occurrence.begin:
            return Reason(say.RULED_OUT, (("phrase", phrase),))
    for place in occurrence.elsewhere:
        if occurrence.letters_to(place) <= NEAR:
            return Reason(say.RULED_OUT, (("phrase", place[0]),))
    return None


def _in_words(occurrence: Occurrence, standing: Standing, frequency: Frequency, own: frozenset[str]) -> tuple[str, str]:
    """A word of the dictionary that takes some of the name's letters, and one that is the name and what speaks for it
    (``苹果公司``)."""
    if standing.is_apart:
        return "", ""
    crossing = longer = ""
    for word, begin, end in standing.around(occurrence.begin, occurrence.end):
        if end <= occurrence.begin or (begin >= occurrence.begin and end <= occurrence.end):
            continue
        rest = word.replace(occurrence.name, "", 1) if occurrence.name in word else ""
        if rest and (rest in general.COMPANY or rest in own):
            longer = word
        elif frequency(word):
            crossing = word
    return crossing, longer


def _no_name(occurrence: Occurrence, standing: Standing) -> Reason | None:
    """An adjective, or something that is counted in pounds."""
    before = standing.word_before(occurrence.begin)
    if before in general.DEGREE:
        return Reason(say.ADJECTIVE, (("word", before), ("name", occurrence.name)))
    counted = _COUNTED.search(standing.plain[max(0, occurrence.begin - _LONGEST_COUNT) : occurrence.begin])
    if counted:
        return Reason(say.PORTION, (("word", counted[0]), ("name", occurrence.name)))
    return None


Point = tuple[float, Reason]


def _of_the_list(occurrence: Occurrence, standing: Standing, own: frozenset[str]) -> Iterator[Point]:
    """The entry's own words and its other names."""
    others = (each[0] for each in occurrence.besides(occurrence.names))
    other = next((each for each in others if each not in occurrence.name and occurrence.name not in each), None)
    if other:
        yield 2, Reason(say.LONGER, (("word", other),))
    letters = (place for place in standing.letters if place[0] in own)
    near: dict[str, int] = {}
    for word, begin, end in chain(occurrence.include, letters):
        away = begin - occurrence.end if begin >= occurrence.end else occurrence.begin - end
        if 0 <= away < near.get(word, MOST):  # below 0 it shares a letter with the name
            near[word] = away
    close = sorted((word for word, away in near.items() if away <= NEAR), key=lambda word: near[word])
    if close:
        points = 2.5 if len(close) > 1 else 2.0
        yield points, Reason(say.INCLUDE, (("word", close[0]), ("name", occurrence.name)))
    elif near:
        points = 2.0 if len(near) > 1 else 1.0
        yield points, Reason(say.INCLUDE_FAR, (("word", next(iter(near))), ("name", occurrence.name)))


def _of_letters(occurrence: Occurrence, standing: Standing, longer: str) -> Iterator[Point]:
    """What stands right beside the name."""
    if longer:
        yield 2, Reason(say.LONGER, (("word", longer),))
    beside = (standing.word_after(occurrence.end), standing.word_before(occurrence.begin))
    word = next((each for each in beside if each in general.COMPANY), None)
    if word:
        yield 2, Reason(say.BESIDE, (("word", word), ("name", occurrence.name)))
    model = _MODEL.match(standing.plain, occurrence.end)
    if model:
        yield 1, Reason(say.MODEL, (("name", occurrence.name), ("word", model[0].strip())))
    if occurrence.name in standing.tags:
        yield 1, Reason(say.TAGGED, (("name", occurrence.name),))


def _of_words(occurrence: Occurrence, standing: Standing) -> Iterator[Point]:
    """What is generally said of companies, near the name."""
    if standing.is_apart:
        near = dict.fromkeys(word for word, _, _ in standing.words)
    else:
        beside = standing.between(occurrence.begin - NEAR, occurrence.begin + NEAR)
        near = dict.fromkeys(each[0] for each in beside)
    for words, text, points in _GENERAL:
        found = [word for word in near if word in words]
        if found:
            more = 1.5 if len(found) > 1 else 1
            yield points * more, Reason(text, (("word", found[0]), ("name", occurrence.name)))


_GENERAL = (
    (general.TROUBLE, say.TROUBLE, 1.0),
    (general.COMPANY, say.COMPANY, 1.0),
    (general.VERDICT, say.VERDICT, 1.0),
    (general.TRADE, say.TRADE, 0.5),
)
