"""What people see when something between them and the bot fails: a clear sentence, nothing lost, nothing done twice."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.playground import Playground
from crisis.events import MessageFollowed, NoteAdded
from crisis.policy import Policy
from tests.stories.conftest import QUICK, MakeGround
from tests.stories.telling import (
    HE,
    MAYA,
    ZHOU,
    Room,
    Tongue,
    form,
    how_many,
    in_both_languages,
    nothing_twice,
    opened,
    person,
    room_of,
    told,
    whispers,
)
from workspace.client.seen import Seen

MINUTE = timedelta(minutes=1)
FAULTS = ("500 before", "ratelimited", "drop before", "silence before")


@pytest.fixture
async def ground(make_ground: MakeGround) -> Playground:
    return await make_ground(timing=QUICK)


def heard(ground: Playground, who: str, words: str) -> int:
    """How often somebody was told this alone, in a channel or directly."""
    alone = [*whispers(ground).get(who, ()), *person(ground, who).direct_messages()]
    return len({(each.channel, each.ts) for each in alone if words in each.plain})


async def said(room: Room, text: str) -> Seen:
    return (await person(room.ground, ZHOU).say(room.channel, text)).shown[0]


async def notes(room: Room) -> list[str]:
    return [entry.event.text for entry in await room.entries(NoteAdded) if isinstance(entry.event, NoteAdded)]


# Forms


@in_both_languages
async def test_a_form_that_does_not_open_is_asked_for_once_more(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(timing=QUICK, policy=Policy(language=tongue.language))
    who, again = person(ground, tongue.who), tongue("click or type it once more", "请再点一次或再输入一次")
    for count, fault in enumerate(("error:expired_trigger_id", "error:internal_error", *FAULTS), 1):
        ground.workspace.weather.fail("views.open", fault, times=1)
        assert (await who.command("/incident open", "general")).ok
        await ground.workspace.until(lambda count=count: heard(ground, tongue.who, again) == count, what=fault)
    await who.command("/incident open", "general")
    await form(ground, tongue.who, "open")
    assert await how_many(ground) == 0


async def test_a_form_whose_answer_is_lost_stays_as_it_was_filled_in_and_is_carried_out_once(
    ground: Playground,
) -> None:
    maya = person(ground, MAYA)
    await maya.command("/incident open")
    view = await form(ground, MAYA, "open")
    ground.workspace.weather.lose_answers("interactive", times=2)
    for _ in range(2):
        sent = await maya.submit({"title": "Mould"})
        assert sent.errors == {"": "We had some trouble connecting to the app. Try again?"}
        assert maya.open_view is not None
        assert view.values["title"]["value"]["value"] == "Mould"
    assert (await maya.submit()).errors == {}
    assert maya.open_view is None
    await ground.settle()
    assert await how_many(ground) == 1
    await told(ground, MAYA, "general", "Incident #1 is open")
    assert heard(ground, MAYA, "Incident #1 is open") == 1
    nothing_twice(ground)


# Answers to one person


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_answer_that_the_response_url_does_not_take_comes_another_way(ground: Playground, fault: str) -> None:
    await ground.alert({"source": "probe", "title": "Orders fail"})
    await ground.settle()
    room = await room_of(ground, 1)
    ground.workspace.weather.fail("response_url", fault)
    ground.workspace.weather.fail("chat.postEphemeral", fault, times=2, retry_after=0)
    await person(ground, MAYA).click(room.board(), "👀 Acknowledge")
    await told(ground, MAYA, room.channel, "You have acknowledged incident #1")
    assert heard(ground, MAYA, "You have acknowledged") == 1


async def test_what_is_told_directly_is_told_once_though_slack_did_not_say_that_it_was(ground: Playground) -> None:
    """From #general, where the bot is no member: it says it in a direct message, and looks there before it repeats."""
    maya = person(ground, MAYA)
    room = await opened(ground)
    await maya.command("/incident #1 note")
    await form(ground, MAYA, "note")
    lost = ground.workspace.weather.fail("chat.postMessage", "500 after", times=2)  # in the room, and to her
    await maya.submit({"text": "Three shops"})
    await ground.workspace.until(lambda: lost.hits == 2)
    await ground.workspace.until(lambda: len(ground.workspace.calls.where("conversations.history", ok=True)) == 2)
    await ground.settle()
    room.one("Three shops")
    assert heard(ground, MAYA, "It stands on the timeline of incident #1") == 1
    nothing_twice(ground)


async def test_a_click_whose_answer_is_lost_can_be_clicked_again(ground: Playground) -> None:
    await ground.alert({"source": "probe", "title": "Orders fail"})
    await ground.settle()
    room = await room_of(ground, 1)
    maya = person(ground, MAYA)
    channel, board = maya.find(room.board())
    action = {"type": "button", "action_id": "board.acknowledge", "block_id": "b", "value": "1"}
    ground.workspace.weather.lose_answers("interactive", times=1)
    assert "trouble connecting" in (await maya.act(channel, board, action)).text
    await told(ground, MAYA, room.channel, "You have acknowledged incident #1")
    assert (await maya.act(channel, board, action)).ok
    await told(ground, MAYA, room.channel, "It has been acknowledged already.")


# Events


async def test_a_message_that_cannot_be_read_just_now_is_noted_when_slack_asks_again(ground: Playground) -> None:
    room = await opened(ground)
    ground.workspace.ack_seconds = 0.8
    for number, fault in enumerate(FAULTS):
        message = await said(room, f"shop {number}")
        ground.workspace.weather.fail("conversations.history", fault, times=1, retry_after=0)
        assert (await person(ground, MAYA).react(message, "pushpin")).ok
    await ground.settle()
    assert await notes(room) == [f"shop {number}" for number in range(len(FAULTS))]
    await ground.workspace.until(lambda: heard(ground, MAYA, "It stands on the timeline") == len(FAULTS))


@pytest.mark.parametrize("http_mode", [False, True], ids=["sockets", "http"])
async def test_an_event_whose_answer_is_lost_comes_again_and_is_done_once(
    make_ground: MakeGround, http_mode: bool
) -> None:
    """At once, after a minute and after five, with one id, and in HTTP mode with ``x-slack-retry-num``."""
    ground = await make_ground(timing=QUICK, http_mode=http_mode)
    room = await opened(ground)
    message = await said(room, "three shops")
    lost = ground.workspace.weather.lose_answers("events_api", times=6)
    await person(ground, MAYA).react(message, "pushpin")
    await person(ground, ZHOU).edit(message, "five shops")
    await person(ground, HE).say(room.channel, "@fenghuo 帮助")
    await ground.forward(7 * MINUTE)
    assert lost.hits == 6
    assert await notes(room) == ["three shops"]
    assert len(await room.entries(MessageFollowed)) == 1
    assert heard(ground, MAYA, "It stands on the timeline") == 1
    nothing_twice(ground)


async def test_an_emoji_that_is_told_minutes_late_notes_the_message_as_it_is_then(ground: Playground) -> None:
    """The news of the edit comes before that of the emoji."""
    room = await opened(ground)
    message = await said(room, "three shops")
    ground.workspace.weather.delay_events("reaction_added", seconds=180, times=1)
    await person(ground, MAYA).react(message, "pushpin")
    await person(ground, ZHOU).edit(message, "five shops")
    await ground.forward(2 * MINUTE)
    assert await notes(room) == []
    await ground.forward(2 * MINUTE)
    assert await notes(room) == ["five shops"]
    await told(ground, MAYA, room.channel, "It stands on the timeline")


@pytest.mark.parametrize("copies", [1, 2])
async def test_edits_that_cross_leave_the_newest(ground: Playground, copies: int) -> None:
    room = await opened(ground)
    message = await said(room, "three shops")
    await person(ground, MAYA).react(message, "pushpin")
    ground.workspace.weather.repeat_events("*", copies=copies)
    ground.workspace.weather.delay_events("message", seconds=60, times=1)
    await person(ground, ZHOU).edit(message, "four shops")
    await person(ground, ZHOU).edit(message, "five shops")
    await ground.forward(2 * MINUTE)
    followed = [entry.event for entry in await room.entries(MessageFollowed)]
    assert [event.text for event in followed if isinstance(event, MessageFollowed)] == ["five shops"]
    timeline = (await room.type(MAYA, "timeline")).shown[0].plain
    assert "four shops" not in timeline
    assert timeline.count("five shops") == 1


async def test_a_deleted_message_does_not_come_back_by_late_news_of_an_edit(ground: Playground) -> None:
    room = await opened(ground)
    message = await said(room, "three shops")
    await person(ground, MAYA).react(message, "pushpin")
    ground.workspace.weather.delay_events("message", seconds=60, times=1)
    await person(ground, ZHOU).edit(message, "four shops")
    await person(ground, ZHOU).delete(message)
    await ground.forward(2 * MINUTE)
    followed = [entry.event for entry in await room.entries(MessageFollowed)]
    assert [event.deleted for event in followed if isinstance(event, MessageFollowed)] == [True]


async def test_slow_answers_of_slack_keep_nobody_waiting_longer_than_slack_allows(ground: Playground) -> None:
    """Every call takes 0.3 s; what people do is acknowledged before any of them."""
    room = await opened(ground)
    ground.workspace.weather.slow("*", 0.3)
    maya = person(ground, MAYA)
    done = await asyncio.gather(
        maya.command("/incident note three shops", room.channel),
        maya.command("/incident sev 2", room.channel),
        maya.click(room.board(), "📌 Note"),
    )
    assert [each.ok for each in done] == [True] * 3
    assert max(each.acknowledged_after for each in done) < 0.3
    await form(ground, MAYA, "note")
