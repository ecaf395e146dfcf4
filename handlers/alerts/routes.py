"""``POST /alerts/{source}``: 202 after the commit, and never a 202 without one.

Answers for: who may, how much, and how problems are told (RFC 9457). May not: know a source's format.
"""

import hmac
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from aiohttp import web

from crisis.alert import Alert
from crisis.commands import ReceiveAlert
from crisis.ports import Conflict, StoredAlert
from handlers.alerts.source import BadPayload, Problem, Reading, Source
from handlers.alerts.sources import SOURCES
from handlers.feature import Tools

LARGEST = 1024 * 1024  # bytes of a body, unpacked
AGAIN_AFTER = "5"  # seconds
PIECE = 64 * 1024  # bytes
MOST_AT_ONCE = 500
"""Requests that wait for their commit: what the slowest store takes in about two seconds. More would keep those waiting
who click in Slack, which gives up after three, and senders, who give up after about ten and send everything again."""


def routes(
    tools: Tools,
    token: str,
    now: Callable[[], datetime],
    unavailable: tuple[type[Exception], ...],
    at_once: int = MOST_AT_ONCE,
) -> list[web.RouteDef]:
    """The route for all sources. ``token``: what a sender must show as its bearer token. ``now``: the incident clock,
    UTC. ``unavailable``: what the store raises when it is overloaded or away; then, and while ``at_once`` requests wait
    for it, the answer is 503.

    Raises ValueError for an empty token: everybody could send alerts.
    """
    if not token:
        raise ValueError("alerts need a token: set FENGHUO_ALERT_TOKEN")
    entrance = _Entrance(tools, token.encode(), now, (_Busy, *unavailable, Conflict), at_once)
    return [web.post("/alerts/{source}", entrance.take)]


class _Refusal(Exception):
    """An answer that ends the request."""

    def __init__(self, response: web.Response) -> None:
        super().__init__()
        self.response = response


class _Busy(Exception):
    """As many wait as may."""


class _Entrance:
    def __init__(
        self,
        tools: Tools,
        token: bytes,
        now: Callable[[], datetime],
        unavailable: tuple[type[Exception], ...],
        at_once: int,
    ) -> None:
        self._tools = tools
        self._token = token
        self._now = now
        self._unavailable = unavailable
        self._at_once = at_once
        self._waiting = 0

    async def take(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
            source = _source(request)
            payload = await _payload(request)
            items, several = source.split(payload)
            reading = Reading(self._now(), self._tools.language)
            read = [_read(source, item, reading) for item in items]
            if all(isinstance(each, BadPayload) for each in read):
                raise BadPayload(*(each for bad in read if isinstance(bad, BadPayload) for each in bad.problems))
            results = await self._results(read)
        except _Refusal as refusal:
            return refusal.response
        except BadPayload as bad:
            return _bad(bad.problems)
        except self._unavailable:
            return _problem(
                503,
                "Not everything was stored: the store is overloaded or away. Send it again.",
                headers={"Retry-After": AGAIN_AFTER},
            )
        return web.json_response({"results": results} if several else results[0], status=202, dumps=_as_json)

    def _check_token(self, request: web.Request) -> None:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        shown = given.strip().encode("utf-8", "surrogateescape")
        if scheme.lower() != "bearer" or not hmac.compare_digest(shown, self._token):
            detail = "The bearer token is missing or wrong: it is the one in FENGHUO_ALERT_TOKEN."
            raise _Refusal(_problem(401, detail, headers={"WWW-Authenticate": "Bearer"}))

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
        raise _Refusal(_problem(404, detail))
    return SOURCES[name]


async def _payload(request: web.Request) -> Any:
    """The body as JSON. It is read in pieces, so that neither a body without a length nor a packed one grows beyond the
    limit."""
    if (request.content_length or 0) > LARGEST:
        raise _too_large()
    body = bytearray()
    async for piece in request.content.iter_chunked(PIECE):
        body += piece
        if len(body) > LARGEST:
            raise _too_large()
    try:
        return json.loads(bytes(body).decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadPayload(Problem("", "the body is no JSON")) from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _read(source: Source, item: Any, reading: Reading) -> Alert | BadPayload:
    try:
        return source.read(item, reading)
    except BadPayload as bad:
        return bad


def _too_large() -> _Refusal:
    return _Refusal(_problem(413, f"The body is larger than {LARGEST} bytes. Send fewer alerts or mentions at once."))


def _bad(problems: Sequence[Problem]) -> web.Response:
    return _problem(400, "The alert was not stored: see errors.", errors=_errors(problems))


def _errors(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"path": each.path, "problem": each.problem} for each in problems]


TITLES = {
    400: "Bad alert",
    401: "Not authorised",
    404: "No such source",
    413: "Too large",
    503: "Not available",
}


def _problem(
    status: int, detail: str, errors: list[dict[str, str]] | None = None, headers: dict[str, str] | None = None
) -> web.Response:
    """A problem by RFC 9457."""
    content: dict[str, Any] = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    if errors is not None:
        content["errors"] = errors
    return web.json_response(
        content, status=status, headers=headers, content_type="application/problem+json", dumps=_as_json
    )


_as_json = partial(json.dumps, ensure_ascii=False)  # people read it in a terminal: Chinese stays Chinese
