"""A memory that does not grow without end: the newest records, numbered, within a number and a weight.

Answers for: how much of what happened is remembered, and that what is forgotten is the oldest. May not: know what the
records are about.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Generic, Protocol, TypeVar

LOOKED_AT = 10_000
OWN_WEIGHT = 500  # bytes that a record itself takes, about


class Numbered(Protocol):
    """What can be kept: `number` counts up from 1 for ever; `weight` is what it holds beside itself, in bytes."""

    number: int
    weight: int

    def lighten(self) -> None:
        """Lets go of its heavy part."""


_Record = TypeVar("_Record", bound=Numbered)


class Kept(Generic[_Record]):
    """At most `most` records that weigh at most `most_bytes`; the newest `whole` keep their heavy part."""

    def __init__(self, most: int, most_bytes: int, whole: int) -> None:
        self._records: deque[_Record] = deque()
        self._whole: deque[_Record] = deque()
        self._most = most
        self._most_bytes = most_bytes
        self._most_whole = whole
        self._weight = 0
        self.latest = 0

    def __iter__(self) -> Iterator[_Record]:
        return iter(tuple(self._records))

    def __len__(self) -> int:
        return len(self._records)

    def add(self, record: _Record) -> _Record:
        """Keeps the record under the next number."""
        self.latest += 1
        record.number = self.latest
        self._records.append(record)
        self._whole.append(record)
        self._weight += OWN_WEIGHT + record.weight
        while len(self._records) > self._most or (self._weight > self._most_bytes and len(self._records) > 1):
            self._weight -= OWN_WEIGHT + self._records.popleft().weight
        if len(self._whole) > self._most_whole:
            self._whole.popleft().lighten()
        return record

    def newest(self, fits: Callable[[_Record], bool], *, since: int, limit: int) -> list[_Record]:
        """The newest `limit` that fit, with numbers above `since`, oldest first. Only the newest 10,000 are looked at:
        whoever waits for the answer holds up everybody else."""
        found: list[_Record] = []
        for record in islice(reversed(self._records), LOOKED_AT):
            if record.number <= since or len(found) >= limit:
                break
            if fits(record):
                found.append(record)
        return found[::-1]

    def clear(self) -> None:
        """Forgets everything; numbers go on."""
        self._records.clear()
        self._whole.clear()
        self._weight = 0
