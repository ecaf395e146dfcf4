"""Alerts that wait together, over a store in memory: what the stories on the wire do not show."""

from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import refusals
from crisis.alert import AlertOutcome
from crisis.incident import MessageRef
from crisis.policy import Policy, StormRules
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, HOUR, an_alert
from tests.crisis.world.desk import DeskWorld

HELD, OPENED, DUPLICATE = AlertOutcome.HELD, AlertOutcome.OPENED, AlertOutcome.DUPLICATE


@pytest.fixture
def world() -> DeskWorld:
    """One room an hour."""
    made = DeskWorld()
    made.desk.policy = Policy(storm=StormRules(1))
    return made


async def outcomes(world: DeskWorld, *titles: str) -> list[AlertOutcome]:
    return [(await world.receive(an_alert(title))).outcome for title in titles]


async def test_an_alert_whose_incident_was_reopened_while_it_waited_belongs_to_that_one(world: DeskWorld) -> None:
    """It opens no second incident of the same cause, whichever way."""
    await outcomes(world, "Tea")
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    held = await world.receive(an_alert("Tea"))
    assert (held.outcome, held.storm) == (HELD, 1)
    await world.do(c.ChangeStage, stage=Stage.RESPONDING)
    with pytest.raises(Refused) as refused:
        await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    assert refused.value.text is refusals.ALERT_OPENED_ALREADY
    before = world.store.memory
    together = await world.desk.handle(c.OpenHeldAlerts(1, held.id, ANNA))
    assert (together.opened, together.left) == ((1,), 0)
    world.store.memory = before
    assert await outcomes(world, "Tea") == [DUPLICATE]
    for memory in (before, world.memory):
        assert list(memory.incidents) == [1]
    assert world.memory.alerts[held.id].incident == 1


async def test_a_clock_that_was_set_back_does_not_forget_what_it_has_seen(world: DeskWorld) -> None:
    assert await outcomes(world, "a") == [OPENED]
    world.clock.forward(-HOUR / 2)
    assert await outcomes(world, "b") == [HELD]
    world.clock.forward(-HOUR)  # more than an hour: it was wrong before, or is now
    assert await outcomes(world, "c") == [OPENED]


async def test_the_same_click_again_does_nothing_more(world: DeskWorld) -> None:
    await outcomes(world, "a", "b", "c")
    first = await world.desk.handle(c.OpenHeldAlerts(1, 2, ANNA), once="click")
    assert (first.opened, first.left) == ((2,), 1)
    assert (await world.desk.handle(c.OpenHeldAlerts(1, 3, ANNA), once="click")).repeated
    assert list(world.memory.incidents) == [1, 2]


@pytest.mark.parametrize("command", [c.OpenHeldAlerts(7, 9, BO), c.DismissHeldAlerts(7, 9, BO)])
async def test_nothing_waits_in_a_storm_that_is_not_there(
    world: DeskWorld, command: c.OpenHeldAlerts | c.DismissHeldAlerts
) -> None:
    with pytest.raises(Refused) as refused:
        await world.desk.handle(command)
    assert refused.value.text is refusals.NOTHING_WAITS


async def test_the_bell_rings_at_most_three_times(world: DeskWorld) -> None:
    """Once for each severity that is worse than all that waits; the first is told by the storm's own card."""
    world.desk.policy = Policy(
        storm=StormRules(1), severities={**Policy().severities, Severity.SEV4: Policy().rules(Severity.SEV3)}
    )
    await outcomes(world, "the one room")
    for number, severity in enumerate((4, 4, 3, 4, 3, 2, 2, 1, 2, 1, 1)):
        await world.receive(an_alert(f"number {chr(97 + number)}", severity_hint=Severity(severity)))
    assert sum(isinstance(wish.effect, f.PostHeldAlert) for wish in world.memory.wishes) == 3
    assert sum(isinstance(wish.effect, f.PostStorm) for wish in world.memory.wishes) == 1


async def test_a_card_that_is_gone_is_posted_again_only_while_alerts_wait(world: DeskWorld) -> None:
    await outcomes(world, "a", "b")
    for ts in ("1.1", "2.2"):
        await world.desk.handle(c.RecordStormCard(1, MessageRef("C0", ts)))
        await world.desk.handle(c.RecordStormCard(1, None))
    await world.desk.handle(c.RecordStormCard(1, MessageRef("C0", "3.3")))
    await world.desk.handle(c.DismissHeldAlerts(1, 9, ANNA))
    await world.desk.handle(c.RecordStormCard(1, None))
    posted = [wish.effect for wish in world.memory.wishes if isinstance(wish.effect, f.PostStorm)]
    assert posted == [f.PostStorm(0, 1), f.PostStorm(0, 1, "1.1"), f.PostStorm(0, 1, "2.2")]


async def test_a_storm_is_joined_for_a_day(world: DeskWorld) -> None:
    await outcomes(world, "a", "b")
    world.clock.forward(timedelta(hours=23))
    assert await outcomes(world, "c", "d") == [OPENED, HELD]
    world.clock.forward(timedelta(hours=2))
    assert await outcomes(world, "e", "f") == [OPENED, HELD]
    assert [each.storm for each in world.memory.alerts.values()] == [None, 1, None, 1, None, 2]
