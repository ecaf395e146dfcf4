"""`similar`: for each text on standard input, those of a history file that tell of the same kind of thing.

Answers for: what can be read is answered, in its order; each line that cannot is named on standard error, and the exit
status is 1 then. May not: need a database, a policy or the network.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from bot.commandline import similar_texts as t
from bot.commandline.progress import ProgressBar
from bot.commandline.terminal import FAILED, WRONG_USE, Failed, Terminal
from bot.words.words import load_words
from crisis.language import Text
from crisis.triage.reading import Reader
from crisis.triage.similar import MOST_LETTERS, Features, Memory, features

MOST_NEIGHBOURS = 5
STANDARD_INPUT = "-"
AT_A_TIME = 64  # answers that go out together

Id = str | int


@dataclass(frozen=True, slots=True)
class Row:
    """One text. ``kind``: of the incident, where the file says so."""

    id: Id
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is no row. ``line`` counts from 1."""

    line: int
    why: Text


def run_similar(terminal: Terminal, history: Path) -> int:
    """Answer each text of standard input with the ids of up to five of the history's, the most alike first. Raises
    Failed, OSError."""
    past, bad_past = _rows(_decoded(history.read_bytes(), str(history)))
    if not past:
        raise Failed(t.NOTHING_THERE, WRONG_USE, file=history)
    asked, bad = _rows(_decoded(sys.stdin.buffer.read(), STANDARD_INPUT))
    for each in bad_past:
        terminal.complain(t.BAD_LINE.say(terminal.language, file=history, line=each.line, why=_why(each, terminal)))
    bar = ProgressBar(monotonic)
    try:
        _answer(terminal, past, asked, bar)
    finally:
        bar.end()
    for each in bad:
        terminal.complain(t.BAD_INPUT.say(terminal.language, line=each.line, why=_why(each, terminal)))
    return FAILED if bad or bad_past else 0


def _answer(terminal: Terminal, past: list[Row], asked: list[Row], bar: ProgressBar) -> None:
    words = load_words()
    reader = words.reader
    steps, done = len(past) + len(asked), 0
    known: dict[Id, Features] = {}
    for row in past:
        known[row.id] = _features(row, reader)
        done += 1
        bar(done, steps)
    memory: Memory[Id] = Memory()
    memory.remember_all(known.items())
    lines: list[str] = []
    for row in asked:
        found = memory.like(_features(row, reader), MOST_NEIGHBOURS, besides=row.id)
        answer = {"id": row.id, "similar": [each.key for each in found]}
        lines.append(json.dumps(answer, ensure_ascii=False))
        done += 1
        bar(done, steps)
        if len(lines) == AT_A_TIME:
            terminal.put("\n".join(lines))
            lines = []
    if lines:
        terminal.put("\n".join(lines))


def _features(row: Row, reader: Reader) -> Features:
    reading = reader.read(row.text[:MOST_LETTERS])
    return features(reading.plain, reading.words, row.kind)


def _decoded(raw: bytes, name: str) -> str:
    """UTF-8, with or without its mark, else GB18030. Raises Failed."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Failed(t.NO_ENCODING, file=name)


def _rows(text: str) -> tuple[list[Row], list[Bad]]:
    """The rows in their order, and the lines that are none. A later row with an id that was there is one of them."""
    rows: dict[Id, Row] = {}
    bad: list[Bad] = []
    for number, line in enumerate(_lines(text), start=1):
        if not line.strip():
            continue
        found = _row(line)
        if isinstance(found, Text):
            bad.append(Bad(number, found))
        elif found.id in rows:
            bad.append(Bad(number, t.SAME_ID))
        else:
            rows[found.id] = found
    return list(rows.values()), bad


def _lines(text: str) -> Iterator[str]:
    """Not ``splitlines``: a text may hold the other characters that it takes for ends of lines."""
    return (line.removesuffix("\r") for line in text.split("\n"))


def _row(line: str) -> Row | Text:
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError):
        return t.NO_JSON
    if not isinstance(value, dict):
        return t.NO_OBJECT
    name, text, kind = value.get("id"), value.get("text"), value.get("kind")
    if isinstance(name, bool) or not isinstance(name, str | int):
        return t.NO_ID
    if not isinstance(text, str):
        return t.NO_TEXT
    return Row(name, text, kind if isinstance(kind, str) else "")


def _why(bad: Bad, terminal: Terminal) -> str:
    return bad.why.say(terminal.language)
