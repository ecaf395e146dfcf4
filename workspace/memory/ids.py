"""Identifiers and message timestamps: deterministic, shaped as Slack's. No randomness, no clock of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

_TAIL = "LOC"


class Ids:
    """Counts up per kind: U00001LOC, U00002LOC … (capital letters and digits, nine characters)."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def next(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]:05d}{_TAIL}"

    def number(self, what: str) -> int:
        """The next whole number of a series of one's own, from 1."""
        self._counts[what] += 1
        return self._counts[what]


class Stamps:
    """Message timestamps `seconds.microseconds`, strictly increasing in each channel even when the clock stands."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: dict[str, int] = {}
        self._least = 0

    def next(self, channel: str) -> str:
        now = max(round(self._clock() * 1_000_000), self._last.get(channel, 0) + 1, self._least)
        self._last[channel] = now
        return _text(now)

    def now(self) -> str:
        """A timestamp later than all that were given so far, in whichever channel; none given from now on is before
        it, though the clock may stand."""
        self._least = max(round(self._clock() * 1_000_000), self._least, *(last + 1 for last in self._last.values()))
        return _text(self._least)

    def seconds(self) -> int:
        """Whole Unix seconds (UTC) of the handed-in clock."""
        return int(self._clock())


def _text(microseconds: int) -> str:
    return f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"
