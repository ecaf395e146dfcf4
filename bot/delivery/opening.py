"""Whoever grants wishes, made of what the service has, before Slack is known: pages need no Slack.

May not: begin to work; the service does, with ``has_slack`` once it is.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock.clocks import MachineClock
from bot.delivery.away import Away
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.office import Office
from bot.delivery.pace import EDITING, Pace
from bot.paging.making import make_pager
from bot.paging.secrets import ReadSecret
from bot.slack.calls import SlackCalls
from bot.slack.directory import Directory
from bot.timing import Timing
from bot.troubles import Troubles
from crisis.desk.desk import Desk
from crisis.effects import OpenChannel
from crisis.ports import Entropy, Passing
from storage.store import SqlStore


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivery is made of. ``name``: of this process among the replicas. ``look_back`` off repeats without
    looking: see ``bot.service``."""

    name: str
    store: SqlStore
    desk: Desk
    slack: SlackCalls
    pace: Pace
    directory: Directory
    machine: MachineClock
    troubles: Troubles
    timing: Timing
    entropy: Entropy
    read_secret: ReadSecret
    look_back: bool
    passing: Passing

    async def open(self, started: AsyncExitStack, wake: Callable[[], None]) -> tuple[Dispatcher, Away]:
        """The dispatcher, without Slack yet, and the watch that says when Slack is away; ``wake``: it is back."""
        pager = await make_pager(
            started,
            self.read_secret,
            self.machine,
            lambda: self.pace.replicas,
            self.troubles,
            self.timing,
            self.passing,
        )
        office = Office(
            self.slack,
            self.desk,
            "",
            self.machine,
            lambda: self.directory.updates_channel,
            self.pace,
            self._rooms_before,
            self._reserve,
            self.timing,
            self.look_back,
            pager,
            self.entropy,
        )
        away = Away(self.slack, self.store, self.machine, self.troubles, wake)
        dispatcher = Dispatcher(self.store, office, self.machine, self.name, away, self.passing)
        dispatcher.has_slack = False
        return dispatcher, away

    async def remember_edits(self) -> None:
        """What went out a moment ago, before a restart or from other replicas, counts in Slack's minute. Raises the
        storage's errors."""
        now = self.machine()
        since = now - timedelta(seconds=self.pace.edits.minute)
        began = await self.store.read(lambda view: view.taken_since(EDITING, since))
        self.pace.remember_edits((now - at).total_seconds() for at in began)

    async def _rooms_before(self, number: int) -> int:
        return await self.store.read(lambda view: view.effects_before(OpenChannel(number)))

    async def _reserve(self, line: str, apart: float, longest: float) -> datetime:
        return await self.store.transact(lambda unit: unit.reserve(line, self.machine(), apart, longest))
