"""The workspace as a whole: composes state, apps, Web API, page and people, and serves them on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from aiohttp import web

from workspace.apps.courier import ACK_SECONDS, Courier
from workspace.apps.events import Events
from workspace.apps.installed import AppInstall, InstalledApp
from workspace.apps.interactions import Interactions
from workspace.apps.manifests import app_of, local_address
from workspace.apps.sockets import Sockets
from workspace.apps.tickets import Tickets
from workspace.control.routes import Control, Controlled
from workspace.memory import channels
from workspace.memory.calls import CallLog
from workspace.memory.deliveries import DeliveryLog
from workspace.memory.ids import Ids, Stamps
from workspace.memory.records import Change, Json, User, UserGroup
from workspace.memory.state import State, Team
from workspace.methods import METHODS
from workspace.page.guard import guard, is_loopback, no_sniffing
from workspace.page.panels import Panel
from workspace.page.picture import Picture
from workspace.page.routes import Page
from workspace.people.answers import Answers, Script
from workspace.people.cast import COLORS, Character, default_cast
from workspace.people.person import Person, Stage
from workspace.timer import Timer, wall_clock
from workspace.waiting import Pulse
from workspace.weather import Weather
from workspace.web.api import Api
from workspace.web.door import open_door, shut
from workspace.web.filestore import FileStore
from workspace.web.webhooks import webhook_path

MAX_BODY = 64 * 1024 * 1024
STARTING_CHANNELS = ("general", "incidents")


class Workspace:
    """A local Slack-compatible workspace, in memory.

    clock: Unix seconds for timestamps and dates, may be driven. machine: Unix seconds of the real clock, for trigger
    expiry, rate limits, response addresses and request signatures. timer: on which the cast
    answers and events are repeated (default: one that follows `clock`; call `poke`). random: for probabilities.
    ack_seconds: how long an app may take to acknowledge. scripts: by which the cast may answer, by name.
    live: the timer runs by itself from start to stop; else whoever drives the clock moves it.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = wall_clock,
        cast: Sequence[Character] | None = None,
        apps: Iterable[AppInstall] = (),
        machine: Callable[[], float] = wall_clock,
        timer: Timer | None = None,
        random: Random | None = None,
        starting_channels: Sequence[str] = STARTING_CHANNELS,
        team_name: str = "云合 Yunhe",
        team_domain: str = "yunhe",
        ack_seconds: float = ACK_SECONDS,
        scripts: Mapping[str, Script] | None = None,
        panels: Iterable[Panel] = (),
        live: bool = False,
    ) -> None:
        ids = Ids()
        self.timer = timer or Timer(clock=clock)
        self.state = State(Team(ids.next("T"), team_name, team_domain), Stamps(clock), ids, self.timer)
        self.apps: dict[str, InstalledApp] = {}
        self.pulse = Pulse()
        self.weather = Weather(random or Random(0))
        self.state.watch(lambda change: self.pulse.beat())
        self._courier = Courier(machine, ids, self.pulse, self.weather, ack_seconds)
        self._sockets = Sockets(self.apps, ids, self.pulse, self._apps_changed, self.weather)
        tickets = Tickets(machine, ids, self.weather.expires_trigger)
        self.interactions = Interactions(self.state, self.apps, self._courier, tickets)
        self.events = Events(self.state, self.apps, self._courier, self.timer, self.weather)
        self._api = Api(self.state, self.apps, self.interactions, self._sockets, self.weather, machine, self.pulse)
        self._stage = Stage(self.state, self.apps, self.interactions, self.events)
        self.answers = Answers(self.state, self.timer, self.person)
        self.answers.scripts.update(scripts or {})
        self.panels: list[Panel] = list(panels)
        self._page = Page(Picture(self._stage, self.answers, self.panels), self.person)
        self._runner: web.AppRunner | None = None
        self._door: asyncio.Server | None = None
        self._starting_channels = tuple(starting_channels)
        self._live = live
        self._running: asyncio.Task[None] | None = None
        self._settle(cast if cast is not None else default_cast(), apps, starting_channels)

    # life

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serves on a loopback address; port 0 takes a free one.

        Raises OSError when the port is taken, ValueError for an address that others could reach: whoever reaches the
        page can act as anybody.
        """
        if not is_loopback(f"[{host}]" if ":" in host else host):
            raise ValueError(f"the workspace serves this machine only (127.0.0.1, ::1, localhost), not {host!r}")
        application = web.Application(client_max_size=MAX_BODY, middlewares=(guard,))
        application.on_response_prepare.append(no_sniffing)
        self._add_routes(application)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        self._runner = runner
        self._door, (name, taken) = await open_door(runner, host, port)
        self.state.base_url = f"http://[{name}]:{taken}" if ":" in name else f"http://{name}:{taken}"
        await self._courier.start()
        self.events.running = True
        if self._live:
            self._running = asyncio.create_task(self.timer.run())

    async def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
        self._api.stop()
        self._page.stream.close()
        await self.events.stop()
        await self._sockets.close()
        if self._door is not None:
            await shut(self._door)
        if self._runner is not None:
            await self._runner.cleanup()
        await self._courier.stop()

    async def __aenter__(self) -> Workspace:
        await self.start()
        return self

    async def __aexit__(self, *unused: object) -> None:
        await self.stop()

    def _add_routes(self, application: web.Application) -> None:
        files = FileStore(self.state, self._api)
        application.router.add_route("*", "/api/{method}", self._api.handle)
        application.router.add_post("/response/{app}/{token}", self._api.handle_response)
        application.router.add_post("/services/{team}/{bot}/{channel}", self._api.handle_webhook)
        application.router.add_get("/link/", self._sockets.handle)
        application.router.add_post("/upload/v1/{secret}", files.upload)
        application.router.add_get("/files-pri/{key}/{name}", files.private)
        application.router.add_get("/files-pri/{key}/download/{name}", files.private)
        application.router.add_get("/files/{user}/{id}/{name}", files.shown)
        application.router.add_get("/page/file/{id}", files.shown)
        self._page.add_to(application)
        Control(self.controlled).add_to(application)
        for panel in self.panels:
            application.add_subapp(panel.url, panel.application)

    @property
    def controlled(self) -> Controlled:
        """What the addresses below /control/ drive."""
        tickets = self.interactions.tickets
        install = lambda manifest: self.install(app_of(manifest, len(self.apps) + 1))  # noqa: E731
        return Controlled(
            self.apps,
            self.calls,
            self.deliveries,
            self.weather,
            tickets,
            self.timer,
            self._sockets,
            list(METHODS),
            install,
            self.set_request_url,
        )

    @property
    def url(self) -> str:
        """Where the page is, without a slash at the end."""
        return self.state.base_url

    @property
    def api_url(self) -> str:
        """For `base_url` of slack_sdk; ends in /api/."""
        return f"{self.state.base_url}/api/"

    def webhook_url(self, channel: str = "general", app: str = "") -> str:
        """An incoming webhook of the app (the first, without a name) for this channel."""
        found = next(each for each in self.apps.values() if app in ("", each.id, each.install.name))
        return self.state.base_url + webhook_path(self.state, found, self.state.find_channel(channel).id)

    @property
    def ack_seconds(self) -> float:
        """How long an app may take to acknowledge; may be set."""
        return self._courier.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self._courier.ack_seconds = seconds

    @property
    def calls(self) -> CallLog:
        """Every Web API call, response_url included."""
        return self._api.calls

    @property
    def deliveries(self) -> DeliveryLog:
        """Everything that went to the apps, and what they answered."""
        return self._courier.deliveries

    def answer(self, method: str, arguments: Json, token: str) -> Json:
        """A Web API call without the wire: neither logged nor touched by the weather."""
        return self._api.answer(method, arguments, token).body

    # people and apps

    def person(self, who: str) -> Person:
        """By name, handle, e-mail or id. Raises LookupError with the names that would do."""
        return Person(self._stage, self.state.find_user(who))

    @property
    def people(self) -> list[Person]:
        """The cast, without bots."""
        return [Person(self._stage, user) for user in self.state.users.values() if not user.is_bot]

    def add_person(self, character: Character, into: Sequence[str] | None = None) -> Person:
        """Somebody new joins the workspace and these channels (None: the starting ones); apps hear `team_join`."""
        self._add_character(character)
        person = self.person(character.handle)
        for name in self._starting_channels if into is None else into:
            channels.join(self.state, self.state.find_channel(name), person.id)
        return person

    def change_person(self, who: str, **fields: str | bool) -> None:
        """Changes locale, tz, title, display_name … of a person; apps hear `user_change`."""
        user = self.state.find_user(who)
        changed = replace(user, **fields, updated=self.state.stamps.seconds())  # type: ignore[arg-type]
        self.state.users[user.id] = changed
        self.state.tell(Change("user_changed", user=user.id))

    def add_usergroup(self, handle: str, name: str, members: Iterable[str]) -> UserGroup:
        users = tuple(self.state.find_user(who).id for who in members)
        created = self.state.stamps.seconds()
        group = UserGroup(self.state.ids.next("S"), handle, name, users=users, created=created)
        self.state.usergroups[group.id] = group
        self.state.tell(Change("usergroup", detail={"what": "subteam_created", "group": group.id}))
        return group

    def change_usergroup(self, group_id: str, *, name: str = "", members: Iterable[str] | None = None) -> None:
        """Another name, other members; apps hear `subteam_updated`, `subteam_members_changed`."""
        group = self.state.usergroups[group_id]
        before = group.users
        group.name = name or group.name
        self.state.tell(Change("usergroup", detail={"what": "subteam_updated", "group": group_id}))
        if members is not None:
            group.users = tuple(self.state.find_user(who).id for who in members)
            detail: Json = {"what": "subteam_members_changed", "group": group_id, "before": before}
            self.state.tell(Change("usergroup", detail=detail))

    def install(self, install: AppInstall) -> InstalledApp:
        """Puts a further app in, with a bot of its own. Raises ValueError when its id or a token is another's."""
        for other in self.apps.values():
            if {install.app_id, install.bot_token, install.app_token} & other.marks:
                raise ValueError(f"the app {other.install.name!r} has this id or token already")
        name = install.bot_name or "".join(sign for sign in install.name.lower() if sign.isalnum()) or "bot"
        bot = User(
            self.state.ids.next("U"),
            name,
            install.name,
            is_bot=True,
            bot_id=self.state.ids.next("B"),
            app_id=install.app_id,
            color="e01e5a",
            updated=self.state.stamps.seconds(),
        )
        self.state.add_user(bot)
        installed = InstalledApp(install, bot, install.request_url)
        self.apps[install.app_id] = installed
        for channel in install.starting_channels:
            channels.join(self.state, self.state.find_channel(channel), bot.id, quietly=True)
        self._apps_changed(installed)
        return installed

    async def set_request_url(self, url: str, app: str = "") -> bool:
        """Gives the app (the only one, without a name) its request URL, if that answers url_verification as Slack
        wants; False and nothing changed if it does not. Raises ValueError for an address of another host."""
        if local_address(url) is None:
            raise ValueError(f"a request URL leads to this machine (http://127.0.0.1:…), unlike {url!r}")
        found = next(each for each in self.apps.values() if app in ("", each.id, each.install.name))
        if not await self._courier.verify_url(found, url):
            return False
        found.request_url = url
        self._apps_changed(found)
        return True

    async def drop_sockets(self, polite: bool = True) -> int:
        """Ends every Socket Mode connection (polite: `disconnect` with refresh_requested; else the wire is cut)."""
        return await self._sockets.drop(polite=polite)

    async def warn_sockets(self) -> int:
        """Says on every Socket Mode connection that it will be refreshed soon (`disconnect` with warning)."""
        return await self._sockets.warn()

    def mute_sockets(self) -> int:
        """Leaves every Socket Mode connection half open: it stands, and what the app sends is not read, no ping either.
        The first envelope that is not acknowledged on one ends it."""
        return self._sockets.mute()

    # waiting

    async def until(self, condition: Callable[[], object], timeout: float = 5.0, what: str = "") -> None:
        """Until `condition()` holds, looked at whenever something happens here. Raises TimeoutError."""
        await self.pulse.until(condition, timeout, what)

    async def until_connected(self, timeout: float = 5.0) -> None:
        """Until every app has a Socket Mode connection or a request URL."""
        await self.until(lambda: all(app.connected for app in self.apps.values()), timeout, "every app to connect")

    async def quiet(self, settle: float = 0.05, timeout: float = 10.0) -> None:
        """Until no call is in flight or arrives for `settle` seconds and no envelope is under way. TimeoutError."""
        await self.pulse.quiet(lambda: not self.is_quiet, settle, timeout)

    @property
    def is_quiet(self) -> bool:
        """Nothing in flight at this very moment."""
        return not (self.calls.running or self._courier.under_way or self.events.pending)

    # settling in

    def _settle(self, cast: Sequence[Character], apps: Iterable[AppInstall], starting: Sequence[str]) -> None:
        for character in cast:
            self._add_character(character)
        people = list(self.state.users)
        for name in starting:
            self._open_channel(name, people)
        for install in apps:
            self.install(install)

    def _add_character(self, character: Character) -> None:
        number = len(self.state.users)
        self.state.add_user(
            User(
                self.state.ids.next("U"),
                character.handle,
                character.real_name,
                character.name,
                character.email,
                character.title,
                character.locale,
                character.tz,
                COLORS[number % len(COLORS)],
                is_admin=character.is_admin,
                updated=self.state.stamps.seconds(),
            )
        )

    def _open_channel(self, name: str, people: list[str]) -> None:
        creator = people[0] if people else "USLACKBOT"
        general = name == "general"
        channel = channels.create(self.state, name, creator, general=general)
        for user in people:
            channels.join(self.state, channel, user, quietly=True)
        channel.messages.clear()

    def _apps_changed(self, app: InstalledApp) -> None:
        detail: Json = {"app": app.id, "connected": app.connected}
        self.state.tell(Change("apps", detail=detail))
