"""What past incidents were like: found again when another of their kind happens.

Answers for: a memory of the newest incidents by what they tell (title, first text, kind, updates, decisions), fed from
the store whenever somebody asks, so that every replica finds the same. It holds numbers and hashes, no words: what is
shown of an incident is read when it is shown, and only whoever may see it is shown it. May not: keep anything durable.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from crisis.incident import Incident
from crisis.ports import View
from crisis.stages import Stage
from crisis.triage.reading import Reading
from crisis.triage.similar import LIKE, MOST_LETTERS, Features, Memory, features

T = TypeVar("T")

REMEMBERED = 5_000
"""The newest so many incidents; older ones leave memory."""
MOST = 5
AT_A_TIME = 50
"""Incidents that are read in one go: so others have their turn between."""
PAUSE_SECONDS = 0.05
_ALIKE = 400
_LOOKED_AT = 20  # of those that are like it: some of them the asker may not see
_SAID = 120  # letters of each update and decision
_NEWEST = 3  # updates and decisions that count
_FAINT = 0.3  # words that somebody types are few: less must do


class Reads(Protocol):
    """Looks at what is stored."""

    def __call__(self, closure: Callable[[View], T], /) -> Awaitable[T]: ...


class Past:
    """See the module. ``reading``: a text's normal letters and words. ``most``: so many of the newest are known."""

    def __init__(self, reads: Reads, reading: Callable[[str], Reading], most: int = REMEMBERED) -> None:
        self.reading = reading
        self._reads = reads
        self._most = most
        self._memory: Memory[int] = Memory()
        self._versions: dict[int, int] = {}
        self._open: frozenset[int] = frozenset()
        self._is_busy = False

    async def like(
        self, incident: Incident, sees: Callable[[Incident], bool], most: int = MOST, ended: bool = False
    ) -> list[Incident]:
        """Those of the incident's kind that ``sees`` lets through, ended ones first, the most alike first. ``ended``:
        only these; of a storm's incidents each is like all the others, and none is past."""
        await self.refresh()
        return await self._found(self._features(incident, opening=True), LIKE, sees, most, incident.number, ended)

    async def like_words(self, words: str, sees: Callable[[Incident], bool], most: int = MOST) -> list[Incident]:
        """The same for what somebody says in a few words."""
        await self.refresh()
        reading = self.reading(words[:MOST_LETTERS])
        return await self._found(features(reading.plain, reading.words), _FAINT, sees, most, 0)

    async def refresh(self, pause: float = 0.0) -> None:
        """Read what is new, and what has ended since. While somebody does, others go by what is known so far.
        ``pause``: seconds between two portions, so that a start is not held up."""
        if self._is_busy:
            return
        self._is_busy = True
        try:
            stored = await self._reads(lambda view: view.newest_versions(self._most))
            self._open = frozenset(number for number, _, is_open in stored if is_open)
            wanted = {number: version for number, version, is_open in stored if self._is_news(number, version, is_open)}
            for number in self._versions.keys() - {number for number, _, _ in stored}:
                self._memory.forget(number)
                del self._versions[number]
            numbers = sorted(wanted)
            for start in range(0, len(numbers), AT_A_TIME):
                portion = numbers[start : start + AT_A_TIME]
                for number, of_it in await self._reads(lambda view, those=portion: self._read(view, those)):  # type: ignore[misc]
                    self._memory.remember(number, of_it)
                    self._versions[number] = wanted[number]
                await asyncio.sleep(pause)
            if len(numbers) > AT_A_TIME:
                self._memory.settle()
        finally:
            self._is_busy = False

    def _is_news(self, number: int, version: int, is_open: bool) -> bool:
        """An open one changes all the time; what it is about does not. It is read again when it has ended."""
        known = self._versions.get(number)
        return known is None or (not is_open and known != version)

    def _read(self, view: View, numbers: list[int]) -> list[tuple[int, Features]]:
        """On the store's thread: reading a text takes longer than a turn of the loop should."""
        incidents = (view.incident(number) for number in numbers)
        return [(incident.number, self._features(incident)) for incident in incidents if incident is not None]

    def _features(self, incident: Incident, opening: bool = False) -> Features:
        """``opening``: by what was known then, as others will be."""
        said = [incident.title, incident.text[: MOST_LETTERS // 2]]
        if not opening:
            said += [update.conditions[:_SAID] for update in incident.updates[-_NEWEST:]]
            said += [decision.text[:_SAID] for decision in incident.decisions[-_NEWEST:]]
        reading = self.reading("\n".join(said)[:MOST_LETTERS])
        return features(reading.plain, reading.words, "" if incident.kind == "other" else incident.kind)

    async def _found(
        self,
        asked: Features,
        least: float,
        sees: Callable[[Incident], bool],
        most: int,
        besides: int,
        ended: bool = False,
    ) -> list[Incident]:
        found = self._memory.like(asked, _ALIKE, besides=besides)
        alike = [each.key for each in found if each.score >= least and not (ended and each.key in self._open)]
        seen: list[Incident] = []
        for start in range(0, len(alike), _LOOKED_AT):
            portion = alike[start : start + _LOOKED_AT]
            seen += [each for each in await self._reads(_reading(portion)) if sees(each)]
            if len(seen) >= most:
                break
        return sorted(seen[:most], key=lambda each: each.is_open)


def _reading(numbers: list[int]) -> Callable[[View], list[Incident]]:
    def read(view: View) -> list[Incident]:
        found = (view.incident(number) for number in numbers)
        return [each for each in found if each is not None and each.stage is not Stage.MERGED]

    return read
