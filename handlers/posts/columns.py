"""Which column is which.

Answers for: a name is compared by its letters alone: case, spaces, brackets and full width do not count; what stands in
brackets may say the unit (粉丝数（万）) or the zone (Date (UTC)). May not: look at values, but where a name means two
things (评论: the words, or how many).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.posts.column_names import NAMES, Field

_RANK = {
    name: (each, rank) for each, names in NAMES.items() if each is not Field.CLOCK for rank, name in enumerate(names)
}
_CLOCKS = frozenset(NAMES[Field.CLOCK])
_DAYS = frozenset({"日期", "date", "发布日期", "发表日期", "发文日期", "postdate", "publishdate", "publisheddate"})
_IN_BRACKETS = re.compile(r"[(\[【（]([^)\]】）]*)[)\]】）]")
_UNITS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百万": 1_000_000, "m": 1_000_000, "万人": 10_000}
_SIMPLE = str.maketrans(
    "內標題帳號時間發佈連結鏈來轉評論讚點絲數網戶暱體臺稱貼", "内标题账号时间发布连结链来转评论赞点丝数网户昵体台称贴"
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands. ``names``: as the file has them. ``units``: what one stands for in a column of counts.
    ``in_utc``: the column of times says that they are."""

    names: tuple[str, ...]
    at: Mapping[Field, int] = field(default_factory=dict)
    units: Mapping[Field, int] = field(default_factory=dict)
    in_utc: bool = False

    @property
    def has_words(self) -> bool:
        return Field.TEXT in self.at or Field.TITLE in self.at

    @property
    def recognised(self) -> tuple[str, ...]:
        """Their names, in the file's order."""
        return tuple(self.names[place] for place in sorted(set(self.at.values())))

    def name(self, wanted: Field) -> str:
        return self.names[self.at[wanted]]


def columns_of(names: Sequence[str]) -> Columns:
    """The columns of these names. A dotted name (``user.followers_count``) counts by its last parts as well."""
    best: dict[Field, tuple[int, int]] = {}
    shown = tuple(" ".join(str(name).split()) for name in names)
    for place, name in enumerate(shown):
        if (found := _meaning(name)) and found[1] < best.get(found[0], (len(_RANK), 0))[0]:
            best[found[0]] = (found[1], place)
    at = {each: place for each, (_, place) in best.items()}
    folded = [_folded(name) for name in shown]
    if Field.POSTED_AT in at and folded[at[Field.POSTED_AT]] in _DAYS:
        clock = next((place for place, name in enumerate(folded) if name in _CLOCKS), None)
        if clock is not None:
            at[Field.CLOCK] = clock
    units = {each: unit for each, place in at.items() if (unit := _unit(shown[place])) != 1}
    time = shown[at[Field.POSTED_AT]].lower() if Field.POSTED_AT in at else ""
    return Columns(shown, at, units, "utc" in time or "gmt" in time)


def with_words(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """Where no column holds the words by its name: 评论 or ``comments``, when its values are words and no counts."""
    place = columns.at.get(Field.COMMENTS)
    if Field.TEXT in columns.at or place is None:
        return columns
    values = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
    if not values or sum(any(letter.isdigit() for letter in value[:1]) for value in values) * 2 > len(values):
        return columns
    at = dict(columns.at)
    at[Field.TEXT] = at.pop(Field.COMMENTS)
    return Columns(columns.names, at, columns.units, columns.in_utc)


def _meaning(name: str) -> tuple[Field, int] | None:
    if found := _RANK.get(_folded(name)):
        return found
    parts = [part for part in re.split(r"[./]", name) if part]
    for begin in range(1, len(parts)):
        if found := _RANK.get(_folded("".join(parts[begin:]))):
            # "user.name" is who wrote; "user.id" and "user.url" are not the post's.
            is_of_a_person = parts[0].lower() in ("user", "author", "from", "account")
            if is_of_a_person and found[0] not in (Field.AUTHOR, Field.FOLLOWERS):
                return None
            return found[0], found[1] + 100
    return None


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).lower().translate(_SIMPLE)
    return _NOT_A_LETTER.sub("", _IN_BRACKETS.sub("", plain) or plain)


def _unit(name: str) -> int:
    inside = _IN_BRACKETS.findall(unicodedata.normalize("NFKC", name).lower())
    return next((_UNITS[each.strip(" 单位:")] for each in inside if each.strip(" 单位:") in _UNITS), 1)
