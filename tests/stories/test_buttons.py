"""The buttons: on the board, on the card, under a held alert, under a flare-up; each does what its words say."""

import asyncio
from datetime import timedelta

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
    asked_by_click,
    clicked,
    fingerprint,
    how_many,
    in_both_languages,
    in_channel,
    nothing_twice,
    opened,
    person,
    room_of,
    submitted,
    told,
    typed,
    whispers,
)
from workspace.people.cast import Character

ALERT = {
    "source": "monitor-a",
    "key": "mould",
    "title": "Mould in lunch boxes",
    "text": "A post spreads.",
    "mentions": [{"platform": "weibo", "author": "吃货小王", "text": "发霉了", "followers": 120000}],
}


async def alerted(ground: Playground, **changed: object) -> Room:
    """An alert opens an incident; its room."""
    status, answer = await ground.alert({**ALERT, **changed})
    assert (status, answer["outcome"]) == (202, "opened")
    await ground.settle()
    return await room_of(ground, answer["incident"])


# The board


@in_both_languages
async def test_the_board_is_worked_with_its_buttons_alone(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await alerted(ground, severity="SEV2")
    board = room.board()

    await clicked(ground, tongue.who, board, tongue("👀 Acknowledge", "👀 确认接手"))
    await told(ground, tongue.who, room.channel, tongue("You have acknowledged incident #1", "您已确认事件 #1"))
    assert tongue("✅ acknowledged", "✅ 确认接手") in room.board().plain
    assert tongue("👀 Acknowledge", "👀 确认接手") not in room.board().buttons

    forms = [
        (tongue("📣 Post update", "📣 发布通报"), {"conditions": "Three shops"}, "Three shops"),
        (tongue("⚖️ Log decision", "⚖️ 记录决策"), {"text": "Recall", "why": "mould"}, "Recall"),
        (tongue("📌 Note", "📌 记一笔"), {"text": "First TV crew"}, "First TV crew"),
        (tongue("🚩 Stage…", "🚩 阶段…"), {"stage": "responding", "reason": "it is real"}, "it is real"),
        (tongue("🚨 Severity…", "🚨 级别…"), {"severity": "1", "reason": "a child is ill"}, "a child is ill"),
        (tongue("✋ Roles…", "✋ 角色…"), {"way": "take", "role": "lead"}, tongue("is lead now", "担任总指挥")),
    ]
    for button, values, seen in forms:
        await asked_by_click(ground, tongue.who, room.board(), button)
        assert await submitted(ground, tongue.who, values) == {}
        room.one(seen)

    for button, target in (
        (tongue("💬 First answer given", "💬 已首次回应"), tongue("✅ first answer", "✅ 首次回应")),
        (tongue("📢 Statement published", "📢 已发布声明"), tongue("✅ first statement", "✅ 首份声明")),
    ):
        await asked_by_click(ground, tongue.who, room.board(), button)
        assert await submitted(ground, tongue.who, {"words": "https://example.com/1"}) == {}
        assert target in room.board().plain
        assert button not in room.board().buttons

    await clicked(ground, tongue.who, room.board(), tongue("Timeline", "时间线"))
    await told(ground, tongue.who, room.channel, tongue("is lead now", "担任总指挥"))
    assert room.board().ts == board.ts
    nothing_twice(ground)


async def test_a_false_alarm_and_an_end_by_buttons(ground: Playground) -> None:
    room = await alerted(ground)
    assert "False alarm…" in room.board().buttons
    await asked_by_click(ground, MAYA, room.board(), "🚩 Stage…")
    await submitted(ground, MAYA, {"stage": "resolved"})
    assert "False alarm…" not in room.board().buttons  # only while nobody knows yet

    await asked_by_click(ground, MAYA, room.one("from triage to resolved"), "🏁 Close…")
    assert await submitted(ground, MAYA, {"reason": "sold out"}) == {}
    room.one("closed the incident: sold out")
    assert len(room.files()) == 2
    await clicked(ground, MAYA, room.board(), "📄 Review (Markdown)")
    await told(ground, MAYA, room.channel, "on its way into its channel")
    assert len(room.files()) == 3

    await clicked(ground, MAYA, room.board(), "Reopen")
    room.one("reopened the incident")
    await typed(ground, MAYA, "#1 stage triage because new posts")
    await asked_by_click(ground, MAYA, room.board(), "False alarm…")
    assert await submitted(ground, MAYA, {"reason": "a test"}) == {}
    room.one("dismissed the incident as a false alarm: a test")
    nothing_twice(ground)


async def test_the_help_offers_by_button_what_stands_on_no_board(ground: Playground) -> None:
    room = await opened(ground)
    answer = await room.type(MAYA, "help")
    for button, callback in (
        ("🔥 Open an incident", "open"),
        ("Reminders…", "remind"),
        ("Statement published…", "statement"),
        ("Mention answered…", "answered"),
        ("Rename…", "rename"),
        ("Dismiss…", "dismiss"),
    ):
        view = await asked_by_click(ground, MAYA, answer.shown[0], button)
        assert view.body["callback_id"] == callback
        await person(ground, MAYA).dismiss()
    await clicked(ground, MAYA, answer.shown[0], "Open incidents")
    await told(ground, MAYA, room.channel, "*Open incidents (1)*")
    listed = await typed(ground, MAYA, "list")
    view = await asked_by_click(ground, MAYA, listed.shown[0], "🔥 Open an incident")
    assert view.body["callback_id"] == "open"


async def test_a_button_clicked_by_two_at_once_does_it_once(ground: Playground) -> None:
    room = await alerted(ground)
    board = room.board()
    lin, maya = person(ground, LIN), person(ground, MAYA)
    await asyncio.gather(*(who.click(board, "👀 Acknowledge") for who in (lin, maya)))
    await ground.settle()
    heard = [each.plain for who in (lin, maya) for each in who.ephemerals(room.channel)]
    await ground.workspace.until(
        lambda: len([each for who in (lin, maya) for each in who.ephemerals(room.channel)]) == 2, what=f"two: {heard}"
    )
    said = "\n".join(each.plain for who in (lin, maya) for each in who.ephemerals(room.channel))
    assert ("You have acknowledged" in said) is not ("您已确认事件" in said)
    assert ("It has been acknowledged already." in said) is not ("已经有人确认过了。" in said)


async def test_a_button_of_another_version_says_that_it_no_longer_works(ground: Playground) -> None:
    room = await opened(ground)
    before = fingerprint(ground)
    maya = person(ground, MAYA)
    channel, board = maya.find(room.board())
    action = {"type": "button", "action_id": "board.teleport", "block_id": "b", "value": "1"}
    assert (await maya.act(channel, board, action)).ok
    await told(ground, MAYA, room.channel, "from another version")
    assert fingerprint(ground) == before


# The card


@in_both_languages
async def test_somebody_from_outside_joins_by_the_card(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground, "open sev3 Mould", tongue.who)
    locale = tongue("en-US", "zh-CN")
    new = ground.workspace.add_person(Character("wei.na", "韦娜", "韦娜 Wei Na", "", "wei.na@yunhe.example", locale))
    assert new.id not in room.people

    await clicked(ground, "韦娜", room.card(), tongue("Join the channel", "加入频道"))
    await told(ground, "韦娜", "incidents", tongue("You are being brought into", "正在拉您进入"))
    assert new.id in room.people
    assert room.saying(tongue("joined the channel", "加入频道")) == []  # Slack says that itself
    nothing_twice(ground)


# A held alert

HELD = {**ALERT, "severity": "SEV4", "title": "A grumpy post", "key": "grumpy"}


@in_both_languages
async def test_a_held_alert_is_a_card_whose_button_opens_one_incident(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    status, answer = await ground.alert(HELD)
    assert (status, answer["outcome"], answer["incident"]) == (202, "held", None)
    assert (await ground.alert(HELD))[1]["outcome"] == "duplicate"
    await ground.settle()

    (card,) = in_channel(ground, "incidents")
    assert "A grumpy post" in card.plain
    assert tongue("nothing was opened by itself", "未自动开启事件") in card.plain
    assert await how_many(ground) == 0

    button = tongue("🔥 Open an incident", "🔥 开启事件")
    await asyncio.gather(*(person(ground, who).click(card, button) for who in (tongue.who, HE, ZHOU)))
    await ground.settle()
    heard: dict[str, list[str]] = {}

    def everybody_was_told() -> bool:
        heard.update({who: [each.plain for each in said] for who, said in whispers(ground).items()})
        return len(heard) == 3

    await ground.workspace.until(everybody_was_told, what="an answer for each of the three")
    late = [who for who, said in heard.items() if "from this alert already" in said[-1] or "已经开启了事件" in said[-1]]
    assert len(late) == 2

    assert await how_many(ground) == 1
    room = await room_of(ground, 1)
    settled = in_channel(ground, "incidents")[0]
    assert settled.ts == card.ts
    assert settled.buttons == []
    assert f"<#{room.channel}>" in settled.plain
    assert "#1" in settled.plain
    assert "A grumpy post" in room.topic
    assert "SEV4" in room.topic
    assert room.card().ts != card.ts
    nothing_twice(ground)


async def test_a_held_alert_that_comes_back_worse_opens_by_itself_and_the_card_is_settled(ground: Playground) -> None:
    await ground.alert(HELD)
    await ground.settle()
    _, answer = await ground.alert({**HELD, "severity": "SEV1"})
    assert answer["outcome"] == "opened"
    await ground.settle()
    room = await room_of(ground, 1)
    (held,) = [each for each in in_channel(ground, "incidents") if each.ts != room.card().ts]
    assert "#1 was opened from this alert" in held.plain
    assert held.buttons == []


# The same again


async def test_the_same_alert_is_counted_on_the_board_and_opens_nothing(ground: Playground) -> None:
    room = await alerted(ground)
    for _ in range(3):
        assert (await ground.alert(ALERT))[1] | {"alert": 0} == {"alert": 0, "incident": 1, "outcome": "duplicate"}
    await ground.settle()
    assert "same alert 3 more times" in room.board().plain
    assert len(room.messages()) == 4  # board, briefing, the card of the mentions, and that its post weighs more

    await ground.alert({**ALERT, "severity": "SEV1"})
    await ground.settle()
    worse = room.one("its source now calls it SEV1")
    assert worse.buttons == ["🚨 Severity…"]
    assert (await ground.alert({**ALERT, "resolved": True}))[1]["outcome"] == "joined"
    await ground.settle()
    room.one("monitor-a says that the alert is over")
    assert await how_many(ground) == 1
    nothing_twice(ground)


@in_both_languages
async def test_a_flare_up_is_a_new_incident_with_a_link_and_a_way_back(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    old = await alerted(ground)
    await typed(ground, tongue.who, tongue("#1 close because sold out", "#1 结案 已售罄"))
    await ground.forward(timedelta(hours=1))

    new = await alerted(ground)

    assert new.number == 2
    assert tongue("💥 flare-up of #1", "💥 #1 的次生危机") in new.board().plain
    assert tongue("same alert as #1", "#1 是同一警报") in new.messages()[1].plain
    instead = tongue("Reopen #1 instead", "改为重开 #1")
    assert instead in new.card().buttons
    await clicked(ground, tongue.who, new.card(), instead)
    old.one("🚩", tongue("reopened the incident", "> 重开事件"))
    assert tongue("*responding*", "*处置*") in old.board().plain
    assert tongue("Join the channel", "加入频道") in old.card().buttons
    nothing_twice(ground)


async def test_a_flare_up_after_a_day_is_linked_but_has_no_button_to_reopen(ground: Playground) -> None:
    await alerted(ground)
    await typed(ground, MAYA, "#1 close because sold out")
    await ground.forward(timedelta(hours=25))
    new = await alerted(ground)
    assert "💥 flare-up of #1" in new.card().plain
    assert new.card().buttons == ["Join the channel", "🔔 Follow"]
    await typed(ground, MAYA, "#2 rename Mould, again")  # and an edited card stays so
    assert new.card().buttons == ["Join the channel", "🔔 Follow"]


async def test_after_a_false_alarm_the_same_key_is_no_flare_up(ground: Playground) -> None:
    await alerted(ground)
    await typed(ground, MAYA, "#1 dismiss because it was a test")
    new = await alerted(ground)
    assert "flare-up" not in new.board().plain
    assert new.card().buttons == ["Join the channel", "🔔 Follow"]
