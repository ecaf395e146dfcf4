"""One chaos run: monitors, people, faults and kills at the same time; then fair weather, quiet, and the checks.

Answers for: everything of the plan is done before the weather clears. May not: judge (``tests.crash.checks`` does).
"""

import asyncio
import itertools
import signal
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.chaos.plan import Fates, Plan, bad_weather
from tests.crash.checks import Findings, check
from tests.crash.town import StillBusy, Town

MONITORS = 6
LEAP_MINUTES = 61.0
BUSY_EVERY = 12
"""Every so many incidents people are at work on one of them."""
CLOSED_EVERY = 24
TITLES = (
    "Till {n} is stuck",
    "门店 {n} 的外卖盒里有虫",
    "Orders of shop {n} fail",
    "热搜：{n} 号仓库起火",
    "Payment {n} hangs",
)
PEOPLE = ("Maya Brooks", "林晓", "Owen Hart", "苏婉")
TAKEOVER_PATIENCE = 120.0
HURRY_SECONDS = 3.0


@dataclass(slots=True)
class Result:
    """What came of a run. Times in seconds."""

    plan: Plan
    findings: Findings
    acknowledged: int
    sent: int
    kills: int
    stops: int
    starts: int
    faults: dict[str, int]
    calls: int
    failed: list[tuple[str, str, int]]
    longest_wait: float
    seconds: float
    takeover: float | None = None
    commands: int = 0
    incidents: int = 0


@dataclass(slots=True)
class _Run:
    plan: Plan
    town: Town
    progress: Callable[[str], None]
    stopped: int = 0
    long_stopped: int = 0
    acting: int = 0
    calm: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    people: list[asyncio.Task[None]] = field(default_factory=list)

    # Bots

    async def lives(self, slot: int) -> None:
        """Bots of one slot, one after the other, until enough have died; the last one lives on."""
        fates, plan, town = Fates(self.plan, slot), self.plan, self.town
        while town.tally.kills < plan.kills or not self.over.is_set():
            long_stop = self.long_stopped < plan.long_stops and slot == self.long_stopped % plan.replicas
            stop = self.stopped < plan.stops * town.tally.kills / max(plan.kills, 1)
            life = fates.life(stop, long_stop and town.tally.kills > plan.kills // 4)
            bot = await town.start(slot, life.trap)
            await bot.begun()
            with suppress(TimeoutError):
                await asyncio.wait_for(bot.ended.wait(), life.seconds)
            if life.stands_still and not bot.ended.is_set():
                self.stopped += 1
                self.long_stopped += life.stands_still > 60
                bot.send(signal.SIGSTOP)
                with suppress(TimeoutError):
                    await asyncio.wait_for(bot.ended.wait(), life.stands_still)
                bot.send(signal.SIGCONT)
                with suppress(TimeoutError):
                    await asyncio.wait_for(bot.ended.wait(), life.seconds)
            bot.send(signal.SIGKILL)
            await town.gone(bot)
            if bot.status != -signal.SIGKILL:
                raise AssertionError(f"a bot ended by itself with {bot.status}:\n{town.log(slot)}")
        await town.start(slot)

    # Monitors

    async def monitors(self) -> None:
        """All alerts, at the pace of the kills, and the leaps of the clock between them."""
        plan = self.plan
        numbers = iter(range(plan.alerts))
        for leap in range(1, plan.leaps + 1):
            until = plan.alerts * leap // plan.leaps
            share = itertools.islice(numbers, until - plan.alerts * (leap - 1) // plan.leaps)
            await asyncio.gather(*(self._monitor(share) for _ in range(MONITORS)))
            await self._leap()
        self.over.set()

    async def _monitor(self, numbers: "itertools.islice[int]") -> None:
        for number in numbers:
            while self.town.tally.kills < self.plan.kills * 0.95 * number / self.plan.alerts:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            await self._alert(number)

    async def _alert(self, number: int) -> None:
        random = Random(f"{self.plan.seed}:alert:{number}")
        same = number - 1 - int(6 * random.random())
        again = random.random() < 0.1 and same > 0 and not self._is_busy(same)
        cause = same if again else number
        severity = random.choices(("SEV3", "SEV2", "SEV1", "SEV4"), (85, 8, 4, 3))[0]
        title = TITLES[cause % len(TITLES)].format(n=cause)
        sending = [self.town.alert(f"cause-{cause}", title, severity)]
        if random.random() < 0.03 and not self._is_busy(cause):
            sending.append(self.town.alert(f"cause-{cause}", title, severity))
        taken = (await asyncio.gather(*sending))[0]
        if not again and self._is_busy(number) and taken.incident is not None:
            self.people.append(asyncio.create_task(self._people(taken.incident, number, random)))

    @staticmethod
    def _is_busy(number: int) -> bool:
        return number % BUSY_EVERY == 0

    async def _leap(self) -> None:
        """An hour goes by while nobody is in the middle of anything; what was due is taken in hand."""
        self.calm.clear()
        while self.acting:  # noqa: ASYNC110 it ends by itself
            await asyncio.sleep(0.05)
        await self.town.leap(LEAP_MINUTES, self.plan.patience)
        self.calm.set()

    # People

    async def _people(self, number: int, count: int, random: Random) -> None:
        """Somebody notes and decides, and at times closes the incident. Nobody posts an update: one that is heard late
        might move the next due time beyond a leap, or not."""
        who = random.choice(PEOPLE)
        while not self.town.has_room(number, who):  # noqa: ASYNC110 under bad weather that takes long
            await asyncio.sleep(0.5)
        for word in ("note", "decide", "note"):
            await asyncio.sleep(random.random() * 2)
            text = f"{word} {random.randrange(10**6)} of {number}"
            for take in itertools.count(1):
                words = f"{text} in take {take}."
                if await self._one(self.town.type(number, f"{word} {words}", words, who)):
                    break
        if count % CLOSED_EVERY == 0:
            while not await self._one(self.town.try_to_close(number, who)):
                pass

    async def _one(self, act: Coroutine[Any, Any, bool]) -> bool:
        """One try; none is under way while the clock leaps."""
        await self.calm.wait()
        self.acting += 1
        try:
            return await act
        finally:
            self.acting -= 1

    # What is seen meanwhile

    async def tell(self, begun: float) -> None:
        """A line now and then. Until cancelled."""
        while True:
            tally, promises = self.town.tally, self.town.promises
            left = await asyncio.to_thread(self.town.database.left, self.town.now())
            self.progress(
                f"{time.monotonic() - begun:6.0f} s  alerts {len(promises.alerts)}/{self.plan.alerts}  "
                f"incidents {len(promises.lives)}  kills {tally.kills}/{self.plan.kills}  stops {self.stopped}  "
                f"calls {len(self.town.workspace.calls)}  left {left[0]}+{left[1]}"
            )
            await asyncio.sleep(1)


async def chaos(plan: Plan, town: Town, progress: Callable[[str], None]) -> Result:
    """Carry out the plan in a fresh town. Raises StillBusy when it does not come to rest."""
    begun = time.monotonic()
    run = _Run(plan, town, progress)
    run.calm.set()
    telling = asyncio.create_task(run.tell(begun))
    try:
        await _first_start(town, plan)
        bad_weather(town.workspace, plan)
        async with asyncio.TaskGroup() as group:
            for slot in range(plan.replicas):
                group.create_task(run.lives(slot))
            group.create_task(run.monitors())
        async with asyncio.timeout(plan.patience):
            while len(town.workspace.calls) < plan.least_calls:  # noqa: ASYNC110 it has no event
                await asyncio.sleep(0.05)
        faults = _faults(town)
        town.workspace.weather.clear()
        town.workspace.weather.tiers = plan.tiers
        await asyncio.wait_for(asyncio.gather(*run.people), plan.patience)
        await _calm(town, plan)
        takeover = await _takeover(town) if plan.replicas > 1 and not plan.hurry else None
        if takeover is not None:
            await _calm(town, plan)
    finally:
        telling.cancel()
    return Result(
        plan=plan,
        findings=check(town.workspace, town.promises),
        acknowledged=len(town.promises.alerts),
        sent=town.tally.sent,
        kills=town.tally.kills,
        stops=run.stopped,
        starts=town.tally.starts,
        faults=faults,
        calls=len(town.workspace.calls),
        failed=await asyncio.to_thread(town.database.failed),
        longest_wait=_longest_wait(town),
        seconds=time.monotonic() - begun,
        takeover=takeover,
        commands=sum(len(life.said) for life in town.promises.lives.values()),
        incidents=len(town.promises.lives),
    )


async def _first_start(town: Town, plan: Plan) -> None:
    """In fair weather, so that people and channels are known; then killed like the others."""
    await town.start(0)
    await town.working(0)
    await town.kill(0)


async def _calm(town: Town, plan: Plan) -> None:
    """The last bots live, nothing is left to do."""
    for slot in range(plan.replicas):
        await town.working(slot, plan.patience)
    hurrying = asyncio.create_task(_hurry(town, plan.hurry))
    try:
        await town.settle(plan.patience)
    except StillBusy as busy:
        found = check(town.workspace, town.promises)
        raise StillBusy(f"{busy}\n{found}") from busy
    finally:
        hurrying.cancel()


async def _hurry(town: Town, wanted: bool) -> None:
    while wanted:
        await asyncio.to_thread(town.database.hurry)
        await asyncio.sleep(HURRY_SECONDS)


def _faults(town: Town) -> dict[str, int]:
    struck: Counter[str] = Counter()
    for rule in town.workspace.weather.rules:
        struck[rule.fault] += rule.hits
    return dict(struck)


def _longest_wait(town: Town) -> float:
    """From the first acknowledgement of an incident to its pinned board, the worst."""
    boards: dict[str, float] = {}
    for call in town.workspace.calls:
        if call.method == "chat.postMessage" and call.done and call.ended:
            key = (call.arguments.get("metadata") or {}).get("event_payload", {}).get("key", "")
            boards.setdefault(key, call.ended)
    first: dict[int, float] = {}
    for taken in town.promises.alerts:
        if taken.incident is not None:
            first[taken.incident] = min(taken.at, first.get(taken.incident, taken.at))
    waits = [boards[key] - at for number, at in first.items() if (key := f"{number}:PostBoard") in boards]
    return max(waits, default=0.0)


async def _takeover(town: Town) -> float:
    """A replica dies while Slack makes a channel for it: seconds until another one makes it."""
    workspace = town.workspace
    rule = workspace.weather.fail("conversations.create", "silence before", times=1)
    sending = asyncio.create_task(town.alert("takeover", "Nobody is left", to=0))
    async with asyncio.timeout(TAKEOVER_PATIENCE):
        taken = await sending
        while not rule.hits:  # noqa: ASYNC110 it has no event
            await asyncio.sleep(0.01)
        await town.kill(0)
        died = time.monotonic()
        assert taken.incident is not None
        while town.room(taken.incident) is None:  # noqa: ASYNC110 it has no event
            await asyncio.sleep(0.01)
    took = time.monotonic() - died
    await town.start(0)
    return took
