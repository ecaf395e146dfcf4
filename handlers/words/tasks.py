"""What people type about a task: what is to be done, by whom, by when.

Answers for: ``WORDS [@who] [by 15:30]`` in both languages, who and when in either order, at the end; who also at the
beginning. A role may stand for a person (``@legal``). What is no time stays among the words. May not: look anything up
but what it is handed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.refusals import Refused
from handlers.words.moments import read_moment
from handlers.words.parsing import folded, person_in

MORNING, EVENING = time(9), time(18)
"""A day without a time means its morning, in the team's zone; today, which may be past that, its evening."""

_BETWEEN = r"(?:^|[\s,，;；。])\s*"
_BY = re.compile(
    rf"{_BETWEEN}(?:by|due|before|until|截止|最迟)\b\s*(?:(?:at|on)\b|到|于)?[:：\s]*(?P<when>[^\n]{{1,40}})$", re.I
)
_IN = re.compile(rf"{_BETWEEN}(?P<when>in\s+[^\n]{{1,20}})$", re.I)
_BEFORE = re.compile(
    rf"{_BETWEEN}(?P<when>(?:(?:今天|明天|后天|下?周.|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}})\s*)?[^\s,，;；。]{{1,16}}?)"
    r"\s*(?P<how>之前|以前|前|之内|以内|内|后)[。.]?$"
)
_MENTION_AT_END = re.compile(r"\s*(?:@|to\b|for\b|给|由)?\s*(<@[UW][A-Z0-9]{1,20}(?:\|[^>]*)?>)\s*[,，;；。]?$")
_MENTION_AT_START = re.compile(r"^(<@[UW][A-Z0-9]{1,20}(?:\|[^>]*)?>)[\s:：,，]*")
_NAME_AT_END = re.compile(r"(?:^|\s)@([^\s@<>,，;；]{1,40})$")
_NAME_AT_START = re.compile(r"^@([^\s@<>,，;；:：]{1,40})[\s:：,，]+")

_DATE = re.compile(r"(?:(\d{4})[-/年.])?(\d{1,2})[-/月.](\d{1,2})[日号]?")
_WEEKDAYS = (
    ("monday", "mon", "周一", "星期一", "礼拜一"),
    ("tuesday", "tue", "周二", "星期二", "礼拜二"),
    ("wednesday", "wed", "周三", "星期三", "礼拜三"),
    ("thursday", "thu", "周四", "星期四", "礼拜四"),
    ("friday", "fri", "周五", "星期五", "礼拜五"),
    ("saturday", "sat", "周六", "星期六", "礼拜六"),
    ("sunday", "sun", "周日", "周天", "星期日", "星期天"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """``text`` is as Slack sent it. ``role``: a key of the catalogue."""

    text: str
    owner: str | None = None
    role: str = ""
    due_at: datetime | None = None


def asked_in(text: str, policy: Policy, roster: Roster, now: datetime) -> Asked:
    """What a line asks for. Raises Refused when it ends with ``@somebody`` whom nobody knows."""
    zone = ZoneInfo(policy.timezone)
    asked = Asked(text.strip())
    for _ in range(2):
        asked = _with_owner(_with_due(asked, now, zone), policy, roster)
    return asked


def read_due(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """A moment, or a day. Raises Refused for anything else; whether it has passed is the desk's to say."""
    day = _day(folded(text), now.astimezone(zone).date())
    if day is None:
        return read_moment(text, now, zone)
    at = EVENING if day == now.astimezone(zone).date() else MORNING
    return datetime.combine(day, at, tzinfo=zone).astimezone(now.tzinfo)


def _with_due(asked: Asked, now: datetime, zone: ZoneInfo) -> Asked:
    if asked.due_at is not None:
        return asked
    for start, when in _whens(asked.text):
        try:
            due_at = read_due(when, now, zone)
        except Refused:
            continue
        return replace(asked, text=asked.text[:start].strip(" \t,，;；"), due_at=due_at)
    return asked


def _whens(text: str) -> Iterator[tuple[int, str]]:
    """Where a time may begin at the end of a text, and the time."""
    if found := _BY.search(text):
        yield found.start(), re.sub(r"(之前|以前|前)$", "", found["when"].strip())
    if found := _IN.search(text):
        yield found.start(), found["when"]
    if found := _BEFORE.search(text):
        ahead = found["how"] in ("之内", "以内", "内", "后")
        yield found.start(), found["when"].rstrip("之以") + ("后" if ahead else "")


def _with_owner(asked: Asked, policy: Policy, roster: Roster) -> Asked:
    if asked.owner or asked.role:
        return asked
    text = asked.text
    for sign in (_MENTION_AT_END, _MENTION_AT_START):
        if found := sign.search(text):
            return replace(asked, text=_without(text, found), owner=person_in(found[1], roster)[0])
    for sign in (_NAME_AT_END, _NAME_AT_START):
        if found := sign.search(text):
            if role := policy.role_named(found[1]):
                return replace(asked, text=_without(text, found), role=role.key)
            return replace(asked, text=_without(text, found), owner=person_in(f"@{found[1]}", roster)[0])
    return asked


def _without(text: str, found: re.Match[str]) -> str:
    return (text[: found.start()] + text[found.end() :]).strip(" \t,，;；")


def _day(word: str, today: date) -> date | None:
    """A day without a time: a date (of the year to come, when its own is not said), a day of the week, today."""
    plain = re.sub(r"^(?:on|this)\s+", "", word)
    if plain in ("today", "今天", "今日"):
        return today
    if plain in ("tomorrow", "明天"):
        return today + timedelta(days=1)
    if plain == "后天":
        return today + timedelta(days=2)
    if found := _DATE.fullmatch(plain):
        return _date(found, today)
    later = 7 if plain.startswith(("next ", "下")) else 0
    plain = plain.removeprefix("next ").removeprefix("下个").removeprefix("下")
    for place, names in enumerate(_WEEKDAYS):
        if plain in names:
            ahead = (place - today.weekday()) % 7 or 7
            in_next_week = later and today.weekday() + ahead < 7
            return today + timedelta(days=ahead + (7 if in_next_week else 0))
    return None


def _date(found: re.Match[str], today: date) -> date | None:
    year, month, day = (int(number) if number else 0 for number in found.groups())
    try:
        said = date(year or today.year, month, day)
        return said if year or said >= today else date(today.year + 1, month, day)
    except ValueError:
        return None
