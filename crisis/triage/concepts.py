"""Which kinds of crisis a text speaks of: the words of ``concept_words``, found in it.

Answers for: a weight for every concept and every family of concepts that the text names, in time linear in its length.
May not: say how bad it is (``weighing`` does), or cut words: a concept's word is found wherever its letters stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crisis.triage.concept_hints import CONCEPT_HINTS
from crisis.triage.concept_words import CONCEPT_WORDS

HINT = 0.35
"""What a word counts that only hints at its concept; one that means it counts 1."""
MOST_OF_ONE = 2.0
"""A concept is not named more than so much, however often its words come."""

MOST_OF_A_FAMILY = 3.0
SHARPNESS = 1.5
"""What a text is mainly about counts for more than its share: a family's weight is raised to this."""
LETTER = 0.15
"""What a single Chinese letter counts; it stands in many words."""

_BEGINNING = 2  # letters by which a word is looked for


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: weights by the concepts' keys and by their families."""

    concepts: Mapping[str, float]
    families: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Word:
    letters: str
    concept: int
    weight: float
    whole: bool  # nothing may follow in the same Latin word


def _words() -> Iterator[_Word]:
    for concept, (_, _, said) in enumerate((*CONCEPT_WORDS, *CONCEPT_HINTS)):
        meaning, _, hinting = said.partition("|")
        full = 1.0 if concept < len(CONCEPT_WORDS) else HINT
        for words, weight in ((meaning, full), (hinting, HINT)):
            for word in words.lower().split():
                letters = word.rstrip("._").replace("_", " ")
                counts = weight if len(letters) > 1 else LETTER
                yield _Word(letters, concept, counts, word[-1] in "._" or (word.isascii() and len(letters) < 4))


def prepare() -> None:
    """Make the table of words, some 30 ms, before the first text wants it. In a thread, while others work."""
    _by_beginning()


@cache
def _by_beginning() -> dict[str, tuple[_Word, ...]]:
    """Words by their first letters, the longest first: of words that begin alike only the longest counts. Made at the
    first use: there are thousands."""
    found: dict[str, list[_Word]] = {}
    for word in _words():
        found.setdefault(word.letters[:_BEGINNING], []).append(word)
    return {
        beginning: tuple(sorted(words, key=lambda word: (-len(word.letters), -word.weight)))
        for beginning, words in found.items()
    }


_KEYS = tuple(key for key, _, _ in (*CONCEPT_WORDS, *CONCEPT_HINTS))
_FAMILIES = tuple(tuple(families.split()) for _, families, _ in (*CONCEPT_WORDS, *CONCEPT_HINTS))


def named(plain: str) -> Named:
    """What a text in normal lower-case letters names."""
    concepts: dict[int, float] = {}
    by_word: dict[str, dict[str, float]] = {}  # by family: a word of two of its concepts counts once
    for word in set(_found(plain)):
        concepts[word.concept] = min(concepts.get(word.concept, 0.0) + word.weight, MOST_OF_ONE)
        for position, family in enumerate(_FAMILIES[word.concept]):
            weight = word.weight if position == 0 else word.weight / 2
            of_family = by_word.setdefault(family, {})
            of_family[word.letters] = max(of_family.get(word.letters, 0.0), weight)
    families = {family: min(sum(words.values()), MOST_OF_A_FAMILY) ** SHARPNESS for family, words in by_word.items()}
    return Named({_KEYS[concept]: weight for concept, weight in concepts.items()}, families)


def _found(plain: str) -> Iterator[_Word]:
    """Every word of the lists that begins somewhere, the longest of those that begin together. A word of one Chinese
    letter counts where no longer one covers it."""
    by_beginning, covered = _by_beginning(), 0
    for start in range(len(plain)):
        letter = plain[start]
        if letter < "\u3400" and start and _is_latin(letter) and _is_latin(plain[start - 1]):
            continue
        candidates = by_beginning.get(plain[start : start + _BEGINNING], ())
        longest = 0
        for word in candidates:
            if len(word.letters) < longest:
                break
            if plain.startswith(word.letters, start) and not (word.whole and _goes_on(plain, start, word)):
                longest = len(word.letters)
                yield word
        covered = max(covered, start + longest)
        if covered <= start and letter >= "\u3400":
            yield from by_beginning.get(letter, ())


def _goes_on(plain: str, start: int, word: _Word) -> bool:
    end = start + len(word.letters)
    return end < len(plain) and _is_latin(plain[end])


def _is_latin(letter: str) -> bool:
    return "a" <= letter <= "z" or "0" <= letter <= "9"
