"""Calling Slack: what each answer means for what we wanted.

Answers for: three ways a call can end: done (a dict), ``Again`` (not done, or nobody knows), ``Never`` (refused for
good). May not: repeat anything by itself; the outbox is the one that retries and waits as Slack asks.
"""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

CALL_SECONDS = 10.0
"""How long a call may take before nobody knows whether it happened."""

# What we wanted is so already.
DONE = frozenset(
    {"already_in_channel", "already_pinned", "already_archived", "already_reacted", "not_pinned", "no_reaction"}
)
# Not done; the same call may work later.
NOT_YET = frozenset(
    {"ratelimited", "rate_limited", "token_expired", "team_added_to_org", "service_unavailable", "accesslimited"}
)
# What one person is told is no reason to enter a channel.
NOT_WORTH_ENTERING = frozenset({"chat.postEphemeral", "conversations.join"})
# It may have happened.
UNKNOWN = frozenset({"fatal_error", "internal_error", "request_timeout"})


class Again(Exception):
    """Not done, or it may be. ``after``: seconds that Slack asked to wait."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after


class Never(Exception):
    """Slack refused it for good. ``reason`` is Slack's name for it."""

    def __init__(self, reason: str, details: str = "") -> None:
        super().__init__(f"{reason} {details}".strip())
        self.reason = reason


class Moot(Exception):
    """There is nothing left to be done: what the wish is about is not there, and the record says why already."""


class SlackCalls:
    """Slack's methods with their answers sorted. The client must have no retry handlers and one shared session."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
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
            answer = await self.read(method, cursor=cursor, **arguments)
            items.extend(answer.get(key) or [])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return items

    async def upload(self, address: str, content: bytes) -> None:
        """Send a file's bytes to the address that Slack gave for them. Raises ``Again`` or ``Never``."""
        session = self._client.session
        assert session is not None, "the client shares one session with everything else"
        try:
            body = io.BytesIO(content)  # aiohttp warns of raw bytes above 1 MiB: they go out in one piece
            async with session.post(address, data=body, timeout=aiohttp.ClientTimeout(CALL_SECONDS * 3)) as answer:
                if answer.status >= 500 or answer.status == 429:
                    raise Again(f"upload answered {answer.status}")
                if answer.status >= 400:
                    raise Never(f"upload_{answer.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            raise Again(_named(problem)) from problem

    async def _turn(self) -> None:
        """Let one call begin in each turn of the event loop: hundreds that begin together hold it up, and so do their
        answers when they come together."""
        async with self._beginning:
            await asyncio.sleep(0)

    async def _inside(
        self, method: str, arguments: dict[str, Any], send: Callable[[], Awaitable[Any]]
    ) -> dict[str, Any]:
        """Send; when somebody has put us out of the channel, enter it again and raise ``Again``."""
        try:
            await self._turn()
            return await _sorted(send)
        except Never as refused:
            channel = arguments.get("channel") or arguments.get("channel_id")
            if refused.reason != "not_in_channel" or method in NOT_WORTH_ENTERING or not channel:
                raise
            try:
                await _sorted(lambda: self._client.api_call("conversations.join", params={"channel": channel}))
            except Never:  # a private one: only an invitation lets us in
                raise refused from None
            raise Again(refused.reason) from refused


async def _sorted(send: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
    try:
        answer = await send()
    except SlackApiError as problem:
        return sort_error(problem)
    except (aiohttp.ClientError, TimeoutError, OSError) as problem:
        raise Again(_named(problem)) from problem
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def sort_error(problem: SlackApiError) -> dict[str, Any]:
    """What an error means: returns the answer when what we wanted is so already, raises ``Again`` or ``Never`` else."""
    response: Any = problem.response
    status = getattr(response, "status_code", 200)
    data = getattr(response, "data", None)
    answer: dict[str, Any] = data if isinstance(data, dict) else {}
    error = str(answer.get("error") or f"http_{status}")
    if status == 429 or error in NOT_YET:
        raise Again(error, _retry_after(getattr(response, "headers", None))) from problem
    if status >= 500 or error in UNKNOWN or not isinstance(data, dict):
        raise Again(error) from problem
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
