"""Finding many names in a text at once.

Answers for: what a search costs grows with the text, hardly with the number of names: each two letters that stand side
by side are looked up, in place of each name. May not: say what a name means.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """``name`` stands at ``begin`` to ``end`` of the text; ``of``: everything that is kept under the name."""

    name: str
    begin: int
    end: int
    of: tuple[T, ...]


class Names(Generic[T]):
    """Names of two letters or more, each with what it stands for. Made once; finding changes nothing."""

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        kept: dict[str, list[T]] = {}
        for name, value in named:
            if len(name) > 1:
                kept.setdefault(name, []).append(value)
        self._kept = {name: tuple(dict.fromkeys(values)) for name, values in kept.items()}
        lengths: dict[str, set[int]] = {}
        for name in self._kept:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {pair: tuple(sorted(each, reverse=True)) for pair, each in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._kept)

    def find(self, text: str) -> Iterator[Hit[T]]:
        """Every name in the text, at each place the longest first. A name in Latin letters or figures must stand by
        itself: ``apple`` is not in ``pineapple``."""
        for pair in sorted(self._lengths.keys() & set(map(add, text, text[1:]))):
            begin = text.find(pair)
            while begin >= 0:
                for length in self._lengths[pair]:
                    name = text[begin : begin + length]
                    of = self._kept.get(name)
                    if of is not None and _stands_alone(text, begin, begin + length):
                        yield Hit(name, begin, begin + length, of)
                begin = text.find(pair, begin + 1)


def _stands_alone(text: str, begin: int, end: int) -> bool:
    return not (
        (begin and _are_one(text[begin - 1], text[begin])) or (end < len(text) and _are_one(text[end - 1], text[end]))
    )


def _are_one(letter: str, after: str) -> bool:
    """Two Latin letters, or two figures; ``iphone6`` names an iphone all the same."""
    if not (letter.isascii() and after.isascii()):
        return False
    return (letter.isalpha() and after.isalpha()) or (letter.isdigit() and after.isdigit())
