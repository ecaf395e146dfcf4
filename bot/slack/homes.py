"""Home tabs that somebody looked at lately are kept current (docs/decisions/0023-what-a-person-is-told.md).

Answers for: after a change whoever has one open sees the newest state within seconds, at most once in a few seconds per
person, also when the change was another replica's or this process has just started. Nothing is queued: what a tab shows
is compared with what it should show. May not: lay anything out; ``handlers.features.home`` does.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.slack.calls import Again, Never, SlackCalls
from crisis.desk.desk import Desk
from handlers.features.home import home_of, seen_by_all
from handlers.views.home import fingerprint, view_of
from storage.delivery import HomeSeen
from storage.errors import UNAVAILABLE
from storage.store import SqlStore

LATELY = timedelta(hours=2)
"""Slack does not say when somebody looks away."""
MOST_KEPT = 200
"""Tabs that are kept current: more could not be, at a hundred calls a minute (Slack's tier 4)."""
SETTLE_SECONDS = 0.2
LOOKS_APART_SECONDS = 1.0
"""Of looks; a burst of changes is one."""
MOST_A_MINUTE = 80
"""Slack's floor for views.publish is a hundred; the others are for those who click on their tab."""
APART_SECONDS = 3.0
LEASE_SECONDS = 6.0
"""Short, for showing a tab twice does no harm and a tab that a stopped replica held must not stay behind."""
TURN_SECONDS = 60.0
"""Looked at so often without a change: a shift may have ended."""
REFUSED_SECONDS = 600.0

log = structlog.get_logger("fenghuo.homes")


@dataclass(slots=True)
class Homes:
    """See the module. ``machine``: the machine clock. ``steady``: seconds that only go forward. ``replicas``: how many
    share what Slack allows."""

    store: SqlStore
    desk: Desk
    slack: SlackCalls
    machine: Callable[[], datetime]
    steady: Callable[[], float]
    replicas: Callable[[], int]
    _shown: deque[float] = field(default_factory=deque)
    _closed_until: float = 0.0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def changed(self) -> None:
        """Something is different, perhaps."""
        self._changed.set()

    async def opened(self, person: str, shown: str) -> None:
        """Somebody looks at the tab now, and sees what has this fingerprint."""
        now = self.machine()
        await self.store.transact(lambda unit: unit.home_opened(person, shown, now), patient=True)

    async def run(self) -> None:
        """Go on until cancelled. Outermost loop: what fails is reported and compared again."""
        self._changed.set()
        pause, looked = TURN_SECONDS, 0.0
        while True:
            try:
                async with asyncio.timeout(pause):
                    await self._changed.wait()
            except TimeoutError:
                pass
            await asyncio.sleep(max(SETTLE_SECONDS, looked + LOOKS_APART_SECONDS - self.steady()))
            self._changed.clear()
            looked = self.steady()
            try:
                pause = await self._look()
            except UNAVAILABLE as problem:
                log.info("the Home tabs could not be compared", reason=type(problem).__name__)
                pause = TURN_SECONDS
            except Exception:
                log.exception("the Home tabs could not be brought up to date; again in a minute")
                pause = TURN_SECONDS

    async def _look(self) -> float:
        """Bring up to date what is not; seconds until the next look, when nothing changes."""
        now = self.machine()
        homes = await self.store.read(lambda view: view.homes_since(now - LATELY, MOST_KEPT))
        seen = await self.store.read(seen_by_all) if homes else None
        waits = [TURN_SECONDS]
        for home in homes:
            assert seen is not None
            await asyncio.sleep(0)
            shown = home_of(home.person, seen, self.desk)
            if fingerprint(shown) == home.shown:
                continue
            wait = max((_free_at(home) - self.machine()).total_seconds(), self._room_in())
            if wait > 0:
                waits.append(wait)
            else:
                waits.append(await self._publish(home, view_of(shown), fingerprint(shown)))
        return min(waits)

    def _room_in(self) -> float:
        """Seconds until another tab may be shown: all replicas share what Slack allows."""
        now, most = self.steady(), max(MOST_A_MINUTE // max(self.replicas(), 1), 1)
        while self._shown and self._shown[0] <= now - 60.0:
            self._shown.popleft()
        resting = max(self._closed_until - now, 0.0)
        return resting if len(self._shown) < most else max(resting, self._shown[0] + 60.0 - now)

    async def _publish(self, home: HomeSeen, view: dict[str, object], shown: str) -> float:
        """Show it, unless another replica does; seconds until it is worth comparing again when nothing changes."""
        person, before, now = home.person, home.shown, self.machine()
        until = now + timedelta(seconds=LEASE_SECONDS)
        if not await self.store.transact(lambda unit: unit.take_home(person, before, now, until), patient=True):
            return TURN_SECONDS
        self._shown.append(self.steady())
        try:
            await self.slack.call("views.publish", user_id=person, view=view)
        except (Again, Never) as problem:
            seconds = REFUSED_SECONDS if isinstance(problem, Never) else problem.after or APART_SECONDS
            later = self.machine() + timedelta(seconds=seconds)
            log.info("a Home tab was not brought up to date", person=person, reason=problem.reason)
            if isinstance(problem, Again) and problem.limit:
                self._closed_until = self.steady() + seconds
            await self.store.transact(lambda unit: unit.take_home(person, before, until, later), patient=True)
            return seconds
        done = self.machine()
        if not await self.store.transact(lambda unit: unit.home_shown(person, before, shown, done), patient=True):
            return 0.0  # somebody clicked meanwhile: what is seen now may be older than that
        return TURN_SECONDS


def _free_at(home: HomeSeen) -> datetime:
    """From when on this tab may be brought up to date again."""
    rested = home.shown_at + timedelta(seconds=APART_SECONDS) if home.shown_at > home.opened_at else home.opened_at
    return max([rested, *_present(home.busy_until)])


def _present(at: datetime | None) -> Iterable[datetime]:
    return () if at is None else (at,)
