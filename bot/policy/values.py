"""The values that a policy file is made of: lengths of time, names, people, texts in both languages.

Answers for: what can be said about one value alone, and its part of the schema. May not: know where it stands.
"""

import re
from datetime import timedelta
from string import Formatter
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from bot.policy import texts as t
from bot.settings.settings import WrongValue
from crisis.language import Language, Text
from crisis.refusals import Refused
from crisis.severity import Severity
from handlers.words.moments import read_duration

LONGEST = timedelta(days=366)
MOST_ROOMS = 1_000
ROOM_FOR_NAMES = 40  # characters of the template's own, of Slack's 80
_DURATION_PATTERN = r"^\s*([0-9半一二两三四五六七八九十].*|an?\s.*)$"


def in_both(text: Text) -> str:
    """A text in one language and the other, a line each."""
    return "\n".join(text.say(language) for language in Language)


def described(text: Text) -> Any:
    """A field's description in the schema: both languages, for whichever editor shows it."""
    return Field(description=in_both(text))


def _duration(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or re.fullmatch(r"\s*\d*\s*", value):
        raise WrongValue(t.NO_DURATION, value=value)
    try:
        length = read_duration(value)
    except Refused:
        raise WrongValue(t.NO_DURATION, value=value) from None
    except OverflowError:
        raise WrongValue(t.TOO_LONG, value=value) from None
    if length <= timedelta(0):
        raise WrongValue(t.NO_DURATION, value=value)
    if length > LONGEST:
        raise WrongValue(t.TOO_LONG, value=value)
    return length


def _duration_or_none(value: Any) -> Any:
    return None if value in (None, "none", "无") else _duration(value)


def _user(value: str) -> str:
    if not re.fullmatch(r"[UW][A-Z0-9]{4,20}|[^@\s<>]+@[^@\s<>]+", value):
        raise WrongValue(t.NO_USER, value=value)
    return value


def _emoji(value: str) -> str:
    name = value.strip().strip(":")
    if not re.fullmatch(r"[\w+'-]+", name) or name != name.lower() or not name.isascii():
        raise WrongValue(t.NO_EMOJI, value=value)
    return name


def _plain_name(value: str) -> str:
    if not value.strip():
        raise WrongValue(t.EMPTY)
    if "{" in value or "}" in value:
        raise WrongValue(t.BRACES)
    return value.strip()


def _written(value: str) -> str:
    if not value.strip():
        raise WrongValue(t.EMPTY)
    return value.strip()


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", value):
        raise WrongValue(t.NO_KEY, value=value)
    return value


def _rooms(value: Any) -> Any:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_ROOMS:
        raise WrongValue(t.NO_ROOMS, value=value, most=MOST_ROOMS)
    return value


def _severity(value: str) -> str:
    if value not in Severity.__members__:
        raise WrongValue(t.NO_SEVERITY, value=value)
    return value


def _channel_name(value: str) -> str:
    try:
        parts = list(Formatter().parse(value))
    except ValueError:
        raise WrongValue(t.NO_TEMPLATE, value=value) from None
    literal = "".join(part[0] for part in parts)
    marks = [part[1] for part in parts if part[1] is not None]
    plain = all(not spec and conversion is None for _, mark, spec, conversion in parts if mark is not None)
    if not plain or not set(marks) <= {"date", "words", "key"} or len(marks) != len(set(marks)):
        raise WrongValue(t.NO_TEMPLATE, value=value)
    if "key" not in marks:
        raise WrongValue(t.TEMPLATE_WITHOUT_KEY, value=value)
    if not re.fullmatch(r"[\w-]*", literal) or literal != literal.lower() or len(literal) > ROOM_FOR_NAMES:
        raise WrongValue(t.TEMPLATE_LETTERS, value=value)
    return value


_DURATION_SCHEMA = {"type": "string", "pattern": _DURATION_PATTERN, "examples": ["15m", "1h 30m", "2d", "15 分钟"]}
_NO_DURATION_SCHEMA = {"anyOf": [_DURATION_SCHEMA, {"enum": ["none", "无", None]}]}
Duration = Annotated[timedelta, BeforeValidator(_duration), WithJsonSchema(_DURATION_SCHEMA)]
User = Annotated[str, AfterValidator(_user)]
EmojiName = Annotated[str, AfterValidator(_emoji)]
PlainName = Annotated[str, StringConstraints(max_length=60), AfterValidator(_plain_name)]
Written = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_written)]
RoleKey = Annotated[str, AfterValidator(_key)]
# Written with nothing or with `none` it means that there is no such target.
NoDuration = Annotated[timedelta | None, BeforeValidator(_duration_or_none), WithJsonSchema(_NO_DURATION_SCHEMA)]
Rooms = Annotated[
    int, BeforeValidator(_rooms), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_ROOMS})
]
SeverityName = Annotated[str, AfterValidator(_severity), WithJsonSchema({"enum": list(Severity.__members__)})]
ChannelName = Annotated[str, AfterValidator(_channel_name)]


class Shape(BaseModel):
    """Strict: a number is no text, and an unknown key is refused."""

    model_config = ConfigDict(defer_build=True, strict=True, extra="forbid", frozen=True)


class _BothLanguages(Shape):
    """``{en, zh}``, or one text that does for both."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        shape = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [{"type": "string", "minLength": 1}, shape]}


class NameShape(_BothLanguages):
    """A name in both languages."""

    en: PlainName
    zh: PlainName


class WordsShape(_BothLanguages):
    """A longer text in both languages."""

    en: Written
    zh: Written


def _for_both(value: Any) -> Any:
    return {"en": value, "zh": value} if isinstance(value, str) else value


Name = Annotated[NameShape, BeforeValidator(_for_both)]
Words = Annotated[WordsShape, BeforeValidator(_for_both)]
