"""`triage`: posts in, verdicts out, on standard input or from a file.

Answers for: a line out as soon as its post came in; a bad line is named and costs only itself; whoever stops reading
ends it quietly. May not: judge (``crisis.triage`` does), or know names of columns (``handlers.posts`` does).
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from bot.clock.clocks import machine_now, steady_seconds
from bot.collecting import collect_seldom
from bot.commandline import triage_texts as t
from bot.commandline.progress import Counter, ProgressBar
from bot.commandline.terminal import FAILED, Failed, Terminal
from bot.policy.file import policy_of
from bot.policy.watch_file import watch_list_of
from bot.settings.settings import Settings, load_settings
from bot.triage.batch import Batch, batch_of
from crisis.policy.watch import WatchEntry
from handlers.posts import BadFile, Context, Post, RowProblem, read_posts
from handlers.posts.columns import columns_of
from handlers.posts.objects import NotAnObject, record_of
from handlers.posts.problems import NO_JSON, TOO_LONG
from handlers.posts.rows import reader_of

LONGEST_LINE = 32 * 1024 * 1024  # bytes
LARGEST_FILE = 256 * 1024 * 1024
NAMED = 100
"""Bad lines that are named one by one; of more their number is said."""
STANDARD_INPUT = "-"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def run_triage(terminal: Terminal, file: Path | None, watch: Path | None) -> int:
    """Exit status 1 when a line could not be read. Raises Failed, PolicyError, SettingsError."""
    settings = load_settings()
    entries = watch_list_of(watch, terminal.language) if watch else policy_of(settings).watch
    work = _Work(terminal, settings, entries)
    collect_seldom()
    if not entries:
        terminal.complain(t.NO_WATCH.say(terminal.language))
    try:
        if file is None:
            if sys.stdin.isatty():
                terminal.complain(t.FROM_KEYBOARD.say(terminal.language))
            work.stream(sys.stdin.buffer)
        else:
            work.table(file)
        sys.stdout.flush()
    except BrokenPipeError:
        _hear_no_more()
        return 0
    return work.bad.status


def _hear_no_more() -> None:
    """Whoever read our lines has gone: what is left in the buffer must not be complained of at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass(slots=True)
class _Bad:
    """Lines that were not read, on standard error."""

    terminal: Terminal
    lines: int = 0
    named: int = 0
    unnamed: int = 0

    @property
    def status(self) -> int:
        return FAILED if self.lines else 0

    def name(self, problem: RowProblem) -> None:
        self.lines += not problem.taken
        if self.named < NAMED:
            self.named += 1
            self.terminal.complain(problem.say(self.terminal.language))
        else:
            self.unnamed += 1

    def end(self) -> None:
        if self.unnamed:
            self.terminal.complain(t.MORE_BAD.say(self.terminal.language, count=self.unnamed))


class _Work:
    def __init__(self, terminal: Terminal, settings: Settings, entries: tuple[WatchEntry, ...]) -> None:
        self._terminal = terminal
        self._zone = ZoneInfo(settings.timezone)
        self._batch: Batch = batch_of(entries, terminal.language, machine_now)
        self.bad = _Bad(terminal)

    def stream(self, stream: BinaryIO) -> None:
        """JSON lines, each judged when it comes."""
        counter = Counter(steady_seconds, lambda count: t.COUNTING.say(self._terminal.language, count=count))
        read = reader_of(columns_of, Context(machine_now(), self._zone, blank_too=True))
        for line, text in _lines(stream, self.bad.name):
            try:
                record = record_of(text)
            except NotAnObject as wrong:
                is_table = wrong.text is NO_JSON and line == 1 and text.lstrip()[:1] not in ("{", "[")
                self.bad.name(RowProblem(line, t.NO_LINES_OF_JSON if is_table else wrong.text))
                continue
            post, problems = read(line, record)
            for problem in problems:
                self.bad.name(problem)
            if post is not None:
                self._put(post, record.get("id"))
                counter()
        counter.end()
        self.bad.end()

    def table(self, file: Path) -> None:
        """A file from any tool. Raises Failed."""
        language = self._terminal.language
        try:
            sheet = read_posts(_bytes_of(file), Context(machine_now(), self._zone))
        except BadFile as bad:
            raise Failed(t.BAD_FILE, file=file, why=bad.text.say(language, **bad.values)) from None
        for problem in sheet.problems:
            self.bad.name(problem)
        self.bad.end()
        columns = ", ".join(sheet.columns)
        self._terminal.complain(t.READ.say(language, posts=len(sheet.posts), left=sheet.not_read, columns=columns))
        bar = ProgressBar(steady_seconds)
        for place, post in enumerate(sheet.posts, 1):
            self._put(post, post.id or None)
            bar(place, len(sheet.posts))
        bar.end()

    def _put(self, post: Post, id: object) -> None:
        verdict = self._batch.verdict(post.mention)
        line = json.dumps({"id": _same_id(id, post.line), **verdict}, ensure_ascii=False)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _same_id(id: object, line: int) -> object:
    """As it came in; a post without one goes by the number of its line."""
    if isinstance(id, str):
        return id.encode("utf-8", "replace").decode()
    return id if isinstance(id, int) and not isinstance(id, bool) else str(line)


def _bytes_of(file: Path) -> bytes:
    if str(file) == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
    else:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise BadFile(TOO_LONG, most=LARGEST_FILE // 1024**2)
    return raw


def _lines(stream: BinaryIO, name: Callable[[RowProblem], None]) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers. One that is too long or in no known encoding is named."""
    for line, raw in enumerate(_raw_lines(stream, name), 1):
        if not raw.strip():
            continue
        text = _decoded(raw)
        if text is None:
            name(RowProblem(line, t.NOT_DECODED))
        elif text.strip("\ufeff \r\n\t"):
            yield line, text.strip("\ufeff \r\n\t")


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return None


def _raw_lines(stream: BinaryIO, name: Callable[[RowProblem], None]) -> Iterable[bytes]:
    """Lines as they come. Of UTF-16 a line end has two bytes: it is read to its end first."""
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        if not number and raw.startswith(UTF_16):
            whole = (raw + stream.read(LARGEST_FILE)).decode("utf-16", "replace")
            yield from (line.encode() for line in whole.split("\n"))
            return
        number += 1
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            name(RowProblem(number, TOO_LONG, (("most", LONGEST_LINE // 1024**2),)))
            raw = b""
        yield raw
