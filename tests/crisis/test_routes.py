"""Alert routes: the first that fits holds, and what it makes of an alert; on a desk over a store in memory."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import commands as c
from crisis import events as e
from crisis.alert import Alert, AlertOutcome
from crisis.handling import ASKED
from crisis.policy import Policy, StormRules
from crisis.policy.routes import Do, Route, fits, route_of, routed
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, an_alert
from tests.crisis.world.desk import DeskWorld

HELD, OPENED, DUPLICATE = AlertOutcome.HELD, AlertOutcome.OPENED, AlertOutcome.DUPLICATE
JOINED, IGNORED = AlertOutcome.JOINED, AlertOutcome.IGNORED
STAGING = Route(("sentry",), (("environment", ("staging", "dev*")),), Do.IGNORE)


def labelled(title: str = "Orders fail", /, source: str = "sentry", **labels: str) -> Alert:
    return an_alert(title, source=source, labels=tuple(sorted(labels.items())))


def world_with(*routes: Route, **more: Any) -> DeskWorld:
    made = DeskWorld()
    made.desk.policy = Policy(routes=routes, **more)
    return made


@pytest.mark.parametrize(
    ("pattern", "value", "wanted"),
    [
        ("staging", "Staging", True),
        ("staging", "staging-2", False),
        ("staging*", "staging-2", True),
        ("*-2", "staging-2", True),
        ("*", "", True),
        ("a*b*c", "a--b--c", True),
        ("a*b*c", "a--c--b", False),
        ("ab*ba", "aba", False),  # the ends may not share a letter
        ("*支付*", "线上支付网关", True),
        ("", "", True),
        ("", "x", False),
    ],
)
def test_a_star_stands_for_any_letters(pattern: str, value: str, wanted: bool) -> None:
    assert fits(pattern, value) is wanted


@given(st.text(alphabet="ab*", max_size=8), st.text(alphabet="ab", max_size=12))
def test_a_pattern_means_what_it_means_elsewhere(pattern: str, value: str) -> None:
    def slowly(pattern: str, value: str) -> bool:
        if not pattern:
            return not value
        if pattern[0] == "*":
            return any(slowly(pattern[1:], value[place:]) for place in range(len(value) + 1))
        return value[:1] == pattern[0] and slowly(pattern[1:], value[1:])

    assert fits(pattern, value) is slowly(pattern, value)


def test_the_first_that_fits_holds() -> None:
    rest = Route(("sentry",), severity=Severity.SEV4)
    routes = (STAGING, rest, Route(kind="outage"))
    assert route_of(labelled(environment="dev-3"), routes) is STAGING
    assert route_of(labelled(Environment="DEV-3"), routes) is STAGING
    assert route_of(labelled(environment="production"), routes) is rest
    assert route_of(labelled(source="sentry/shop"), routes) is rest  # an instance is of its product
    assert route_of(labelled(source="grafana"), routes) is routes[2]
    assert route_of(labelled(source="grafana"), routes[:2]) is None
    east = Route(("grafana/east",))
    assert route_of(labelled(source="grafana/east"), (east,)) is east
    assert route_of(labelled(source="grafana"), (east,)) is None


def test_an_alert_that_no_route_fits_is_the_same() -> None:
    alert = labelled()
    assert routed(alert, None) is alert


async def test_what_is_ignored_is_kept_and_nobody_hears_of_it() -> None:
    world = world_with(STAGING)
    stored = await world.receive(labelled(environment="staging"))
    assert (stored.outcome, stored.incident) == (IGNORED, None)
    assert world.memory.alerts[stored.id].alert.title == "Orders fail"
    assert (world.memory.incidents, world.memory.wishes) == ({}, ())


async def test_an_open_incident_still_hears_what_a_later_route_ignores() -> None:
    world = world_with()
    await world.receive(labelled(environment="staging"))
    world.desk.policy = Policy(routes=(STAGING,))
    assert (await world.receive(labelled(environment="staging"), resolved=True)).outcome is JOINED


async def test_a_route_says_kind_severity_and_whether_somebody_is_asked() -> None:
    world = world_with(
        Route(("grafana",), do=Do.HOLD),
        Route(("uptime-kuma",), do=Do.OPEN, kind="outage", severity=Severity.SEV4),
        Route(("opsgenie",), severity=Severity.SEV1, kind="no-such-kind"),
    )
    held = await world.receive(labelled(source="grafana"), severity_hint=Severity.SEV1)
    assert (held.outcome, held.storm) == (HELD, None)  # with a card of its own, as others that are asked about
    await world.receive(labelled(source="uptime-kuma"), severity_hint=Severity.SEV2)
    await world.receive(labelled(source="opsgenie"))
    found = [(each.severity, each.kind) for each in world.memory.incidents.values()]
    assert found == [(Severity.SEV4, "outage"), (Severity.SEV1, "other")]


async def test_what_a_route_says_holds_when_a_person_opens_it_later() -> None:
    world = world_with(Route(("grafana",), do=Do.HOLD, kind="outage"))
    held = await world.receive(labelled(source="grafana"))
    world.desk.policy = Policy()
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    assert world.incident().kind == "outage"


async def test_a_private_one_opens_by_itself_for_the_card_it_would_wait_on_is_public() -> None:
    hr = Route(labels=(("topic", ("hr",)),), private=True)
    world = world_with(hr, Route(kind="people"), storm=StormRules(1), private_kinds=("people",))
    assert (await world.receive(labelled("a"), severity_hint=Severity.SEV4)).outcome is OPENED
    assert (await world.receive(labelled("b", topic="hr"), severity_hint=Severity.SEV4)).outcome is OPENED
    assert [each.private for each in world.memory.incidents.values()] == [True, True]


async def test_a_test_of_a_source_asks_whatever_the_policy_opens() -> None:
    world = world_with(Route(do=Do.OPEN))
    assert (await world.receive(labelled(), severity_hint=Severity.SEV1, handling=ASKED)).outcome is HELD


# ------------------------------------------------------------------------------------------- several in one incident


@pytest.fixture
def together() -> DeskWorld:
    return world_with(Route(("grafana",), together=("service",)))


def pod(name: str, service: str = "orders") -> Alert:
    return an_alert(f"{name} fails", source="grafana", key=name, labels=(("pod", name), ("service", service)))


def said(world: DeskWorld) -> list[e.Event]:
    kinds = (e.AlertEnded, e.AlertFiresAgain, e.AlertWorsened)
    return [entry.event for entry in world.memory.entries[1] if isinstance(entry.event, kinds)]


async def test_alerts_of_one_thing_share_an_incident_that_hears_when_the_last_is_over(together: DeskWorld) -> None:
    found = [await together.receive(pod(name)) for name in ("a", "b", "a", "c")]
    assert [each.outcome for each in found] == [OPENED, JOINED, DUPLICATE, JOINED]
    assert (await together.receive(pod("d", "refunds"))).incident == 2
    assert (together.incident().duplicates, together.incident().firing.count) == (1, 3)
    for name in ("b", "a", "a"):
        assert (await together.receive(pod(name), resolved=True)).outcome is JOINED
    assert said(together) == []
    assert not together.incident().firing.is_over
    await together.receive(pod("c"), resolved=True)
    assert [(event.source, event.of) for event in said(together) if isinstance(event, e.AlertEnded)] == [("grafana", 3)]
    assert together.incident().firing.is_over


async def test_alerts_without_the_label_stay_by_themselves(together: DeskWorld) -> None:
    for name in ("a", "b"):
        assert (await together.receive(an_alert(name, source="grafana"))).outcome is OPENED


async def test_a_held_one_is_over_when_it_is_over_itself() -> None:
    world = world_with(Route(("grafana",), do=Do.HOLD, together=("service",)))
    held = await world.receive(pod("a"))
    await world.receive(pod("b"), resolved=True)
    assert not world.memory.alerts[held.id].alert.resolved
    await world.receive(pod("a"), resolved=True)
    assert world.memory.alerts[held.id].alert.resolved


# --------------------------------------------------------------------------------------------- over, and back again


async def test_the_same_end_twice_is_said_once_and_its_return_is_said() -> None:
    world = world_with()
    await world.receive(an_alert())
    for resolved in (True, True, False, False, True):
        await world.receive(an_alert(), resolved=resolved)
    ended, again = e.AlertEnded("monitor-a"), e.AlertFiresAgain("monitor-a")
    assert said(world) == [ended, again, ended]
    assert world.incident().duplicates == 2


async def test_one_that_comes_and_goes_is_told_three_times_then_only_counted() -> None:
    world = world_with()
    await world.receive(an_alert())
    for _ in range(6):
        await world.receive(an_alert(), resolved=True)
        await world.receive(an_alert())
    told = said(world)
    assert len(told) == 6
    assert told[-1] == e.AlertFiresAgain("monitor-a", flaps=True)
    assert not world.incident().firing.is_over
    await world.receive(an_alert(), resolved=True)
    assert world.incident().firing.is_over
    assert len(said(world)) == 6


async def test_many_of_one_cause_are_bounded(together: DeskWorld) -> None:
    for number in range(230):
        await together.receive(pod(f"pod-{number}"))
    assert together.incident().firing.count == 200


# ----------------------------------------------------------------------------------------------- merged into another


def tea(**changes: Any) -> Alert:
    return an_alert("Tea smells", **changes)


@pytest.fixture
async def merged() -> DeskWorld:
    """#1 of one cause took in #2 of another."""
    world = world_with()
    await world.receive(an_alert())
    await world.receive(tea())
    await world.desk.handle(c.MergeIncident(2, ANNA, into=1))
    return world


async def test_what_was_merged_is_over_when_the_alerts_of_both_are(merged: DeskWorld) -> None:
    assert (await merged.receive(an_alert(), resolved=True)).incident == 1
    assert said(merged) == []
    assert (await merged.receive(tea())).incident == 1
    assert merged.incident().firing.count == 2
    await merged.receive(tea(), resolved=True)
    assert [event.of for event in said(merged) if isinstance(event, e.AlertEnded)] == [2]
    assert merged.incident().firing.is_over


async def test_what_is_parted_again_has_its_own_alert_and_knows_that_it_is_over(merged: DeskWorld) -> None:
    await merged.receive(tea(), resolved=True)
    assert not merged.incident().firing.is_over
    await merged.desk.handle(c.ChangeStage(2, ANNA, stage=Stage.RESPONDING))
    assert (merged.incident().firing.count, merged.incident(2).firing.count) == (1, 1)
    assert merged.incident(2).firing.is_over
    assert (await merged.receive(tea())).incident == 2
    assert not merged.incident(2).firing.is_over
