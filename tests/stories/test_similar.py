"""Looking back: past incidents of the same kind, on the board by themselves and when somebody asks."""

import pytest

from bot.demo.playground import Playground
from crisis.events import SimilarFound
from crisis.language import Language
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    LIN,
    MAYA,
    OWEN,
    Room,
    clicked,
    form,
    how_many,
    opened,
    room_of,
    submitted,
    typed,
)

MILK_TEA = "open sev3 Customers found a cockroach in their milk tea"
LUNCH = "open sev3 Insects in the lunch boxes of the school canteen"
CHECKOUT = "open sev3 Checkout returns 502 in all shops"


async def answered(ground: Playground, who: str, line: str, where: str = "general") -> str:
    return "\n".join(each.plain for each in (await typed(ground, who, line, where)).shown)


async def ended(ground: Playground, line: str, *decisions: str) -> Room:
    """An incident that was opened, decided on and closed."""
    room = await opened(ground, line)
    for decision in decisions:
        await room.type(MAYA, f"decide {decision}")
    await room.type(MAYA, "close because it was dealt with")
    return room


async def test_the_board_names_past_incidents_of_its_kind(ground: Playground) -> None:
    """By itself once the room stands, with how many decisions; a button tells them; a new title looks again."""
    past = await ended(ground, MILK_TEA, "Take the batch off sale because mould was found", "Refund everybody")
    await ended(ground, CHECKOUT, "Roll back the release")
    room = await opened(ground, LUNCH)
    assert "*Similar:* #1 Customers found a cockroach in their milk tea (2 decisions)" in room.board().plain
    assert "Checkout returns" not in room.board().plain
    assert "Similar" not in past.board().plain

    await clicked(ground, OWEN, room.board(), "similar.show")
    told = await answered(ground, OWEN, "similar", room.channel)
    assert "Like #3 Insects in the lunch boxes" in told
    assert "Take the batch off sale _because:_ mould was found" in told
    assert "Refund everybody" in told
    assert f"<#{past.channel}>" in told

    await room.type(MAYA, "rename Website down: timeout and errors at checkout in all shops")
    assert "*Similar:* #2 Checkout returns 502 in all shops (1 decision)" in room.board().plain
    assert await room.entries(SimilarFound) == []  # a look back is no part of what happened


async def test_words_find_what_was_before_in_both_languages(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=Policy(language=Language.CHINESE))
    room = await opened(ground, "开启 3级 顾客在奶茶里喝出异物", LIN)
    await room.type(LIN, "决策 该批次全部下架 因为 检出霉菌")
    said = await answered(ground, LIN, "相似 外卖里吃出苍蝇")
    assert "与“外卖里吃出苍蝇”类似的事件" in said
    assert "*#1* 顾客在奶茶里喝出异物" in said
    assert "进行中" in said
    assert "⚖️ 该批次全部下架（理由：检出霉菌）" in said
    assert "没有类似的过往事件" in await answered(ground, LIN, "相似 股东大会延期")


async def test_without_words_a_form_asks(ground: Playground) -> None:
    await ended(ground, MILK_TEA)
    await typed(ground, MAYA, "similar")
    assert (await form(ground, MAYA, "similar")).body["title"]["text"] == "Similar incidents"
    assert await submitted(ground, MAYA, {"words": "maggots in the salad"}) == {}


async def test_a_private_one_is_named_to_nobody_outside(ground: Playground) -> None:
    await typed(ground, MAYA, "open private sev3 Cockroach in the milk tea, and the manager knew")
    assert await how_many(ground) == 1
    room = await opened(ground, LUNCH, OWEN)
    assert "Similar" not in room.board().plain
    assert "Cockroach" not in await answered(ground, OWEN, "similar cockroach in milk tea")
    assert "No past incident is like it." in await answered(ground, OWEN, "similar", room.channel)
    inside = await room_of(ground, 1)
    assert "*#1* 🔒 Cockroach" in await answered(ground, MAYA, "similar cockroach in milk tea", inside.channel)


pytestmark = pytest.mark.timeout(60)
