"""The watch list as it holds now: the policy's, with what people taught it from Slack, on whichever replica.

Answers for: whoever asks before reading a batch of posts gets the newest; one cheap look at the database says whether
anything changed, so that no replica need be told. May not: judge a post, or teach.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.words.words import WordTools
from crisis.desk.lessons import taught
from crisis.policy import Policy
from crisis.policy.watch import WatchEntry
from crisis.ports import View
from crisis.triage.watching import WatchList
from handlers.watching import Watched

Read = Callable[[Callable[[View], Any]], Awaitable[Any]]


class LiveWatch:
    """``handlers.watching.Watching``. Keeps what it made until something changes."""

    def __init__(self, read: Read, policy: Callable[[], Policy], words: WordTools) -> None:
        self._read = read
        self._policy = policy
        self._words = words
        self._made: Watched | None = None
        self._made_of: tuple[tuple[WatchEntry, ...], int] | None = None

    async def now(self) -> Watched:
        """The reader and the watch list for the posts that are read next."""
        policy = self._policy()
        known = self._made_of
        if self._made and known and known[0] is policy.watch:
            version = await self._read(lambda view: view.lessons_version())
            if version == known[1]:
                return self._made
        version, lessons = await self._read(lambda view: (view.lessons_version(), view.lessons()))
        # In a thread: right after the start the sounds of letters are only being loaded, and whoever wants them waits.
        made = await asyncio.to_thread(lambda: watched(self._words, taught(policy.watch, lessons)))
        self._made, self._made_of = made, (policy.watch, version)
        return made


def watched(words: WordTools, entries: Sequence[WatchEntry]) -> Watched:
    """A reader and a watch list of these entries; also for those who have no database (``fenghuo triage``)."""
    reader = words.reader_for(name for entry in entries for name in (entry.name, *entry.aliases))

    def watch_of(some: Sequence[WatchEntry]) -> WatchList:
        return WatchList(some, words.frequency, lambda text: reader.plain(text)[0])

    return Watched(reader, watch_of(entries), watch_of)
