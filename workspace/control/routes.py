"""The addresses below /control/. Everything that stands there is JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from workspace.apps.installed import InstalledApp
from workspace.apps.manifests import NotAManifest
from workspace.apps.sockets import Sockets
from workspace.apps.tickets import Tickets
from workspace.control.bodies import Handler, Refused, answering, body_of, words
from workspace.control.clock import ClockControl
from workspace.control.log import LogControl
from workspace.control.weather import WeatherControl
from workspace.memory.calls import CallLog
from workspace.memory.deliveries import DeliveryLog
from workspace.memory.records import Json
from workspace.timer import Timer
from workspace.weather import Weather


@dataclass(frozen=True, slots=True)
class Controlled:
    """What is driven. `install`: puts an app in by its manifest; `reach`: gives an app (by id) its request URL, and
    says whether that answered as Slack wants."""

    apps: dict[str, InstalledApp]
    calls: CallLog
    deliveries: DeliveryLog
    weather: Weather
    tickets: Tickets
    timer: Timer
    sockets: Sockets
    methods: Sequence[str]
    install: Callable[[Json], InstalledApp]
    reach: Callable[[str, str], Awaitable[bool]]


class Control:
    """Adds the addresses to an application."""

    def __init__(self, controlled: Controlled) -> None:
        self._of = controlled
        self._log = LogControl(controlled.apps, controlled.calls, controlled.deliveries)
        self._weather = WeatherControl(controlled.weather, controlled.tickets, controlled.methods)
        self._clock = ClockControl(controlled.timer)

    def add_to(self, application: web.Application) -> None:
        table: tuple[tuple[str, str, Handler], ...] = (
            ("GET", "calls", self._log.calls),
            ("DELETE", "calls", self._log.forget_calls),
            ("GET", "deliveries", self._log.deliveries),
            ("DELETE", "deliveries", self._log.forget_deliveries),
            ("GET", "weather", self._weather.read),
            ("PATCH", "weather", self._weather.change),
            ("DELETE", "weather", self._weather.clear),
            ("POST", "weather/rules", self._weather.add),
            ("DELETE", "weather/rules/{id}", self._weather.remove),
            ("GET", "time", self._clock.read),
            ("POST", "time", self._clock.drive),
            ("GET", "sockets", self._sockets),
            ("POST", "sockets", self._break),
            ("POST", "apps", self._install),
            ("PUT", "apps/{app}/request_url", self._reach),
        )
        for verb, path, handle in table:
            application.router.add_route(verb, f"/control/{path}", answering(handle))

    async def _sockets(self, request: web.Request) -> Json:
        return {"apps": [_connections(app) for app in self._of.apps.values()]}

    async def _break(self, request: web.Request) -> Json:
        body = await body_of(request, "do", "app")
        do, app = words(body, "do"), words(body, "app")
        if app and app not in self._of.apps:
            raise Refused(f"there is no app {app!r}; there are {', '.join(self._of.apps)}", 404)
        sockets = self._of.sockets
        match do:
            case "refresh":
                return {"connections": await sockets.drop(polite=True, app=app)}
            case "warn":
                return {"connections": await sockets.warn(app=app)}
            case "cut":
                return {"connections": await sockets.drop(polite=False, app=app)}
            case "half open":
                return {"connections": sockets.mute(app=app)}
        raise Refused(f"do is refresh, warn, cut or half open, not {do!r}")

    async def _install(self, request: web.Request) -> Json:
        body = await body_of(request, "manifest")
        try:
            app = self._of.install(body.get("manifest") or {})
        except NotAManifest as wrong:
            raise Refused(f"this is no app manifest: {wrong}") from None
        install = app.install
        return {
            "app_id": app.id,
            "name": install.name,
            "bot_user": app.bot.id,
            "bot_token": install.bot_token,
            "app_token": install.app_token,
            "signing_secret": install.signing_secret,
        }

    async def _reach(self, request: web.Request) -> Json:
        app = request.match_info["app"]
        if app not in self._of.apps:
            raise Refused(f"there is no app {app!r}; there are {', '.join(self._of.apps)}", 404)
        body = await body_of(request, "url")
        try:
            if await self._of.reach(words(body, "url"), app):
                return {}
        except ValueError as wrong:
            raise Refused(str(wrong)) from None
        raise Refused("that address did not give the challenge of url_verification back", 409)


def _connections(app: InstalledApp) -> Json:
    standing = [
        {
            "number": number,
            "state": "leaving" if socket.leaving else "half open" if socket.muted else "open",
            "waiting": len(socket.waiting),
        }
        for number, socket in enumerate(app.sockets, 1)
    ]
    return {
        "app_id": app.id,
        "name": app.install.name,
        "connected": app.connected,
        "request_url": app.request_url,
        "connections": standing,
    }
