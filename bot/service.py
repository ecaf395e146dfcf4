"""The process: everything is made here, once, and handed to whoever needs it.

Answers for: the order of starting and stopping, and who hears of what happens elsewhere. ``start`` returns when an
alert can be durably accepted; Slack is connected beside that, for as long as it takes. May not: hold rules of any kind,
or take anything in itself: ``incoming`` does that for Slack, ``front`` for everybody else.
"""

import asyncio
import contextlib
import os
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock.clocks import IncidentClock, MachineClock, machine_now, steady_seconds
from bot.clock.digests import Digests
from bot.clock.housekeeping import Housekeeping
from bot.clock.reminders import Reminders
from bot.clock.timekeeper import Timekeeper
from bot.delivery import reviews
from bot.delivery.away import SLACK, Away
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.opening import Delivery
from bot.delivery.pace import Pace
from bot.delivery.pages import send_trial
from bot.delivery.presence import EVERY_SECONDS, Presence
from bot.doors.front import Front
from bot.doors.health import Health
from bot.drills.shelf import Scripts, scripts_of
from bot.opening import open_client, open_store
from bot.paging.secrets import ReadSecret, read_secret
from bot.points import Point
from bot.policy.watch import PolicyWatch
from bot.settings.settings import Settings, plain
from bot.slack.calls import SlackCalls
from bot.slack.connection import SOCKET, Connection
from bot.slack.directory import Directory
from bot.slack.homes import Homes
from bot.slack.incoming import Incoming
from bot.slack.membership import Membership
from bot.slack.overhearing import Overhearing
from bot.timing import Timing
from bot.triage.learning import LearnedWatch
from bot.triage.live_watch import LiveWatch
from bot.triage.triaging import Triaging
from bot.troubles import CLOCK, NOT_AVAILABLE, Troubles
from bot.words.words import WordTools, load_words
from bot.works import Works
from crisis.desk.desk import Desk
from crisis.language import Language
from crisis.overview.past import PAUSE_SECONDS
from crisis.policy import Policy
from crisis.policy.paging import PageChannel
from crisis.ports import Passing, Unit
from crisis.triage import concepts
from handlers.blocks import Message
from handlers.feature import Tools
from storage.points import unwatched
from storage.store import SqlStore

DRAIN_SECONDS = 6.0
"""For what is in hand at a stop."""
FIRST_DIRECTORY_SECONDS = 1.5
"""How long the first start waits for the directory: an alert that comes earlier finds nobody to invite."""

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
    watch: LiveWatch = field(init=False)
    _name: str = field(init=False)
    _scripts: Scripts = field(init=False)
    _pace: Pace = field(init=False)
    _delivery: Delivery = field(init=False)
    _tools: Tools = field(init=False)
    _health: Health = field(init=False)
    _timekeeper: Timekeeper = field(init=False)
    _policy_watch: PolicyWatch = field(init=False)
    learned: LearnedWatch = field(init=False)
    _policy_changed: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _away: Away | None = field(init=False, default=None)
    _directory: Directory = field(init=False)
    _homes: Homes = field(init=False)
    _triaging: Triaging = field(init=False)
    _overhearing: Overhearing = field(init=False)
    _started: AsyncExitStack = field(init=False, default_factory=AsyncExitStack)
    _works: Works = field(init=False, default_factory=Works)

    async def start(self) -> None:
        """Start everything; return when ready. What was started is stopped again when a later step fails: the database
        cannot be used (the storage's errors), the address is taken (OSError)."""
        async with AsyncExitStack() as started:
            words = self.words or load_words()
            self.troubles = Troubles(self.machine)
            self.clock = self.clock or IncidentClock(self.machine)
            self._scripts = scripts_of(self.settings, self.policy)
            self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
            visible = self.timing.visible
            self.store = await open_store(started, self.settings, self.machine, self.entropy, visible, self.passing)
            self.passing(Point.STORE_OPENED)
            client = open_client(started, self.settings, self.timing)
            await self._build_desk(words, self.clock, client)
            self._build_watches(self.clock)
            self._connect(client)
            self.dispatcher, self._away = await self._delivery.open(started, self._wake_delivery)
            self.dispatcher.is_crowded = lambda: self.reminders.is_crowded
            self.store.on_hint = self._hear
            self.reminders.start()
            started.push_async_callback(self._stop_work)
            self._begin_work(self.dispatcher, self.clock)
            if self.store.is_shared:
                await self._join_replicas(started)
            if not self.desk.roster.people:
                await self._meet_people()
            await self._open_front(started, self.clock)
            started.push_async_callback(self._stop_work)  # first of all, while whoever asks still gets an answer
            self._started = started.pop_all()
        log.info("ready", address=self.address)
        for prepare in (words.prepare, self.store.prepare, concepts.prepare, reviews.prepare):
            self._works.begin(asyncio.to_thread(prepare))
        self._works.begin(self._look_back())
        self._works.begin(self._triaging.warm())

    async def stop(self) -> None:
        """Take nothing more in, finish what is in hand, close. What is left waits in the database."""
        await self._started.aclose()

    async def _build_desk(self, words: WordTools, clock: IncidentClock, client: AsyncWebClient) -> None:
        """The desk, what it knows of people, and what it is to see of Slack."""
        timing = self.timing
        self.desk = Desk(self.store, self.policy, clock, words.cut, words.latin, self.entropy, self._wake, self._take)
        self.watch = LiveWatch(self.store.read, lambda: self.desk.policy, words)
        self._triaging = Triaging(self.desk, self.store, words, self.watch, lambda: self.learned.models)
        self._triaging.begin()
        self._pace = Pace(steady_seconds, lambda: self._directory.updates_channel, timing.minute, timing.edits)
        calls = SlackCalls(client, timing, self._pace, self.passing)
        self._directory = Directory(calls, self.store, self.desk, self.settings.updates_channel, self.troubles)
        await self._directory.load()
        self._overhearing = Overhearing(calls, self.store, self.desk, self.troubles, lambda: self.connection.identity)
        await self._overhearing.load()
        self.desk.when_overridden = self._look_at_overrides
        self.desk.rarity = words.rarity
        self.desk.past.reading = words.reader.read
        self._homes = Homes(self.store, self.desk, calls, self.machine, steady_seconds, lambda: self._pace.replicas)
        self._delivery = Delivery(
            self._name,
            self.store,
            self.desk,
            calls,
            self._pace,
            self._directory,
            self.machine,
            self.troubles,
            timing,
            self.entropy,
            self.read_secret,
            self.look_back,
            self.passing,
        )

    def _build_watches(self, clock: IncidentClock) -> None:
        """Who looks at clocks and at the policy file."""
        self.reminders = Reminders(
            self.store, self.desk, clock, self.machine, self.troubles, self._is_slack_away, self.passing
        )
        self.reminders.beside = Digests(self.store, self.desk).look
        self._policy_watch = PolicyWatch(
            self.settings, self.policy, self._follow_policy, self.troubles, self.timing.policy, self._policy_changed
        )
        self.learned = LearnedWatch(self.store)
        self._timekeeper = Timekeeper(self.machine, steady_seconds, self._sweep, self._clock_jumped)

    def _connect(self, client: AsyncWebClient) -> None:
        """The ways in, from Slack and for whoever asks how we are. Nothing comes before the connection runs."""
        language, command = self.policy.language, self.settings.command
        self._tools = Tools(
            self.desk, command, language, self._tell, _no_message, self._scripts, self._try_page, self.watch
        )
        membership = Membership(self.desk, self._own_id)
        incoming = Incoming(
            self.settings, client, self._tools, self._directory, membership, self._homes, self._overhearing
        )
        self.connection = Connection(
            client,
            plain(self.settings.slack_app_token),
            incoming.build,
            incoming.concerns,
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
            heard=lambda: self.desk.intake.tally,
        )

    async def _open_front(self, started: AsyncExitStack, clock: IncidentClock) -> None:
        front = Front(
            self.settings,
            self._tools,
            clock,
            self._health,
            self.connection,
            self._is_out_of_reach,
            self.entropy,
            self.passing,
            self.machine,
        )
        self.address = await front.serve(started)
        await front.open_door(started)

    def _begin_work(self, dispatcher: Dispatcher, clock: IncidentClock) -> None:
        housekeeping = Housekeeping(self.store, self.machine, clock, self.troubles)
        working = (self._work_with_slack(), dispatcher.run(), self._policy_watch.run())
        works = (self.reminders.run(), self.connection.run(), *working, self._timekeeper.run())
        for work in (*works, housekeeping.run(), self.learned.run()):
            self._works.begin(work)

    def look_at_policy(self) -> None:
        """The policy file was changed, somebody says."""
        self._policy_changed.set()

    def look_at_channels(self) -> None:
        """The channels that are listened to may be others now."""
        self._overhearing.look()

    async def _follow_policy(self, policy: Policy) -> None:
        await self._directory.follow(policy)
        self.look_at_channels()
        self.policy = policy
        self._scripts.shelf.know_roles(tuple(role.key for role in policy.roles))

    async def _join_replicas(self, started: AsyncExitStack) -> None:
        every = EVERY_SECONDS * self.timing.minute / 60
        presence = Presence(self.store, self._pace, self.machine, self._name, every)
        started.push_async_callback(presence.leave)
        self._works.begin(presence.run())

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
        await self._works.stop()

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
        self._works.begin(self._health.look())
        self._look_at_overrides()

    def _look_at_overrides(self) -> None:
        self._works.begin(self._directory.look_at_overrides())

    async def _clock_jumped(self, by: timedelta) -> None:
        """Put right what the machine's clock has put out of order: what waits for a time that lies far ahead now."""
        now = self.machine()
        self.troubles.clock_jumped(by)
        self.reminders.wake()
        if by < timedelta(0):
            await self.store.transact(lambda unit: unit.pull_back(now, -by))
        self._wake_delivery()

    async def _look_back(self) -> None:
        """Know the past before the first incident asks for it."""
        with contextlib.suppress(*NOT_AVAILABLE):
            await self.desk.past.refresh(PAUSE_SECONDS)

    def _is_slack_away(self) -> bool:
        return self.troubles.has(SLACK) or self.troubles.has(SOCKET)

    def _is_out_of_reach(self) -> bool:
        """Whether what is done now will be seen in Slack only later."""
        return self._is_slack_away() or not self.connection.is_connected()

    def _slack_may_be_back(self) -> None:
        if self._away is not None:
            self._away.look()
        self._overhearing.look()

    def _take(self, unit: Unit) -> Callable[[], None]:
        return self.dispatcher.take(unit) if self.dispatcher is not None else _nothing_taken

    def _wake_delivery(self) -> None:
        if self.dispatcher is not None:
            self.dispatcher.wake()

    async def _tell(self, channel: str, person: str, message: Message) -> None:
        if self.dispatcher is not None:
            await self.dispatcher.office.tell(channel, person, message)

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
        with contextlib.suppress(*NOT_AVAILABLE):
            await self._delivery.remember_edits()
        dispatcher.office.bot_user = me.user
        self._works.begin(away.run())
        self._works.begin(self._directory.run())
        self._works.begin(self._homes.run())
        self._works.begin(self._overhearing.run())
        await self._meet_people()  # the updates channel is among what the directory finds
        dispatcher.has_slack = True
        dispatcher.wake()

    def _own_id(self) -> str | None:
        return self.connection.identity.user if self.connection.identity else None

    async def _meet_people(self) -> None:
        """Wait a moment for the directory; everything goes on without it all the same."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_DIRECTORY_SECONDS):
                await self._directory.seen.wait()


def _nothing_taken() -> None:
    """Nobody grants wishes yet: they wait."""


async def _no_message(channel: str, ts: str) -> None:
    """An alert has no message to be found."""
