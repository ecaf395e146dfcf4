"""The dispatcher: takes wishes from the outbox by lease and has them granted, independent ones at the same time.

Answers for: nothing waits that could go out, nothing is lost when a grant fails, and the record hears of what Slack
refused for good. May not: know what a wish is about; ``grants`` does. Leases and retries are on the machine clock.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import structlog

from bot.delivery.calls import Again, Moot, Never
from bot.delivery.grants import GRANTS
from bot.delivery.office import Office, Wish
from bot.points import Point
from crisis.commands import RecordProblem
from crisis.consequences import completes_room
from crisis.ports import Passing, Unit
from crisis.refusals import Refused
from storage.delivery import Claim, DeliveryUnit, failing, finishing
from storage.errors import LeaseLost
from storage.points import unwatched
from storage.store import SqlStore

LEASE_SECONDS = 60.0
"""Longer than the longest grant: a look back, a call at its time-out, the delay until Slack shows what was done."""
AT_ONCE = 256
"""Wishes in hand at the same time; Slack answers slowly, and a call costs us little while it waits."""
HEAD_START_SECONDS = 0.015
LONGEST_PAUSE = 300.0
FIRST_PAUSE = 0.5

log = structlog.get_logger("fenghuo.delivery")


@dataclass(slots=True)
class Dispatcher:
    """See the module. ``owner`` names this process in leases; ``machine`` is the machine clock."""

    store: SqlStore
    office: Office
    machine: Callable[[], datetime]
    owner: str
    passing: Passing = unwatched
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _in_hand: set[asyncio.Task[None]] = field(default_factory=set)
    _stopping: bool = False

    def wake(self) -> None:
        """Look at the outbox again: something was put in, or the sweep says so."""
        self._woken.set()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is in hand and nobody has asked to look."""
        return not self._in_hand and not self._woken.is_set()

    async def run(self) -> None:
        """Go on until ``stop``. Outermost loop: what fails is reported and stays in the outbox."""
        while not self._stopping:
            self._woken.clear()
            try:
                pause = await self._take()
            except Exception:
                log.exception("the outbox could not be read; looking again in a moment")
                pause = 1.0
            try:
                await asyncio.wait_for(self._woken.wait(), pause)
            except TimeoutError:
                continue

    async def stop(self, seconds: float) -> None:
        """Take nothing more and wait at most ``seconds`` for what is in hand; the rest keeps its lease."""
        self._stopping = True
        self._woken.set()
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=seconds)

    def take(self, unit: Unit) -> Callable[[], None]:
        """For the desk: claim what may go out in the transaction that wished for it; begin after the commit."""
        room = 0 if self._stopping else AT_ONCE - len(self._in_hand)
        wishes = _claim(cast("DeliveryUnit", unit), self.machine(), self.owner, room)

        def begin() -> None:
            self.passing(Point.CLAIMED)
            self._keep(self._begin(wishes), "begin")

        return begin if wishes else _nothing_claimed

    async def _take(self) -> float | None:
        """Take what may go out now. Seconds until there may be more; None: until somebody wakes us."""
        room = AT_ONCE - len(self._in_hand)
        if room <= 0:
            return None
        now, owner = self.machine(), self.owner
        wishes, next_at = await self.store.transact(lambda unit: _claimed(unit, now, owner, room))
        if wishes:
            self.passing(Point.CLAIMED)
        await self._begin(wishes)
        if next_at is None or len(wishes) == room:
            return None
        return max((next_at - self.machine()).total_seconds(), 0.02)

    async def _begin(self, wishes: Sequence[Wish]) -> None:
        """Begin in their order, with a head start for what a new room waits for: answers that come back together wait
        for one another in the event loop. The pause after each lets its call go out before the next message is made."""
        first = [wish for wish in wishes if completes_room(wish.effect)]
        for wish in first:
            self._keep(self._grant(wish), f"grant {wish.claim.key}")
            await asyncio.sleep(0)
        if first:
            await asyncio.sleep(HEAD_START_SECONDS)
        for wish in wishes:
            if wish not in first:
                self._keep(self._grant(wish), f"grant {wish.claim.key}")
                await asyncio.sleep(0)

    def _keep(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._in_hand.add(task)
        task.add_done_callback(self._put_down)

    def _put_down(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._woken.set()

    async def _grant(self, wish: Wish) -> None:
        claim = wish.claim
        try:
            await self._grant_once(wish)
        except LeaseLost:
            log.info("somebody else has it", key=claim.key, attempt=claim.attempt)
        except Exception:
            log.exception("not granted; tried again when the lease is over", key=claim.key, attempt=claim.attempt)

    async def _grant_once(self, wish: Wish) -> None:
        claim = wish.claim
        try:
            result = await GRANTS[type(claim.effect)](wish, self.office)
        except Again as again:
            await self._try_again(claim, again)
        except Moot as moot:
            why = str(moot)
            log.info("nothing left to do", key=claim.key, reason=why)
            await self.store.transact(lambda unit: unit.fail_effect(claim, why))
        except Never as never:
            await self._give_up(claim, never)
        except Exception as problem:
            # A fault of ours: it must not lose the wish.
            log.exception("a grant failed", key=claim.key, attempt=claim.attempt)
            await self._try_again(claim, Again(f"{type(problem).__name__}: {problem}"))
        else:
            self.passing(Point.GRANTED)
            if result is None:
                await self.store.transact(lambda unit: unit.finish_effect(claim))
            else:
                await self.office.desk.handle(result, within=finishing(claim))
            self.passing(Point.RESULT_STORED)

    async def _try_again(self, claim: Claim, again: Again) -> None:
        pause = again.after if again.after is not None else _backoff(claim.attempt)
        next_at = self.machine() + timedelta(seconds=pause)
        log.info(
            "tried again later", key=claim.key, attempt=claim.attempt, reason=again.reason, seconds=round(pause, 2)
        )
        await self.store.transact(lambda unit: unit.retry_effect(claim, next_at, again.reason))

    async def _give_up(self, claim: Claim, never: Never) -> None:
        log.error("Slack refused for good", incident=claim.effect.incident, what=claim.effect.what, reason=str(never))
        problem = RecordProblem(claim.effect.incident, None, claim.effect.what, never.reason)
        try:
            await self.office.desk.handle(problem, within=failing(claim, never.reason))
        except Refused:
            await self.store.transact(lambda unit: unit.fail_effect(claim, never.reason))


def _nothing_claimed() -> None:
    """Nothing may go out now."""


def _claimed(unit: DeliveryUnit, now: datetime, owner: str, limit: int) -> tuple[list[Wish], datetime | None]:
    """Claim what may go out; and when the next may. One look for all."""
    return _claim(unit, now, owner, limit), unit.next_effect_at()


def _claim(unit: DeliveryUnit, now: datetime, owner: str, limit: int) -> list[Wish]:
    """Claim what may go out, each with its incident as it is now."""
    claims = unit.claim_effects(now, owner, LEASE_SECONDS, limit) if limit > 0 else ()
    return [Wish(claim, unit.incident(claim.effect.incident)) for claim in claims]


def _backoff(attempt: int) -> float:
    """Seconds before the next try: doubling, with jitter, at most five minutes."""
    pause = min(FIRST_PAUSE * 2.0 ** min(attempt - 1, 20), LONGEST_PAUSE)
    return pause * (0.75 + random.random() / 2)
