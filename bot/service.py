"""The process: everything is made here, once, and handed to whoever needs it.

Answers for: the order of starting and stopping. ``start`` returns when an alert can be durably accepted; Slack is
connected beside that, for as long as it takes. May not: hold rules of any kind.
"""

import asyncio
import contextlib
import gc
import os
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clocks import IncidentClock, MachineClock, machine_now
from bot.connection import Connection, Identity
from bot.delivery.calls import CALL_SECONDS, SlackCalls
from bot.delivery.dispatcher import AT_ONCE, Dispatcher
from bot.delivery.office import Office
from bot.directory import Directory
from bot.health import Health
from bot.points import Point
from bot.reminders import Reminders
from bot.settings import Listen, Settings
from bot.words import WordTools, load_words
from crisis.desk import Desk
from crisis.policy import Policy
from crisis.ports import Passing, Unit
from handlers.alerts import routes as alert_routes
from handlers.blocks import Message
from handlers.feature import Tools
from handlers.features import SWITCHBOARD
from handlers.slack import Adapter, application, listens_to, message_finder
from storage.errors import DatabaseAway, Overloaded, StoreClosed
from storage.points import unwatched
from storage.store import SqlStore

DRAIN_SECONDS = 8.0
"""For what is in hand at a stop; SIGTERM is answered in under 10 s."""
FIRST_DIRECTORY_SECONDS = 1.5
"""How long the first start waits for the directory: an alert that comes earlier finds nobody to invite."""
BODY_LIMIT = 4 * 1024 * 1024
UNAVAILABLE = (Overloaded, StoreClosed, DatabaseAway, OSError, TimeoutError)

log = structlog.get_logger("fenghuo")


@dataclass(slots=True)
class Service:
    """See the module. ``clock`` may be driven; ``listen_port`` 0 takes a free one, told by ``address`` once started.
    ``passing`` is told of every place between two durable steps; ``look_back`` off repeats without looking whether it
    has happened already: only to show that a test would find what follows from it."""

    settings: Settings
    policy: Policy
    machine: MachineClock = machine_now
    clock: IncidentClock | None = None
    words: WordTools | None = None
    entropy: Callable[[int], bytes] = secrets.token_bytes
    address: str = ""
    passing: Passing = unwatched
    look_back: bool = True
    store: SqlStore = field(init=False)
    desk: Desk = field(init=False)
    dispatcher: Dispatcher | None = field(init=False, default=None)
    reminders: Reminders = field(init=False)
    connection: Connection = field(init=False)
    _directory: Directory = field(init=False)
    _session: aiohttp.ClientSession = field(init=False)
    _started: AsyncExitStack = field(init=False, default_factory=AsyncExitStack)
    _tasks: list[asyncio.Task[None]] = field(init=False, default_factory=list)

    async def start(self) -> None:
        """Start everything; return when ready. What was started is stopped again when a later step fails: the database
        cannot be used (the storage's errors), the address is taken (OSError)."""
        async with AsyncExitStack() as started:
            words = self.words or load_words()
            self.clock = self.clock or IncidentClock(self.machine)
            await self._open_store(started)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE), timeout=aiohttp.ClientTimeout(total=CALL_SECONDS)
            )
            started.push_async_callback(self._session.close)
            await self._build_desk(words, self.clock)
            self.store.on_hint = self._hear
            self.reminders.start()
            started.push_async_callback(self._stop_work)
            for work in (self.reminders.run(), self.connection.run(), self._work_with_slack()):
                self._begin(work)
            if not self.desk.roster.people:
                await self._meet_people()
            await self._serve(started)
            self._started = started.pop_all()
        log.info("ready", address=self.address)

    async def stop(self) -> None:
        """Take nothing more in, finish what is in hand, close. What is left waits in the database."""
        await self._started.aclose()

    async def _open_store(self, started: AsyncExitStack) -> None:
        self.store = SqlStore(
            self.settings.database_url, machine_clock=self.machine, entropy=self.entropy, passing=self.passing
        )
        await self.store.start()
        started.push_async_callback(self.store.stop)
        if not self.store.is_shared:
            # Nobody else works on this database, so whoever had these is gone. Elsewhere their leases run out.
            await self.store.transact(lambda unit: unit.release_leases())
        self.passing(Point.STORE_OPENED)

    async def _build_desk(self, words: WordTools, clock: IncidentClock) -> None:
        client = self._client()
        self.desk = Desk(self.store, self.policy, clock, words.cut, words.latin, self.entropy, self._wake, self._take)
        self._directory = Directory(
            SlackCalls(client, self.passing), self.store, self.desk, self.settings.updates_channel
        )
        await self._directory.load()
        self.reminders = Reminders(self.store, self.desk, clock, self.machine, self._wake_delivery, self.passing)
        token = _plain(self.settings.slack_app_token)
        self.connection = Connection(client, token, self._build, self._concerns, self.passing)

    async def _stop_work(self) -> None:
        await self.connection.stop(DRAIN_SECONDS / 2)
        self.passing(Point.DRAINING)
        self.reminders.stop()
        if self.dispatcher is not None:
            await self.dispatcher.stop(DRAIN_SECONDS / 2)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being handled or granted at this moment."""
        return self.reminders.is_quiet and self.dispatcher is not None and self.dispatcher.is_quiet

    def _wake(self, next_due: datetime | None) -> None:
        self._wake_delivery()
        self.reminders.expect(next_due)

    def _hear(self) -> None:
        """Another replica left something to do, perhaps: look now instead of at the next sweep."""
        self._wake_delivery()
        self.reminders.wake()

    def _take(self, unit: Unit) -> Callable[[], None]:
        return self.dispatcher.take(unit) if self.dispatcher is not None else _nothing_taken

    def _wake_delivery(self) -> None:
        if self.dispatcher is not None:
            self.dispatcher.wake()

    def _begin(self, work: Any) -> None:
        self._tasks.append(asyncio.create_task(work))

    def _client(self) -> AsyncWebClient:
        # The outbox is the one that repeats calls: the client must not.
        client = AsyncWebClient(
            token=self.settings.bot_token,
            base_url=self.settings.slack_api_url,
            session=self._session,
            retry_handlers=[],
        )
        # Made with proxy=None it would take one from the environment (settings.Settings.slack_proxy).
        client.proxy = self.settings.slack_proxy
        return client

    async def _build(self, me: Identity) -> tuple[AsyncApp, Adapter]:
        client = self.connection.client
        # Without a secret (Socket Mode) nobody may guess one: HTTP requests are refused.
        signing = _plain(self.settings.slack_signing_secret) or secrets.token_hex(32)
        app = application(client, signing, team_id=me.team, bot_id=me.bot, bot_user=me.user)
        tools = Tools(self.desk, self.settings.command, self.policy.language, self._tell, message_finder(client))
        watch = dict.fromkeys(PEOPLE_EVENTS, self._directory.changed)
        adapter = Adapter(app, client, tools, SWITCHBOARD, own=frozenset({me.user, me.bot}), watch=watch)
        adapter.register()
        return app, adapter

    def _concerns(self, event: Mapping[str, Any]) -> bool:
        if event.get("type") in PEOPLE_EVENTS:
            return self._directory.concerns(event)
        return listens_to(event)

    async def _tell(self, channel: str, person: str, message: Message) -> None:
        if self.dispatcher is not None:
            await self.dispatcher.office.tell(channel, person, message)

    async def _work_with_slack(self) -> None:
        """Once we know who we are: keep the directory fresh and grant the wishes that wait."""
        await self.connection.known.wait()
        me = self.connection.identity
        assert me is not None
        slack = SlackCalls(self.connection.client, self.passing)
        office = Office(slack, self.desk, me.user, self.machine, self._updates_channel, self.look_back)
        owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.dispatcher = Dispatcher(self.store, office, self.machine, owner, self.passing)
        self.dispatcher.wake()
        self._begin(self._directory.run())
        await self._meet_people()  # the updates channel is among what the directory finds
        await self.dispatcher.run()

    def _updates_channel(self) -> str | None:
        return self._directory.updates_channel

    async def _meet_people(self) -> None:
        """Wait a moment for the directory; everything goes on without it all the same."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._directory.seen.wait(), FIRST_DIRECTORY_SECONDS)

    async def _serve(self, started: AsyncExitStack) -> None:
        health = Health(self.store, self.reminders, self._directory, self.connection.is_connected, words_loaded=True)
        app = web.Application(client_max_size=BODY_LIMIT)
        app.add_routes(health.routes())
        if self.settings.mode == "http":
            app.add_routes([web.post("/slack/events", self.connection.take)])
        app.add_routes(self._alert_routes())
        runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await runner.setup()
        started.push_async_callback(runner.cleanup)
        listen = self.settings.listen
        await web.TCPSite(runner, listen.host, listen.port).start()
        self.address = f"http://{Listen(listen.host, runner.addresses[0][1])}"

    def _alert_routes(self) -> list[web.RouteDef]:
        assert self.clock is not None
        token = _plain(self.settings.alert_token)
        if token is None:
            log.warning("no FENGHUO_ALERT_TOKEN is set: alerts are not taken over HTTP")
            return []
        tools = Tools(self.desk, self.settings.command, self.policy.language, self._tell, _no_message)
        routes = alert_routes(tools, token, now=self.clock, unavailable=UNAVAILABLE)
        return [web.post(route.path, self._watched(route.handler)) for route in routes]

    def _watched(self, handler: Any) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The same handler, between two places that a process may die at."""

        async def take(request: web.Request) -> web.StreamResponse:
            self.passing(Point.ALERT_ARRIVED)
            answer: web.StreamResponse = await handler(request)
            self.passing(Point.ALERT_STORED)
            return answer

        return take


PEOPLE_EVENTS = ("member_joined_channel", "member_left_channel", "team_join", "user_change")


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _nothing_taken() -> None:
    """Nobody grants wishes yet: they wait."""


async def _no_message(channel: str, ts: str) -> None:
    """An alert has no message to be found."""


SWITCH_SECONDS = 0.0005
"""How long the writer's thread may keep the interpreter while the event loop waits: a tenth of Python's own."""


def unheard() -> None:
    """Nobody waits for the start."""


async def run(settings: Settings, policy: Policy) -> None:
    """Run until SIGTERM or SIGINT; a second one ends at once."""
    await run_service(Service(settings, policy))


async def run_service(service: Service, ready: Callable[[], None] = unheard) -> None:
    """``run`` with a service as it was handed in; ``ready`` is called once it is started."""
    sys.setswitchinterval(SWITCH_SECONDS)
    stopped = asyncio.Event()

    def stop() -> None:
        if stopped.is_set():
            os._exit(1)
        stopped.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await service.start()
    ready()
    gc.freeze()  # what was made for the start stays: no full collection need walk it and hold up the event loop
    await stopped.wait()
    log.info("stopping")
    await service.stop()
