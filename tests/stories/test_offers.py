"""Roles are offered, never assigned: who is asked, what they read, and what becomes of it."""

import asyncio
from datetime import timedelta

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import DEFAULT_ROLES, Policy
from crisis.policy.people import TeamMember
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    OWEN,
    QIN,
    SU,
    TANG,
    ZHOU,
    Tongue,
    clicked,
    fingerprint,
    in_both_languages,
    nothing_twice,
    offer_to,
    opened,
    person,
    submitted,
    told,
    typed,
)
from workspace.client.seen import Seen

INSTRUCTIONS = {role.key: role.instructions for role in DEFAULT_ROLES}
NAMES = (LIN, ZHOU, SU, HE, TANG, MAYA, OWEN, QIN)


def team(*members: tuple[str, tuple[str, ...]], language: Language = Language.ENGLISH) -> Policy:
    """A policy whose crisis team is these, by handle, each for these roles."""
    return Policy(
        language=language,
        team=tuple(TeamMember(f"{handle}@yunhe.example", roles) for handle, roles in members),
    )


def mention(ground: Playground, who: str) -> str:
    return f"<@{person(ground, who).id}>"


def offered(ground: Playground) -> dict[str, Seen]:
    """The newest direct message of everybody who has one."""
    found = {name: person(ground, name).direct_messages() for name in NAMES}
    return {name: sent[-1] for name, sent in found.items() if sent}


def waiting(ground: Playground, role: str) -> list[str]:
    """Who has an offer of this role that waits for an answer."""
    texts = (INSTRUCTIONS[role].zh[:20], INSTRUCTIONS[role].en[:40])
    return [
        name
        for name in NAMES
        for each in person(ground, name).direct_messages()
        if len(each.buttons) == 3 and any(text in each.plain for text in texts)
    ]


def asked(ground: Playground, role: str) -> str:
    """Who is asked for this role right now: the only one."""
    found = waiting(ground, role)
    assert len(found) == 1, f"asked for {role}: {found}"
    return found[0]


def accept_button(ground: Playground, who: str) -> str:
    return "✅ Accept" if person(ground, who).user.locale == "en-US" else "✅ 接受"


def decline_button(ground: Playground, who: str) -> str:
    return "Decline" if person(ground, who).user.locale == "en-US" else "谢绝"


async def answers(ground: Playground, who: str, yes: bool) -> None:
    button = accept_button(ground, who) if yes else decline_button(ground, who)
    await clicked(ground, who, offered(ground)[who], button)


async def test_each_is_asked_alone_with_the_instructions_of_the_own_role(ground: Playground) -> None:
    room = await opened(ground, "open sev1 Mould")
    sent = offered(ground)
    assert sorted(sent) == sorted(NAMES)  # eight roles, eight people
    seen = []
    for name, message in sent.items():
        english = person(ground, name).user.locale == "en-US"
        own = [key for key, text in INSTRUCTIONS.items() if (text.en if english else text.zh)[:40] in message.plain]
        assert len(own) == 1, (name, own)
        seen += own
        wanted = ["✅ Accept", "Decline", "Somebody else…"] if english else ["✅ 接受", "谢绝", "换人…"]
        assert message.buttons == wanted
        assert f"<#{room.channel}>" in message.plain
        assert f"<!date^{int((ground.clock() + timedelta(minutes=2)).timestamp())}^" in message.plain
    assert sorted(seen) == sorted(INSTRUCTIONS)
    for text in INSTRUCTIONS.values():
        assert room.saying(text.en[:40]) == []
        assert room.saying(text.zh[:20]) == []
    nothing_twice(ground)


async def test_accepting_makes_the_holder_and_everybody_sees_it(ground: Playground) -> None:
    room = await opened(ground)
    lead = asked(ground, "lead")
    assert f"lead: ⏳ {mention(ground, lead)}" in room.board().plain
    offer = offered(ground)[lead]

    await answers(ground, lead, yes=True)

    settled = offer_to(ground, lead)
    assert settled.ts == offer.ts
    assert settled.buttons == []
    assert INSTRUCTIONS["lead"].zh in settled.plain  # the holder keeps them
    assert f"lead: {mention(ground, lead)}" in room.board().plain
    assert mention(ground, lead) in room.topic
    assert f"lead: {mention(ground, lead)}" in room.card().plain
    room.one(f"{mention(ground, lead)} is lead now")
    before = fingerprint(ground)
    await person(ground, lead).act(
        *person(ground, lead).find(settled), {"type": "button", "action_id": "offer.accept", "value": "1:1"}
    )
    await ground.settle()
    after = fingerprint(ground, without=("inbox",))
    assert after.stored == {name: rows for name, rows in before.stored.items() if name != "inbox"}
    assert after.shown == before.shown


@in_both_languages
async def test_declining_asks_the_next_and_thanks(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground)
    first = asked(ground, "lead")
    await answers(ground, first, yes=False)
    second = asked(ground, "lead")
    assert second != first
    assert "您已谢绝担任 #1 的总指挥" in offer_to(ground, first).plain
    assert offer_to(ground, first).buttons == ["✅ 接受"]  # minds may change
    line = tongue("lead: ⏳ ", "总指挥：⏳ ")
    assert line + mention(ground, second) in room.board().plain
    assert room.saying(mention(ground, first), tongue("declined", "谢绝")) == []  # not in front of all
    nothing_twice(ground)


async def test_an_offer_that_expires_goes_on_and_the_first_to_accept_has_it(ground: Playground) -> None:
    room = await opened(ground)
    first, monitor = asked(ground, "lead"), asked(ground, "monitor")
    await ground.forward(timedelta(minutes=14, seconds=59))
    assert asked(ground, "lead") == first
    await ground.forward(timedelta(seconds=1))
    others = waiting(ground, "lead")
    assert len(others) == 3  # who was silent is not alone any more
    assert {*others, *waiting(ground, "monitor")} & {first, monitor} == set()  # nor asked for anything else at once
    late = offer_to(ground, first)
    assert "已同时邀请其他人" in late.plain
    assert late.buttons == ["✅ 接受", "换人…"]
    assert f"no answer: {mention(ground, first)}" in room.board().plain

    await clicked(ground, first, late, "✅ 接受")  # late, and still before the others
    for each in others:
        over = offer_to(ground, each)
        assert over.buttons == []
        assert mention(ground, first) in over.plain
    assert f"lead: {mention(ground, first)}" in room.board().plain
    await ground.forward(timedelta(minutes=30))
    assert f"lead: {mention(ground, first)}" in room.board().plain
    nothing_twice(ground)


async def test_two_accept_at_the_same_moment_and_one_has_it(ground: Playground) -> None:
    room = await opened(ground)
    first = asked(ground, "lead")
    other = next(name for name in NAMES if name not in offered(ground))
    await room.type(MAYA, f"role offer lead @{person(ground, other).user.name}")

    await asyncio.gather(
        *(person(ground, who).click(offered(ground)[who], accept_button(ground, who)) for who in (first, other))
    )
    await ground.settle()

    holder = (await room.incident()).holder("lead")
    assert holder in (person(ground, first).id, person(ground, other).id)
    loser = other if holder == person(ground, first).id else first
    assert f"lead: <@{holder}>" in room.board().plain
    assert offer_to(ground, loser).buttons == []
    assert f"<@{holder}>" in offer_to(ground, loser).plain
    english = person(ground, loser).user.locale == "en-US"
    await told(ground, loser, offer_to(ground, loser).channel, "This offer is over" if english else "这个邀请已失效")
    room.one("is lead now")
    nothing_twice(ground)


@in_both_languages
async def test_when_nobody_is_left_the_board_says_so_and_the_lead_is_told(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    policy = team(
        ("lin.xiao", ("lead",)), ("zhou.ming", ("monitor",)), ("maya.brooks", ("monitor",)), language=tongue.language
    )
    ground = await make_ground(policy=policy)
    room = await opened(ground)
    await answers(ground, LIN, yes=True)
    await answers(ground, ZHOU, yes=False)
    await answers(ground, MAYA, yes=False)

    said = room.one(tongue("Nobody is left who could be asked to be monitor", "舆情监测已无人可邀请"))
    assert said.buttons == [tongue("Take: monitor", "担任舆情监测"), tongue("✋ Roles…", "✋ 角色…")]
    assert tongue("🔴 nobody yet: monitor", "🔴 暂无人担任：舆情监测") in room.board().plain
    alone = offer_to(ground, LIN, "舆情监测已无人可邀请")
    assert alone.buttons == ["担任舆情监测", "✋ 角色…"]
    await clicked(ground, MAYA, said, tongue("Take: monitor", "担任舆情监测"))  # a mind changed
    assert mention(ground, MAYA) in room.board().plain
    assert tongue("🔴 nobody yet", "🔴 暂无人担任") not in room.board().plain
    nothing_twice(ground)


async def test_nobody_at_all_in_the_team_is_said_at_once(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=team(("nobody", ())))
    room = await opened(ground)
    assert "The crisis team is empty" in room.board().plain
    assert "🔴 nobody yet: lead, monitor" in room.board().plain
    room.one("Nobody is left who could be asked to be lead")
    assert person(ground, MAYA).id in room.people  # who opened it gets in all the same


async def test_handing_over_keeps_the_holder_until_the_other_accepts(ground: Playground) -> None:
    room = await opened(ground)
    await room.type(MAYA, "role take lead")
    refused = await room.type(OWEN, "role hand lead @秦岚")
    assert f"at present: {mention(ground, MAYA)}" in refused.text

    await room.type(MAYA, "role hand lead @Owen Hart")
    offer = offer_to(ground, OWEN, "asks you to take over as *lead*")
    assert mention(ground, MAYA) in offer.plain
    assert "then the next person is asked" not in offer.plain
    await clicked(ground, OWEN, offer, "Decline")
    assert f"lead: {mention(ground, MAYA)}" in room.board().plain
    assert waiting(ground, "lead") == []  # the role is held: nobody else is asked

    await room.type(MAYA, "role hand lead @秦岚")
    await clicked(ground, QIN, offer_to(ground, QIN, "请您接任总指挥"), "✅ 接受")
    room.one(f"{mention(ground, QIN)} took over as lead from {mention(ground, MAYA)}")
    assert mention(ground, QIN) in room.topic
    assert f"lead: {mention(ground, QIN)}" in room.card().plain
    nothing_twice(ground)


@in_both_languages
async def test_somebody_outside_the_team_is_told_who_is_in_it(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=team(("zhou.ming", ("lead", "monitor")), ("su.wan", ("lead",))))
    room = await opened(ground, by=tongue.who)
    assert list(offered(ground)) == [ZHOU]
    before = fingerprint(ground)

    for line in (
        tongue("role take lead", "角色 接任 总指挥"),
        tongue("role offer lead @何俊", "角色 邀请 总指挥 @何俊"),
    ):
        answer = await room.type(tongue.who, line)
        assert tongue("is not in the crisis team", "不在危机小组里") in answer.text
        assert mention(ground, ZHOU) in answer.text
        assert mention(ground, SU) in answer.text
    answer = await room.type(tongue.who, tongue("role offer legal @周明", "角色 邀请 法务 @周明"))
    assert tongue("is not down for legal", "不担任法务") in answer.text
    assert fingerprint(ground) == before

    await room.type(tongue.who, tongue("note I can still help", "记录 我也能帮忙"))
    room.one(tongue("I can still help", "我也能帮忙"))


async def test_an_offer_is_its_persons_alone_and_over_when_the_incident_is(ground: Playground) -> None:
    room = await opened(ground)
    lead = asked(ground, "lead")
    offer = offered(ground)[lead]
    await typed(ground, MAYA, "#1 dismiss because it was a test")
    ended = offer_to(ground, lead)
    assert ended.ts == offer.ts
    assert ended.buttons == []
    assert "#1 已结束（误报）" in ended.plain

    stranger = person(ground, OWEN)
    action = {"type": "button", "action_id": "offer.accept", "block_id": "b", "value": "1:1"}
    before = fingerprint(ground)
    await stranger.act(*stranger.find(room.board()), action)
    await told(ground, OWEN, room.channel, "Incident #1 is over")
    assert fingerprint(ground) == before
    await typed(ground, MAYA, "#1 reopen")
    assert asked(ground, "lead") == lead  # never answered: asked again
    await stranger.act(*stranger.find(room.board()), action | {"value": "1:2"})
    await told(ground, OWEN, room.channel, "This offer is for <@")


async def test_offered_again_by_the_form(ground: Playground) -> None:
    room = await opened(ground)
    await person(ground, MAYA).click(room.board(), "✋ Roles…")
    await ground.workspace.until(lambda: person(ground, MAYA).open_view)
    assert await submitted(ground, MAYA, {"way": "offer", "role": "legal", "person": SU}) == {}
    await told(ground, MAYA, room.channel, "has been offered legal")
    await answers(ground, SU, yes=True)
    assert f"legal: {mention(ground, SU)}" in room.board().plain
    assert (await room.type(MAYA, "roles")).shown[0].plain.count(mention(ground, SU)) == 1
    assert room.saying("is legal now") == []  # only the lead's role is called out
