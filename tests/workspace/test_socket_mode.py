"""Socket Mode: hello, round robin, acknowledgements, refresh, broken connections; bare and with Bolt."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, INSTALL, refused, running
from workspace import Workspace


@asynccontextmanager
async def opened(workspace: Workspace) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A websocket as an app opens it, its hello read."""
    client = AsyncWebClient(token=INSTALL.app_token, base_url=workspace.api_url)
    url = (await client.apps_connections_open(app_token=INSTALL.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = await socket.receive_json(timeout=2)
        assert hello["type"] == "hello"
        assert hello["connection_info"] == {"app_id": INSTALL.app_id}
        yield socket


async def envelope_of(socket: aiohttp.ClientWebSocketResponse, answer: dict[str, Any] | None = None) -> dict[str, Any]:
    """The next envelope, acknowledged with `answer` as payload."""
    envelope: dict[str, Any] = await socket.receive_json(timeout=2)
    reply = {"envelope_id": envelope["envelope_id"]}
    await socket.send_json({**reply, "payload": answer} if answer else reply)
    return envelope


async def test_a_ticket_serves_one_connection(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    client = AsyncWebClient(token=INSTALL.app_token, base_url=workspace.api_url)
    url = (await client.apps_connections_open(app_token=INSTALL.app_token))["url"]
    address = url.replace("ws://", "http://")
    async with session.ws_connect(url), session.get(address) as again:
        assert again.status == 401


async def test_opening_needs_the_app_token(workspace: Workspace) -> None:
    client = AsyncWebClient(base_url=workspace.api_url)
    await refused(client.apps_connections_open(app_token="xapp-other"), "invalid_auth")


async def test_a_command_and_the_answer_in_its_acknowledgement(workspace: Workspace) -> None:
    async with opened(workspace) as socket:
        asked = asyncio.create_task(workspace.person("林晓").command("/beacon help"))
        envelope = await envelope_of(socket, {"text": "here"})
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["text"] == "help"
        assert (await asked).text == "here"


async def test_envelopes_go_round_the_connections(workspace: Workspace) -> None:
    await workspace.person("林晓").invite("general", "beacon")
    async with opened(workspace) as first, opened(workspace) as second:
        said = asyncio.create_task(workspace.person("林晓").say("general", "one"))
        got = [asyncio.create_task(envelope_of(each)) for each in (first, second)]
        await said
        again = await workspace_says(workspace, "two")
        texts = [(await each)["payload"]["event"]["text"] for each in got]
        await again
        assert sorted(texts) == ["one", "two"]


async def workspace_says(workspace: Workspace, text: str) -> "asyncio.Task[object]":
    return asyncio.create_task(workspace.person("林晓").say("general", text))


async def test_no_acknowledgement_in_time(impatient: Workspace) -> None:
    async with opened(impatient) as socket:
        delivery = await impatient.person("Maya Brooks").command("/beacon slow")
        assert (delivery.status, delivery.ok) == ("operation_timeout", False)
        assert delivery.acknowledged_after >= 0.2
        assert delivery.text == "/beacon failed with the error operation_timeout"
        assert (await socket.receive_json())["payload"]["text"] == "slow"
        shown = (await impatient.person("林晓").command("/beacon slow")).shown[0]
        assert (shown.text, shown.is_ephemeral) == ("/beacon 执行失败，错误：operation_timeout", True)


async def test_nobody_there(workspace: Workspace) -> None:
    delivery = await workspace.person("Maya Brooks").command("/beacon hello")
    assert delivery.status == "not_delivered"
    assert "failed with the error" in delivery.text
    assert "not a valid command" in (await workspace.person("Maya Brooks").command("/nothing")).text


async def test_ten_connections_at_most(workspace: Workspace) -> None:
    client = AsyncWebClient(token=INSTALL.app_token, base_url=workspace.api_url)
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(11):
            url = (await client.apps_connections_open(app_token=INSTALL.app_token))["url"]
            sockets.append(await session.ws_connect(url))
        greetings = [await socket.receive_json() for socket in sockets]
        assert [each["type"] for each in greetings] == ["hello"] * 10 + ["disconnect"]
        assert greetings[10]["reason"] == "too_many_websockets"
        for socket in sockets:
            await socket.close()


async def test_a_refresh_loses_nothing(workspace: Workspace) -> None:
    texts: list[str] = []

    def register(app: AsyncApp) -> None:
        async def heard(event: dict[str, Any]) -> None:
            texts.append(event["text"])

        app.event("message")(heard)

    lin = workspace.person("林晓")
    await lin.invite("general", "beacon")
    async with running(workspace, register):
        assert await workspace.drop_sockets(polite=True) == 1
        deliveries = await asyncio.gather(*(lin.say("general", str(number)) for number in range(10)))
        assert all(delivery.ok for delivery in deliveries)
        await workspace.until(lambda: len(texts) == 10)
        assert sorted(texts) == sorted(str(number) for number in range(10))


async def test_a_warning_leaves_the_connection_as_it_is(workspace: Workspace) -> None:
    async with opened(workspace) as socket:
        assert await workspace.warn_sockets() == 1
        said = await socket.receive_json(timeout=2)
        assert (said["type"], said["reason"]) == ("disconnect", "warning")
        asked = asyncio.create_task(workspace.person("林晓").command("/beacon still"))
        assert (await envelope_of(socket))["payload"]["text"] == "still"
        assert (await asked).ok


async def test_an_app_with_several_connections_loses_nothing_in_a_refresh(workspace: Workspace) -> None:
    async with opened(workspace) as first, opened(workspace) as second:
        assert await workspace.drop_sockets() == 2
        for socket in (first, second):
            assert (await socket.receive_json(timeout=2))["reason"] == "refresh_requested"
        asked = asyncio.create_task(workspace.person("林晓").command("/beacon later"))
        async with opened(workspace) as third:  # what waits for a connection takes the new one
            assert (await envelope_of(third))["payload"]["text"] == "later"
            assert (await asked).ok


async def test_what_a_cut_connection_loses_comes_again_on_the_next(workspace: Workspace) -> None:
    lin = workspace.person("林晓")
    await lin.invite("general", "beacon")
    async with opened(workspace) as first:
        said = asyncio.create_task(lin.say("general", "precious"))
        lost = await first.receive_json(timeout=2)
        await workspace.drop_sockets(polite=False)
        async with opened(workspace) as second:
            again = await envelope_of(second)
            assert (await said).ok
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    assert (lost["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert again["retry_reason"]


async def test_the_bot_of_bolt_answers_a_mention(workspace: Workspace) -> None:
    def register(app: AsyncApp) -> None:
        async def mentioned(event: dict[str, Any], say: Any) -> None:
            await say(f"yes, <@{event['user']}>?")

        app.event("app_mention")(mentioned)

    lin = workspace.person("林晓")
    await lin.invite("general", "beacon")
    async with running(workspace, register):
        said = await lin.say("general", "请问@Beacon在吗")
        assert said.shown[0]["text"] == f"请问<@{BOT}>在吗"
        await workspace.until(lambda: lin.last("general").text.startswith("yes"))
        assert lin.last("general").text == f"yes, <@{lin.id}>?"


async def test_a_half_open_connection_stands_until_an_envelope_is_lost_on_it(impatient: Workspace) -> None:
    lin = impatient.person("林晓")
    async with opened(impatient):
        assert impatient.mute_sockets() == 1
        (app,) = impatient.apps.values()
        assert app.connected
        assert (await lin.command("/beacon one")).status == "operation_timeout"
        assert not app.connected
        async with opened(impatient) as second:
            asked = asyncio.create_task(lin.command("/beacon two"))
            assert (await envelope_of(second))["payload"]["text"] == "two"
            assert (await asked).ok


async def test_a_half_open_connection_answers_no_ping(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    client = AsyncWebClient(token=INSTALL.app_token, base_url=workspace.api_url)
    url = (await client.apps_connections_open(app_token=INSTALL.app_token))["url"]
    async with session.ws_connect(url, heartbeat=0.1) as socket:
        await socket.receive_json(timeout=2)
        ended = asyncio.create_task(socket.receive())
        await asyncio.wait((ended,), timeout=0.3)
        assert not ended.done()  # pings are answered
        workspace.mute_sockets()
        assert (await ended).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


async def test_an_answer_that_is_lost_is_a_time_out_to_who_asked(workspace: Workspace) -> None:
    workspace.weather.lose_answers("slash_commands", times=1)
    async with opened(workspace) as socket:
        for expected in ("operation_timeout", "ok"):
            asked = asyncio.create_task(workspace.person("林晓").command("/beacon help"))
            await envelope_of(socket, {"text": "here"})
            assert (await asked).status == expected
