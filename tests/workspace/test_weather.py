"""Faults on demand: what fails, whether the deed was done, rate limits, latency."""

import asyncio
from random import Random

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, INCIDENTS, INSTALL, Machine, refused
from workspace import Weather, Workspace
from workspace.web.ratelimits import RateLimits


def said(workspace: Workspace) -> list[str]:
    return [seen.text for seen in workspace.person("林晓").messages("general")]


async def test_ratelimited_says_how_long(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.weather.fail("chat.postMessage", "ratelimited", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=GENERAL, text="x")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert caught.value.response["error"] == "ratelimited"
    await client.chat_postMessage(channel=GENERAL, text="again")
    assert said(workspace) == ["again"]


@pytest.mark.parametrize(("what", "done"), [("500 before", []), ("500 after", ["x"])])
async def test_status_500_before_and_after_the_deed(
    workspace: Workspace, client: AsyncWebClient, what: str, done: list[str]
) -> None:
    workspace.weather.fail("chat.*", what, times=1)
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        (await client.chat_postMessage(channel=GENERAL, text="x")).validate()
    assert said(workspace) == done
    (call,) = workspace.calls.where("chat.postMessage")
    assert (call.ok, call.error, call.done) == (False, "http_500", bool(done))


@pytest.mark.parametrize(("what", "done"), [("drop before", []), ("drop after", ["x"])])
async def test_a_dropped_connection_before_and_after_the_deed(
    workspace: Workspace, client: AsyncWebClient, what: str, done: list[str]
) -> None:
    workspace.weather.fail("chat.*", what, times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=GENERAL, text="x")
    assert said(workspace) == done


async def test_the_sdks_own_retry_posts_twice(workspace: Workspace) -> None:
    """Why writing calls want `retry_handlers=[]`."""
    client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    workspace.weather.fail("chat.*", "drop after", times=1)
    await client.chat_postMessage(channel=GENERAL, text="x")
    assert said(workspace) == ["x", "x"]


@pytest.mark.parametrize(("what", "done"), [("silence", ["x"]), ("silence before", [])])
async def test_silence_past_the_time_out(workspace: Workspace, what: str, done: list[str]) -> None:
    workspace.weather.fail("chat.*", what, times=1)
    timeout = aiohttp.ClientTimeout(total=0.1)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url, session=session, retry_handlers=[])
        with pytest.raises(TimeoutError):
            await client.chat_postMessage(channel=GENERAL, text="x")
    assert said(workspace) == done
    await workspace.quiet()


async def test_any_error_by_name(workspace: Workspace, client: AsyncWebClient) -> None:
    rule = workspace.weather.fail("conversations.*|views.*", "error:restricted_action", times=2)
    await refused(client.conversations_create(name="a"), "restricted_action")
    await refused(client.conversations_list(), "restricted_action")
    assert (await client.conversations_list())["ok"]
    assert rule.hits == 2


def test_an_unknown_fault_is_refused_with_what_would_do() -> None:
    with pytest.raises(ValueError, match="500 before"):
        Weather(Random(1)).fail("*", "flood")


def test_probability_is_seeded() -> None:
    def strikes(seed: int) -> list[bool]:
        weather = Weather(Random(seed))
        weather.fail("*", "ratelimited", probability=0.3)
        return [weather.for_call("auth.test") is not None for _ in range(1000)]

    assert strikes(1) == strikes(1)
    assert 250 < sum(strikes(1)) < 350


async def test_latency_is_added_to_every_call(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.weather.latency = 0.05
    await asyncio.gather(*(client.auth_test() for _ in range(5)))
    calls = workspace.calls.where("auth.test")
    assert all(call.ended is not None and call.ended - call.started >= 0.045 for call in calls)
    workspace.weather.clear()
    assert workspace.weather.latency == 0


async def test_tiers_when_switched_on(workspace: Workspace, client: AsyncWebClient, machine: Machine) -> None:
    for _ in range(30):
        await client.conversations_list()
    workspace.weather.tiers = True
    for _ in range(20):
        await client.conversations_list()
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_list()
    assert 55 <= int(caught.value.response.headers["Retry-After"]) <= 60
    assert (await client.users_info(user="U00001LOC"))["ok"]
    machine.skew += 61
    assert (await client.conversations_list())["ok"]


async def test_one_post_a_second_in_a_channel(workspace: Workspace, client: AsyncWebClient, machine: Machine) -> None:
    workspace.weather.tiers = True
    await client.chat_postMessage(channel=GENERAL, text="1")
    await refused(client.chat_postMessage(channel=GENERAL, text="2"), "ratelimited")
    assert (await client.chat_postMessage(channel=INCIDENTS, text="3"))["ok"]
    machine.skew += 1.1
    assert (await client.chat_postMessage(channel=GENERAL, text="4"))["ok"]


def test_limits_are_per_app_and_method() -> None:
    now = [0.0]
    limits = RateLimits(lambda: now[0])
    assert [limits.wait("A", "x", 1) for _ in range(2)] == [0, 60]
    assert limits.wait("B", "x", 1) == limits.wait("A", "y", 1) == limits.wait("A", "free", 0) == 0
    now[0] = 60.5
    assert limits.wait("A", "x", 1) == 0


async def test_a_response_url_can_fail_too(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    workspace.weather.fail("response_url", "500 before")
    async with session.post(f"{workspace.url}/response/A00001LOC/R00000001", json={"text": "x"}) as answer:
        assert answer.status == 500


async def test_one_slow_call(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.weather.slow("chat.*", 0.1, times=1)
    for _ in range(2):
        await client.chat_postMessage(channel=GENERAL, text="x")
    held, quick = (call.ended - call.started for call in workspace.calls.where("chat.*") if call.ended is not None)
    assert quick < 0.1 <= held


async def test_what_was_just_made_is_there_and_not_seen(
    workspace: Workspace, client: AsyncWebClient, machine: Machine
) -> None:
    workspace.weather.shows_late = 5
    await client.conversations_join(channel=GENERAL)
    said = await client.chat_postMessage(channel=GENERAL, text="x")
    await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=said["ts"])
    made = (await client.conversations_create(name="new"))["channel"]["id"]

    async def seen() -> tuple[list[str], list[str], bool]:
        history = (await client.conversations_history(channel=GENERAL))["messages"]
        thread = (await client.conversations_replies(channel=GENERAL, ts=said["ts"]))["messages"]
        listed = (await client.conversations_list())["channels"]
        shown = [[each["text"] for each in some if "subtype" not in each] for some in (history, thread)]
        return shown[0], shown[1], any(each["id"] == made for each in listed)

    assert await seen() == ([], [], False)
    await refused(client.conversations_create(name="new"), "name_taken")
    await client.chat_update(channel=GENERAL, ts=said["ts"], text="x, edited")
    machine.skew += 5
    assert await seen() == (["x, edited"], ["x, edited", "reply"], True)


async def test_a_handshake_can_fail_with_the_ticket_used_up_or_not(
    workspace: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    workspace.weather.fail("link", "500 before", times=1)
    dropped = workspace.weather.fail("link", "drop after", times=1)
    url = (await client.apps_connections_open(app_token=INSTALL.app_token))["url"]
    statuses = []
    for _ in range(2):
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await session.ws_connect(url)  # aiohttp asks once more by itself when a GET was dropped
        statuses.append(caught.value.status)
    assert statuses == [500, 401]
    assert dropped.hits == 1
