"""Quiet hours: what falls into them comes at their end, once; a worse severity ends them."""

from datetime import UTC, datetime, time, timedelta

import pytest

from crisis import commands as c
from crisis import events as e
from crisis.clock.due import DueKind
from crisis.incident import Target
from crisis.policy import Policy
from crisis.policy.duty import Rotation
from crisis.policy.quiet import QuietHours
from crisis.severity import Severity
from crisis.values import replace
from tests.crisis.world import ANNA, DAY, HOUR, MINUTE, START, TEAM, Case
from tests.crisis.world.scripts import SCRIPT

NIGHT = QuietHours(time(22), time(8))
SOON = QuietHours(time(9), time(15))  # an hour after the incidents of these tests begin
POLICY = Policy(quiet_hours=SOON)
ENDS = START + 7 * HOUR


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def reminders(made: tuple[e.Event, ...]) -> list[e.UpdateReminded]:
    return [event for event in made if isinstance(event, e.UpdateReminded)]


@pytest.mark.parametrize(
    ("zone", "at", "ends"),
    [
        ("UTC", "2026-05-04 21:59", None),
        ("UTC", "2026-05-04 22:00", "2026-05-05 08:00"),
        ("UTC", "2026-05-05 07:59", "2026-05-05 08:00"),
        ("UTC", "2026-05-05 08:00", None),
        ("Asia/Shanghai", "2026-05-04 14:00", "2026-05-05 00:00"),
        ("Europe/Berlin", "2026-03-28 21:00", "2026-03-29 06:00"),  # the clocks go forward: nine hours
        ("Europe/Berlin", "2026-03-29 06:00", None),
        ("Europe/Berlin", "2026-10-24 20:00", "2026-10-25 07:00"),  # and back: eleven
        ("Europe/Berlin", "2026-10-25 06:30", "2026-10-25 07:00"),
    ],
)
def test_they_begin_and_end_by_the_clock_on_the_wall(zone: str, at: str, ends: str | None) -> None:
    assert NIGHT.end_after(utc(at), zone) == (utc(ends) if ends else None)


def test_they_may_lie_within_a_day_and_have_a_zone_of_their_own() -> None:
    noon = QuietHours(time(12), time(13, 30), timezone="Asia/Shanghai")
    assert noon.end_after(utc("2026-05-04 04:00"), "America/New_York") == utc("2026-05-04 05:30")
    assert noon.end_after(utc("2026-05-04 05:30"), "America/New_York") is None


def test_an_update_that_falls_into_them_is_due_at_their_end_once_and_says_so() -> None:
    case = Case(policy=POLICY)
    assert [due.due_at for due in case.due(DueKind.UPDATE)] == [ENDS]  # and nobody is warned in the night
    assert reminders(case.sleep(7 * HOUR - timedelta(seconds=1))) == []
    (reminded,) = reminders(case.sleep(timedelta(seconds=1)))
    assert (reminded.due_at, reminded.held_since) == (ENDS, START + 2 * HOUR)
    assert reminded.late_by == timedelta(0)
    assert reminded.next_due == ENDS + 2 * HOUR
    assert reminders(case.sleep(HOUR)) == []


def test_a_warning_waits_for_their_end() -> None:
    """Due soon after them: the lead hears of it when they are over."""
    case = Case(policy=POLICY)
    case.do(c.SetRhythm, every=7 * HOUR + 5 * MINUTE)
    assert [due.due_at for due in case.due(DueKind.UPDATE)] == [ENDS, ENDS + 5 * MINUTE]


def test_what_comes_in_the_night_is_no_late_update() -> None:
    """Nobody waited for it."""
    case = Case(policy=POLICY)
    case.forward(5 * HOUR)
    (posted, *_) = case.do(c.PostUpdate, conditions="calm")
    assert isinstance(posted, e.UpdatePosted)
    assert posted.late_by == timedelta(0)
    assert posted.next_due == START + 7 * HOUR


def test_a_worse_severity_ends_them_at_once() -> None:
    """The update that was held back has not come yet: it is due when the new rhythm asks for it."""
    case = Case(policy=POLICY)
    case.sleep(4 * HOUR)
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert case.incident.rhythm.next_due == START + 4 * HOUR + 15 * MINUTE
    (reminded,) = reminders(case.sleep(15 * MINUTE))
    assert (reminded.held_since, reminded.late_by) == (None, timedelta(0))


def test_a_rhythm_set_by_hand_wakes_with_the_severity_too() -> None:
    case = Case(policy=POLICY)
    case.do(c.SetRhythm, every=90 * MINUTE)
    case.sleep(3 * HOUR)
    case.do(c.ChangeSeverity, severity=Severity.SEV2)
    assert (case.incident.rhythm.every, case.incident.rhythm.next_due) == (90 * MINUTE, START + 270 * MINUTE)


def test_a_severity_that_keeps_no_quiet_hours_is_not_held() -> None:
    only_blue = replace(SOON, severities=frozenset({Severity.SEV4}))
    case = Case(policy=Policy(quiet_hours=only_blue))
    (reminded,) = reminders(case.sleep(2 * HOUR))
    assert reminded.due_at == START + 2 * HOUR


def test_a_drill_is_never_quiet() -> None:
    case = Case(script=SCRIPT, policy=POLICY)
    assert case.incident.rhythm.next_due in {due.due_at for due in case.due(DueKind.UPDATE)}


def test_a_reminder_put_off_in_them_comes_when_it_was_asked_for() -> None:
    """Whoever asks is awake. Put off by day it waits for their end."""
    case = Case(policy=POLICY)
    case.forward(30 * MINUTE)
    case.do(c.SnoozeReminder, delay=10 * MINUTE)
    assert case.incident.rhythm.next_due == START + 7 * HOUR + 10 * MINUTE
    case.do(c.PostUpdate, conditions="calm")
    case.do(c.SetRhythm, every=10 * MINUTE)
    case.sleep(10 * MINUTE)
    case.do(c.SnoozeReminder, delay=30 * MINUTE)  # at 8:40, until 9:10
    assert case.incident.rhythm.next_due == ENDS
    night = Case(policy=POLICY)
    night.forward(61 * MINUTE)
    night.do(c.SetRhythm, every=10 * MINUTE)
    assert night.due(DueKind.UPDATE)[-1].due_at == ENDS


def test_a_missed_target_is_told_at_their_end() -> None:
    """It was missed when it was missed."""
    early = Case(policy=Policy(quiet_hours=QuietHours(time(8), time(10))))
    made = early.sleep(2 * HOUR)
    assert [event for event in made if isinstance(event, e.TargetMissed)] == [
        e.TargetMissed(Target.ACKNOWLEDGED, START + 15 * MINUTE, held=True)
    ]


def test_an_offer_does_not_run_out_while_everybody_sleeps() -> None:
    """It has its whole time in the morning, and goes on to the next then."""
    case = Case(policy=Policy(quiet_hours=QuietHours(time(8), time(10))))
    first = case.offer("lead")
    made = case.sleep(HOUR)
    assert e.OfferPutOff(first.id, START + 2 * HOUR + 15 * MINUTE) in made
    assert not any(isinstance(event, e.OfferEnded) for event in made)
    assert any(isinstance(event, e.OfferEnded) for event in case.sleep(75 * MINUTE))


def test_an_offer_that_somebody_on_duty_could_answer_runs_out() -> None:
    duty = Rotation("night", ("lead",), (ANNA,), time(9), "UTC", START.date() - DAY)
    case = Case(policy=Policy(quiet_hours=QuietHours(time(8), time(10))), roster=replace(TEAM, rotations=(duty,)))
    ended = [event for event in case.sleep(16 * MINUTE) if isinstance(event, e.OfferEnded)]
    assert [event.role for event in ended] == ["lead"]


def test_a_worse_severity_lets_no_offer_wait_for_the_morning() -> None:
    case = Case(policy=Policy(quiet_hours=QuietHours(time(8), time(10))))
    case.sleep(20 * MINUTE)
    case.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert {offer.expires_at for offer in case.incident.open_offers()} == {START + 22 * MINUTE}


def test_a_task_is_asked_after_in_the_morning() -> None:
    case = Case(policy=POLICY)
    case.do(c.AddTask, text="Call the shops", due_at=START + 2 * HOUR)
    assert [due.due_at for due in case.due(DueKind.TASK)] == [ENDS]
    asked = [event for event in case.sleep(7 * HOUR) if isinstance(event, e.TaskReminded)]
    assert [(event.again, event.late_by) for event in asked] == [
        (False, timedelta(0))
    ]  # and aloud no sooner than by day
