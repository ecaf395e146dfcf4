"""The desk over a store in memory: what becomes of alerts, what comes twice, what a refusal leaves.

How the rules themselves decide stands in the tests of the topics.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis import refusals
from crisis.alert import AlertOutcome
from crisis.clock.due import due_times
from crisis.desk.desk import Outcome
from crisis.incident import MessageRef, Target
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, HOUR, MINUTE, START, TEAM, ZOE, an_alert
from tests.crisis.world.desk import DeskWorld

# SEV4 is held; nobody opens those by themselves (crisis/policy/__init__.py).
MILD = an_alert("Disk is filling", severity_hint=Severity.SEV4)


@pytest.fixture
def world() -> DeskWorld:
    return DeskWorld()


# --------------------------------------------------------------------------------------------------------- alerts


async def test_an_alert_opens_an_incident(world: DeskWorld) -> None:
    """With its title, severity, first sight, channel name, timeline; and the roles are offered."""
    stored = await world.receive(an_alert("Checkout is down", severity_hint=Severity.SEV2))
    assert (stored.outcome, stored.incident) == (AlertOutcome.OPENED, 1)
    incident = world.incident()
    assert (incident.title, incident.severity, incident.stage) == ("Checkout is down", Severity.SEV2, Stage.TRIAGE)
    assert incident.opened_at == START
    assert incident.opened_by is None
    assert incident.channel_name.startswith("inc-0501-checkout-down-")
    assert incident.invited == TEAM.invited()
    first, *offered = world.memory.entries[1]
    assert isinstance(first.event, e.IncidentOpened)
    assert {type(entry.event) for entry in offered} <= {e.RoleOffered, e.RoleUnfilled}
    assert [entry.seq for entry in (first, *offered)] == list(range(1, incident.seq + 1))


async def test_the_same_alert_is_counted(world: DeskWorld) -> None:
    """While its incident is open it opens no other."""
    await world.receive(an_alert())
    stored = await world.receive(an_alert())
    assert (stored.outcome, stored.incident) == (AlertOutcome.DUPLICATE, 1)
    assert world.incident().duplicates == 1
    assert list(world.memory.incidents) == [1]


async def test_the_same_alert_in_worse_is_said_once(world: DeskWorld) -> None:
    """A person decides what follows: the severity stays."""
    await world.receive(an_alert())
    before = len(world.memory.entries[1])
    for hint in (Severity.SEV1, Severity.SEV1, Severity.SEV2, None):
        await world.receive(an_alert(), severity_hint=hint)
    said = [entry.event for entry in world.memory.entries[1][before:]]
    assert said == [e.AlertWorsened(Severity.SEV1)]
    assert (world.incident().duplicates, world.incident().severity) == (4, Severity.SEV3)


async def test_the_end_of_an_alert_joins_its_incident(world: DeskWorld) -> None:
    """It is said, and a person decides whether it is over."""
    await world.receive(an_alert())
    stored = await world.receive(an_alert(), resolved=True)
    assert (stored.outcome, stored.incident) == (AlertOutcome.JOINED, 1)
    assert world.memory.entries[1][-1].event == e.AlertEnded("monitor-a")
    assert (world.incident().stage, world.incident().duplicates) == (Stage.TRIAGE, 0)


async def test_the_end_of_something_unknown_is_ignored(world: DeskWorld) -> None:
    """It is kept, and nobody hears of it."""
    stored = await world.receive(an_alert(), resolved=True)
    assert (stored.outcome, stored.incident) == (AlertOutcome.IGNORED, None)
    assert world.memory.wishes == ()


async def test_a_mild_alert_is_held(world: DeskWorld) -> None:
    """One card asks a person; the same again asks nobody twice."""
    first, again = await world.receive(MILD), await world.receive(MILD)
    assert (first.outcome, first.incident) == (AlertOutcome.HELD, None)
    assert (again.outcome, again.incident) == (AlertOutcome.DUPLICATE, None)
    assert world.memory.incidents == {}
    assert world.store.grant() == (f.PostHeldAlert(0, first.id),)


async def test_a_held_alert_is_opened_by_hand(world: DeskWorld) -> None:
    """The incident has the alert's facts, the card is settled, and it cannot be opened twice."""
    held = await world.receive(MILD, started_at=START - HOUR)
    await world.desk.handle(c.RecordHeldCard(held.id, MessageRef("C0", "7.0")))
    world.store.grant()
    world.clock.forward(MINUTE)
    outcome = await world.desk.handle(c.OpenIncident("", ANNA, severity=Severity.SEV2, held_alert=held.id))
    incident = world.incident()
    assert (incident.title, incident.severity, incident.opened_by) == ("Disk is filling", Severity.SEV2, ANNA)
    assert (incident.opened_at, incident.started_at) == (START, START - HOUR)
    assert incident.alert_fingerprint == MILD.fingerprint
    assert outcome.alert
    assert (outcome.alert.incident, outcome.alert.card) == (1, MessageRef("C0", "7.0"))
    assert f.SettleHeldAlert(0, held.id) in world.store.grant()
    with pytest.raises(Refused) as refused:
        await world.desk.handle(c.OpenIncident("", BO, held_alert=held.id))
    assert refused.value.text is refusals.ALERT_OPENED_ALREADY


async def test_opening_a_held_alert_late_is_no_timely_acknowledgement(world: DeskWorld) -> None:
    """The response clock counts from first sight: SEV4 is to be acknowledged within the hour."""
    held = await world.receive(MILD)
    world.clock.forward(5 * HOUR)
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    reached = [entry.event for entry in world.memory.entries[1] if isinstance(entry.event, e.TargetReached)]
    assert reached == [e.TargetReached(Target.ACKNOWLEDGED, late_by=4 * HOUR)]


async def test_a_held_alert_that_came_twice_is_settled_as_one(world: DeskWorld) -> None:
    """After its incident has ended, the same alert asks a person again, and what follows flares up."""
    held = await world.receive(MILD)
    await world.receive(MILD)
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    world.store.grant()
    later = await world.receive(MILD)
    assert later.outcome is AlertOutcome.HELD
    assert world.store.grant() == (f.PostHeldAlert(0, later.id),)
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=later.id))
    assert world.incident(2).flares_up == 1


async def test_a_held_alert_that_becomes_worse_opens_and_settles_its_card(world: DeskWorld) -> None:
    """The card that waits is the first one's, however often it came; its button opens no second incident."""
    held = await world.receive(MILD)
    await world.receive(MILD)
    world.store.grant()
    opened = await world.receive(MILD, severity_hint=Severity.SEV1)
    assert (opened.outcome, opened.incident) == (AlertOutcome.OPENED, 1)
    assert f.SettleHeldAlert(0, held.id) in world.store.grant()
    with pytest.raises(Refused) as refused:
        await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    assert refused.value.values == {"number": 1}


async def test_the_same_alert_after_closing_flares_up(world: DeskWorld) -> None:
    """A new incident that names the old one; a dismissed one is not named."""
    await world.receive(an_alert())
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    stored = await world.receive(an_alert())
    assert (stored.outcome, stored.incident) == (AlertOutcome.OPENED, 2)
    assert world.incident(2).flares_up == 1
    await world.desk.handle(c.ChangeStage(2, ANNA, Stage.DISMISSED))
    assert (await world.receive(an_alert())).incident == 3
    assert world.incident(3).flares_up == 1


async def test_the_same_alert_after_reopening_is_a_duplicate(world: DeskWorld) -> None:
    """Reopened is open."""
    await world.receive(an_alert())
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    await world.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert (await world.receive(an_alert())).outcome is AlertOutcome.DUPLICATE


# -------------------------------------------------------------------------------------------------------- by hand


async def test_opening_by_hand(world: DeskWorld) -> None:
    """SEV3 when nothing is said; who opens it has seen it and is in the room, but asks nobody to take a role."""
    command = c.OpenIncident(" 门店\n停电 ", ZOE, kind="no such kind", started_at=START - HOUR, text=" 三家店 ")
    outcome = await world.desk.handle(command)
    incident = world.incident()
    assert outcome.incident == incident
    assert outcome.entries == world.memory.entries[1]
    assert (incident.title, incident.severity, incident.kind) == ("门店 停电", Severity.SEV3, "other")
    assert (incident.opened_at, incident.started_at) == (START, START - HOUR)
    assert incident.reached == ((Target.ACKNOWLEDGED, START),)
    assert incident.invited == (*TEAM.invited(), ZOE)
    assert {(type(entry.event), entry.by) for entry in outcome.entries} == {
        (e.IncidentOpened, ZOE),
        (e.RoleOffered, None),
        (e.TargetReached, ZOE),
    }


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (c.OpenIncident("！！！", ANNA), refusals.TITLE_EMPTY),
        (c.OpenIncident("x" * 301, ANNA), refusals.TITLE_TOO_LONG),
        (c.OpenIncident("fire", ANNA, text="x" * 3001), refusals.TEXT_TOO_LONG),
        (c.OpenIncident("fire", ANNA, started_at=START + MINUTE), refusals.STARTED_IN_FUTURE),
        (c.OpenIncident("", ANNA, held_alert=9), refusals.NO_SUCH_ALERT),
        (c.PostUpdate(9, ANNA, "all is well"), refusals.NO_SUCH_INCIDENT),
        (c.PostUpdate(1, ANNA, " "), refusals.TEXT_EMPTY),
        (c.AcceptOffer(1, ZOE, 1), refusals.NOT_YOUR_OFFER),
    ],
)
async def test_a_refusal_changes_nothing(world: DeskWorld, command: c.AnyCommand, text: object) -> None:
    """Not even the inbox: the same event may come again when it can be carried out."""
    await world.receive(an_alert())
    before, woken = world.memory.copy(), list(world.woken)
    with pytest.raises(Refused) as refused:
        await world.desk.handle(command, once="Ev1")
    assert refused.value.text is text
    assert world.memory == before
    assert world.woken == woken


async def test_a_refusal_late_in_a_unit_changes_nothing(world: DeskWorld) -> None:
    """What the caller wrote in the same transaction is taken back, too."""
    before = world.memory.copy()
    with pytest.raises(Refused):
        await world.desk.handle(c.PostUpdate(9, ANNA, "x"), within=lambda unit: unit.set_due(1, ()))
    assert world.memory == before


# ----------------------------------------------------------------------------------------------------------- once


async def test_an_event_that_comes_twice_is_carried_out_once(world: DeskWorld) -> None:
    """Slack and alert sources send again what they are not sure of."""
    for command in (c.OpenIncident("fire", ANNA), c.ReceiveAlert(an_alert())):
        once = f"Ev-{type(command).__name__}"
        first = await world.desk.handle(command, once=once)
        before = world.memory.copy()
        again = await world.desk.handle(command, once=once)
        assert (first.repeated, again) == (False, Outcome(repeated=True))
        assert world.memory == before
    assert list(world.memory.incidents) == [1, 2]


async def test_a_unit_of_work_that_runs_again_leaves_one_incident(world: DeskWorld) -> None:
    """The closure keeps nothing outside its unit."""
    world.store.conflicts = 2
    outcome = await world.desk.handle(c.OpenIncident("fire", ANNA), once="Ev1")
    assert outcome.entries == world.memory.entries[1]
    assert list(world.memory.incidents) == [1]


async def test_the_desk_wakes_the_others_after_the_commit(world: DeskWorld) -> None:
    """Whoever is woken finds what was wished for, and is told when something is due next."""
    await world.receive(an_alert())
    assert world.woken == [min(due.due_at for due in world.memory.due[1])]
    assert await world.desk.read(lambda view: view.incident(1)) == world.incident()


# ------------------------------------------------------------------------------------------------------ due times


STORY: tuple[Callable[[DeskWorld], Any], ...] = (
    lambda world: world.do(c.ChangeSeverity, severity=Severity.SEV1),
    lambda world: world.do(c.LogDecision, text="stop", revisit_at=START + HOUR),
    lambda world: world.do(c.PostUpdate, conditions="查明原因"),
    lambda world: world.do(c.SnoozeReminder, delay=10 * MINUTE),
    lambda world: world.do(c.TakeRole, role="lead"),
    lambda world: world.do(c.StopReminders, reason="夜间"),
    lambda world: world.do(c.ChangeStage, stage=Stage.CLOSED),
    lambda world: world.do(c.ChangeStage, stage=Stage.RESPONDING),
    lambda world: world.do(c.DueReached, None, key="nonsense", due_at=START),
)


async def test_due_times_are_what_the_state_says(world: DeskWorld) -> None:
    """After every command the table of due times is made anew from the state."""
    await world.receive(an_alert())
    assert world.memory.due[1] == due_times(world.incident(), world.desk.policy)
    for step in STORY:
        await step(world)
        assert world.memory.due[1] == due_times(world.incident(), world.desk.policy)
        world.clock.forward(timedelta(seconds=10))


async def test_a_due_time_is_carried_out_in_a_unit_that_is_open_already(world: DeskWorld) -> None:
    """The clock completes its row and takes the reminder in one transaction; an overtaken one is put right."""
    await world.receive(an_alert())
    (due,) = [each for each in world.memory.due[1] if each.key == "target:acknowledged"]
    world.clock.forward(20 * MINUTE)
    reached = c.DueReached(1, None, due.key, due.due_at)
    await world.store.transact(lambda unit: world.desk.carry_out(unit, reached))
    assert e.TargetMissed(Target.ACKNOWLEDGED, due.due_at) in [entry.event for entry in world.memory.entries[1]]
    before = world.memory.copy()
    world.memory.due[1] = ()
    await world.store.transact(lambda unit: world.desk.carry_out(unit, reached))
    assert world.memory == before
