"""A file to posts: what kind of file it is, and everything that was read and not read of it.

Answers for: the kind is told from the bytes; the file's name is only shown. Nothing is lost silently. May not: take
longer for a broken file than for a sound one of its size.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.posts.column_names import Field
from handlers.posts.columns import Columns, columns_of
from handlers.posts.decoding import decoded
from handlers.posts.moments import puts_day_first
from handlers.posts.objects import NotAnObject, as_record, record_of
from handlers.posts.problems import (
    BROKEN_WORKBOOK,
    EMPTY_FILE,
    MORE_CELLS,
    NO_JSON,
    NO_ROWS,
    OLD_EXCEL,
    TOO_MANY,
    BadFile,
    RowProblem,
)
from handlers.posts.rows import Context, Post, post_of, reader_of, with_day_first
from handlers.posts.tables import Table, table_of, table_of_rows
from handlers.posts.workbook import rows_of_workbook

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LOOKED_AT = 500  # rows by which it is seen whether the day stands before the month


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds. ``columns``: the names that were recognised, in the file's order. ``broken``: characters that
    the encoding could not carry."""

    posts: tuple[Post, ...]
    problems: tuple[RowProblem, ...]
    columns: tuple[str, ...]
    encoding: str = ""
    broken: int = 0

    @property
    def not_read(self) -> int:
        """How many lines gave no post."""
        return len({each.line for each in self.problems if not each.taken})


def read_posts(raw: bytes, context: Context, most: int | None = None) -> Sheet:
    """The posts of a file: CSV, TSV, any separated table, XLSX, JSON lines or a JSON array. ``most``: how many it may
    have. Raises BadFile when nothing of it can be taken."""
    if not raw.strip():
        raise BadFile(EMPTY_FILE)
    if raw.startswith(OLD_WORKBOOK):
        raise BadFile(OLD_EXCEL)
    if raw.startswith(WORKBOOK):
        rows = rows_of_workbook(raw)
        if not rows:
            raise BadFile(BROKEN_WORKBOOK)
        return _of_table(table_of_rows(rows), context, "xlsx", 0, most)
    text = decoded(raw)
    if not text.text.strip():
        raise BadFile(EMPTY_FILE)
    if (beginning := text.text.lstrip()[:1]) in "{[" and beginning:
        return _of_objects(text.text, context, text.encoding, text.broken, most)
    return _of_table(table_of(text.text), context, text.encoding, text.broken, most)


def _of_table(table: Table, context: Context, encoding: str, broken: int, most: int | None) -> Sheet:
    if not table.rows:
        raise BadFile(NO_ROWS)
    if most is not None and len(table.rows) > most:
        raise BadFile(TOO_MANY, most=most)
    columns = table.columns
    context = with_day_first(context, _is_day_first(columns, [cells for _, cells in table.rows[:LOOKED_AT]]))
    posts: list[Post] = []
    problems = list(table.problems)
    for line, cells in table.rows:
        if len(cells) > len(columns.names) and any(cell.strip() for cell in cells[len(columns.names) :]):
            values = (("count", len(cells)), ("columns", len(columns.names)))
            problems.append(RowProblem(line, MORE_CELLS, values))
            continue
        post, found = post_of(line, cells, columns, context)
        problems += found
        if post is not None:
            posts.append(post)
    problems.sort(key=lambda each: each.line)
    return Sheet(tuple(posts), tuple(problems), columns.recognised, encoding, broken)


def _is_day_first(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """What the column's own values show; else the month stands first."""
    place = columns.at.get(Field.POSTED_AT)
    if place is None:
        return False
    shown = (puts_day_first(cells[place]) for cells in rows if place < len(cells))
    return next((each for each in shown if each is not None), False)


def _of_objects(text: str, context: Context, encoding: str, broken: int, most: int | None) -> Sheet:
    read = reader_of(columns_of, context)
    posts: list[Post] = []
    problems: list[RowProblem] = []
    names: dict[str, None] = {}
    for line, content in _objects(text):
        if most is not None and len(posts) >= most:
            raise BadFile(TOO_MANY, most=most)
        try:
            record = as_record(content) if not isinstance(content, str) else record_of(content)
        except NotAnObject as wrong:
            problems.append(RowProblem(line, wrong.text))
            continue
        post, found = read(line, record)
        problems += found
        if post is not None:
            posts.append(post)
            names |= dict.fromkeys(record)
    if not posts and not problems:
        raise BadFile(NO_ROWS)
    return Sheet(tuple(posts), tuple(problems), columns_of(tuple(names)).recognised, encoding, broken)


def _objects(text: str) -> list[tuple[int, Any]]:
    """The objects with their lines; of an array, with their numbers."""
    if text.lstrip().startswith("["):
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            raise BadFile(NO_JSON) from None
        return [(place, each if not isinstance(each, str) else json.dumps(each)) for place, each in enumerate(whole, 1)]
    return [(place, each) for place, each in enumerate(text.split("\n"), 1) if each.strip()]
