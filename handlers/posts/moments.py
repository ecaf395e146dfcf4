"""Times as people and tools write them, in UTC.

Answers for: RFC 3339 and the ways without a zone (then the team's holds), Chinese and English, Excel's serial days,
Unix seconds, and what is said from now (3分钟前, yesterday 21:30). A day without its year is the last such day. May
not: read a clock; now is handed in.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

NONE = frozenset({"", "-", "--", "—", "/", "n/a", "na", "nan", "nat", "null", "none", "无", "未知"})
AHEAD = timedelta(days=2)
"""A day without its year may lie so far ahead of us before it is taken for last year's."""
EARLIEST, LATEST = 1980, 2100  # years; what is out of these was misread

_EXCEL_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar, the zone is put to it later
_CLOCK = (
    r"(?:[ ,t]*(?P<part>上午|早上|凌晨|中午|下午|晚上|傍晚)? ?(?P<hour>\d{1,2})"
    r"(?:[:时点h](?P<minute>\d{1,2})?(?:[:分](?P<second>\d{1,2})?(?:[.,]\d+|秒)?)?分?)"
    r"(?: *(?P<half>[ap])\.?m\.?)?)?"
)
_ZONE = r"(?: *(?P<zone>z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?))?"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.年] *(?P<month>\d{1,2})[-/.月] *(?P<day>\d{1,2})[日号]?" + _CLOCK + _ZONE)
_PACKED = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:[ t_-]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?)?" + _ZONE
)
_NO_YEAR = re.compile(r"(?P<month>\d{1,2})[-/.月] *(?P<day>\d{1,2})[日号]?" + _CLOCK)
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4}|\d\d)" + _CLOCK + _ZONE)
_NAMED = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?"
    r"(?:(?P<day>\d{1,2})[ -](?P<name>[a-z]{3,9})\.?|(?P<name2>[a-z]{3,9})\.? (?P<day2>\d{1,2}))"
    r"(?:st|nd|rd|th)?,?[ -](?P<year>\d{4}),?(?: at)?" + _CLOCK + _ZONE
)
_WEIBO = re.compile(
    r"[a-z]{3} (?P<name>[a-z]{3}) (?P<day>\d{1,2}) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) "
    r"(?P<zone>[+-]\d{4}) (?P<year>\d{4})"
)
_DAY = re.compile(r"(?P<said>今天|昨天|前天|today|yesterday)" + _CLOCK)
_AGO = re.compile(
    r"(?P<count>\d{1,4}) *(?P<unit>秒钟?|分钟|小时|天|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?|d|days?) *(?:前|ago)"
)
_NUMBER = re.compile(r"\d{1,13}(?:\.\d+)?")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAYS = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_UNITS = {
    "秒": "seconds",
    "分": "minutes",
    "小": "hours",
    "天": "days",
    "s": "seconds",
    "m": "minutes",
    "h": "hours",
    "d": "days",
}
_LATER = frozenset({"下午", "晚上", "傍晚", "中午"})


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a time without its zone, year or order means. ``day_first``: 5/1/2026 is the fifth of January."""

    zone: tzinfo
    now: datetime
    day_first: bool = False


def moment_of(written: str, calendar: Calendar) -> datetime | None:
    """The time in UTC, or None where none is written. Raises ValueError."""
    text = " ".join(unicodedata.normalize("NFKC", written).lower().split())
    if text in NONE:
        return None
    try:
        found = _absolute(text, calendar) or _from_now(text, calendar) or _number(text, calendar)
        if found is None and "," in text:
            found = parsedate_to_datetime(written)
            found = found if found.tzinfo else found.replace(tzinfo=calendar.zone)
        if found is None:
            raise ValueError(written)
        in_utc = found.astimezone(UTC)
    except (OverflowError, TypeError, ValueError):
        raise ValueError(written) from None
    if EARLIEST <= in_utc.year <= LATEST:
        return in_utc
    raise ValueError(written)


def puts_day_first(written: str) -> bool | None:
    """Whether 25/12/2026 shows that the day stands first (or 12/25/2026 that it does not); None when it shows
    neither."""
    found = _YEAR_LAST.fullmatch(" ".join(unicodedata.normalize("NFKC", written).lower().split()))
    if found is None or "." in written.split(" ")[0]:
        return None if found is None else True  # 1.5.2026 is only written with the day first
    first, other = int(found["first"]), int(found["other"])
    return True if first > 12 >= other else False if other > 12 >= first else None


def _absolute(text: str, calendar: Calendar) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text) or _packed(text):
        return _made(found, int(found["year"]), int(found["month"]), int(found["day"]), calendar)
    if found := _YEAR_LAST.fullmatch(text):
        first, other, year = int(found["first"]), int(found["other"]), int(found["year"])
        is_day_first = calendar.day_first if max(first, other) <= 12 else first > 12
        month, day = (other, first) if is_day_first else (first, other)
        return _made(found, year if year > 99 else 2000 + year, month, day, calendar)
    if found := _NO_YEAR.fullmatch(text):
        return _last(found, calendar)
    if found := _NAMED.fullmatch(text) or _WEIBO.fullmatch(text):
        parts = found.groupdict()
        name, number = parts["name"] or parts["name2"], int(parts["day"] or parts["day2"])
        if name[:3] not in _MONTHS:
            raise ValueError(text)
        return _made(found, int(found["year"]), _MONTHS[name[:3]], number, calendar)
    return None


def _packed(text: str) -> re.Match[str] | None:
    found = _PACKED.fullmatch(text)
    return found if found and EARLIEST <= int(found["year"]) <= LATEST and int(found["month"]) <= 12 else None


def _last(found: re.Match[str], calendar: Calendar) -> datetime:
    """The last such day that lies not ahead of us."""
    here = calendar.now.astimezone(calendar.zone)
    for year in range(here.year + 1, here.year - 5, -1):
        try:
            made = _made(found, year, int(found["month"]), int(found["day"]), calendar)
        except ValueError:
            continue  # the 29th of February
        if made <= here + AHEAD:
            return made
    raise ValueError(found[0])


def _from_now(text: str, calendar: Calendar) -> datetime | None:
    here = calendar.now.astimezone(calendar.zone)
    if text in ("刚刚", "just now", "now"):
        return here
    if found := _AGO.fullmatch(text):
        return here - timedelta(**{_UNITS[found["unit"][0]]: int(found["count"])})
    if found := _DAY.fullmatch(text):
        day = here - timedelta(days=_DAYS[found["said"]])
        return _made(found, day.year, day.month, day.day, calendar)
    return None


def _number(text: str, calendar: Calendar) -> datetime | None:
    """Excel's serial days (30,000 is in 1982), Unix seconds and milliseconds."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    if 29_300 <= value < 73_100:
        seconds = round(math.modf(value)[0] * 86_400)
        return (_EXCEL_BEGINS + timedelta(days=int(value), seconds=seconds)).replace(tzinfo=calendar.zone)
    if 3e8 <= value < 4.2e9:
        return datetime.fromtimestamp(value, UTC)
    if 3e11 <= value < 4.2e12:
        return datetime.fromtimestamp(value / 1000, UTC)
    return None


def _made(found: re.Match[str], year: int, month: int, day: int, calendar: Calendar) -> datetime:
    parts = found.groupdict()
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    later = parts.get("half") == "p" or parts.get("part") in _LATER
    if parts.get("half") == "a" and hour == 12:
        hour = 0
    elif later and hour < 12 and not (parts.get("part") == "中午" and hour > 9):
        hour += 12
    zone = _zone(parts["zone"]) if parts.get("zone") else calendar.zone
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)


def _zone(written: str) -> tzinfo:
    offset = written.removeprefix("utc").removeprefix("gmt")
    if offset in ("", "z"):
        return UTC
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    length = timedelta(hours=hours, minutes=minutes)
    if length >= timedelta(days=1):
        raise ValueError(written)
    return timezone(-length if offset[0] == "-" else length)
