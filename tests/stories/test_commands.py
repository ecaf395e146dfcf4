"""Every command with its words on the line, in English and in Chinese: what people see of it, and who sees it.

In these stories the shared language is the asker's own; the last ones mix the two.
"""

import pytest

from bot.demo.playground import Playground
from crisis.events import NoteAdded
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    EN,
    HE,
    LIN,
    MAYA,
    ZH,
    ZHOU,
    Room,
    Tongue,
    date_mark,
    fingerprint,
    in_both_languages,
    in_channel,
    nothing_twice,
    offer_to,
    opened,
    person,
    posts,
    room_of,
    told,
    typed,
    whispers,
)


async def begun(make_ground: MakeGround, tongue: Tongue, severity: int = 3) -> tuple[Playground, Room]:
    ground = await make_ground(policy=Policy(language=tongue.language))
    words = tongue("open sev{} Mould in lunch boxes", "开启 {}级 浦东门店盒饭发霉").format(severity)
    room = await opened(ground, words, tongue.who)
    return ground, room


@in_both_languages
async def test_open_makes_a_room_with_everything_in_it(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    answer = await typed(ground, tongue.who, tongue("open sev2 Mould in lunch boxes", "开启 2 浦东门店盒饭发霉"))
    room = await room_of(ground, 1)
    title = tongue("Mould in lunch boxes", "浦东门店盒饭发霉")

    assert tongue("Incident #1 is open: SEV2", "事件 #1 已开启：SEV2") in answer.text
    assert answer.shown[0].is_ephemeral
    assert list(whispers(ground)) == [tongue.who]

    board = room.board()
    assert board.ts == room.messages()[0].ts
    assert title in board.plain
    assert tongue("*triage* › responding", "*研判* › 处置") in board.plain
    assert tongue("every 30 min", "每 30 分钟一次") in board.plain
    assert room.messages()[1].plain.count(tongue("What we know at the start", "已知情况")) == 1
    assert len(room.messages()) == 2

    assert title in room.card().plain
    assert f"<#{room.channel}>" in room.card().plain
    assert title in room.topic
    assert "SEV2" in room.topic
    assert {person(ground, each).id for each in (LIN, MAYA, HE, ZHOU)} <= room.people

    sent = [each for person_ in ground.workspace.people for each in person_.direct_messages()]
    assert len(sent) == 5  # lead, spokesperson, writer, monitor, scribe
    assert posts(ground) == len(sent) + 3  # board, briefing, card
    nothing_twice(ground)


@in_both_languages
async def test_looking_is_for_the_asker_alone_and_changes_nothing(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    await room.type(tongue.who, tongue("decide Recall it because of mould", "决策 全部下架 因为 检出霉菌"))
    before = fingerprint(ground)

    expected = {
        tongue("board", "看板"): tongue("*triage* › responding", "*研判* › 处置"),
        "": tongue("*triage* › responding", "*研判* › 处置"),
        tongue("list", "列表"): tongue("*Open incidents (1)*", "*进行中的事件（1）*"),
        tongue("help", "帮助"): tongue("What Fenghuo can do", "烽火能做什么"),
        tongue("help decide", "帮助 决策"): tongue("because two samples had mould", "因为 两份样品检出霉菌"),
        tongue("roles", "角色表"): tongue("can take it:", "可担任："),
        tongue("decisions", "决策列表"): tongue("_Why:_ of mould", "理由：检出霉菌"),
        tongue("decision 1", "决策列表 1"): tongue("Decision 1 of incident #1", "事件 #1 第 1 号决策"),
        tongue("timeline", "时间线"): tongue("opened the incident as SEV3", "开启事件，级别 SEV3"),
        tongue("timeline 1", "时间线 1 条"): tongue("Decision 1 by", "决策 1（"),
    }
    for line, words in expected.items():
        answer = await room.type(tongue.who, line)
        assert words in answer.shown[0].plain, line
        assert answer.shown[0].is_ephemeral
    assert list(whispers(ground)) == [tongue.who]
    assert fingerprint(ground) == before


@in_both_languages
async def test_severity_is_said_once_and_board_card_and_topic_follow(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    board, card = room.board(), room.card()

    answer = await room.type(tongue.who, tongue("sev 1 because a child is ill", "级别 一级，理由：有儿童住院"))

    assert answer.shown == ()  # the channel says it
    said = room.one(tongue("changed the severity from SEV3", "将级别由“SEV3"), tongue("a child is ill", "有儿童住院"))
    assert f"<@{person(ground, tongue.who).id}>" in said["text"]
    assert (room.board().ts, room.card().ts) == (board.ts, card.ts)
    assert tongue("SEV1 · red", "SEV1 红") in room.board().plain
    assert tongue("every 15 min", "每 15 分钟一次") in room.board().plain
    assert tongue("SEV1 · red", "SEV1 红") in room.card().plain
    assert "SEV1" in room.topic
    assert len([each for who in ground.workspace.people for each in who.direct_messages()]) == 8
    nothing_twice(ground)


@in_both_languages
async def test_stages_forward_and_back_with_a_reason(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)

    await room.type(tongue.who, tongue("stage contained", "阶段 受控"))
    room.one(tongue("from triage to contained", "由“研判”推进到“受控”"), tongue("ledger head", "台账链头"))
    assert tongue("*contained*", "*受控*") in room.board().plain
    assert tongue("contained", "受控") in room.topic
    assert tongue("*contained*", "*受控*") in room.card().plain

    before = fingerprint(ground)
    answer = await room.type(tongue.who, tongue("stage triage", "阶段：研判"))
    assert tongue("needs a reason", "需要写明理由") in answer.text
    assert fingerprint(ground) == before

    await room.type(tongue.who, tongue("stage triage because it spreads again", "阶段 研判 理由：又扩散了"))
    room.one(tongue("back from contained to triage", "由“受控”退回“研判”"), tongue("it spreads again", "又扩散了"))
    assert tongue("*triage* ›", "*研判* ›") in room.board().plain
    nothing_twice(ground)


@in_both_languages
async def test_resolve_close_and_reopen(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)

    await room.type(tongue.who, tongue("resolve because stock is destroyed", "恢复 问题批次已销毁"))
    room.one(tongue("from triage to resolved", "由“研判”推进到“恢复”"), tongue("stock is destroyed", "问题批次已销毁"))
    assert tongue("🏁 Close…", "🏁 结案…") in room.board().buttons

    await room.type(tongue.who, tongue("close", "结案"))
    room.one(tongue("closed the incident", "将事件结案"), tongue("ledger head", "台账链头"))
    assert sorted(file["name"].rpartition(".")[2] for file in room.files()) == ["html", "md"]
    assert tongue("over since", "已于") in room.card().plain
    assert room.card().buttons == []
    assert tongue("Reopen", "重开事件") in room.board().buttons
    assert tongue("closed", "结案") in room.topic

    await room.type(tongue.who, tongue("reopen because it is back", "重开 又出现了"))
    room.one(tongue("reopened the incident", "重开事件"), tongue("it is back", "又出现了"))
    assert tongue("*responding*", "*处置*") in room.board().plain
    assert tongue("Join the channel", "加入频道") in room.card().buttons
    assert tongue("every 2 h", "每 2 小时一次") in room.board().plain
    assert len(room.files()) == 2
    nothing_twice(ground)


@in_both_languages
async def test_dismiss_and_rename(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    name = ground.workspace.state.channel(room.channel).name

    await room.type(tongue.who, tongue("rename Mould in three shops", "改名 三家门店盒饭发霉"))
    room.one(tongue("renamed the incident from", "将标题由"), tongue("Mould in three shops", "三家门店盒饭发霉"))
    for shown in (room.board().plain, room.card().plain, room.topic):
        assert tongue("Mould in three shops", "三家门店盒饭发霉") in shown
    assert ground.workspace.state.channel(room.channel).name == name

    await room.type(tongue.who, tongue("dismiss because it was a test", "误报 理由：是一次测试"))
    room.one(tongue("dismissed the incident as a false alarm", "判定为误报"), tongue("it was a test", "是一次测试"))
    assert tongue("*dismissed*", "*误报*") in room.board().plain
    assert room.files() == []  # a false alarm wants no review by itself
    nothing_twice(ground)


@in_both_languages
async def test_a_role_is_taken_offered_and_handed_on(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    me, zhou, he = (person(ground, who).id for who in (tongue.who, ZHOU, HE))

    answer = await room.type(tongue.who, tongue("role take lead", "角色 接任 总指挥"))
    assert tongue("You are lead of incident #1 now.", "您现在是事件 #1 的总指挥。") in answer.text
    room.one(tongue("is lead now", "担任总指挥"))
    assert tongue(f"lead: <@{me}>", f"总指挥：<@{me}>") in room.board().plain
    assert f"<@{me}>" in room.topic
    assert f"<@{me}>" in room.card().plain

    answer = await room.type(tongue.who, tongue("role offer legal @何俊", "角色 邀请 法务 @何俊"))
    assert tongue("by direct message", "已私信邀请") in answer.text
    assert f"<@{he}>" in answer.text
    assert "请您担任本事件的法务" in offer_to(ground, HE, "法务").plain
    assert tongue("legal: ⏳", "法务：⏳") in room.board().plain

    answer = await room.type(tongue.who, tongue("role hand lead @周明", "角色 移交 @周明 总指挥"))
    assert tongue("Until then it is still you", "仍由您负责") in answer.text
    assert "请您接任总指挥" in offer_to(ground, ZHOU, "总指挥").plain
    assert f"<@{me}>" in room.topic
    assert tongue("handing over to", "正在移交") in room.board().plain
    assert f"<@{zhou}>" in room.board().plain
    nothing_twice(ground)


@in_both_languages
async def test_an_update_goes_to_the_channel_and_to_everybody_outside(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    line = tongue(
        "update Conditions: three shops closed Actions: samples are out Needs: a statement",
        "通报 现状：三家门店停业 行动：样品已送检 需要：声明定稿",
    )
    parts = tongue("three shops closed|samples are out|a statement", "三家门店停业|样品已送检|声明定稿").split("|")

    answer = await room.type(tongue.who, line)

    assert answer.shown == ()
    room.one(tongue("*Status update 1*", "*第 1 次进展通报*"), *parts)
    (broadcast,) = room.thread()
    assert all(part in broadcast.plain for part in parts)
    assert all(part in room.board().plain for part in parts)
    assert parts[0] in room.card().plain
    await room.type(tongue.who, tongue("update Nothing new", "通报 暂无新情况"))
    assert len(room.thread()) == 2
    assert tongue("no. 2", "第 2 次") in room.board().plain
    nothing_twice(ground)


@in_both_languages
async def test_decisions_stand_in_the_channel_and_on_the_board_with_their_reason(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground, room = await begun(make_ground, tongue)

    line = tongue("decide Recall the batch because two samples had mould", "决策 该批次全部下架，因为两份样品检出霉菌")
    assert (await room.type(tongue.who, line)).shown == ()
    await room.type(tongue.who, tongue("decide Close shop 3", "决策 三号店停业"))

    what = tongue("Recall the batch", "该批次全部下架")
    why = tongue("two samples had mould", "两份样品检出霉菌")
    said = room.one(tongue("*Decision 1*", "*决策 1*"), what, why)
    room.one(tongue("*Decision 2*", "*决策 2*"))
    assert tongue(f"*1* {what} _because:_ {why}", f"*1* {what}（理由：{why}）") in room.board().plain
    assert said["text"].count(why) == 1
    one = await room.type(tongue.who, tongue("decision 1", "查看决策 1"))
    assert why in one.shown[0].plain
    looked_for = await room.type(tongue.who, tongue("decide #1", "决策 １"))
    assert looked_for.shown[0].plain == one.shown[0].plain
    assert room.saying(tongue("*Decision 3*", "*决策 3*")) == []
    nothing_twice(ground)


@in_both_languages
async def test_a_note_is_on_the_timeline(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    words = tongue("14:05 first TV crew at the shop", "14:05 第一家电视台到达门店")

    assert (await room.type(tongue.who, tongue("note ", "记录 ") + words)).shown == ()

    room.one("📌", words)
    assert words in (await room.type(tongue.who, tongue("timeline", "时间线"))).shown[0].plain
    (entry,) = await room.entries(NoteAdded)
    assert entry.by == person(ground, tongue.who).id
    nothing_twice(ground)


@in_both_languages
async def test_the_rhythm_is_set_put_off_once_and_switched_off(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    now = ground.clock().timestamp()

    assert (await room.type(tongue.who, tongue("remind every 45m", "提醒 每45分钟"))).shown == ()
    room.one(tongue("set a status update every 45 min", "将通报间隔设为 45 分钟"))
    assert tongue("every 45 min", "每 45 分钟一次") in room.board().plain
    assert f"<!date^{int(now) + 45 * 60}^" in room.board().plain

    answer = await room.type(tongue.who, tongue("remind snooze 10m", "提醒 推迟 10分钟"))
    assert tongue("the rhythm stays as it is", "通报间隔不变") in answer.text
    assert f"<!date^{int(now) + 55 * 60}^" in answer.text
    assert tongue("every 45 min", "每 45 分钟一次") in room.board().plain
    assert f"<!date^{int(now) + 55 * 60}^" in room.board().plain

    await room.type(tongue.who, tongue("remind off because it is quiet", "提醒 关闭 理由：已经平息"))
    room.one(tongue("switched the update reminders off", "关闭通报提醒"), tongue("it is quiet", "已经平息"))
    assert tongue("🚫 No update reminders", "🚫 通报提醒已关闭") in room.board().plain
    nothing_twice(ground)


@in_both_languages
async def test_the_review_comes_as_a_file_into_the_channel(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue)
    why = tongue("two samples had mould", "两份样品检出霉菌")
    await room.type(tongue.who, tongue(f"decide Recall it because {why}", f"决策 全部下架 因为 {why}"))

    answer = await room.type(tongue.who, tongue("export md", "导出 md"))
    assert tongue("on its way into its channel", "正在生成") in answer.text
    await room.type(tongue.who, tongue("export html", "导出 网页"))

    markdown, html = room.files()
    assert markdown["name"].endswith(".md")
    assert html["name"].endswith(".html")
    assert room.body(html).lower().startswith("<!doctype html>")
    for file in (markdown, html):
        body = room.body(file)
        assert tongue("Mould in lunch boxes", "浦东门店盒饭发霉") in body
        assert why in body
        assert tongue.who in body  # people by name, not by id
        assert "U0000" not in body
    nothing_twice(ground)


@in_both_languages
async def test_statement_and_first_answer_stop_their_clocks(make_ground: MakeGround, tongue: Tongue) -> None:
    ground, room = await begun(make_ground, tongue, severity=2)
    assert tongue("⏳ first statement: until", "⏳ 首份声明：截止") in room.board().plain

    link = "https://example.com/statement"
    answer = await room.type(tongue.who, tongue("statement publish ", "声明 发布 ") + link)
    assert tongue("It stands on the record of incident #1.", "已记入事件 #1。") in answer.text
    await room.type(tongue.who, tongue("mention answered ", "提及 已回应 ") + "https://example.com/post/1")

    assert tongue("✅ first statement", "✅ 首份声明") in room.board().plain
    assert tongue("✅ first answer", "✅ 首次回应") in room.board().plain
    shown = (await room.type(tongue.who, tongue("timeline", "时间线"))).shown[0].plain
    assert link in shown
    assert "https://example.com/post/1" in shown
    nothing_twice(ground)


async def test_from_elsewhere_a_number_says_which_incident_and_the_asker_is_told(ground: Playground) -> None:
    first, second = await opened(ground, "open sev3 Mould"), await opened(ground, "open sev3 Checkout is down")

    answer = await typed(ground, MAYA, "#2 note the till is slow", "general")
    assert "It stands on the timeline of incident #2." in answer.text
    second.one("the till is slow")
    assert first.saying("the till is slow") == []
    assert "Checkout is down" in (await typed(ground, LIN, "看板 2")).shown[0].plain
    assert "Incident #2 is SEV1" in (await typed(ground, MAYA, "sev #2 1")).text
    listed = (await typed(ground, MAYA, "")).shown[0].plain
    assert listed.index("Checkout is down") < listed.index("Mould")  # the worst first
    nothing_twice(ground)


@pytest.mark.parametrize(("shared", "other"), [(EN, ZH), (ZH, EN)], ids=str)
async def test_what_one_person_sees_is_in_the_own_language_what_all_see_in_the_shared_one(
    make_ground: MakeGround, shared: Tongue, other: Tongue
) -> None:
    ground = await make_ground(policy=Policy(language=shared.language))
    room = await opened(ground, "open sev3 Mould", shared.who)

    refused = await room.type(other.who, "sev 3")
    assert other("is SEV3 already", "已经是 SEV3") in refused.text
    taken = await room.type(other.who, other("role take lead", "角色 接任 总指挥"))
    assert other("You are lead of", "您现在是事件") in taken.text
    room.one(shared("is lead now", "担任总指挥"))
    assert shared("*People*", "*人员*") in room.board().plain
    assert shared("No status update yet.", "尚无进展通报。") in room.card().plain
    board = await room.type(other.who, other("board", "看板"))
    assert other("*People*", "*人员*") in board.shown[0].plain
    offered = person(ground, ZHOU).direct_messages()
    assert offered
    assert all("您的职责" in each.plain for each in offered)


async def test_words_of_the_other_language_full_width_and_any_case_mean_the_same(ground: Playground) -> None:
    room = await opened(ground, "开启　２　盒饭发霉", MAYA)
    assert "SEV2" in room.topic
    await room.type(MAYA, "ＮＯＴＥ：first TV crew")
    room.one("first TV crew")
    await room.type(LIN, "SEV Critical")
    assert "SEV1" in room.topic
    await room.type(LIN, "级别2")
    assert "SEV2" in room.topic
    await room.type(MAYA, "决策：下架，理由：发霉")
    assert "*1* 下架 _because:_ 发霉" in room.board().plain


async def test_the_updates_channel_gets_nothing_but_cards_and_updates(ground: Playground) -> None:
    room = await opened(ground)
    for line in ("sev 2", "stage responding", "decide Recall it", "note seen", "role take lead", "update All well"):
        await room.type(MAYA, line)
    said = in_channel(ground, "incidents")
    assert [each.ts for each in said] == [room.card().ts, *(each.ts for each in room.thread())]
    assert len(room.thread()) == 1
    assert in_channel(ground, "general") == []
    assert date_mark(ground.clock()) in room.card().plain
    await told(ground, MAYA, "general", "Incident #1 is open")
