"""The JSON that the page lives on: state, messages, acts, the stream, panels, and who is let in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, GENERAL, INSTALL, LIN, ZHOU, actions, button, modal, running, section, text_field
from workspace import Clicks, Panel, Workspace
from workspace.page.guard import is_loopback
from workspace.people.answers import Preset


class Browser:
    """A page open as one person."""

    def __init__(self, session: aiohttp.ClientSession, url: str, me: str) -> None:
        self._session, self._url, self.me = session, url, me
        self.events: list[dict[str, Any]] = []

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        async with self._session.get(f"{self._url}{path}", params={"as": self.me, **query}) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        async with self._session.post(f"{self._url}/page/{path}", json={"as": self.me, **body}) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    @asynccontextmanager
    async def streaming(self) -> AsyncIterator[None]:
        async with self._session.get(f"{self._url}/page/stream", params={"as": self.me}) as answer:
            assert answer.headers["Content-Type"] == "text/event-stream"
            assert await answer.content.readline() == b": here\n"
            reading = asyncio.create_task(self._read(answer))
            try:
                yield
            finally:
                reading.cancel()

    async def _read(self, answer: aiohttp.ClientResponse) -> None:
        async for line in answer.content:
            if line.startswith(b"data: "):
                self.events.append(json.loads(line[6:]))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]


@pytest.fixture
def lin(workspace: Workspace, session: aiohttp.ClientSession) -> Browser:
    return Browser(session, workspace.url, LIN)


@pytest.fixture
def zhou(workspace: Workspace, session: aiohttp.ClientSession) -> Browser:
    return Browser(session, workspace.url, ZHOU)


async def test_the_state(workspace: Workspace, lin: Browser, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=LIN, text="direct")
    await workspace.person("周明").create_channel("密室", private=True)
    state = await lin.get("/page/state")
    assert (state["me"], state["team"]["name"]) == (LIN, "云合 Yunhe")
    assert {channel["name"]: channel["kind"] for channel in state["channels"]} == {
        "general": "channel",
        "incidents": "channel",
        "": "im",
    }
    direct = state["channels"][-1]
    assert (direct["with"], direct["is_member"]) == (BOT, True)
    assert direct["incoming"] == [direct["latest_ts"]]
    person = state["people"][0]
    assert (person["locale"], person["answers"], person["is_bot"]) == ("zh-CN", None, False)
    assert [command["command"] for command in state["commands"]] == ["/beacon", "/raw"]
    assert [shortcut["type"] for shortcut in state["shortcuts"]] == ["message", "global"]
    assert state["apps"] == [{"app_id": INSTALL.app_id, "name": "Beacon", "bot_user": BOT, "connected": False}]


async def test_without_a_person_the_first_of_the_cast(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    for who in ("", "U99999LOC", BOT):
        assert (await Browser(session, workspace.url, who).get("/page/state"))["me"] == LIN


async def test_saying_editing_reacting_deleting(workspace: Workspace, lin: Browser) -> None:
    assert (await lin.post("say", channel=GENERAL, text=f"<@{ZHOU}> a &lt; b"))["ok"]
    message = (await lin.get("/page/messages", channel=GENERAL))["messages"][0]
    assert message["text"] == f"<@{ZHOU}> a &lt; b"
    place = {"channel": GENERAL, "ts": message["ts"]}
    await lin.post("edit", **place, text="better")
    await lin.post("react", **place, name="eyes", remove=False)
    message = (await lin.get("/page/messages", channel=GENERAL))["messages"][0]
    assert (message["text"], message["reactions"][0]["users"]) == ("better", [LIN])
    await lin.post("react", **place, name="eyes", remove=True)
    await lin.post("delete", **place)
    assert (await lin.get("/page/messages", channel=GENERAL))["messages"] == []


async def test_refusals_are_sentences(workspace: Workspace, lin: Browser, zhou: Browser) -> None:
    await lin.post("say", channel=GENERAL, text="mine")
    ts = (await lin.get("/page/messages", channel=GENERAL))["messages"][0]["ts"]
    refused = await zhou.post("edit", channel=GENERAL, ts=ts, text="yours")
    assert refused == {"ok": False, "error": "people change their own messages only"}
    assert "missing" in (await lin.post("say", channel=GENERAL))["error"]
    assert not (await lin.post("say", channel="C99999LOC", text="x"))["ok"]
    assert not (await Browser(lin._session, workspace.url, BOT).post("say", channel=GENERAL, text="x"))["ok"]


async def test_a_command_a_click_and_a_form(workspace: Workspace, lin: Browser) -> None:
    sent: list[str] = []

    def register(app: AsyncApp) -> None:
        async def command(ack: Any) -> None:
            await ack(text="here", blocks=[actions(button("Form", "form"))])

        async def clicked(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            view = modal(text_field("title", "Title"), callback_id="form")
            await client.views_open(trigger_id=body["trigger_id"], view=view)
            await ack()

        async def submitted(ack: Any, view: dict[str, Any]) -> None:
            value = view["state"]["values"]["title"]["value"]["value"]
            sent.append(value)
            await ack() if value == "good" else await ack(response_action="errors", errors={"title": "bad"})

        app.command("/beacon")(command)
        app.action("form")(clicked)
        app.view("form")(submitted)

    async with running(workspace, register), lin.streaming():
        shown = (await lin.post("say", channel=GENERAL, text="/beacon"))["ephemeral"]
        assert shown["text"] == "here"
        element = shown["blocks"][0]["elements"][0]
        action = {**element, "block_id": shown["blocks"][0]["block_id"]}
        assert (await lin.post("action", channel=GENERAL, ts=shown["ts"], action=action))["ok"]
        await workspace.until(lambda: lin.of("view"))
        view = lin.of("view")[0]["view"]
        for value, answer in (
            ("bad", {"closed": False, "errors": {"title": "bad"}}),
            ("good", {"closed": True, "errors": None}),
        ):
            values = {"title": {"value": {"type": "plain_text_input", "value": value}}}
            assert await lin.post("submit", view_id=view["id"], values=values) == {"ok": True, **answer}
        await workspace.until(lambda: len(lin.of("view")) == 3)
        assert [event["op"] for event in lin.of("view")] == ["open", "errors", "close"]
        gone = await lin.post("dismiss", view_id=view["id"])
        assert gone["error"] == "this form is closed already"
    assert sent == ["bad", "good"]


async def test_nobody_sends_anothers_form(
    workspace: Workspace, lin: Browser, zhou: Browser, client: AsyncWebClient
) -> None:
    trigger = workspace.interactions.tickets.trigger(LIN, INSTALL.app_id)
    view = (await client.views_open(trigger_id=trigger, view=modal(section("x"))))["view"]
    assert not (await zhou.post("submit", view_id=view["id"], values={}))["ok"]
    assert (await lin.post("dismiss", view_id=view["id"]))["ok"]


async def test_an_app_that_is_not_there_is_said_in_a_sentence(
    workspace: Workspace, lin: Browser, client: AsyncWebClient
) -> None:
    trigger = workspace.interactions.tickets.trigger(LIN, INSTALL.app_id)
    form = modal(actions(button("Press", "press")), callback_id="form")
    view = (await client.views_open(trigger_id=trigger, view=form))["view"]
    action = {**button("Press", "press"), "block_id": view["blocks"][0]["block_id"]}
    for answer in (
        await lin.post("submit", view_id=view["id"], values={}),
        await lin.post("action", view_id=view["id"], action=action),
        await lin.post("shortcut", callback_id="from_anywhere"),
    ):
        assert answer == {"ok": False, "error": "连接应用时出了点问题，请再试一次。"}


async def test_shortcuts_and_the_home_tab(workspace: Workspace, lin: Browser, client: AsyncWebClient) -> None:
    heard: list[str] = []

    def register(app: AsyncApp) -> None:
        async def taken(ack: Any, body: dict[str, Any]) -> None:
            await ack()
            heard.append(body["callback_id"])

        async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("home")]})

        app.shortcut("from_message")(taken)
        app.shortcut("from_anywhere")(taken)
        app.event("app_home_opened")(opened)

    await lin.post("say", channel=GENERAL, text="look")
    ts = (await lin.get("/page/messages", channel=GENERAL))["messages"][0]["ts"]
    async with running(workspace, register), lin.streaming():
        await lin.post("shortcut", callback_id="from_message", channel=GENERAL, ts=ts)
        await lin.post("shortcut", callback_id="from_anywhere")
        assert (await lin.post("home", app_id=INSTALL.app_id))["ok"]
        await workspace.until(lambda: lin.of("home"))
        assert lin.of("home")[0]["view"]["blocks"][0]["text"]["text"] == "home"
        assert (await lin.post("home", app_id=INSTALL.app_id))["view"]["type"] == "home"
    assert heard == ["from_message", "from_anywhere"]


async def test_the_stream_tells_each_what_they_may_see(
    workspace: Workspace, lin: Browser, zhou: Browser, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    async with lin.streaming(), zhou.streaming():
        posted = await client.chat_postMessage(channel=GENERAL, text="one")
        await client.chat_update(channel=GENERAL, ts=posted["ts"], text="two")
        await client.reactions_add(channel=GENERAL, timestamp=posted["ts"], name="eyes")
        await client.pins_add(channel=GENERAL, timestamp=posted["ts"])
        await client.bookmarks_add(channel_id=GENERAL, title="b", type="link", link="https://a.example")
        await client.chat_postEphemeral(channel=GENERAL, user=LIN, text="psst")
        await client.chat_postMessage(channel=LIN, text="direct")
        await client.chat_delete(channel=GENERAL, ts=posted["ts"])
        await workspace.until(lambda: lin.of("message_deleted") and zhou.of("message_deleted"))
    assert [event["message"]["text"] for event in lin.of("message")] == ["one", "psst", "direct"]
    assert [event["message"]["text"] for event in zhou.of("message")] == ["one"]
    assert zhou.of("message_changed")[0]["message"]["text"] == "two"
    assert zhou.of("reactions")[0]["reactions"][0]["name"] == "eyes"
    assert zhou.of("pins")[0]["pins"] == [posted["ts"]]
    assert zhou.of("bookmarks")[0]["bookmarks"][0]["title"] == "b"
    assert [event["channel"]["with"] for event in lin.of("channel")] == [BOT]
    assert zhou.of("channel") == []


async def test_a_new_channel_and_new_members_are_told(
    workspace: Workspace, lin: Browser, client: AsyncWebClient
) -> None:
    async with lin.streaming():
        channel = (await client.conversations_create(name="事件"))["channel"]["id"]
        await client.conversations_setTopic(channel=channel, topic="题")
        await client.conversations_invite(channel=channel, users=LIN)
        await workspace.until(lambda: lin.of("channel") and lin.of("channel")[-1]["channel"]["is_member"])
    assert lin.of("channel")[-1]["channel"]["topic"] == "题"


async def test_an_open_form_is_shown_to_a_page_that_comes_later(
    workspace: Workspace, lin: Browser, client: AsyncWebClient
) -> None:
    trigger = workspace.interactions.tickets.trigger(LIN, INSTALL.app_id)
    await client.views_open(trigger_id=trigger, view=modal(section("x")))
    async with lin.streaming():
        await workspace.until(lambda: lin.of("view"))
    assert lin.of("view")[0]["op"] == "open"


async def test_choosing_how_somebody_answers(workspace: Workspace, lin: Browser) -> None:
    workspace.answers.scripts["accepts"] = Clicks("Accept")
    assert (await lin.get("/page/state"))["scripts"] == ["accepts"]
    assert (await lin.post("answers", user=ZHOU, script="accepts"))["ok"]
    assert workspace.answers.of(ZHOU) == "accepts"
    assert "by hand, accepts" in (await lin.post("answers", user=ZHOU, script="sleeps"))["error"]


async def test_the_cast_answers_by_an_apps_preset_or_by_a_rule_of_ones_own() -> None:
    accepts = Preset("accept", {"en": "accepts after {after} s", "zh": "{after} 秒后接受"}, Clicks("^take", after=20))
    panel = Panel("time", "Time", web.Application(), titles={"zh": "时间"}, icon="clock", presets=(accepts,))
    async with Workspace(apps=[INSTALL], panels=[panel]) as workspace, aiohttp.ClientSession() as session:
        lin = Browser(session, workspace.url, LIN)
        offered = (await lin.get("/page/state"))["presets"]
        assert [(each["name"], each["after"]) for each in offered] == [("never", None), ("accept", 20)]
        assert offered[1]["titles"]["zh"] == "{after} 秒后接受"

        told = await lin.post("answers", user=ZHOU, preset="accept", after=5)
        assert told["answers"] == {
            "script": repr(Clicks("^take", 5)),
            "preset": "accept",
            "after": 5,
            "button": "^take",
        }
        assert workspace.answers.script_of(ZHOU) == Clicks("^take", after=5)
        told = await lin.post("answers", user=ZHOU, words="好的", after=3)
        assert (told["answers"]["preset"], told["answers"]["words"]) == ("", "好的")
        told = await lin.post("answers", user=ZHOU, preset="never")
        assert (told["answers"]["preset"], told["answers"]["after"]) == ("never", None)
        assert (await lin.post("answers", user=ZHOU))["answers"] is None
        assert workspace.answers.of(ZHOU) == "by hand"

        assert "never, accept" in (await lin.post("answers", user=ZHOU, preset="sleeps"))["error"]
        assert "regular expression" in (await lin.post("answers", user=ZHOU, button="("))["error"]
        assert "seconds" in (await lin.post("answers", user=ZHOU, preset="accept", after=-1))["error"]


async def test_a_channel_made_here_direct_messages_begun_and_somebody_added(workspace: Workspace, lin: Browser) -> None:
    made = (await lin.post("create", name="密室", private=True))["channel"]
    assert workspace.state.channels[made].kind == "private"
    assert (await lin.post("invite", channel=made, user=ZHOU))["ok"]
    assert ZHOU in workspace.state.channels[made].members
    assert not (await lin.post("create", name="general"))["ok"]
    direct = (await lin.post("direct", user=ZHOU))["channel"]
    assert (direct["kind"], direct["with"]) == ("im", ZHOU)
    assert (await lin.post("direct", user=ZHOU))["channel"]["id"] == direct["id"]


async def test_the_page_and_its_headers(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    async with session.get(workspace.url) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert '<link rel="modulepreload" href="/page/static/store.js">' in await answer.text()
    for name in ("..%2f..%2fserver.py", "nothing.js", "%2e%2e%2froutes.py"):
        async with session.get(f"{workspace.url}/page/static/{name}") as answer:
            assert answer.status == 404


async def test_a_permalink_opens_the_page_at_the_message(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    address = f"{workspace.url}/archives/{GENERAL}/p1790000000000100"
    async with session.get(address, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, f"/#/{GENERAL}/1790000000.000100")


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example:80"}])
async def test_a_foreign_host_is_refused(
    workspace: Workspace, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    async with session.get(f"{workspace.url}/page/state", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
@pytest.mark.parametrize("path", ["page/say", "api/chat.postMessage", "page/answers"])
async def test_a_foreign_page_cannot_act(
    workspace: Workspace, session: aiohttp.ClientSession, headers: dict[str, str], path: str
) -> None:
    body = {"as": LIN, "channel": GENERAL, "text": "x", "token": INSTALL.bot_token}
    async with session.post(f"{workspace.url}/{path}", json=body, headers=headers) as answer:
        assert answer.status == 403
    assert workspace.person("林晓").messages("general") == []


async def test_its_own_page_can_act(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    body = {"as": LIN, "channel": GENERAL, "text": "x"}
    own = {"Origin": workspace.url, "Sec-Fetch-Site": "same-origin"}
    async with session.post(f"{workspace.url}/page/say", json=body, headers=own) as answer:
        assert (await answer.json())["ok"]
    async with session.post(f"{workspace.url}/page/say", data=body, headers=own) as answer:
        assert not (await answer.json())["ok"]


@pytest.mark.parametrize(
    ("host", "allowed"),
    [("localhost:8765", True), ("127.0.0.1", True), ("[::1]:80", True), ("10.0.0.1", False), ("", False)],
)
def test_what_counts_as_loopback(host: str, allowed: bool) -> None:
    assert is_loopback(host) is allowed


async def test_panels_of_the_embedding_process() -> None:
    async def shown(request: web.Request) -> web.Response:
        return web.Response(text=f"panel {request.match_info['what']}")

    application = web.Application()
    application.router.add_get("/{what}", shown)
    async with (
        Workspace(apps=[INSTALL], panels=[Panel("time", "Time 时间", application)]) as workspace,
        aiohttp.ClientSession() as session,
    ):
        state = await Browser(session, workspace.url, LIN).get("/page/state")
        panel = {"name": "time", "title": "Time 时间", "titles": {}, "icon": "panel", "url": "/panel/time/"}
        assert state["panels"] == [panel]
        async with session.get(f"{workspace.url}/panel/time/now") as answer:
            assert await answer.text() == "panel now"
        async with session.get(f"{workspace.url}/panel/time/now", headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
    with pytest.raises(ValueError, match="a-z"):
        Panel("Time!", "x", web.Application())
