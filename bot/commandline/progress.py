"""A bar for what takes longer than two seconds, on standard error, where a person looks.

May not: say anything to a program: there is no bar where standard error is no terminal.
"""

import sys
from collections.abc import Callable
from typing import TextIO

PATIENCE_SECONDS = 2.0
WIDTH = 30


class ProgressBar:
    """Called with what is done and what there is to do. ``clock`` is in seconds and only goes forward."""

    def __init__(self, clock: Callable[[], float], stream: TextIO = sys.stderr) -> None:
        self._clock = clock
        self._stream = stream
        self._begin = clock()
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if percent == self._shown or self._clock() - self._begin < PATIENCE_SECONDS or not self._stream.isatty():
            return
        self._shown = percent
        full = WIDTH * percent // 100
        print(f"\r[{'█' * full}{'·' * (WIDTH - full)}] {percent:3d}%", end="", file=self._stream, flush=True)

    def end(self) -> None:
        """Leave the line, if there was one."""
        if self._shown >= 0:
            print(file=self._stream, flush=True)


class Counter:
    """How many there were so far, where nobody knows how many there will be. ``say`` puts a number into words. Says
    nothing where the results themselves go to the same terminal."""

    def __init__(
        self,
        clock: Callable[[], float],
        say: Callable[[int], str],
        stream: TextIO = sys.stderr,
        results: TextIO = sys.stdout,
    ) -> None:
        self._clock = clock
        self._say = say
        self._stream = stream
        self._is_seen = stream.isatty() and not results.isatty()
        self._count = 0
        self._next = clock() + PATIENCE_SECONDS
        self._shown = False

    def __call__(self) -> None:
        self._count += 1
        if self._is_seen and self._clock() >= self._next:
            self._next = self._clock() + PATIENCE_SECONDS / 10
            self._shown = True
            print(f"\r{self._say(self._count)}", end="", file=self._stream, flush=True)

    def end(self) -> None:
        """Leave the line, if there was one, with the last count."""
        if self._shown:
            print(f"\r{self._say(self._count)}", file=self._stream, flush=True)
