"""Mentions on the wire: the card in the channel, who has which, what was answered, and who is told when nobody is."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.demo.playground import Playground
from crisis import events as e
from crisis.mention import MentionState
from crisis.policy import Policy
from tests.postgres import PostgresServer
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.mentioned import alerted
from tests.stories.telling import (
    LIN,
    MAYA,
    OWEN,
    Room,
    Tongue,
    asked_by_click,
    clicked,
    form,
    in_both_languages,
    nothing_twice,
    person,
    submitted,
    told,
)
from workspace.client.seen import Seen

MINUTE = timedelta(minutes=1)


def card(room: Room) -> Seen:
    """The one message with the counts of the mentions at its top."""
    found = [each for each in room.messages() if "💬 *Mentions:*" in each.plain or "💬 *提及* " in each.plain]
    assert len(found) == 1, room.transcript()
    return found[0]


async def state(ground: Playground, number: int) -> MentionState:
    kept = await ground.service.store.read(lambda view: view.mention(number))
    assert kept is not None
    return kept.state


@in_both_languages
async def test_a_mention_from_the_alert_to_its_answer(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room, who = await alerted(ground), tongue.who
    shown = card(room)
    assert tongue("8 waiting", "待回应 8") in shown.plain
    assert shown.plain.index("路人2") < shown.plain.index("路人8")  # three million followers
    assert tongue("…and 3 more", "另有 3") in shown.plain

    # One claims it, another is told who has it.
    await clicked(ground, who, shown, tongue("✋ Claim", "✋ 认领"))
    await told(ground, who, room.channel, tongue("Mention 2 is yours now", "提及 2 由您处理"))
    assert tongue("7 waiting, 1 in hand", "待回应 7、处理中 1") in card(room).plain
    await room.type(OWEN, "mention claim 2")
    refused = await told(ground, OWEN, room.channel, "mention 2 in hand already")
    assert f"<@{person(ground, who).id}>" in refused.plain

    # In private is not enough.
    await room.type(who, tongue("mention private 2 we phoned", "提及 私下 2 已电话致歉"))
    await told(ground, who, room.channel, tongue("public answer to mention 2 is still owed", "公开回应仍待补"))
    assert tongue("public answer still owed: 1", "公开回应待补 1") in card(room).plain
    await room.type(who, tongue("mention close 2", "提及 闭环 2"))
    await told(ground, who, room.channel, tongue("was never answered in public", "还没有公开回应"))
    await room.type(who, tongue("mention answered 2 https://weibo.example/a", "提及 已回应 2 https://weibo.example/a"))
    assert tongue("7 waiting, 1 answered", "待回应 7、已回应 1") in card(room).plain
    (answered,) = await room.entries(e.MentionAnswered)
    assert (answered.by, answered.event.late_by) == (person(ground, who).id, timedelta(0))  # type: ignore[attr-defined]
    assert tongue("✅ first answer", "✅ 首次回应") in room.board().plain

    # By the form and by the buttons of the list.
    await room.type(who, tongue("mention answered 1", "提及 已回应 1"))
    view = await form(ground, who, "answered")
    assert view.body["blocks"][0]["element"]["initial_option"]["value"] == "1"
    assert await submitted(ground, who, {"mention": "1", "words": "已公开致歉"}) == {}
    assert tongue("📈 8 posts", "📈 帖文 8 条") in room.board().plain
    await room.type(who, tongue("mention aside 3 about the plant", "提及 不是我们 3 说的是植物"))
    assert tongue("📈 7 posts", "📈 帖文 7 条") in room.board().plain
    await room.type(who, tongue("mention close 1", "提及 闭环 1"))
    assert (
        tongue("5 waiting, 1 answered, 1 closed, 1 not about us", "待回应 5、已回应 1、已闭环 1、与我们无关 1")
        in card(room).plain
    )
    listed = (await room.type(who, tongue("mention list all", "提及 列表 全部"))).shown[0]
    assert tongue("mentions 1 to 8 of 8", "第 1–8 条，共 8 条") in listed.plain
    assert tongue("the answer", "回应链接") in listed.plain
    await clicked(ground, who, listed, tongue("Reopen", "重开"))
    assert tongue("6 waiting", "待回应 6") in card(room).plain

    # A post that a person saw, from a form.
    await asked_by_click(ground, who, card(room), tongue("➕ Add a post…", "➕ 添加帖文…"))
    assert await submitted(ground, who, {"platform": "抖音", "text": "我也喝到了", "followers": "12,000"}) == {}
    assert tongue("7 waiting", "待回应 7") in card(room).plain
    assert tongue("7 mentions* wait", "7 条提及* 待回应") in room.board().plain
    nothing_twice(ground)


async def test_who_is_not_answered_is_told_of_higher_each_time_in_one_message(make_ground: MakeGround) -> None:
    ground = await make_ground()
    room = await alerted(ground)
    for who, role in ((LIN, "lead"), (MAYA, "monitor")):
        await room.type(who, f"role take {role}")
    await ground.until(BEGIN + 5 * MINUTE)
    first = room.one("8 mentions are not answered")
    assert f"<@{person(ground, MAYA).id}>" in first.plain
    assert f"<@{person(ground, LIN).id}>" not in first.plain
    assert "No first answer by" in first.plain
    assert first.buttons.count("✋ Claim") == 5
    await ground.until(BEGIN + 9 * MINUTE)
    assert len(room.saying("⏰")) == 1
    await ground.until(BEGIN + 10 * MINUTE)
    second = room.one("mentions still not answered: 8")
    assert f"<@{person(ground, LIN).id}>" in second.plain
    assert "No first answer by" not in second.plain
    assert second.buttons.count("✋ Claim") == 5

    # From the third time on they are not named again: the channel holds them twice already.
    await ground.until(BEGIN + 15 * MINUTE)
    third = room.saying("mentions still not answered: 8")[-1]
    assert third.ts != second.ts
    assert third.buttons == ["📋 All that wait", "💬 First answer given"]
    nothing_twice(ground)


async def test_a_card_that_was_deleted_is_posted_anew(make_ground: MakeGround) -> None:
    ground = await make_ground()
    room = await alerted(ground)
    before = card(room)
    ground.workspace.state.channel(room.channel).messages.pop(before.ts)
    await room.type(MAYA, "mention claim 1")
    assert card(room).ts != before.ts
    assert "1 in hand" in card(room).plain


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.url_of(postgres.create())
    yield url
    postgres.drop(url)


async def test_two_bots_hear_two_people_claim_the_same_one(database_url: str, make_ground: MakeGround) -> None:
    ground = await make_ground(database_url=database_url, replicas=2)
    room = await alerted(ground)
    await asyncio.gather(
        *(person(ground, who).command("/incident mention claim 2", room.channel) for who in (MAYA, OWEN))
    )
    await ground.settle()
    (claimed,) = await room.entries(e.MentionClaimed)
    late = next(who for who in (MAYA, OWEN) if person(ground, who).id != claimed.by)
    assert f"<@{claimed.by}>" in (await told(ground, late, room.channel, "in hand already")).plain
    assert await state(ground, 2) is MentionState.CLAIMED
    nothing_twice(ground)
