"""An .xlsx workbook to rows: its first sheet that has any, by the published format (ECMA-376), with what Python has.

Answers for: text, numbers and days of the cells, at most ``UNPACKED`` bytes of it. A day is a number in it
(``moments`` knows how to read that). May not: calculate, or read the old .xls.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from handlers.posts.problems import BROKEN_WORKBOOK, LARGE_WORKBOOK, BadFile
from handlers.posts.tables import Rows

UNPACKED = 100 * 1024 * 1024  # bytes
MOST_COLUMNS = 1_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def rows_of_workbook(raw: bytes) -> Rows:
    """The rows with their numbers. Raises BadFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            if sum(each.file_size for each in book.infolist()) > UNPACKED:
                raise BadFile(LARGE_WORKBOOK, most=UNPACKED // 1024**2)
            shared = _shared(book)
            sheets = sorted(
                (each for each in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", each)), key=_number
            )
            for sheet in sheets:
                if rows := list(_rows(book.open(sheet), shared)):
                    return rows
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, IndexError, OSError, NotImplementedError):
        raise BadFile(BROKEN_WORKBOOK) from None
    return []


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    found: list[str] = []
    for _, element in ElementTree.iterparse(book.open("xl/sharedStrings.xml")):
        if _tag(element) == "si":
            found.append(_text(element))
            element.clear()
    return found


def _rows(stream: IO[bytes], shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    counted = 0
    for _, element in ElementTree.iterparse(stream):
        if _tag(element) != "row":
            continue
        counted = int(element.get("r") or counted + 1)
        cells: list[str] = []
        for cell in element:
            place = _column(cell.get("r") or "", len(cells))
            if place < MOST_COLUMNS:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = _value(cell, shared)
        if any(cells):
            yield counted, cells
        element.clear()


def _column(place: str, following: int) -> int:
    found = _PLACE.fullmatch(place)
    if found is None:
        return following
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    value = next((each.text or "" for each in cell if _tag(each) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value else ""
    return "" if kind == "e" else value


def _text(element: ElementTree.Element) -> str:
    """Its words, without how they are pronounced."""
    parts: list[str] = []
    for each in element:
        if _tag(each) == "t":
            parts.append(each.text or "")
        elif _tag(each) in ("r", "is"):
            parts.append(_text(each))
    return "".join(parts)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(_MAIN).removeprefix(_STRICT)
