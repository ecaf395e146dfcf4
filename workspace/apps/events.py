"""Turns changes of the workspace into Slack events, decides which apps hear them, and repeats what is not taken.

Rules: an app hears of the conversations its bot is in and of what it subscribed to (Events API reference). Repeats:
at once, after 1 minute, after 5 minutes, with one event_id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from workspace.apps.courier import Courier, Delivery, Retry
from workspace.apps.event_shapes import events_of
from workspace.apps.installed import InstalledApp
from workspace.apps.message_events import links_for
from workspace.apps.slack_event import SlackEvent
from workspace.memory.records import Change, Json
from workspace.memory.state import State
from workspace.timer import Timer
from workspace.weather import Weather

RETRY_AFTER = (0.0, 60.0, 300.0)


class Events:
    """Watches the state. `pending` counts first deliveries and immediate repeats that are under way."""

    def __init__(
        self, state: State, apps: dict[str, InstalledApp], courier: Courier, timer: Timer, weather: Weather
    ) -> None:
        self._state = state
        self._apps = apps
        self._courier = courier
        self._timer = timer
        self._weather = weather
        self._tasks: set[asyncio.Task[Delivery]] = set()
        self._collected: list[asyncio.Task[Delivery]] | None = None
        self.running = False
        state.watch(self._heard)

    @property
    def pending(self) -> int:
        return len(self._tasks)

    @contextmanager
    def collect(self) -> Iterator[list[asyncio.Task[Delivery]]]:
        """The deliveries that changes inside the block start; the block must not await."""
        collected: list[asyncio.Task[Delivery]] = []
        self._collected = collected
        try:
            yield collected
        finally:
            self._collected = None

    def _heard(self, change: Change) -> None:
        if not self.running:
            return
        listening = [app for app in self._apps.values() if self._collected is not None or app_is_there(app)]
        if not listening:
            return  # nobody would hear it, and nobody asks what became of it
        for event in events_of(self._state, change):
            for app in listening:
                if self._concerns(app, event):
                    self._send(app, event)

    def _concerns(self, app: InstalledApp, event: SlackEvent) -> bool:
        if not app.hears(event.name) or (event.only_app and event.only_app != app.id):
            return False
        if event.mentions is not None and app.bot.id not in event.mentions:
            return False
        if event.members_only and event.channel is not None:
            return app.bot.id in event.channel.members
        return True

    def _send(self, app: InstalledApp, event: SlackEvent) -> None:
        if event.name == "link_shared":
            inside = event.channel is not None and app.bot.id in event.channel.members
            every = app.install.lenient
            narrowed = links_for(event.body, app.install.unfurl_domains, every=every, inside=inside)
            if narrowed is None:
                return
            event = replace(event, body=narrowed)
        envelope = self._envelope(app, event)
        copies, late = self._weather.for_event(str(event.body["type"]))
        for _ in range(copies):
            if late:
                self._timer.call_after(late, lambda: self._start(app, envelope))
            else:
                self._start(app, envelope)

    def _start(self, app: InstalledApp, envelope: Json) -> asyncio.Task[Delivery]:
        task = asyncio.get_running_loop().create_task(self._deliver(app, envelope, Retry()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self._collected is not None and not app.install.lenient:
            self._collected.append(task)
        return task

    async def _deliver(self, app: InstalledApp, envelope: Json, retry: Retry) -> Delivery:
        delivery = await self._courier.deliver(app, "events_api", envelope, retry)
        if app.install.lenient and delivery.status in ("operation_timeout", "dispatch_failed"):
            _leave_alone(app, envelope)
        if delivery.ok or not self._repeats(app, delivery, retry):
            return delivery
        again = Retry(retry.number + 1, delivery.retry_reason)
        wait = RETRY_AFTER[retry.number]
        if not wait:
            return await self._deliver(app, envelope, again)
        self._timer.call_after(wait, lambda: self._deliver(app, envelope, again))
        return delivery

    def _repeats(self, app: InstalledApp, delivery: Delivery, retry: Retry) -> bool:
        if not delivery.may_retry or retry.number >= len(RETRY_AFTER):
            return False
        return app_is_there(app) and not app.install.lenient

    def _envelope(self, app: InstalledApp, event: SlackEvent) -> Json:
        team = self._state.team.id
        return {
            "token": app.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": app.id,
            "event": event.body,
            "type": "event_callback",
            "event_id": self._state.ids.next("Ev"),
            "event_time": self._state.stamps.seconds(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": app.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{app.id}-{event.body['type']}",
        }

    async def stop(self) -> None:
        self.running = False
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _leave_alone(app: InstalledApp, envelope: Json) -> None:
    """Notes that the app has no ear for this kind. Messages always go: a listener may wait for certain words."""
    kind = str(envelope["event"]["type"])
    if kind != "message":
        app.left_alone.add(kind)


def app_is_there(app: InstalledApp) -> bool:
    """Whether the app has ever been reachable: nobody repeats events to an app that was never started."""
    return app.was_connected or app.has_address
