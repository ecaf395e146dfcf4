"""Whether a text means an entry of the watch list.

Answers for: telling a name from the same letters that mean something else, with the reasons. May not: know the policy
file's format.

A name that is no other word speaks for itself. One of two letters, or one that is a word of the dictionary, needs
something that speaks for it: the entry's own words near it, a company's words beside it, trouble told of it. How much
it needs grows with how common the word is. Letters that the cut puts into another word (精美的) are no name at all.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crisis.policy.watch import WatchEntry, WatchKind
from crisis.triage import general_words as general
from crisis.triage import watch_reasons as say
from crisis.triage.evidence import Frequency, Occurrence, Standing, Told, stand
from crisis.triage.names import Names
from crisis.triage.reading import Reading, closed_up
from crisis.triage.verdict import About, Reason

COMMON = 1_000
"""From so often on a name is an everyday word (苹果 1,334; 统一 13,986); a name such as 华为 (373) hardly is."""
MOST_PLACES = 20
"""Of one entry's names in one text, from its beginning: whoever writes a name more often means no other by it."""
SHORT_HAN, SHORT_LATIN = 2, 3
"""Letters up to which a name stands in texts by chance."""


def _unknown(word: str) -> int:
    return 0


def _lower(text: str) -> str:
    return text.lower()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is thought of an entry whose letters stand in a text: whether it is meant, and why, or why not. ``begin``,
    ``end``: where in ``Reading.plain`` its name stands, that which decided; None for an account that is written to."""

    entry: WatchEntry
    meant: bool
    reasons: tuple[Reason, ...]
    name: str = ""
    begin: int | None = None
    end: int | None = None


class WatchList:
    """Made once of the entries; asked for every text. ``frequency``: of words in the dictionary that the texts are cut
    with. ``normal``: a text in the letters of ``Reading.plain``. Asking costs by the length of the text, hardly by the
    number of entries."""

    def __init__(
        self,
        entries: Sequence[WatchEntry],
        frequency: Frequency = _unknown,
        normal: Callable[[str], str] = _lower,
    ) -> None:
        self.entries = tuple(entries)
        self._frequency = frequency
        self._normal = normal
        told: list[tuple[str, tuple[int, Told]]] = []
        self._handles: dict[str, list[int]] = {}
        self._named: dict[str, list[int]] = {}
        self._own: list[frozenset[str]] = []
        for number, entry in enumerate(self.entries):
            names = tuple(dict.fromkeys(map(normal, (entry.name, *entry.aliases))))
            for name in names:
                self._named.setdefault(name, []).append(number)
            for handle in entry.handles:
                self._handles.setdefault(normal(handle.removeprefix("@")), []).append(number)
            told += ((name, (number, Told.NAME)) for name in names)
            told += ((word, (number, _side(word, names))) for word in map(normal, entry.excludes) if word not in names)
            told += ((word, (number, Told.INCLUDE)) for word in map(normal, entry.includes))
            self._own.append(frozenset(map(normal, entry.includes)))
        self._told = Names(told)

    def is_word(self, word: str) -> bool:
        """Whether the dictionary has it."""
        return self._frequency(word) > 0

    def normal_of(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words in the letters of ``Reading.plain``."""
        return tuple(map(self._normal, words))

    def about(self, reading: Reading) -> tuple[About, ...]:
        """The entries that the text means, in the list's order."""
        return tuple(About(each.entry.name, each.reasons) for each in self.meanings(reading) if each.meant)

    def meanings(self, reading: Reading) -> tuple[Meaning, ...]:
        """Every entry whose letters stand in the text, in the list's order, whether it is meant or not."""
        found = self._written_to(reading)
        occurrences = self._occurrences(reading.plain)
        standing = Standing(reading.plain, reading.words, reading.raw) if occurrences else None
        for number, those in occurrences.items():
            if number not in found and standing:
                found[number] = self._decide(number, those, standing)
        apart = closed_up(reading.plain)
        if apart:
            standing = Standing(apart, reading.words, reading.raw, is_apart=True)
            for number, those in self._occurrences(apart).items():
                if number not in found:
                    found[number] = self._decide(number, those, standing)
        return tuple(found[number] for number in sorted(found))

    def _written_to(self, reading: Reading) -> dict[int, Meaning]:
        """By its account: one of the entry's own, or one called as it is with a company's word behind. Every other
        account that holds the name is somebody's."""
        found: dict[int, Meaning] = {}
        for handle in reading.handles:
            numbers = list(self._handles.get(handle, ()))
            numbers += (each for each in self._named.get(handle, ()) if self._need(each, handle) == 0)
            for length in range(2, len(handle)):
                if handle[length:] in general.COMPANY:
                    numbers += self._named.get(handle[:length], ())
            for number in numbers:
                reason = Reason(say.HANDLE, (("handle", handle),))
                found.setdefault(number, Meaning(self.entries[number], True, (reason,)))
        return found

    def _occurrences(self, text: str) -> dict[int, list[Occurrence]]:
        """By entry: where its names stand, with what it says of the letters around them."""
        hits = tuple(self._told.find(text))
        named = {number for hit in hits for number, told in hit.of if told is Told.NAME}
        if not named:
            return {}
        by_entry: dict[int, dict[Told, list[tuple[str, int, int]]]] = {each: {} for each in named}
        for hit in hits:
            for number, told in hit.of:
                if number in named:
                    by_entry[number].setdefault(told, []).append((hit.name, hit.begin, hit.end))
        return {number: _at_names(told) for number, told in by_entry.items()}

    def _decide(self, number: int, those: Iterable[Occurrence], standing: Standing) -> Meaning:
        entry, best = self.entries[number], None
        for occurrence in those:
            need = self._need(number, occurrence.name)
            found = stand(occurrence, standing, need, self._frequency, self._own[number])
            if best is None or found.points > best[1].points:
                best = (occurrence, found)
            if found.points >= SURE:
                break
        assert best is not None
        occurrence, found = best
        return Meaning(entry, found.points >= 0, found.reasons, occurrence.name, occurrence.begin, occurrence.end)

    def _need(self, number: int, name: str) -> int:
        """How much must speak for a name before it is taken for the entry's; 0: it speaks for itself."""
        entry = self.entries[number]
        if entry.ambiguous is not None:
            return (2 if self._frequency(name) >= COMMON else 1) if entry.ambiguous else 0
        if entry.kind is WatchKind.TOPIC:
            return 0
        if self._frequency(name) >= COMMON:
            return 2
        return int(len(name) <= (SHORT_LATIN if name.isascii() else SHORT_HAN))


SURE = 8.0
"""Points at which no other place of the name is looked at."""


def _side(word: str, names: Iterable[str]) -> Told:
    return Told.AROUND if any(name in word for name in names) else Told.ELSEWHERE


def _at_names(told: dict[Told, list[tuple[str, int, int]]]) -> list[Occurrence]:
    """The names in a text, each with what is told of the letters around it; of names at one place the longest."""
    names: list[tuple[str, int, int]] = []
    for each in sorted(told.get(Told.NAME, ()), key=lambda name: (name[1], -name[2])):
        if not names or each[1] >= names[-1][2]:
            names.append(each)
    first: dict[str, tuple[str, int, int]] = {}
    for each in names:
        first.setdefault(each[0], each)
    others, around = tuple(first.values()), tuple(told.get(Told.AROUND, ()))
    elsewhere = tuple(told.get(Told.ELSEWHERE, ()))
    include = tuple(told.get(Told.INCLUDE, ()))
    return [Occurrence(*each, others, around, elsewhere, include) for each in names[:MOST_PLACES]]
