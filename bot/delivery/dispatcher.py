"""The dispatcher: takes wishes from the outbox by lease and has them granted, independent ones at the same time.

Answers for: nothing waits that could go out, nothing is lost when a grant fails, and the record hears of what Slack
refused for good. May not: know what a wish is about; ``grants`` does. Leases and retries are on the machine clock.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast

import structlog

from bot.clock.clocks import steady_seconds
from bot.delivery.away import Away
from bot.delivery.grants import GRANTS
from bot.delivery.office import Office, Wish
from bot.delivery.pace import EDITING, Pace
from bot.points import Point
from bot.slack.calls import NO_ANSWER, Again, BadToken, Moot, Never
from crisis.commands import AnyCommand, RecordProblem
from crisis.consequences import completes_room
from crisis.effects import Outside
from crisis.ports import Conflict, Passing, Unit
from crisis.refusals import Refused
from storage.delivery import Candidate, Claim, DeliveryUnit, failing, finishing
from storage.errors import DatabaseAway, LeaseLost, Overloaded
from storage.points import unwatched
from storage.store import SqlStore

LEASE_SECONDS = 60.0
"""Longer than the longest grant: a look back, a call at its time-out, the delay until Slack shows what was done."""
AT_ONCE = 256
"""Wishes in hand at the same time; Slack answers slowly, and a call costs us little while it waits."""
AT_ONCE_WHEN_PRESSED = 4
TOGETHER, FEW_TOGETHER = 16, 4
"""Taken with one look: before the next one it may have become pressing; few while anybody at all is waited for."""
PRESSING = 8
"""Units of work that somebody outside waits for; more than these are a storm."""
LONGEST_COURTESY_SECONDS = 1.0
"""So long what could go out waits while many due times are handled: they have a time to keep, and share our
processor."""
HEAD_START_SECONDS = 0.015
GATHERING_SECONDS = 0.01
"""While many are in hand, those that end within so long are one reason to look again, not one each."""
LONGEST_PAUSE = 60.0
SHORTEST_PAUSE = 0.02
CLOSED_PAUSE = 0.25
AWAY_PAUSE = 1.0
"""Until the database is tried again that could not be used."""
BUSY_PAUSE = 0.1
"""The same where it has too much to do, or others are faster."""

NEED_SLACK = frozenset(kind.__name__ for kind in GRANTS if kind.needs is Outside.SLACK)
"""What waits while Slack is away. Everything else goes out."""

log = structlog.get_logger("fenghuo.delivery")


@dataclass(slots=True)
class Dispatcher:
    """See the module. ``owner`` names this process in leases; ``machine`` is the machine clock. While Slack is
    ``away``, and before it is known who we are there (``has_slack``), only what needs no Slack is taken."""

    store: SqlStore
    office: Office
    machine: Callable[[], datetime]
    owner: str
    away: Away
    passing: Passing = unwatched
    is_crowded: Callable[[], bool] = lambda: False
    seconds: Callable[[], float] = steady_seconds
    has_slack: bool = True
    _courteous_since: float | None = None
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _in_hand: set[asyncio.Task[None]] = field(default_factory=set)
    _ids: set[int] = field(default_factory=set)
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
            except DatabaseAway as problem:
                self.away.troubles.database(problem)
                pause = AWAY_PAUSE
            except Exception:
                log.exception("the outbox could not be read; looking again in a moment")
                pause = 1.0
            try:
                async with asyncio.timeout(pause):
                    await self._woken.wait()
            except TimeoutError:
                continue
            if len(self._in_hand) > TOGETHER:
                await asyncio.sleep(GATHERING_SECONDS)

    async def stop(self, seconds: float) -> None:
        """Take nothing more and wait at most ``seconds`` for what is in hand; the rest keeps its lease."""
        self._stopping = True
        self._woken.set()
        end = self.seconds() + seconds
        # What was claimed a moment ago is begun only now, and one by one.
        while self._in_hand and (left := end - self.seconds()) > 0:
            await asyncio.wait(self._in_hand, timeout=left)

    def take(self, unit: Unit) -> Callable[[], None]:
        """For the desk: claim what may go out in the transaction that wished for it; begin after the commit."""
        if self._stopping or self.store.pressing > PRESSING:
            return _nothing_taken
        ours = cast("DeliveryUnit", unit)
        taking = ours.at_end("take", _Taking(self, ours))
        assert isinstance(taking, _Taking)
        taking.asked += 1
        return taking.begin

    def claimed(self, unit: DeliveryUnit, asked: int) -> list[Wish]:
        """Claim what may go out, for so many who wished for something in this unit."""
        wishes, _ = self._claim(unit, self.machine(), self._room_for(asked))
        return wishes

    def set_about(self, wishes: Sequence[Wish]) -> None:
        """They are claimed and committed: have them granted."""
        self.passing(Point.CLAIMED)
        self._keep(self._begin(wishes), "begin")

    async def _take(self) -> float | None:
        """Take what may go out now. Seconds until there may be more; None: until somebody wakes us."""
        room = self._room
        if room <= 0:
            return LONGEST_COURTESY_SECONDS if self._courteous_since else None
        now = self.machine()

        def closure(unit: DeliveryUnit) -> tuple[list[Wish], frozenset[str], datetime | None]:
            wishes, closed = self._claim(unit, now, room)
            return wishes, closed, unit.next_effect_at(closed)

        wishes, closed, next_at = await self.store.transact(closure, patient=True)
        if wishes:
            self.passing(Point.CLAIMED)
        await self._begin(wishes)
        if len(wishes) == room:
            return 0.0 if self._room > 0 else None
        waits = [max((next_at - self.machine()).total_seconds(), SHORTEST_PAUSE)] if next_at else []
        if full := closed - self._shut:  # when Slack is back, somebody wakes us
            # What is under way opens some of them, perhaps, and wakes us then.
            wait = self.office.pace.room_in(full)
            waits.append(max(wait, SHORTEST_PAUSE) if wait else CLOSED_PAUSE)
        return min(waits, default=None)

    def _claim(self, unit: DeliveryUnit, now: datetime, room: int) -> tuple[list[Wish], frozenset[str]]:
        """Claim what may go out, each with its incident as it is now; and the kinds that there was no room for."""
        if room <= 0:
            return [], frozenset()
        plan = PlanOfCalls(self.office.pace, frozenset(self._ids), self._shut)
        found = unit.claim_effects(now, self.owner, LEASE_SECONDS, room, plan)
        return [Wish(claim, unit.incident(claim.effect.incident)) for claim in found.claims], found.closed

    @property
    def _room(self) -> int:
        """How many more may be taken in hand now."""
        return self._room_for(1)

    def _room_for(self, asked: int) -> int:
        """The same for so many looks at once. Few while many wait to be told that their alert or command is kept: a
        call to Slack costs as much as accepting several alerts."""
        if self._stopping or self._gives_way():
            return 0
        pressing = self.store.pressing
        most = AT_ONCE if pressing <= PRESSING else AT_ONCE_WHEN_PRESSED
        return min(most - len(self._in_hand), asked * (FEW_TOGETHER if pressing else TOGETHER))

    def _gives_way(self) -> bool:
        """Whether due times go first now; whoever handles them wakes us when they are through."""
        if not self.is_crowded():
            self._courteous_since = None
            return False
        now = self.seconds()
        self._courteous_since = now if self._courteous_since is None else self._courteous_since
        return now < self._courteous_since + LONGEST_COURTESY_SECONDS

    @property
    def _shut(self) -> frozenset[str]:
        """The kinds that cannot be granted now, whatever room there is."""
        return NEED_SLACK if self.away.is_away or not self.has_slack else frozenset()

    async def _begin(self, wishes: Sequence[Wish]) -> None:
        """Begin in their order, with a head start for what a new room waits for: answers that come back together wait
        for one another in the event loop. The pause after each lets its call go out before the next message is made."""
        first = [wish for wish in wishes if completes_room(wish.effect)]
        for wish in first:
            self._keep(self._grant(wish), f"grant {wish.claim.key}", wish.claim.id)
            await asyncio.sleep(0)
        if first:
            await asyncio.sleep(HEAD_START_SECONDS)
        for wish in wishes:
            if wish not in first:
                self._keep(self._grant(wish), f"grant {wish.claim.key}", wish.claim.id)
                await asyncio.sleep(0)

    def _keep(self, work: Coroutine[Any, Any, None], name: str, id: int | None = None) -> None:
        task = asyncio.create_task(work, name=name)
        self._in_hand.add(task)
        if id is not None:
            self._ids.add(id)
        task.add_done_callback(lambda task: self._put_down(task, id))

    def _put_down(self, task: asyncio.Task[None], id: int | None) -> None:
        self._in_hand.discard(task)
        if id is not None:
            self._ids.discard(id)
        self._woken.set()

    async def _grant(self, wish: Wish) -> None:
        claim = wish.claim
        try:
            await self._grant_once(wish)
        except LeaseLost:
            log.info("somebody else has it", key=claim.key, attempt=claim.attempt)
            await self._take_back(wish)
        except DatabaseAway as problem:
            self.away.troubles.database(problem)  # tried again when the lease is over
        except Exception:
            log.exception("not granted; tried again when the lease is over", key=claim.key, attempt=claim.attempt)
        finally:
            self.office.put_down(wish)

    async def _take_back(self, wish: Wish) -> None:
        try:
            await self.office.take_back(wish)
        except (Again, Never) as problem:
            log.warning("may stand twice", key=wish.claim.key, incident=wish.effect.incident, reason=problem.reason)

    async def _grant_once(self, wish: Wish) -> None:
        claim = wish.claim
        try:
            result = await self._granted(wish)
        except Again as again:
            self.away.missed(again)
            await self._try_again(claim, again)
        except Moot as moot:
            why = str(moot)
            log.info("nothing left to do", key=claim.key, reason=why)
            await self._record(lambda: self.store.transact(lambda unit: unit.fail_effect(claim, why), patient=True))
        except BadToken as refused:
            self.away.missed(refused)
            await self._try_again(claim, Again(NO_ANSWER + refused.reason))
        except Never as never:
            self._heard(claim)
            await self._record(partial(self._give_up, claim, never))
        except DatabaseAway as problem:
            self.away.troubles.database(problem)
            await self._try_again(claim, Again("database_away", after=AWAY_PAUSE))
        except Exception as problem:
            # A fault of ours: it must not lose the wish.
            log.exception("a grant failed", key=claim.key, attempt=claim.attempt)
            await self._try_again(claim, Again(f"{type(problem).__name__}: {problem}"))
        else:
            self._heard(claim)
            self.passing(Point.GRANTED)
            if result is None:
                await self._record(lambda: self.store.transact(lambda unit: unit.finish_effect(claim), patient=True))
            else:
                await self._record(lambda: self.office.desk.handle(result, within=finishing(claim), patient=True))
            self.passing(Point.RESULT_STORED)

    def _heard(self, claim: Claim) -> None:
        """Whether somebody else answers says nothing of Slack."""
        if claim.effect.needs is Outside.SLACK:
            self.away.heard()

    async def _record(self, record: Callable[[], Awaitable[object]]) -> None:
        """Write down what became of a wish, as soon as the database lets us: otherwise its lease would have to run out
        first. Written twice, the second says ``LeaseLost``."""
        while True:
            try:
                await record()
            except DatabaseAway as problem:
                self.away.troubles.database(problem)
                if self._stopping:
                    raise
                await asyncio.sleep(AWAY_PAUSE)
            except (Overloaded, Conflict) as problem:
                log.info("written down in a moment", reason=type(problem).__name__)
                if self._stopping:
                    raise
                await asyncio.sleep(BUSY_PAUSE)
            else:
                return

    async def _granted(self, wish: Wish) -> AnyCommand | None:
        """Grant it, and let the plan of calls know when that is over."""
        answered = False
        try:
            result = await GRANTS[type(wish.effect)](wish, self.office)
            answered = True
        except (Moot, Never):
            answered = True
            raise
        finally:
            self.office.pace.ended(wish.claim.id, answered)
        return result

    async def _try_again(self, claim: Claim, again: Again) -> None:
        pause = again.after if again.after is not None else self._backoff(claim.attempt)
        pause = max(pause, again.least)
        next_at = self.machine() + timedelta(seconds=pause)
        # Without an answer from Slack many fail at once: that is said once, by ``away``.
        say = log.debug if again.no_answer else log.info
        say("tried again later", key=claim.key, attempt=claim.attempt, reason=again.reason, seconds=round(pause, 2))
        await self._record(
            lambda: self.store.transact(
                lambda unit: unit.retry_effect(claim, next_at, again.reason, again.tried), patient=True
            )
        )

    def _backoff(self, attempt: int) -> float:
        """Seconds before the next try: doubling, with jitter, at most a minute."""
        pause = min(self.office.timing.first_pause * 2.0 ** min(attempt - 1, 20), LONGEST_PAUSE)
        return pause * (0.75 + self.office.chance() / 2)

    async def _give_up(self, claim: Claim, never: Never) -> None:
        log.error("refused for good", incident=claim.effect.incident, what=claim.effect.what, reason=str(never))
        problem = RecordProblem(claim.effect.incident, None, claim.effect.what, never.reason)
        try:
            await self.office.desk.handle(problem, within=failing(claim, never.reason), patient=True)
        except Refused:
            await self.store.transact(lambda unit: unit.fail_effect(claim, never.reason), patient=True)


@dataclass(slots=True)
class _Taking:
    """What may go out is claimed once in a unit of work, however many wished for something in it (``asked``): a look at
    the outbox costs more than a command. Whoever hears first that it is committed begins all of it."""

    dispatcher: Dispatcher
    unit: DeliveryUnit
    asked: int = 0
    _wishes: list[Wish] = field(default_factory=list)

    def do(self) -> None:
        self._wishes = self.dispatcher.claimed(self.unit, self.asked)

    def begin(self) -> None:
        wishes, self._wishes = self._wishes, []
        if wishes:
            self.dispatcher.set_about(wishes)


def _nothing_taken() -> None:
    """It waits in the outbox for ``_take``."""


@dataclass(frozen=True, slots=True)
class PlanOfCalls:
    """What we can take on now: what the plan of calls has room for and we do not have in hand already. A clock that is
    set forward ends leases before their time, and what is granted twice at once would be seen twice."""

    pace: Pace
    ids: frozenset[int]
    shut: frozenset[str]

    def in_hand(self) -> frozenset[int]:
        return self.ids

    def closed(self) -> frozenset[str]:
        return self.pace.closed() | self.shut

    def admits(self, candidate: Candidate) -> bool:
        return self.pace.admits(candidate)

    def shared(self) -> frozenset[str]:
        return EDITING

    def admits_none_shared(self) -> bool:
        return self.pace.admits_no_edit()

    def in_line(self, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        return self.pace.in_line(candidates)

    def more_wait(self) -> None:
        self.pace.more_edits_wait()
