"""The app's request URL: signature, url_verification, retries. With Bolt behind aiohttp, and with a bare server."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import INSTALL, actions, button, modal, text_field
from workspace import Timer, Workspace


@dataclass
class Receiver:
    """An app's own little server: keeps what comes, answers what `answers` says (default: 200, empty)."""

    url: str = ""
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    body: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        if b'"url_verification"' in body:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        self.requests.append((dict(request.headers), body))
        return web.Response(status=self.answers.pop(0) if self.answers else 200, text=self.body)


@asynccontextmanager
async def served(handle: Callable[[web.Request], Any]) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_post("/slack/events", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


@pytest.fixture
async def receiver(workspace: Workspace) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with served(receiver.handle) as receiver.url:
        assert await workspace.set_request_url(receiver.url)
        await workspace.person("林晓").invite("general", "beacon")
        await workspace.quiet()
        receiver.requests.clear()
        yield receiver


async def test_an_address_that_does_not_answer_the_challenge_is_not_taken(workspace: Workspace) -> None:
    async def deaf(request: web.Request) -> web.Response:
        return web.Response(text="hello")

    async with served(deaf) as url:
        assert not await workspace.set_request_url(url)
    assert not await workspace.set_request_url(url)
    assert not any(app.connected for app in workspace.apps.values())


async def test_every_request_is_signed_over_its_exact_bytes(workspace: Workspace, receiver: Receiver) -> None:
    await workspace.person("林晓").command("/beacon 出事了 & 快")
    await workspace.person("林晓").say("general", "你好")
    verifier = SignatureVerifier(INSTALL.signing_secret)
    assert len(receiver.requests) == 2
    for headers, body in receiver.requests:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)


async def test_events_come_again_at_once_after_a_minute_and_after_five(
    workspace: Workspace, receiver: Receiver, timer: Timer
) -> None:
    receiver.answers = [500, 500, 500, 200]
    await workspace.person("林晓").say("general", "hello")
    assert len(receiver.requests) == 2
    await timer.advance(59)
    assert len(receiver.requests) == 2
    await timer.advance(1)
    assert len(receiver.requests) == 3
    await timer.advance(299)
    assert len(receiver.requests) == 3
    await timer.advance(1)
    headers = [headers for headers, _ in receiver.requests]
    assert [each.get("X-Slack-Retry-Num") for each in headers] == [None, "1", "2", "3"]
    assert [each.get("X-Slack-Retry-Reason") for each in headers] == [None, *["http_error"] * 3]
    assert len({json.loads(body)["event_id"] for _, body in receiver.requests}) == 1


async def test_three_retries_are_all(workspace: Workspace, receiver: Receiver, timer: Timer) -> None:
    receiver.answers = [500] * 10
    await workspace.person("林晓").say("general", "hello")
    await timer.advance(3600)
    assert len(receiver.requests) == 4


async def test_a_slash_command_answered_with_plain_text(workspace: Workspace, receiver: Receiver) -> None:
    receiver.body = "on my way"
    assert (await workspace.person("林晓").command("/beacon go")).text == "on my way"


async def test_an_error_of_the_app_is_shown(workspace: Workspace, receiver: Receiver) -> None:
    receiver.answers = [500]
    delivery = await workspace.person("Maya Brooks").command("/beacon go")
    assert (delivery.status, delivery.text) == ("dispatch_failed", "/beacon failed with the error dispatch_failed")


async def test_bolt_takes_commands_clicks_forms_and_events(workspace: Workspace) -> None:
    client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    app = AsyncApp(client=client, signing_secret=INSTALL.signing_secret, process_before_response=True)
    heard: list[str] = []

    async def command(ack: Any, body: dict[str, Any]) -> None:
        await ack(text="ok", blocks=[actions(button("Form", "form"))])

    async def clicked(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        view = modal(text_field("title", "Title"), callback_id="form")
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        heard.append(view["state"]["values"]["title"]["value"]["value"])
        await ack()

    async def joined() -> None:
        heard.append("joined")

    async def said(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    app.command("/beacon")(command)
    app.action("form")(clicked)
    app.view("form")(submitted)
    app.event("message")(said)
    app.event("member_joined_channel")(joined)

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with served(handle) as url:
        assert await workspace.set_request_url(url)
        lin = workspace.person("林晓")
        shown = (await lin.command("/beacon")).shown[0]
        await lin.click(shown["ts"], "Form")
        assert lin.open_view is not None
        assert (await lin.submit({"Title": "着火了"})).ok
        await lin.invite("general", "beacon")
        await lin.say("general", "看到了吗")
        await workspace.until(lambda: "看到了吗" in heard)
        await workspace.quiet()
        assert heard[0] == "着火了"
        assert "joined" in heard


async def test_an_open_websocket_wins_over_the_address(workspace: Workspace, receiver: Receiver) -> None:
    client = AsyncWebClient(token=INSTALL.app_token, base_url=workspace.api_url)
    url = (await client.apps_connections_open(app_token=INSTALL.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await socket.receive_json()
        asked = asyncio.create_task(workspace.person("林晓").command("/beacon x"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert (await asked).ok
        assert receiver.requests == []
    await workspace.until(lambda: not workspace.apps[INSTALL.app_id].ready_sockets())
    await workspace.person("林晓").command("/beacon x")
    assert len(receiver.requests) == 1
