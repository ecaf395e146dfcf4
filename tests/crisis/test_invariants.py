"""Whatever is asked in whatever order: the invariants of the domain hold after every step.

That each invariant would notice, ``test_invariants_notice`` shows.
"""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crisis import commands as c
from crisis.clock.cadence import reminder_in_hand
from crisis.incident import MessageRef, Target
from crisis.incident.drill import Told
from crisis.policy import DEFAULT_ROLES, Policy
from crisis.policy.duty import Hours, Rotation, WorkTimes
from crisis.policy.paging import Medium, PageChannel, PagingRules
from crisis.policy.plans import Plan, PlannedTask
from crisis.policy.quiet import QuietHours
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
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
