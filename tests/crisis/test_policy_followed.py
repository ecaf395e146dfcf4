"""A policy that is changed while an incident is open: what comes next follows it, what has happened stays."""

from dataclasses import replace
from datetime import timedelta

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis.clock.due import DueKind, due_times
from crisis.consequences import consequences
from crisis.incident import Incident, MessageRef
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, START, TEAM, Case

MINUTE = timedelta(minutes=1)


def changed(**rules: object) -> Policy:
    policy = Policy()
    severities = {each: replace(policy.rules(each), **rules) for each in Severity}  # type: ignore[arg-type]
    return replace(policy, severities=severities)


def targets(incident: Incident, policy: Policy) -> list[timedelta]:
    return [due.due_at - START for due in due_times(incident, policy) if due.kind is DueKind.TARGET]


def test_targets_and_cadence_are_the_new_ones() -> None:
    case = Case()
    assert targets(case.incident, case.policy)[0] == 15 * MINUTE
    case.policy = changed(acknowledge_within=45 * MINUTE, update_every=30 * MINUTE)
    made = case.do(c.FollowPolicy, by=None)
    assert [type(event) for event in made] == [e.RhythmFollowed, e.PolicyFollowed]
    assert targets(case.incident, case.policy)[0] == 45 * MINUTE
    assert case.incident.rhythm.next_due == START + 30 * MINUTE


def test_a_rhythm_set_by_hand_stays() -> None:
    case = Case()
    case.do(c.SetRhythm, every=20 * MINUTE)
    case.policy = changed(update_every=90 * MINUTE)
    assert case.do(c.FollowPolicy, by=None) == (e.PolicyFollowed(),)
    assert case.incident.rhythm.every == 20 * MINUTE


def test_roles_that_are_wanted_now_are_offered() -> None:
    case = Case(severity=Severity.SEV4, roster=TEAM)
    case.policy = changed(roles=("lead", "legal"))
    assert "legal" in {event.role for event in case.do(c.FollowPolicy, by=None) if isinstance(event, e.RoleOffered)}


def test_whoever_was_not_known_at_the_opening_is_asked() -> None:
    case = Case(roster=Roster())
    case.roster = TEAM
    assert any(isinstance(event, e.RoleOffered) for event in case.do(c.FollowPolicy, by=None))


def test_board_and_card_show_it_and_what_is_over_hears_nothing() -> None:
    case = Case()
    shown = replace(case.incident, channel="C1", board="1.0", card=MessageRef("C2", "2.0"))
    assert consequences(shown, e.PolicyFollowed(), 1) == (f.RefreshBoard(1), f.RefreshCard(1))
    case.do(c.ChangeStage, by=ANNA, stage=Stage.CLOSED, reason="x")
    assert case.do(c.FollowPolicy, by=None) == ()
