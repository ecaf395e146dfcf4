"""Housekeeping: what nobody will ask for any more is forgotten.

Answers for: the ids of events that were handled do not grow for ever. Slack repeats an event within the hour; a week is
kept, for what a person or a program sends again by hand. Nor do the posts that were of no incident. May not: touch what
is on the record.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.troubles import Troubles
from storage.errors import DatabaseAway
from storage.store import SqlStore
from storage.work.unit import SqlUnit

EVERY_SECONDS = 3600.0
KEPT = timedelta(days=7)
MENTIONS_KEPT = timedelta(days=14)
"""Posts of no incident: so long what is usual can be told from them."""

log = structlog.get_logger("fenghuo.housekeeping")


@dataclass(slots=True)
class Housekeeping:
    """See the module. ``machine``: the machine clock; ``clock``: that of incidents, which posts are heard by."""

    store: SqlStore
    machine: Callable[[], datetime]
    clock: Callable[[], datetime]
    troubles: Troubles

    async def run(self) -> None:
        """Go on until cancelled. Outermost loop: what fails is reported and done the next time."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.tidy()
            except DatabaseAway as problem:
                self.troubles.database(problem)
            except Exception:
                log.exception("nothing was tidied; again in an hour")

    async def tidy(self) -> int:
        """Forget what is old; how many."""
        before = self.machine() - KEPT
        await self.store.transact(lambda unit: unit.forget_homes(before), patient=True)
        forgotten = await self.store.transact(lambda unit: unit.forget_inbox(before), patient=True)
        if forgotten:
            log.info("forgot the ids of events", events=forgotten)
        return forgotten + await self._forget_mentions()

    async def _forget_mentions(self) -> int:
        """In small steps: a transaction that removes a million rows would keep everybody waiting."""
        before = self.clock() - MENTIONS_KEPT

        def forget(unit: SqlUnit) -> int:
            return unit.forget_mentions(before)

        forgotten = 0
        while some := await self.store.transact(forget, patient=True):
            forgotten += some
        if forgotten:
            log.info("forgot posts of no incident", posts=forgotten)
        return forgotten
