"""Fields that several sources have: clean text, counts, severities, times; strict, so that a wrong type is refused.

Answers for: one rule per kind of field. May not: know a source. A validation's context is ``{"now": datetime}``: the
present in UTC, for what lies in the future.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from crisis.decisions.context import TITLE_LIMIT
from crisis.language import Language, Text
from crisis.severity import WORDS, Severity, severity_of
from crisis.words import writable

FALLBACK_TITLE = Text("Alert from {source}", "来自 {source} 的警报")
MARKED_TITLE = Text("{title} (from {source})", "{title}（来自 {source}）")

AHEAD = timedelta(minutes=5)  # clocks of other systems may run ahead by so much
MOST = 2**53 - 1  # the largest whole number that every JSON reader keeps

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
_WITHOUT_ZONE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn text around


def clean(value: Any) -> Any:
    """Text without control characters (but line breaks and tabs) and without what no encoding can carry."""
    return writable(value) if isinstance(value, str) else value


def whole_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("a whole number is wanted")
    return value


def name_or_number(value: Any) -> Any:
    """An id: text, or a number taken as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean(value)


def severity(value: Any) -> Severity | None:
    """A severity by number or word; null and an empty word are none. Raises ValueError with those there are."""
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool) and (found := severity_of(value)):
        return found
    raise ValueError(f"no such severity; one of: {'; '.join(', '.join(words) for words in WORDS.values())}")


def moment(value: Any, info: ValidationInfo) -> datetime | None:
    """A time by RFC 3339, in UTC. Raises ValueError for one without a zone, and for one that lies in the future."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("a time by RFC 3339 is wanted, as text, for example 2026-05-01T08:00:00+08:00")
    if _WITHOUT_ZONE.fullmatch(value):
        raise ValueError("a time needs its zone, for example 2026-05-01T08:00:00+08:00")
    if not _RFC_3339.fullmatch(value):
        raise ValueError("a time by RFC 3339 is wanted, for example 2026-05-01T08:00:00+08:00")
    try:
        found = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("there is no such time") from None
    if info.context and found > info.context["now"] + AHEAD:
        raise ValueError(f"the time lies in the future; it is {info.context['now']:%Y-%m-%dT%H:%M:%SZ}")
    return found


Clean = Annotated[str, BeforeValidator(clean)]
Name = Annotated[str, BeforeValidator(name_or_number)]
Filled = Annotated[str, BeforeValidator(clean), Field(min_length=1)]
Count = Annotated[int, BeforeValidator(whole_number), Field(ge=0, le=MOST)]
SeverityWord = Annotated[Severity | None, BeforeValidator(severity)]
Moment = Annotated[datetime | None, BeforeValidator(moment)]


def title_of(title: str, source: str, language: Language) -> str:
    """A title that the desk takes: one line, at most 300 characters, with at least one letter."""
    line, source = _on_one_line(title), _on_one_line(source)
    if not any(letter.isalnum() for letter in line):
        named = source if any(letter.isalnum() for letter in source) else "?"
        line = (
            MARKED_TITLE.say(language, title=line, source=named) if line else FALLBACK_TITLE.say(language, source=named)
        )
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1].rstrip() + "…"


def _on_one_line(text: str) -> str:
    if not _DIRECTIONS.isdisjoint(text):
        text = "".join(letter for letter in text if letter not in _DIRECTIONS)
    return " ".join(text.split())
