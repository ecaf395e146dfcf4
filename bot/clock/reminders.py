"""Due times: APScheduler wakes us, the table says what is due (docs/decisions/0002-due-times-are-derived.md).

Answers for: every due time that has come is handled once, in the transaction that also marks it done, and one that
cannot be handled holds up no other. The job in memory, ``next-due``, only wakes the loop: one that is lost or late
loses nothing, the sweep (``bot.clock.timekeeper``) finds the row. May not: know what follows from a due time;
``crisis.decisions.clock`` does.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock.clocks import IncidentClock, machine_now
from bot.points import Point
from bot.troubles import Troubles
from crisis.clock.due import DueKind
from crisis.commands import Command, DueReached, PutOffOffer
from crisis.desk.desk import Desk
from crisis.effects import OpenChannel, SendOffer
from crisis.ports import Passing, Unit
from crisis.refusals import Refused
from storage.delivery import ClaimedDue, DeliveryUnit
from storage.errors import DatabaseAway
from storage.points import unwatched
from storage.store import SqlStore

AT_ONCE = 32
"""Due times that are handled in one transaction: bounds how long whoever comes meanwhile waits for it."""
AT_ONCE_SHARED = 128
"""Where others write beside us nobody waits for it, and a transaction costs more than what is done in it."""
TOGETHER = timedelta(milliseconds=10)
MANY = 4
"""More than so many that have come are worked off before what follows from them goes out."""
RETRY_AFTER = timedelta(seconds=10)

log = structlog.get_logger("fenghuo.reminders")


@dataclass(slots=True)
class Reminders:
    """See the module. ``machine``: the machine clock. ``unreachable``: whether we know that nobody can answer.
    ``beside``: looks at due times that belong to no incident, at this moment of the incident clock."""

    store: SqlStore
    desk: Desk
    clock: IncidentClock
    machine: Callable[[], datetime]
    troubles: Troubles
    unreachable: Callable[[], bool]
    passing: Passing = unwatched
    beside: Callable[[datetime], Awaitable[None]] | None = None
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    _is_looking: bool = False
    _is_hindered: bool = False
    _is_crowded: bool = False
    _expected: datetime | None = None
    _scheduler: AsyncIOScheduler = field(init=False)

    def __post_init__(self) -> None:
        # Dropped or repeated jobs do no harm here, but a late one must still run: no grace time is too long.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, job_defaults=defaults, timezone=UTC)

    def start(self) -> None:
        """Start the alarm clock; needs the running loop."""
        self._scheduler.start()
        self.clock.listeners.append(self.wake)

    def wake(self) -> None:
        """Look at the due times again, and set the alarm anew."""
        self._woken.set()

    def sweep(self) -> None:
        """Look again, also at what could not be handled for the database's sake."""
        self._is_hindered = False
        self.wake()

    def expect(self, due_at: datetime | None) -> None:
        """A due time was stored: be awake by then. Most come after the one that is waited for and cost nothing."""
        if due_at is None:
            return
        if due_at <= self.clock():
            self.wake()
        elif self._expected is None or due_at < self._expected:
            if self._is_looking:
                self._expected = due_at
            else:
                self._set_alarm(due_at)

    @property
    def is_running(self) -> bool:
        return bool(self._scheduler.running) and not self._stopping

    @property
    def is_quiet(self) -> bool:
        return not (self._is_looking or self._woken.is_set())

    @property
    def is_crowded(self) -> bool:
        """Whether many due times have come at once and are being handled."""
        return self._is_crowded

    @property
    def next_alarm(self) -> datetime | None:
        """The due time (incident clock) that is waited for."""
        return self._expected

    async def run(self) -> None:
        """Go on until ``stop``. Outermost loop: what fails is reported and its row is tried again."""
        self._woken.set()
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            self._is_looking = True
            # What is stored during the look may be missing in it.
            self._expected = None
            try:
                seen = await self._look()
                self._set_alarm(min((at for at in (seen, self._expected) if at is not None), default=None))
            except DatabaseAway as problem:
                self.troubles.database(problem)
            except Exception:
                log.exception("due times could not be read; the sweep looks again")
            finally:
                self._is_looking = False

    def stop(self) -> None:
        """Stop the alarm clock and the loop."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._woken.set()

    async def _look(self) -> datetime | None:
        """Handle what has come, many in one transaction, in the order in which they were due; when the next one comes.
        What follows from one may take back or put off another one of the same incident, which is nothing then: the
        incident is asked, not the row."""
        incident_at, machine_at = self.clock(), self.machine()
        await self._look_beside(incident_at)
        at_once = AT_ONCE_SHARED if self.store.is_shared else AT_ONCE
        come, next_at = await self.store.read(
            lambda view: (view.due_now(incident_at, machine_at, at_once), view.next_due_at(after=incident_at))
        )
        self._is_crowded = len(come) > MANY
        is_done = await self._handle(come) if come else False
        if is_done and len(come) == at_once and not self._is_hindered:
            self.wake()  # there may be more
        return next_at

    async def _look_beside(self, incident_at: datetime) -> None:
        """What fails there holds up no reminder. Raises DatabaseAway."""
        try:
            if self.beside:
                await self.beside(incident_at)
        except DatabaseAway:
            raise
        except Exception:
            log.exception("due times of no incident could not be looked at; the sweep looks again")

    async def _handle(self, those: Sequence[ClaimedDue]) -> bool:
        """Handle these together; when that fails each by itself, so that one which cannot be handled harms no other.
        Whether anything was done."""
        try:
            return await self._carry_out(those) > 0
        except DatabaseAway as problem:  # nothing is wrong with these
            self._is_hindered = True
            self.troubles.database(problem)
            return False
        except (Refused, Exception):
            if len(those) > 1:
                return any([await self._handle([due]) for due in those if not self._stopping])
            log.exception("a due time could not be handled; tried again", incident=those[0].incident, key=those[0].key)
            await self._put_off(those[0])
            return True

    async def _carry_out(self, those: Sequence[ClaimedDue]) -> int:
        """How many of them were still to be handled, and are."""
        for _ in those:
            self.passing(Point.DUE_SEEN)
        unreachable = self.unreachable()
        taken: Sequence[ClaimedDue] = ()

        def choose(unit: Unit) -> Sequence[Command]:
            nonlocal taken
            ours = cast("DeliveryUnit", unit)
            taken = ours.take_due(those)
            return [_command(due, ours, unreachable) for due in taken]

        await self.desk.handle_all(choose, about=len(those))
        for _ in taken:
            self.passing(Point.DUE_TAKEN)
        return len(taken)

    async def _put_off(self, due: ClaimedDue) -> None:
        next_at = self.machine() + RETRY_AFTER
        try:
            await self.store.transact(lambda unit: unit.due_failed(due.id, next_at))
        except Exception as problem:  # noqa: BLE001 outermost: it stays in the table
            self._is_hindered = True
            log.warning("nothing can be written; the sweep looks again", key=due.key, problem=str(problem))

    def _set_alarm(self, next_due: datetime | None) -> None:
        """Have the scheduler wake us at the next due time. It reads the machine's own clock, whatever ours is."""
        self._expected = next_due
        if next_due is not None and next_due <= self.clock():  # it has come meanwhile
            self.wake()
            return
        at = self.clock.machine_time_of(next_due) if next_due else None
        if at is not None:
            # Those that come within a moment of one another are handled together.
            at = machine_now() + max(at - self.machine(), TOGETHER)
            self._scheduler.add_job(self.wake, "date", run_date=at, id="next-due", replace_existing=True)
        elif self._scheduler.get_job("next-due"):
            self._scheduler.remove_job("next-due")


def _command(due: ClaimedDue, unit: DeliveryUnit, unreachable: bool) -> Command:
    """What a due time asks for. An offer that nobody can answer, or that has not gone out yet, does not run out:
    everybody would have been asked in vain by the time that it does."""
    if due.kind is DueKind.OFFER:
        offer = int(due.key.partition(":")[2])
        if unreachable or unit.is_unfinished(OpenChannel(due.incident), SendOffer(due.incident, offer)):
            return PutOffOffer(due.incident, None, offer)
    return DueReached(due.incident, None, due.key, due.due_at)
