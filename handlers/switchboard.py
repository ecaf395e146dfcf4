"""Which feature is meant: by a word on the line, a button, a form, a shortcut, an emoji.

Answers for: each word and id leads to exactly one feature, and an unknown word is answered with those there are. May
not: do what is asked.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from crisis.language import Language, Text
from crisis.policy import Emoji
from crisis.refusals import Refused
from handlers.feature import Feature, Handler, Numbering
from handlers.words.parsing import Line, folded, numbered, read_line

T = TypeVar("T")

UNKNOWN = Text(
    "There is no command “{word}”. Commands are: {possible}.", "没有“{word}”这个命令。可用命令：{possible}。"
)
UNKNOWN_NEAR = Text(
    "There is no command “{word}”. Did you mean: {near}? Commands are: {possible}.",
    "没有“{word}”这个命令。您是不是想用：{near}？可用命令：{possible}。",
)


class Switchboard:
    """All features, found by what leads to them. Raises ValueError when two claim the same word or id."""

    def __init__(self, features: Sequence[Feature], without_words: Handler) -> None:
        self.features = tuple(features)
        self._without_words = without_words
        self._words = _index((word, each) for each in features if each.run for word in _words_of(each))
        self._buttons = _index(pair for each in features for pair in each.buttons.items())
        self._forms = _index(pair for each in features for pair in each.forms.items())
        self._shortcuts = _index(pair for each in features for pair in each.shortcuts.items())
        self._reactions = tuple(reaction for each in features for reaction in each.reactions)
        self.mentioned = _the_one(each.mentioned for each in features)
        self.home = _the_one(each.home for each in features)
        self.edited = _the_one(each.edited for each in features)
        self.uploaded = _the_one(each.uploaded for each in features)

    def line(self, text: str) -> tuple[Handler, Line]:
        """What a line asks for, and the line without its command word. Raises Refused for an unknown word."""
        line = read_line(text, self._words.keys())
        if not line.word:
            return self._without_words, line
        feature = self._words.get(line.word)
        if feature is None or feature.run is None:
            raise self._unknown(line.word)
        number, rest = line.incident, line.rest
        if number is None and feature.numbering is not Numbering.BEFORE:
            number, rest = numbered(rest, alone=feature.numbering is Numbering.PLAIN)
        alone = feature.alone.get(line.word) if not rest.strip() else None
        return alone or feature.run, Line(line.word, rest, number)

    def button(self, action: str) -> Handler | None:
        """By action id; what stands after a ``~`` only keeps ids apart."""
        return self._buttons.get(action.partition("~")[0])

    def form(self, callback: str) -> Handler | None:
        return self._forms.get(callback)

    def shortcut(self, callback: str) -> Handler | None:
        return self._shortcuts.get(callback)

    def reaction(self, emoji: Emoji, name: str) -> Handler | None:
        """By an emoji's name in Slack, with or without a skin tone."""
        plain = name.partition("::")[0]
        return next((each.run for each in self._reactions if plain in each.names(emoji)), None)

    def _unknown(self, word: str) -> Refused:
        shown = word if len(word) <= 40 else word[:39] + "…"
        possible = tuple(each.word for each in self.features if each.run)
        close = difflib.get_close_matches(word, self._words, n=3, cutoff=0.5) or [
            known for known in self._words if len(known) > 1 and not known.isascii() and word.startswith(known)
        ]
        near = tuple(dict.fromkeys(self._words[known].word for known in close))
        if near:
            return Refused(UNKNOWN_NEAR, word=shown, near=near, possible=possible)
        return Refused(UNKNOWN, word=shown, possible=possible)


def _words_of(feature: Feature) -> Iterable[str]:
    said = (feature.word.say(Language.ENGLISH), feature.word.say(Language.CHINESE), *feature.aliases)
    return dict.fromkeys(folded(word) for word in said)


def _index(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"two features claim {name!r}")
        found[name] = value
    return found


def _the_one(handlers: Iterable[Handler | None]) -> Handler | None:
    found = [handler for handler in handlers if handler is not None]
    if len(found) > 1:
        raise ValueError("two features claim the same event")
    return found[0] if found else None
