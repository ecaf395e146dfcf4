"""Nobody answers, somebody leaves, a shift ends: the role finds its person all the same, and everybody knows."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.duty import Rotation
from crisis.policy.people import Crew, TeamMember
from tests.postgres import PostgresServer
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    OWEN,
    QIN,
    SU,
    ZHOU,
    Tongue,
    asked_by_click,
    clicked,
    date_mark,
    form,
    in_both_languages,
    nothing_twice,
    offer_to,
    opened,
    person,
    submitted,
    told,
)

MINUTE = timedelta(minutes=1)
AT = "@yunhe.example"
HANDLES = {LIN: "lin.xiao", ZHOU: "zhou.ming", SU: "su.wan", HE: "he.jun", MAYA: "maya.brooks", OWEN: "owen.hart"}


def member(who: str, *roles: str, deputies: tuple[str, ...] = ()) -> TeamMember:
    return TeamMember(HANDLES[who] + AT, roles, deputies=tuple(HANDLES[each] + AT for each in deputies))


def policy(*team: TeamMember, language: Language = Language.ENGLISH, **crew: Any) -> Policy:
    return Policy(language=language, team=team, crew=Crew(**crew))


def duty(*people: str, at: time = time(9, 0)) -> Rotation:
    """A daily rotation of leads, handed over at this hour in Shanghai; the stories begin at 9:00 there."""
    addresses = tuple(HANDLES[each] + AT for each in people)
    return Rotation("duty", ("lead",), addresses, at, "Asia/Shanghai", BEGIN.date() - timedelta(days=1))


def mention(ground: Playground, who: str) -> str:
    return f"<@{person(ground, who).id}>"


def asked(ground: Playground, *people: str) -> list[str]:
    """Who of these has an offer that waits."""
    return [
        who
        for who in people
        if any(each.buttons[1:2] in (["Decline"], ["谢绝"]) for each in person(ground, who).direct_messages())
    ]


async def test_the_deputy_is_asked_too_then_others_then_the_level_above(make_ground: MakeGround) -> None:
    """The first offer stays acceptable the whole way; who is told is told by an edit."""
    team = (member(LIN, "lead", deputies=(ZHOU,)), member(ZHOU, "lead"), member(SU, "lead"), member(HE, "monitor"))
    ground = await make_ground(policy=policy(*team, levels=((HANDLES[OWEN] + AT,),)))
    room = await opened(ground)
    everybody = (LIN, ZHOU, SU, OWEN)
    assert asked(ground, *everybody) == [LIN]
    await clicked(ground, HE, offer_to(ground, HE), "✅ 接受")
    await ground.forward(15 * MINUTE)
    assert asked(ground, *everybody) == [ZHOU]
    stands_in = offer_to(ground, ZHOU)
    assert f"您是 {mention(ground, LIN)} 的副手" in stands_in.plain
    await ground.forward(15 * MINUTE)
    assert asked(ground, *everybody) == [SU]
    assert f"此前已邀请，尚未接受：{mention(ground, LIN)}、{mention(ground, ZHOU)}" in offer_to(ground, SU).plain
    await ground.forward(15 * MINUTE)
    assert asked(ground, *everybody) == [OWEN]
    above = offer_to(ground, OWEN)
    assert "Nobody in the crisis team has said yes, so it comes to you" in above.plain
    assert f"lead: ⏳ {mention(ground, OWEN)}" in room.board().plain
    assert f"no answer: {mention(ground, LIN)}, {mention(ground, ZHOU)}, {mention(ground, SU)}" in room.board().plain

    await clicked(ground, OWEN, above, "✅ Accept")  # outside the team, asked all the same
    assert f"lead: {mention(ground, OWEN)}" in room.board().plain
    for who in (LIN, ZHOU, SU):
        over = offer_to(ground, who)
        assert over.buttons == []
        assert mention(ground, OWEN) in over.plain
    nothing_twice(ground)


@in_both_languages
async def test_nobody_answers_and_the_board_says_so_until_somebody_is_on_duty(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    """At 9:00 the next one is on: it begins anew."""
    team = (member(LIN, "lead"), member(ZHOU, "lead"), member(HE, "monitor"))
    rules = policy(*team, language=tongue.language, rotations=(duty(LIN, ZHOU, at=time(10, 0)),))
    ground = await make_ground(policy=rules)
    room = await opened(ground, by=tongue.who)
    on_duty = next(who for who in (LIN, ZHOU) if asked(ground, who))
    following = ZHOU if on_duty == LIN else LIN
    await ground.forward(30 * MINUTE)
    assert asked(ground, LIN, ZHOU) == []
    room.one(tongue("Nobody is left who could be asked to be lead", "总指挥已无人可邀请"))
    assert tongue("🔴 nobody yet: lead", "🔴 暂无人担任：总指挥") in room.board().plain
    await ground.forward(30 * MINUTE)
    assert asked(ground, LIN, ZHOU) == [following]
    assert tongue("🔴 nobody yet: lead", "🔴 暂无人担任：总指挥") not in room.board().plain
    await clicked(ground, on_duty, offer_to(ground, on_duty), "✅ 接受")  # an hour late is better than nobody
    assert mention(ground, on_duty) in room.topic
    nothing_twice(ground)


@in_both_languages
async def test_declining_with_whom_instead(make_ground: MakeGround, tongue: Tongue) -> None:
    team = (member(LIN, "lead"), member(ZHOU, "lead"), member(SU, "lead"), member(HE))
    ground = await make_ground(policy=policy(*team, language=tongue.language))
    room = await opened(ground)
    view = await asked_by_click(ground, LIN, offer_to(ground, LIN), "换人…")
    assert "谁可以担任" in str(view.body)
    assert "person" in await submitted(ground, LIN, {"person": person(ground, LIN).id})  # not oneself
    errors = await submitted(ground, LIN, {"person": person(ground, OWEN).id, "why": ""})
    assert "不在危机小组里" in str(errors) or errors == {}
    await asked_by_click(ground, LIN, offer_to(ground, LIN), "换人…")
    assert await submitted(ground, LIN, {"person": person(ground, SU).id, "why": "在飞机上，苏婉熟悉门店"}) == {}
    assert asked(ground, LIN, ZHOU, SU) == [SU]
    named = offer_to(ground, SU)
    assert f"{mention(ground, LIN)} 无法担任，推荐了您" in named.plain
    assert "在飞机上，苏婉熟悉门店" in named.plain
    timeline = (await room.type(tongue.who, tongue("timeline", "时间线"))).shown[-1].plain
    assert tongue("declined to be lead and named", "谢绝担任总指挥，推荐了") in timeline
    await clicked(ground, SU, named, "✅ 接受")
    assert mention(ground, SU) in room.board().plain
    nothing_twice(ground)


@in_both_languages
async def test_who_takes_over_reads_how_it_stands_in_one_message(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground)
    await room.type(MAYA, "role take lead")
    await room.type(MAYA, "update 300 posts within the hour, the batch is being traced")
    await room.type(MAYA, "decide Take the batch off the shelves because two samples had mould revisit in 2h")
    await room.type(MAYA, "task add Call the supplier @Maya Brooks in 2h")
    await room.type(MAYA, "task add Find the batch")
    english = tongue.language is Language.ENGLISH
    await room.type(MAYA, "role hand lead @Owen Hart" if english else "role hand lead @秦岚")
    who = OWEN if english else QIN
    offer = offer_to(ground, who)
    for words in (
        tongue("asks you to take over as lead", "请您接任总指挥"),
        "300 posts within the hour",
        "Take the batch off the shelves",
        tongue("no monitor yet", "舆情监测尚无人担任"),
        tongue("look at decision 1 again", "复议第 1 号决策"),
        tongue("Open tasks", "未完成的任务"),
        f"1 Call the supplier · {mention(ground, MAYA)}" + tongue(", by <!date^", "，截止<!date^"),
        "2 Find the batch · " + tongue("nobody's yet", "暂无负责人"),
        tongue("lead: ", "总指挥：") + mention(ground, MAYA),
    ):
        assert words in offer.plain.replace("*", ""), offer.plain
    assert offer.plain.count(tongue("> status update", "发布进展通报")) == 1  # not the warning before it, too
    assert len(offer.plain) < 1500  # half a minute
    await clicked(ground, who, offer, tongue("✅ Accept", "✅ 接受"))
    relieved = offer_to(ground, MAYA, "You are relieved")
    assert mention(ground, who) in relieved.plain
    nothing_twice(ground)


async def test_a_shift_that_ends_hands_over_by_itself(make_ground: MakeGround) -> None:
    """A quarter of an hour before, once; the holder stays in charge until the next one accepts."""
    team = (member(LIN, "lead"), member(MAYA, "lead"), member(HE, "monitor"))
    ground = await make_ground(policy=policy(*team, rotations=(duty(MAYA, LIN, at=time(12, 0)),)))
    room = await opened(ground)
    leading = next(who for who in (LIN, MAYA) if asked(ground, who))
    following = MAYA if leading == LIN else LIN
    await clicked(ground, leading, offer_to(ground, leading), "✅ 接受" if leading == LIN else "✅ Accept")
    ends = BEGIN + timedelta(hours=3)
    await ground.until(ends - 15 * MINUTE - timedelta(seconds=1))
    assert asked(ground, following) == []
    await ground.until(ends - 15 * MINUTE)
    assert asked(ground, following) == [following]
    offer = offer_to(ground, following)
    assert mention(ground, leading) in offer.plain
    assert date_mark(ends) in offer.plain
    warned = offer_to(ground, leading)
    assert date_mark(ends) in warned.plain
    assert mention(ground, leading) in room.topic
    await ground.until(ends + 20 * MINUTE)  # nobody is taken away in between
    assert mention(ground, leading) in room.topic
    late = offer_to(ground, following)
    await clicked(ground, following, late, late.buttons[0])  # a little late for the shift
    assert mention(ground, following) in room.topic
    assert "✅" in offer_to(ground, leading).plain
    nothing_twice(ground)


async def test_a_shift_around_a_change_of_clocks_ends_an_hour_late_there(make_ground: MakeGround) -> None:
    """Berlin, 25 October 2026: clocks go back at 03:00; the shift from 09:00 to 09:00 has 25 hours."""
    team = (member(LIN, "lead"), member(MAYA, "lead"), member(HE, "monitor"))
    turns = Rotation(
        "nights",
        ("lead",),
        tuple(HANDLES[each] + AT for each in (MAYA, LIN)),
        time(9),
        "Europe/Berlin",
        date(2026, 10, 24),
    )
    ground = await make_ground(policy=policy(*team, rotations=(turns,)))
    await ground.jump(datetime(2026, 10, 24, 20, 0, tzinfo=UTC))
    room = await opened(ground)
    await clicked(ground, MAYA, offer_to(ground, MAYA), "✅ Accept")
    ends = datetime(2026, 10, 25, 8, 0, tzinfo=UTC)  # 09:00 in winter, 25 hours after 09:00 in summer
    held = (await room.incident()).holding("lead")
    assert held
    assert held.shift_ends == ends
    await ground.until(ends - 15 * MINUTE - timedelta(seconds=1))
    assert asked(ground, LIN) == []
    await ground.until(ends - 15 * MINUTE)
    assert asked(ground, LIN) == [LIN]
    assert date_mark(ends) in offer_to(ground, MAYA, date_mark(ends)).plain


async def test_everyone_declines_every_role_and_the_board_and_the_room_say_so(make_ground: MakeGround) -> None:
    team = (member(LIN), member(ZHOU), member(MAYA))
    ground = await make_ground(policy=policy(*team))
    room = await opened(ground, "open sev1 Mould in lunch boxes")
    wanted = {offer.role for offer in (await room.incident()).open_offers()}
    assert len(wanted) > 5
    while waiting := (await room.incident()).open_offers():
        who = ground.workspace.person(waiting[0].person).name
        where = next(
            each for each in person(ground, who).direct_messages() if each.ts == getattr(waiting[0].message, "ts", "")
        )
        await clicked(ground, who, where, where.buttons[1])
    incident = await room.incident()
    assert set(incident.unfilled) == wanted
    assert "🔴 nobody yet: lead" in room.board().plain
    for role in ("lead", "spokesperson", "legal"):
        room.one(f"Nobody is left who could be asked to be {role}")
    await room.type(MAYA, "role take lead")  # a mind changed
    assert (await room.incident()).holder("lead") == person(ground, MAYA).id
    nothing_twice(ground)


async def test_who_stays_is_not_relieved(make_ground: MakeGround) -> None:
    team = (member(LIN, "lead"), member(MAYA, "lead"), member(HE, "monitor"))
    ground = await make_ground(policy=policy(*team, rotations=(duty(MAYA, LIN, at=time(12, 0)),)))
    room = await opened(ground)
    leading = next(who for who in (LIN, MAYA) if asked(ground, who))
    following = MAYA if leading == LIN else LIN
    await clicked(ground, leading, offer_to(ground, leading), "✅ 接受" if leading == LIN else "✅ Accept")
    await ground.until(BEGIN + timedelta(hours=2, minutes=45))
    warned = offer_to(ground, leading)
    await clicked(ground, following, offer_to(ground, following), offer_to(ground, following).buttons[1])
    assert "谢绝接任" in offer_to(ground, leading).plain or "declined to take over" in offer_to(ground, leading).plain
    await clicked(ground, leading, warned, warned.buttons[0])
    await ground.until(BEGIN + timedelta(hours=4))
    assert mention(ground, leading) in room.topic
    assert asked(ground, following) == []
    assert "stay" in (await room.type(leading, "role stay lead")).text or leading == LIN
    nothing_twice(ground)


async def test_the_lead_leaves_slack_and_the_role_goes_on(make_ground: MakeGround) -> None:
    team = (member(LIN, "lead"), member(ZHOU, "lead"), member(HE, "monitor"))
    ground = await make_ground(policy=policy(*team))
    room = await opened(ground)
    await clicked(ground, LIN, offer_to(ground, LIN), "✅ 接受")
    ground.workspace.change_person(person(ground, LIN).id, deleted=True)
    await ground.workspace.until(lambda: asked(ground, ZHOU), what="the next one to be asked")
    await ground.settle()
    said = room.one("was deactivated: nobody is lead now")
    assert said.buttons == ["✋ Take the lead"]
    assert mention(ground, LIN) not in room.topic
    assert f"lead: ⏳ {mention(ground, ZHOU)}" in room.board().plain
    await clicked(ground, ZHOU, offer_to(ground, ZHOU), "✅ 接受")
    assert mention(ground, ZHOU) in room.topic
    nothing_twice(ground)


async def test_roles_kept_apart_are_refused_by_hand_with_who_could(make_ground: MakeGround) -> None:
    team = (member(MAYA), member(LIN, "lead", "legal"))
    ground = await make_ground(policy=policy(*team))
    room = await opened(ground)
    await room.type(MAYA, "role take writer")
    refused = await room.type(MAYA, "role take legal")
    assert "is writer here, and legal must be somebody else" in refused.text
    assert mention(ground, LIN) in refused.text
    await room.type(MAYA, "role take spokesperson")  # nobody else could: better than nobody
    assert (await room.incident()).roles_of(person(ground, MAYA).id) == ("writer", "spokesperson")


async def test_a_form_made_for_another_is_refused(ground: Playground) -> None:
    room = await opened(ground)
    stranger = person(ground, OWEN)
    action = {"type": "button", "action_id": "offer.instead", "block_id": "b", "value": "1:1"}
    offers = (await room.incident()).offers
    assert offers[0].person != stranger.id
    await stranger.act(*stranger.find(room.board()), action)
    await told(ground, OWEN, room.channel, f"This offer is for <@{offers[0].person}>")
    await stranger.act(*stranger.find(room.board()), action | {"action_id": "role.stay", "value": "1:lead"})
    await told(ground, OWEN, room.channel, "Only the lead can")
    assert (await room.incident()).offers == offers


async def test_words_on_the_line_and_the_form_do_the_same(ground: Playground) -> None:
    room = await opened(ground)
    (lead,) = (each for each in (await room.incident()).offers if each.role == "lead")
    refused = await room.type(MAYA, "role accept scribe")
    assert "You are not being asked to be scribe" in refused.text
    await room.type(lead.person, "角色 谢绝 总指挥 因为 正在休假")
    first = next(each for each in (await room.incident()).offers if each.id == lead.id)
    assert (first.state.value, first.why) == ("declined", "正在休假")
    await room.type(MAYA, "role take lead")
    await person(ground, MAYA).click(room.board(), "✋ Roles…")
    await form(ground, MAYA)
    assert await submitted(ground, MAYA, {"way": "stay", "role": "lead"}) == {}
    await told(ground, MAYA, room.channel, "You stay lead of incident #1")


@pytest.fixture
def database_url(postgres: PostgresServer) -> Any:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


async def test_two_accept_at_the_same_moment_on_two_replicas(database_url: str, make_ground: MakeGround) -> None:
    """Whoever was faster has it; the other is told who."""
    team = (member(LIN, "lead", deputies=(ZHOU, SU)), member(ZHOU, "lead"), member(SU, "lead"), member(HE, "monitor"))
    ground = await make_ground(database_url=database_url, replicas=2, policy=policy(*team))
    room = await opened(ground)
    await ground.forward(15 * MINUTE)
    both = (ZHOU, SU)
    assert asked(ground, LIN, *both) == [ZHOU, SU]  # both deputies of Lin
    await asyncio.gather(*(person(ground, who).click(offer_to(ground, who), "✅ 接受") for who in both))
    await ground.settle()
    holder = (await room.incident()).holder("lead")
    assert holder in {person(ground, who).id for who in both}
    (loser,) = (who for who in both if person(ground, who).id != holder)
    assert f"lead: <@{holder}>" in room.board().plain
    for who in (loser, LIN):
        assert offer_to(ground, who).buttons == []
        assert f"<@{holder}>" in offer_to(ground, who).plain
    room.one("is lead now")
    nothing_twice(ground)
