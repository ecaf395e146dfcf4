"""What `fenghuo check` finds: one finding a thing, each failing one with its mending. May not: print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crisis.language import Language, Text


class State(StrEnum):
    """How a thing stands. ``open``: neither good nor bad; the bot sees to it, or it could not be looked at."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found (``text`` with ``values``), and how to mend it."""

    name: str
    title: Text
    state: State
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)
    mend: Text | None = None

    def say(self, language: Language) -> str:
        return self.text.say(language, **self.values)


def good(name: str, title: Text, text: Text, /, **values: object) -> Finding:
    return Finding(name, title, State.GOOD, text, values)


def bad(name: str, title: Text, text: Text, mend: Text, /, **values: object) -> Finding:
    return Finding(name, title, State.BAD, text, values, mend)


def still_open(name: str, title: Text, text: Text, /, **values: object) -> Finding:
    return Finding(name, title, State.OPEN, text, values)


def verbatim(lines: Iterable[str]) -> Text:
    """A text that says these lines, one for each language, as they are: whatever braces are in them."""
    return Text(*(line.replace("{", "{{").replace("}", "}}") for line in lines))
