"""Drills: a script plays itself, shares nothing with real incidents, and ends once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis import refusals
from crisis.clock.due import DueKind, rules_of
from crisis.consequences import consequences
from crisis.incident import Target
from crisis.incident.drill import InjectKind, hastened
from crisis.policy import Policy
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, DAI, MINUTE, START, Case
from tests.crisis.world.desk import DeskWorld
from tests.crisis.world.scripts import FIRST_ALERT, INJECTS, SCRIPT


def _played(made: tuple[e.Event, ...]) -> list[int]:
    return [event.number for event in made if isinstance(event, e.InjectPlayed)]


def test_it_begins_with_the_alert_of_its_script() -> None:
    """The board has its posts; nobody has acknowledged it, though somebody started it; it is no alert's incident."""
    case = Case(script=SCRIPT)
    incident = case.incident
    assert incident.drill
    assert incident.alert == replace(FIRST_ALERT, received_at=START)
    assert incident.alert_fingerprint is None
    assert not incident.opened_by_itself
    assert incident.reached_at(Target.ACKNOWLEDGED) is None
    assert incident.severity is Severity.SEV2
    assert {due.about for due in case.due(DueKind.TARGET)} >= {Target.FIRST_ANSWER.value}


def test_each_inject_is_a_due_time_of_its_own() -> None:
    case = Case(script=SCRIPT)
    assert [(due.key, due.due_at - START) for due in case.due(DueKind.INJECT)] == [
        ("inject:2", 10 * MINUTE),
        ("inject:3", 20 * MINUTE),
        ("inject:4", 30 * MINUTE),
    ]
    case.forward(10 * MINUTE)
    (told,) = case.reach(case.due(DueKind.INJECT)[0])
    assert told == e.InjectPlayed(2, InjectKind.JOURNALIST, INJECTS[1].sender, INJECTS[1].text, left=2)
    assert case.carry_out(c.DueReached(1, None, "inject:2", case.clock.now)) == ()


def test_what_was_slept_through_comes_in_order_and_says_how_late_it_is() -> None:
    """A bot that was away for half an hour: nothing is lost, nothing comes twice."""
    case = Case(script=SCRIPT)
    made = case.sleep(45 * MINUTE)
    injects = [event for event in made if isinstance(event, e.InjectPlayed)]
    assert [event.number for event in injects] == [2, 3, 4]
    assert [event.late_by for event in injects] == [35 * MINUTE, 25 * MINUTE, 15 * MINUTE]
    assert [event.left for event in injects] == [2, 1, 0]
    assert _played(case.sleep(60 * MINUTE)) == []


def test_an_alert_of_the_script_is_the_drills_own() -> None:
    """It is one more of the same, and its source calls it worse: people decide."""
    case = Case(script=SCRIPT)
    case.sleep(19 * MINUTE)
    made = case.sleep(1 * MINUTE)
    assert _played(made) == [3]
    assert e.AlertRepeated() in made
    assert e.AlertWorsened(Severity.SEV1) in made
    assert case.incident.duplicates == 1


def test_the_holder_of_a_role_goes_missing() -> None:
    """Who has the role by then is told; the role stays theirs until somebody takes it over."""
    case = Case(script=SCRIPT)
    case.do(c.TakeRole, BO, role="lead")
    case.sleep(30 * MINUTE)
    made = [event for step in case.steps for event in step.made or () if isinstance(event, e.InjectPlayed)]
    assert (made[-1].role, made[-1].person) == ("lead", BO)
    assert case.incident.absent == (BO,)
    assert f.TellAbsent(1, 7) in consequences(case.incident, made[-1], 7)
    case.do(c.TakeRole, DAI, role="lead")
    assert case.incident.holder("lead") == DAI
    case.do(c.StopDrill)
    assert case.incident.absent == ()


def test_nobody_has_the_role_that_goes_missing() -> None:
    case = Case(script=SCRIPT)
    for offer in case.incident.open_offers("lead"):
        case.do(c.DeclineOffer, offer.person, offer=offer.id)
    made = case.sleep(30 * MINUTE)
    (absence,) = [event for event in made if isinstance(event, e.InjectPlayed) and event.kind is InjectKind.ABSENT]
    assert absence.person is None
    assert consequences(case.incident, absence, 7)[0] == f.PostEntry(1, 7)
    assert not any(isinstance(effect, f.TellAbsent) for effect in consequences(case.incident, absence, 7))


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.DISMISSED])
def test_a_drill_ends_with_its_incident(stage: Stage) -> None:
    """What had not come yet does not come any more, and it stays over."""
    case = Case(script=SCRIPT)
    made = case.do(c.ChangeStage, stage=stage)
    assert made[-1] == e.DrillEnded()
    assert consequences(case.incident, made[-1], 9)[0] == f.PostScoreCard(1, 9)
    assert case.due(DueKind.INJECT) == ()
    with pytest.raises(Refused) as refused:
        case.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert refused.value.text is refusals.DRILL_IS_OVER


def test_stopping_it_closes_its_incident() -> None:
    """It is over before it is closed: closing by stopping is nobody's merit."""
    case = Case(script=SCRIPT)
    made = case.do(c.StopDrill)
    assert made[0] == e.DrillEnded(stopped=True)
    assert isinstance(made[1], e.StageChanged)
    assert case.incident.stage is Stage.CLOSED
    assert case.due() == ()
    with pytest.raises(Refused) as refused:
        case.do(c.StopDrill)
    assert refused.value.text is refusals.DRILL_IS_OVER


def test_a_real_incident_cannot_be_stopped() -> None:
    with pytest.raises(Refused) as refused:
        Case().do(c.StopDrill)
    assert refused.value.text is refusals.NOT_A_DRILL


def test_in_a_drill_there_may_be_a_second_statement() -> None:
    """A script may ask for more than one; the response clock counts the first, as always."""
    case = Case(script=SCRIPT)
    (first, _) = case.do(c.RecordTarget, target=Target.FIRST_STATEMENT, words="sorry")
    assert isinstance(first, e.TargetReached)
    again = case.do(c.RecordTarget, target=Target.FIRST_STATEMENT, words="sorry again")
    assert again == (e.PracticeSaid(Target.FIRST_STATEMENT, "sorry again"),)


def test_ten_times_as_fast() -> None:
    """Injects come sooner and targets are shorter, but a minute is left for each."""
    case = Case(script=SCRIPT, speed=10)
    assert [due.due_at - START for due in case.due(DueKind.INJECT)] == [MINUTE, 2 * MINUTE, 3 * MINUTE]
    rules, usual = rules_of(case.incident, case.policy), case.policy.rules(Severity.SEV2)
    assert rules.update_every == usual.update_every / 10 == case.incident.rhythm.every
    assert rules.acknowledge_within == timedelta(minutes=1)
    assert case.offer("lead").expires_at == START + MINUTE
    fast = hastened(SCRIPT, 10)
    assert [each.within for each in fast.expectations] == [MINUTE, 3 * MINUTE, MINUTE]
    assert fast.reality == SCRIPT.reality


@pytest.mark.parametrize("speed", [0, -1, 61])
def test_no_such_speed(speed: int) -> None:
    with pytest.raises(Refused) as refused:
        Case(script=SCRIPT, speed=speed)
    assert refused.value.text is refusals.NO_SUCH_SPEED


# ------------------------------------------------------------------------------------------------------------ the desk


async def test_one_at_a_time() -> None:
    """People cannot be in two rooms; once it is over there may be another one."""
    world = DeskWorld()
    started = await world.desk.handle(c.StartDrill(SCRIPT, ANNA))
    assert started.incident is not None
    assert started.incident.channel_name.startswith("演练-drill-inc-")
    assert started.incident.channel_name_ascii.startswith("drill-inc-")
    with pytest.raises(Refused) as refused:
        await world.desk.handle(c.StartDrill(SCRIPT, BO))
    assert refused.value.text is refusals.DRILL_RUNNING
    await world.do(c.StopDrill)
    again = await world.desk.handle(c.StartDrill(SCRIPT, BO))
    assert again.incident is not None
    assert again.incident.number == 2


async def test_drills_and_real_alerts_keep_apart() -> None:
    """The same cause, to the letter: a real alert opens a real incident beside the drill, and none flares up from
    it."""
    world = DeskWorld()
    await world.desk.handle(c.StartDrill(SCRIPT, ANNA))
    real = await world.receive(FIRST_ALERT)
    assert (real.outcome.value, real.incident) == ("opened", 2)
    assert not world.incident(2).drill
    again = await world.receive(FIRST_ALERT)
    assert (again.outcome.value, again.incident) == ("duplicate", 2)
    assert world.incident(1).duplicates == 0
    world.clock.forward(20 * MINUTE)
    await world.do(c.DueReached, None, key="inject:3", due_at=world.clock.now)
    assert world.incident(1).duplicates == 1
    assert world.incident(2).duplicates == 1
    await world.do(c.StopDrill)
    await world.desk.handle(c.ChangeStage(2, ANNA, Stage.DISMISSED))
    flared = await world.receive(FIRST_ALERT)
    assert flared.incident == 3
    assert world.incident(3).flares_up is None


async def test_a_drill_leaves_room_for_real_ones() -> None:
    """It did not open by itself: it takes no room of a storm."""
    world = DeskWorld()
    await world.desk.handle(c.StartDrill(SCRIPT, None))
    view = await world.desk.read(lambda view: view.opened_by_themselves(START - MINUTE, START + MINUTE))
    assert view.count == 0


async def test_the_script_is_kept_with_the_drill() -> None:
    """Whatever becomes of the file, the drill goes on with what it began with; its words are the record's."""
    world = DeskWorld()
    await world.desk.handle(c.StartDrill(SCRIPT, ANNA))
    (opened, *_) = await world.desk.read(lambda view: view.entries(1))
    assert isinstance(opened.event, e.IncidentOpened)
    assert opened.event.drill is not None
    assert opened.event.drill.script == SCRIPT
    assert opened.event.drill.played == (1,)
    assert Policy().rules(SCRIPT.severity).update_every == opened.event.update_every
