"""Fields of other people's formats: what is of another type than published is left out, and never refuses an alert.

Answers for: one rule per kind of field. An alert that is refused over a field which nobody needs is an alert that
nobody sees. May not: know a source, or let a required field pass (``fields`` has those). A validation's context is
``{"now": datetime}``, UTC, where times are read.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from crisis.severity import Severity, severity_of
from handlers.alerts.fields import AHEAD, clean

TEXT_LIMIT = 20_000  # characters of one field that are kept
MOST_LABELS = 100
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No alert is older: an earlier time is a way of writing that there is none (Go's year 1, the epoch)."""

_SIZES = (1, 10**3, 10**6, 10**9)  # seconds, milliseconds, microseconds, nanoseconds


class Lenient(BaseModel):
    """A shape of somebody else's format: fields that are not named here are left alone."""

    model_config = ConfigDict(defer_build=True, strict=True, extra="ignore")


def text(value: Any) -> str:
    """Text, or a number as text; anything else is none."""
    if isinstance(value, str):
        return str(clean(value[:TEXT_LIMIT]))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def web_address(value: Any) -> str:
    """An address that begins with http:// or https://; anything else is none."""
    found = text(value).strip()
    return found if re.match(r"https?://[^/\s]", found, re.IGNORECASE) else ""


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def mapped(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def labels(value: Any) -> dict[str, str]:
    """Names and values: of an object, of a list of pairs, of ``{"name", "value"}`` objects, or of ``name:value`` texts.

    A value that is neither text nor number is left out; at most ``MOST_LABELS`` are kept.
    """
    pairs = value.items() if isinstance(value, dict) else map(_pair, listed(value))
    found: dict[str, str] = {}
    for name, said in pairs:
        name, said = text(name).strip(), text(said).strip()
        if name and said and len(found) < MOST_LABELS:
            found[name] = said
    return found


def _pair(item: Any) -> tuple[Any, Any]:
    if isinstance(item, list | tuple) and len(item) == 2:
        return item[0], item[1]
    if isinstance(item, dict):
        return item.get("name", item.get("key")), item.get("value") or item.get("name", item.get("key"))
    name, mark, said = text(item).partition(":")
    return (name, said) if mark else (name, name)


def moment(value: Any, now: datetime | None) -> datetime | None:
    """A time in UTC: by ISO 8601 (without a zone: UTC), or since the epoch in seconds, milli-, micro- or nanoseconds.

    None for what is no time, for one before the year 2000, and for one that lies more than five minutes ahead of
    ``now``: then first sight is what counts.
    """
    try:
        if isinstance(value, str) and not re.fullmatch(r"\d{9,20}(\.\d+)?", value.strip()):
            found = datetime.fromisoformat(value.strip().upper())
            found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            since = float(value)
            size = next(each for each in _SIZES if abs(since) < each * 10**11)
            found = datetime.fromtimestamp(since / size, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError, StopIteration):
        return None
    return None if found < EARLIEST or (now and found > now + AHEAD) else found


def severity(*words: str) -> Severity | None:
    """The severity that the first word means which means one: ``P1``, ``SEV-2``, ``critical``."""
    return next((found for word in words if word and (found := severity_of(word.replace("-", "")))), None)


def first(*found: str) -> str:
    """The first text that says anything."""
    return next((each for each in found if each.strip()), "")


def lines(*found: str) -> str:
    """Those that say anything, a line each, none twice."""
    return "\n".join(dict.fromkeys(each.strip() for each in found if each.strip()))


def as_labels(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """In the order of their names, without those that say nothing."""
    return tuple(sorted({name: said for name, said in found if said}.items()))


def _moment(value: Any, info: ValidationInfo) -> datetime | None:
    return moment(value, info.context["now"] if info.context else None)


Soft = Annotated[str, BeforeValidator(text)]
Web = Annotated[str, BeforeValidator(web_address)]
Items = Annotated[list[Any], BeforeValidator(listed), Field(default_factory=list)]
Labels = Annotated[dict[str, str], BeforeValidator(labels), Field(default_factory=dict)]
SoftMoment = Annotated[datetime | None, BeforeValidator(_moment)]


def part(model: type[BaseModel]) -> Any:
    """A part of a format that may be missing or of another type: then all of it is empty."""
    return BeforeValidator(lambda value: value if isinstance(value, dict | model) else {})
