"""``POST /alerts/{source}``: 202 after the commit, and never a 202 without one.

Answers for: how much, and how problems are told (RFC 9457). May not: know a source's format, or who may
(``admission``).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import web

from crisis.alert import Alert, AlertOutcome
from crisis.commands import ReceiveAlert
from crisis.ports import Conflict, StoredAlert
from handlers.alerts.admission import Admission, NotAdmitted
from handlers.alerts.signing import Sent
from handlers.alerts.source import BadPayload, Problem, Reading, Source, read_json
from handlers.alerts.sources import SOURCES
from handlers.alerts.wire import Refusal, as_json, body_of, not_authorised, not_available, problem
from handlers.feature import Tools

INSTANCE = re.compile(r"[\w.-]{1,40}")
NO_ALERT = {"alert": None, "incident": None, "outcome": AlertOutcome.IGNORED.value}
"""The answer to what is well formed and no alert: nothing was stored."""
MOST_AT_ONCE = 500
"""Requests that wait for their commit: what the slowest store takes in about two seconds. More would keep those waiting
who click in Slack, which gives up after three, and senders, who give up after about ten and send everything again."""


def routes(
    tools: Tools,
    token: str,
    now: Callable[[], datetime],
    unavailable: tuple[type[Exception], ...],
    at_once: int = MOST_AT_ONCE,
    secrets: Mapping[str, Sequence[str]] | None = None,
    machine: Callable[[], datetime] | None = None,
) -> list[web.RouteDef]:
    """The routes for all sources. ``token``: what a sender must show as its bearer token; empty when only sources with
    one of ``secrets`` (by the source's name) are let in. ``now``: the incident clock, UTC; ``machine``: the machine's,
    which the times of signatures are held against (without one: ``now``). ``unavailable``: what the store raises when
    it is overloaded or away; then, and while ``at_once`` requests wait for it, the answer is 503.

    Raises ValueError without a token and without a secret: everybody could send alerts.
    """
    admission = Admission(token, secrets or {})
    entrance = _Entrance(tools, admission, now, machine or now, (_Busy, *unavailable, Conflict), at_once)
    return [web.post(path, entrance.take) for path in ("/alerts/{source}", "/alerts/{source}/{instance}")]


class _Busy(Exception):
    """As many wait as may."""


class _Entrance:
    def __init__(
        self,
        tools: Tools,
        admission: Admission,
        now: Callable[[], datetime],
        machine: Callable[[], datetime],
        unavailable: tuple[type[Exception], ...],
        at_once: int,
    ) -> None:
        self._tools = tools
        self._admission = admission
        self._now = now
        self._machine = machine
        self._unavailable = unavailable
        self._at_once = at_once
        self._waiting = 0

    async def take(self, request: web.Request) -> web.Response:
        try:
            source, sent = await self._admitted(request)
            instance = _instance(request, source)
            items, several = source.split(source.unpack(sent) if source.unpack else read_json(sent.body))
            reading = Reading(self._now(), self._tools.language)
            read = [_read(source, item, reading, instance) for item in items]
            if read and all(isinstance(each, BadPayload) for each in read):
                raise BadPayload(*(each for bad in read if isinstance(bad, BadPayload) for each in bad.problems))
            results = await self._results(read)
        except Refusal as refusal:
            return refusal.response
        except NotAdmitted as stranger:
            return not_authorised(stranger.detail)
        except BadPayload as bad:
            return _bad(bad.problems)
        except self._unavailable:
            return not_available()
        answer = {"results": results} if several else results[0] if results else NO_ALERT
        return web.json_response(answer, status=202, dumps=as_json)

    async def _admitted(self, request: web.Request) -> tuple[Source, Sent]:
        """The source and what it sent. A stranger is not told which sources there are, and its body is read only where
        a signature is to be looked at."""
        named = SOURCES.get(request.match_info["source"])
        signed = self._admission.wants_signature(named)
        if not signed:
            self._admission.check_token(request.headers.get("Authorization", ""))
        source = _source(request)
        sent = Sent(request.headers, await body_of(request), self._machine())
        if signed:
            self._admission.check_signature(source, sent)
        return source, sent

    async def _results(self, read: Sequence[Alert | BadPayload]) -> list[dict[str, Any]]:
        """What became of each. Raises _Busy, and then nothing of it was taken."""
        if self._waiting >= self._at_once:
            raise _Busy
        self._waiting += 1
        try:
            return [await self._result(each, place) for place, each in enumerate(read)]
        finally:
            self._waiting -= 1

    async def _result(self, read: Alert | BadPayload, place: int) -> dict[str, Any]:
        """What became of one alert of the payload, or what is wrong with it."""
        if isinstance(read, BadPayload):
            return {"position": place, "errors": _errors(read.problems)}
        outcome = await self._tools.desk.handle(ReceiveAlert(read))
        return _stored(outcome.alert)


def _stored(alert: StoredAlert | None) -> dict[str, Any]:
    if alert is None:
        raise RuntimeError("the desk took an alert without storing it")
    return {"alert": alert.id, "incident": alert.incident, "outcome": alert.outcome.value}


def _source(request: web.Request) -> Source:
    name = request.match_info["source"]
    if name not in SOURCES:
        detail = f"There is no source of alerts “{name[:60]}”. Sources are: {', '.join(SOURCES)}."
        raise _unknown(detail)
    return SOURCES[name]


def _instance(request: web.Request, source: Source) -> str:
    """Which one of several it is, as the address says; empty when it says nothing."""
    name = request.match_info.get("instance", "")
    if name and not source.has_instances:
        raise _unknown(f"There is no /alerts/{source.name}/…: its alerts say themselves where they are from.")
    if name and not INSTANCE.fullmatch(name):
        raise _unknown("The name behind the source has 1 to 40 letters, digits, dots, hyphens or underscores.")
    return name


def _read(source: Source, item: Any, reading: Reading, instance: str) -> Alert | BadPayload:
    try:
        alert = source.read(item, reading)
    except BadPayload as bad:
        return bad
    return replace(alert, source=f"{alert.source}/{instance}") if instance else alert


def _bad(problems: Sequence[Problem]) -> web.Response:
    return problem(400, "Bad alert", "The alert was not stored: see errors.", errors=_errors(problems))


def _errors(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"path": each.path, "problem": each.problem} for each in problems]


def _unknown(detail: str) -> Refusal:
    return Refusal(problem(404, "No such source", detail))
