"""Many words found in one pass over a text.

Answers for: every place where a word of a collection begins, in a time that grows with the text's length and hardly
with the number of words. May not: know what the words are for.

Chinese is looked up by its first two letters at every place, anything else by the beginning of each word: a dictionary
look-up for each letter is several times faster here than an alternation of thousands, and never runs away.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Generic, TypeVar

T = TypeVar("T")

GAP = "…"
WITHIN_CHINESE, WITHIN_OTHERS = 6, 28
"""Letters that may stand between the two parts of ``A…B``."""

_LATIN_WORD = re.compile(r"[a-z0-9#@%&+][a-z0-9'%&+-]*")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789#@%&+")
_STOPS = frozenset("。！？!?；;\n")
_KEY = 3


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """A word found: ``text[start:end]`` and what it stands for. Of ``A…B`` this is A, and B ends at ``till``."""

    start: int
    end: int
    means: T
    till: int


@dataclass(frozen=True, slots=True)
class _Word(Generic[T]):
    letters: str
    then: str  # must follow within a gap; empty: nothing
    open: bool  # it may go on as another word
    means: T


class Words(Generic[T]):
    """Made once; ``collection``: what each word stands for. ``_`` in a word is a space, ``*`` at its end: however it
    goes on, ``A…B``: B follows in the same sentence."""

    def __init__(self, collection: Mapping[str, T]) -> None:
        self._pairs: dict[str, tuple[_Word[T], ...]] = {}
        self._single: dict[str, tuple[_Word[T], ...]] = {}
        self._latin: dict[str, tuple[_Word[T], ...]] = {}
        for written, means in collection.items():
            self._add(written, means)
        for index in (self._pairs, self._single, self._latin):
            for key, words in index.items():
                index[key] = tuple(sorted(words, key=lambda word: (-len(word.letters), not word.then)))

    def _add(self, written: str, means: T) -> None:
        letters, _, then = written.replace("_", " ").partition(GAP)
        is_open = letters.endswith("*")
        letters = letters.rstrip("*")
        if not letters:
            return
        word = _Word(letters, then, is_open, means)
        if letters[0] in _LATIN:
            begins = _LATIN_WORD.match(letters)
            index, key = self._latin, begins.group()[:_KEY] if begins else letters[:1]
        elif len(letters) == 1:
            index, key = self._single, letters
        else:
            index, key = self._pairs, letters[:2]
        index[key] = (*index.get(key, ()), word)

    def places(self, text: str, couples: Sequence[str] | None = None) -> list[Place[T]]:
        """Every place of a word, by its beginning; of those that begin at one place the longest. ``couples``: as
        ``couples_of`` has them, for who asks several collections of one text."""
        pairs, found = self._pairs, []
        if not text.isascii():
            couples = couples_of(text) if couples is None else couples
            starts = [(start, couple) for start, couple in enumerate(couples) if couple in pairs]
            found += [place for start, couple in starts if (place := _longest(text, start, pairs[couple]))]
            for letter in self._single.keys() & set(text):
                start = text.find(letter)
                while start >= 0:
                    if place := _longest(text, start, self._single[letter]):
                        found.append(place)
                    start = text.find(letter, start + 1)
        for begins in _LATIN_WORD.finditer(text):
            words_here = self._latin.get(begins.group()[:_KEY])
            if words_here and (place := _longest(text, begins.start(), words_here)):
                found.append(place)
        found.sort(key=lambda place: (place.start, -place.end))
        return found


def couples_of(text: str) -> list[str]:
    """Each two letters that stand side by side."""
    return list(map(add, text, text[1:]))


def _longest(text: str, start: int, words: tuple[_Word[T], ...]) -> Place[T] | None:
    for word in words:
        if not text.startswith(word.letters, start):
            continue
        end = start + len(word.letters)
        last = word.letters[-1]
        if not word.open and last in _LATIN and end < len(text) and text[end] in _LATIN:
            continue
        till = _end_of(text, end, word.then) if word.then else end
        if till:
            return Place(start, end, word.means, till)
    return None


def _end_of(text: str, end: int, then: str) -> int:
    """Where the second part ends; 0 when it does not follow."""
    limit = end + (WITHIN_OTHERS if then.isascii() else WITHIN_CHINESE) + len(then)
    at = text.find(then, end, limit)
    return at + len(then) if at >= 0 and _STOPS.isdisjoint(text[end:at]) else 0


def uncovered(places: Iterable[Place[T]]) -> list[Place[T]]:
    """The first of places that overlap, in order: what begins first holds its letters."""
    kept: list[Place[T]] = []
    end = -1
    for place in places:
        if place.start >= end:
            kept.append(place)
            end = place.end
    return kept
