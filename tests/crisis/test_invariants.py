"""Whatever is asked in whatever order: the invariants of the domain hold after every step.

The second half shows that each invariant would notice: a decision gone wrong in one place breaks it.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crisis import commands as c
from crisis import decisions
from crisis import events as e
from crisis.clock.cadence import reminder_in_hand
from crisis.clock.due import DueKind
from crisis.decisions.context import Context
from crisis.incident import Incident, MessageRef, Target
from crisis.incident.drill import Told
from crisis.incident.vacancy import Step
from crisis.policy import DEFAULT_ROLES, Policy
from crisis.policy.duty import Hours, Rotation, WorkTimes
from crisis.policy.paging import Medium, PageChannel, PagingRules
from crisis.policy.plans import Plan, PlannedTask
from crisis.policy.quiet import QuietHours
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Move, Stage
from tests.crisis import invariants
from tests.crisis.invariants import INVARIANTS
from tests.crisis.world import (
    ANNA,
    BO,
    CHEN,
    DAI,
    HOUR,
    MINUTE,
    START,
    TEAM,
    ZOE,
    Case,
    Decide,
    alert_with_posts,
    an_alert,
    team,
)
from tests.crisis.world.scripts import SCRIPT

# A deputy, and a level above: reminders have somewhere to go.
LADDER = replace(
    TEAM,
    candidates=tuple(replace(one, deputies=(BO, DAI)) for one in TEAM.candidates),
    levels=((ZOE,), (DAI, "U0GONE")),
)
QUIET = QuietHours(time(9), time(15))  # they begin an hour after the incident

people = st.sampled_from((ANNA, BO, CHEN, DAI, ZOE))
role_names = st.sampled_from((*(role.key for role in DEFAULT_ROLES), "总指挥", "nobody's"))
severities = st.sampled_from(Severity)
numbers = st.integers(0, 12)
MISSING = 12
words = st.sampled_from(("", "first", "查明原因", "second", "  ", "再说一次", "x" * 3001))
messages = st.none() | st.builds(MessageRef, st.just("C1"), st.sampled_from(("1.0", "2.0", "3.0")))
PAGING = Policy(pages=PagingRules((PageChannel("dt", Medium.DINGTALK, "DT_URL"),), drills=True))
spans = st.sampled_from([timedelta(seconds=n) for n in (0, 1, 30, 60, 300, 900, 1800, 7200, 86400, 864000, -60)])


PLANNED = Policy(
    plans={
        "product": Plan(
            roles=("legal",),
            tasks=(PlannedTask(Told("seal", "封存"), "legal", MINUTE), PlannedTask(Told("call", "致电"))),
            targets={"first_statement_within": 5 * MINUTE},
            people=(ZOE, "nobody@example.com"),
            channels=("pr",),
        ),
        "outage": Plan(tasks=(PlannedTask(Told("call", "致电")), PlannedTask(Told("undo", "回滚"), "expert", HOUR))),
        "other": Plan(people=(BO,)),
    }
)

ROTATION = Rotation("duty", ("lead", "writer"), (ANNA, CHEN, DAI), time(9, 0), "UTC", START.date() - timedelta(days=3))
DAY = WorkTimes("UTC", (Hours(tuple(range(7)), 8 * 60, 20 * 60),))
# With everything that the policy can say of it: who is on, and who is at work when.
ON_DUTY = replace(LADDER, rotations=(ROTATION,), times={DAI: DAY})


def one_of(number: int, count: int) -> int:
    """One of the ``count`` that are there, the newest ones most easily; a number that nothing has for MISSING."""
    return count - number % count if count and number != MISSING else 99


class Commands(RuleBasedStateMachine):
    """People and the clock do whatever they like."""

    case: Case

    @initialize(
        severity=severities,
        with_posts=st.booleans(),
        small=st.booleans(),
        speed=st.sampled_from((0, 1, 10)),
        quiet=st.booleans(),
    )
    def open(self, severity: Severity, with_posts: bool, small: bool, speed: int, quiet: bool) -> None:
        """``speed`` 0: no drill."""
        policy = replace(PAGING, plans=PLANNED.plans, quiet_hours=QUIET if quiet else None)
        alert = alert_with_posts(severity_hint=severity) if with_posts else an_alert(severity_hint=severity)
        roster = team((ANNA, ()), (BO, ("monitor",))) if small else ON_DUTY
        if speed:
            self.case = Case(script=SCRIPT, speed=speed, roster=roster, policy=policy)
        else:
            self.case = Case(alert=alert, roster=roster, policy=policy)

    def ask(self, kind: type[c.Command], by: str | None, **fields: Any) -> None:
        with suppress(Refused):
            self.case.do(kind, by, **fields)

    @rule(by=spans)
    def time_passes(self, by: timedelta) -> None:
        self.case.forward(max(by, timedelta(0)))

    @rule(by=people, severity=severities)
    def change_severity(self, by: str, severity: Severity) -> None:
        self.ask(c.ChangeSeverity, by, severity=severity, reason="")

    @rule(by=people)
    def stop_drill(self, by: str) -> None:
        self.ask(c.StopDrill, by)

    @rule(by=people, stage=st.sampled_from(Stage), reason=words)
    def change_stage(self, by: str, stage: Stage, reason: str) -> None:
        self.ask(c.ChangeStage, by, stage=stage, reason=reason)

    @rule(by=people)
    def open_again(self, by: str) -> None:
        self.ask(c.ChangeStage, by, stage=Stage.RESPONDING, reason="it goes on")

    @rule(by=people, kind=st.sampled_from((c.OfferRole, c.HandRole)), role=role_names, person=people)
    def offer_or_hand(self, by: str, kind: type[c.Command], role: str, person: str) -> None:
        self.ask(kind, by, role=role, person=person)

    @rule(role=role_names, person=people)
    def hand_on(self, role: str, person: str) -> None:
        self.ask(c.HandRole, self.case.incident.holder(role), role=role, person=person)

    @rule(by=people, role=role_names)
    def take(self, by: str, role: str) -> None:
        self.ask(c.TakeRole, by, role=role)

    @rule(by=people, kind=st.sampled_from((c.AcceptOffer, c.DeclineOffer)), number=numbers, by_addressee=st.booleans())
    def answer(self, by: str, kind: type[c.Command], number: int, by_addressee: bool) -> None:
        number = one_of(number, len(self.case.incident.offers))
        offer = self.case.incident.offer(number)
        self.ask(kind, offer.person if offer and by_addressee else by, offer=number)

    @rule(number=numbers, instead=people)
    def name_somebody_else(self, number: int, instead: str) -> None:
        number = one_of(number, len(self.case.incident.offers))
        offer = self.case.incident.offer(number)
        self.ask(c.DeclineOffer, offer.person if offer else ANNA, offer=number, instead=instead, why="away")

    @rule(role=role_names)
    def stay(self, role: str) -> None:
        self.ask(c.StayInRole, self.case.incident.holder(role), role=role)

    @rule(person=people, comes_back=st.booleans())
    def somebody_leaves(self, person: str, comes_back: bool) -> None:
        """The directory sees it first, as it does in the bot."""
        before = self.case.roster
        self.case.roster = replace(before, candidates=tuple(o for o in before.candidates if o.person.id != person))
        self.ask(c.RecordPersonLeft, None, person=person)
        if comes_back:
            self.case.roster = before
        self.ask(c.MeetTeam, None)

    @rule(by=people, text=words)
    def post_update(self, by: str, text: str) -> None:
        self.ask(c.PostUpdate, by, conditions=text, actions=text)

    @rule(by=people, text=words, revisit=st.none() | spans, replaces=st.none() | numbers, message=messages)
    def log_decision(
        self, by: str, text: str, revisit: timedelta | None, replaces: int | None, message: MessageRef | None
    ) -> None:
        at = self.case.clock.now + revisit if revisit is not None else None
        replaces = one_of(replaces, len(self.case.incident.decisions)) if replaces is not None else None
        self.ask(c.LogDecision, by, text=text or "stop selling", revisit_at=at, replaces=replaces, message=message)

    @rule(by=people, text=words, message=messages, ago=st.none() | spans)
    def add_note(self, by: str, text: str, message: MessageRef | None, ago: timedelta | None) -> None:
        said_at = self.case.clock.now - ago if ago is not None else None
        self.ask(c.AddNote, by, text=text, message=message, said_at=said_at)

    @rule(by=people, every=spans, kind=st.sampled_from(("set", "snooze", "click", "stop")), reason=words)
    def rhythm(self, by: str, every: timedelta, kind: str, reason: str) -> None:
        if kind == "set":
            self.ask(c.SetRhythm, by, every=every)
        elif kind in ("snooze", "click"):
            due_at = reminder_in_hand(self.case.incident, self.case.policy) if kind == "click" else None
            self.ask(c.SnoozeReminder, by, delay=every, due_at=due_at)
        else:
            self.ask(c.StopReminders, by, reason=reason)

    @rule(by=people, goal=st.sampled_from(Target), text=words)
    def record_target(self, by: str, goal: Target, text: str) -> None:
        self.ask(c.RecordTarget, by, target=goal, words=text)

    @rule(by=people, text=words, message=messages, title=words)
    def small_things(self, by: str, text: str, message: MessageRef | None, title: str) -> None:
        self.ask(c.Acknowledge, by)
        self.ask(c.Rename, by, title=title)
        self.ask(c.JoinRoom, by)
        self.ask(c.Unfollow if text else c.Follow, by)
        self.ask(c.ExportReview, by, format=text or "md")
        self.ask(c.FollowPolicy, None)
        self.ask(c.FollowEdit, by, message=message or MessageRef("C9", "9.9"), text=text or None)

    @rule(number=numbers, person=people, what=st.sampled_from(("OpenChannel", "PostBoard")))
    def slack_answers(self, number: int, person: str, what: str) -> None:
        self.ask(c.RecordProblem, None, what=what, reason="restricted_action")
        self.ask(c.RecordChannel, None, channel="C1", name="inc-1")
        self.ask(c.RecordPeople, None, people=(person,))
        self.ask(c.RecordBoard, None, ts="1.0", shows=number)
        self.ask(c.RecordCard, None, card=MessageRef("C2", "1.0"), shows=number)
        self.ask(c.RecordOfferSent, None, offer=number, message=MessageRef("D1", "1.0"))
        self.ask(c.RecordEntered, None, person=person)
        self.ask(c.RecordLeft, None, person=person)

    @rule(by=people, text=words, role=role_names, minutes=spans, message=messages)
    def add_task(self, by: str, text: str, role: str, minutes: timedelta, message: MessageRef | None) -> None:
        due_at = self.case.clock.now + minutes
        self.ask(c.AddTask, by, text=text, role=role, due_at=due_at, message=message)

    @rule(
        by=people,
        kind=st.sampled_from((c.FinishTask, c.DropTask, c.ReopenTask, c.ChangeTask, c.KeepTasks)),
        number=numbers,
        reason=words,
    )
    def on_a_task(self, by: str, kind: type[c.Command], number: int, reason: str) -> None:
        number = one_of(number, len(self.case.incident.work.tasks))
        given = {c.DropTask: {"reason": reason}, c.ChangeTask: {"owner": by}}.get(kind, {})
        self.ask(kind, by, **given, **({} if kind is c.KeepTasks else {"task": number}))

    @rule(by=people, text=words, span=spans)
    def add_follow_up(self, by: str, text: str, span: timedelta) -> None:
        self.ask(c.AddFollowUp, by, text=text, due_at=self.case.clock.now + span)

    @rule(
        by=people,
        kind=st.sampled_from((c.FinishFollowUp, c.DropFollowUp, c.SnoozeFollowUp)),
        number=numbers,
        reason=words,
        span=spans,
    )
    def on_a_follow_up(self, by: str, kind: type[c.Command], number: int, reason: str, span: timedelta) -> None:
        number = one_of(number, len(self.case.incident.work.follow_ups))
        given = {c.DropFollowUp: {"reason": reason}, c.SnoozeFollowUp: {"delay": span}}.get(kind, {})
        self.ask(kind, by, follow_up=number, **given)

    @rule(by=people, kind=st.sampled_from(("outage", "产品安全", "other", "nonsense")))
    def change_kind(self, by: str, kind: str) -> None:
        with suppress(Refused):
            self.case.carry_out(c.ChangeKind(1, by, kind))

    @rule(by=people, person=people, number=numbers, accepts=st.booleans(), text=words)
    def pages(self, by: str, person: str, number: int, accepts: bool, text: str) -> None:
        self.ask(c.PagePerson, by, person=person, text=text)
        number = one_of(number, len(self.case.incident.paging.pages))
        page = self.case.incident.paging.page(number)
        by = page.person if page else by
        self.ask(c.RecordPageLink, None, page=number, digest="d")
        self.ask(c.RecordPageSent, None, page=number, channel="dt", medium="dingtalk")
        self.ask(c.AnswerPage, by, page=number, accepts=accepts)

    @rule(severity=st.none() | severities, ended=st.booleans())
    def the_source_says_it_again(self, severity: Severity | None, ended: bool) -> None:
        if self.case.incident.is_open:
            self.case.receive(an_alert(severity_hint=severity, resolved=ended))

    @rule(data=st.data())
    def a_due_time_comes(self, data: st.DataObject) -> None:
        """One that has come, or one that is early."""
        due = self.case.due()
        if due:
            self.case.reach(data.draw(st.sampled_from(due)))

    @rule(
        key=st.sampled_from(
            (
                "update:",
                "offer:1",
                "target:acknowledged",
                "revisit:1",
                "offer:99",
                "nonsense:",
                "shift:lead",
                "vacancy:lead",
            )
        )
    )
    def a_due_time_comes_that_may_be_gone(self, key: str) -> None:
        self.case.carry_out(c.DueReached(1, None, key, self.case.clock.now))

    @rule(by=spans)
    def everybody_sleeps(self, by: timedelta) -> None:
        self.case.sleep(max(by, timedelta(0)))
        assert all(due.due_at > self.case.clock.now for due in self.case.due())

    @invariant()
    def all_invariants_hold(self) -> None:
        for holds in INVARIANTS:
            holds(self.case)


IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
# To make what was found small takes minutes, which is not what a run of all tests is for: a failure is kept, and the
# next run with HYPOTHESIS_PROFILE=long (and --timeout=0) begins with it and makes it small.
PHASES = tuple(each for each in Phase if IS_LONG or each not in (Phase.shrink, Phase.explain))

TestAnyOrder = Commands.TestCase
TestAnyOrder.settings = settings(
    max_examples=settings.default.max_examples * 2 // 3, stateful_step_count=50, phases=PHASES
)


# --------------------------------------------------------------------------------------------- the invariants notice


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
    case.policy = PAGING
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
