"""Triage for the desk: of the watch list as it holds now, the team's own words of weight and what was learned, made
anew when one of them changes.

Answers for: the desk judges the next batch of posts by what holds now; the stories of before the start are read while
nobody waits. May not: judge a post.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.triage.learning import Models
from bot.troubles import NOT_AVAILABLE
from bot.words.words import WordTools
from crisis.desk.desk import Desk
from crisis.policy.severity_words import OwnWords
from crisis.ports import Store
from crisis.triage.judging import Triage
from crisis.triage.tiers import Tiers
from crisis.triage.weighing import standard_tiers
from handlers.watching import Watching


@dataclass(slots=True)
class Triaging:
    """See the module. ``learned``: by question, what holds now."""

    desk: Desk
    store: Store
    words: WordTools
    watch: Watching
    learned: Callable[[], Models]
    _made: Triage | None = None
    _of: tuple[object, ...] = ()
    _tiers: tuple[tuple[OwnWords, ...], Tiers] | None = field(default=None)

    def begin(self) -> None:
        """From now on the desk asks here."""
        self.desk.intake.renew = self.now

    async def now(self) -> Triage:
        """The triage that holds."""
        watched, learned, tiers = await self.watch.now(), self.learned(), await self._weighing()
        made_of = (watched, learned, tiers)
        if self._made is None or any(mine is not its for mine, its in zip(made_of, self._of, strict=True)):
            self._of = made_of
            self._made = Triage(watched.reader, watched.watch, self.words.rarity, tiers, learned)
        return self._made

    async def warm(self) -> None:
        """Make the tiers, and read the stories of before the start. When the database is away just now, whoever brings
        posts does it."""
        await self._weighing()
        with contextlib.suppress(*NOT_AVAILABLE):
            await self.desk.intake.prepare(self.store)

    async def _weighing(self) -> Tiers:
        """The tiers of words, with the team's own; made in a thread, for it takes a while."""
        own = self.desk.policy.severity_words
        if self._tiers is None or self._tiers[0] != own:
            made = await asyncio.to_thread(Tiers, own) if own else await asyncio.to_thread(standard_tiers)
            self._tiers = own, made
        return self._tiers[1]
