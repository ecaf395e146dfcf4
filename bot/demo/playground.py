"""The playground: a workspace and a bot side by side on one driven incident clock.

Answers for: starting both, letting time pass to the next event without waiting, and knowing when all is quiet. Serves
the demo and the story tests alike. The machine clock stays real, so leases and signatures are what they are in earnest.
"""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.clock.clocks import IncidentClock, MachineClock, machine_now, machine_seconds
from bot.service import Service
from bot.settings.settings import Listen, Settings
from bot.slack.manifest import manifest
from bot.timing import Timing
from bot.words.words import WordTools
from crisis.policy import Policy
from workspace import AppInstall, Workspace
from workspace.apps.manifests import app_of
from workspace.page.panels import Panel

SETTLE_SECONDS = 0.01
QUIET_LIMIT = 30.0
PACE_SECONDS = 0.02
UNCOUNTED = 1_000_000
"""Edits a minute where nobody counts them."""


class NotQuiet(Exception):
    """Something is still going on after the time allowed."""


@dataclass(slots=True)
class Playground:
    """See the module. ``folder`` holds the database (None: a fresh one, removed at the end), unless ``database_url``
    names another; ``port`` is the page's. ``machine`` is the bots' machine clock. ``replicas``: how many bots work side
    by side, on a PostgreSQL. ``timing``: how long they wait for Slack; ``edits``: how many a minute they make, as the
    workspace counts none unless its weather says so."""

    policy: Policy = field(default_factory=Policy)
    words: WordTools | None = None
    folder: Path | None = None
    port: int = 0
    http_mode: bool = False
    database_url: str | None = None
    replicas: int = 1
    extra: dict[str, Any] = field(default_factory=dict)
    panels: Callable[["Playground"], list[Panel]] | None = None
    machine: MachineClock = machine_now
    alert_token: str = field(default_factory=lambda: secrets.token_hex(16))
    speed: float = 0.0
    timing: Timing = field(default_factory=Timing)
    edits: int = UNCOUNTED
    clock: IncidentClock = field(init=False)
    workspace: Workspace = field(init=False)
    services: list[Service] = field(init=False, default_factory=list)
    _made: Path | None = field(init=False, default=None)

    async def start(self, begin: datetime | None = None) -> None:
        """Start both; the incident clock stands still until it is driven. ``begin``: what it shows first."""
        self.clock = IncidentClock(self.machine)
        self.clock.drive(0)
        if begin:
            self.clock.jump(begin)
        if self.folder is None:
            self.folder = self._made = Path(tempfile.mkdtemp(prefix="fenghuo-"))
        self.workspace = Workspace(
            clock=lambda: self.clock().timestamp(),
            machine=machine_seconds,
            apps=[self._install()],
            panels=self.panels(self) if self.panels else [],
        )
        await self.workspace.start(port=self.port)
        await self.start_bot()

    @property
    def service(self) -> Service:
        """The bot; the first one, where there are several."""
        return self.services[0]

    async def start_bot(self, quiet_limit: float = QUIET_LIMIT) -> None:
        """Start the bot, again after ``stop_bot``: on the same database. Raises NotQuiet when what it finds to do there
        takes longer than ``quiet_limit`` seconds."""
        settings = self.settings()
        self.services = []
        timing = replace(self.timing, edits=self.edits)
        for _ in range(self.replicas):
            service = Service(
                settings, self.policy, machine=self.machine, clock=self.clock, words=self.words, timing=timing
            )
            self.services.append(service)
            await service.start()
        if self.http_mode:
            await self.service.connection.known.wait()
            while not self.service.connection.is_connected():  # noqa: ASYNC110 it has no event
                await asyncio.sleep(SETTLE_SECONDS)
            await self.workspace.set_request_url(f"{self.service.address}/slack/events")
        else:
            ours, wanted = next(iter(self.workspace.apps.values())), len(self.services)
            await self.workspace.until(lambda: len(ours.sockets) >= wanted, what=f"{wanted} bots to connect")
        await self.settle(quiet_limit)

    async def stop_bot(self) -> None:
        for service in self.services:
            await service.stop()
        self.clock.listeners.clear()

    async def stop(self) -> None:
        """Stop both and remove what was made for them."""
        await self.stop_bot()
        await self.workspace.stop()
        if self._made:
            shutil.rmtree(self._made, ignore_errors=True)

    def settings(self) -> Settings:
        """The settings of the bot in this playground."""
        app = AppInstall()
        reached_by = (
            {"slack_signing_secret": SecretStr(app.signing_secret)}
            if self.http_mode
            else {"slack_app_token": SecretStr(app.app_token)}
        )
        given: dict[str, Any] = {**reached_by, **self.extra}
        return Settings(
            slack_bot_token=SecretStr(app.bot_token),
            slack_api_url=self.workspace.api_url,
            database_url=self.database_url or f"sqlite:///{self.folder}/fenghuo.db",
            listen=Listen("127.0.0.1", 0),
            alert_token=SecretStr(self.alert_token),
            language=self.policy.language,
            timezone=self.policy.timezone,
            **given,
        )

    async def alert(
        self, payload: Any, source: str = "generic", token: str | None = None, replica: int = 0
    ) -> tuple[int, dict[str, Any]]:
        """Send an alert over HTTP, to one of the bots; status and answer."""
        headers = {"Authorization": f"Bearer {self.alert_token if token is None else token}"}
        async with (
            aiohttp.ClientSession(trust_env=False) as session,
            session.post(f"{self.services[replica].address}/alerts/{source}", json=payload, headers=headers) as answer,
        ):
            return answer.status, await answer.json()

    def drive(self, speed: float) -> None:
        """Let the incident clock run ``speed`` times as fast as the machine's, held while anything is going on."""
        self.speed = speed
        self.clock.drive(speed)

    async def keep_pace(self) -> None:
        """Hold the clock while bot or workspace are busy, so that a slow machine is no slow team. Until cancelled."""
        while True:
            await asyncio.sleep(PACE_SECONDS)
            speed = self.speed if self._is_idle() else 0.0
            if self.clock.speed != speed:
                self.clock.drive(speed)

    async def settle(self, seconds: float = QUIET_LIMIT) -> None:
        """Wait until nothing is going on: no call under way, nothing in the outbox. Raises NotQuiet after
        ``seconds``."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not await self.is_quiet():
            if asyncio.get_running_loop().time() > deadline:
                raise NotQuiet(f"still busy after {seconds:g} s")
            await asyncio.sleep(SETTLE_SECONDS)

    async def is_quiet(self) -> bool:
        """Whether bot and workspace have nothing to do before the clock moves."""
        if not self._is_idle():
            return False
        counts = await self.service.store.read(lambda view: view.counts())
        # Asked again: something may have begun while the database was looked at.
        return counts.waiting == counts.leased == 0 and self._is_idle()

    def _is_idle(self) -> bool:
        return all(service.is_quiet for service in self.services) and self.workspace.is_quiet

    async def next_event(self) -> datetime | None:
        """When something will happen by itself: a due time of the bot or an answer of the cast."""
        due = await self.service.store.read(lambda view: view.next_due_at())
        planned = self.workspace.timer.next_due
        moments = [due] if due else []
        if planned is not None:
            moments.append(datetime.fromtimestamp(planned, UTC))
        return min(moments, default=None)

    async def forward(self, step: timedelta) -> None:
        """Let ``step`` pass on the incident clock, stopping at every event on the way until it is dealt with."""
        await self.until(self.clock() + step)

    async def until(self, moment: datetime) -> None:
        """Let time pass until ``moment``, as ``forward`` does."""
        await self.settle()
        while (event := await self.next_event()) is not None and event <= moment:
            await self.jump(max(event, self.clock()))
        await self.jump(max(moment, self.clock()))

    async def jump(self, moment: datetime) -> None:
        """Set the clock and wait until what that set off is done."""
        self.clock.jump(moment)
        await self.workspace.timer.poke()
        for service in self.services:
            service.reminders.wake()
        await self.settle()

    def _install(self) -> AppInstall:
        """The app as its manifest makes it: with these scopes, events, commands and shortcuts, and no others."""
        settings = Settings(language=self.policy.language, command=self.policy.command)
        return app_of(manifest(settings))
