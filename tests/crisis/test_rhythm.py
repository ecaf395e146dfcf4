"""The rhythm of status updates: when one is due, put off, late, off and on again."""

from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.clock.cadence import Rung
from crisis.clock.due import DueKind
from crisis.decisions import opening
from crisis.evolve.incident import begin
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import DAY, HOUR, MINUTE, START, Case, an_alert

NEVER_LATE = timedelta(0)


def reminders(made: tuple[e.Event, ...]) -> list[e.UpdateReminded]:
    return [event for event in made if isinstance(event, e.UpdateReminded)]


@pytest.mark.parametrize(("severity", "every"), [(1, 15 * MINUTE), (2, 30 * MINUTE), (3, 2 * HOUR), (4, DAY)])
def test_the_first_update_is_due_by_severity(severity: int, every: timedelta) -> None:
    """Counted from first sight."""
    rhythm = Case(severity=Severity(severity)).incident.rhythm
    assert (rhythm.every, rhythm.next_due) == (every, START + every)


def test_an_incident_that_begins_late_owes_its_first_update_at_once() -> None:
    """An alert was held for a day: the update is due now, not yesterday."""
    case = Case()
    opened = opening.open_for_alert(an_alert(), opening.Known(), case.context)
    assert begin(1, opened, START + DAY, None).rhythm.next_due == START + DAY


def test_an_update_on_time_sets_the_next() -> None:
    case = Case()
    case.forward(HOUR)
    made = case.do(c.PostUpdate, conditions=" 查明原因 ", actions="换货", needs="")
    assert made[0] == e.UpdatePosted(1, "查明原因", next_due=START + 3 * HOUR, actions="换货")
    assert case.incident.rhythm.next_due == START + 3 * HOUR


def test_a_reminder_names_the_next_one() -> None:
    case = Case()
    assert reminders(case.sleep(2 * HOUR)) == [e.UpdateReminded(START + 2 * HOUR, START + 4 * HOUR, rung=Rung.TEAM)]
    assert case.incident.rhythm.owed_since == START + 2 * HOUR


def test_an_update_after_reminders_is_late_since_the_first() -> None:
    """Two due times passed: it is late by all of it, and nothing is owed after it."""
    case = Case()
    case.sleep(2 * HOUR)
    case.sleep(2 * HOUR)
    case.forward(MINUTE)
    (posted, *_) = case.do(c.PostUpdate, conditions="查明原因")
    assert isinstance(posted, e.UpdatePosted)
    assert posted.late_by == 2 * HOUR + MINUTE
    assert case.incident.rhythm.owed_since is None


def test_after_a_long_sleep_one_reminder_says_how_late_it_is() -> None:
    """The desk was down for days: no storm of reminders, and the next one lies ahead, in step with the old ones."""
    case = Case()
    (reminded,) = reminders(case.sleep(2 * DAY + HOUR))
    assert reminded.late_by == 2 * DAY - HOUR
    assert reminded.next_due == START + 2 * DAY + 2 * HOUR


def test_the_grain_of_the_clock_is_no_lateness() -> None:
    case = Case()
    (reminded,) = reminders(case.sleep(2 * HOUR + timedelta(seconds=5)))
    assert reminded.late_by == NEVER_LATE


def test_a_snooze_moves_one_reminder_and_leaves_the_rhythm() -> None:
    """After the reminder that was put off the old distance holds again."""
    case = Case()
    case.sleep(2 * HOUR)
    case.do(c.SnoozeReminder, delay=10 * MINUTE)
    assert case.incident.rhythm.every == 2 * HOUR
    assert reminders(case.sleep(10 * MINUTE)) == [
        e.UpdateReminded(START + 130 * MINUTE, START + 250 * MINUTE, rung=Rung.TEAM)
    ]


@pytest.mark.parametrize("delay", [timedelta(0), timedelta(seconds=59), DAY + MINUTE, -MINUTE])
def test_a_snooze_has_its_limits(delay: timedelta) -> None:
    with pytest.raises(Refused) as refused:
        Case().do(c.SnoozeReminder, delay=delay)
    assert refused.value.text is refusals.SNOOZE_OUT_OF_RANGE


@pytest.mark.parametrize("every", [timedelta(0), timedelta(seconds=59), 7 * DAY + MINUTE])
def test_a_rhythm_has_its_limits(every: timedelta) -> None:
    with pytest.raises(Refused) as refused:
        Case().do(c.SetRhythm, every=every)
    assert refused.value.text is refusals.RHYTHM_OUT_OF_RANGE


def test_a_rhythm_set_by_hand_counts_from_now_and_stays() -> None:
    """Neither a worse severity nor a way back overrules it."""
    case = Case()
    case.forward(MINUTE)
    case.do(c.SetRhythm, every=45 * MINUTE)
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert (case.incident.rhythm.every, case.incident.rhythm.next_due) == (45 * MINUTE, START + 46 * MINUTE)
    case.do(c.ChangeStage, stage=Stage.RESOLVED)
    case.do(c.ChangeStage, stage=Stage.RESPONDING, reason="again")
    assert (case.incident.rhythm.every, case.incident.rhythm.next_due) == (45 * MINUTE, START + 46 * MINUTE)


def test_a_worse_severity_brings_the_next_update_forward() -> None:
    case = Case(severity=Severity.SEV3)
    case.forward(HOUR)
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert (case.incident.rhythm.every, case.incident.rhythm.next_due) == (15 * MINUTE, START + 75 * MINUTE)


def test_a_worse_severity_does_not_put_off_what_is_due_sooner() -> None:
    case = Case(severity=Severity.SEV3)
    case.forward(119 * MINUTE)
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert case.incident.rhythm.next_due == START + 2 * HOUR


def test_a_milder_severity_gives_time() -> None:
    case = Case(severity=Severity.SEV1)
    case.do(c.ChangeSeverity, severity=Severity.SEV3)
    assert (case.incident.rhythm.every, case.incident.rhythm.next_due) == (2 * HOUR, START + 2 * HOUR)


def test_a_milder_severity_does_not_swallow_a_reminder_that_has_come() -> None:
    """The due time had passed and nobody had been told yet."""
    case = Case(severity=Severity.SEV1)
    case.forward(16 * MINUTE)
    case.do(c.ChangeSeverity, severity=Severity.SEV3)
    assert [(each.due_at, each.late_by) for each in reminders(case.sleep(timedelta(0)))] == [
        (START + 15 * MINUTE, MINUTE)
    ]


@pytest.mark.parametrize("stage", [Stage.RESOLVED, Stage.CLOSED, Stage.DISMISSED, Stage.MERGED])
def test_no_update_is_due_when_it_is_over(stage: Stage) -> None:
    case = Case()
    case.sleep(2 * HOUR)
    case.do(c.ChangeStage, stage=stage)
    assert case.due(DueKind.UPDATE) == ()
    assert (case.incident.rhythm.next_due, case.incident.rhythm.owed_since) == (None, None)
    assert reminders(case.sleep(DAY)) == []


@pytest.mark.parametrize("stage", [Stage.RESOLVED, Stage.CLOSED])
def test_back_at_work_updates_are_due_again(stage: Stage) -> None:
    case = Case()
    case.do(c.ChangeStage, stage=stage)
    case.forward(DAY)
    case.do(c.ChangeStage, stage=Stage.RESPONDING, reason="again")
    assert case.incident.rhythm.next_due == START + DAY + 2 * HOUR


def test_an_update_after_resolving_sets_no_clock() -> None:
    """The one that says "resolved" is the last one due."""
    case = Case()
    case.do(c.ChangeStage, stage=Stage.RESOLVED)
    case.do(c.PostUpdate, conditions="恢复")
    assert case.due(DueKind.UPDATE) == ()


def test_reminders_that_are_off_stay_off() -> None:
    """Neither an update, a worse severity nor a reopening brings them back."""
    case = Case()
    case.do(c.StopReminders, reason="夜间")
    case.do(c.PostUpdate, conditions="查明原因")
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    case.do(c.ChangeStage, stage=Stage.CLOSED)
    case.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert case.due(DueKind.UPDATE) == ()
    with pytest.raises(Refused) as refused:
        case.do(c.SnoozeReminder, delay=10 * MINUTE)
    assert refused.value.text is refusals.NOTHING_TO_SNOOZE


def test_a_rhythm_set_again_ends_the_silence() -> None:
    case = Case()
    case.do(c.StopReminders, reason="夜间")
    case.do(c.SetRhythm, every=HOUR)
    assert case.incident.rhythm.off_reason == ""
    assert case.incident.rhythm.next_due == START + HOUR


def test_reminders_are_not_switched_off_without_a_reason() -> None:
    with pytest.raises(Refused) as refused:
        Case().do(c.StopReminders, reason=" ")
    assert refused.value.text is refusals.TEXT_EMPTY
