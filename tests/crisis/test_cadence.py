"""When an update is due and in which stage, whom a reminder goes to, and how often it may be put off."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis import refusals
from crisis.clock.cadence import Rung, told_at
from crisis.clock.due import WARNING, DueKind
from crisis.consequences import consequences
from crisis.incident import Target
from crisis.policy import DEFAULT_RULES, Policy
from crisis.policy.people import Roster
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.values import replace as changed
from tests.crisis.world import ANNA, BO, CHEN, DAI, DAY, HOUR, MINUTE, START, TEAM, ZOE, Case
from tests.crisis.world.scripts import SCRIPT

LADDER = replace(
    TEAM,
    candidates=tuple(replace(one, deputies=(BO, ANNA)) for one in TEAM.candidates),
    levels=((CHEN, BO), (DAI,)),
)


def policy_with(severity: Severity, **rules: Any) -> Policy:
    return Policy(severities={**DEFAULT_RULES, severity: changed(DEFAULT_RULES[severity], **rules)})


def led(severity: Severity = Severity.SEV2, roster: Roster = LADDER, **more: Any) -> Case:
    """An incident that Anna leads."""
    case = Case(severity=severity, roster=roster, **more)
    case.do(c.TakeRole, role="lead")
    return case


def told(made: tuple[e.Event, ...]) -> list[e.UpdateReminded | e.UpdateWarned]:
    return [event for event in made if isinstance(event, e.UpdateReminded | e.UpdateWarned)]


def refusal(case: Case, **fields: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        case.do(c.SnoozeReminder, **{"delay": 10 * MINUTE, **fields})
    return refused.value


# ------------------------------------------------------------------------------------------------- stages


def test_a_stage_may_have_a_rhythm_of_its_own() -> None:
    """From the first stage on; a stage without one has the severity's."""
    stages = ((Stage.TRIAGE, 10 * MINUTE), (Stage.CONTAINED, HOUR))
    case = Case(severity=Severity.SEV1, policy=policy_with(Severity.SEV1, update_every_in=stages))
    assert case.incident.rhythm.next_due == START + 10 * MINUTE
    case.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert case.incident.rhythm.every == 15 * MINUTE
    case.do(c.ChangeStage, stage=Stage.CONTAINED)
    assert (case.incident.rhythm.every, case.incident.rhythm.next_due) == (HOUR, START + HOUR)
    case.do(c.ChangeStage, stage=Stage.RESPONDING, reason="again")
    assert case.incident.rhythm.next_due == START + 15 * MINUTE


# ------------------------------------------------------------------------------------------------ warning


@pytest.mark.parametrize(
    ("every", "warned"),
    [(3 * MINUTE, MINUTE), (6 * MINUTE, 2 * MINUTE), (15 * MINUTE, 5 * MINUTE), (DAY, 5 * MINUTE)],
)
def test_the_lead_is_warned_before_it_is_due(every: timedelta, warned: timedelta) -> None:
    """By five minutes for SEV2, by a third of a shorter rhythm; once."""
    case = led()
    case.do(c.SetRhythm, every=every)
    assert told(case.sleep(every - warned - timedelta(seconds=1))) == []
    assert told(case.sleep(timedelta(seconds=1))) == [e.UpdateWarned(START + every, ANNA)]
    assert told(case.sleep(warned - timedelta(seconds=1))) == []


def test_a_short_rhythm_has_no_warning_and_none_may_be_wanted() -> None:
    case = led()
    case.do(c.SetRhythm, every=2 * MINUTE)
    assert [due.about for due in case.due(DueKind.UPDATE)] == [""]
    quiet = led(policy=policy_with(Severity.SEV2, warn_before=None))
    assert [due.about for due in quiet.due(DueKind.UPDATE)] == [""]


def test_a_warning_that_comes_too_late_is_the_reminder() -> None:
    """The desk was down: one message, not two."""
    case = led()
    (only,) = told(case.sleep(31 * MINUTE))
    assert isinstance(only, e.UpdateReminded)
    assert only.late_by == MINUTE


def test_of_an_update_that_is_owed_nobody_is_warned() -> None:
    case = led()
    case.sleep(30 * MINUTE)
    assert WARNING not in {due.about for due in case.due(DueKind.UPDATE)}


def test_without_a_lead_the_warning_goes_to_nobody() -> None:
    case = Case(severity=Severity.SEV2)
    (warned,) = told(case.sleep(25 * MINUTE))
    assert warned == e.UpdateWarned(START + 30 * MINUTE, None)
    assert consequences(case.incident, warned, 3) == ()


# ------------------------------------------------------------------------------------------------- louder


def test_each_due_time_that_passes_goes_one_rung_higher() -> None:
    """Lead, deputies, each level above, and there it stays. Nobody is told twice on the way."""
    case = led()
    steps = [event for _ in range(5) for event in told(case.sleep(30 * MINUTE)) if isinstance(event, e.UpdateReminded)]
    assert [(each.step, each.rung, each.told) for each in steps] == [
        (0, Rung.LEAD, (ANNA,)),
        (1, Rung.DEPUTY, (BO,)),
        (2, Rung.ABOVE, (CHEN,)),
        (3, Rung.ABOVE, (DAI,)),
        (4, Rung.ABOVE, (DAI,)),
    ]


def test_those_above_are_told_directly_too() -> None:
    case = led()
    (first,) = [each for each in case.sleep(30 * MINUTE) if isinstance(each, e.UpdateReminded)]
    assert consequences(case.incident, first, 9) == (f.PostEntry(1, 9),)
    (second,) = [each for each in case.sleep(30 * MINUTE) if isinstance(each, e.UpdateReminded)]
    assert consequences(case.incident, second, 9) == (f.PostEntry(1, 9), f.TellLouder(1, 9, BO))


def test_an_update_or_a_new_lead_begins_at_the_bottom_again() -> None:
    """Whoever has just taken over is asked first."""
    case = led()
    case.sleep(30 * MINUTE)
    case.sleep(30 * MINUTE)
    case.do(c.TakeRole, by=DAI, role="lead")
    (reminded,) = told(case.sleep(30 * MINUTE))
    assert isinstance(reminded, e.UpdateReminded)
    assert (reminded.step, reminded.told) == (0, (DAI,))
    case.sleep(30 * MINUTE)
    case.do(c.PostUpdate, by=DAI, conditions="calm")
    *_, reminded = told(case.sleep(30 * MINUTE))
    assert isinstance(reminded, e.UpdateReminded)
    assert (reminded.step, reminded.told) == (0, (DAI,))


def test_what_was_slept_through_climbs_one_rung_only() -> None:
    case = led()
    case.sleep(30 * MINUTE)
    (reminded,) = told(case.sleep(DAY))
    assert isinstance(reminded, e.UpdateReminded)
    assert (reminded.step, reminded.rung) == (1, Rung.DEPUTY)


def test_without_a_lead_it_goes_to_the_team_then_above() -> None:
    case = Case(severity=Severity.SEV2, roster=LADDER)
    steps = [told(case.sleep(30 * MINUTE))[-1] for _ in range(2)]
    assert [(each.rung, each.told) for each in steps if isinstance(each, e.UpdateReminded)] == [
        (Rung.TEAM, ()),
        (Rung.ABOVE, (CHEN, BO)),
    ]


def test_where_nobody_stands_above_the_lead_is_reminded_again() -> None:
    case = led(roster=TEAM)
    steps = [told(case.sleep(30 * MINUTE))[-1] for _ in range(3)]
    assert {(each.rung, each.told) for each in steps if isinstance(each, e.UpdateReminded)} == {(Rung.LEAD, (ANNA,))}


def test_who_left_is_not_told_and_a_private_incident_stays_in_its_room() -> None:
    case = led()
    gone = replace(LADDER, people=tuple(replace(one, is_active=one.id != BO) for one in LADDER.people))
    assert told_at(1, case.incident, gone) == (Rung.ABOVE, (CHEN,))
    private = changed(case.incident, private=True, invited=(ANNA,), people=(DAI,), offers=())
    assert told_at(1, private, LADDER) == (Rung.ABOVE, (DAI,))


# ------------------------------------------------------------------------------------------------- snooze


def test_a_reminder_is_put_off_once() -> None:
    """Before it comes, after it, and when it has come again; the next due time may be put off again."""
    case = led()
    case.do(c.SnoozeReminder, delay=10 * MINUTE)
    assert refusal(case).text is refusals.SNOOZED_ALREADY
    assert refusal(case).values == {"length": 40 * MINUTE}
    case.sleep(40 * MINUTE)
    assert refusal(case).text is refusals.SNOOZED_AND_CAME
    case.sleep(30 * MINUTE)
    case.do(c.SnoozeReminder, delay=10 * MINUTE)
    assert case.incident.rhythm.every == 30 * MINUTE


def test_a_reminder_that_comes_again_is_no_louder() -> None:
    case = led()
    case.sleep(30 * MINUTE)
    case.do(c.SnoozeReminder, delay=10 * MINUTE)
    (again,) = told(case.sleep(10 * MINUTE))
    (louder,) = told(case.sleep(30 * MINUTE))
    assert isinstance(again, e.UpdateReminded)
    assert isinstance(louder, e.UpdateReminded)
    assert (again.rung, louder.rung) == (Rung.LEAD, Rung.DEPUTY)


def test_a_button_puts_off_the_reminder_it_stands_on_and_no_other() -> None:
    case = led()
    case.sleep(30 * MINUTE)
    first = START + 30 * MINUTE
    case.sleep(30 * MINUTE)
    refused = refusal(case, due_at=first)
    assert (refused.text, refused.values) == (refusals.REMINDER_OVERTAKEN, {"length": 30 * MINUTE})
    case.do(c.SnoozeReminder, delay=10 * MINUTE, due_at=first + 30 * MINUTE)
    assert case.incident.rhythm.next_due == START + 70 * MINUTE


def test_after_an_update_the_old_reminder_is_over() -> None:
    case = led()
    case.sleep(30 * MINUTE)
    case.do(c.PostUpdate, conditions="calm")
    assert refusal(case, due_at=START + 30 * MINUTE).text is refusals.REMINDER_OVERTAKEN


# -------------------------------------------------------------------------------------------------- rooms


def complete(case: Case, people: tuple[str, ...] = (ANNA, BO)) -> list[e.Event]:
    made = [*case.do(c.RecordChannel, by=None, channel="C1", name="inc-1")]
    made += case.do(c.RecordPeople, by=None, people=people)
    made += case.do(c.RecordBoard, by=None, ts="1.0", shows=1)
    made += case.do(c.RecordPeople, by=None, people=(ZOE,))
    return [event for event in made if isinstance(event, e.RoomCompleted)]


def test_a_room_is_complete_once_with_channel_board_and_people() -> None:
    case = Case(severity=Severity.SEV1)
    case.forward(timedelta(seconds=40))
    assert complete(case) == [e.RoomCompleted(people=2)]
    assert case.incident.reached_at(Target.ROOM_COMPLETE) == START + timedelta(seconds=40)
    assert case.sleep(MINUTE) == () or Target.ROOM_COMPLETE not in case.incident.watched


def test_a_room_that_comes_late_says_by_how_much() -> None:
    case = Case(severity=Severity.SEV1)
    case.sleep(3 * MINUTE)
    assert Target.ROOM_COMPLETE in case.incident.watched
    assert complete(case) == [e.RoomCompleted(late_by=2 * MINUTE, people=2)]


def test_a_room_without_its_people_is_not_complete() -> None:
    case = Case(severity=Severity.SEV1)
    assert complete(case, people=())[0].late_by == timedelta(0)  # with the one who came later
    alone = Case(severity=Severity.SEV1)
    alone.do(c.RecordChannel, by=None, channel="C1", name="inc-1")
    assert alone.do(c.RecordBoard, by=None, ts="1.0", shows=1) == (e.BoardPosted("1.0", 1),)


def test_a_room_older_than_this_target_is_not_late() -> None:
    """It stands, and nobody saw when it was complete."""
    case = Case(severity=Severity.SEV1)
    case.incident = changed(case.incident, channel="C1", board="1.0", people=(ANNA,))
    assert Target.ROOM_COMPLETE not in {due.about for due in case.due(DueKind.TARGET)}
    assert case.do(c.RecordPeople, by=None, people=(BO,)) == (e.PeopleInvited((BO,)),)


def test_a_drill_has_less_time_for_all_of_it() -> None:
    case = Case(script=SCRIPT, speed=10)
    dues: dict[str, datetime] = {due.key: due.due_at for due in case.due()}
    every = case.incident.rhythm.every
    assert dues["update:"] == START + every
    assert START < dues["update:warning"] < START + every
