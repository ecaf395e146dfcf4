"""What the answers of a server mean, also those that no Slack method gives: pages of gateways, empty bodies, none."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import BEFORE_SENDING, Again, Never, SlackCalls, asking_before_sending
from bot.timing import Timing

TIMING = Timing(call=5.0, visible=7.0)


def answering(answer: web.Response) -> AbstractAsyncContextManager[SlackCalls]:
    """Slack's place, where every call is answered so."""

    async def handle(request: web.Request) -> web.Response:
        # An answer can be sent once.
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)

    return serving(handle)


@asynccontextmanager
async def serving(handle: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[SlackCalls]:
    """Slack's place, with this behind every method."""
    application = web.Application()
    application.router.add_route("*", "/api/{method}", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        patience = aiohttp.ClientTimeout(TIMING.call)
        async with aiohttp.ClientSession(timeout=patience, trace_configs=[asking_before_sending()]) as session:
            yield calls_to(runner.addresses[0][1], session)
    finally:
        await runner.cleanup()


def calls_to(port: int, session: aiohttp.ClientSession) -> SlackCalls:
    client = AsyncWebClient("xoxb-1", f"http://127.0.0.1:{port}/api/", session=session, retry_handlers=[])
    return SlackCalls(client, TIMING)


@pytest.mark.parametrize("kind", ["application/json", "text/html"])
@pytest.mark.parametrize("body", ["", "<h1>slow down</h1>", '{"ok": false, "error": "ratelimited"}'])
async def test_too_many_is_not_done_and_says_how_long_whatever_its_body(kind: str, body: str) -> None:
    answer = web.Response(status=429, text=body, content_type=kind, headers={"Retry-After": "7"})
    async with answering(answer) as calls:
        with pytest.raises(Again) as caught:
            await calls.call("chat.postMessage", channel="C1", text="x")
    assert (caught.value.after, caught.value.unknown, caught.value.least) == (7.0, False, 0.0)


@pytest.mark.parametrize("kind", ["application/json", "text/html"])
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, ""),
        (502, "<h1>bad gateway</h1>"),
        (503, '{"ok": false, "error": "x"}'),
        (200, "<h1>hello</h1>"),
        (200, ""),
    ],
)
async def test_what_nobody_understands_may_have_happened(kind: str, status: int, body: str) -> None:
    async with answering(web.Response(status=status, text=body, content_type=kind)) as calls:
        for method, least in (("chat.postMessage", 7.0), ("conversations.create", 7.0), ("chat.update", 0.0)):
            with pytest.raises(Again) as caught:
                await calls.call(method, channel="C1")
            assert (caught.value.after, caught.value.unknown, caught.value.least) == (None, True, least)


async def test_slack_s_own_no_is_for_good() -> None:
    async with answering(web.json_response({"ok": False, "error": "restricted_action"})) as calls:
        with pytest.raises(Never, match="restricted_action"):
            await calls.call("conversations.create", name="x")


async def test_where_nobody_listens_nothing_was_done() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Again) as caught:
            await calls_to(9, session).call("chat.postMessage", channel="C1", text="x")
    assert (caught.value.unknown, caught.value.least) == (False, 0.0)


@pytest.mark.parametrize("holds", [0, 1])
async def test_what_must_hold_is_asked_when_the_turn_and_the_connection_have_been_waited_for(holds: int) -> None:
    """Whoever stood still meanwhile finds out before anything is sent; also between the head and the body."""
    heard: list[str] = []

    async def handle(request: web.Request) -> web.Response:
        heard.append(request.match_info["method"])
        return web.json_response({"ok": True})

    async with serving(handle) as calls:
        asked = 0

        def question() -> None:
            nonlocal asked
            asked += 1
            if asked > holds:
                raise Again("lease_too_short", tried=False)

        BEFORE_SENDING.set(question)
        with pytest.raises(Again, match="lease_too_short") as caught:
            await calls.call("chat.postMessage", channel="C1", text="x")
        assert not caught.value.tried
        BEFORE_SENDING.set(None)
        await calls.call("chat.update", channel="C1", text="y")
    assert heard == ["chat.update"]
