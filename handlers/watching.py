"""The watch list as features see it: what reads a post and says whom it means, kept current by the process.

Answers for: the shape, and one that watches for nothing. May not: make a reader; ``bot`` does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from crisis.policy.watch import WatchEntry
from crisis.triage.reading import Reader
from crisis.triage.watching import WatchList


@dataclass(frozen=True, slots=True)
class Watched:
    """``reader`` prepares a post, ``watch`` says whom it means; ``watch_of`` makes a list of other entries, to see what
    a change would do."""

    reader: Reader
    watch: WatchList
    watch_of: Callable[[Sequence[WatchEntry]], WatchList] = WatchList


class Watching(Protocol):
    """Whoever reads posts asks for it anew each time."""

    async def now(self) -> Watched: ...


def _letters(text: str) -> list[str]:
    return list(text)


class WatchesNothing:
    """Where no words are loaded: the shell without a bot, tests."""

    async def now(self) -> Watched:
        return Watched(Reader(_letters, str), WatchList(()))
