"""The process: everything is made here, once, and handed to whoever needs it.

Answers for: the order of starting and stopping. ``start`` returns when an alert can be durably accepted; Slack is
connected beside that, for as long as it takes. May not: hold rules of any kind.
"""

import asyncio
import contextlib
import os
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clocks import IncidentClock, MachineClock, machine_now, steady_seconds
from bot.connection import SOCKET, Connection, Identity
from bot.control import Door
from bot.delivery.away import SLACK, Away
from bot.delivery.calls import SlackCalls, asking_before_sending
from bot.delivery.dispatcher import AT_ONCE, Dispatcher
from bot.delivery.office import Office
from bot.delivery.pace import EDITING, Pace
from bot.digests import Digests
from bot.directory import Directory
from bot.drills.shelf import Scripts, scripts_of
from bot.health import Health
from bot.homes import Homes
from bot.housekeeping import Housekeeping
from bot.listening import listening
from bot.membership import Membership
from bot.paging.making import make_pager, send_trial
from bot.paging.secrets import ReadSecret, read_secret
from bot.points import Point
from bot.policy.watch import PolicyWatch
from bot.presence import EVERY_SECONDS, Presence
from bot.reminders import Reminders
from bot.settings import Listen, Settings
from bot.timekeeper import Timekeeper
from bot.timing import Timing
from bot.troubles import Troubles
from bot.words import WordTools, load_words
from crisis.desk import Desk
from crisis.effects import OpenChannel
from crisis.language import Language
from crisis.paging_rules import PageChannel
from crisis.policy import Policy
from crisis.ports import Conflict, Passing, Unit
from handlers import pages as page_routes
from handlers import shell
from handlers.alerts import routes as alert_routes
from handlers.blocks import Message
from handlers.feature import Tools
from handlers.features import SWITCHBOARD
from handlers.slack import Adapter, application, listens_to, message_finder
from storage import codec
from storage.engine import sqlite_file
from storage.errors import DatabaseAway, DatabaseInUse, Overloaded, StoreClosed
from storage.points import unwatched
from storage.store import SqlStore

DRAIN_SECONDS = 6.0
"""For what is in hand at a stop."""
LAST_ANSWER_SECONDS = 0.5
"""For answers that are being written when the HTTP server stops."""
CLOCK = "clock"
FIRST_DIRECTORY_SECONDS = 1.5
"""How long the first start waits for the directory: an alert that comes earlier finds nobody to invite."""
LOCK_TRIES, LOCK_SECONDS = 30, 0.1
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
    timing: Timing = field(default_factory=Timing)
    address: str = ""
    passing: Passing = unwatched
    look_back: bool = True
    read_secret: ReadSecret = read_secret
    store: SqlStore = field(init=False)
    desk: Desk = field(init=False)
    dispatcher: Dispatcher | None = field(init=False, default=None)
    reminders: Reminders = field(init=False)
    connection: Connection = field(init=False)
    troubles: Troubles = field(init=False)
    _name: str = field(init=False)
    _scripts: Scripts = field(init=False)
    _pace: Pace = field(init=False)
    _slack: SlackCalls = field(init=False)
    _health: Health = field(init=False)
    _timekeeper: Timekeeper = field(init=False)
    _policy_watch: PolicyWatch = field(init=False)
    _policy_changed: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _away: Away | None = field(init=False, default=None)
    _directory: Directory = field(init=False)
    _membership: Membership = field(init=False)
    _homes: Homes = field(init=False)
    _session: aiohttp.ClientSession = field(init=False)
    _started: AsyncExitStack = field(init=False, default_factory=AsyncExitStack)
    _tasks: set[asyncio.Task[None]] = field(init=False, default_factory=set)

    async def start(self) -> None:
        """Start everything; return when ready. What was started is stopped again when a later step fails: the database
        cannot be used (the storage's errors), the address is taken (OSError)."""
        async with AsyncExitStack() as started:
            words = self.words or load_words()
            self.troubles = Troubles(self.machine)
            self.clock = self.clock or IncidentClock(self.machine)
            self._scripts = scripts_of(self.settings, self.policy)
            self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
            await self._open_store(started)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE),
                timeout=aiohttp.ClientTimeout(total=self.timing.call),
                trace_configs=[asking_before_sending()],
            )
            started.push_async_callback(self._session.close)
            await self._build_desk(words, self.clock)
            self.dispatcher = await self._open_office(started)
            self.store.on_hint = self._hear
            self.reminders.start()
            started.push_async_callback(self._stop_work)
            working = (self._work_with_slack(), self.dispatcher.run(), self._policy_watch.run())
            works = (self.reminders.run(), self.connection.run(), *working, self._timekeeper.run())
            for work in (*works, Housekeeping(self.store, self.machine, self.troubles).run()):
                self._begin(work)
            if self.store.is_shared:
                await self._join_replicas(started)
            if not self.desk.roster.people:
                await self._meet_people()
            await self._serve(started)
            await self._open_door(started)
            started.push_async_callback(self._stop_work)  # first of all, while whoever asks still gets an answer
            self._started = started.pop_all()
        log.info("ready", address=self.address)
        self._begin(asyncio.to_thread(codec.prepare))

    async def stop(self) -> None:
        """Take nothing more in, finish what is in hand, close. What is left waits in the database."""
        await self._started.aclose()

    async def _open_store(self, started: AsyncExitStack) -> None:
        self.store = SqlStore(
            self.settings.database_url, machine_clock=self.machine, entropy=self.entropy, passing=self.passing
        )
        await self._start_store()
        started.push_async_callback(self.store.stop)
        if not self.store.is_shared:
            # Nobody else works on this database, so whoever had these is gone. Elsewhere their leases run out. What was
            # done last may not be seen yet.
            seen = self.machine() + timedelta(seconds=self.timing.visible)
            await self.store.transact(lambda unit: unit.release_leases(not_before=seen))
        self.passing(Point.STORE_OPENED)

    async def _start_store(self) -> None:
        """A command of the shell has the database for a moment: that is waited for. Another bot has it for good."""
        for _ in range(LOCK_TRIES - 1):
            with contextlib.suppress(DatabaseInUse):
                return await self.store.start()
            await asyncio.sleep(LOCK_SECONDS)
        return await self.store.start()

    async def _build_desk(self, words: WordTools, clock: IncidentClock) -> None:
        client = self._client()
        self.desk = Desk(self.store, self.policy, clock, words.cut, words.latin, self.entropy, self._wake, self._take)
        timing = self.timing
        self._pace = Pace(steady_seconds, lambda: self._directory.updates_channel, timing.minute, timing.edits)
        self._slack = calls = SlackCalls(client, self.timing, self._pace, self.passing)
        self._directory = Directory(calls, self.store, self.desk, self.settings.updates_channel, self.troubles)
        await self._directory.load()
        self._membership = Membership(self.desk, self._own_id)
        self.desk.when_overridden = self._look_at_overrides
        self.reminders = Reminders(
            self.store, self.desk, clock, self.machine, self.troubles, self._is_slack_away, self.passing
        )
        self.reminders.beside = Digests(self.store, self.desk).look
        self._homes = Homes(self.store, self.desk, calls, self.machine, steady_seconds, lambda: self._pace.replicas)
        app_token = _plain(self.settings.slack_app_token)
        self.connection = Connection(
            client,
            app_token,
            self._build,
            self._concerns,
            self.troubles,
            self._slack_may_be_back,
            self.timing,
            self.passing,
        )
        self._health = Health(
            self.store,
            self.reminders,
            self._directory,
            self.troubles,
            self.machine,
            self.connection.is_connected,
            self._hear,
            words_loaded=True,
        )
        self._policy_watch = PolicyWatch(
            self.settings, self.policy, self._follow_policy, self.troubles, self.timing.policy, self._policy_changed
        )
        self._timekeeper = Timekeeper(self.machine, steady_seconds, self._sweep, self._clock_jumped)

    def look_at_policy(self) -> None:
        """The policy file was changed, somebody says."""
        self._policy_changed.set()

    async def _follow_policy(self, policy: Policy) -> None:
        await self._directory.follow(policy)
        self.policy = policy
        self._scripts.shelf.know_roles(tuple(role.key for role in policy.roles))

    async def _join_replicas(self, started: AsyncExitStack) -> None:
        every = EVERY_SECONDS * self.timing.minute / 60
        presence = Presence(self.store, self._pace, self.machine, self._name, every)
        started.push_async_callback(presence.leave)
        self._begin(presence.run())

    async def _stop_work(self) -> None:
        """Take nothing more in and finish what is in hand. Again is nothing."""
        if self._health.stopping:
            return
        self._health.stopping = True
        self.passing(Point.DRAINING)
        self.reminders.stop()
        finishing = [self.connection.stop(DRAIN_SECONDS)]
        if self.dispatcher is not None:
            finishing.append(self.dispatcher.stop(DRAIN_SECONDS))
        await asyncio.gather(*finishing)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being handled or granted at this moment."""
        ours = self.dispatcher
        return self.reminders.is_quiet and ours is not None and ours.has_slack and ours.is_quiet

    def _wake(self, next_due: datetime | None) -> None:
        self._wake_delivery()
        self._homes.changed()
        self.reminders.expect(next_due)

    def _hear(self) -> None:
        """Another replica left something to do, perhaps, or the database is back: look now, not at the next sweep."""
        self._wake_delivery()
        self._homes.changed()
        self.reminders.wake()

    def _sweep(self) -> None:
        """Nothing depends on being told: what was missed is found now."""
        self.reminders.sweep()
        self._wake_delivery()
        if self._timekeeper.lately is None:
            self.troubles.end(CLOCK)
        self._begin(self._health.look())
        self._look_at_overrides()

    def _look_at_overrides(self) -> None:
        self._begin(self._directory.look_at_overrides())

    async def _clock_jumped(self, by: timedelta) -> None:
        """Put right what the machine's clock has put out of order: what waits for a time that lies far ahead now."""
        now, seconds = self.machine(), round(abs(by).total_seconds())
        self.troubles.clock_jumped(by)
        self.troubles.end(CLOCK)
        way = "back" if by < timedelta(0) else "ahead"
        what = f"The machine's clock jumped {way} by {seconds} s; reminders and retries go by the new time."
        self.troubles.begin(CLOCK, what, "See that the machine keeps its time (NTP). Shown for ten minutes.")
        self.reminders.wake()
        if by < timedelta(0):
            await self.store.transact(lambda unit: unit.pull_back(now, -by))
        self._wake_delivery()

    def _is_slack_away(self) -> bool:
        return self.troubles.has(SLACK) or self.troubles.has(SOCKET)

    def _is_out_of_reach(self) -> bool:
        """Whether what is done now will be seen in Slack only later."""
        return self._is_slack_away() or not self.connection.is_connected()

    def _slack_may_be_back(self) -> None:
        if self._away is not None:
            self._away.look()

    def _take(self, unit: Unit) -> Callable[[], None]:
        return self.dispatcher.take(unit) if self.dispatcher is not None else _nothing_taken

    def _wake_delivery(self) -> None:
        if self.dispatcher is not None:
            self.dispatcher.wake()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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
        finder = message_finder(client)
        language = self.policy.language
        tools = Tools(self.desk, self.settings.command, language, self._tell, finder, self._scripts, self._try_page)
        watch = dict.fromkeys(PEOPLE_EVENTS, self._people_changed)
        adapter = Adapter(
            app,
            client,
            tools,
            SWITCHBOARD,
            own=frozenset({me.user, me.bot}),
            watch=watch,
            unavailable=UNAVAILABLE,
            home_shown=self._homes.opened,
        )
        adapter.register()
        return app, adapter

    def _concerns(self, event: Mapping[str, Any]) -> bool:
        if event.get("type") in PEOPLE_EVENTS:
            return self._directory.concerns(event) or self._membership.concerns(event)
        return listens_to(event)

    async def _people_changed(self, event: Mapping[str, Any]) -> None:
        await self._directory.changed(event)
        await self._membership.changed(event)

    async def _tell(self, channel: str, person: str, message: Message) -> None:
        if self.dispatcher is not None:
            await self.dispatcher.office.tell(channel, person, message)

    async def _open_office(self, started: AsyncExitStack) -> Dispatcher:
        """Whoever grants wishes, before Slack is known: pages need no Slack."""
        pager = await make_pager(
            started,
            self.read_secret,
            self.machine,
            lambda: self._pace.replicas,
            self.troubles,
            self.timing,
            self.passing,
        )
        office = Office(
            self._slack,
            self.desk,
            "",
            self.machine,
            self._updates_channel,
            self._pace,
            self._rooms_before,
            self._reserve,
            self.timing,
            self.look_back,
            pager,
            self.entropy,
        )
        self._away = Away(self._slack, self.store, self.machine, self.troubles, self._wake_delivery)
        dispatcher = Dispatcher(self.store, office, self.machine, self._name, self._away, self.passing)
        dispatcher.is_crowded = lambda: self.reminders.is_crowded
        dispatcher.has_slack = False
        return dispatcher

    async def _try_page(self, channel: PageChannel, by: str, language: Language) -> str:
        assert self.dispatcher is not None
        return await send_trial(self.dispatcher.office, channel, by, language)

    async def _work_with_slack(self) -> None:
        """Once we know who we are: keep the directory fresh and grant the wishes that wait for Slack."""
        await self.connection.known.wait()
        me, dispatcher, away = self.connection.identity, self.dispatcher, self._away
        assert me is not None
        assert dispatcher is not None
        assert away is not None
        await self._remember_edits()
        dispatcher.office.bot_user = me.user
        self._begin(away.run())
        self._begin(self._directory.run())
        self._begin(self._homes.run())
        await self._meet_people()  # the updates channel is among what the directory finds
        dispatcher.has_slack = True
        dispatcher.wake()

    async def _remember_edits(self) -> None:
        """What went out a moment ago, before a restart or from other replicas, counts in Slack's minute."""
        now = self.machine()
        since = now - timedelta(seconds=self._pace.edits.minute)
        with contextlib.suppress(*UNAVAILABLE):
            began = await self.store.read(lambda view: view.taken_since(EDITING, since))
            self._pace.remember_edits((now - at).total_seconds() for at in began)

    async def _rooms_before(self, number: int) -> int:
        return await self.store.read(lambda view: view.effects_before(OpenChannel(number)))

    async def _reserve(self, line: str, apart: float, longest: float) -> datetime:
        return await self.store.transact(lambda unit: unit.reserve(line, self.machine(), apart, longest))

    def _own_id(self) -> str | None:
        return self.connection.identity.user if self.connection.identity else None

    def _updates_channel(self) -> str | None:
        return self._directory.updates_channel

    async def _meet_people(self) -> None:
        """Wait a moment for the directory; everything goes on without it all the same."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_DIRECTORY_SECONDS):
                await self._directory.seen.wait()

    async def _serve(self, started: AsyncExitStack) -> None:
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[self._health.gate])
        app.add_routes(self._health.routes())
        if self.settings.mode == "http":
            app.add_routes([web.post("/slack/events", self.connection.take)])
        app.add_routes(self._alert_routes())
        app.add_routes(self._page_routes())
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=LAST_ANSWER_SECONDS)
        await runner.setup()
        started.push_async_callback(runner.cleanup)
        listen = self.settings.listen
        port = await started.enter_async_context(listening(runner, listen.host, listen.port))
        self.address = f"http://{Listen(listen.host, port)}"

    async def _open_door(self, started: AsyncExitStack) -> None:
        """For the command line, where it cannot work on the database beside us."""
        database = sqlite_file(self.settings.database_url)
        if database is None:
            return
        language, scripts = self.policy.language, self._scripts
        tools = Tools(self.desk, self.settings.command, language, self._tell, _no_message, scripts, self._try_page)
        ask = partial(shell.answer, tools=tools)
        door = Door(database, self.entropy(32).hex(), ask, (*UNAVAILABLE, Conflict), self._is_out_of_reach)
        await started.enter_async_context(door)

    def _alert_routes(self) -> list[web.RouteDef]:
        assert self.clock is not None
        token = _plain(self.settings.alert_token)
        if token is None:
            log.warning("no FENGHUO_ALERT_TOKEN is set: alerts are not taken over HTTP")
            return []
        tools = Tools(self.desk, self.settings.command, self.policy.language, self._tell, _no_message)
        routes = alert_routes(tools, token, now=self.clock, unavailable=UNAVAILABLE)
        return [web.post(route.path, self._watched(route.handler)) for route in routes]

    def _page_routes(self) -> list[web.RouteDef]:
        tools = Tools(self.desk, self.settings.command, self.policy.language, self._tell, _no_message)
        return page_routes.routes(tools, UNAVAILABLE)

    def _watched(self, handler: Any) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The same handler, between two places that a process may die at."""

        async def take(request: web.Request) -> web.StreamResponse:
            self.passing(Point.ALERT_ARRIVED)
            answer: web.StreamResponse = await handler(request)
            self.passing(Point.ALERT_STORED)
            return answer

        return take


PEOPLE_EVENTS = (
    "member_joined_channel",
    "member_left_channel",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "user_change",
)


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _nothing_taken() -> None:
    """Nobody grants wishes yet: they wait."""


async def _no_message(channel: str, ts: str) -> None:
    """An alert has no message to be found."""
