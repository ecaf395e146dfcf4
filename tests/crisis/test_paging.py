"""Whom the desk has woken, when, and what stops it: the rules alone."""

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from crisis import commands as c
from crisis import events as e
from crisis.clock.due import DueKind
from crisis.incident import Target
from crisis.incident.paging import PageState
from crisis.policy import DEFAULT_RULES, Policy
from crisis.policy.paging import (
    LEVEL,
    Medium,
    PageChannel,
    PagedPerson,
    PageHours,
    PageReason,
    PageRule,
    PagingRules,
    variables_of,
)
from crisis.policy.people import Candidate, Person, Roster
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, CHEN, DAI, MINUTE, START, TEAM, ZOE, Case
from tests.crisis.world.scripts import SCRIPT

PD = PageChannel("pd", Medium.PAGERDUTY, "", "PD_KEY")
DT = PageChannel("dt", Medium.DINGTALK, "DT_URL", "DT_SECRET")
CHANNELS = (PD, DT)
ONE_ROLE = {severity: replace(rules, roles=("lead",)) for severity, rules in DEFAULT_RULES.items()}


def policy(*rules: PageRule, **more: object) -> Policy:
    """Channels, and these rules (none: the default ones); only a lead is needed."""
    pages = replace(PagingRules(CHANNELS, rules or None), **more)  # type: ignore[arg-type]
    return Policy(severities=ONE_ROLE, pages=pages)


def case(severity: Severity = Severity.SEV1, given: Policy | None = None, **more: object) -> Case:
    return Case(severity=severity, policy=given or policy(), **more)  # type: ignore[arg-type]


def begun(made: tuple[e.Event, ...]) -> list[tuple[str, PageReason, int]]:
    return [(event.person, event.reason, event.step) for event in made if isinstance(event, e.PageBegun)]


def test_without_channels_nothing_is_due() -> None:
    assert case(given=Policy(severities=ONE_ROLE)).due(DueKind.PAGE) == ()


def test_an_offer_that_waits_pages_once_half_of_its_time_is_gone() -> None:
    one = case()
    assert {due.about: due.due_at for due in one.due(DueKind.PAGE)} == {
        "offer:1": START + MINUTE,
        "unacknowledged:0": START + MINUTE,
    }
    assert one.sleep(MINUTE - timedelta(seconds=1)) == ()
    assert begun(one.sleep(timedelta(seconds=1))) == [(ANNA, PageReason.OFFER, 1)]


def test_two_reasons_at_once_wake_a_person_once() -> None:
    one = case()
    one.sleep(MINUTE)
    assert len(one.incident.paging.pages) == 1
    one.sleep(timedelta(seconds=59))
    assert len(one.incident.paging.pages) == 1


@pytest.mark.parametrize("severity", [Severity.SEV3, Severity.SEV4])
def test_a_yellow_or_blue_incident_wakes_nobody_by_default(severity: Severity) -> None:
    one = case(severity)
    one.sleep(timedelta(hours=12))
    assert one.incident.paging.pages == ()


def test_one_that_becomes_red_does() -> None:
    one = case(Severity.SEV3)
    one.sleep(5 * MINUTE)
    one.do(c.ChangeSeverity, CHEN, severity=Severity.SEV1)
    assert (ANNA, PageReason.OFFER, 1) in begun(one.sleep(timedelta(0)))


def test_accepting_ends_the_page_and_no_other_comes() -> None:
    one = case()
    one.sleep(MINUTE)
    made = one.do(c.AcceptOffer, ANNA, offer=1)
    assert e.PageAnswered(1, ANNA, START + MINUTE) in made
    assert e.PageEnded(1) in made
    assert one.due(DueKind.PAGE) == ()
    assert one.incident.paging.pages[0].state is PageState.OVER


def test_anything_the_person_does_is_an_answer() -> None:
    one = case()
    one.sleep(MINUTE)
    made = one.do(c.AddNote, ANNA, text="I am here")
    assert made[1:] == (e.PageAnswered(1, ANNA, START + MINUTE),)
    assert "offer:1" not in {due.about for due in one.due(DueKind.PAGE)}


def test_what_another_does_is_none() -> None:
    one = case()
    one.sleep(MINUTE)
    assert not any(isinstance(event, e.PageAnswered) for event in one.do(c.AddNote, BO, text="I am here"))


def test_an_incident_that_ends_ends_its_pages() -> None:
    one = case()
    one.sleep(MINUTE)
    assert e.PageEnded(1) in one.do(c.ChangeStage, CHEN, stage=Stage.DISMISSED)
    assert one.due(DueKind.PAGE) == ()


def test_declining_on_the_page_goes_on_to_the_next() -> None:
    one = case()
    one.sleep(MINUTE)
    made = one.do(c.AnswerPage, ANNA, page=1, accepts=False, by_link=True)
    assert made[0] == e.PageAnswered(1, ANNA, START + MINUTE, accepts=False, by_link=True)
    assert [event.person for event in made if isinstance(event, e.RoleOffered)] == [BO]


def test_accepting_on_the_page_takes_the_role_and_acknowledges() -> None:
    one = case()
    one.sleep(MINUTE)
    one.do(c.AnswerPage, ANNA, page=1, accepts=True)
    assert one.incident.holder("lead") == ANNA
    assert one.incident.reached_at(Target.ACKNOWLEDGED)
    with pytest.raises(Refused, match="answered already"):
        one.do(c.AnswerPage, ANNA, page=1, accepts=False)


def test_a_page_is_answered_by_its_person_alone() -> None:
    one = case()
    one.sleep(MINUTE)
    for person, page in ((BO, 1), (ANNA, 7)):
        with pytest.raises(Refused, match="not for you"):
            one.do(c.AnswerPage, person, page=page, accepts=True)


def test_those_named_for_an_unacknowledged_incident_and_who_comes_after_them() -> None:
    rule = PageRule(
        PageReason.UNACKNOWLEDGED,
        frozenset({Severity.SEV1}),
        people=(CHEN, DAI),
        after=2 * MINUTE,
        every=3 * MINUTE,
        times=2,
        then=(BO,),
    )
    one = case(given=policy(rule))
    unack = PageReason.UNACKNOWLEDGED
    assert begun(one.sleep(2 * MINUTE)) == [(CHEN, unack, 1), (DAI, unack, 1)]
    assert begun(one.sleep(3 * MINUTE)) == [(CHEN, unack, 2), (DAI, unack, 2)]
    assert begun(one.sleep(3 * MINUTE)) == [(BO, unack, 3)]
    assert begun(one.sleep(3 * MINUTE)) == [(BO, unack, 4)]
    assert begun(one.sleep(30 * MINUTE)) == []


def test_not_me_calls_the_next_at_once() -> None:
    rule = PageRule(PageReason.UNACKNOWLEDGED, frozenset(Severity), people=(CHEN,), then=(BO,))
    one = case(given=policy(rule))
    one.sleep(MINUTE)
    one.do(c.AnswerPage, CHEN, page=1, accepts=False)
    assert begun(one.sleep(MINUTE)) == [(BO, PageReason.UNACKNOWLEDGED, 4)]


def test_a_rule_brings_nobody_into_a_private_incident() -> None:
    rule = PageRule(PageReason.UNACKNOWLEDGED, frozenset(Severity), people=(ZOE,), times=1, then=("U0PAUL", ANNA))
    one = case(given=policy(rule), roster=Roster(TEAM.candidates, (*TEAM.people, Person("U0PAUL", "Paul"))))
    one.incident = replace(one.incident, private=True)
    assert {person for person, _, _ in begun(one.sleep(30 * MINUTE))} == {ANNA}  # who was asked to lead
    one = case(given=policy(rule))
    one.incident = replace(one.incident, private=True, people=(ZOE,))
    assert {person for person, _, _ in begun(one.sleep(MINUTE))} == {ZOE}


def test_the_level_above_is_left_out_where_there_is_none() -> None:
    rule = PageRule(PageReason.UNACKNOWLEDGED, frozenset(Severity), people=(CHEN,), times=1, then=(LEVEL, BO))
    one = case(given=policy(rule))
    assert [who for who, _, _ in begun(one.sleep(30 * MINUTE))] == [CHEN]
    assert [who for who, _, _ in begun(one.sleep(30 * MINUTE))] == [BO]


def test_the_rule_of_the_person_holds_though_another_is_earlier() -> None:
    early = PageRule(PageReason.OFFER, frozenset(Severity), people=(BO,), after=timedelta(seconds=10))
    late = PageRule(PageReason.OFFER, frozenset(Severity), people=(ANNA,), after=timedelta(seconds=100))
    one = case(given=policy(early, late))
    assert begun(one.sleep(timedelta(seconds=99))) == []
    assert begun(one.sleep(timedelta(seconds=1))) == [(ANNA, PageReason.OFFER, 1)]


def test_whom_no_rule_names_is_not_paged() -> None:
    one = case(given=policy(PageRule(PageReason.OFFER, frozenset(Severity), people=(BO,))))
    one.sleep(MINUTE)
    assert one.incident.paging.pages == ()
    assert "offer:1" not in {due.about for due in one.due(DueKind.PAGE)}


def test_a_rule_of_a_role_is_for_its_offers() -> None:
    one = case(given=policy(PageRule(PageReason.OFFER, frozenset(Severity), roles=("legal",))))
    assert one.due(DueKind.PAGE) == ()


def test_by_night_only_and_in_the_persons_own_zone() -> None:
    """START is eight in the morning in UTC, ten at night in Honolulu."""
    rule = PageRule(PageReason.OFFER, frozenset(Severity), hours=PageHours(begins=time(22), ends=time(7)))
    here = Roster((Candidate(Person(ANNA, "Anna")),), (Person(ANNA, "Anna"),))
    away = Person(ANNA, "Anna", timezone="Pacific/Honolulu")
    there = Roster((Candidate(away),), (away,))
    assert begun(case(given=policy(rule), roster=here).sleep(MINUTE)) == []
    assert begun(case(given=policy(rule), roster=there).sleep(MINUTE)) == [(ANNA, PageReason.OFFER, 1)]


@pytest.mark.parametrize(
    ("begins", "ends", "allowed"), [((7), (9), True), ((9), (17), False), ((22), (7), False), ((22), (9), True)]
)
def test_hours(begins: int, ends: int, allowed: bool) -> None:
    hours = PageHours(begins=time(begins), ends=time(ends))
    assert hours.allow(START, ZoneInfo("UTC"), at_work=True) is allowed


def test_off_duty() -> None:
    hours = PageHours(off_duty=True)
    assert [hours.allow(START, ZoneInfo("UTC"), at_work) for at_work in (True, False)] == [False, True]


def test_by_hand_three_times_and_until_there_is_an_answer() -> None:
    one = case(Severity.SEV4)
    made = one.do(c.PagePerson, CHEN, person=BO, text="come")
    assert made == (e.PageAsked(1, BO, ("pd", "dt"), ("pd",), "come"),)
    assert begun(one.sleep(5 * MINUTE)) == [(BO, PageReason.BY_HAND, 2)]
    assert begun(one.sleep(5 * MINUTE)) == [(BO, PageReason.BY_HAND, 3)]
    made = one.do(c.AddNote, BO, text="here")
    assert [event for event in made if isinstance(event, e.PageAnswered)] == [e.PageAnswered(3, BO, one.clock.now)]
    assert begun(one.sleep(60 * MINUTE)) == []


def test_a_page_by_hand_is_over_with_the_incident_also_when_that_is_opened_again() -> None:
    one = case(Severity.SEV4)
    one.do(c.PagePerson, CHEN, person=BO)
    one.do(c.AnswerPage, BO, page=1, accepts=True)
    one.do(c.ChangeStage, stage=Stage.DISMISSED, reason="nothing there")
    one.do(c.ChangeStage, stage=Stage.RESPONDING, reason="there is")
    assert begun(one.sleep(60 * MINUTE)) == []
    one.do(c.PagePerson, CHEN, person=BO)
    assert begun(one.sleep(5 * MINUTE)) == [(BO, PageReason.BY_HAND, 2)]


def test_a_second_click_is_no_second_page() -> None:
    one = case(Severity.SEV4)
    one.do(c.PagePerson, CHEN, person=BO)
    with pytest.raises(Refused, match="within the last minute"):
        one.do(c.PagePerson, DAI, person=BO)
    one.forward(MINUTE)
    one.do(c.PagePerson, DAI, person=BO)


def test_who_cannot_be_paged() -> None:
    gone = Person(ZOE, "Zoe", is_active=False)
    one = case(roster=Roster((Candidate(Person(ANNA, "Anna")),), (Person(ANNA, "Anna"), gone)))
    for person in (ZOE, "U0NOBODY"):
        with pytest.raises(Refused, match="cannot be paged"):
            one.do(c.PagePerson, ANNA, person=person)
    with pytest.raises(Refused, match="no channel is set up"):
        case(given=Policy(severities=ONE_ROLE)).do(c.PagePerson, ANNA, person=BO)


def test_drills_page_nobody_unless_the_team_wants_it() -> None:
    quiet = Case(script=SCRIPT, policy=policy())
    assert quiet.due(DueKind.PAGE) == ()
    with pytest.raises(Refused, match="drills page nobody"):
        quiet.do(c.PagePerson, ANNA, person=BO)
    assert Case(script=SCRIPT, policy=policy(drills=True)).due(DueKind.PAGE)


def test_own_channels_come_before_the_rules() -> None:
    rule = PageRule(PageReason.OFFER, frozenset(Severity), channels=("pd",))
    for people, wanted in (((), ("pd",)), ((PagedPerson(ANNA, ("dt",)),), ("dt",))):
        made = case(given=policy(rule, people=people)).sleep(MINUTE)
        (page,) = [event for event in made if isinstance(event, e.PageBegun)]
        assert page.channels == wanted


def test_the_variables_that_channels_need() -> None:
    assert variables_of(CHANNELS) == ("PD_KEY", "DT_URL", "DT_SECRET")
