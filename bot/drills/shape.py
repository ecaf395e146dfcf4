"""The shape of a script's file: what may be written, strictly, and what can be said about one value alone.

Answers for: shapes. May not: read files, or know what other values say (``reading`` puts the whole together).
"""

import re
from datetime import time, timedelta
from enum import Enum
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.drills import texts as t
from bot.settings.settings import WrongValue
from crisis.incident.drill import Deed, InjectKind, Told
from crisis.language import Language, Text
from crisis.severity import WHEN_NONE_IS_GIVEN, Severity, severity_of
from crisis.stages import FORWARD_ORDER, Stage
from handlers.alerts.generic import AlertShape, MentionShape

LONGEST = timedelta(days=366)
MOST_EXPECTATIONS = 50
MOST_INJECTS = 200
MOST_POINTS = 100
NEVER = "never"
STAGES = (*FORWARD_ORDER, Stage.DISMISSED)

_OFFSET = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")

E = TypeVar("E", bound=Enum)


def listed(words: Any) -> Text:
    """Values in a row, as a text; they hold no braces."""
    said = tuple(str(word) for word in words)
    return Text(", ".join(said), "、".join(said))


def _offset(value: Any) -> Any:
    """``0s``, ``90s``, ``15m``, ``1h30m``, ``2d``; as a duration."""
    found = _OFFSET.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        raise WrongValue(t.NO_OFFSET, value=value)
    if any(len(part or "") > 9 for part in found.groups()):
        raise WrongValue(t.TOO_LONG, value=value)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if length > LONGEST:
        raise WrongValue(t.TOO_LONG, value=value)
    return length


def _answer(value: Any) -> Any:
    return None if value == NEVER else _offset(value)


def _time_of_day(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)  # YAML reads 10:00 without quotation marks as 600
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise WrongValue(t.NO_TIME, value=value)
    return time(int(found[1]), int(found[2]))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise WrongValue(t.NO_ZONE, value=value) from None
    except KeyError:
        raise WrongValue(t.NO_ZONE, value=value) from None
    return value


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", value):
        raise WrongValue(t.NO_NAME, value=value)
    return value


def _one_of(kind: type[E], allowed: tuple[E, ...] | None = None) -> BeforeValidator:
    possible = allowed or tuple(kind)

    def read(value: Any) -> Any:
        found = next((each for each in possible if value in (each, each.value)), None)
        if found is None:
            raise WrongValue(t.ONE_OF, value=value, possible=listed(each.value for each in possible))
        return found

    return BeforeValidator(read)


def _severity(value: Any) -> Any:
    found = severity_of(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if found is None:
        raise WrongValue(t.ONE_OF, value=value, possible=listed(each.name for each in Severity))
    return found


def _count(least: int, most: int) -> BeforeValidator:
    def read(value: Any) -> Any:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise WrongValue(t.COUNT_WANTED, value=value, least=least, most=most)
        return value

    return BeforeValidator(read)


Offset = Annotated[timedelta, BeforeValidator(_offset)]
Answer = Annotated[timedelta | None, BeforeValidator(_answer)]
AnySeverity = Annotated[Severity, BeforeValidator(_severity)]


class Shape(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, strict=True)


class Both(Shape):
    """A text in both languages; one text alone stands for both."""

    en: str = Field(min_length=1, max_length=2500)
    zh: str = Field(min_length=1, max_length=2500)

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"en": value, "zh": value}
        if not isinstance(value, dict | Both):
            raise WrongValue(t.BOTH_WANTED)
        return value

    @property
    def told(self) -> Told:
        return Told(self.en.strip(), self.zh.strip())


class Member(Shape):
    """One of the cast: the roles this person can take, and how offers are answered: after so long, or ``never``."""

    who: str
    roles: list[str] = Field(default_factory=list)
    accepts: Answer = timedelta(seconds=30)


class AlertMentionShape(MentionShape):
    model_config = ConfigDict(defer_build=True, strict=True, extra="forbid")


class ScriptAlertShape(AlertShape):
    """The generic alert of the HTTP interface; what is written wrong is refused here, where somebody can mend it."""

    model_config = ConfigDict(defer_build=True, strict=True, extra="forbid")
    mentions: list[AlertMentionShape] = Field(default_factory=list)  # type: ignore[assignment]


class InjectShape(Shape):
    """What the world does to the team."""

    at: Offset
    alert: ScriptAlertShape | None = None
    kind: Annotated[InjectKind | None, _one_of(InjectKind)] = None
    sender: Both | None = Field(default=None, alias="from")
    role: str | None = None
    text: Both | None = None


class StepShape(Shape):
    """What somebody of the cast types; a line with ``/`` is a command."""

    at: Offset
    by: str
    say: str


class ExpectationShape(Shape):
    """What a good team does, by when, and what it is worth."""

    does: Annotated[Deed, _one_of(Deed)]
    within: Offset
    points: Annotated[int, _count(1, MOST_POINTS)]
    text: Both
    why: Both | None = None
    role: str | None = None
    stage: Annotated[Stage | None, _one_of(Stage, STAGES)] = None
    at_least: AnySeverity | None = None
    after_inject: Annotated[int | None, _count(1, MOST_INJECTS)] = None
    words: list[str] = Field(default_factory=list)
    count: Annotated[int, _count(1, 20)] = 1


class RealDeedShape(Shape):
    """What the real company did."""

    at: Offset
    text: Both
    does: Annotated[Deed | None, _one_of(Deed)] = None


class ScriptShape(Shape):
    """A script: played by people (``injects``, ``expectations``) or by the cast (``team``, ``cast``), too."""

    name: Annotated[str, AfterValidator(_name)]
    title: Both
    about: Both
    trains: Both
    language: Annotated[Language, _one_of(Language)] = Language.ENGLISH
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    begins: Annotated[time, BeforeValidator(_time_of_day)] = time(9, 0)
    severity: AnySeverity = WHEN_NONE_IS_GIVEN
    team: list[Member] = Field(default_factory=list)
    injects: list[InjectShape]
    cast: list[StepShape] = Field(default_factory=list)
    expectations: list[ExpectationShape]
    reality: list[RealDeedShape] = Field(default_factory=list)
