"""Who is there and when: the team, rotations, overrides from Slack, user groups, somebody who leaves."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.duty import Hours, Rotation
from crisis.policy.people import Crew, TeamGroup, TeamMember
from tests.stories.conftest import MakeGround
from tests.stories.outages import eventually
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    OWEN,
    SU,
    TANG,
    ZHOU,
    Tongue,
    asked_by_click,
    clicked,
    date_mark,
    fingerprint,
    in_both_languages,
    offer_to,
    opened,
    person,
    submitted,
    told,
    typed,
)
from workspace.client.seen import Seen

TEAM = tuple(f"{name}@yunhe.example" for name in ("lin.xiao", "zhou.ming", "maya.brooks", "owen.hart"))


def on(day: int, hour: int = 9) -> datetime:
    """In May 2026, in Shanghai."""
    return datetime(2026, 5, day, hour, tzinfo=UTC) - timedelta(hours=8)


def the_team(language: Language = Language.ENGLISH, groups: tuple[TeamGroup, ...] = ()) -> Policy:
    """Three leads who take days in turns from Monday 4 May, and somebody who writes."""
    lin, zhou, maya, owen = TEAM
    office = (Hours((0, 1, 2, 3, 4), 9 * 60, 18 * 60),)
    team = (
        TeamMember(lin, ("lead", "legal"), deputies=(maya, zhou), hours=office, timezone="Asia/Shanghai"),
        TeamMember(zhou, ("lead",)),
        TeamMember(maya, ("lead",)),
        TeamMember(owen, ("writer",)),
    )
    days = Rotation("desk", ("lead",), (lin, zhou, maya), time(9), "Asia/Shanghai", date(2026, 5, 4))
    return Policy(language=language, timezone="Asia/Shanghai", team=team, crew=Crew(groups, (days,), ((owen,),)))


def mention(ground: Playground, who: str) -> str:
    return f"<@{person(ground, who).id}>"


async def shown(ground: Playground, who: str, line: str) -> Seen:
    answer = await typed(ground, who, line)
    return answer.shown[0]


@in_both_languages
async def test_everybody_sees_who_can_take_what_and_who_is_on(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=the_team(tongue.language))
    before = fingerprint(ground)

    members = await shown(ground, tongue.who, tongue("team", "小组"))
    lin = next(line for line in members.plain.split("\n") if mention(ground, LIN) in line)
    assert lin.startswith("🟢")
    assert tongue("lead, legal", "总指挥、法务") in lin
    assert tongue("deputies: ", "副手：") + mention(ground, MAYA) in lin
    assert tongue("Crisis team (4)", "危机小组（4 人）") in members.plain
    assert tongue("Level 1 above", "第 1 级上级") in members.plain

    duty = await shown(ground, tongue.who, tongue("oncall", "值班"))
    now, then = duty.plain.split("\n")[2:4] if "\n" in duty.plain else ("", "")
    assert mention(ground, LIN) in duty.plain
    assert date_mark(on(5)) in duty.plain
    assert duty.plain.index(mention(ground, LIN)) < duty.plain.index(mention(ground, ZHOU))
    assert duty.plain.index(mention(ground, ZHOU)) < duty.plain.index(mention(ground, MAYA))
    assert fingerprint(ground) == before
    assert now != then

    await ground.until(on(5, 20))
    members = await shown(ground, tongue.who, tongue("team", "小组"))
    lin, zhou = (
        next(line for line in members.plain.split("\n") if f" {mention(ground, who)} ·" in line) for who in (LIN, ZHOU)
    )
    assert lin.startswith("🌙")
    assert tongue("not at work now", "不在工作时间") in lin
    assert zhou.startswith("🟢")


@in_both_languages
async def test_li_takes_wangs_thursday_and_gives_it_back(make_ground: MakeGround, tongue: Tongue) -> None:
    """By words, in the reader's language; both are told; the button takes it back, and both are told again."""
    ground = await make_ground(policy=the_team(tongue.language))
    lin, maya = mention(ground, LIN), mention(ground, MAYA)  # Maya has Wednesday
    said = await shown(ground, ZHOU, tongue(f"oncall {lin} for {maya} wednesday", f"值班 {lin} 替 {maya} 周三"))
    for part in ("#1", lin, date_mark(on(6)), date_mark(on(7))):
        assert part in said.plain

    assert ground.service.desk.roster.on_duty("lead", on(6, 12))[0].person == person(ground, LIN).id
    assert offer_to(ground, LIN, "desk", date_mark(on(6)), maya, mention(ground, ZHOU))
    assert offer_to(ground, MAYA, "desk", lin, date_mark(on(7)))

    duty = await shown(ground, tongue.who, tongue("oncall", "值班"))
    assert f"#1 · desk · {lin}" in duty.plain.replace(" 替", "")
    await clicked(ground, ZHOU, duty if tongue.who == ZHOU else await shown(ground, ZHOU, "oncall"), _take_back(ground))
    assert ground.service.desk.roster.on_duty("lead", on(6, 12))[0].person == person(ground, MAYA).id
    assert offer_to(ground, LIN, "↩️", mention(ground, ZHOU))
    assert "#1 ·" not in (await shown(ground, ZHOU, "oncall")).plain


def _take_back(ground: Playground) -> str:
    language = person(ground, ZHOU).user.locale
    return "收回" if language.startswith("zh") else "Take back"


async def test_what_cannot_be_arranged_is_refused_with_what_could(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=the_team())
    lin, zhou, maya, owen = (mention(ground, who) for who in (LIN, ZHOU, MAYA, OWEN))
    before = fingerprint(ground)
    lines = {
        f"oncall {lin} for {zhou} 2026-05-06": f"It is not {zhou}'s turn then. On duty then: {maya}",
        f"oncall {owen} for {zhou} tuesday": f"{owen} cannot be on in “desk”",
        f"oncall {zhou} tuesday": f"{zhou} is on duty then anyway",
        f"oncall {lin} for {zhou} 2026-05-01": "That time is over already",
        f"oncall {lin} for {zhou} someday": "“someday” is no day",
        f"oncall {lin} 2026-05-05..2026-07-05": "An override lasts 31 days at most",
        "oncall back 7": "There is no override #7. Those that stand: none",
        "oncall back": "Say which override is taken back",
    }
    for line, words in lines.items():
        assert words in (await shown(ground, MAYA, line)).plain, line
    outsider = await shown(ground, HE, f"oncall {lin} for {zhou} tuesday")
    assert "您无权调整值班。有权操作的是：" in outsider.plain
    assert fingerprint(ground) == before


async def test_a_form_arranges_a_day_and_any_hours(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=the_team())
    duty = await shown(ground, MAYA, "oncall")
    view = await asked_by_click(ground, MAYA, duty, "🔁 Take over…")
    text = str(view.body["blocks"])
    assert "Tuesday 2026-05-05 · 周明" in text
    assert await submitted(ground, MAYA, {}) == {"day": "Choose a day, or say from when until when."}
    assert await submitted(ground, MAYA, {"day": "2026-05-05"}) == {}
    await told(ground, MAYA, "general", "Override #1", date_mark(on(5)), date_mark(on(6)))
    shift = ground.service.desk.roster.on_duty("lead", on(5, 12))[0]
    assert (shift.person, shift.begins, shift.ends) == (person(ground, MAYA).id, on(5), on(7))

    await asked_by_click(ground, MAYA, await shown(ground, MAYA, "oncall"), "🔁 Take over…")
    hours = {"begins": int(on(8, 2).timestamp()), "ends": int(on(8, 4).timestamp())}
    assert await submitted(ground, MAYA, hours) == {}
    assert ground.service.desk.roster.on_duty("lead", on(8, 3))[0].ends == on(8, 4)


async def test_an_override_holds_after_a_restart(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=the_team())
    await typed(ground, ZHOU, f"oncall me for {mention(ground, MAYA)} wednesday")
    await ground.stop_bot()
    await ground.start_bot()
    assert ground.service.desk.roster.on_duty("lead", on(6, 12))[0].person == person(ground, ZHOU).id


async def test_without_rotations_everything_is_as_it_was(ground: Playground) -> None:
    said = await shown(ground, MAYA, "oncall")
    assert "No rotation is set up" in said.plain
    assert "No rotation is set up" in (await shown(ground, MAYA, f"oncall me for {mention(ground, LIN)} friday")).plain
    members = await shown(ground, MAYA, "team")
    assert "every role" in members.plain
    assert "not at work" not in members.plain


async def test_a_user_groups_people_are_of_the_team_as_slack_says(make_ground: MakeGround) -> None:
    """Also while Slack is away after a restart, and they change when the group does."""
    groups = (TeamGroup("crisis-desk", ("monitor",)), TeamGroup("nowhere"))
    ground = await make_ground(policy=the_team(groups=groups))
    assert ground.service.troubles.has("user groups")
    group = ground.workspace.add_usergroup("crisis-desk", "Crisis desk", [HE])
    ground.workspace.change_usergroup(group.id, members=[HE, SU])
    roster = ground.service.desk

    def roles(who: str) -> tuple[str, ...] | None:
        candidate = roster.roster.candidate(person(ground, who).id)
        return candidate.roles if candidate else None

    await eventually(lambda: roles(SU) == roles(HE) == ("monitor",), "the group's people to be known")
    assert "nowhere" in next(each.what for each in ground.service.troubles.all() if each.name == "user groups")
    ground.workspace.change_usergroup(group.id, members=[TANG])
    await eventually(lambda: roles(TANG) == ("monitor",) and roles(SU) is None, "the group's new people to be known")

    await ground.stop_bot()
    ground.workspace.weather.fail("usergroups.list", "error:missing_scope")
    await ground.start_bot()
    roster = ground.service.desk
    assert roles(TANG) == ("monitor",)
    said = next(each for each in ground.service.troubles.all() if each.name == "user groups")
    assert "missing_scope" in said.what
    assert "usergroups:read" in said.remedy


async def test_whoever_leaves_slack_leaves_the_team_and_the_rotation(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=the_team())
    lin, zhou = person(ground, LIN).id, person(ground, ZHOU).id
    room = await opened(ground, "open sev3 Mould in lunch boxes")
    ground.workspace.change_person(lin, deleted=True)
    desk = ground.service.desk
    await eventually(lambda: desk.roster.candidate(lin) is None, "the roster to know")
    assert desk.roster.on_duty("lead", on(4, 12))[0].person == zhou
    members = await shown(ground, MAYA, "team")
    assert mention(ground, LIN) not in members.plain
    assert (await room.incident()).is_open


async def test_an_override_moves_the_end_of_whoever_has_a_role(make_ground: MakeGround) -> None:
    """Lin leads and is on until tomorrow; with the next day taken over as well, until the day after."""
    ground = await make_ground(policy=the_team())
    room = await opened(ground, "open sev4 Mould in lunch boxes")
    await clicked(ground, LIN, offer_to(ground, LIN, "总指挥"), "✅ 接受")
    held = (await room.incident()).holding("lead")
    assert held
    assert held.shift_ends == on(5)
    await typed(ground, LIN, f"oncall me for {mention(ground, ZHOU)} tuesday")
    async with asyncio.timeout(20):
        while (await room.incident()).holding("lead") == held:  # noqa: ASYNC110 the record has no event
            await asyncio.sleep(0.02)
    moved = (await room.incident()).holding("lead")
    assert moved
    assert moved.shift_ends == on(6)
