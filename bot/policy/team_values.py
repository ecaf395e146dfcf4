"""The values that say when: days, days of the week, times of day, hand-overs, holidays, time zones; in both languages.

Answers for: what can be said about one value alone, and its part of the schema. May not: know where it stands.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from bot.policy import team_texts as t
from bot.settings.settings import WrongValue, timezone_name
from handlers.words.weekdays import weekday_of

LONGEST_HOLIDAY = 60  # days
END_OF_DAY = 24 * 60  # minutes
WORKDAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)

_TIME = re.compile(r"([01]?\d|2[0-4])[:：]([0-5]\d)")
_SETS = {
    "daily": EVERY_DAY, "every day": EVERY_DAY, "每天": EVERY_DAY, "每日": EVERY_DAY,
    "workdays": WORKDAYS, "weekdays": WORKDAYS, "工作日": WORKDAYS,
    "weekend": (5, 6), "周末": (5, 6),
}  # fmt: skip
_DAILY = frozenset({"daily", "every day", "each day", "每天", "每日"})
_HAND_OVER = re.compile(rf"(?P<day>.*?)\s*(?:at\s+)?(?P<time>{_TIME.pattern})")
_GROUP = re.compile(r"S[A-Z0-9]{4,20}|[\w.-]{1,80}")


def minutes_of(value: Any) -> int:
    """A time of day in minutes after midnight, ``24:00`` included. Raises WrongValue."""
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    minutes = int(found[1]) * 60 + int(found[2]) if found else END_OF_DAY + 1
    if minutes > END_OF_DAY:
        raise WrongValue(t.NO_TIME, value=value)
    return minutes


def _weekdays(value: Any) -> Any:
    """``monday``, ``monday-friday``, ``workdays`` or a list of such."""
    parts = value if isinstance(value, list) else [value]
    days = {day for part in parts for day in _some_days(part)}
    if not days:
        raise WrongValue(t.NO_WEEKDAY, value=value)
    return tuple(sorted(days))


def _some_days(written: Any) -> tuple[int, ...]:
    text = written.strip().lower() if isinstance(written, str) else ""
    if text in _SETS:
        return _SETS[text]
    first, *rest = (weekday_of(part.strip()) for part in re.split(r"\s+to\s+|\s*[-–—至到]\s*", text))
    last = rest[0] if rest else first
    if first is None or last is None or len(rest) > 1:
        raise WrongValue(t.NO_WEEKDAY, value=written)
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def _hand_over(value: Any) -> Any:
    """``monday 09:00`` or ``daily 09:00``: the weekday (None: daily) and the time of day."""
    found = _HAND_OVER.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if found is None:
        raise WrongValue(t.NO_HAND_OVER, value=value)
    minutes = minutes_of(found["time"])
    word = re.sub(r"^(every|each|每)\s*(?=.)", "", found["day"]) if found["day"] not in _DAILY else ""
    weekday = weekday_of(word) if word else None
    if minutes == END_OF_DAY or (weekday is None and found["day"] not in _DAILY):
        raise WrongValue(t.NO_HAND_OVER, value=value)
    return weekday, time(*divmod(minutes, 60))


def day_of(value: Any) -> date:
    """A day. Raises WrongValue."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value.strip())
    except (ValueError, AttributeError):
        raise WrongValue(t.NO_DAY, value=value) from None


def _holiday(value: Any) -> Any:
    """A day, or ``2026-10-01..2026-10-07``: the days."""
    if not isinstance(value, str) or ".." not in value:
        return (day_of(value),)
    first, last = map(day_of, value.split("..", 1))
    if not 0 <= (last - first).days < LONGEST_HOLIDAY:
        raise WrongValue(t.NO_SPAN, value=value, most=LONGEST_HOLIDAY)
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


def _holiday_or_list(value: Any) -> Any:
    """The days, or the name of a list of them."""
    if isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", value.strip()):
        return value.strip()
    try:
        return _holiday(value)
    except WrongValue as wrong:
        if wrong.text is t.NO_SPAN:
            raise
        raise WrongValue(t.NO_HOLIDAY, value=value) from None


def _group(value: str) -> str:
    name = value.strip().removeprefix("@")
    if not _GROUP.fullmatch(name):
        raise WrongValue(t.NO_GROUP, value=value)
    return name


def _text_like(*examples: str) -> Any:
    return WithJsonSchema({"type": "string", "examples": list(examples)})


_DAY_SCHEMA: dict[str, Any] = {"type": "string", "examples": ["2026-10-01", "2026-10-01..2026-10-07"]}
_DAYS_EXAMPLES = {"type": "string", "examples": ["monday-friday", "saturday", "daily", "周一至周五"]}

TimeOfDay = Annotated[int, BeforeValidator(minutes_of), _text_like("09:00", "18:30", "24:00")]
Weekdays = Annotated[
    tuple[int, ...],
    BeforeValidator(_weekdays),
    WithJsonSchema({"anyOf": [_DAYS_EXAMPLES, {"type": "array", "items": _DAYS_EXAMPLES}]}),
]
HandOver = Annotated[
    tuple[int | None, time], BeforeValidator(_hand_over), _text_like("monday 09:00", "daily 09:00", "周一 09:00")
]
Day = Annotated[date, BeforeValidator(day_of), WithJsonSchema({"type": "string", "format": "date"})]
Holiday = Annotated[tuple[date, ...], BeforeValidator(_holiday), WithJsonSchema(_DAY_SCHEMA)]
HolidayOrList = Annotated[Any, BeforeValidator(_holiday_or_list), _text_like("china", "2026-12-24")]
ZoneName = Annotated[str, AfterValidator(timezone_name)]
GroupName = Annotated[str, AfterValidator(_group)]
