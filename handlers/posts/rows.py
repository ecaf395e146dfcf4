"""A row to a post.

Answers for: the post's words are a must; a count or a time that cannot be read is left out and named, because in a
crisis the post matters more than its figures. May not: know where the row comes from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from crisis.alert import Mention
from handlers.posts.column_names import Field
from handlers.posts.columns import Columns
from handlers.posts.counts import count_of
from handlers.posts.moments import Calendar, moment_of
from handlers.posts.problems import NO_COUNT, NO_MOMENT, NO_TEXT, TEXT_WANTED, RowProblem, shown

LONGEST_TEXT = 10_000
"""Characters of a post that are kept; triage reads fewer, and no platform's post is longer where it matters."""
LONGEST_LINE = 300  # of what stands on one line: authors, platforms
LONGEST_URL = 2_000
SHORT_NUMBER = 6
"""Digits: an id that is a shorter number counts the rows of this file and is no post's own."""

_PLATFORMS: Mapping[str, str] = {
    "微博": "weibo",
    "新浪微博": "weibo",
    "微信": "wechat",
    "微信公众号": "wechat",
    "公众号": "wechat",
    "抖音": "douyin",
    "小红书": "xiaohongshu",
    "知乎": "zhihu",
    "哔哩哔哩": "bilibili",
    "b站": "bilibili",
    "快手": "kuaishou",
    "今日头条": "toutiao",
    "头条": "toutiao",
    "贴吧": "tieba",
    "百度贴吧": "tieba",
    "豆瓣": "douban",
    "黑猫投诉": "heimao",
    "twitter": "x",
}
UNKNOWN_PLATFORM = "file"


@dataclass(frozen=True, slots=True)
class Context:
    """``now``: UTC. ``zone``: of times without one. ``platform``: of posts whose row names none.
    ``blank_too``: a post that says it has no words is one all the same."""

    now: datetime
    zone: tzinfo
    platform: str = UNKNOWN_PLATFORM
    day_first: bool = False
    blank_too: bool = False

    def calendar(self, in_utc: bool) -> Calendar:
        return Calendar(UTC if in_utc else self.zone, self.now, self.day_first)


@dataclass(frozen=True, slots=True)
class Post:
    """``line``: where it stands, from 1. ``id``: as the file has it, whatever it counts."""

    line: int
    id: str
    mention: Mention


Read = tuple[Post | None, tuple[RowProblem, ...]]


def post_of(line: int, cells: Sequence[Any], columns: Columns, context: Context) -> Read:
    """The post of a row; None when it is none. With it what is wrong in the row."""
    reading = _Row(line, cells, columns, [])
    words = _words(reading)
    if not words.strip() and not (context.blank_too and reading.says(Field.TEXT)):
        return None, tuple(reading.problems) or (RowProblem(line, NO_TEXT),)
    id, platform, url = reading.line_of(Field.ID), reading.line_of(Field.PLATFORM), reading.text(Field.URL).strip()
    calendar = context.calendar(columns.in_utc)
    mention = Mention(
        platform=_PLATFORMS.get(platform.lower(), platform) or context.platform,
        author=reading.line_of(Field.AUTHOR).removeprefix("@"),
        text=words[:LONGEST_TEXT],
        followers=reading.count(Field.FOLLOWERS),
        url=url if url.startswith(("http://", "https://")) and len(url) <= LONGEST_URL else "",
        id="" if id.isdigit() and len(id) < SHORT_NUMBER else id,
        posted_at=reading.moment(calendar),
        reposts=reading.count(Field.REPOSTS),
        comments=reading.count(Field.COMMENTS),
        likes=reading.count(Field.LIKES),
    )
    return Post(line, id, mention), tuple(reading.problems)


def _words(row: "_Row") -> str:
    """The title and the text; a title that the text begins with is not said twice."""
    text, title = row.text(Field.TEXT), row.text(Field.TITLE).strip()
    if not title or text.lstrip("【# \n").startswith(title.rstrip("….")):
        return text
    return f"{title}\n{text}" if text.strip() else title


@dataclass(slots=True)
class _Row:
    line: int
    cells: Sequence[Any]
    columns: Columns
    problems: list[RowProblem]

    def text(self, wanted: Field) -> str:
        """What its cell says, as text."""
        place = self.columns.at.get(wanted)
        value = self.cells[place] if place is not None and place < len(self.cells) else None
        if value is None or value is False or value is True:
            return ""
        if isinstance(value, str):
            return _clean(value)
        if isinstance(value, int | float):
            return str(value)
        self.note(wanted, TEXT_WANTED, shown(value))
        return ""

    def says(self, wanted: Field) -> bool:
        """Whether its cell holds text, be it empty."""
        place = self.columns.at.get(wanted)
        return place is not None and place < len(self.cells) and isinstance(self.cells[place], str)

    def line_of(self, wanted: Field) -> str:
        return " ".join(self.text(wanted)[: LONGEST_LINE * 2].split())[:LONGEST_LINE]

    def count(self, wanted: Field) -> int:
        written = self.text(wanted)
        try:
            return count_of(written, self.columns.units.get(wanted, 1)) or 0
        except ValueError:
            self.note(wanted, NO_COUNT, shown(written))
            return 0

    def moment(self, calendar: Calendar) -> datetime | None:
        written = self.text(Field.POSTED_AT)
        clock = self.text(Field.CLOCK).strip() if Field.CLOCK in self.columns.at else ""
        whole = f"{written.strip()} {clock}" if written.strip() and clock else written
        return self._moment(whole, calendar) if whole is written else self._in_two(whole, written, clock, calendar)

    def _in_two(self, whole: str, day: str, clock: str, calendar: Calendar) -> datetime | None:
        """The day and the time of two columns; each may hold both."""
        for each in (whole, clock, day):
            try:
                return moment_of(each, calendar)
            except ValueError:
                continue
        return self._moment(whole, calendar)

    def _moment(self, written: str, calendar: Calendar) -> datetime | None:
        try:
            return moment_of(written[:80], calendar)
        except ValueError:
            self.note(Field.POSTED_AT, NO_MOMENT, shown(written))
            return None

    def note(self, wanted: Field, text: Any, value: str) -> None:
        is_must = wanted is Field.TEXT
        problem = RowProblem(self.line, text, (("value", value),), self.columns.name(wanted), taken=not is_must)
        self.problems.append(problem)


def _clean(text: str) -> str:
    """Without control characters (but line breaks and tabs) and without what no encoding can carry."""
    if text.isprintable():
        return text
    sound = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in sound if letter >= " " or letter in "\n\t").replace("\x7f", "")


def reader_of(
    columns_of: Callable[[Sequence[str]], Columns], context: Context
) -> Callable[[int, dict[str, Any]], Read]:
    """Reads objects, whose keys may differ from one to the next."""
    known: dict[tuple[str, ...], Columns] = {}

    def read(line: int, record: dict[str, Any]) -> Read:
        names = tuple(record)
        columns = known.get(names)
        if columns is None:
            columns = columns_of(names)
            if len(known) < 1_000:
                known[names] = columns
        return post_of(line, tuple(record.values()), columns, context)

    return read


def with_day_first(context: Context, day_first: bool) -> Context:
    return replace(context, day_first=day_first)
