"""The Web API over HTTP: arguments, tokens, faults of the weather, the log; and response_url. No method's own rule.

Source: Slack's "Using the Web API"; facts of the wire as the design notes of the project record them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from workspace.apps.installed import InstalledApp
from workspace.apps.interactions import Interactions
from workspace.apps.sockets import Sockets
from workspace.errors import SlackError
from workspace.memory.calls import CallLog, CallRecord
from workspace.memory.records import Json
from workspace.memory.state import State
from workspace.memory.visibility import Fresh
from workspace.methods import METHODS
from workspace.methods.registry import Call, Method
from workspace.waiting import Pulse
from workspace.weather import Rule, Weather
from workspace.web.charset import charset_warning, with_warning
from workspace.web.ratelimits import RateLimits
from workspace.web.webhooks import post_by_webhook, refusal_of

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Answer:
    """What goes back: the body (or plain `text` in its place), the scopes of the caller, Retry-After of a 429."""

    body: Json
    status: int = 200
    retry_after: int | None = None
    scopes: str = ""
    text: str = ""

    @property
    def error(self) -> str:
        return "" if self.body.get("ok") else str(self.body.get("error", "unknown"))

    def response(self) -> web.Response:
        if self.text:
            return web.Response(text=self.text, status=self.status)
        headers: dict[str, str] = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.scopes:
            headers["X-OAuth-Scopes"] = self.scopes
        return web.Response(
            body=_encode(self.body).encode(), status=self.status, headers=headers, content_type="application/json"
        )


class Api:
    """Answers /api/{method} and /response/…; `machine` gives seconds for the log.

    Everything goes through `serve`: other doors of the same server (uploads) use it too.
    """

    def __init__(
        self,
        state: State,
        apps: dict[str, InstalledApp],
        interactions: Interactions,
        sockets: Sockets,
        weather: Weather,
        machine: Callable[[], float],
        pulse: Pulse,
    ) -> None:
        self._state = state
        self._apps = apps
        self._interactions = interactions
        self._sockets = sockets
        self._weather = weather
        self._machine = machine
        self._pulse = pulse
        self._limits = RateLimits(machine)
        self._fresh = Fresh(machine)
        self._stopping = asyncio.Event()
        self._holders: dict[str, tuple[InstalledApp, bool]] = {}
        self.calls = CallLog()

    def stop(self) -> None:
        """Lets go of the calls that the weather keeps silent."""
        self._stopping.set()

    def app_of(self, token: str) -> tuple[InstalledApp, bool]:
        """(app, whether it is the app-level token). Raises `not_authed`, `invalid_auth`."""
        known = self._holders.get(token)
        if known is not None:
            return known
        if not token:
            raise SlackError("not_authed")
        for app in self._apps.values():
            if token in (app.install.bot_token, app.install.app_token):
                return self._holders.setdefault(token, (app, token == app.install.app_token))
        raise SlackError("invalid_auth")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call of a Web API method."""
        name = request.match_info["method"]
        warning = charset_warning(request.method, request.headers.get("Content-Type", ""))
        try:
            arguments = await read_arguments(request)
        except ValueError:
            return Answer(with_warning({"ok": False, "error": "invalid_json"}, warning)).response()
        token = _token(request, arguments)

        def do() -> Answer:
            answer = self.answer(name, arguments, token)
            return replace(answer, body=with_warning(answer.body, warning))

        return await self.serve(request, name, arguments, token, do)

    async def handle_response(self, request: web.Request) -> web.StreamResponse:
        """An app answers an interaction at its response_url."""
        app, ticket = request.match_info["app"], request.match_info["token"]
        try:
            arguments = await read_arguments(request)
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        done = lambda: self._respond(app, ticket, arguments)  # noqa: E731
        return await self.serve(request, "response_url", arguments, "", done)

    async def handle_webhook(self, request: web.Request) -> web.StreamResponse:
        """A message for an incoming webhook; in the log and for the weather: `webhook`."""
        bot, channel = request.match_info["bot"], request.match_info["channel"]
        try:
            arguments = await read_arguments(request)
            if isinstance(arguments.get("payload"), str):
                arguments = dict(json.loads(arguments["payload"]))
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        done = lambda: self._post_by_webhook(bot, channel, arguments)  # noqa: E731
        return await self.serve(request, "webhook", arguments, "", done)

    def _post_by_webhook(self, bot: str, channel: str, arguments: Json) -> Answer:
        try:
            post_by_webhook(self._state, self._apps, bot, channel, arguments)
        except SlackError as refused:
            status, words = refusal_of(refused)
            return Answer({"ok": False, "error": words}, status=status, text=words)
        return Answer({"ok": True}, text="ok")

    def _respond(self, app: str, ticket: str, arguments: Json) -> Answer:
        try:
            address = self._interactions.tickets.use_response(app, ticket)
        except SlackError as refused:
            return Answer({"ok": False, "error": refused.code}, status=404)
        try:
            self._interactions.respond(address, arguments)
        except SlackError as refused:
            return Answer({"ok": False, "error": refused.code, **refused.extra}, status=400)
        return Answer({"ok": True})

    def answer(self, name: str, arguments: Json, token: str) -> Answer:
        """What the method answers, without the weather and the log."""
        try:
            app, is_app_token = self.app_of(token)
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            if is_app_token is not method.app_token:
                raise SlackError("not_allowed_token_type")
            wait = self._limited(app, method, arguments)
            if wait:
                return _too_many(wait)
            method.check(app, arguments)
            body = method.handler(Call(app, arguments, self._state, self._interactions, self._sockets))
            body = self._fresh.seen(name, arguments, body, self._weather.shows_late)
        except SlackError as refused:
            return Answer({"ok": False, "error": refused.code, **refused.extra})
        return Answer({"ok": True, **body}, scopes="" if is_app_token else app.scopes)

    def _limited(self, app: InstalledApp, method: Method, arguments: Json) -> int:
        if not self._weather.tiers:
            return 0
        channel = str(arguments.get("channel", ""))
        return self._limits.wait(app.id, method.name, method.tier, channel, self._weather.minute)

    async def serve(
        self, request: web.Request, name: str, arguments: Json, token: str, do: Callable[[], Answer]
    ) -> web.StreamResponse:
        """Logs the call, lets the weather have its say, and does the deed."""
        weight = request.content_length or 0
        record = CallRecord(name, arguments, self._name_of(token), self._machine(), weight=weight)
        self.calls.begin(record)
        outcome = "cancelled"
        try:
            if seconds := self._weather.seconds_for(name):
                await asyncio.sleep(seconds)
            rule = self._weather.for_call(name)
            if rule is None:
                answer = do()
                outcome = answer.error
                record.done = not outcome
                record.answer, record.status = answer.body, answer.status
                return answer.response()
            before = rule.fault.endswith("before") or rule.fault in ("ratelimited", "error")
            if not before:
                record.done = not do().error
            outcome = _outcome(rule)
            record.status = _STATUSES.get(rule.fault.partition(" ")[0], 0)
        finally:
            self.calls.end(record, self._machine(), outcome)
            self._pulse.beat()
        return await self._strike(request, rule)

    async def _strike(self, request: web.Request, rule: Rule) -> web.StreamResponse:
        if rule.fault == "ratelimited":
            return _too_many(rule.retry_after).response()
        if rule.fault == "error":
            return Answer({"ok": False, "error": rule.error}).response()
        if rule.fault.startswith("500"):
            return web.Response(status=500, text="internal error")
        if rule.fault.startswith("silence"):
            await self._stopping.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _name_of(self, token: str) -> str:
        try:
            return self.app_of(token)[0].id
        except SlackError:
            return ""


_STATUSES = {"error": 200, "ratelimited": 429, "500": 500}


def _outcome(rule: Rule) -> str:
    if rule.fault == "error":
        return rule.error
    names = {"500": "http_500", "drop": "dropped"}
    kind = rule.fault.partition(" ")[0]
    return names.get(kind, kind)


def _too_many(seconds: int) -> Answer:
    return Answer({"ok": False, "error": "ratelimited"}, status=429, retry_after=seconds)


async def read_arguments(request: web.Request) -> Json:
    """Query, form and JSON merged, on any verb. Raises ValueError for a body that is not what it says it is."""
    arguments: Json = dict(request.query)
    if not request.body_exists:
        return arguments
    if request.content_type == "application/json":
        body: Any = await request.json()
        if not isinstance(body, dict):
            raise ValueError("the body is not a JSON object")
        arguments.update(body)
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        arguments.update({name: value for name, value in (await request.post()).items() if isinstance(value, str)})
    else:
        text = await request.text()
        if text.lstrip().startswith("{"):
            arguments.update(json.loads(text))
    return arguments


def _token(request: web.Request, arguments: Json) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    given = str(arguments.pop("token", "") or "")
    return token.strip() if kind.lower() == "bearer" and token else given
