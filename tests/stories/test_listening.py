"""Another app's messages in a channel that the policy names: alerts and posts, once, also after a downtime."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.playground import Playground
from crisis.alert import AlertOutcome
from crisis.events import AlertEnded, AlertFiresAgain, AlertRepeated, AlertWorsened
from crisis.policy import Policy
from crisis.policy.listening import HeardAs, ListenedChannel
from crisis.severity import Severity
from tests.stories.conftest import MakeGround
from tests.stories.telling import MAYA, how_many, person, room_of
from workspace import AppInstall

MONITOR = AppInstall("A00002LOC", "Grafana", "xoxb-monitor", "xapp-monitor", "monitor", bot_name="Grafana")
FIRING = [
    {"color": "danger", "title": "[FIRING:1] Orders fail in all shops", "text": "none since 09:00", "fallback": "!"}
]
OVER = [{"color": "good", "title": "[RESOLVED] Orders fail in all shops", "text": "orders again", "fallback": "."}]


@dataclass
class Monitor:
    """Another app in the workspace, which posts into channels."""

    ground: Playground
    client: AsyncWebClient

    async def post(self, channel: str, **said: Any) -> str:
        answer = await self.client.chat_postMessage(channel=channel, **said)
        await self.ground.settle()
        return str(answer["ts"])

    async def edit(self, channel: str, ts: str, **said: Any) -> None:
        place = self.ground.workspace.state.find_channel(channel).id
        await self.client.chat_update(channel=place, ts=ts, **said)
        await self.ground.settle()


def heard(ground: Playground, *channels: str) -> bool:
    """Whether the bot is in these channels and has looked at what was said there."""
    me = ground.workspace.apps[AppInstall().app_id].bot.id
    looked = {call.arguments.get("channel") for call in ground.workspace.calls.where("conversations.history", ok=True)}
    places = [ground.workspace.state.find_channel(name) for name in channels]
    return all(me in place.members and place.id in looked for place in places)


@pytest.fixture
async def session() -> Any:
    async with aiohttp.ClientSession(trust_env=False) as made:
        yield made


async def monitored(ground: Playground, session: aiohttp.ClientSession, *channels: str) -> Monitor:
    if MONITOR.app_id not in ground.workspace.apps:
        ground.workspace.install(MONITOR)
    client = AsyncWebClient(MONITOR.bot_token, ground.workspace.api_url, session=session, retry_handlers=[])
    for name in channels:
        if all(each.name != name for each in ground.workspace.state.channels.values()):
            await person(ground, MAYA).create_channel(name)
        await client.conversations_join(channel=ground.workspace.state.find_channel(name).id)
    ground.service.look_at_channels()
    await ground.workspace.until(lambda: heard(ground, *channels), what="the bot to listen")
    return Monitor(ground, client)


async def test_another_app_s_alert_opens_repeats_and_ends(
    make_ground: MakeGround, session: aiohttp.ClientSession
) -> None:
    ground = await make_ground(policy=Policy(listen=(ListenedChannel("ops-alerts", ("grafana",)),)))
    monitor = await monitored(ground, session, "ops-alerts")
    first = await monitor.post("ops-alerts", text="", attachments=FIRING)
    room = await room_of(ground, 1)
    incident = await room.incident()
    assert (incident.title, incident.severity) == ("Orders fail in all shops", Severity.SEV2)
    assert incident.alert is not None
    assert incident.alert.url.endswith(f"/p{first.replace('.', '')}")

    await person(ground, MAYA).say("ops-alerts", "I see it, too")  # people do not count here
    await monitor.post("ops-alerts", text="", attachments=FIRING)
    await monitor.edit("ops-alerts", first, text="", attachments=OVER)
    await monitor.edit("ops-alerts", first, text="typo mended", attachments=OVER)
    assert await how_many(ground) == 1
    assert len(await room.entries(AlertEnded)) == 1
    assert (await room.incident()).duplicates == 1


async def test_an_edited_message_stays_the_alert_that_it_was(
    make_ground: MakeGround, session: aiohttp.ClientSession
) -> None:
    """However often its app edits it, also after a start: other words are no other cause, and its end is the end."""
    ground = await make_ground(policy=Policy(listen=(ListenedChannel("ops-alerts"),)))
    monitor = await monitored(ground, session, "ops-alerts")
    first = await monitor.post("ops-alerts", text="", attachments=bar("warning", "Orders fail"))
    room = await room_of(ground, 1)
    await monitor.edit("ops-alerts", first, text="", attachments=bar("warning", "12 % of orders fail"))
    assert (await room.incident()).duplicates == 0  # it says nothing new
    red = bar("danger", "Every order fails in all shops")
    await monitor.edit("ops-alerts", first, text="", attachments=red)
    assert await how_many(ground) == 1
    (worse,) = await room.entries(AlertWorsened)
    assert worse.event == AlertWorsened(Severity.SEV2)

    await ground.stop_bot()
    await ground.start_bot()
    await ground.settle()
    over = {"text": "Orders", "attachments": [], "blocks": blocks("✅ Resolved: the shops are back")}
    await monitor.edit("ops-alerts", first, **over)
    assert len(await room.entries(AlertEnded)) == 1
    await monitor.edit("ops-alerts", first, text="", attachments=red, blocks=[])
    assert len(await room.entries(AlertFiresAgain)) == 1
    await monitor.edit("ops-alerts", first, **over)
    assert len(await room.entries(AlertEnded)) == 2
    assert await how_many(ground) == 1
    assert (await room.incident()).firing.is_over


async def test_an_edit_while_the_bot_was_down_is_followed_and_a_deletion_says_nothing(
    make_ground: MakeGround, session: aiohttp.ClientSession
) -> None:
    ground = await make_ground(policy=Policy(listen=(ListenedChannel("ops-alerts"),)))
    monitor = await monitored(ground, session, "ops-alerts")
    orders = await monitor.post("ops-alerts", text="Orders fail")
    stock = await monitor.post("ops-alerts", text="Stock is wrong")
    place = ground.workspace.state.find_channel("ops-alerts").id
    await monitor.client.chat_delete(channel=place, ts=stock)
    await ground.settle()
    await ground.stop_bot()
    await monitor.client.chat_update(channel=place, ts=orders, text="Resolved: customers can buy again")
    read = len(ground.workspace.calls.where("conversations.history", ok=True))
    await ground.start_bot()
    await ground.workspace.until(
        lambda: len(ground.workspace.calls.where("conversations.history", ok=True)) > read, what="a look back"
    )
    await ground.settle()
    assert await how_many(ground) == 2
    assert (await (await room_of(ground, 1)).incident()).firing.is_over
    assert not (await (await room_of(ground, 2)).incident()).firing.is_over


async def test_the_end_of_an_alert_that_waits_is_known_by_an_edit(
    make_ground: MakeGround, session: aiohttp.ClientSession
) -> None:
    ground = await make_ground(policy=Policy(listen=(ListenedChannel("ops-alerts", severity=Severity.SEV4),)))
    monitor = await monitored(ground, session, "ops-alerts")
    first = await monitor.post("ops-alerts", text="A disk fills")
    await monitor.edit("ops-alerts", first, text="Recovered: there is room again")
    waiting = await ground.service.store.read(lambda view: view.alert(1))
    assert waiting is not None
    assert (waiting.outcome, waiting.alert.resolved) == (AlertOutcome.HELD, True)
    assert await how_many(ground) == 0


def bar(colour: str, title: str) -> list[dict[str, Any]]:
    return [{"color": colour, "title": title, "fallback": title}]


def blocks(words: str) -> list[dict[str, Any]]:
    return [{"type": "header", "text": {"type": "plain_text", "text": words}}]


async def test_what_was_said_while_the_bot_was_down_is_heard_once_and_what_was_before_it_listened_never(
    make_ground: MakeGround, session: aiohttp.ClientSession
) -> None:
    ground = await make_ground(policy=Policy(listen=(ListenedChannel("ops-alerts"),)))
    await person(ground, MAYA).create_channel("ops-alerts")
    ground.workspace.install(MONITOR)
    client = AsyncWebClient(MONITOR.bot_token, ground.workspace.api_url, session=session, retry_handlers=[])
    place = ground.workspace.state.find_channel("ops-alerts").id
    await client.conversations_join(channel=place)
    await client.chat_postMessage(channel=place, text="Payments fail")
    await ground.forward(timedelta(minutes=1))
    monitor = await monitored(ground, session, "ops-alerts")
    assert await how_many(ground) == 0

    await monitor.post("ops-alerts", text="Orders fail")
    assert await how_many(ground) == 1
    await ground.stop_bot()
    await client.chat_postMessage(channel=place, text="Stock is wrong")
    await ground.start_bot()
    await ground.workspace.until(
        lambda: len(ground.workspace.calls.where("conversations.history", ok=True)) >= 2, what="a look back"
    )
    await ground.settle()
    assert await how_many(ground) == 2
    assert (await (await room_of(ground, 2)).incident()).title == "Stock is wrong"
    assert (await (await room_of(ground, 1)).entries(AlertRepeated)) == []


async def test_posts_are_kept_and_a_channel_without_the_bot_is_said(
    make_ground: MakeGround, session: aiohttp.ClientSession
) -> None:
    rules = (ListenedChannel("buzz", heard_as=HeardAs.MENTIONS, people=True), ListenedChannel("secret"))
    ground = await make_ground(policy=Policy(listen=rules))
    monitor = await monitored(ground, session, "buzz")
    attachments = [
        {"author_name": "小城食客", "text": "青禾的面包里有霉斑"},
        {"author_name": "路人", "text": "青禾很好吃"},
    ]
    await monitor.post("buzz", text="2 mentions", attachments=attachments)
    await person(ground, MAYA).say("buzz", "seen on TV")
    await ground.settle()
    kept = await ground.service.store.read(lambda view: view.newest_mentions(9))
    assert [(each.mention.author, each.mention.text) for each in kept] == [
        ("小城食客", "青禾的面包里有霉斑"), ("路人", "青禾很好吃"), ("Maya Brooks 马雅", "seen on TV"),
    ]  # fmt: skip
    (trouble,) = [each for each in ground.service.troubles.all() if each.name == "listening"]
    assert "secret" in trouble.what
    assert "buzz" not in trouble.what
