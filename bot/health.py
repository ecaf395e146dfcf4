"""Health: alive, ready, and figures for Prometheus.

Answers for: ``/readyz`` says 200 exactly when an alert can be durably accepted; Slack away is told as degraded, not as
unready May not: reach the network for an answer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.directory import Directory
from bot.reminders import Reminders
from storage.delivery import Counts
from storage.store import SqlStore

log = structlog.get_logger("fenghuo.health")


@dataclass(slots=True)
class Health:
    """See the module. ``connected`` says whether Slack can reach us."""

    store: SqlStore
    reminders: Reminders
    directory: Directory
    connected: Callable[[], bool]
    words_loaded: bool = False

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self._alive),
            web.get("/readyz", self._ready),
            web.get("/metrics", self._metrics),
        ]

    async def _alive(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def _ready(self, request: web.Request) -> web.Response:
        checks = {
            "database": await self._can_write(),
            "words": self.words_loaded,
            "clock": self.reminders.is_running,
        }
        slack = {"connected": self.connected(), "directory": self.directory.problem or "read"}
        ready = all(checks.values())
        degraded = not slack["connected"] or self.directory.problem is not None
        status = ("degraded" if degraded else "ready") if ready else "unready"
        body = {"status": status, "checks": checks, "slack": slack}
        return web.json_response(body, status=200 if ready else 503)

    async def _can_write(self) -> bool:
        try:
            await self.store.transact(lambda unit: unit.people())
        except Exception:
            log.exception("not ready: the database cannot be written")
            return False
        return True

    async def _metrics(self, request: web.Request) -> web.Response:
        counts = await self.store.read(lambda view: view.counts())
        return web.Response(text=_prometheus(counts, self.connected()), content_type="text/plain")


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
