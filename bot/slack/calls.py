"""Calling Slack: what each answer means for what we wanted.

Answers for: three ways a call can end: done (a dict), ``Again`` (not done, or nobody knows), ``Never`` (refused for
good). May not: repeat anything by itself; the outbox is the one that retries and waits as Slack asks.
"""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.points import AROUND, UPLOAD
from bot.timing import Timing
from crisis.ports import Passing
from storage.points import unwatched

# What we wanted is so already.
DONE = frozenset(
    {"already_in_channel", "already_pinned", "already_archived", "already_reacted", "not_pinned", "no_reaction"}
)
# Not done; the same call may work later.
NOT_YET = frozenset(
    {"ratelimited", "rate_limited", "token_expired", "team_added_to_org", "service_unavailable", "accesslimited"}
)
LIMITS = frozenset({"ratelimited", "rate_limited"})
LIMIT_SECONDS = 30.0
"""Without a Retry-After: until the next window has begun, more likely than not."""
# What one person is told is no reason to enter a channel.
NOT_WORTH_ENTERING = frozenset({"chat.postEphemeral", "conversations.join"})
# It may have happened.
UNKNOWN = frozenset({"fatal_error", "internal_error", "request_timeout"})
# Done twice, there would be two: before the second try it is looked for, and until then it must have become visible.
LOOKED_FOR = frozenset({"chat.postMessage", "conversations.create", "files.completeUploadExternal"})
# Our token is refused, whatever was asked: a valid one, and the same call works.
TOKEN = frozenset({"invalid_auth", "not_authed", "token_revoked", "account_inactive"})
NO_ANSWER = "no answer: "
"""How the reason of ``Again`` begins when Slack did not answer at all, or only what stands before it."""
TIMED_OUT = NO_ANSWER + "timed out"
MAY_COME = TIMED_OUT + ", may still be done"
"""The reason when we no longer waited for what is looked for before it is done again: Slack may be at it still."""


BEFORE_SENDING: ContextVar[Callable[[], None] | None] = ContextVar("before_sending", default=None)
"""What must hold when a request of this task goes out; raises where it does not. Between the decision to call and the
first byte a call waits its turn and for a connection, and a process may stand still for as long as it likes."""


def asking_before_sending() -> aiohttp.TraceConfig:
    """For the session of all calls: have ``BEFORE_SENDING`` asked at the last moment."""

    async def ask(*_: object) -> None:
        question = BEFORE_SENDING.get()
        if question is not None:
            question()

    trace = aiohttp.TraceConfig()
    # Both are called before that is written. A request with a body goes out with it, a turn of the loop later.
    trace.on_request_headers_sent.append(ask)
    trace.on_request_chunk_sent.append(ask)
    return trace


class Again(Exception):
    """Not done, or it may be (``unknown``). ``after``: seconds that Slack asked to wait; ``least``: seconds before
    which nobody may try; ``limit``: because of Slack's rate limits; ``tried`` is False when nothing can have been done.
    """

    def __init__(
        self,
        reason: str,
        after: float | None = None,
        unknown: bool = False,
        least: float = 0.0,
        limit: bool = False,
        tried: bool = True,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after
        self.unknown = unknown
        self.least = least
        self.limit = limit
        self.tried = tried and not limit

    @property
    def no_answer(self) -> bool:
        """Whether Slack itself said nothing: it cannot be reached, or fails as a whole."""
        return self.reason.startswith(NO_ANSWER)


class Never(Exception):
    """Slack refused it for good. ``reason`` is Slack's name for it."""

    def __init__(self, reason: str, details: str = "") -> None:
        super().__init__(f"{reason} {details}".strip())
        self.reason = reason


class BadToken(Never):
    """Slack refuses our token. What was wanted can be had with a valid one: it must not be given up for this."""


class Moot(Exception):
    """There is nothing left to be done: what the wish is about is not there, and the record says why already."""


class PlanOfCalls(Protocol):
    """Whoever plans how many calls go out (``bot.delivery.pace``)."""

    def limited(self, method: str, channel: str | None, seconds: float) -> None:
        """Slack has refused a call because of a limit, and asks to wait so long."""
        ...


class SlackCalls:
    """Slack's methods with their answers sorted. The client must have no retry handlers and one shared session. The
    plan of calls (``pace``) hears of what was too much."""

    def __init__(
        self,
        client: AsyncWebClient,
        timing: Timing | None = None,
        pace: PlanOfCalls | None = None,
        passing: Passing = unwatched,
    ) -> None:
        self._client = client
        self.timing = timing or Timing()
        self._pace = pace
        self._passing = passing
        self._beginning = asyncio.Lock()

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One call. Returns Slack's answer. Raises ``Again`` or ``Never``; an error that means "so already" is an
        answer.

        Messages and views go out as JSON, everything else in the query, as Slack's own client does it.
        """
        present = {name: value for name, value in arguments.items() if value is not None}
        if method.startswith(("chat.", "views.")):
            return await self._inside(method, present, lambda: self._client.api_call(method, json=present))
        plain = {name: _plain(value) for name, value in present.items()}
        return await self._inside(method, present, lambda: self._client.api_call(method, params=plain))

    async def read(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One reading call, with its arguments in the query. Raises ``Again`` or ``Never``."""
        present = {name: _plain(value) for name, value in arguments.items() if value is not None}
        return await self._inside(
            method, present, lambda: self._client.api_call(method, http_verb="GET", params=present)
        )

    async def pages(self, method: str, key: str, most: int = 100, **arguments: Any) -> list[Any]:
        """All the items of a paged reading method, at most ``most`` pages. Raises ``Again`` or ``Never``."""
        items: list[Any] = []
        cursor = None
        for _ in range(most):
            page, cursor = await self.page(method, key, cursor, **arguments)
            items.extend(page)
            if not cursor:
                break
        return items

    async def page(self, method: str, key: str, cursor: str | None, **arguments: Any) -> tuple[list[Any], str | None]:
        """One page of a paged reading method, and where the next one begins. Raises ``Again`` or ``Never``."""
        answer = await self.read(method, cursor=cursor, **arguments)
        return answer.get(key) or [], (answer.get("response_metadata") or {}).get("next_cursor") or None

    async def upload(self, address: str, content: bytes) -> None:
        """Send a file's bytes to the address that Slack gave for them. Raises ``Again`` or ``Never``."""
        session = self._client.session
        assert session is not None, "the client shares one session with everything else"
        before, answered = AROUND[UPLOAD]
        self._passing(before)
        try:
            body = io.BytesIO(content)  # aiohttp warns of raw bytes above 1 MiB: they go out in one piece
            async with session.post(address, data=body, timeout=aiohttp.ClientTimeout(self.timing.call * 3)) as answer:
                if answer.status >= 500 or answer.status == 429:
                    raise Again(f"upload answered {answer.status}")
                if answer.status >= 400:
                    raise Never(f"upload_{answer.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            raise Again(NO_ANSWER + _named(problem)) from problem
        self._passing(answered)

    async def _turn(self) -> None:
        """Let one call begin in each turn of the event loop: hundreds that begin together hold it up, and so do their
        answers when they come together."""
        async with self._beginning:
            await asyncio.sleep(0)

    async def _inside(
        self, method: str, arguments: dict[str, Any], send: Callable[[], Awaitable[Any]]
    ) -> dict[str, Any]:
        """Send; when somebody has put us out of the channel, enter it again and raise ``Again``."""
        channel = arguments.get("channel") or arguments.get("channel_id")
        try:
            await self._turn()
            return await self._counted(method, channel, send)
        except Again as again:
            if again.unknown and method in LOOKED_FOR:
                again.least = self.timing.visible
                again.reason = MAY_COME if again.reason == TIMED_OUT else again.reason
            raise
        except Never as refused:
            if refused.reason != "not_in_channel" or method in NOT_WORTH_ENTERING or not channel:
                raise
            try:
                join = "conversations.join"
                await self._counted(join, channel, lambda: self._client.api_call(join, params={"channel": channel}))
            except Never:  # a private one: only an invitation lets us in
                raise refused from None
            raise Again(refused.reason) from refused

    async def _counted(self, method: str, channel: str | None, send: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
        """Send, and tell the plan of calls when it was too much."""
        before, answered = AROUND.get(method, (None, None))
        try:
            if before:
                self._passing(before)
            answer = await _sorted(send)
            if answered:
                self._passing(answered)
        except Again as again:
            if again.limit and self._pace is not None:
                self._pace.limited(method, channel, LIMIT_SECONDS if again.after is None else again.after)
            raise
        return answer


async def _sorted(send: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
    try:
        answer = await send()
    except SlackApiError as problem:
        return sort_error(problem)
    except (aiohttp.ClientError, TimeoutError, OSError) as problem:
        if isinstance(problem.__cause__, Again):  # ``BEFORE_SENDING`` said so
            raise problem.__cause__ from None
        if isinstance(problem, TimeoutError):
            raise Again(TIMED_OUT, unknown=True) from problem
        raise Again(
            NO_ANSWER + _named(problem), unknown=not isinstance(problem, aiohttp.ClientConnectorError)
        ) from problem
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def sort_error(problem: SlackApiError) -> dict[str, Any]:
    """What an error means: returns the answer when what we wanted is so already, raises ``Again`` or ``Never`` else."""
    response: Any = problem.response
    # An answer that is no JSON comes as aiohttp's own, which calls its status otherwise.
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 200)
    data = getattr(response, "data", None)
    answer: dict[str, Any] = data if isinstance(data, dict) else {}
    error = str(answer.get("error") or f"http_{status}")
    if status == 429 or error in NOT_YET:
        limit = status == 429 or error in LIMITS
        raise Again(error, _retry_after(getattr(response, "headers", None)), limit=limit) from problem
    if error in UNKNOWN:
        raise Again(error, unknown=True) from problem
    # Without "ok" it is no answer of Slack's: the page of a gateway, perhaps with status 200.
    if status >= 500 or "ok" not in answer:
        raise Again(NO_ANSWER + error, unknown=True) from problem
    if error in TOKEN:
        raise BadToken(error) from problem
    if error in DONE:
        return answer
    messages = (answer.get("response_metadata") or {}).get("messages") or []
    raise Never(error, "; ".join(map(str, [*messages, answer.get("needed") or ""]))) from problem


def _retry_after(headers: Any) -> float | None:
    for name, value in dict(headers or {}).items():
        if str(name).lower() == "retry-after":
            try:
                return max(float(value if isinstance(value, str) else value[0]), 0.0)
            except (TypeError, ValueError, IndexError):
                return None
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _named(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
