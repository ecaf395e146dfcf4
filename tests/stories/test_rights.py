"""Who may do what, over the wire: refused for one person alone, at once, with the reason and who could."""

from dataclasses import replace

import pytest

from bot.demo.playground import Playground
from crisis.policy import Policy
from crisis.policy.people import TeamMember
from crisis.policy.rights import DEFAULT_RIGHTS, Holders, Right
from crisis.stages import Stage
from tests.stories.conftest import MakeGround
from tests.stories.outages import eventually
from tests.stories.telling import (
    EN,
    HE,
    LIN,
    MAYA,
    OWEN,
    ZH,
    ZHOU,
    Tongue,
    clicked,
    fingerprint,
    form,
    how_many,
    in_both_languages,
    offer_to,
    opened,
    person,
    submitted,
    told,
    typed,
)

TEAM = (TeamMember("lin.xiao@yunhe.example", ("lead",)), TeamMember("he.jun@yunhe.example", ("monitor",)))


def policy_of(tongue: Tongue, **rights: Holders) -> Policy:
    table = DEFAULT_RIGHTS | {Right(name): holders for name, holders in rights.items()}
    return Policy(language=tongue.language, team=TEAM, rights=table)


ONLY_LIN = Holders(people=("lin.xiao@yunhe.example",))
LINES = {
    "severity": ("sev 1", "级别 1"),
    "stage": ("stage contained", "阶段 受控"),
    "close": ("close because done", "结案 已处理"),
    "publish": ("statement publish https://example.com", "声明 发布 https://example.com"),
    "export": ("export md", "导出 md"),
}
DEEDS = {
    "open": ("open an incident", "开启事件"),
    "severity": ("change the severity", "调整级别"),
    "stage": ("move the incident to another stage", "变更阶段"),
    "close": ("close, dismiss or merge the incident", "结案"),
    "publish": ("publish a statement", "发布声明"),
    "export": ("export the review", "导出复盘文档"),
    "drill": ("start or end a drill", "开始或结束演练"),
}


async def said(ground: Playground, who: str, line: str, where: str = "general") -> str:
    return "\n".join(each.plain for each in (await typed(ground, who, line, where)).shown)


@pytest.mark.parametrize("tongue", [replace(EN, who=OWEN), replace(ZH, who=ZHOU)], ids=str)
async def test_each_right_is_refused_with_who_could_and_nothing_changes(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=policy_of(tongue, **dict.fromkeys(DEEDS, ONLY_LIN)))
    room = await opened(ground, by=LIN)
    lin = person(ground, LIN).id
    lines = LINES | {"open": ("open Mould", "开启 发霉"), "drill": ("drill start bawang", "演练 开始 bawang")}
    before = fingerprint(ground)
    for name, (english, chinese) in lines.items():
        refused = await said(ground, tongue.who, f"#1 {tongue(english, chinese)}" if name in LINES else chinese)
        assert tongue(*DEEDS[name]) in refused
        assert tongue("Nothing was changed: you may not", "未做任何改动：您无权") in refused
        assert f"<@{lin}>" in refused
    assert fingerprint(ground) == before
    for english, _ in LINES.values():
        allowed = await said(ground, LIN, f"#1 {english}")
        assert "您无权" not in allowed, english
    assert (await room.incident()).stage is Stage.CLOSED


@in_both_languages
async def test_a_form_is_refused_before_it_is_filled_in(make_ground: MakeGround, tongue: Tongue) -> None:
    names = ("open", "severity", "stage", "close", "publish", "drill")
    ground = await make_ground(policy=policy_of(tongue, **dict.fromkeys(names, Holders(groups=("nobody",)))))
    await ground.alert({"source": "monitor", "title": "Mould", "severity": "SEV3"})
    await ground.settle()
    who = person(ground, tongue.who)
    for line in ("open", "#1 sev", "#1 stage", "#1 dismiss", "#1 statement publish", "drill start"):
        refused = await said(ground, tongue.who, line)
        assert tongue("you may not", "您无权") in refused, line
        assert tongue("the user group nobody", "用户组 nobody") in refused, line
    assert who.open_view is None
    assert await how_many(ground) == 1


async def test_the_stage_form_offers_what_one_may(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=policy_of(EN, close=ONLY_LIN))
    room = await opened(ground)
    await person(ground, MAYA).click(room.board(), "stage.form")
    shown = str((await form(ground, MAYA, "stage")).body)
    assert "contained" in shown
    assert "dismissed" not in shown
    assert "closed" not in shown


async def test_a_button_made_for_another_tells_whoever_clicks_it_alone(make_ground: MakeGround) -> None:
    """Everybody in the channel sees the board's buttons; the lead may use them."""
    ground = await make_ground(
        policy=policy_of(EN, severity=Holders(holding=("lead",)), close=Holders(holding=("lead",)))
    )
    room = await opened(ground)
    before = await room.incident()
    await person(ground, MAYA).click(room.board(), "severity.form")
    refused = await told(ground, MAYA, room.channel, "change the severity", "whoever takes the role lead")
    assert refused.is_ephemeral
    await person(ground, MAYA).click(room.board(), "dismiss.form")
    assert (await told(ground, MAYA, room.channel, "close, dismiss or merge")).is_ephemeral
    assert person(ground, MAYA).open_view is None
    assert await room.incident() == before
    everybody = "\n".join(each.plain for each in room.messages())
    assert "you may not" not in everybody

    await clicked(ground, LIN, offer_to(ground, LIN, "#1"), "offer.accept")
    await person(ground, MAYA).click(room.board(), "severity.form")
    await told(ground, MAYA, room.channel, f"Who may: <@{person(ground, LIN).id}>")
    await person(ground, LIN).click(room.board(), "severity.form")
    await form(ground, LIN, "severity")
    assert await submitted(ground, LIN, {"severity": "1"}) == {}
    assert (await room.incident()).severity == 1


async def test_who_lost_the_right_while_filling_a_form_in_is_told_in_it(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=policy_of(EN, severity=Holders(holding=("lead",))))
    room = await opened(ground)
    await clicked(ground, LIN, offer_to(ground, LIN, "#1"), "offer.accept")
    await person(ground, LIN).click(room.board(), "severity.form")
    await form(ground, LIN, "severity")
    ground.service.desk.policy = replace(ground.service.desk.policy, rights=DEFAULT_RIGHTS | {Right.SEVERITY: ONLY_HE})
    (error,) = (await submitted(ground, LIN, {"severity": "1"})).values()
    assert "您无权调整级别。有权操作的是：@何俊" in error
    assert (await room.incident()).severity == 3


ONLY_HE = Holders(people=("he.jun@yunhe.example",))


async def test_a_user_group_may(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=policy_of(EN, close=Holders(groups=("managers",))))
    room = await opened(ground)
    desk = ground.service.desk
    assert ground.service.troubles.has("user groups")
    assert "the user group managers" in await said(ground, MAYA, "#1 close because x")
    group = ground.workspace.add_usergroup("managers", "Managers", [ZHOU])
    ground.workspace.change_usergroup(group.id, members=[HE])
    await eventually(lambda: bool(desk.roster.groups.get("managers")), "the group's people to be known")
    assert f"<@{person(ground, HE).id}>" in await said(ground, MAYA, "#1 close because x")
    await typed(ground, HE, "#1 close because it is over")
    assert (await room.incident()).stage is Stage.CLOSED


@in_both_languages
async def test_everybody_can_look_at_the_table(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=policy_of(tongue, close=Holders(holding=("lead",), able=("monitor",))))
    await opened(ground)
    shown = await said(ground, tongue.who, tongue("rights", "权限"))
    assert tongue("✅ *Open an incident", "✅ *开启事件") in shown
    assert (
        tongue("➖ *Close, dismiss or merge the incident*: the lead of", "➖ *结案、并案、按误报处理* 本事件的总指挥")
        in shown
    )
    assert tongue("down for monitor", "可担任舆情监测的人") in shown
    await said(ground, LIN, "#1 role take lead")
    assert "✅ *结案" in await said(ground, LIN, "#1 权限")


async def test_where_no_rights_are_written_whoever_comes_may_do_everything(make_ground: MakeGround) -> None:
    """As it was before there were rights: also somebody who is not in the crisis team."""
    ground = await make_ground(policy=Policy(team=TEAM))
    room = await opened(ground, by=OWEN)
    assert ground.service.desk.roster.candidate(person(ground, OWEN).id) is None
    for english, _ in LINES.values():
        assert "you may not" not in await said(ground, OWEN, f"#1 {english}")
    assert "you may not" not in await said(ground, OWEN, "drill start bawang")
    assert (await room.incident()).stage is Stage.CLOSED
