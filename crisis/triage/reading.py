"""A post's text, prepared once for every question that is asked about it.

Answers for: normal letters (full width and traditional ones, invisible ones, words that were taken apart with dots or
spaces), what is no text (links, handles, a repost's trail), and the words. May not: judge.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from crisis.ports import Cut

MOST_LETTERS = 2_000
"""Of a text that are read; no platform's post is longer where it matters, and a single one must not hold others up."""

_LINK = re.compile(r"https?://[!-~]+")
_HANDLE = re.compile(r"@[\w-]{1,30}")

Simplify = Callable[[str], str]
"""Traditional characters to simplified ones, letter by letter, the length unchanged."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``raw``: as written. ``plain``: what was said, in normal lower-case letters, without links and handles.
    ``words``: of ``plain``, in order. ``handles``: whom it names with an @, without it, lower case."""

    raw: str
    plain: str
    words: tuple[str, ...]
    handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts with the words that are handed in."""

    cut: Cut
    simplify: Simplify

    def read(self, text: str) -> Reading:
        normal = self.simplify(unicodedata.normalize("NFKC", text[:MOST_LETTERS]).lower())
        without_links = _LINK.sub(" ", normal)
        handles = tuple(each[1:] for each in _HANDLE.findall(without_links))
        plain = _HANDLE.sub(" ", without_links)
        return Reading(text, plain, tuple(word for word in self.cut(plain) if not word.isspace()), handles)
