"""Commands without words ask for them in a form: it opens, is filled in, sent, and refused where it cannot be."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.playground import Playground
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    ZHOU,
    Room,
    Tongue,
    fingerprint,
    form,
    how_many,
    in_both_languages,
    nothing_twice,
    offer_to,
    opened,
    person,
    room_of,
    submitted,
    told,
    typed,
)

FORMS = [
    # without words in English and in Chinese, the form, and its title in both
    ("open", "开启", "open", "Open an incident", "开启事件"),
    ("open sev1", "开启 一级", "open", "Open an incident", "开启事件"),
    ("sev", "级别", "severity", "#1 Severity", "#1 调整级别"),
    ("stage", "阶段", "stage", "#1 Stage", "#1 变更阶段"),
    ("rename", "改名", "rename", "#1 Rename", "#1 修改标题"),
    ("role", "角色 邀请", "role", "#1 Roles", "#1 角色"),
    ("role offer", "角色 邀请", "role", "#1 Roles", "#1 角色"),
    ("update", "通报", "update", "#1 Status update", "#1 进展通报"),
    ("decide", "决策", "decision", "#1 Decision", "#1 记录决策"),
    ("note", "记录", "note", "#1 Note", "#1 记一笔"),
    ("remind", "提醒", "remind", "#1 Update reminders", "#1 通报提醒"),
    ("remind off", "提醒 关闭", "remind", "#1 Update reminders", "#1 通报提醒"),
    ("statement publish", "声明 发布", "statement", "#1 Statement published", "#1 声明已发布"),
    ("mention answered", "提及 已回应", "answered", "#1 Mention answered", "#1 已回应"),
]


async def asked(room: Room, who: str, line: str, callback: str) -> None:
    """Somebody types a command without words; the form is open."""
    assert (await person(room.ground, who).command(f"/incident {line}", room.channel)).ok
    await form(room.ground, who, callback)


@in_both_languages
async def test_every_command_without_words_opens_its_form_in_the_askers_language(
    ground: Playground, tongue: Tongue
) -> None:
    room = await opened(ground)
    before = fingerprint(ground)
    for english, chinese, callback, title, chinese_title in FORMS:
        await asked(room, tongue.who, tongue(english, chinese), callback)
        view = person(ground, tongue.who).open_view
        assert view is not None
        assert view.body["title"]["text"] == tongue(title, chinese_title)
        assert view.body["close"]["text"] == tongue("Cancel", "取消")
        await person(ground, tongue.who).dismiss()
    await ground.settle()
    assert person(ground, tongue.who).ephemerals(room.channel) == []
    assert fingerprint(ground) == before


@in_both_languages
async def test_opening_by_form(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    began = ground.clock() - timedelta(minutes=20)
    await person(ground, tongue.who).command(tongue("/incident open", "/incident 开启"))
    await form(ground, tongue.who, "open")

    errors = await submitted(
        ground,
        tongue.who,
        {
            "title": tongue("Mould in lunch boxes", "盒饭发霉"),
            "severity": "2",
            "kind": "product",
            "started": int(began.timestamp()),
            "text": "Two samples.",
        },
    )

    assert errors == {}
    await told(ground, tongue.who, "general", tongue("Incident #1 is open: SEV2", "事件 #1 已开启：SEV2"))
    room = await room_of(ground, 1)
    assert tongue("product safety", "产品安全") in room.board().plain
    assert tongue(f"began <!date^{int(began.timestamp())}^", f"始于<!date^{int(began.timestamp())}^") in (
        room.board().plain
    )
    assert "SEV2" in room.topic
    assert "Two samples." in room.messages()[1].plain  # what is known at the start
    nothing_twice(ground)


FILLED: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
    ("sev", "severity", {"severity": "1", "reason": "a child is ill"}, ("to SEV1", "a child is ill")),
    ("stage", "stage", {"stage": "contained", "reason": "off the shelves"}, ("to contained", "off the shelves")),
    ("rename", "rename", {"title": "Mould in three shops"}, ("to “Mould in three shops”",)),
    ("role", "role", {"way": "take", "role": "lead"}, ("is lead now",)),
    (
        "update",
        "update",
        {"conditions": "Three shops", "actions": "Samples out", "needs": "A statement"},
        ("*Status update 1*", "Three shops", "Samples out", "A statement"),
    ),
    (
        "decide",
        "decision",
        {"text": "Recall", "why": "of mould", "options": "wait\nrecall", "approved_by": HE, "evidence": "report 7"},
        ("*Decision 1*", "Recall", "of mould", "• wait\n• recall", "report 7", "approved by <@U00004LOC>"),
    ),
    ("note", "note", {"text": "First TV crew"}, ("noted: First TV crew",)),
    ("remind", "remind", {"way": "every", "length": "45m"}, ("a status update every 45 min",)),
    (
        "remind off",
        "remind",
        {"way": "off", "reason": "it is quiet"},
        ("switched the update reminders off", "it is quiet"),
    ),
]


@pytest.mark.parametrize(("line", "callback", "values", "seen"), FILLED, ids=lambda value: str(value)[:16])
async def test_a_form_filled_in_does_what_the_line_does(
    ground: Playground, line: str, callback: str, values: dict[str, Any], seen: tuple[str, ...]
) -> None:
    room = await opened(ground)
    await asked(room, MAYA, line, callback)
    assert await submitted(ground, MAYA, values) == {}
    room.one(*seen)
    assert person(ground, MAYA).open_view is None
    nothing_twice(ground)


async def test_forms_whose_effect_stands_on_the_board_or_in_a_direct_message(ground: Playground) -> None:
    room = await opened(ground, "open sev2 Mould")
    await asked(room, MAYA, "statement publish", "statement")
    assert await submitted(ground, MAYA, {"words": "https://example.com/s"}) == {}
    await told(ground, MAYA, room.channel, "It stands on the record")
    assert "✅ first statement" in room.board().plain

    await asked(room, MAYA, "mention answered", "answered")
    assert await submitted(ground, MAYA, {"words": "We are looking into it"}) == {}
    assert "✅ first answer" in room.board().plain

    await asked(room, MAYA, "role", "role")
    assert await submitted(ground, MAYA, {"way": "offer", "role": "legal", "person": ZHOU}) == {}
    assert "法务" in offer_to(ground, ZHOU, "请您担任本事件的法务").plain

    await asked(room, MAYA, "remind", "remind")
    assert await submitted(ground, MAYA, {"way": "snooze", "length": "10m"}) == {}
    await told(ground, MAYA, room.channel, "the rhythm stays as it is")


async def test_a_form_begins_with_what_is_known_already(ground: Playground) -> None:
    room = await opened(ground)
    await room.type(MAYA, "update Conditions: three shops Needs: a statement")
    await room.type(MAYA, "decide Close shop 3")
    await asked(room, MAYA, "update", "update")
    assert await submitted(ground, MAYA, {"actions": "Samples out"}) == {}
    room.one("*Status update 2*", "three shops", "Samples out", "a statement")

    await asked(room, MAYA, "decide", "decision")
    assert await submitted(ground, MAYA, {"text": "Close all shops", "replaces": "1"}) == {}
    room.one("*Decision 2*", "replaces decision 1: Close shop 3")
    assert "*2* Close all shops" in room.board().plain
    assert "*1* Close shop 3" not in room.board().plain
    assert "~*1* Close shop 3~" in (await room.type(MAYA, "decisions")).shown[0].plain


# A refusal stands under the block that it is about, and nothing is stored.

LATER, EARLIER = 3600, -3600  # seconds from now

REFUSED: list[tuple[str, str, str, dict[str, Any], str, str, str]] = [
    ("open", "开启", "open", {"title": "🔥🔥"}, "title", "at least one letter", "至少要有一个字"),
    ("open", "开启", "open", {"title": "x", "started": LATER}, "started", "lies in the future", "开始时间在将来"),
    ("sev", "级别", "severity", {"severity": "3"}, "severity", "is SEV3 already", "已经是 SEV3"),
    ("stage", "阶段", "stage", {"stage": "triage"}, "reason", "needs a reason", "需要写明理由"),
    ("rename", "改名", "rename", {"title": "..."}, "title", "at least one letter", "至少要有一个字"),
    ("rename", "改名", "rename", {"title": "Mould"}, "title", "its title already", "标题本来就是这个"),
    ("role", "角色 邀请", "role", {"way": "offer", "role": "lead"}, "person", "Say who.", "请选择人选。"),
    (
        "role",
        "角色 邀请",
        "role",
        {"way": "offer", "role": "lead", "person": LIN},
        "person",
        "still waits",
        "正在等待答复",
    ),
    (
        "role",
        "角色 邀请",
        "role",
        {"way": "offer", "role": "lead", "person": "fenghuo"},
        "person",
        "is not in the crisis team",
        "不在危机小组里",
    ),
    (
        "role",
        "角色 邀请",
        "role",
        {"way": "hand", "role": "lead", "person": HE},
        "way",
        "Only the lead can hand",
        "只有现任总指挥可以移交",
    ),
    ("update", "通报", "update", {"conditions": "  "}, "conditions", "nothing to write down", "内容为空"),
    (
        "decide",
        "决策",
        "decision",
        {"text": "Recall", "revisit": EARLIER},
        "revisit",
        "lies in the past",
        "复议时间已经过去",
    ),
    ("decide", "决策", "decision", {"text": " \n "}, "text", "nothing to write down", "内容为空"),
    ("note", "记录", "note", {"text": " "}, "text", "nothing to write down", "内容为空"),
    ("remind", "提醒", "remind", {"way": "every", "length": "soon"}, "length", "no length of time", "不是有效的时长"),
    ("remind", "提醒", "remind", {"way": "every", "length": "8d"}, "length", "1 minute to 7 days", "1 分钟到 7 天"),
    ("remind", "提醒", "remind", {"way": "snooze", "length": "2d"}, "length", "1 minute to 1 day", "1 分钟到 1 天"),
    ("remind", "提醒", "remind", {"way": "off"}, "reason", "needs a reason", "需要写明理由"),
    ("statement publish", "声明 发布", "statement", {"words": " "}, "words", "nothing to write down", "内容为空"),
]


@in_both_languages
async def test_a_form_that_cannot_be_taken_says_so_at_its_block_and_stores_nothing(
    ground: Playground, tongue: Tongue
) -> None:
    room = await opened(ground, "open sev3 Mould")
    await room.type(MAYA, "stage contained")
    for english, chinese, callback, values, block, said, chinese_said in REFUSED:
        await asked(room, tongue.who, tongue(english, chinese), callback)
        now = int(ground.clock().timestamp())
        given = {name: now + value if isinstance(value, int) else value for name, value in values.items()}
        before = fingerprint(ground)
        errors = await submitted(ground, tongue.who, given)
        assert list(errors) == [block], (callback, errors)
        assert tongue(said, chinese_said) in errors[block]
        assert "`" not in errors[block]  # a form shows no marks
        assert "<@" not in errors[block]
        assert fingerprint(ground) == before, callback
        await person(ground, tongue.who).dismiss()


async def test_a_refused_form_can_be_mended_and_sent_again(ground: Playground) -> None:
    await person(ground, MAYA).command("/incident open")
    await form(ground, MAYA, "open")
    assert list(await submitted(ground, MAYA, {"title": "🔥"})) == ["title"]
    assert await how_many(ground) == 0
    assert await submitted(ground, MAYA, {"title": "🔥 Mould"}) == {}
    assert (await room_of(ground, 1)).topic.endswith("🔥 Mould")


async def test_the_same_submission_five_times_makes_one_incident(ground: Playground) -> None:
    maya = person(ground, MAYA)
    await maya.command("/incident open")
    view = await form(ground, MAYA, "open")
    maya.fill("title", "Mould")

    sent = await asyncio.gather(*(maya.submit(view=view) for _ in range(5)))
    await ground.settle()

    assert all(each.ok and each.errors == {} for each in sent)
    assert await how_many(ground) == 1
    assert len(ground.workspace.calls.where("conversations.create")) == 1
    await told(ground, MAYA, "general", "Incident #1 is open")
    assert sum("Incident #1 is open" in message.plain for message in maya.direct_messages()) == 1
    nothing_twice(ground)


async def test_a_form_about_an_incident_that_ended_meanwhile_is_refused(ground: Playground) -> None:
    room = await opened(ground)
    await asked(room, MAYA, "update", "update")
    await typed(ground, LIN, "#1 结案")
    before = fingerprint(ground)
    errors = await submitted(ground, MAYA, {"conditions": "Too late"})
    assert "Incident #1 is over (closed)" in errors["conditions"]
    assert fingerprint(ground) == before
