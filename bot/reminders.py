"""Due times: APScheduler wakes us, the table says what is due (docs/decisions/0002-due-times-are-derived.md).

Answers for: every due time that has come is handled once, in the transaction that also marks it done. The job in
memory, ``next-due``, only wakes the loop: one that is lost or late loses nothing, the sweep (``bot.timekeeper``) finds
the row. May not: know what follows from a due time; ``crisis.decisions.clock`` does.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clocks import IncidentClock, machine_now
from bot.troubles import Troubles
from crisis.commands import Command, DueReached, PutOffOffer
from crisis.desk import Desk
from crisis.due import DueKind
from crisis.refusals import Refused
from storage.delivery import ClaimedDue, taking
from storage.errors import DatabaseAway, DueGone
from storage.store import SqlStore

BATCH = 100
RETRY_AFTER = timedelta(seconds=10)

log = structlog.get_logger("fenghuo.reminders")


@dataclass(slots=True)
class Reminders:
    """See the module. ``machine``: the machine clock. ``unreachable``: whether we know that nobody can answer."""

    store: SqlStore
    desk: Desk
    clock: IncidentClock
    machine: Callable[[], datetime]
    troubles: Troubles
    unreachable: Callable[[], bool]
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
        """Start the alarm clock; needs the running loop."""
        self._scheduler.start()
        self.clock.listeners.append(self.wake)

    def wake(self) -> None:
        """Look at the due times again, and set the alarm anew."""
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
            except DatabaseAway as problem:
                self.troubles.database(problem)
            except Exception:
                log.exception("due times could not be read; the sweep looks again")
            finally:
                self._busy = False

    def stop(self) -> None:
        """Stop the alarm clock and the loop."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._woken.set()

    async def _handle_all(self) -> None:
        while not self._stopping:
            incident_at, machine_at = self.clock(), self.machine()
            due = await self.store.read(lambda view: view.due_now(incident_at, machine_at, BATCH))  # noqa: B023 read now
            if not due:
                return
            for each in due:
                await self._handle(each)

    async def _handle(self, due: ClaimedDue) -> None:
        command = self._command(due)
        try:
            await self.desk.handle(command, within=taking(due))
        except DueGone:
            return
        except DatabaseAway:
            raise  # nothing is wrong with this one
        except (Refused, Exception):
            log.exception("a due time could not be handled; tried again", incident=due.incident, key=due.key)
            next_at = self.machine() + RETRY_AFTER
            await self.store.transact(lambda unit: unit.due_failed(due.id, next_at))

    def _command(self, due: ClaimedDue) -> Command:
        """What a due time asks for. While nobody can answer an offer it does not run out: everybody would have been
        asked in vain when Slack is back."""
        if due.kind is DueKind.OFFER and self.unreachable():
            return PutOffOffer(due.incident, None, int(due.key.partition(":")[2]))
        return DueReached(due.incident, None, due.key, due.due_at)

    def _set_alarm(self, next_due: datetime | None) -> None:
        """Have the scheduler wake us at the next due time. It reads the machine's own clock, whatever ours is."""
        self._expected = next_due
        at = self.clock.machine_time_of(next_due) if next_due else None
        if at is not None:
            at = machine_now() + (at - self.machine())
            self._scheduler.add_job(self.wake, "date", run_date=at, id="next-due", replace_existing=True)
        elif self._scheduler.get_job("next-due"):
            self._scheduler.remove_job("next-due")
