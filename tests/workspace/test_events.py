"""Events: which there are, what is in them, who hears them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, GENERAL, INCIDENTS, INSTALL, LIN, running
from workspace import EVERY_EVENT, Character, Person, Timer, Workspace

KINDS = sorted({name.partition(".")[0] for name in EVERY_EVENT})


class Heard(list[dict[str, Any]]):
    """Envelopes as a Bolt app got them."""

    def of(self, kind: str, subtype: str | None = None) -> list[dict[str, Any]]:
        events = [envelope["event"] for envelope in self if envelope["event"]["type"] == kind]
        return [event for event in events if event.get("subtype") == subtype]


@pytest.fixture
async def workspace(timer: Timer) -> AsyncIterator[Workspace]:
    everything = replace(INSTALL, events=EVERY_EVENT)
    async with Workspace(clock=timer.time, timer=timer, apps=[everything]) as started:
        yield started


@pytest.fixture
async def heard(workspace: Workspace) -> AsyncIterator[Heard]:
    heard = Heard()

    def register(app: AsyncApp) -> None:
        async def keep(body: dict[str, Any]) -> None:
            heard.append(body)

        for kind in KINDS:
            app.event(kind)(keep)

    # Bolt would keep from its listeners what the bot did itself
    async with running(workspace, register, ignoring_self_events_enabled=False):
        yield heard


@pytest.fixture
async def lin(workspace: Workspace, heard: Heard) -> Person:
    """In #general, where the bot is."""
    person = workspace.person("林晓")
    await person.invite("general", "beacon")
    await workspace.quiet()
    heard.clear()
    return person


async def test_a_message_in_its_envelope(workspace: Workspace, heard: Heard, lin: Person) -> None:
    said = (await lin.say("general", "出事了")).shown[0]
    await workspace.quiet()
    (envelope,) = heard
    assert envelope["type"] == "event_callback"
    assert (envelope["team_id"], envelope["api_app_id"]) == ("T00001LOC", INSTALL.app_id)
    assert envelope["authorizations"][0]["user_id"] == BOT
    assert envelope["event_id"].startswith("Ev")
    assert isinstance(envelope["event_time"], int)
    event = envelope["event"]
    assert (event["user"], event["text"], event["channel"], event["channel_type"]) == (
        LIN,
        "出事了",
        GENERAL,
        "channel",
    )
    assert event["ts"] == event["event_ts"] == said["ts"]


async def test_nothing_from_where_the_bot_is_not(workspace: Workspace, heard: Heard, lin: Person) -> None:
    await lin.say("incidents", f"<@{BOT}> hello")
    await workspace.quiet()
    assert heard == []


async def test_edits_and_deletions(workspace: Workspace, heard: Heard, lin: Person) -> None:
    said = (await lin.say("general", "one")).shown[0]
    await lin.edit(said["ts"], "two")
    await lin.delete(said["ts"])
    await workspace.quiet()
    (changed,) = heard.of("message", "message_changed")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("two", "one")
    assert changed["message"]["edited"]["user"] == LIN
    assert changed["hidden"]
    (deleted,) = heard.of("message", "message_deleted")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (said["ts"], "two")


async def test_mentions_and_direct_messages(workspace: Workspace, heard: Heard, lin: Person) -> None:
    await lin.say("general", "@Beacon 在吗")
    await lin.say(workspace.person(BOT), "悄悄问")
    await workspace.quiet()
    assert [event["text"] for event in heard.of("app_mention")] == [f"<@{BOT}> 在吗"]
    direct = heard.of("message")[-1]
    assert (direct["text"], direct["channel_type"]) == ("悄悄问", "im")


async def test_private_channels_are_groups(workspace: Workspace, heard: Heard, lin: Person) -> None:
    await lin.create_channel("密室", private=True)
    await lin.invite("密室", "beacon")
    await lin.say("密室", "嘘")
    await workspace.quiet()
    assert heard.of("message")[-1]["channel_type"] == "group"
    assert heard.of("channel_created") == []


async def test_reactions(workspace: Workspace, heard: Heard, lin: Person) -> None:
    said = (await lin.say("general", "one")).shown[0]
    await lin.react(said["ts"], "pushpin")
    await lin.unreact(said["ts"], "pushpin")
    await workspace.quiet()
    for kind in ("reaction_added", "reaction_removed"):
        (event,) = heard.of(kind)
        assert (event["reaction"], event["user"], event["item_user"]) == ("pushpin", LIN, LIN)
        assert event["item"] == {"type": "message", "channel": GENERAL, "ts": said["ts"]}


async def test_joining_and_leaving(workspace: Workspace, heard: Heard, lin: Person) -> None:
    client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    await client.conversations_join(channel=INCIDENTS)
    await workspace.person("周明").leave("general")
    await workspace.quiet()
    (joined,) = heard.of("member_joined_channel")
    assert (joined["user"], joined["channel"], joined["channel_type"]) == (BOT, INCIDENTS, "C")
    assert [event["user"] for event in heard.of("member_left_channel")] == ["U00002LOC"]


async def test_the_life_of_a_channel(workspace: Workspace, heard: Heard, lin: Person) -> None:
    client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    channel = (await client.conversations_create(name="inc-1"))["channel"]["id"]
    posted = (await client.chat_postMessage(channel=channel, text="pin me"))["ts"]
    await client.pins_add(channel=channel, timestamp=posted)
    await client.conversations_rename(channel=channel, name="inc-2")
    await client.conversations_archive(channel=channel)
    await client.conversations_unarchive(channel=channel)
    await workspace.quiet()
    assert heard.of("channel_created")[0]["channel"]["name"] == "inc-1"
    assert heard.of("pin_added")[0]["item"]["message"]["text"] == "pin me"
    assert heard.of("channel_rename")[0]["channel"]["name"] == "inc-2"
    assert [len(heard.of(kind)) for kind in ("channel_archive", "channel_unarchive")] == [1, 1]


async def test_people_come_and_change(workspace: Workspace, heard: Heard, lin: Person) -> None:
    new = workspace.add_person(Character("ning", "宁夏", "宁夏 Ning Xia", "实习生 Trainee", "ning@yunhe.example"))
    workspace.change_person("宁夏", locale="en-US", tz="Europe/London")
    await workspace.quiet()
    assert heard.of("team_join")[0]["user"]["id"] == new.id
    changed = heard.of("user_change")[0]["user"]
    assert (changed["locale"], changed["tz"]) == ("en-US", "Europe/London")
    assert workspace.person("宁夏").user.locale == "en-US"


async def test_the_home_tab(workspace: Workspace, heard: Heard, lin: Person) -> None:
    await lin.open_home()
    await workspace.quiet()
    (opened,) = heard.of("app_home_opened")
    assert (opened["user"], opened["tab"]) == (LIN, "home")
    assert opened["channel"].startswith("D")


async def test_only_what_was_subscribed_to(timer: Timer) -> None:
    heard: list[str] = []

    def register(app: AsyncApp) -> None:
        async def keep(event: dict[str, Any]) -> None:
            heard.append(event["type"])

        app.event("app_mention")(keep)
        app.event("message")(keep)

    only = replace(INSTALL, events=frozenset({"app_mention"}), starting_channels=("general",))
    async with Workspace(clock=timer.time, timer=timer, apps=[only]) as workspace, running(workspace, register):
        await workspace.person("林晓").say("general", "@Beacon hi")
        await workspace.quiet()
        assert heard == ["app_mention"]


async def test_the_same_event_twice(workspace: Workspace, heard: Heard, lin: Person) -> None:
    workspace.weather.repeat_events("message", copies=2, times=1)
    await lin.say("general", "one")
    await lin.say("general", "two")
    await workspace.quiet()
    assert [event["text"] for event in heard.of("message")] == ["one", "one", "two"]
    assert heard[0]["event_id"] == heard[1]["event_id"]


async def test_an_event_late(workspace: Workspace, heard: Heard, lin: Person, timer: Timer) -> None:
    workspace.weather.delay_events("message", seconds=30, times=1)
    await lin.say("general", "late")
    await lin.say("general", "on time")
    await workspace.quiet()
    await timer.advance(30)
    await workspace.quiet()
    assert [event["text"] for event in heard.of("message")] == ["on time", "late"]
