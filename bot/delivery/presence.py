"""How many replicas are at work: each says so every few seconds and counts those that did.

Answers for: the plan of calls to Slack is divided by as many as there are. May not: matter for anything else; who is
killed is taken over when its leases run out, whatever stands here. On the machine clock, the database's own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.delivery.pace import Pace
from storage.errors import UNAVAILABLE
from storage.store import SqlStore

EVERY_SECONDS = 5.0
WITHIN_SECONDS = 15.0
"""Who has been silent for three turns is gone."""


log = structlog.get_logger("fenghuo.replicas")


@dataclass(slots=True)
class Presence:
    """See the module. ``name`` is this replica's. ``every``: seconds between two turns; in a shorter minute of the
    limits somebody new must be seen sooner."""

    store: SqlStore
    pace: Pace
    machine: Callable[[], datetime]
    name: str
    every: float = EVERY_SECONDS

    async def run(self) -> None:
        """Go on until cancelled. Outermost loop: while the database is away, the last count holds."""
        while True:
            try:
                await self._look()
            except UNAVAILABLE as problem:
                log.info("the replicas could not be counted", reason=type(problem).__name__)
            except Exception:
                log.exception("the replicas could not be counted")
            await asyncio.sleep(self.every)

    async def leave(self) -> None:
        """Say that we are gone, so that the others need not wait for our silence."""
        try:
            await self.store.transact(lambda unit: unit.gone(self.name))
        except UNAVAILABLE as problem:
            log.info("could not say good-bye", reason=type(problem).__name__)

    async def _look(self) -> None:
        now = self.machine()
        replicas = await self.store.transact(lambda unit: unit.present(self.name, now, WITHIN_SECONDS))
        if replicas != self.pace.replicas:
            log.info("replicas at work", replicas=replicas, before=self.pace.replicas)
        self.pace.replicas = max(replicas, 1)
