"""The team's own words of weight, as the policy file has them: ``severity_words: [{severity: SEV2, words: [...]}]``.

Answers for: each word can be found in a text, and stands for one severity. May not: read files, or weigh.
"""

import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from bot.policy import tiers_texts as t
from bot.policy.problems import Report
from bot.policy.values import PlainName, Shape, described
from bot.policy.yaml import Place
from bot.settings.settings import WrongValue
from crisis.policy.severity_words import OwnWords
from crisis.severity import Severity
from crisis.triage.matching import GAP
from crisis.triage.topics import TOPICS

NONE = "none"
_HARMLESS = (NONE, "无")


def _severity_or_none(value: Any) -> Any:
    if value is None or value in _HARMLESS:
        return NONE
    if isinstance(value, str) and value in Severity.__members__:
        return value
    raise WrongValue(t.NO_SEVERITY, value=value)


SeverityOrNone = Annotated[
    str, BeforeValidator(_severity_or_none), WithJsonSchema({"enum": [*Severity.__members__, NONE]})
]


class SeverityWordsShape(Shape):
    """Words that stand for one severity."""

    severity: Annotated[SeverityOrNone, described(t.ABOUT_SEVERITY)]
    words: Annotated[list[PlainName], described(t.ABOUT_WORDS)] = Field(min_length=1)
    topic: Annotated[PlainName | None, described(t.ABOUT_TOPIC)] = None


def severity_words_of(written: list[SeverityWordsShape], report: Report) -> tuple[OwnWords, ...]:
    """The words in normal letters; what cannot be found, or stands for two severities, goes to the report."""
    seen: dict[str, str] = {}
    made: list[OwnWords] = []
    for position, each in enumerate(written):
        words: list[str] = []
        for number, raw in enumerate(each.words):
            place: Place = ("severity_words", position, "words", number)
            word = _normal(raw)
            if (wrong := _wrong_with(word)) is not None:
                report.add(place, wrong, word=raw)
            elif word in seen:
                report.add(place, t.WORD_TWICE, word=raw, other=seen[word])
            else:
                seen[word] = each.severity
                words.append(word)
        severity = None if each.severity == NONE else Severity[each.severity]
        made.append(OwnWords(severity, tuple(words), _topic(each.topic)))
    return tuple(made)


def _normal(word: str) -> str:
    """As texts are read: full-width letters are ordinary ones, capitals small ones; three dots are the gap."""
    return " ".join(unicodedata.normalize("NFKC", word.replace(GAP, "\0")).replace("\0", GAP).lower().split())


def _wrong_with(word: str) -> Any:
    if word.count(GAP) > 1:
        return t.ONE_GAP
    first = word.partition(GAP)[0].rstrip("*")
    if not any(letter.isalnum() for letter in first):
        return t.NO_LETTERS
    if first.isascii() and len(first) < 2:
        return t.TOO_SHORT
    return None


def _topic(written: str | None) -> str:
    if not written:
        return ""
    wanted = written.strip().lower()
    names = ((key, (key, name.en.lower(), name.zh)) for key, name in TOPICS.items())
    return next((key for key, known in names if wanted in known), written.strip())
