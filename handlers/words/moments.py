"""Lengths of time and moments that people type, in both languages.

Answers for: ``30m``, ``1h30m``, ``90 min``, ``半小时``, ``2天``; ``in 2h``, ``18:30``, ``明天 9:00``, RFC 3339.
May not: read a clock (now is handed in) or say whether a length is allowed (the desk does).
"""

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crisis.language import Text
from crisis.refusals import Refused

NO_DURATION = Text(
    "“{word}” is no length of time. For example: 30m, 1h, 1h30m, 2d.",
    "“{word}”不是有效的时长。例如：30分钟、1小时、1小时30分、半小时、2天。",
)
NO_MOMENT = Text(
    "“{word}” is no time. For example: in 2h, 18:30, tomorrow 09:00, 2026-05-01 18:30 ({zone}), "
    "2026-05-01T18:30:00+08:00.",
    "“{word}”不是有效的时间。例如：2小时后、18:30、明天 9:00、2026-05-01 18:30（{zone}）、2026-05-01T18:30:00+08:00。",
)

_CHINESE_NUMBERS = {
    "半": 0.5,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_UNITS = {
    "seconds": ("s", "sec", "secs", "second", "seconds", "秒", "秒钟"),
    "minutes": ("m", "min", "mins", "minute", "minutes", "分", "分钟"),
    "hours": ("h", "hr", "hrs", "hour", "hours", "小时", "个小时", "钟头", "个钟头", "时"),
    "days": ("d", "day", "days", "天", "日"),
    "weeks": ("w", "week", "weeks", "周", "星期", "个星期"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_WORDS = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_PART = re.compile(
    rf"(\d{{1,6}}(?:\.\d{{1,3}})?|[半一二两三四五六七八九十]|十[一二三四五六七八九]|a|an)\s*(个半)?\s*({_WORDS})(半)?(?![a-z])\s*"
)
_CLOCK = re.compile(
    r"(?:(today|tomorrow|今天|明天|后天)\s*(?:at\s*)?)?(?:at\s*)?([01]?\d|2[0-3])(?::([0-5]\d)|点(?:(半)|([0-5]?\d)分?)?)"
)
_DAYS_ON = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "后天": 2}
_DATED = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[t\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d)")


def read_duration(text: str) -> timedelta:
    """A length of time; a number alone is minutes. Raises Refused for anything else."""
    plain = _plain(text)
    if re.fullmatch(r"\d{1,6}", plain):
        return timedelta(minutes=int(plain))
    total, place = timedelta(0), 0
    while place < len(plain):
        part = _PART.match(plain, place)
        if part is None:
            raise Refused(NO_DURATION, word=text.strip()[:40])
        total, place = total + _length(part), part.end()
    if not plain:
        raise Refused(NO_DURATION, word=text.strip()[:40])
    return total


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """A moment in UTC. A time of day is the next one in the team's ``zone``; a date without a zone is in it, too.

    Raises Refused for anything that is no time. Whether it may lie in the past is the desk's to say.
    """
    plain = _plain(text)
    try:
        if _RFC_3339.fullmatch(plain):
            return datetime.fromisoformat(plain.upper()).astimezone(UTC)
        if dated := _DATED.fullmatch(plain):
            numbers = [int(number or 0) for number in dated.groups()]
            year, month, day, hour, minute, second = numbers
            return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
        if clock := _CLOCK.fullmatch(plain):
            return _next_time_of_day(clock, now, zone)
        if ahead := _ahead(plain):
            return now + read_duration(ahead)
    except (ValueError, OverflowError, Refused):
        pass
    raise Refused(NO_MOMENT, word=text.strip()[:40], zone=zone.key)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower().rstrip("。.,，;；").strip()


def _length(part: re.Match[str]) -> timedelta:
    number, half_before, unit, half_after = part.groups()
    if number in ("a", "an"):
        count = 1.0
    elif number.startswith("十") and len(number) == 2:
        count = 10.0 + _CHINESE_NUMBERS[number[1]]
    else:
        count = float(_CHINESE_NUMBERS.get(number, number))
    return timedelta(**{_UNIT_OF[unit]: count + (0.5 if half_before or half_after else 0.0)})


def _ahead(plain: str) -> str:
    if plain.startswith("in "):
        return plain.removeprefix("in ")
    return re.sub(r"\s*(之后|以后|后|later|from now)$", "", plain)


def _next_time_of_day(clock: re.Match[str], now: datetime, zone: ZoneInfo) -> datetime:
    day, hour, minute, half, spoken_minute = clock.groups()
    local = now.astimezone(zone)
    at = time(int(hour), 30 if half else int(minute or spoken_minute or 0))
    date = local.date() + timedelta(days=_DAYS_ON.get(day, 0))
    found = datetime.combine(date, at, tzinfo=zone)
    if day is None and found <= local:
        found = datetime.combine(date + timedelta(days=1), at, tzinfo=zone)
    return found.astimezone(UTC)
