"""``POST /alerts/mentions``: posts by the batch, from tools that listen to social media.

Answers for: 202 after the commit of every post that could be read, each with what became of it by its position; the
others named by position, line and field. May not: read a body (``posts`` does), or judge a post.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from aiohttp import web

from crisis.desk.intake import HeardPost
from crisis.ports import Conflict
from handlers.alerts.admission import Admission, NotAdmitted
from handlers.alerts.posts import Batch, Row, batch_of
from handlers.alerts.source import BadPayload, Problem
from handlers.alerts.wire import Refusal, as_json, body_of, not_authorised, not_available, problem
from handlers.feature import Tools

MOST_WAITING = 5_000
"""Posts that wait for their commit: what a slow store takes in eight seconds. Senders give up after about ten and send
everything again."""
PROBLEMS_NAMED = 100
"""Of a batch of which nothing could be taken."""


def mention_routes(
    tools: Tools,
    token: str,
    now: Callable[[], datetime],
    unavailable: tuple[type[Exception], ...],
    most_waiting: int = MOST_WAITING,
) -> list[web.RouteDef]:
    """The route; see ``handlers.alerts.routes`` for the arguments. A single batch is taken however large it is.

    Nothing signs posts. Raises ValueError for an empty token: everybody could send posts.
    """
    entrance = _Entrance(tools, Admission(token), now, (_Busy, *unavailable, Conflict), most_waiting)
    return [web.post("/alerts/mentions", entrance.take)]


class _Busy(Exception):
    """As many wait as may."""


class _Entrance:
    def __init__(
        self,
        tools: Tools,
        admission: Admission,
        now: Callable[[], datetime],
        unavailable: tuple[type[Exception], ...],
        most_waiting: int,
    ) -> None:
        self._tools = tools
        self._admission = admission
        self._now = now
        self._unavailable = unavailable
        self._most_waiting = most_waiting
        self._waiting = 0

    async def take(self, request: web.Request) -> web.Response:
        try:
            self._admission.check_token(request.headers.get("Authorization", ""))
            body, now = await body_of(request), self._now()
            # A full batch takes a thread as long as a person notices; everybody else is served meanwhile.
            batch = await asyncio.to_thread(batch_of, body, now)
            if not any(row.post for row in batch.rows):
                return _bad([error for row in batch.rows for error in _errors(row)])
            heard = await self._hear(batch, now)
            return web.Response(
                text=await asyncio.to_thread(_answer, batch, heard), status=202, content_type="application/json"
            )
        except Refusal as refusal:
            return refusal.response
        except NotAdmitted as stranger:
            return not_authorised(stranger.detail)
        except BadPayload as bad:
            return _bad([_error(each, None) for each in bad.problems])
        except self._unavailable:
            return not_available()

    async def _hear(self, batch: Batch, now: datetime) -> Iterator[HeardPost]:
        posts = [row.post for row in batch.rows if row.post]
        if self._waiting and self._waiting + len(posts) > self._most_waiting:
            raise _Busy
        self._waiting += len(posts)
        try:
            return iter(await self._tools.desk.hear(posts, now, batch.source))
        finally:
            self._waiting -= len(posts)


def _answer(batch: Batch, heard: Iterator[HeardPost]) -> str:
    return as_json({"results": [_result(place, row, heard) for place, row in enumerate(batch.rows)]})


def _result(place: int, row: Row, heard: Iterator[HeardPost]) -> dict[str, Any]:
    """What became of one row, or what is wrong with it."""
    if not row.post:
        return {"position": place, "errors": _errors(row)}
    became = next(heard)
    notes = {"notes": list(row.notes)} if row.notes else {}
    return {"alert": became.id, "incident": became.incident, "outcome": became.outcome.value, **notes}


def _bad(errors: list[dict[str, Any]]) -> web.Response:
    more = len(errors) - PROBLEMS_NAMED
    detail = "None of the posts was stored: see errors." + (f" {more} more are not shown." if more > 0 else "")
    return problem(400, "Bad alert", detail, errors=errors[:PROBLEMS_NAMED])


def _errors(row: Row) -> list[dict[str, Any]]:
    return [_error(each, row.line) for each in row.problems]


def _error(wrong: Problem, line: int | None) -> dict[str, Any]:
    """``line``: of the body, where rows stand on lines of their own."""
    told: dict[str, Any] = {"path": wrong.path, "problem": wrong.problem}
    return told if line is None else {"line": line, **told}
