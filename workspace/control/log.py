"""/control/calls and /control/deliveries: what apps asked and what went to them, with filters. No token is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from workspace.apps.installed import InstalledApp
from workspace.control.bodies import Refused
from workspace.memory.calls import CallLog, CallRecord, method_pattern
from workspace.memory.deliveries import DeliveryLog, DeliveryRecord
from workspace.memory.records import Json

MOST = 1_000
_SECRETS = frozenset({"token", "app_token", "client_secret", "refresh_token", "access_token", "bot_access_token"})
_HIDDEN = "…"


class LogControl:
    """Reads both logs."""

    def __init__(self, apps: Mapping[str, InstalledApp], calls: CallLog, deliveries: DeliveryLog) -> None:
        self._apps = apps
        self._calls = calls
        self._deliveries = deliveries

    async def calls(self, request: web.Request) -> Json:
        asked = _Asked(request.query, ("method", "app", "ok", "error", "text", "since", "limit"))
        method, error, text = asked.pattern("method"), asked.pattern("error"), asked.text
        app, ok = self._app(asked), asked.ok

        def fits(call: CallRecord) -> bool:
            return (
                method(call.method)
                and (not app or call.app == app)
                and (ok is None or call.ok is ok)
                and error(call.error)
                and (not text or text in _words(call.method, call.error, call.arguments, call.answer))
            )

        found = self._calls.kept.newest(fits, since=asked.since, limit=asked.limit)
        shapes = [self._call(call) for call in found]
        return {"calls": shapes, "latest": self._calls.kept.latest, "running": self._calls.running}

    def _call(self, call: CallRecord) -> Json:
        return {
            "number": call.number,
            "method": call.method,
            "app": call.app,
            "app_name": self._name(call.app),
            "started": call.started,
            "ms": _rounded(call.milliseconds),
            "ok": call.ok,
            "error": call.error,
            "status": call.status,
            "arguments": self._bare(call.arguments),
            "answer": self._bare(call.answer),
        }

    async def deliveries(self, request: web.Request) -> Json:
        known = ("kind", "what", "app", "ok", "status", "text", "since", "limit")
        asked = _Asked(request.query, known)
        what, kind, status = asked.pattern("what"), asked.pattern("kind"), asked.pattern("status")
        app, ok, text = self._app(asked), asked.ok, asked.text

        def fits(each: DeliveryRecord) -> bool:
            return (
                what(each.what)
                and kind(each.kind)
                and status(each.status)
                and (not app or each.app == app)
                and (ok is None or each.ok is ok)
                and (not text or text in _words(each.what, each.status, each.payload, each.answer))
            )

        found = self._deliveries.kept.newest(fits, since=asked.since, limit=asked.limit)
        return {"deliveries": [self._delivery(each) for each in found], "latest": self._deliveries.kept.latest}

    def _delivery(self, each: DeliveryRecord) -> Json:
        return {
            "number": each.number,
            "kind": each.kind,
            "what": self._bare(each.what),
            "app": each.app,
            "app_name": self._name(each.app),
            "over": each.over,
            "started": each.started,
            "ms": _rounded(each.milliseconds),
            "ok": each.ok,
            "status": each.status,
            "retry": each.retry,
            "reason": each.reason,
            "payload": self._bare(each.payload),
            "answer": self._bare(each.answer),
        }

    async def forget_calls(self, request: web.Request) -> Json:
        self._calls.clear()
        return {}

    async def forget_deliveries(self, request: web.Request) -> Json:
        self._deliveries.clear()
        return {}

    def _app(self, asked: _Asked) -> str:
        """The id of the app that was asked for by id or name; itself when there is none such."""
        wanted = asked.value("app")
        return next((app.id for app in self._apps.values() if wanted == app.install.name), wanted)

    def _name(self, app_id: str) -> str:
        app = self._apps.get(app_id)
        return app.install.name if app else ""

    def _bare(self, value: Any) -> Any:
        """Without what is secret: fields that hold a token, and an app's own secrets wherever they stand."""
        secrets = [
            secret
            for app in self._apps.values()
            for secret in (app.install.bot_token, app.install.app_token, app.install.signing_secret)
            if secret
        ]
        return _without(value, secrets)


def _without(value: Any, secrets: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _HIDDEN if name in _SECRETS else _without(each, secrets) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without(each, secrets) for each in value]
    if isinstance(value, str):
        for secret in secrets:
            if secret in value:
                value = value.replace(secret, _HIDDEN)
    return value


class _Asked:
    """The filters of a query. Raises Refused for one that is not known or makes no sense."""

    def __init__(self, query: Mapping[str, str], known: tuple[str, ...]) -> None:
        strange = [name for name in query if name not in known]
        if strange:
            raise Refused(f"there is no filter {strange[0]!r}; there are {', '.join(known)}")
        self._query = query
        self.since = self._whole("since", 0)
        self.limit = min(self._whole("limit", 100), MOST)
        self.text = self.value("text").casefold()

    def value(self, name: str) -> str:
        return self._query.get(name, "")

    def pattern(self, name: str) -> Callable[[str], bool]:
        """Whether a text fits the pattern of this filter; everything does without one."""
        given = self.value(name)
        if not given:
            return lambda text: True
        pattern = method_pattern(given)
        return lambda text: pattern.fullmatch(text) is not None

    @property
    def ok(self) -> bool | None:
        given = self.value("ok")
        if given not in ("", "true", "false"):
            raise Refused(f"ok is true or false, not {given!r}")
        return None if not given else given == "true"

    def _whole(self, name: str, default: int) -> int:
        given = self.value(name)
        if given and not given.isdigit():
            raise Refused(f"{name} is a whole number, not {given!r}")
        return int(given) if given else default


def _words(*parts: Any) -> str:
    """All of it as one text to search in."""
    made = [part if isinstance(part, str) else json.dumps(part, ensure_ascii=False, default=str) for part in parts]
    return "\n".join(made).casefold()


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 2)
