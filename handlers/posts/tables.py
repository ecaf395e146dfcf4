"""Delimited text to rows: which separator, where the names of the columns stand, quotes that hold line breaks.

Answers for: a quotation mark that is never closed costs its own line and not the rest of the file. May not: know what
the columns mean, but to find the line that names them.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.posts.columns import Columns, columns_of, with_words
from handlers.posts.problems import NO_HEADER, NO_TEXT_COLUMN, OPEN_QUOTE, BadFile, RowProblem, shown

SEPARATORS = ",\t;|，"
HEADER_WITHIN = 20
"""Rows above the names that a tool may put there: a title, who made it and when."""
LINES_OF_A_ROW = 200
"""So many lines one post may have in quotation marks."""
LONGEST_CELL = 16 * 1024 * 1024  # characters

Rows = list[tuple[int, list[str]]]
"""The number of a row's first line (from 1), and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """``rows``: those below the names."""

    columns: Columns
    rows: Rows
    problems: tuple[RowProblem, ...] = ()


def table_of(text: str, separators: str = SEPARATORS) -> Table:
    """The rows of a delimited text. Raises BadFile when no line names a column that holds the posts' words."""
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own
        return table_of_rows(*_rows(rest, first.strip()[4], 2))
    best = max(separators, key=lambda each: _promise(text, each))
    return table_of_rows(*_rows(text, best))


def table_of_rows(rows: Rows, problems: Sequence[RowProblem] = ()) -> Table:
    """The same of rows. Raises BadFile."""
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    place, columns = _header([cells for _, cells in filled[:HEADER_WITHIN]])
    below = filled[place + 1 :]
    return Table(with_words(columns, [cells for _, cells in below[:50]]), below, tuple(problems))


def _header(rows: Sequence[list[str]]) -> tuple[int, Columns]:
    found = [
        (len(columns.at), -place, columns) for place, row in enumerate(rows) if _can_name(columns := _of(row, rows))
    ]
    if found:
        _, place, columns = max(found, key=lambda each: each[:2])
        return -place, columns
    first = rows[0] if rows else []
    if not rows or any(len(cell) > 40 or cell.strip()[:1].isdigit() for cell in first) or len(first) == 1:
        raise BadFile(NO_HEADER)
    raise BadFile(NO_TEXT_COLUMN, found=", ".join(shown(cell, 20) for cell in first[:12] if cell.strip()))


def _of(row: list[str], rows: Sequence[list[str]]) -> Columns:
    columns = columns_of(row)
    return with_words(columns, [each for each in rows if each is not row])


def _can_name(columns: Columns) -> bool:
    return columns.has_words and all(len(name) <= 40 for name in columns.names)


def _promise(text: str, separator: str) -> tuple[int, int]:
    """How many columns are known by name with this separator, in the best of the first rows; then, how many cells."""
    rows, _ = _rows(text[:20_000], separator, most=HEADER_WITHIN)
    known = max((len(columns_of(cells).at) for _, cells in rows), default=0)
    return known, min((len(cells) for _, cells in rows[:5]), default=0)


def _rows(text: str, separator: str, first: int = 1, most: int | None = None) -> tuple[Rows, list[RowProblem]]:
    """The rows and the lines that had to be read by themselves. ``first``: the number of the text's first line."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="").readlines()
    rows: Rows = []
    problems: list[RowProblem] = []
    place = 0
    while place < len(lines) and (most is None or len(rows) < most):
        feed = _Feed(lines, place)
        try:
            for cells in csv.reader(feed, delimiter=separator, strict=True):
                rows.append((place + first, cells))
                place = feed.place
                feed.begin = place
                if most is not None and len(rows) >= most:
                    break
            place = max(place, feed.place)
        except csv.Error:
            cells, is_whole = _by_itself(lines[place], separator)
            if not is_whole:
                problems.append(RowProblem(place + first, OPEN_QUOTE, taken=True))
            rows.append((place + first, cells))
            place += 1
    return rows, problems


@dataclass(slots=True)
class _Feed:
    """Lines from ``place`` on, for one row at most ``LINES_OF_A_ROW``: a row that goes on for longer is none."""

    lines: list[str]
    place: int
    begin: int = -1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.begin < 0:
            self.begin = self.place
        if self.place >= len(self.lines) or self.place - self.begin >= LINES_OF_A_ROW:
            raise StopIteration
        self.place += 1
        return self.lines[self.place - 1]


def _by_itself(line: str, separator: str) -> tuple[list[str], bool]:
    """A line's cells without regard to lines around it; False when a quotation mark stays open."""
    line = line.rstrip("\r\n")
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
        is_whole = line.count('"') % 2 == 0
    except csv.Error:
        cells, is_whole = [], False
    if is_whole:
        return cells, True
    return [cell.strip().strip('"').replace('""', '"') for cell in line.split(separator)], False
