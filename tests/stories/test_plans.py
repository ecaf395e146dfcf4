"""Response plans: a kind said at the opening or later brings roles, tasks, targets, and tells whoever must know."""

from datetime import timedelta

from bot.demo.playground import Playground
from crisis.events import KindChanged, PlanStarted, RoleOffered, TargetMissed, TaskAdded
from crisis.incident.drill import Told
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.plans import Partner, Plan, PlannedTask
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    OWEN,
    ZHOU,
    Tongue,
    asked_by_click,
    clicked,
    date_mark,
    form,
    in_both_languages,
    in_channel,
    nothing_twice,
    offer_to,
    opened,
    person,
    room_of,
    submitted,
    told,
    typed,
)
from workspace.client.seen import Seen

MINUTE = timedelta(minutes=1)
PRODUCT = Plan(
    roles=("legal",),
    tasks=(
        PlannedTask(Told("Seal the samples & wait", "封存样品 & 等待"), "legal", 30 * MINUTE),
        PlannedTask(Told("Call <Anna>", "致电 <安娜>")),
    ),
    targets={"first_statement_within": 20 * MINUTE},
    people=("he.jun@yunhe.example", "nobody@example.com"),
    channels=("pr-desk",),
    partners=(Partner(Told("Laboratory", "检测机构"), "+86 21 5555 0100"),),
    holding_statement=Told("We are looking into it <now>.", "我们正在核实。"),
)
OUTAGE = Plan(
    tasks=(PlannedTask(Told("Seal the samples & wait", "封存样品 & 等待")), PlannedTask(Told("Roll back", "回滚"))),
    people=("he.jun@yunhe.example",),
)


def policy(language: Language = Language.ENGLISH, **plans: Plan) -> Policy:
    return Policy(language=language, plans=plans or {"product": PRODUCT, "outage": OUTAGE})


async def with_desk(make_ground: MakeGround, language: Language = Language.ENGLISH) -> Playground:
    """A playground with a channel that the plan names."""
    ground = await make_ground(policy=policy(language))
    await person(ground, ZHOU).create_channel("pr-desk")
    return ground


def about(ground: Playground, who: str, *words: str) -> list[Seen]:
    return [each for each in person(ground, who).direct_messages() if all(word in each.plain for word in words)]


@in_both_languages
async def test_a_kind_said_at_the_opening_starts_its_plan(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await with_desk(make_ground, tongue.language)
    room = await opened(
        ground, tongue("open sev3 product: Glass in a sandwich", "open sev3 product 三明治异物"), tongue.who
    )

    incident = await room.incident()
    assert (incident.kind, incident.title) == ("product", tongue("Glass in a sandwich", "三明治异物"))
    roles = {entry.event.role for entry in await room.entries(RoleOffered) if isinstance(entry.event, RoleOffered)}
    assert roles == {"lead", "monitor", "legal"}  # the severity's, and the plan's

    board = room.board().plain
    assert tongue("*1* Seal the samples & wait", "*1* 封存样品 & 等待") in board
    assert tongue("*2* Call <Anna>", "*2* 致电 <安娜>") in board
    assert date_mark(BEGIN + 30 * MINUTE) in board
    assert date_mark(BEGIN + 20 * MINUTE) in board  # a SEV3 has no target for a statement, the plan has

    plan = room.one(tongue("Response plan: product safety", "应急预案：产品安全"))
    for words in (
        "+86 21 5555 0100",
        "```\nWe are looking into it <now>.\n```",
        "```\n我们正在核实。\n```",
        "nobody@example.com",
        "#pr-desk",
        f"<@{person(ground, HE).id}>",
    ):
        assert words in plan.plain, words
    assert tongue("&lt;Anna&gt;", "&lt;安娜&gt;") in str(room.board().get("blocks"))
    assert "&lt;now&gt;" in str(plan.get("blocks"))
    sent = offer_to(ground, HE, "#1", tongue("Glass in a sandwich", "三明治异物"), f"<#{room.channel}>", "SEV3")
    assert "产品安全" in sent.plain  # his own language
    (said,) = in_channel(ground, "pr-desk")
    assert tongue("Glass in a sandwich", "三明治异物") in said.plain
    assert f"<#{room.channel}>" in said.plain
    nothing_twice(ground)


async def test_a_title_may_begin_with_the_word_of_a_kind(make_ground: MakeGround) -> None:
    """The title keeps the word, nothing is begun by it, and one click says that it was meant."""
    ground = await with_desk(make_ground)
    room = await opened(ground, "open sev3 Outage in Pudong")
    incident = await room.incident()
    assert (incident.kind, incident.title) == ("other", "Outage in Pudong")
    assert await room.entries(PlanStarted) == []
    answer = await told(ground, MAYA, "general", "Incident #1 is open")
    await clicked(ground, MAYA, answer, "Kind: outage")
    assert (await room.incident()).kind == "outage"
    assert "Roll back" in room.board().plain


async def test_the_form_asks_for_the_kind(make_ground: MakeGround) -> None:
    ground = await with_desk(make_ground)
    await typed(ground, MAYA, "open sev2")
    await form(ground, MAYA, "open")
    assert await submitted(ground, MAYA, {"title": "Checkout is down", "kind": "outage"}) == {}
    room = await room_of(ground, 1)
    assert "Roll back" in room.board().plain
    assert len(await room.entries(PlanStarted)) == 1


@in_both_languages
async def test_the_kind_changes_midway_and_adds_only_what_is_missing(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await with_desk(make_ground, tongue.language)
    room = await opened(ground, "open sev3 product: Mould", tongue.who)
    await room.type(tongue.who, "task done 1")
    before = len(about(ground, HE, "Mould", tongue("plan", "预案")))
    done = await told(ground, tongue.who, room.channel, tongue("Task 1 of incident #1 is done", "任务 1 已完成"))
    assert done.is_ephemeral

    await room.type(tongue.who, tongue("kind outage", "类型 系统故障"))
    incident = await room.incident()
    assert incident.kind == "outage"
    texts = [task.text for task in incident.work.tasks]
    assert texts == [
        tongue("Seal the samples & wait", "封存样品 & 等待"),
        tongue("Call <Anna>", "致电 <安娜>"),
        tongue("Roll back", "回滚"),
    ]
    assert [task.state for task in incident.work.tasks] == ["done", "open", "open"]
    assert len(about(ground, HE, "Mould", tongue("plan", "预案"))) == before  # he knows already
    room.one(tongue("changed the kind from product safety to outage", "将类型由“产品安全”改为“系统故障”"))

    await room.type(tongue.who, "kind product")
    assert [entry.event.kind for entry in await room.entries(PlanStarted) if isinstance(entry.event, PlanStarted)] == [
        "product",
        "outage",
    ]
    assert len((await room.incident()).work.tasks) == 3
    nothing_twice(ground)


async def test_the_kind_has_a_button_and_a_form_and_wrong_words_are_told(make_ground: MakeGround) -> None:
    ground = await with_desk(make_ground)
    room = await opened(ground)
    view = await asked_by_click(ground, MAYA, room.board(), "🏷️ Kind…")
    assert "product safety (has a plan)" in str(view.body)
    assert await submitted(ground, MAYA, {"kind": "outage"}) == {}
    assert len(await room.entries(KindChanged)) == 1
    answer = (await room.type(MAYA, "kind weather")).shown[0].plain
    assert "There is no kind “weather”" in answer
    assert "product safety" in answer
    assert "is of kind outage already" in (await room.type(MAYA, "kind outage")).shown[0].plain


async def test_a_plans_target_runs_out_when_the_plan_says(make_ground: MakeGround) -> None:
    ground = await with_desk(make_ground)
    room = await opened(ground, "open sev3 product: Mould")
    await ground.until(BEGIN + 20 * MINUTE - timedelta(seconds=1))
    assert await room.entries(TargetMissed) == []
    await ground.until(BEGIN + 20 * MINUTE)
    (missed,) = await room.entries(TargetMissed)
    assert isinstance(missed.event, TargetMissed)
    assert missed.event.due_at == BEGIN + 20 * MINUTE


async def test_a_task_of_a_role_is_its_holders_as_soon_as_there_is_one(make_ground: MakeGround) -> None:
    ground = await with_desk(make_ground)
    room = await opened(ground, "open sev3 product: Mould")
    assert "legal (nobody yet)" in room.board().plain
    await room.type(OWEN, "role take legal")
    assert f"<@{person(ground, OWEN).id}> (legal)" in room.board().plain


async def test_a_channel_that_there_is_not_is_a_problem_on_the_board(make_ground: MakeGround) -> None:
    """The room, the tasks and the others come all the same."""
    ground = await make_ground(policy=policy())
    room = await opened(ground, "open sev3 product: Mould")
    assert "A channel that the response plan names could not be told" in room.board().plain
    assert about(ground, HE, "Mould", "应急预案")


async def test_what_a_plan_began_stays_when_the_policy_changes(make_ground: MakeGround) -> None:
    ground = await with_desk(make_ground)
    room = await opened(ground, "open sev3 product: Mould")
    ground.service.desk.policy = Policy(plans={"product": Plan(tasks=(PlannedTask(Told("Other", "别的")),))})
    await room.type(LIN, "sev 2")
    (entry,) = await room.entries(PlanStarted)
    assert isinstance(entry.event, PlanStarted)
    assert entry.event.partners == PRODUCT.partners
    assert [task.text for task in (await room.incident()).work.tasks] == ["Seal the samples & wait", "Call <Anna>"]
    assert len(await room.entries(TaskAdded)) == 2


async def test_an_alert_opens_as_other_until_a_person_says_what_it_is(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=policy(other=Plan(tasks=(PlannedTask(Told("Find out", "查明")),))))
    assert ground.service.desk.policy.kinds["other"] == Text("other", "其他")
    room = await opened(ground, "open sev2 Something odd")
    assert "Find out" in room.board().plain
