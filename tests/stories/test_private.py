"""Private incidents over the wire: what those inside have, and that nobody else finds a trace."""

import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot.demo.playground import Playground
from bot.doors.control import ask, read_address
from crisis.commands import RecordLeft
from crisis.events import NoteAdded, PersonEntered, PersonLeft
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import TeamMember
from crisis.policy.rights import DEFAULT_RIGHTS, Holders, Right
from handlers.features import FEATURES
from handlers.shell import Asked, Status
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    QIN,
    SU,
    ZHOU,
    Room,
    Tongue,
    clicked,
    form,
    how_many,
    in_both_languages,
    in_channel,
    nothing_twice,
    offer_to,
    person,
    posts,
    room_of,
    submitted,
    told,
    typed,
)
from workspace.client.seen import Seen
from workspace.client.text import all_text

WORDS = ("Harassment", "Brightwater", "骚扰", "明川")
TITLE = "Harassment at Brightwater 明川公司骚扰投诉"
TEAM = (
    TeamMember("lin.xiao@yunhe.example", ("lead",)),
    TeamMember("he.jun@yunhe.example", ("monitor",)),
    TeamMember("qin.lan@yunhe.example", ("lead",)),
)
POLICY = Policy(language=Language.ENGLISH, team=TEAM)


def readable_for(ground: Playground, who: str) -> str:
    """All that this person can read in the workspace: the names of all channels that are listed, what was said in each
    that is open to everybody or has this person in it, files, what was said to this person alone, the Home tab."""
    reader, state = person(ground, who), ground.workspace.state
    read: list[str] = []
    for channel in state.channels.values():
        if not channel.is_public and reader.id not in channel.members:
            continue
        read += [channel.name, channel.topic.value, channel.purpose.value]
        read += [json.dumps(message, ensure_ascii=False, default=str) for message in channel.messages.values()]
        alone = state.ephemerals.get((channel.id, reader.id), {})
        read += [json.dumps(message, ensure_ascii=False, default=str) for message in alone.values()]
        for message in channel.messages.values():
            read += [str(state.files[file["id"]].body) for file in message.get("files") or ()]
    home = reader.home()
    return "\n".join([*read, all_text(home.body) if home else ""])


def no_trace(said: str, room: Room | None = None) -> None:
    for word in WORDS:
        assert word not in said, word
    assert "🔒" not in said
    if room:
        assert room.channel not in said
        assert f"#{room.number} ·" not in said


async def answered(ground: Playground, who: str, line: str, where: str = "general") -> str:
    """All that the answer to a command shows."""
    shown = (await typed(ground, who, line, where)).shown
    return "\n".join(each.plain for each in shown)


async def opened_privately(ground: Playground, line: str = f"open private sev3 {TITLE}", by: str = MAYA) -> Room:
    answer = await answered(ground, by, line)
    assert "Private incident #" in answer or "非公开事件 #" in answer, answer
    assert not any(word in answer for word in WORDS)
    return await room_of(ground, await how_many(ground))


@in_both_languages
async def test_those_inside_have_all_of_it_and_nobody_else_is_brought_in(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=replace(POLICY, language=tongue.language))
    line = tongue(f"open private sev3 {TITLE}", f"开启 非公开 3级 {TITLE}")
    room = await opened_privately(ground, line, tongue.who)
    channel = ground.workspace.state.channel(room.channel)
    assert not channel.is_public
    assert re.fullmatch(r"inc-0504-[a-z0-9]{5}", channel.name)
    asked = {person(ground, tongue.who).id, person(ground, LIN).id, person(ground, HE).id}
    bots = {app.bot.id for app in ground.workspace.apps.values()}
    assert room.people - bots == asked
    assert TITLE in room.board().plain
    assert tongue("🔒 private", "🔒 非公开") in room.board().plain
    assert TITLE in offer_to(ground, LIN, "#1").plain
    assert in_channel(ground, "incidents") == []

    listed = await answered(ground, tongue.who, tongue("list", "列表"))
    assert f"🔒 {TITLE}" in listed
    assert f"<#{room.channel}>" in listed
    said = await answered(ground, LIN, "非公开", room.channel)
    assert {person_id for person_id in asked if f"<@{person_id}>" in said} == asked
    nothing_twice(ground)


async def test_nobody_outside_finds_a_trace_of_it(make_ground: MakeGround) -> None:
    """Lists, home, every command with its number, cards, updates, reviews, messages, names of channels, figures."""
    ground = await make_ground(policy=POLICY)
    room = await opened_privately(ground)
    await clicked(ground, LIN, offer_to(ground, LIN, "#1"), "offer.accept")
    await room.type(LIN, "update Brightwater has called the police")
    await room.type(LIN, "decide Suspend the manager because of 骚扰")
    await room.type(MAYA, "rename Harassment at Brightwater, two cases")
    await room.type(MAYA, "sev 2")
    await ground.forward(timedelta(hours=1))  # offers expire, updates fall due
    await room.type(MAYA, "export md")
    for who in (SU, ZHOU):
        outsider = person(ground, who)
        await outsider.open_home()
        await ground.settle()
        for line in ("list", "", "list", "help"):
            no_trace(await answered(ground, who, line), room)
        for feature in FEATURES:
            if feature.run is None or feature.name in ("open", "drill"):  # of no incident, and done twice they differ
                continue
            for word in (feature.word.en, feature.word.zh):
                private = await answered(ground, who, f"#1 {word} x 1")
                unknown = await answered(ground, who, f"#99 {word} x 1")
                assert re.sub(r"#1(?!\d)", "#99", private) == unknown, word
    await ground.forward(timedelta(hours=1))
    await room.type(MAYA, "close because it is in the courts")
    assert room.files()
    for who in (SU, ZHOU):
        no_trace(readable_for(ground, who), room)
    assert any(word in readable_for(ground, MAYA) for word in WORDS)  # it would be found
    async with aiohttp.ClientSession(trust_env=False) as session:
        for path in ("/metrics", "/readyz", "/healthz"):
            async with session.get(ground.service.address + path) as figures:
                no_trace(await figures.text(), room)


async def test_a_button_or_form_in_the_wrong_hands_says_the_same_as_for_no_incident(make_ground: MakeGround) -> None:
    """A member who was put out of the channel holds a form that was opened before."""
    ground = await make_ground(policy=POLICY)
    room = await opened_privately(ground)
    su = person(ground, SU)
    await person(ground, MAYA).invite(room.channel, SU)
    await ground.settle()
    board = room.board()
    await su.click(board, "note.form")
    await form(ground, SU, "note")
    ground.workspace.state.channel(room.channel).members.pop(su.id)
    await ground.service.desk.handle(RecordLeft(room.number, None, su.id))
    before = await room.incident()
    errors = await submitted(ground, SU, {"text": "seen"})
    assert errors == {"text": "没有编号为 #1 的事件。用 /incident 列表 查看进行中的事件。"}
    assert (await room.incident()) == before


async def test_whoever_is_invited_by_hand_is_inside_and_whoever_leaves_is_out(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=POLICY)
    room = await opened_privately(ground)
    assert TITLE not in await answered(ground, SU, "list")
    await person(ground, MAYA).invite(room.channel, SU)
    await ground.settle()
    assert TITLE in await answered(ground, SU, "list")
    await room.type(SU, "note Seen the letter")
    assert [entry.by for entry in await room.entries(NoteAdded)] == [person(ground, SU).id]
    await person(ground, SU).leave(room.channel)
    await ground.settle()
    assert TITLE not in await answered(ground, SU, "list")
    assert "没有编号为 #1" in await answered(ground, SU, "#1 board")
    entered = [entry.event for entry in await room.entries(PersonEntered)]
    assert person(ground, SU).id in {event.person for event in entered if isinstance(event, PersonEntered)}
    (left,) = await room.entries(PersonLeft)
    assert left.event == PersonLeft(person(ground, SU).id)


async def test_whoever_has_the_right_finds_it_in_the_list_and_joins(make_ground: MakeGround) -> None:
    rights = DEFAULT_RIGHTS | {Right.SEE_PRIVATE: Holders(inside=True, people=("qin.lan@yunhe.example",))}
    ground = await make_ground(policy=replace(POLICY, rights=rights))
    room = await opened_privately(ground)
    qin = person(ground, QIN)
    assert qin.id not in room.people
    assert TITLE in await answered(ground, QIN, "list")
    assert TITLE in await answered(ground, QIN, "mine")
    assert TITLE in await answered(ground, QIN, "digest now")
    await typed(ground, QIN, "follow #1")
    await typed(ground, SU, "follow #1")
    await room.type(MAYA, "update Brightwater has called the police")
    assert "called the police" in offer_to(ground, QIN, "#1").plain
    assert qin.id not in room.people
    no_trace(readable_for(ground, SU), room)
    await typed(ground, QIN, "#1 join")
    assert qin.id in room.people


@in_both_languages
async def test_without_a_private_channel_nothing_is_made_public(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=replace(POLICY, language=tongue.language))
    ground.workspace.weather.fail("conversations.create", "error:missing_scope")
    channels = set(ground.workspace.state.channels)
    line = tongue(f"open private sev3 {TITLE}", f"开启 非公开 3 {TITLE}")
    await typed(ground, tongue.who, line)
    incident = await ground.service.store.read(lambda view: view.incident(1))
    assert incident
    assert (incident.is_open, incident.channel, incident.card) == (True, None, None)
    assert [problem.reason for problem in incident.problems] == ["missing_scope"]
    made = {state.id for key, state in ground.workspace.state.channels.items() if key not in channels}
    assert not any(ground.workspace.state.channel(each).is_public for each in made)
    assert not ground.workspace.calls.where("conversations.create", ok=True)
    assert in_channel(ground, "incidents") == []
    no_trace(readable_for(ground, SU))

    warned = await told(ground, tongue.who, "general", tongue("nothing was made instead", "也没有以公开方式代替"))
    assert "missing_scope" in warned.plain
    assert TITLE in offer_to(ground, LIN, "#1").plain  # reached directly all the same
    board = await answered(ground, tongue.who, tongue("#1 board", "#1 看板"))
    assert tongue("could not be made", "未能创建") in board
    assert posts(ground) == 3  # two offers and the word to whoever opened it


async def test_the_form_has_a_box_for_it(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=replace(POLICY, private_kinds=("people",)))
    await person(ground, MAYA).command("/incident open", "general")
    shown = await form(ground, MAYA, "open")
    assert "Always so for: people." in all_text(shown.body)
    assert await submitted(ground, MAYA, {"title": TITLE, "private": ["yes"]}) == {}
    assert (await (await room_of(ground, 1)).incident()).private
    await person(ground, MAYA).command("/incident open", "general")
    await form(ground, MAYA, "open")
    assert await submitted(ground, MAYA, {"title": TITLE, "kind": "people"}) == {}
    assert (await (await room_of(ground, 2)).incident()).private
    await person(ground, MAYA).command("/incident open", "general")
    await form(ground, MAYA, "open")
    assert await submitted(ground, MAYA, {"title": "A leak of water"}) == {}
    assert not (await (await room_of(ground, 3)).incident()).private


async def test_opened_from_a_message_it_says_nothing_where_the_message_stands(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=POLICY)
    said: Seen = (await person(ground, ZHOU).say("general", "Somebody ought to look into this")).shown[0]
    await person(ground, MAYA).shortcut("open_from_message", said)
    await form(ground, MAYA, "open")
    await submitted(ground, MAYA, {"title": TITLE, "private": ["yes"]})
    room = await room_of(ground, 1)
    assert (await room.incident()).private
    assert [each.plain for each in in_channel(ground, "general")] == ["Somebody ought to look into this"]
    no_trace(readable_for(ground, ZHOU), room)


async def test_it_cannot_be_changed_later_and_the_reason_is_told(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=replace(POLICY, private_kinds=("people",)))
    await typed(ground, MAYA, "open sev3 Mould")
    assert "a bot cannot make it private" in await answered(ground, MAYA, "#1 private")
    assert "is public" in await answered(ground, MAYA, "#1 public")
    assert "/incident open people: TITLE" in await answered(ground, MAYA, "#1 kind people")
    before = await how_many(ground)
    await typed(ground, MAYA, f"open people: {TITLE}")
    assert (await (await room_of(ground, before + 1)).incident()).private
    assert "is private and stays so" in await answered(ground, MAYA, "#2 public")


async def test_the_shell_shows_it_only_in_the_name_of_somebody_inside(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=POLICY)
    room = await opened_privately(ground)
    assert ground.folder is not None
    address = await asyncio.to_thread(read_address, ground.folder / "fenghuo.db")
    assert address is not None
    for name in (None, "su.wan@yunhe.example"):
        for words in (("list",), ("board",), ("'#1'", "board"), ("#1", "board")):
            told_back = await ask(address, Asked(words, Language.ENGLISH, f"{name}{words}", name))
            no_trace(told_back.reply.text, room)
            assert told_back.reply.open == ()
        refused = (await ask(address, Asked(("board",), Language.ENGLISH, f"{name}", name, 1))).reply
        assert (refused.status, refused.incident) == (Status.REFUSED, None)
    inside = (await ask(address, Asked(("board",), Language.ENGLISH, "maya", "maya.brooks@yunhe.example"))).reply
    assert TITLE in inside.text
    assert [each.number for each in inside.open] == [1]


async def test_no_log_line_says_what_it_is_about(make_ground: MakeGround, capsys: pytest.CaptureFixture[str]) -> None:
    ground = await make_ground(policy=POLICY)
    ground.workspace.weather.fail("chat.postMessage", "error:fatal_error", times=2)
    room = await opened_privately(ground)
    await room.type(MAYA, "update Brightwater has called the police")
    logged = capsys.readouterr()
    assert not any(word in logged.out + logged.err for word in WORDS)
