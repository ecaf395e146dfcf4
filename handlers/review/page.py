"""The review as a page of plain words: what both media show, in the order in which they show it.

Answers for: shapes. May not: hold markup. Every string is plain text and may come from outside: the media escape it,
each once. Only ``words`` and the like may have line breaks.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a fact is to be taken. It is always said in words, too."""

    GOOD = "good"
    BAD = "bad"
    RUNNING = "running"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number worth a glance."""

    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """``links``: the address behind a cell, by its place."""

    cells: tuple[str, ...]
    tone: Tone = Tone.PLAIN
    links: tuple[tuple[int, str], ...] = ()

    def link(self, place: int) -> str | None:
        return dict(self.links).get(place)


@dataclass(frozen=True, slots=True)
class Table:
    """``toned``: the column that carries the row's tone."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    toned: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A label with one text or a list of texts; ``address`` when the text is a link."""

    label: str
    words: tuple[str, ...]
    address: str | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A decision or an update. ``remark``: what is to be known first, such as that it was replaced."""

    number: int
    heading: str
    byline: str
    words: str
    fields: tuple[Field, ...] = ()
    remark: str = ""
    tone: Tone = Tone.PLAIN
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Something left open: a sentence, and the words it is about."""

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline. ``kind``: stage, severity, people, update, decision, clock or note."""

    seq: int
    time: str
    mark: str
    sentence: str
    kind: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Day:
    date: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a drill went. ``about``: what really happened; ``reality``: what the real company did, when."""

    sum: str
    lines: Table
    lesson: str
    about: str
    reality: Table | None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the review says. ``chips``: severity first, then the others."""

    lang: str
    window_title: str
    number: str
    title: str
    severity: int
    chips: tuple[str, ...]
    warnings: tuple[str, ...]
    summary: str
    figures: tuple[Figure, ...]
    score: Scoring | None
    open_points: tuple[Point, ...]
    stages: Table
    targets: Table
    cadence: str
    late: Table | None
    decisions: tuple[Card, ...]
    updates: tuple[Card, ...]
    roles: Table
    people: Table
    alert: tuple[Field, ...]
    mentions: Table | None
    mention_sum: str
    timeline: tuple[Day, ...]
    ledger: str
    ledger_entry: str
    ledger_hash: str
    verify: str
    zone: str
    made: str
    tasks: Table | None = None
    answers: Table | None = None
    answer_sum: str = ""
    follow_ups: Table | None = None
    volume_sum: str = ""
    volume: tuple[Table, ...] = ()
