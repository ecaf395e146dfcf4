"""A workspace, a database and bots that die and are started again: where the crash tests and the chaos runs happen.

Answers for: clients that send an alert until it is taken, people who type until they are heard, an incident clock for
everybody, and a note of all that was promised (``promises``). May not: look into a bot; what became of the promises is
asked of the workspace (``checks``).
"""

import asyncio
import itertools
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.settings.settings import Settings
from bot.slack.manifest import manifest
from bot.timing import Timing
from tests.crash.clock import SharedStep
from tests.crash.databases import Database
from tests.crash.promises import Promises, Taken
from tests.crash.starting import BotProcess, Nursery
from tests.paging.receivers import Receivers
from workspace import AppInstall, Workspace
from workspace.apps.manifests import app_of

TOKEN = "crash-token"
ALERT_SECONDS = 5.0
AGAIN_SECONDS = 0.02
SURE_SECONDS = 2.0
"""An acknowledgement that comes later may be followed by a refusal: such a promise does not count as one."""
BORED_SECONDS = 60.0

Trap = tuple[str, int] | tuple[str, int, int]
"""A place, at which of its passings, and by which signal (SIGKILL)."""


class StillBusy(Exception):
    """Something is left to do after the time allowed."""


@dataclass(slots=True)
class Tally:
    """What was done to the bots."""

    starts: int = 0
    kills: int = 0
    stops: int = 0
    sent: int = 0
    points: dict[str, int] = field(default_factory=dict)


HURRIED_VISIBLE_SECONDS = 0.2
"""What is done in this workspace is seen at once; a bot that is not hurried waits as it does in earnest."""


@dataclass(slots=True)
class Town:
    """See the module. ``hurry``: the leases of the dead run out at once; else when their time is over. ``step`` drives
    the incident clock, ``machine`` the machine clock of all bots."""

    nursery: Nursery
    database: Database
    folder: Path
    seed: int = 0
    look_back: bool = True
    hurry: bool = True
    promises: Promises = field(default_factory=Promises)
    tally: Tally = field(default_factory=Tally)
    bots: dict[int, BotProcess] = field(default_factory=dict)
    receivers: Receivers = field(default_factory=Receivers)
    workspace: Workspace = field(init=False)
    step: SharedStep = field(init=False)
    machine: SharedStep = field(init=False)
    _session: aiohttp.ClientSession = field(init=False)
    _app: AppInstall = field(init=False)
    _turns: Any = field(init=False, default_factory=itertools.count)

    async def __aenter__(self) -> "Town":
        self.step = SharedStep(self.folder / "clock")
        self.machine = SharedStep(self.folder / "machine")
        self._app = app_of(manifest(Settings()))
        self.workspace = Workspace(
            clock=lambda: time.time() + self.step.seconds,
            machine=time.time,
            apps=[self._app],
            random=random.Random(self.seed),
            live=True,
        )
        await self.workspace.start()
        await self.receivers.__aenter__()
        self._session = aiohttp.ClientSession(trust_env=False, timeout=aiohttp.ClientTimeout(total=ALERT_SECONDS))
        return self

    async def __aexit__(self, *unused: object) -> None:
        for bot in self.bots.values():
            bot.send(signal.SIGCONT)
            bot.send(signal.SIGKILL)
        for bot in self.bots.values():
            await bot.ended.wait()
        await self._session.close()
        await self.receivers.__aexit__()
        await self.workspace.stop()

    def now(self) -> datetime:
        """The incident clock of everybody here."""
        return datetime.now(UTC) + timedelta(seconds=self.step.seconds)

    # Bots

    async def start(self, slot: int = 0, trap: Trap | None = None) -> BotProcess:
        """Start the bot of this slot; not waited for. ``trap``: it ends at the n-th passing of this place."""
        bot = await self.nursery.start(
            bot_token=self._app.bot_token,
            app_token=self._app.app_token,
            api_url=self.workspace.api_url,
            database_url=self.database.url,
            alert_token=TOKEN,
            clock=str(self.folder / "clock"),
            machine=str(self.folder / "machine"),
            log=str(self.folder / f"bot-{slot}.log"),
            trap=trap,
            look_back=self.look_back,
            visible=HURRIED_VISIBLE_SECONDS if self.hurry else Timing().visible,
            secrets=self.receivers.secrets(),
        )
        self.bots[slot] = bot
        self.tally.starts += 1
        return bot

    async def kill(self, slot: int = 0) -> None:
        """A real SIGKILL."""
        bot = self.bots[slot]
        bot.send(signal.SIGKILL)
        await self.gone(bot)

    async def gone(self, bot: BotProcess) -> None:
        """Wait for the end of a bot; its leases run out now, when that is wanted."""
        await bot.ended.wait()
        self.tally.kills += bot.status == -signal.SIGKILL
        if self.hurry:
            await asyncio.to_thread(self.database.run_out, bot.pid)

    async def working(self, slot: int = 0, seconds: float = 30.0) -> BotProcess:
        """Wait until the bot of this slot takes alerts and hears Slack."""
        bot = self.bots[slot]
        async with asyncio.timeout(seconds):
            await bot.begun()
        assert not bot.ended.is_set(), f"the bot ended with {bot.status}; see its log:\n{self.log(slot)}"
        await self.workspace.until_connected(seconds)
        return bot

    def log(self, slot: int = 0) -> str:
        """What the bots of this slot said last."""
        path = self.folder / f"bot-{slot}.log"
        return path.read_text(encoding="utf-8")[-4000:] if path.exists() else ""

    # What people and monitors do

    async def alert(self, key: str, title: str, severity: str = "SEV3", to: int | None = None) -> Taken:
        """A monitor sends an alert until somebody takes it. ``to``: the bot that it is sent to first."""
        payload = {"source": "monitor", "key": key, "title": title, "severity": severity, "text": f"seen by {key}"}
        while True:
            answer = await self._send(payload, to)
            to = None
            if answer is not None:
                return self.promises.taken(key, title, answer, time.time())
            await asyncio.sleep(AGAIN_SECONDS)

    async def posts(self, posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A tool that listens to social media sends a batch of posts until somebody takes it; what became of each."""
        while True:
            answer = await self._send(posts, source="mentions")
            if answer is not None:
                return list(answer["results"])
            await asyncio.sleep(AGAIN_SECONDS)

    async def _send(self, payload: Any, to: int | None = None, source: str = "generic") -> dict[str, Any] | None:
        working = [bot for slot, bot in self.bots.items() if bot.is_working and to in (slot, None)]
        if not working:
            return None
        bot = working[next(self._turns) % len(working)]
        self.tally.sent += 1
        headers = {"Authorization": f"Bearer {TOKEN}"}
        try:
            async with self._session.post(f"{bot.address}/alerts/{source}", json=payload, headers=headers) as answer:
                body = await answer.json()
                if answer.status == 202:
                    return dict(body)
                assert answer.status == 503, (answer.status, body)
        except (aiohttp.ClientError, TimeoutError, OSError):
            pass
        return None

    async def say(self, number: int, word: str, text: str, who: str = "Maya Brooks", seconds: float = 30.0) -> str:
        """Somebody types `/incident note …` (or decide) in the room of an incident, again with other words until it is
        acknowledged; the words that were."""
        deadline = time.monotonic() + seconds
        for count in itertools.count(1):
            words = f"{text} in take {count}."
            if await self.type(number, f"{word} {words}", words, who):
                return words
            if time.monotonic() > deadline:
                break
        raise StillBusy(f"nobody took “{word} {text}” for #{number}:\n{self.log()}")

    async def type(self, number: int, line: str, words: str = "", who: str = "Maya Brooks") -> bool:
        """One line in the room of an incident; whether it was taken for sure. ``words``: what it puts on record."""
        channel = self.room(number)
        if channel is None or not self._is_in(who, channel):
            await asyncio.sleep(AGAIN_SECONDS)
            return False
        if words:
            self.promises.tried(number, words)
        heard = await self.workspace.person(who).command(f"/incident {line}", channel)
        sure = heard.ok and heard.acknowledged_after < SURE_SECONDS and not heard.shown
        if sure and words:
            self.promises.said(number, words)
        if not heard.ok:
            await asyncio.sleep(AGAIN_SECONDS)
        return sure

    async def close(self, number: int, seconds: float = 30.0) -> None:
        """Somebody closes an incident, until it says that it is closed."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if await self.try_to_close(number):
                return
        raise StillBusy(f"#{number} was not closed:\n{self.log()}")

    async def try_to_close(self, number: int, who: str = "Maya Brooks") -> bool:
        """Somebody closes an incident; whether it says that it is closed."""
        channel = self.room(number)
        if channel is not None and self._is_in(who, channel):
            self.promises.closing(number)
            heard = await self.workspace.person(who).command("/incident close", channel)
            already = any(word in message.plain for message in heard.shown for word in ("closed", "结案"))
            if heard.ok and heard.acknowledged_after < SURE_SECONDS and (not heard.shown or already):
                self.promises.closed(number)
                return True
        await asyncio.sleep(AGAIN_SECONDS)
        return False

    def room(self, number: int) -> str | None:
        """The channel of an incident, by the board that stands in it."""
        key = f"{number}:PostBoard"
        for channel in self.workspace.state.channels.values():
            if channel.name.startswith("inc-"):
                for message in itertools.islice(channel.messages.values(), 40):
                    if (message.get("metadata") or {}).get("event_payload", {}).get("key") == key:
                        return channel.id
        return None

    def has_room(self, number: int, who: str) -> bool:
        """Whether this person could type in the room of an incident."""
        channel = self.room(number)
        return channel is not None and self._is_in(who, channel)

    def _is_in(self, who: str, channel: str) -> bool:
        return self.workspace.person(who).id in self.workspace.state.channels[channel].members

    # Time

    async def leap(self, minutes: float, seconds: float = BORED_SECONDS) -> None:
        """The incident clock goes on at once, and what was due is taken in hand (not: is done)."""
        self.step.leap(minutes * 60)
        self.promises.leapt(self.now().timestamp())
        await self.until(lambda left: left[1] == 0, seconds, "due times to be taken")

    async def settle(self, seconds: float = BORED_SECONDS) -> None:
        """Wait until nothing is left to do."""
        await self.until(lambda left: left == (0, 0) and not self.workspace.calls.running, seconds, "quiet")
        await self.until(lambda left: left == (0, 0) and not self.workspace.calls.running, seconds, "quiet")

    async def until(self, good: Callable[[tuple[int, int]], bool], seconds: float, what: str) -> None:
        """Wait for what the database says is left: wishes and due times. Raises StillBusy."""
        deadline = time.monotonic() + seconds
        while True:
            left = await asyncio.to_thread(self.database.left, self.now())
            if good(left):
                return
            if time.monotonic() > deadline:
                raise StillBusy(f"waited {seconds:g} s for {what}; wishes and due times left: {left}\n{self.log()}")
            await asyncio.sleep(AGAIN_SECONDS)
