"""Our own address and the shell's door: alerts, receipts of pages, Slack over HTTP, health; words from a command line.

Answers for: what is taken in here was stored before it is answered, and who comes while we stop is asked to come again
(``health`` says so). May not: handle what comes in; ``handlers`` does.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot.clock.clocks import IncidentClock, MachineClock, machine_now
from bot.doors.control import Door
from bot.doors.health import Health
from bot.doors.listening import listening
from bot.points import Point
from bot.settings.settings import Listen, Settings, plain
from bot.slack.connection import Connection
from bot.triage.teaching import take_in_written
from bot.troubles import NOT_AVAILABLE
from crisis.ports import Conflict, Entropy, Passing
from handlers import pages, shell
from handlers.alerts import mention_routes
from handlers.alerts import routes as alert_routes
from handlers.feature import Tools
from storage.database.engine import sqlite_file

LAST_ANSWER_SECONDS = 0.5
"""For answers that are being written when the HTTP server stops."""
BODY_LIMIT = 4 * 1024 * 1024

log = structlog.get_logger("fenghuo")


@dataclass(frozen=True, slots=True)
class Front:
    """See the module. ``is_out_of_reach``: whether what is done now will be seen in Slack only later."""

    settings: Settings
    tools: Tools
    clock: IncidentClock
    health: Health
    connection: Connection
    is_out_of_reach: Callable[[], bool]
    entropy: Entropy
    passing: Passing
    machine: MachineClock = machine_now

    async def serve(self, started: AsyncExitStack) -> str:
        """Take requests until ``started`` is closed; the address. Raises OSError when it is taken."""
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[self.health.gate])
        app.add_routes(self.health.routes())
        if self.settings.mode == "http":
            app.add_routes([web.post("/slack/events", self.connection.take)])
        app.add_routes(self._alert_routes())
        app.add_routes(pages.routes(self.tools, NOT_AVAILABLE))
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=LAST_ANSWER_SECONDS)
        await runner.setup()
        started.push_async_callback(runner.cleanup)
        listen = self.settings.listen
        port = await started.enter_async_context(listening(runner, listen.host, listen.port))
        return f"http://{Listen(listen.host, port)}"

    async def open_door(self, started: AsyncExitStack) -> None:
        """For the command line, where it cannot work on the database beside us."""
        database = sqlite_file(self.settings.database_url)
        if database is None:
            return
        ask = partial(shell.answer, tools=self.tools)
        learn = partial(take_in_written, self.health.store)
        door = Door(database, self.entropy(32).hex(), ask, (*NOT_AVAILABLE, Conflict), self.is_out_of_reach, learn)
        await started.enter_async_context(door)

    def _alert_routes(self) -> list[web.RouteDef]:
        token, secrets = plain(self.settings.alert_token) or "", self.settings.alert_secrets
        if not token and not secrets:
            log.warning("no FENGHUO_ALERT_TOKEN is set: alerts are not taken over HTTP")
            return []
        routes = alert_routes(self.tools, token, self.clock, NOT_AVAILABLE, secrets=secrets, machine=self.machine)
        if token:  # senders of posts have no signature of their own
            routes = [*mention_routes(self.tools, token, self.clock, NOT_AVAILABLE), *routes]
        return [web.post(route.path, self._watched(route.handler)) for route in routes]

    def _watched(self, handler: Any) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The same handler, between two places that a process may die at."""

        async def take(request: web.Request) -> web.StreamResponse:
            self.passing(Point.ALERT_ARRIVED)
            answer: web.StreamResponse = await handler(request)
            self.passing(Point.ALERT_STORED)
            return answer

        return take
