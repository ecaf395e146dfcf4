"""The demo's own panels on the workspace's page: time and alerts.

Answers for: the incident clock can be driven and sample alerts sent from the browser. The workspace only lends a place
for them and knows nothing of incidents. May not: touch the machine clock.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html import escape
from importlib import resources
from typing import Any

from aiohttp import web

from bot.demo.playground import Playground
from bot.demo.samples import SAMPLES
from crisis.language import Language, Text
from workspace.page.guard import PAGE_HEADERS
from workspace.page.panels import Panel
from workspace.people.answers import Clicks, Preset

FASTEST = 3600.0
TIME_TITLE = Text("Time", "时间")
ALERT_TITLE = Text("Alert", "警报")
TAKES, DECLINES = "^offer.accept", "^offer.decline"

PRESETS = (
    Preset("accept", {"en": "accepts a role after {after} s", "zh": "{after} 秒后接受角色"}, Clicks(TAKES, after=20)),
    Preset(
        "decline", {"en": "declines a role after {after} s", "zh": "{after} 秒后婉拒角色"}, Clicks(DECLINES, after=20)
    ),
)


def titles(text: Text) -> dict[str, str]:
    """A text in the languages of the workspace's page."""
    return {language.value: text.say(language) for language in Language}


class Panels:
    """The two panels, ready for the page (`both`) and as its applications."""

    def __init__(self, ground: Playground, language: Language) -> None:
        self._ground = ground
        self._language = language

    def both(self) -> list[Panel]:
        """Time and alerts, each with its title in both languages and an icon of its own."""
        time, alerts = self.time(), self.alerts()
        own = self._language
        return [
            Panel("time", TIME_TITLE.say(own), time, titles=titles(TIME_TITLE), icon="clock", presets=PRESETS),
            Panel("alert", ALERT_TITLE.say(own), alerts, titles=titles(ALERT_TITLE), icon="bell"),
        ]

    def time(self) -> web.Application:
        """``GET`` the panel, ``GET now``, ``POST speed`` {"speed": n}, ``POST step`` {"minutes": n}, ``POST next``."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._page("time.html")),
                web.get("/{name:(panel\\.css|panel\\.js|time\\.js)}", _static),
                web.get("/now", self._now),
                web.post("/speed", self._changed(self._set_speed)),
                web.post("/step", self._changed(self._step)),
                web.post("/next", self._changed(self._to_next)),
            ]
        )
        return app

    def alerts(self) -> web.Application:
        """``GET`` the panel, ``GET samples``, ``POST send`` {"sample": n} or {"payload": {…}, "source": "…"}."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._page("alerts.html")),
                web.get("/{name:(panel\\.css|panel\\.js|alerts\\.js)}", _static),
                web.get("/samples", self._samples),
                web.post("/send", self._send),
            ]
        )
        return app

    def _page(self, name: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def show(request: web.Request) -> web.Response:
            filled = {"{{language}}": self._language.value, "{{timezone}}": self._ground.policy.timezone}
            text = _resource(name)
            for place, value in filled.items():
                text = text.replace(place, escape(value))
            return web.Response(text=text, content_type="text/html", headers=PAGE_HEADERS)

        return show

    def _changed(self, change: Callable[[Any], Awaitable[None]]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            try:
                await change(await request.json())
            except (KeyError, TypeError, ValueError):
                return web.json_response({"ok": False, "error": "a number is wanted"}, status=400)
            return await self._now(request)

        return handle

    async def _now(self, request: web.Request) -> web.Response:
        event = await self._ground.next_event()
        return web.json_response(
            {
                "ok": True,
                "now": self._ground.clock().isoformat(),
                "speed": self._ground.speed,
                "next": event.isoformat() if event else None,
            }
        )

    async def _set_speed(self, body: Any) -> None:
        self._ground.drive(min(max(float(body["speed"]), 0.0), FASTEST))

    async def _step(self, body: Any) -> None:
        await self._ground.forward(timedelta(minutes=float(body["minutes"])))

    async def _to_next(self, body: Any) -> None:
        event = await self._ground.next_event()
        if event:
            await self._ground.jump(max(event, self._ground.clock()))

    async def _samples(self, request: web.Request) -> web.Response:
        """The samples with their titles in both languages."""
        found = [
            {"titles": titles(each.title), "payload": each.payload_in(self._language), "source": each.source}
            for each in SAMPLES
        ]
        return web.json_response({"samples": found})

    async def _send(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
            chosen = SAMPLES[int(body["sample"])] if "sample" in body else None
            payload = chosen.payload_in(self._language) if chosen else body["payload"]
            source = chosen.source if chosen else str(body.get("source", "generic"))
        except (ValueError, KeyError, IndexError, TypeError, json.JSONDecodeError):
            return web.json_response({"ok": False, "error": "a sample or a payload is wanted"}, status=400)
        status, answer = await self._ground.alert(payload, source)
        return web.json_response({"ok": status == 202, "status": status, "answer": answer})


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return web.Response(text=_resource(name), content_type=kind)


def _resource(name: str) -> str:
    return resources.files("bot.demo").joinpath("page", name).read_text(encoding="utf-8")
