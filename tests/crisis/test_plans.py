"""Plans and tasks: what a kind adds, whose a task is, and when it is said again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis.clock.due import DueKind
from crisis.consequences import consequences
from crisis.incident import Target
from crisis.incident.drill import Told
from crisis.policy import Policy
from crisis.policy.plans import Plan, PlannedTask, WorkRules
from crisis.refusals import Refused
from crisis.refusals import tasks as refusals
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, CHEN, DAY, HOUR, MINUTE, START, ZOE, Case
from tests.crisis.world.scripts import SCRIPT

PRODUCT = Plan(
    roles=("legal",),
    tasks=(PlannedTask(Told("seal", "封存"), "legal", 30 * MINUTE), PlannedTask(Told("call", "致电"))),
    targets={"first_statement_within": 10 * MINUTE, "acknowledge_within": 2 * MINUTE},
    people=(ZOE, "u0bo", "nobody@example.com"),
    channels=("pr",),
)
POLICY = Policy(plans={"product": PRODUCT})


def of_kind(kind: str = "product", **changes: object) -> Case:
    case = Case(policy=POLICY, **changes)  # type: ignore[arg-type]
    case.carry_out(c.ChangeKind(1, ANNA, kind))
    return case


def made(case: Case, kind: type[e.Event]) -> list[e.Event]:
    return [event for event in case.last.made or () if isinstance(event, kind)]


def test_a_plan_adds_roles_tasks_targets_and_those_who_must_know() -> None:
    case = of_kind("产品安全")
    assert case.incident.kind == "product"
    assert "legal" in {offer.role for offer in case.incident.open_offers()}
    assert [(task.text, task.role, task.due_at) for task in case.incident.work.tasks] == [
        ("seal", "legal", START + 30 * MINUTE),
        ("call", "", None),
    ]
    due = {each.about: each.due_at for each in case.due(DueKind.TARGET)}
    assert due[Target.FIRST_STATEMENT] == START + 10 * MINUTE
    (started,) = made(case, e.PlanStarted)
    assert isinstance(started, e.PlanStarted)
    assert (started.people, started.unknown, started.channels) == ((ZOE, BO), ("nobody@example.com",), ("pr",))


def test_a_public_incident_cannot_become_of_a_kind_that_is_private() -> None:
    policy = replace(POLICY, private_kinds=("people",))
    case = Case(policy=policy)
    with pytest.raises(Refused) as refused:
        case.carry_out(c.ChangeKind(1, ANNA, "people"))
    assert refused.value.text is refusals.KIND_IS_PRIVATE
    case.incident = replace(case.incident, private=True)
    case.carry_out(c.ChangeKind(1, ANNA, "people"))
    case.carry_out(c.ChangeKind(1, ANNA, "outage"))
    assert (case.incident.kind, case.incident.private) == ("outage", True)
    drill = Case(policy=policy, script=SCRIPT)
    drill.carry_out(c.ChangeKind(1, ANNA, "people"))
    assert drill.incident.kind == "people"


def test_a_drill_tells_nobody_and_of_a_private_incident_no_channel_learns() -> None:
    drill = Case(policy=POLICY, script=SCRIPT)
    drill.carry_out(c.ChangeKind(1, ANNA, "product"))
    assert (drill.incident.work.told_people, drill.incident.work.told_channels) == ((), ())
    assert len(drill.incident.work.tasks) == 2
    secret = Case(policy=POLICY)
    secret.incident = replace(secret.incident, private=True)
    secret.carry_out(c.ChangeKind(1, ANNA, "product"))
    assert secret.incident.work.told_channels == ()
    (started,) = made(secret, e.PlanStarted)
    assert isinstance(started, e.PlanStarted)
    assert (started.people, started.outside) == ((BO,), (ZOE,))  # Bo was asked to take a role
    assert secret.incident.work.told_people == (BO,)


def test_a_follow_up_is_not_said_to_whoever_left_a_private_incident() -> None:
    case = Case()
    case.incident = replace(case.incident, private=True, people=(ZOE,))
    case.do(c.AddFollowUp, ZOE, text="talk to them")
    for person, told in ((ZOE, ZOE), (BO, None)):
        case.incident = replace(case.incident, people=(person,))
        (reminded,) = [each for each in case.sleep(14 * DAY) if isinstance(each, e.FollowUpReminded)][:1]
        assert reminded.person == told


def test_those_named_are_told_when_there_is_a_room_to_come_to() -> None:
    case = of_kind()
    assert case.incident.channel is None
    for event in case.last.made or ():
        assert not any(isinstance(each, f.TellPerson) for each in consequences(case.incident, event, 1))
    case.do(c.RecordChannel, None, channel="C1", name="inc")
    (opened,) = case.last.made or ()
    wished = consequences(case.incident, opened, 1)
    assert f.TellPerson(1, ZOE) in wished
    assert f.TellChannel(1, "pr") in wished


def test_a_role_is_the_owner_as_soon_as_somebody_has_it_and_is_told_when_it_is_due() -> None:
    case = of_kind()
    case.do(c.TakeRole, CHEN, role="legal")
    case.forward(30 * MINUTE)
    case.reach(*case.due(DueKind.TASK))
    (reminded,) = made(case, e.TaskReminded)
    assert isinstance(reminded, e.TaskReminded)
    assert (reminded.person, reminded.again) == (CHEN, False)


def test_an_overdue_task_is_said_once_more_to_the_lead_and_then_no_more() -> None:
    case = Case(policy=replace(POLICY, work=WorkRules(louder_after=5 * MINUTE)))
    case.do(c.TakeRole, BO, role="lead")
    case.do(c.AddTask, text="call", owner=CHEN, due_at=START + 10 * MINUTE)
    case.sleep(3 * HOUR)
    told = [event for step in case.steps for event in step.made or () if isinstance(event, e.TaskReminded)]
    assert [(event.person, event.again) for event in told] == [(CHEN, False), (BO, True)]
    case.do(c.ChangeTask, task=1, owner=CHEN, due_at=case.clock.now + HOUR)
    assert [due.due_at for due in case.due(DueKind.TASK)] == [case.clock.now + HOUR]


def test_tasks_end_with_the_incident_and_follow_ups_do_not() -> None:
    case = Case()
    case.do(c.AddTask, text="write", owner=CHEN, due_at=START + HOUR)
    case.do(c.AddTask, text="call")
    case.do(c.ChangeStage, stage=Stage.CLOSED, keep_tasks=True)
    assert case.due(DueKind.TASK) == ()
    first, second = case.incident.work.follow_ups
    assert (first.text, first.owner, first.due_at, first.task) == ("write", CHEN, START + HOUR, 1)
    assert second.due_at == START + 14 * DAY
    case.do(c.KeepTasks)
    assert len(case.incident.work.follow_ups) == 2
    with pytest.raises(Refused):
        case.do(c.AddTask, text="too late")


def test_a_follow_up_that_was_slept_through_is_said_once_and_then_weekly() -> None:
    case = Case()
    case.do(c.AddFollowUp, ANNA, text="call back", due_at=START + DAY)
    case.do(c.ChangeStage, stage=Stage.CLOSED)
    case.forward(20 * DAY)
    case.reach(*case.due(DueKind.FOLLOW_UP))
    (said,) = made(case, e.FollowUpReminded)
    assert isinstance(said, e.FollowUpReminded)
    assert (said.person, said.next_at) == (ANNA, START + 22 * DAY)
    assert [due.due_at for due in case.due(DueKind.FOLLOW_UP)] == [START + 22 * DAY]
    case.do(c.SnoozeFollowUp, follow_up=1, delay=timedelta(days=3))
    assert [due.due_at for due in case.due(DueKind.FOLLOW_UP)] == [case.clock.now + 3 * DAY]
    case.do(c.FinishFollowUp, follow_up=1)
    assert case.due(DueKind.FOLLOW_UP) == ()


def test_dropping_needs_a_reason_and_done_twice_is_done() -> None:
    case = Case()
    case.do(c.AddTask, text="call")
    with pytest.raises(Refused):
        case.do(c.DropTask, task=1, reason=" ")
    case.do(c.FinishTask, task=1)
    assert case.do(c.FinishTask, BO, task=1) == ()
    case.do(c.ReopenTask, task=1)
    assert case.incident.work.open_tasks
