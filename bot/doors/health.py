"""Health: alive, ready, and figures for Prometheus.

Answers for: ``/readyz`` says 200 exactly when an alert can be durably accepted, within a few seconds also when the
database hangs, and names everything that is wrong with since when and what to do; Slack away is told as degraded, not
as unready. May not: reach the network for an answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import web

from bot.clock.reminders import Reminders
from bot.slack.directory import Directory
from bot.troubles import DATABASE, Troubles
from crisis.alert import AlertOutcome
from storage.delivery import Counts
from storage.errors import DatabaseAway
from storage.store import SqlStore

PROBE_SECONDS = 2.0
"""How long the database may take to show that it can be written."""
COUNT_SECONDS = 1.0
LONG_WAIT = timedelta(minutes=5)
OUTBOX = "outbox"
PROBE = "health"
AGAIN_AFTER = "5"  # seconds
ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})

log = structlog.get_logger("fenghuo.health")


@dataclass(slots=True)
class Health:
    """See the module. ``connected`` says whether Slack can reach us; ``on_back`` is called when the database can be
    written again. ``stopping``: nothing more is taken in."""

    store: SqlStore
    reminders: Reminders
    directory: Directory
    troubles: Troubles
    machine: Callable[[], datetime]
    connected: Callable[[], bool]
    on_back: Callable[[], None]
    words_loaded: bool = False
    heard: Callable[[], Mapping[AlertOutcome, int]] = dict
    stopping: bool = False
    _probe: asyncio.Task[None] | None = None

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self._alive),
            web.get("/readyz", self._ready),
            web.get("/metrics", self._metrics),
        ]

    @web.middleware
    async def gate(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """While we stop, whoever brings something is asked to bring it again, to whoever is there then."""
        if self.stopping and request.path not in ALWAYS:
            detail = "The bot is stopping and takes nothing more. Nothing was stored; send it again."
            problem = {"type": "about:blank", "title": "Not available", "status": 503, "detail": detail}
            headers = {"Retry-After": AGAIN_AFTER, "Connection": "close"}
            return web.json_response(problem, status=503, headers=headers, content_type="application/problem+json")
        return await handler(request)

    async def look(self) -> None:
        """With every sweep: is what was wrong over, and does anything wait for too long?"""
        if self.troubles.has(DATABASE) and not await self._can_write():
            return
        await self._look_at_outbox()

    async def _alive(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def _ready(self, request: web.Request) -> web.Response:
        checks = {
            "database": await self._can_write(),
            "words": self.words_loaded,
            "clock": self.reminders.is_running,
            "running": not self.stopping,
        }
        if checks["database"]:
            await self._look_at_outbox()
        slack = {"connected": self.connected(), "directory": self.directory.problem or "read"}
        ready = all(checks.values())
        problems = self._problems()
        degraded = not slack["connected"] or self.directory.problem is not None or problems
        status = ("degraded" if degraded else "ready") if ready else ("stopping" if self.stopping else "unready")
        body = {"status": status, "checks": checks, "slack": slack, "problems": problems}
        return web.json_response(body, status=200 if ready else 503)

    def _problems(self) -> list[dict[str, Any]]:
        """What is wrong, in words, the longest first; times in RFC 3339, UTC."""
        return [
            {"what": each.what, "since": each.since.isoformat(timespec="seconds"), "remedy": each.remedy}
            for each in self.troubles.all()
        ]

    async def _can_write(self) -> bool:
        """Whether something was written and committed just now. One look at a time, however many ask."""
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._write())
        try:
            await asyncio.wait_for(asyncio.shield(self._probe), PROBE_SECONDS)
        except (DatabaseAway, TimeoutError) as problem:
            self.troubles.database(problem)
            return False
        except Exception as problem:  # noqa: BLE001 said, and the answer is no
            self.troubles.begin(DATABASE, f"The database cannot be written ({type(problem).__name__}: {problem}).")
            return False
        if self.troubles.has(DATABASE):
            self.troubles.end(DATABASE)
            self.on_back()
        return True

    async def _write(self) -> None:
        now = self.machine().isoformat()
        await self.store.transact(lambda unit: unit.set_fact(PROBE, now))

    async def _look_at_outbox(self) -> None:
        try:
            counts = await asyncio.wait_for(self.store.read(lambda view: view.counts()), COUNT_SECONDS)
        except (DatabaseAway, TimeoutError) as problem:
            self.troubles.database(problem)
            return
        oldest = counts.oldest_waiting
        if oldest is None or self.machine() - oldest < LONG_WAIT:
            self.troubles.end(OUTBOX)
        else:
            what = f"{counts.waiting} messages and changes wait to go to Slack, the first since then."
            remedy = "If Slack is there, look at the log: the reason stands there with each."
            self.troubles.begin(OUTBOX, what, remedy, since=oldest)

    async def _metrics(self, request: web.Request) -> web.Response:
        try:
            counts = await asyncio.wait_for(self.store.read(lambda view: view.counts()), PROBE_SECONDS)
        except (DatabaseAway, TimeoutError) as problem:
            self.troubles.database(problem)
            return web.Response(text="the database cannot be read\n", status=503)
        figures = _prometheus(counts, self.connected()) + _of_posts(self.heard())
        return web.Response(text=figures, content_type="text/plain")


def _prometheus(counts: Counts, connected: bool) -> str:
    figures = (
        ("fenghuo_open_incidents", "Incidents that are open.", counts.open_incidents),
        ("fenghuo_outbox_waiting", "Effects waiting to go to Slack.", counts.waiting),
        ("fenghuo_outbox_in_hand", "Effects in hand.", counts.leased),
        ("fenghuo_outbox_failed", "Effects that Slack refused for good.", counts.failed),
        ("fenghuo_due_pending", "Due times pending.", counts.due),
        ("fenghuo_slack_connected", "Whether Slack can reach the bot.", int(connected)),
    )
    lines = (
        f"# HELP {name} {meaning}\n# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}\n{name} {value}\n"
        for name, meaning, value in figures
    )
    return "".join(lines)


def _of_posts(heard: Mapping[AlertOutcome, int]) -> str:
    """How many posts this process took in since it started, by what became of them."""
    name = "fenghuo_mentions_total"
    counts = "".join(f'{name}{{outcome="{each.value}"}} {heard.get(each, 0)}\n' for each in AlertOutcome)
    return f"# HELP {name} Posts taken in since the start.\n# TYPE {name} counter\n{counts}"
