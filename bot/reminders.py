"""Due times: APScheduler wakes us, the table says what is due (docs/decisions/0002-due-times-are-derived.md).

Answers for: every due time that has come is handled once, in the transaction that also marks it done. Two jobs in
memory, ``next-due`` and ``sweep``, only wake the loop: a job that is lost or late loses nothing, the sweep finds the
row. May not: know what follows from a due time; ``crisis.decisions.clock`` does.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clocks import IncidentClock
from bot.points import Point
from crisis.commands import DueReached
from crisis.desk import Desk
from crisis.ports import Passing
from crisis.refusals import Refused
from storage.delivery import ClaimedDue, taking
from storage.errors import DueGone
from storage.points import unwatched
from storage.store import SqlStore

SWEEP_SECONDS = 5
BATCH = 100
RETRY_AFTER = timedelta(seconds=10)

log = structlog.get_logger("fenghuo.reminders")


@dataclass(slots=True)
class Reminders:
    """See the module. ``on_sweep`` is called with every sweep: the outbox is looked at then, too."""

    store: SqlStore
    desk: Desk
    clock: IncidentClock
    machine: Callable[[], datetime]
    on_sweep: Callable[[], None]
    passing: Passing = unwatched
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    _busy: bool = False
    _expected: datetime | None = None
    _scheduler: AsyncIOScheduler = field(init=False)

    def __post_init__(self) -> None:
        # Dropped or repeated jobs do no harm here, but a late one must still run: no grace time is too long.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, job_defaults=defaults, timezone=UTC)

    def start(self) -> None:
        """Start the two jobs; needs the running loop."""
        self._scheduler.add_job(self._sweep, "interval", seconds=SWEEP_SECONDS, id="sweep")
        self._scheduler.start()
        self.clock.listeners.append(self.wake)

    def wake(self) -> None:
        """Look at the due times again."""
        self._woken.set()

    def expect(self, due_at: datetime | None) -> None:
        """A due time was stored: be awake by then. Most come after the one that is waited for and cost nothing."""
        if due_at is None:
            return
        if due_at <= self.clock():
            self.wake()
        elif self._expected is None or due_at < self._expected:
            self._set_alarm(due_at)

    @property
    def is_running(self) -> bool:
        return bool(self._scheduler.running) and not self._stopping

    @property
    def is_quiet(self) -> bool:
        return not self._busy and not self._woken.is_set()

    async def run(self) -> None:
        """Go on until ``stop``. Outermost loop: what fails is reported and its row is tried again."""
        self._woken.set()
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            self._busy = True
            try:
                await self._handle_all()
                self._set_alarm(await self.store.read(lambda view: view.next_due_at()))
            except Exception:
                log.exception("due times could not be read; the sweep looks again")
            finally:
                self._busy = False

    def stop(self) -> None:
        """Stop the jobs and the loop."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._woken.set()

    def _sweep(self) -> None:
        self.wake()
        self.on_sweep()

    async def _handle_all(self) -> None:
        while not self._stopping:
            incident_now, machine_now = self.clock(), self.machine()
            due = await self.store.read(lambda view: view.due_now(incident_now, machine_now, BATCH))  # noqa: B023 read now
            if not due:
                return
            for each in due:
                await self._handle(each)

    async def _handle(self, due: ClaimedDue) -> None:
        command = DueReached(due.incident, None, due.key, due.due_at)
        self.passing(Point.DUE_SEEN)
        try:
            await self.desk.handle(command, within=taking(due))
            self.passing(Point.DUE_TAKEN)
        except DueGone:
            return
        except (Refused, Exception):
            log.exception("a due time could not be handled; tried again", incident=due.incident, key=due.key)
            next_at = self.machine() + RETRY_AFTER
            await self.store.transact(lambda unit: unit.due_failed(due.id, next_at))

    def _set_alarm(self, next_due: datetime | None) -> None:
        """Have the scheduler wake us at the next due time, as the machine clock will show it."""
        self._expected = next_due
        at = self.clock.machine_time_of(next_due) if next_due else None
        if at is not None:
            self._scheduler.add_job(self.wake, "date", run_date=at, id="next-due", replace_existing=True)
        elif self._scheduler.get_job("next-due"):
            self._scheduler.remove_job("next-due")
