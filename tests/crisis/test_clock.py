"""The response clock: targets, what reaches them, what is said when their time runs out; and due times in general."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.clock.due import DueKind, target_times
from crisis.incident import MessageRef, Target
from crisis.policy import Policy
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, DAY, HOUR, MINUTE, START, Case, alert_with_posts

# The defaults of crisis/policy/__init__.py, written out.
LIMITS = {
    Severity.SEV1: {
        "acknowledged": MINUTE,
        "room_complete": MINUTE,
        "first_answer": 5 * MINUTE,
        "first_statement": 30 * MINUTE,
    },
    Severity.SEV2: {
        "acknowledged": 5 * MINUTE,
        "room_complete": MINUTE,
        "first_answer": 5 * MINUTE,
        "first_statement": HOUR,
    },
    Severity.SEV3: {"acknowledged": 15 * MINUTE, "first_answer": 30 * MINUTE},
    Severity.SEV4: {"acknowledged": HOUR, "first_answer": 4 * HOUR},
}


def targets(case: Case) -> dict[str, datetime]:
    return {due.about: due.due_at for due in case.due(DueKind.TARGET)}


def missed(made: tuple[e.Event, ...]) -> list[Target]:
    return [event.target for event in made if isinstance(event, e.TargetMissed)]


@pytest.mark.parametrize("severity", Severity)
def test_targets_count_from_first_sight(severity: Severity) -> None:
    """By severity; the start that the source names is another fact."""
    case = Case(alert=alert_with_posts(severity_hint=severity, started_at=START - DAY))
    assert targets(case) == {target: START + limit for target, limit in LIMITS[severity].items()}


def test_without_posts_there_is_nobody_to_answer() -> None:
    assert Target.FIRST_ANSWER not in targets(Case(severity=Severity.SEV1))


def test_a_target_that_is_reached_runs_out_no_more() -> None:
    case = Case(severity=Severity.SEV1)
    case.forward(timedelta(seconds=50))
    assert case.do(c.Acknowledge) == (e.TargetReached(Target.ACKNOWLEDGED),)
    assert missed(case.sleep(HOUR)) == [Target.ROOM_COMPLETE, Target.FIRST_STATEMENT]


def test_a_target_that_runs_out_is_told_once_and_can_still_be_reached() -> None:
    """Late, and by how much, is on the record."""
    case = Case(alert=alert_with_posts(severity_hint=Severity.SEV4))
    assert missed(case.sleep(5 * HOUR)) == [Target.ACKNOWLEDGED, Target.FIRST_ANSWER]
    assert missed(case.sleep(5 * HOUR)) == []
    made = case.do(c.RecordTarget, target=Target.FIRST_ANSWER, words=" https://weibo.com/1 ")
    assert made == (
        e.TargetReached(Target.FIRST_ANSWER, "https://weibo.com/1", 6 * HOUR),
        e.TargetReached(Target.ACKNOWLEDGED, "", 9 * HOUR),
    )


def test_a_target_is_reached_once() -> None:
    for kind, fields, text in (
        (c.RecordTarget, {"target": Target.FIRST_STATEMENT, "words": "x"}, refusals.TARGET_REACHED),
        (c.Acknowledge, {}, refusals.ALREADY_ACKNOWLEDGED),
    ):
        case = Case()
        case.do(kind, **fields)
        with pytest.raises(Refused) as refused:
            case.do(kind, **fields)
        assert refused.value.text is text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (c.ChangeSeverity, {"severity": Severity.SEV2}),
        (c.ChangeStage, {"stage": Stage.DISMISSED}),
        (c.TakeRole, {"role": "lead"}),
        (c.AcceptOffer, {"offer": 1}),
        (c.PostUpdate, {"conditions": "查明原因"}),
        (c.LogDecision, {"text": "停售"}),
        (c.RecordTarget, {"target": Target.FIRST_STATEMENT, "words": "x"}),
    ],
)
def test_whoever_works_on_it_has_acknowledged_it(kind: type[c.Command], fields: dict[str, Any]) -> None:
    case = Case()
    assert case.do(kind, by=ANNA, **fields)[-1] == e.TargetReached(Target.ACKNOWLEDGED)
    assert case.incident.reached_at(Target.ACKNOWLEDGED) == START


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (c.DeclineOffer, {"offer": 1}),
        (c.AddNote, {"text": "二号门"}),
        (c.SnoozeReminder, {"delay": 10 * MINUTE}),
        (c.JoinRoom, {}),
        (c.RecordChannel, {"channel": "C1", "name": "inc-1"}),
        (c.DueReached, {"key": "update:", "due_at": START}),
    ],
)
def test_looking_on_acknowledges_nothing(kind: type[c.Command], fields: dict[str, Any]) -> None:
    case = Case()
    case.do(kind, by=ANNA, **fields)
    assert case.incident.reached_at(Target.ACKNOWLEDGED) is None


def test_a_worse_severity_has_shorter_targets_from_the_same_zero() -> None:
    case = Case(severity=Severity.SEV3)
    case.do(c.AddNote, text="x", message=MessageRef("C1", "1.0"))
    case.forward(10 * MINUTE)
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert dict(target_times(case.incident, Policy()))[Target.FIRST_STATEMENT] == START + 30 * MINUTE


def test_nothing_is_missed_after_the_end() -> None:
    """But a decision is looked at again, also when its incident is over."""
    case = Case(severity=Severity.SEV1)
    case.do(c.LogDecision, text="停售", revisit_at=START + DAY)
    case.do(c.ChangeStage, stage=Stage.CLOSED)
    assert case.sleep(DAY + HOUR) == (e.DecisionRevisitDue(1, HOUR),)
    assert case.due() == ()


def test_a_due_time_that_is_early_or_gone_says_nothing() -> None:
    """The row that woke the desk was overtaken: by a later time, an answer, another word."""
    case = Case()
    _, update = case.due(DueKind.UPDATE)  # the first is the warning before it
    case.forward(HOUR)
    case.do(c.PostUpdate, conditions="查明原因")
    case.forward(HOUR)
    assert case.reach(update) == ()
    case.forward(DAY)
    acknowledged = c.DueReached(1, None, "target:acknowledged", START + 15 * MINUTE)
    assert case.carry_out(acknowledged) == ()


def test_due_times_have_names_of_their_own() -> None:
    """The keys tell them apart in the table of due times."""
    case = Case(alert=alert_with_posts(severity_hint=Severity.SEV1))
    case.do(c.LogDecision, text="停售", revisit_at=START + DAY)
    keys = [due.key for due in case.due()]
    assert len(keys) == len(set(keys))
    assert {"update:", "offer:1", "target:first_statement", "revisit:1"} <= set(keys)
