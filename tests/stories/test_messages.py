"""Messages of people: put on the record by their menu or by an emoji, followed when edited or deleted, and the bot
mentioned by name."""

from datetime import timedelta

import pytest

from bot.demo.playground import Playground
from crisis.events import DecisionLogged, MessageFollowed, NoteAdded
from crisis.incident import MessageRef
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    OWEN,
    ZHOU,
    Room,
    Tongue,
    fingerprint,
    form,
    how_many,
    in_both_languages,
    nothing_twice,
    opened,
    person,
    posts,
    room_of,
    submitted,
    told,
)
from workspace.client.seen import Seen


async def said(room: Room, who: str, text: str, minutes_ago: int = 0) -> Seen:
    """Somebody writes in the room; after that so many minutes pass."""
    message = (await person(room.ground, who).say(room.channel, text)).shown[0]
    if minutes_ago:
        await room.ground.forward(timedelta(minutes=minutes_ago))
    await room.ground.settle()
    return message


async def timeline(room: Room, who: str = MAYA) -> str:
    return (await room.type(who, "timeline")).shown[0].plain


# Emoji


@in_both_languages
async def test_a_pin_notes_a_message_with_its_own_time_and_author(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground)
    message = await said(room, ZHOU, "三号店已停业 & 封存 <样品>", minutes_ago=3)
    before = posts(ground)

    assert (await person(ground, tongue.who).react(message, "pushpin")).ok
    await told(ground, tongue.who, room.channel, tongue("It stands on the timeline", "已写入事件 #1 的时间线"))

    (entry,) = await room.entries(NoteAdded)
    assert isinstance(entry.event, NoteAdded)
    assert (entry.by, entry.event.said_by) == (person(ground, tongue.who).id, person(ground, ZHOU).id)
    assert entry.event.said_at is not None
    assert entry.event.said_at.timestamp() == pytest.approx(float(message.ts))
    assert entry.at - entry.event.said_at == pytest.approx(timedelta(minutes=3), abs=timedelta(seconds=1))
    assert entry.event.text == "三号店已停业 & 封存 <样品>"
    shown = await timeline(room, tongue.who)
    assert "三号店已停业 & 封存 <样品>" in shown
    assert f"<@{person(ground, ZHOU).id}>" in shown
    assert posts(ground) == before  # the message stands in the channel already


@in_both_languages
async def test_scales_log_a_message_as_a_decision_with_its_reason(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground)
    words = tongue("Recall the batch because two samples had mould", "该批次全部下架，因为两份样品检出霉菌")
    message = await said(room, HE, words, minutes_ago=2)

    await person(ground, tongue.who).react(message, "scales")
    await ground.settle()

    (entry,) = await room.entries(DecisionLogged)
    assert isinstance(entry.event, DecisionLogged)
    assert entry.event.why == tongue("two samples had mould", "两份样品检出霉菌")
    assert entry.event.message == MessageRef(room.channel, message.ts)
    room.one(tongue("*Decision 1*", "*决策 1*"), entry.event.why)
    assert entry.event.why in room.board().plain
    nothing_twice(ground)


async def test_one_message_is_noted_once_whoever_pins_it_again(ground: Playground) -> None:
    room = await opened(ground)
    message = await said(room, ZHOU, "三号店已停业")
    await person(ground, MAYA).react(message, "pushpin")
    await ground.settle()
    before = await room.entries(NoteAdded)
    await person(ground, LIN).react(message, "round_pushpin")
    await told(ground, LIN, room.channel, "已经在时间线上了")
    await person(ground, LIN).react(message, "scales")
    await ground.settle()
    assert await room.entries(NoteAdded) == before
    assert await room.entries(DecisionLogged) == []


async def test_the_policy_chooses_the_emoji_and_others_mean_nothing(ground: Playground) -> None:
    room = await opened(ground)
    message = await said(room, ZHOU, "三号店已停业")
    stored = fingerprint(ground).stored
    for name in ("eyes", "thumbsup", "puzzle"):
        await person(ground, MAYA).react(message, name)
    await person(ground, MAYA).react(message, "pushpin::skin-tone-2")
    await ground.settle()
    assert len(await room.entries(NoteAdded)) == 1  # a skin tone does not count
    assert len(fingerprint(ground).stored["entry"]) == len(stored["entry"]) + 1


async def test_an_emoji_where_there_is_no_incident_is_only_an_emoji(ground: Playground) -> None:
    await opened(ground)
    await person(ground, MAYA).invite("general", "fenghuo")
    message = (await person(ground, ZHOU).say("general", "今天吃什么")).shown[0]
    stored = fingerprint(ground).stored
    for name in ("pushpin", "scales"):
        assert (await person(ground, MAYA).react(message, name)).ok
    await ground.settle()
    assert fingerprint(ground).stored == stored
    heard = [each.plain for each in person(ground, MAYA).ephemerals("general")]
    assert [words for words in heard if "Incident #1 is open" not in words] == []


async def test_a_reply_in_a_thread_can_be_noted(ground: Playground) -> None:
    room = await opened(ground)
    root = await said(room, ZHOU, "有新情况吗")
    reply = (await person(ground, HE).say(room.channel, "样品已送检", thread=root)).shown[0]
    await person(ground, MAYA).react(reply, "pushpin")
    await ground.settle()
    (entry,) = await room.entries(NoteAdded)
    assert isinstance(entry.event, NoteAdded)
    assert (entry.event.text, entry.event.said_by) == ("样品已送检", person(ground, HE).id)


# The message's menu


@in_both_languages
async def test_this_looks_bad_opens_an_incident_from_a_message(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    text = tongue("Customers post photos of mould\nThree so far", "顾客晒出发霉盒饭\n已有三条")
    message = (await person(ground, ZHOU).say("general", text)).shown[0]
    await ground.forward(timedelta(minutes=4))

    assert (await person(ground, tongue.who).shortcut("open_from_message", message)).ok
    view = await form(ground, tongue.who, "open")
    assert view.values["title"]["value"]["value"] == text.splitlines()[0]
    assert view.values["text"]["value"]["value"] == text
    assert await submitted(ground, tongue.who, {"severity": "2"}) == {}

    room = await room_of(ground, 1)
    assert tongue("reported in <#C00001LOC>", "来自 <#C00001LOC>") in room.board().plain
    assert text.splitlines()[1] in room.messages()[1].plain
    incident = await room.incident()
    assert incident.started_at is not None
    assert incident.opened_at - incident.started_at >= timedelta(minutes=3)  # began when it was said


async def test_a_message_is_noted_at_once_in_the_room_and_after_a_question_elsewhere(ground: Playground) -> None:
    room, other = await opened(ground, "open sev3 Mould"), await opened(ground, "open sev2 Checkout is down")
    message = await said(room, ZHOU, "三号店已停业", minutes_ago=1)
    await person(ground, MAYA).shortcut("note_message", message)
    await told(ground, MAYA, room.channel, "It stands on the timeline of incident #1.")

    elsewhere = (await person(ground, HE).say("general", "支付接口超时")).shown[0]
    await ground.forward(timedelta(minutes=1))
    await person(ground, LIN).shortcut("note_message", elsewhere)
    view = await form(ground, LIN, "note")
    assert view.values["text"]["value"]["value"] == "支付接口超时"
    assert await submitted(ground, LIN, {"incident": "2"}) == {}
    (entry,) = await other.entries(NoteAdded)
    assert isinstance(entry.event, NoteAdded)
    assert (entry.event.said_by, entry.event.text) == (person(ground, HE).id, "支付接口超时")
    assert entry.event.said_at is not None
    assert entry.at - entry.event.said_at >= timedelta(seconds=59)
    assert len(await room.entries(NoteAdded)) == 1


async def test_a_message_becomes_a_decision_by_its_menu(ground: Playground) -> None:
    room = await opened(ground)
    message = await said(room, HE, "三号店停业")
    await person(ground, MAYA).shortcut("decide_message", message)
    view = await form(ground, MAYA, "decision")
    assert view.values["text"]["value"]["value"] == "三号店停业"
    assert await submitted(ground, MAYA, {"why": "mould"}) == {}
    room.one("*Decision 1*", "三号店停业", "mould")
    await person(ground, MAYA).shortcut("note_message", message)
    await told(ground, MAYA, room.channel, "on the timeline already")


@in_both_languages
async def test_without_any_incident_a_message_cannot_be_noted(ground: Playground, tongue: Tongue) -> None:
    message = (await person(ground, ZHOU).say("general", "今天吃什么")).shown[0]
    before = fingerprint(ground)
    await person(ground, tongue.who).shortcut("note_message", message)
    await told(ground, tongue.who, "general", tongue("No incident belongs to this channel", "当前频道没有对应的事件"))
    assert person(ground, tongue.who).open_view is None
    assert fingerprint(ground) == before


# Followed


async def test_edits_and_deletions_of_a_noted_message_are_followed(ground: Playground) -> None:
    room = await opened(ground)
    message, other = await said(room, ZHOU, "三号店停业"), await said(room, ZHOU, "不相干")
    await person(ground, MAYA).react(message, "pushpin")
    await ground.settle()

    await person(ground, ZHOU).edit(message, "三号店和五号店停业")
    await person(ground, ZHOU).edit(other, "还是不相干")
    await ground.settle()
    shown = await timeline(room)
    assert "A message on the timeline was edited: 三号店和五号店停业" in shown
    assert ": 三号店停业" in shown  # the first entry stays as it was
    assert "还是不相干" not in shown
    followed = await room.entries(MessageFollowed)
    assert [entry.by for entry in followed] == [person(ground, ZHOU).id]

    await person(ground, ZHOU).delete(message)
    await person(ground, ZHOU).delete(other)
    await ground.settle()
    assert "A message on the timeline was deleted in Slack" in await timeline(room)
    assert len(await room.entries(MessageFollowed)) == 2
    await room.type(MAYA, "export md")
    assert "三号店和五号店停业" in room.body(room.files()[0])


async def test_the_bots_own_edits_are_not_followed_round_in_a_circle(ground: Playground) -> None:
    room = await opened(ground)
    await person(ground, MAYA).react(room.board(), "pushpin")
    await ground.settle()
    count = len(await room.entries(object))
    await room.type(MAYA, "sev 2")
    assert await room.entries(MessageFollowed) == []
    assert len(await room.entries(object)) > count


# Mentioned


@in_both_languages
async def test_mentioning_the_bot_gets_help_for_the_asker_alone(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground)
    before = posts(ground)
    await person(ground, tongue.who).say(room.channel, tongue("@fenghuo how do I close this?", "@fenghuo 怎么结案？"))
    answer = await told(ground, tongue.who, room.channel, tongue("What Fenghuo can do", "烽火能做什么"))
    assert tongue("`close [because WHY]`", "`结案 [说明]`") in answer.plain
    other = person(ground, OWEN if tongue.who == MAYA else ZHOU)
    assert other.ephemerals(room.channel) == []
    assert posts(ground) == before
    assert await how_many(ground) == 1
