"""Apps as other people write them, on Slack's own libraries: Bolt without async, over Socket Mode and over HTTP,
slack_sdk's own client and retry handlers, several apps at once."""

import asyncio
import contextlib
import re
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from tests.workspace.kit import GENERAL, INSTALL, actions, button, menu, modal, section, text_field
from workspace import EVERY_EVENT, AppInstall, Shortcut, SlashCommand, Workspace

BODY = dict[str, Any]
HELPER = replace(
    INSTALL,
    name="Helper",
    commands=(SlashCommand("/ask", should_escape=False),),
    shortcuts=(Shortcut("ask_here", "Ask about this"), Shortcut("ask", "Ask", "global")),
    events=frozenset({"app_mention", "message.channels", "message.im", "app_home_opened"}),
    starting_channels=("general",),
)


@pytest.fixture
async def helped() -> AsyncIterator[Workspace]:
    async with Workspace(apps=[HELPER]) as started:
        yield started


@asynccontextmanager
async def over_socket(workspace: Workspace, register: Callable[[App], None]) -> AsyncIterator[SocketModeHandler]:
    """A Bolt app without async, on slack_sdk's builtin websocket client, in threads of its own."""
    handler = await asyncio.to_thread(_connected, workspace, register)
    try:
        await workspace.until_connected()
        yield handler
    finally:
        handler.client.auto_reconnect_enabled = False
        await workspace.drop_sockets(polite=False)  # a read of the client's would hold its close for three seconds
        with contextlib.suppress(AttributeError):  # two of its threads close the same socket
            await _closed(handler)


async def _closed(handler: SocketModeHandler) -> None:
    """Close it in a thread. Its reader, where it begins only then, forgets that it is to end and would be waited for
    without end: it is told until it is gone."""
    closing = asyncio.create_task(asyncio.to_thread(handler.close))
    while not closing.done():
        handler.client.current_session_state.terminated = True
        await asyncio.wait({closing}, timeout=0.05)
    await closing


def _connected(workspace: Workspace, register: Callable[[App], None]) -> SocketModeHandler:
    handler = SocketModeHandler(_app(workspace, register), HELPER.app_token, trace_enabled=False)
    handler.connect()
    return handler


def _app(workspace: Workspace, register: Callable[[App], None]) -> App:
    app = App(client=_client(workspace), signing_secret=HELPER.signing_secret)
    register(app)
    return app


def _client(workspace: Workspace, token: str = HELPER.bot_token) -> WebClient:
    client = WebClient(token=token, base_url=workspace.api_url)
    client.proxy = None
    return client


@asynccontextmanager
async def over_http(workspace: Workspace, register: Callable[[App], None]) -> AsyncIterator[None]:
    """The same app behind Python's own HTTP server."""
    app = await asyncio.to_thread(_app, workspace, register)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = app.dispatch(BoltRequest(body=body, headers=dict(self.headers)))
            self.send_response(answer.status)
            for name, values in answer.headers.items():
                self.send_header(name, values[0])
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        assert await workspace.set_request_url(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield
    finally:
        await asyncio.to_thread(server.shutdown)
        thread.join()
        server.server_close()


def helper(app: App) -> None:
    """Answers mentions and words, asks in a form that corrects, and shows a home tab."""
    answering(app)
    asking(app)


def answering(app: App) -> None:
    @app.event("app_mention")
    def mentioned(event: BODY, say: Any) -> None:
        say(f"You called, <@{event['user']}>?", thread_ts=event["ts"])

    @app.message(re.compile(r"(open|closed) on (\w+)"))
    def hours(context: Any, say: Any) -> None:
        say(" and ".join(context["matches"]))

    @app.event("message")
    def others() -> None: ...

    @app.event("app_home_opened")
    def home(event: BODY, client: WebClient) -> None:
        view = {"type": "home", "blocks": [section(f"Hello <@{event['user']}>")]}
        client.views_publish(user_id=event["user"], view=view, hash=(event.get("view") or {}).get("hash"))


def asking(app: App) -> None:
    @app.command("/ask")
    def command(ack: Any, respond: Any, command: BODY) -> None:
        ack()
        respond(f"about {command['text']}?", blocks=[section("Sure?"), actions(button("Yes", "yes", command["text"]))])

    @app.action("yes")
    def yes(ack: Any, respond: Any, action: BODY) -> None:
        ack()
        respond(replace_original=True, text=f"asked: {action['value']}")
        respond(response_type="in_channel", replace_original=False, text=f"Somebody asks: {action['value']}")

    @app.shortcut("ask")
    def ask(ack: Any, shortcut: BODY, client: WebClient) -> None:
        ack()
        channel = menu("where", "Where", "conversations_select")
        channel["element"]["response_url_enabled"] = True
        form = modal(text_field("what", "What"), channel, callback_id="asked")
        client.views_open(trigger_id=shortcut["trigger_id"], view=form)

    @app.shortcut("ask_here")
    def ask_here(ack: Any, shortcut: BODY, respond: Any) -> None:
        ack()
        respond(f"about “{shortcut['message']['text']}”", response_type="ephemeral")

    @app.view("asked")
    def asked(ack: Any, view: BODY, body: BODY, client: WebClient) -> None:
        words = view["state"]["values"]["what"]["value"]["value"]
        if not words.endswith("?"):
            ack(response_action="errors", errors={"what": "A question ends with ?"})
            return
        ack(response_action="update", view=modal(section("Thank you"), callback_id="thanks"))
        (target,) = body["response_urls"]
        assert target["channel_id"] == view["state"]["values"]["where"]["choice"]["selected_conversation"]
        client.chat_postMessage(channel=target["channel_id"], text=words)


async def used(workspace: Workspace) -> None:
    """Somebody uses all of it."""
    lin = workspace.person("林晓")
    asked = await lin.say("general", "@Helper are you there?")
    await workspace.until(lambda: lin.last("general").text.startswith("You called"), what="the mention's answer")
    assert lin.last("general")["thread_ts"] == asked.shown[0].ts
    await lin.say("general", "is it open on Sunday")
    await workspace.until(lambda: lin.last("general").text == "open and Sunday", what="the words' answer")
    await lin.open_home()
    await workspace.until(lin.home, what="the home tab")
    await lin.command("/ask the <weather>")
    await workspace.until(lin.ephemerals, what="the command's answer")
    await lin.click(lin.ephemerals()[-1], "Yes")
    await workspace.until(lambda: lin.last("general").text == "Somebody asks: the <weather>", what="the button's words")
    assert [each.text for each in lin.ephemerals()] == ["asked: the <weather>"]
    await lin.shortcut("ask_here", asked.shown[0])
    await workspace.until(lambda: "are you there" in lin.ephemerals()[-1].text, what="the message shortcut's answer")
    await lin.shortcut("ask")
    await workspace.until(lambda: lin.open_view, what="the form")
    assert (await lin.submit({"What": "why", "Where": "general"})).errors == {"what": "A question ends with ?"}
    assert (await lin.submit({"What": "why?"})).errors == {}
    assert lin.open_view is not None
    assert lin.open_view.body["callback_id"] == "thanks"
    await workspace.until(lambda: lin.last("general").text == "why?", what="what was asked")
    await workspace.quiet()
    assert [(call.method, call.error) for call in workspace.calls.where(ok=False)] == []
    assert [(each.what, each.status) for each in workspace.deliveries.where(ok=False)] == []


async def test_bolt_without_async_over_socket_mode(helped: Workspace) -> None:
    async with over_socket(helped, helper):
        await used(helped)
        assert {each.over for each in helped.deliveries} == {"socket"}


async def test_bolt_without_async_over_http(helped: Workspace) -> None:
    async with over_http(helped, helper):
        await used(helped)
        assert {each.over for each in helped.deliveries} == {"http"}


async def test_the_builtin_client_comes_back_when_it_is_told_to(helped: Workspace) -> None:
    async with over_socket(helped, helper):
        (app,) = helped.apps.values()
        before = tuple(app.sockets)
        assert await helped.drop_sockets() == 1
        await helped.until(lambda: app.ready_sockets() and app.sockets[-1] not in before, 10, "a new connection")
        lin = helped.person("林晓")
        await lin.command("/ask again")
        await helped.until(lin.ephemerals, what="the answer on the new connection")


async def test_the_client_without_async(helped: Workspace) -> None:
    def work() -> list[Any]:
        client = _client(helped)
        for number in range(5):
            client.chat_postMessage(channel="#general", text=f"number {number}")
        pages = [page["messages"] for page in client.conversations_history(channel=GENERAL, limit=2)]
        client.files_upload_v2(channel=GENERAL, content="a,b", filename="table.csv", initial_comment="a table")
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client.chat_postMessage(channel="#nowhere", text="x")
        members = [member for page in client.users_list(limit=3) for member in page["members"]]
        channels = client.conversations_list(types="public_channel,private_channel,im", exclude_archived=True)
        return [[len(page) for page in pages], len(members), {each["name"] for each in channels["channels"]}]

    pages, members, channels = await asyncio.to_thread(work)
    assert pages == [2, 2, 1]
    assert members >= 9
    assert channels == {"general", "incidents"}
    assert helped.person("林晓").last("general")["files"][0]["name"] == "table.csv"


async def test_the_clients_own_retry_obeys_retry_after(helped: Workspace) -> None:
    helped.weather.fail("chat.postMessage", "ratelimited", times=2, retry_after=0)

    def work() -> None:
        client = _client(helped)
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
        client.chat_postMessage(channel=GENERAL, text="at last")

    await asyncio.to_thread(work)
    assert [call.status for call in helped.calls.where("chat.postMessage")] == [429, 429, 200]
    assert helped.person("林晓").last("general").text == "at last"


async def test_two_apps_with_other_tokens_scopes_and_ears() -> None:
    quiet = AppInstall("A00002LOC", "Quiet", "xoxb-quiet", "xapp-quiet", "quiet", scopes=frozenset({"chat:write"}))
    quiet = replace(quiet, events=frozenset({"reaction_added"}), starting_channels=("general",))
    async with Workspace(apps=[HELPER, quiet]) as workspace:
        lin = workspace.person("林晓")
        seen = (await lin.say("general", "hello")).shown[0]
        await lin.react(seen, "tada")
        told = [(each.app, each.what) for each in workspace.deliveries]
        assert told == [("A00001LOC", "message"), ("A00002LOC", "reaction_added")]

        def work() -> str:
            client = _client(workspace, "xoxb-quiet")
            mine = str(client.chat_postMessage(channel=GENERAL, text="mine")["ts"])
            with pytest.raises(SlackApiError, match="missing_scope"):
                client.users_list()
            with pytest.raises(SlackApiError, match="cant_update_message"):
                _client(workspace).chat_update(channel=GENERAL, ts=mine, text="not yours")
            return str(client.auth_test()["user_id"])

        assert await asyncio.to_thread(work) == workspace.apps["A00002LOC"].bot.id


async def test_what_happens_in_channels_is_told_by_its_name() -> None:
    everything = replace(HELPER, events=EVERY_EVENT, unfurl_domains=("example.com",))
    async with Workspace(apps=[everything]) as workspace, over_http(workspace, lambda app: app.use(_takes_all)):
        lin = workspace.person("林晓")
        said = (await lin.say("general", "see https://docs.example.com/a?b=1&c=2 and https://other.org")).shown[0]
        await lin.upload("general", "list.txt", b"one", "the list")
        await lin.command("/me waves")
        await lin.edit(said, "see nothing")
        await lin.delete(said)
        await lin.create_channel("side")
        await lin.invite("side", "helper")
        await lin.command("/remove @helper", "side")
        await workspace.quiet()
        told = [each.what for each in workspace.deliveries.where(kind="events_api", ok=True)]
        assert told == [
            "message",
            "link_shared",
            "message file_share",
            "file_shared",
            "message me_message",
            "message message_changed",
            "message message_deleted",
            "channel_created",
            "member_joined_channel",
            "message channel_join",
            "channel_left",
        ]
        (link,) = [each.payload["event"] for each in workspace.deliveries.where("link_shared") if each.payload]
        assert link["links"] == [{"url": "https://docs.example.com/a?b=1&c=2", "domain": "docs.example.com"}]
        assert (link["message_ts"], link["is_bot_user_member"]) == (said.ts, True)


def _takes_all() -> BoltResponse:
    """Bolt's middleware that answers everything itself."""
    return BoltResponse(status=200)


async def test_what_somebody_typed_comes_as_rich_text(helped: Workspace) -> None:
    lin = helped.person("林晓")
    await lin.say("general", "@Helper see #incidents :fire: & https://example.com")
    (delivery,) = helped.deliveries.where("app_mention")
    assert delivery.payload is not None
    (block,) = delivery.payload["event"]["blocks"]
    assert block["type"] == "rich_text"
    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": helped.apps[HELPER.app_id].bot.id},
        {"type": "text", "text": " see "},
        {"type": "channel", "channel_id": "C00002LOC"},
        {"type": "text", "text": " "},
        {"type": "emoji", "name": "fire"},
        {"type": "text", "text": " & "},
        {"type": "link", "url": "https://example.com"},
    ]


async def test_a_message_under_another_name_is_told_as_that_of_a_bot(helped: Workspace) -> None:
    async with over_http(helped, lambda app: app.use(_takes_all)):
        await asyncio.to_thread(
            lambda: _client(helped).chat_postMessage(channel=GENERAL, text="x", username="Owl", icon_emoji=":owl:")
        )
        await helped.until(lambda: helped.deliveries.where("message*"), what="the event")
    (delivery,) = helped.deliveries.where("message bot_message")
    assert delivery.payload is not None
    assert delivery.payload["event"]["username"] == "Owl"
    assert "user" not in delivery.payload["event"]


async def test_an_incoming_webhook(helped: Workspace) -> None:
    def work() -> list[tuple[int, str]]:
        found = []
        for channel, words in (
            ("general", {"text": "by webhook"}),
            ("general", {"text": ""}),
            ("incidents", {"text": "there"}),
        ):
            client = WebhookClient(helped.webhook_url(channel))
            client.proxy = None
            answer = client.send_dict(words)
            found.append((answer.status_code, answer.body))
        return found

    assert await asyncio.to_thread(work) == [(200, "ok"), (400, "no_text"), (200, "ok")]
    lin = helped.person("林晓")
    assert (lin.last("general").text, lin.last("incidents").text) == ("by webhook", "there")
    assert [(call.error, call.status) for call in helped.calls.where("webhook")] == [
        ("", 200),
        ("no_text", 400),
        ("", 200),
    ]
