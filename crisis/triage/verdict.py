"""What triage says of a post: values only.

Answers for: the shape of a verdict and of its reasons, which exist in both languages. May not: come to one.
"""

from dataclasses import dataclass

from crisis.language import Language, Text
from crisis.severity import Severity


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words that a person reads; ``values`` fill the marks of ``text``. ``words`` of a post are joined by 、
    there, whatever its language."""

    text: Text
    values: tuple[tuple[str, str | int], ...] = ()

    def say(self, language: Language) -> str:
        values = dict(self.values)
        if language is Language.ENGLISH and isinstance(words := values.get("words"), str):
            values["words"] = words.replace("、", ", ")
        return self.text.say(language, **values)


@dataclass(frozen=True, slots=True)
class About:
    """An entry of the watch list that is meant, by its name, and why it is thought to be."""

    name: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """How bad it would be if it is about us. ``score``: 1.0 for the worst, 0.0 for nothing. ``severity``: None when
    there is nothing to do. ``topics``: of the tiers' catalogue, the strongest first, as keys."""

    score: float
    severity: Severity | None
    topics: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What triage says of one post by itself; which story it belongs to is asked in stream order (``stories``)."""

    about: tuple[About, ...]
    weight: Weight
    keywords: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those of all parts, the entries that are meant first."""
        return (*(reason for entry in self.about for reason in entry.reasons), *self.weight.reasons)
