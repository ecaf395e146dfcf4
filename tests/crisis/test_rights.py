"""Who may do what: each way to have a right, the gate before every decision, and who could when somebody may not."""

from dataclasses import replace
from typing import Any

import pytest

from crisis import commands as c
from crisis import refusals
from crisis.desk.gate import NAMED, NEEDS, those_who_could
from crisis.incident import Holding, Incident, Offer, OfferState, Target
from crisis.language import Text
from crisis.policy import Policy
from crisis.policy.people import Candidate, Person, Roster
from crisis.policy.rights import DEEDS, DEFAULT_RIGHTS, Holders, Right, groups_named, is_inside, may, sees, who_could
from crisis.policy.watch import Side
from crisis.refusals import Named, Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, CHEN, DAI, START, TEAM, ZOE, Case, an_alert
from tests.crisis.world.desk import DeskWorld
from tests.crisis.world.scripts import SCRIPT

STRANGER = "U0STRANGER"
PEOPLE = Roster(
    TEAM.candidates,
    (*TEAM.people, Person("U0PAUL", "Paul", email="Paul@Example.com"), Person("U0GONE", "Gone", is_active=False)),
    levels=(("U0PAUL",), (ZOE,)),
    groups={"managers": frozenset({"U0PAUL", "U0GONE"}), "S0M": frozenset({"U0PAUL"})},
)


def an_incident() -> Incident:
    """Bo is lead; nobody else holds anything."""
    case = Case()
    case.do(c.TakeRole, BO, role="lead")
    return case.incident


@pytest.mark.parametrize(
    ("holders", "those", "others"),
    [
        (Holders(everybody=True), (ANNA, ZOE, STRANGER), ()),
        (Holders(team=True), (ANNA, BO), (ZOE, STRANGER)),
        (Holders(above=True), ("U0PAUL", ZOE), (ANNA, STRANGER)),
        (Holders(holding=("lead",)), (BO,), (ANNA, ZOE)),
        (Holders(able=("legal",)), (ANNA, CHEN, DAI), (BO, ZOE)),
        (Holders(groups=("managers",)), ("U0PAUL",), (ANNA, STRANGER)),
        (Holders(groups=("S0M",)), ("U0PAUL",), (ANNA,)),
        (Holders(groups=("nobody-knows",)), (), (ANNA, "U0PAUL")),
        (Holders(people=(ZOE,)), (ZOE,), (ANNA,)),
        (Holders(people=("paul@example.com",)), ("U0PAUL",), (ANNA,)),
        (Holders(holding=("lead",), people=(ZOE,)), (BO, ZOE), (ANNA,)),
    ],
)
def test_each_way_to_have_a_right(holders: Holders, those: tuple[str, ...], others: tuple[str, ...]) -> None:
    rights, incident = DEFAULT_RIGHTS | {Right.CLOSE: holders}, an_incident()
    for person in those:
        assert may(person, Right.CLOSE, incident, rights, PEOPLE), person
    for person in others:
        assert not may(person, Right.CLOSE, incident, rights, PEOPLE), person
    if not holders.everybody:
        able = {each for each in those if each != "U0GONE"}
        assert set(who_could(Right.CLOSE, incident, rights, PEOPLE)) >= able
        assert not set(who_could(Right.CLOSE, incident, rights, PEOPLE)) & {*others, "U0GONE"}


def test_a_role_counts_only_while_it_is_held_and_only_in_an_incident() -> None:
    rights = DEFAULT_RIGHTS | {Right.CLOSE: Holders(holding=("lead",))}
    case = Case()
    case.do(c.TakeRole, BO, role="lead")
    case.do(c.TakeRole, DAI, role="lead")
    assert not may(BO, Right.CLOSE, case.incident, rights, TEAM)
    assert may(DAI, Right.CLOSE, case.incident, rights, TEAM)
    assert not may(DAI, Right.CLOSE, None, rights, TEAM)


def test_the_groups_that_must_be_known() -> None:
    assert groups_named(DEFAULT_RIGHTS) == ()
    several = {Right.CLOSE: Holders(groups=("b", "a")), Right.OPEN: Holders(groups=("a",))}
    assert groups_named(DEFAULT_RIGHTS | several) == ("a", "b")


def test_a_deactivated_account_in_a_group_is_not_named() -> None:
    rights = DEFAULT_RIGHTS | {Right.CLOSE: Holders(groups=("managers",))}
    assert who_could(Right.CLOSE, None, rights, PEOPLE) == ("U0PAUL",)


# ----------------------------------------------------------------------------------------------------------- the gate


COMMANDS: dict[Right, list[Any]] = {
    Right.OPEN: [
        c.OpenIncident("x", ZOE),
        c.OpenHeldAlerts(1, 1, ZOE),
        c.DismissHeldAlerts(1, 1, ZOE),
        c.SetAlertAside(1, ZOE),
        c.SplitIncident(1, ZOE),
    ],
    Right.SEVERITY: [c.ChangeSeverity(1, ZOE, Severity.SEV1), c.SettleProposal(1, ZOE, 1, True)],
    Right.STAGE: [c.ChangeStage(1, ZOE, Stage.RESPONDING), c.ChangeStage(1, ZOE, Stage.RESOLVED)],
    Right.CLOSE: [
        c.ChangeStage(1, ZOE, Stage.CLOSED),
        c.ChangeStage(1, ZOE, Stage.DISMISSED, "x"),
        c.MergeIncident(1, ZOE, 2),
    ],
    Right.PUBLISH: [c.RecordTarget(1, ZOE, Target.FIRST_STATEMENT, "x")],
    Right.EXPORT: [c.ExportReview(1, ZOE, "md")],
    Right.PAGE: [c.PagePerson(1, ZOE, ANNA)],
    Right.OVERRIDE: [c.TakeOver("nights", ZOE, START, START, None, ZOE), c.TakeBack(1, ZOE)],
    Right.WATCH: [
        c.TeachWatch("美的", Side.NOT, "美的惊动", ZOE),
        c.TakeBackLesson(1, ZOE),
        c.SetAlertAside(1, ZOE, "美的", "美的惊动"),
    ],
    Right.DRILL: [c.StartDrill(SCRIPT, ZOE), c.StopDrill(1, ZOE)],
}


@pytest.mark.parametrize(("right", "command"), [(right, each) for right, some in COMMANDS.items() for each in some])
async def test_whoever_has_it_not_is_refused_with_who_could_and_nothing_changes(right: Right, command: Any) -> None:
    world = DeskWorld()
    await world.receive(an_alert())
    world.desk.policy = replace(Policy(), rights=DEFAULT_RIGHTS | {right: Holders(people=(ANNA,))})
    before = repr(world.memory)
    with pytest.raises(Refused) as refused:
        await world.desk.handle(command)
    assert refused.value.text is refusals.NO_RIGHT
    assert refused.value.values == {"what": DEEDS[right], "possible": (Named(ANNA),)}
    assert repr(world.memory) == before


def test_every_command_that_needs_a_right_is_tried_above() -> None:
    assert set(NEEDS) == {type(command) for some in COMMANDS.values() for command in some}


async def test_the_desk_itself_may_always() -> None:
    world = DeskWorld()
    nobody = dict.fromkeys(Right, Holders(people=("U0NOBODY",)))
    world.desk.policy = replace(Policy(), rights=nobody)
    await world.receive(an_alert())
    await world.do(c.ChangeStage, None, stage=Stage.CLOSED)
    assert world.incident().stage is Stage.CLOSED


@pytest.mark.parametrize("right", [right for right in COMMANDS if right not in (Right.OVERRIDE, Right.WATCH)])
async def test_the_defaults_lock_nobody_out(right: Right) -> None:
    """Somebody of whom nobody has heard may do what there is to be done."""
    for incident in (None, an_incident()):
        assert may(STRANGER, right, incident, Policy().rights, Roster())


@pytest.mark.parametrize("right", [Right.OVERRIDE, Right.WATCH])
def test_who_is_on_duty_and_what_is_heard_is_the_teams_matter_and_of_those_above(right: Right) -> None:
    rights = Policy().rights
    assert [each for each in (ANNA, ZOE, "U0PAUL", STRANGER) if may(each, right, None, rights, PEOPLE)] == [
        ANNA,
        ZOE,
        "U0PAUL",
    ]


def test_a_first_answer_is_no_statement() -> None:
    case = Case()
    rights = DEFAULT_RIGHTS | {Right.PUBLISH: Holders(people=(ANNA,))}
    case.policy = replace(Policy(), rights=rights)
    case.do(c.RecordTarget, ZOE, target=Target.FIRST_ANSWER, words="answered")
    assert case.incident.reached_at(Target.FIRST_ANSWER)


def test_a_few_are_named_and_the_others_counted() -> None:
    many = tuple(Person(f"U0{number:03}", f"P{number}") for number in range(17))
    roster = Roster(tuple(map(Candidate, many)), many)
    policy = replace(Policy(), rights=DEFAULT_RIGHTS | {Right.CLOSE: Holders(team=True)})
    named = those_who_could(Right.CLOSE, None, policy, roster)
    assert named == (*(Named(f"U0{number:03}") for number in range(NAMED)), Text("13 more", "另有 13 人"))


def test_a_role_that_nobody_has_and_a_group_that_nobody_knows_are_said() -> None:
    holders = Holders(holding=("lead",), groups=("managers",))
    policy = replace(Policy(), rights=DEFAULT_RIGHTS | {Right.CLOSE: holders})
    said = those_who_could(Right.CLOSE, Case().incident, policy, TEAM)
    assert [each.en for each in said if isinstance(each, Text)] == [
        "whoever takes the role lead in this incident",
        "the user group managers",
    ]
    assert "总指挥" in str(said[0])


# ------------------------------------------------------------------------------------------------------------- inside


def a_private_one(**changes: Any) -> Incident:
    return replace(Case().incident, private=True, offers=(), invited=(ANNA,), channel="C1", **changes)


def test_who_is_inside() -> None:
    offer = Offer(1, "lead", BO, None, START, START)
    incident = a_private_one(people=(CHEN,))
    assert is_inside(incident, ANNA)
    assert is_inside(incident, CHEN)
    assert not is_inside(incident, BO)
    assert is_inside(replace(incident, offers=(offer,)), BO)
    assert not is_inside(replace(incident, offers=(replace(offer, state=OfferState.EXPIRED),)), BO)
    assert is_inside(replace(incident, holdings=(Holding("lead", BO, START),)), BO)
    assert not is_inside(replace(incident, holdings=(Holding("lead", BO, START, START),)), BO)


def test_who_sees_a_private_incident() -> None:
    incident = a_private_one()
    assert sees(ANNA, incident, DEFAULT_RIGHTS, TEAM)
    assert not sees(BO, incident, DEFAULT_RIGHTS, TEAM)
    assert sees(BO, incident, DEFAULT_RIGHTS | {Right.SEE_PRIVATE: Holders(able=("lead",))}, TEAM)
    assert sees(STRANGER, replace(incident, private=False), DEFAULT_RIGHTS, TEAM)
