"""The adapter on the wire, against the local workspace: committed first, acknowledged after, and nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from crisis import events as e
from crisis.policy.people import Candidate, Person, Roster
from crisis.ports import Unit
from handlers.blocks import Message
from handlers.feature import Tools
from handlers.features import SWITCHBOARD
from handlers.slack.adapter import Adapter, answer_http, application
from handlers.slack.finding import message_finder
from tests.crisis.memory.store import MemoryStore
from tests.handlers.asking import Asking
from workspace import AppInstall, Shortcut, SlashCommand, Timer, Workspace

SHORTCUTS = tuple(Shortcut(name, name) for name in ("open_from_message", "note_message", "decide_message"))
INSTALL = AppInstall(name="烽火", commands=(SlashCommand("/incident"),), shortcuts=SHORTCUTS)


class GatedStore(MemoryStore):
    """A store whose commits wait for the gate, and that is away when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()
        self.away = False
        self.asked = 0

    async def transact(self, closure: Callable[[Unit], Any], patient: bool = False, callers: int = 1) -> Any:
        self.asked += 1
        await self.gate.wait()
        if self.away:
            raise TimeoutError
        return await super().transact(closure, patient)


@dataclass(slots=True)
class Wire:
    workspace: Workspace
    asking: Asking
    adapter: Adapter
    client: AsyncWebClient
    watched: list[Any] = field(default_factory=list)

    @property
    def store(self) -> GatedStore:
        assert isinstance(self.asking.store, GatedStore)
        return self.asking.store

    async def notes(self) -> list[str]:
        return [event.text for event in await self.asking.events(e.NoteAdded)]

    async def room(self) -> None:
        """Incident 1 belongs to #general, and the bot is in it."""
        await self.asking.with_room(channel="C00001LOC")
        await self.client.conversations_join(channel="C00001LOC")


@pytest.fixture(params=["http", "socket"])
async def wire(request: pytest.FixtureRequest) -> AsyncIterator[Wire]:
    timer = Timer(start=1_790_000_000.0)
    async with (
        Workspace(clock=timer.time, timer=timer, apps=[INSTALL], ack_seconds=1) as workspace,
        aiohttp.ClientSession(trust_env=False) as session,
    ):
        client = AsyncWebClient(
            token=INSTALL.bot_token, base_url=workspace.api_url, session=session, retry_handlers=[], timeout=5
        )
        me = await client.auth_test()
        app = application(
            client, "local-signing-secret", team_id=me["team_id"], bot_id=me["bot_id"], bot_user=me["user_id"]
        )
        asking = Asking(store=GatedStore())
        asking.tools = _tools(asking, workspace, client)
        watched: list[Any] = []

        async def watch(event: Any) -> None:
            watched.append(event)

        own = frozenset({me["bot_id"], me["user_id"]})
        adapter = Adapter(app, client, asking.tools, SWITCHBOARD, own, watch={"member_joined_channel": watch})
        adapter.register()
        async with _connected(request.param, workspace, app):
            yield Wire(workspace, asking, adapter, client, watched)
            await adapter.drain()


def _tools(asking: Asking, workspace: Workspace, client: AsyncWebClient) -> Tools:
    people = tuple(
        Person(person.id, person.name, locale=locale)
        for person, locale in ((workspace.person("林晓"), "zh-CN"), (workspace.person("Maya Brooks"), "en-US"))
    )
    asking.desk.roster = Roster(tuple(map(Candidate, people)), people)

    async def tell(channel: str, person: str, message: Message) -> None:
        await client.chat_postEphemeral(channel=channel, user=person, text=message.text, blocks=list(message.blocks))

    return Tools(asking.desk, "/incident", asking.language, tell, message_finder(client))


class _connected:
    """The application connected in one of the two modes."""

    def __init__(self, mode: str, workspace: Workspace, app: AsyncApp) -> None:
        self._mode, self._workspace, self._app = mode, workspace, app

    async def __aenter__(self) -> None:
        if self._mode == "socket":
            self._handler = AsyncSocketModeHandler(self._app, INSTALL.app_token)
            await self._handler.connect_async()
            await self._workspace.until_connected()
        else:
            site = web.Application()
            site.router.add_post("/slack/events", partial(answer_http, self._app))
            self._server = TestServer(site, host="127.0.0.1")
            await self._server.start_server()
            assert await self._workspace.set_request_url(str(self._server.make_url("/slack/events")))

    async def __aexit__(self, *error: object) -> None:
        if self._mode == "socket":
            await self._handler.close_async()
        else:
            await self._server.close()


async def test_a_command_is_acknowledged_after_the_commit(wire: Wire) -> None:
    await wire.room()
    wire.store.gate.clear()
    asked = wire.store.asked
    delivery = asyncio.create_task(wire.workspace.person("Maya Brooks").command("/incident note first crew", "general"))
    await wire.workspace.until(lambda: wire.store.asked > asked)
    assert not delivery.done()
    assert await wire.notes() == []
    wire.store.gate.set()
    assert (await delivery).ok
    assert await wire.notes() == ["first crew"]


async def test_an_answer_is_in_the_askers_language_and_for_the_asker_alone(wire: Wire) -> None:
    lin, maya = wire.workspace.person("林晓"), wire.workspace.person("Maya Brooks")
    await lin.command("/incident 决册 x", "general")
    await maya.command("/incident decde x", "general")
    assert "没有“决册”这个命令" in lin.ephemerals("general")[-1].plain
    assert "Did you mean: decide" in maya.ephemerals("general")[-1].plain
    assert len(maya.ephemerals("general")) == 1


async def test_a_form_opens_and_opens_one_incident(wire: Wire) -> None:
    lin = wire.workspace.person("林晓")
    await lin.command("/incident 开启 2", "general")
    await wire.workspace.until(lambda: lin.open_view)
    assert (await lin.submit({"title": "🔥"})).errors == {"title": "标题里至少要有一个字。请用几个字说明发生了什么。"}
    assert (await lin.submit({"title": "盒饭发霉"})).errors == {}
    assert lin.open_view is None
    assert (await wire.asking.incident()).title == "盒饭发霉"
    await wire.workspace.until(lambda: lin.ephemerals("general"))
    assert "事件 #1 已开启" in lin.ephemerals("general")[-1].plain


async def test_an_expired_trigger_is_told_to_the_one_who_clicked(wire: Wire) -> None:
    maya = wire.workspace.person("Maya Brooks")
    wire.workspace.weather.fail("views.open", "error:expired_trigger_id", times=1)
    assert (await maya.command("/incident open", "general")).ok
    await wire.workspace.until(lambda: maya.ephemerals("general"))
    assert "once more" in maya.ephemerals("general")[-1].plain


async def test_when_the_store_is_away_a_person_is_told_that_nothing_was_done(wire: Wire) -> None:
    await wire.room()
    maya = wire.workspace.person("Maya Brooks")
    wire.store.away = True
    await maya.command("/incident note lost?", "general")
    assert "Nothing was done" in maya.ephemerals("general")[-1].plain
    await maya.command("/incident update", "general")
    await wire.workspace.until(lambda: maya.open_view)
    assert "Nothing was done" in (await maya.submit({"conditions": "x"})).errors["conditions"]
    wire.store.away = False
    assert (await maya.submit({"conditions": "x"})).errors == {}
    assert len((await wire.asking.incident()).updates) == 1


async def test_an_event_is_not_acknowledged_while_the_store_is_away(wire: Wire) -> None:
    await wire.room()
    maya = wire.workspace.person("Maya Brooks")
    message = (await maya.say("general", "first crew")).shown[0]
    wire.store.away = True
    assert not (await maya.react(message, "pushpin")).ok
    wire.store.away = False
    await maya.unreact(message, "pushpin")
    assert (await maya.react(message, "pushpin")).ok
    assert await wire.notes() == ["first crew"]


async def test_the_same_event_twice_is_one_note(wire: Wire) -> None:
    await wire.room()
    maya = wire.workspace.person("Maya Brooks")
    message = (await maya.say("general", "first crew & more")).shown[0]
    wire.workspace.weather.repeat_events("reaction_added", copies=3)
    await maya.react(message, "pushpin")
    await wire.workspace.quiet()
    await wire.adapter.drain()
    assert await wire.notes() == ["first crew & more"]


async def test_a_noted_message_in_a_thread_is_followed(wire: Wire) -> None:
    await wire.room()
    maya = wire.workspace.person("Maya Brooks")
    top = (await maya.say("general", "top")).shown[0]
    reply = (await maya.say("general", "reply", thread=top)).shown[0]
    assert (await maya.react(reply, "pushpin")).ok
    await maya.edit(reply, "reply, edited")
    await maya.delete(reply)
    assert await wire.notes() == ["reply"]
    followed = await wire.asking.events(e.MessageFollowed)
    assert [(event.text, event.deleted) for event in followed] == [("reply, edited", False), ("", True)]


async def test_the_bots_own_messages_are_not_followed_round_in_a_circle(wire: Wire) -> None:
    await wire.room()
    posted = await wire.client.chat_postMessage(channel="C00001LOC", text="the board")
    maya = wire.workspace.person("Maya Brooks")
    board = maya.last("general")
    assert (await maya.react(board, "pushpin")).ok
    await wire.client.chat_update(channel="C00001LOC", ts=posted["ts"], text="the board, newer")
    await wire.workspace.quiet()
    assert await wire.notes() == ["the board"]
    assert await wire.asking.events(e.MessageFollowed) == []


async def test_a_mention_is_answered_with_help_and_a_shortcut_notes(wire: Wire) -> None:
    await wire.room()
    lin = wire.workspace.person("林晓")
    await lin.say("general", "@烽火 怎么用？")
    await wire.workspace.until(lambda: lin.ephemerals("general"))
    assert "烽火能做什么" in lin.ephemerals("general")[-1].plain
    message = (await lin.say("general", "门店停业")).shown[0]
    assert (await lin.shortcut("note_message", message)).ok
    assert await wire.notes() == ["门店停业"]


async def test_buttons_work_and_an_unknown_one_says_so(wire: Wire) -> None:
    await wire.room()
    maya = wire.workspace.person("Maya Brooks")
    await maya.command("/incident", "general")
    board = maya.ephemerals("general")[-1]
    assert (await maya.click(board, "note.form")).ok
    await wire.workspace.until(lambda: maya.open_view)
    await maya.submit({"text": "seen"})
    assert await wire.notes() == ["seen"]
    actions = [
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "old.one", "text": {"type": "plain_text", "text": "Old"}}],
        }
    ]
    await wire.client.chat_postMessage(channel="C00001LOC", text="old", blocks=actions)
    assert (await maya.click(maya.last("general"), "Old")).ok
    await wire.workspace.until(lambda: "another version" in maya.ephemerals("general")[-1].plain)


async def test_everything_that_slack_sends_is_answered_and_watched(wire: Wire) -> None:
    await wire.asking.with_room(channel="C00002LOC")
    maya = wire.workspace.person("Maya Brooks")
    assert (await maya.say("general", "just talk")).ok
    assert (await maya.open_home()).ok
    await maya.create_channel("somewhere")
    await maya.invite("somewhere", "烽火")
    await wire.workspace.until(lambda: wire.watched)
    assert wire.watched[-1]["type"] == "member_joined_channel"


async def test_an_answer_that_comes_too_late_for_the_acknowledgement_comes_by_the_response_url(wire: Wire) -> None:
    wire.adapter.answered_within = -1.0
    maya = wire.workspace.person("Maya Brooks")
    delivery = await maya.command("/incident list", "general")
    assert (delivery.ok, delivery.shown) == (True, ())
    await wire.workspace.until(lambda: maya.ephemerals("general"))


def test_an_application_that_acknowledges_first_is_refused() -> None:
    client = AsyncWebClient(token="xoxb-1", retry_handlers=[])
    asking = Asking()
    early = AsyncApp(client=client, signing_secret="s", process_before_response=False)
    with pytest.raises(ValueError, match="process before"):
        Adapter(early, client, asking.tools, SWITCHBOARD, frozenset())


def test_a_client_that_repeats_by_itself_is_refused() -> None:
    client = AsyncWebClient(token="xoxb-1")
    app = application(client, "s", team_id="T1", bot_id="B1", bot_user="U1")
    with pytest.raises(ValueError, match="retry_handlers"):
        Adapter(app, client, Asking().tools, SWITCHBOARD, frozenset())
