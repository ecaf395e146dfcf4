"""Words about duty that people type: “@li for @wang thursday”, “@李 替 @王 周四”, “me tomorrow”, “back 3”.

Answers for: who, in place of whom, on which day or days, in either language and in any order that people use. May not:
look up whose turn it is; a day of the week is handed back as one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from crisis.language import Text
from crisis.policy.people import Roster
from handlers.words.parsing import folded, names_person, person_in
from handlers.words.weekdays import weekday_of

NO_DAY = Text(
    "“{word}” is no day. For example: thursday, tomorrow, 2026-05-14, 2026-05-14..2026-05-16.",
    "“{word}”不是有效的日期。例如：周四、明天、5月14日、2026-05-14、2026-05-14..2026-05-16。",
)

_BACK = re.compile(
    r"(?:back|cancel|take\s*back|withdraw|undo|收回|取消|撤销)[\s:：#＃]*(\d{1,9})?\s*(?:号)?", re.IGNORECASE
)
_ME = re.compile(r"^(?:me|i|myself|我|由我|我来)(?=\s|$|替|代)", re.IGNORECASE)
_FOR_ME = re.compile(r"(?:(?<=\s)|^)(?:for|instead\s+of|替|代)\s*(?:me|我)(?=\s|$)", re.IGNORECASE)
_FILLERS = re.compile(
    r"(?<![a-z])(?:takes?|covers?|for|instead\s+of|on|the|is|shift|duty|'s|’s|from)(?![a-z])|替班|顶班|值班|代替|代班|替|代|顶|的班|的",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:\.\.|…|–|—|~|至|到|(?<=\d)\s-\s(?=\d)|\s(?:to|until|till|through)\s)\s*", re.IGNORECASE)
_NEAR = {"today": 0, "tonight": 0, "今天": 0, "今日": 0, "今晚": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2}
_MONTH_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says. ``first`` and ``last``: the days, a date or a day of the week (0 is Monday). ``rest``: what
    was not read, perhaps a rotation's name."""

    person: str | None = None
    instead_of: str | None = None
    first: date | int | None = None
    last: date | int | None = None
    rest: str = ""


def taken_back(words: str) -> int | None:
    """The number of the override that a line takes back; 0 when it names none; None when it says something else."""
    found = _BACK.fullmatch(words.strip())
    return int(found[1] or 0) if found else None


def read_duty(words: str, me: str, today: date, roster: Roster) -> Said:
    """``words`` after the command; ``me``: who types; ``today`` counts for “tomorrow”. Raises Refused for a person who
    is nobody."""
    person: str | None = None
    instead: str | None = None
    rest = words.strip()
    if _ME.match(rest):
        person, rest = me, _ME.sub("", rest, count=1)
    if _FOR_ME.search(rest):
        instead, rest = me, _FOR_ME.sub(" ", rest, count=1)
    while names_person(rest):
        found, rest = person_in(rest, roster)
        if person is None:
            person = found
        elif instead is None:
            instead = found
    left = " ".join(_FILLERS.sub(" ", rest).split())
    first, last, left = _days_in(left, today)
    return Said(person, instead, first, last, left)


def days_of(
    first: date | int, last: date | int | None, is_theirs: Callable[[date], bool], today: date
) -> tuple[date, date]:
    """The days that were meant, first and last. A day of the week is the next one, today included, for which
    ``is_theirs`` holds, within five weeks; the next one when there is none."""
    begin = first if isinstance(first, date) else _next(first, today, is_theirs)
    if last is None:
        return begin, begin
    return begin, last if isinstance(last, date) else _next(last, begin, lambda _: True)


def _next(weekday: int, after: date, wanted: Callable[[date], bool]) -> date:
    days = [after + timedelta(days=(weekday - after.weekday()) % 7 + 7 * week) for week in range(5)]
    return next((day for day in days if wanted(day)), days[0])


def _days_in(text: str, today: date) -> tuple[date | int | None, date | int | None, str]:
    """The day or the two days that a text holds, and what else it says."""
    parts = _BETWEEN.split(text, maxsplit=1)
    if len(parts) == 2:
        before, first = _last_word(parts[0])
        last, after = _first_word(parts[1])
        begin, end = day_in(first, today), day_in(last, today)
        if begin is not None and end is not None:
            return begin, end, f"{before} {after}".strip()
    words = text.split()
    for place, word in enumerate(words):
        if (found := day_in(word, today)) is not None:
            return found, None, " ".join((*words[:place], *words[place + 1 :]))
    return None, None, text


def day_in(word: str, today: date) -> date | int | None:
    """The day that a word names: a date, or a day of the week."""
    plain = folded(word).strip("。.")
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    try:
        if found := _MONTH_DAY.fullmatch(plain):
            day = date(today.year, int(found[1]), int(found[2]))
            return day if day >= today - timedelta(days=31) else day.replace(year=today.year + 1)
        return date.fromisoformat(plain.replace("/", "-"))
    except ValueError:
        return weekday_of(plain.removeprefix("下").removeprefix("本").removeprefix("这"))


def _last_word(text: str) -> tuple[str, str]:
    before, _, word = text.strip().rpartition(" ")
    return before, word


def _first_word(text: str) -> tuple[str, str]:
    word, _, after = text.strip().partition(" ")
    return word, after
