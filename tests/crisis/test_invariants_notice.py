"""Each invariant notices: a decision gone wrong in one place breaks it. And the tables that the invariants rest on."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crisis import commands as c
from crisis import decisions
from crisis import events as e
from crisis.clock.due import DueKind
from crisis.decisions.context import Context
from crisis.incident import Incident, Target
from crisis.incident.vacancy import Step
from crisis.policy import Policy
from crisis.policy.paging import Medium, PageChannel, PagingRules
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Move, Stage
from tests.crisis import invariants
from tests.crisis.invariants import INVARIANTS
from tests.crisis.world import (
    BO,
    CHEN,
    HOUR,
    MINUTE,
    Case,
    Decide,
    an_alert,
)
from tests.crisis.world.scripts import SCRIPT


def wrong(kind: type[c.Command], spoil: Callable[..., tuple[e.Event, ...]]) -> Decide:
    """The real decisions, but for one kind of command, whose events go through ``spoil``."""

    def decide(incident: Incident, command: c.Command, context: Context) -> tuple[e.Event, ...]:
        if not isinstance(command, kind):
            return decisions.decide(incident, command, context)
        return spoil(incident, command, context)

    return decide


def without(kind: type[c.Command], event: type[e.Event]) -> Decide:
    """The real decisions, but this command forgets events of this kind."""

    def spoil(incident: Incident, command: c.Command, context: Context) -> tuple[e.Event, ...]:
        return tuple(each for each in decisions.decide(incident, command, context) if not isinstance(each, event))

    return wrong(kind, spoil)


def changed(kind: type[c.Command], event: type[e.Event], **fields: Any) -> Decide:
    """The real decisions, but this command makes events of this kind with other values."""

    def spoil(incident: Incident, command: c.Command, context: Context) -> tuple[e.Event, ...]:
        made = decisions.decide(incident, command, context)
        return tuple(replace(each, **fields) if isinstance(each, event) else each for each in made)

    return wrong(kind, spoil)


def leaves_a_merged_one(incident: Incident, command: c.ChangeStage, context: Context) -> tuple[e.Event, ...]:
    return (e.StageChanged(incident.stage, command.stage, Move.FORWARD),)


def assigns_without_asking(incident: Incident, command: c.OfferRole, context: Context) -> tuple[e.Event, ...]:
    return (e.RoleTaken(command.role, command.person),)


def offers_again(incident: Incident, command: c.OfferRole, context: Context) -> tuple[e.Event, ...]:
    expires_at = context.now + MINUTE
    return (e.RoleOffered(len(incident.offers) + 1, command.role, command.person, expires_at),)


def replaces_again(incident: Incident, command: c.LogDecision, context: Context) -> tuple[e.Event, ...]:
    made = decisions.decide(incident, replace(command, replaces=None), context)
    return tuple(replace(each, replaces=1) if isinstance(each, e.DecisionLogged) else each for each in made)


def reaches_again(incident: Incident, command: c.RecordTarget, context: Context) -> tuple[e.Event, ...]:
    return (e.TargetReached(command.target),)


def sleeps_through(incident: Incident, command: c.DueReached, context: Context) -> tuple[e.Event, ...]:
    return ()


def changes_before_it_refuses(incident: Incident, command: c.Rename, context: Context) -> tuple[e.Event, ...]:
    object.__setattr__(incident, "title", command.title)
    return decisions.decide(incident, command, context)


def asks_for_both(incident: Incident, command: c.TakeRole, context: Context) -> tuple[e.Event, ...]:
    made = decisions.decide(incident, command, context)
    expires_at = context.now + MINUTE
    return (*made, e.RoleOffered(len(incident.offers) + 1, "legal", str(command.by), expires_at, step=Step.BEST))


def take_writer(case: Case) -> None:
    case.do(c.TakeRole, by=CHEN, role="writer")


def merge_and_go_on(case: Case) -> None:
    case.do(c.ChangeStage, stage=Stage.MERGED)
    case.do(c.ChangeStage, stage=Stage.RESPONDING)


def offer_twice(case: Case) -> None:
    case.do(c.OfferRole, role="legal", person=CHEN)
    case.do(c.OfferRole, role="legal", person=CHEN)


def close(case: Case) -> None:
    case.do(c.ChangeStage, stage=Stage.CLOSED)


def page_and_close(case: Case) -> None:
    case.policy = Policy(pages=PagingRules((PageChannel("dt", Medium.DINGTALK, "DT_URL"),)))
    case.do(c.PagePerson, person=BO)
    close(case)


def stop(case: Case) -> None:
    case.do(c.StopDrill)


def decline(case: Case) -> None:
    offer = case.offer("lead")
    case.do(c.DeclineOffer, by=offer.person, offer=offer.id)


def update(case: Case) -> None:
    case.do(c.PostUpdate, conditions="查明原因")


def decide_three_times(case: Case) -> None:
    for _ in range(3):
        case.do(c.LogDecision, text="stop selling", replaces=None)


def answer_twice(case: Case) -> None:
    for _ in range(2):
        case.do(c.RecordTarget, target=Target.FIRST_ANSWER, words="answered")


def wait_for_an_update(case: Case) -> None:
    case.forward(2 * HOUR)
    case.reach(case.due(DueKind.UPDATE)[-1])


def snooze(case: Case) -> None:
    case.do(c.SnoozeReminder, delay=10 * MINUTE)


def snooze_twice(case: Case) -> None:
    snooze(case)
    snooze(case)


def become_milder_too_late(case: Case) -> None:
    case.forward(2 * HOUR)
    case.do(c.ChangeSeverity, severity=Severity.SEV4)


def rename_to_nothing(case: Case) -> None:
    case.do(c.Rename, title="")


def snooze_again(incident: Incident, command: c.SnoozeReminder, context: Context) -> tuple[e.Event, ...]:
    return (e.ReminderSnoozed(context.now + 2 * HOUR + command.delay),)


def snooze_for_good(incident: Incident, command: c.SnoozeReminder, context: Context) -> tuple[e.Event, ...]:
    until = context.now + command.delay
    return (e.RhythmSet(command.delay, until), e.ReminderSnoozed(until))


WRONG = (
    (invariants.the_stage_changes_along_the_table, wrong(c.ChangeStage, leaves_a_merged_one), merge_and_go_on),
    (invariants.a_role_has_one_holder_who_agreed, wrong(c.OfferRole, assigns_without_asking), offer_twice),
    (invariants.offers_are_open_once_and_end_with_the_incident, wrong(c.OfferRole, offers_again), offer_twice),
    (invariants.offers_are_open_once_and_end_with_the_incident, without(c.ChangeStage, e.OfferEnded), close),
    (invariants.a_needed_role_is_held_offered_or_said_to_be_unfilled, without(c.DeclineOffer, e.RoleOffered), decline),
    (invariants.numbers_count_up_and_nothing_is_taken_away, changed(c.PostUpdate, e.UpdatePosted, number=2), update),
    (
        invariants.a_decision_is_replaced_once_and_by_a_later_one,
        wrong(c.LogDecision, replaces_again),
        decide_three_times,
    ),
    (invariants.a_target_is_told_once_and_never_early, wrong(c.RecordTarget, reaches_again), answer_twice),
    (
        invariants.a_target_is_told_once_and_never_early,
        changed(c.PostUpdate, e.UpdatePosted, late_by=timedelta(seconds=-1)),
        update,
    ),
    (
        invariants.exactly_one_update_is_due_while_reminders_are_on,
        changed(c.PostUpdate, e.UpdatePosted, next_due=None),
        update,
    ),
    (invariants.exactly_one_update_is_due_while_reminders_are_on, without(c.ChangeStage, e.RhythmFollowed), close),
    (invariants.a_due_time_is_handled_once_and_never_lost, wrong(c.DueReached, sleeps_through), wait_for_an_update),
    (
        invariants.a_due_time_is_handled_once_and_never_lost,
        changed(c.ChangeSeverity, e.RhythmFollowed, next_due=an_alert().received_at + 99 * HOUR),
        become_milder_too_late,
    ),
    (
        invariants.the_next_update_lies_ahead_and_a_snooze_keeps_the_rhythm,
        changed(c.DueReached, e.UpdateReminded, next_due=an_alert().received_at + 2 * HOUR),
        wait_for_an_update,
    ),
    (
        invariants.the_next_update_lies_ahead_and_a_snooze_keeps_the_rhythm,
        wrong(c.SnoozeReminder, snooze_for_good),
        snooze,
    ),
    (
        invariants.a_due_time_is_warned_of_and_put_off_once_and_quiet_hours_are_kept,
        wrong(c.SnoozeReminder, snooze_again),
        snooze_twice,
    ),
    (invariants.a_refused_command_changes_nothing, wrong(c.Rename, changes_before_it_refuses), rename_to_nothing),
    (invariants.a_drill_plays_each_inject_once_and_ends_once, without(c.ChangeStage, e.DrillEnded), close),
    (invariants.a_drill_plays_each_inject_once_and_ends_once, without(c.StopDrill, e.StageChanged), stop),
    (
        invariants.a_page_is_open_while_it_is_needed_and_nobody_is_called_twice,
        without(c.ChangeStage, e.PageEnded),
        page_and_close,
    ),
    (invariants.nobody_is_asked_for_roles_kept_apart, wrong(c.TakeRole, asks_for_both), take_writer),
)


@pytest.mark.parametrize(("holds", "decide", "story"), WRONG)
def test_a_wrong_decision_is_noticed(
    holds: Callable[[Case], None], decide: Decide, story: Callable[[Case], None]
) -> None:
    """The story breaks this invariant with the wrong decision, and none with the right one."""
    script = SCRIPT if holds is invariants.a_drill_plays_each_inject_once_and_ends_once else None
    right, spoiled = Case(script=script), Case(script=script, decide=decide)
    for case in (right, spoiled):
        with suppress(Refused):
            story(case)
    for each in INVARIANTS:
        each(right)
    with pytest.raises(AssertionError):
        holds(spoiled)


def test_every_invariant_has_a_wrong_decision() -> None:
    """None of them could be empty."""
    assert {holds for holds, _, _ in WRONG} == set(INVARIANTS)


def test_every_command_has_a_decision() -> None:
    """The table knows every command there is, and no other."""
    named = {each for each in vars(c).values() if isinstance(each, type) and issubclass(each, c.Command)}
    about_two = {each for each in named if issubclass(each, c.AboutTwo)}  # see crisis/desk/joining.py
    assert set(decisions.DECISIONS) == named - {c.Command} - about_two


def test_policy_without_needs_offers_nothing() -> None:
    """Roles follow the policy, not a list of their own."""
    rules = {severity: replace(rules, roles=()) for severity, rules in Policy().severities.items()}
    assert Case(policy=Policy(severities=rules)).incident.offers == ()
