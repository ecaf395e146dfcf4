"""Whom the desk asks, in which order, and what it does when nobody answers, somebody leaves or a shift ends."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.clock.due import DueKind
from crisis.decisions.choice import OTHERS_AT_ONCE, next_asked
from crisis.decisions.context import Context
from crisis.incident import Incident, OfferState
from crisis.incident.vacancy import Step
from crisis.policy import Policy
from crisis.policy.apart import Apart
from crisis.policy.duty import Hours, Rotation, WorkTimes
from crisis.policy.people import Candidate, Person, Roster
from crisis.refusals import Named, Refused
from crisis.severity import Severity
from crisis.workload import IDLE, Workload, engaged_in
from tests.crisis.world import ANNA, BO, CHEN, DAI, HOUR, MINUTE, START, TEAM, ZOE, Case, room_name, team

FOUR = team((ANNA, ("lead",)), (BO, ("lead",)), (CHEN, ("lead",)), (DAI, ("lead",)))
WAITS = 15 * MINUTE


def roster(like: Roster, **changes: object) -> Roster:
    return replace(like, **changes)  # type: ignore[arg-type]


def with_deputies(like: Roster, **deputies: tuple[str, ...]) -> Roster:
    """By the id's last letters: ANNA=(BO,)."""
    return roster(
        like,
        candidates=tuple(replace(one, deputies=deputies.get(one.person.id[2:], ())) for one in like.candidates),
    )


def lead_only(like: Roster) -> Case:
    return Case(severity=Severity.SEV4, roster=like, policy=Policy())


def rotation(*people: str, at: time = time(8, 0), zone: str = "UTC", roles: tuple[str, ...] = ("lead",)) -> Rotation:
    return Rotation("duty", roles, people, at, zone, START.date() - timedelta(days=len(people)))


def first(like: Roster, load: Workload = IDLE, role: str = "lead", now: datetime = START) -> str | None:
    """Who is asked first."""
    case = lead_only(Roster())
    context = Context(now, Policy(), like, room_name)
    asked = next_asked(case.incident, role, load, context)
    return asked[0].person if asked else None


def asked(case: Case, role: str = "lead") -> list[tuple[str, Step]]:
    return [(offer.person, offer.step) for offer in case.incident.offers if offer.role == role]


# ------------------------------------------------------------------------------------------------- the best candidate


def test_who_is_on_duty_goes_before_everything_else() -> None:
    """Even where others carry nothing: that is what being on duty means."""
    busy = Workload(held={DAI: 2})
    assert first(roster(FOUR, rotations=(rotation(DAI),)), busy) == DAI
    assert first(roster(FOUR, rotations=(rotation(DAI, roles=("monitor",)),))) == ANNA


def test_who_is_at_work_goes_before_who_sleeps() -> None:
    nights = WorkTimes("UTC", (Hours(tuple(range(7)), 0, 60),))
    assert first(roster(FOUR, times={ANNA: nights, BO: nights})) == CHEN
    assert first(roster(FOUR, times=dict.fromkeys((ANNA, BO, CHEN, DAI), nights))) == ANNA


def test_who_carries_another_incident_goes_after_who_does_not() -> None:
    assert first(FOUR, Workload(held={ANNA: 1}, asked={BO: 1})) == CHEN
    assert first(FOUR, Workload(held={ANNA: 1, BO: 1, CHEN: 2, DAI: 2})) == ANNA


def test_of_those_whoever_has_been_longest_without_a_role_then_the_order_of_the_team() -> None:
    assert first(FOUR, Workload(last={ANNA: START, BO: START - HOUR, CHEN: START, DAI: START})) == BO
    assert first(FOUR, Workload(last={ANNA: START, BO: START})) == CHEN


def test_a_team_of_two_thousand_is_looked_at_once() -> None:
    """However the rest is ordered, each candidate is looked at once and none is looked up by walking over others."""
    looks = 0

    class Counted(Candidate):
        def can_take(self, role: str) -> bool:
            nonlocal looks
            looks += 1
            return super().can_take(role)

    many = tuple(Counted(Person(f"U{number:04}", "")) for number in range(2000))
    assert first(Roster(many)) == "U0000"
    assert looks == 2000


# ------------------------------------------------------------------------------------------------------- escalation


def test_deputies_then_three_others_then_the_levels_above_then_the_rest() -> None:
    people = tuple((f"U{letter}", ("lead",)) for letter in "ABCDEFG")
    like = team(*people)
    like = roster(with_deputies(like), levels=(("UX", "UGONE"), (ZOE,)), people=(*like.people, Person("UX", "X")))
    like = roster(like, candidates=(replace(like.candidates[0], deputies=("UE", "UD")), *like.candidates[1:]))
    case = lead_only(like)
    for _ in range(6):
        case.sleep(HOUR)
    assert asked(case) == [
        ("UA", Step.BEST),
        ("UE", Step.DEPUTY),
        ("UD", Step.DEPUTY),
        ("UB", Step.OTHER),
        ("UC", Step.OTHER),
        ("UF", Step.OTHER),
        ("UX", Step.ABOVE),
        (ZOE, Step.ABOVE),
        ("UG", Step.OTHER),
    ]
    assert OTHERS_AT_ONCE == 3
    assert case.incident.unfilled == ("lead",)


def test_after_a_no_only_the_next_best_is_asked() -> None:
    """Somebody is awake and answers: nobody else need be woken yet."""
    case = lead_only(FOUR)
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    assert asked(case) == [(ANNA, Step.BEST), (BO, Step.OTHER)]


def test_everybody_asked_can_accept_and_the_first_has_it() -> None:
    """The level above stands on no list for this role."""
    case = lead_only(roster(team((ANNA, ("lead",)), (BO, ("lead",))), levels=((ZOE,),)))
    case.sleep(HOUR)
    case.sleep(HOUR)
    above = case.offer("lead")
    assert (above.person, above.step) == (ZOE, Step.ABOVE)
    case.do(c.AcceptOffer, by=ANNA, offer=1)  # hours later, and still before the others
    assert case.incident.holder("lead") == ANNA
    assert [offer.state for offer in case.incident.offers] == [
        OfferState.ACCEPTED,
        OfferState.EXPIRED,
        OfferState.WITHDRAWN,
    ]
    with pytest.raises(Refused) as refused:
        case.do(c.AcceptOffer, by=BO, offer=2)
    assert refused.value.values["holder"] == Named(ANNA)


def test_who_comes_to_work_is_asked_anew_and_so_is_who_comes_on_duty() -> None:
    """Anna sleeps until 9:00; Bo is on from 9:00."""
    day = WorkTimes("UTC", (Hours(tuple(range(7)), 9 * 60, 18 * 60),))
    like = roster(team((ANNA, ("lead",))), times={ANNA: day})
    case = Case(severity=Severity.SEV3, roster=roster(like, candidates=like.candidates))
    case.sleep(WAITS)
    assert "lead" in case.incident.unfilled
    case.sleep(HOUR)
    assert [person for person, _ in asked(case)] == [ANNA, ANNA]
    assert "lead" not in case.incident.unfilled

    turns = rotation(BO, ANNA, at=time(9, 0))
    case = Case(severity=Severity.SEV3, roster=roster(team((ANNA, ("lead",)), (BO, ("lead",))), rotations=(turns,)))
    on = asked(case)[0][0]
    case.sleep(WAITS)
    case.sleep(WAITS)
    assert [person for person, _ in asked(case)] == [on, ANNA if on == BO else BO]
    case.sleep(30 * MINUTE)
    assert asked(case)[-1][0] != on
    assert len(asked(case)) == 3


def test_a_role_that_only_a_new_colleague_can_fill_wakes_nobody_for_looking() -> None:
    case = lead_only(team((ANNA, ("lead",))))
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    assert case.due(DueKind.VACANCY) == ()
    case.roster = team((ANNA, ("lead",)), (BO, ("lead",)))
    case.do(c.MeetTeam, by=None)
    assert case.offer("lead").person == BO


def test_whoever_is_named_instead_is_asked_next_and_sees_why() -> None:
    case = lead_only(FOUR)
    case.do(c.DeclineOffer, by=ANNA, offer=1, instead=DAI, why="on a plane")
    assert case.incident.offers[0].why == "on a plane"
    named = case.offer("lead")
    assert (named.person, named.step, named.instead_of) == (DAI, Step.NAMED, ANNA)
    for person, text in ((ZOE, refusals.NOT_IN_TEAM), (DAI, refusals.OFFERED_ALREADY)):
        with pytest.raises(Refused) as refused:
            case.do(c.DeclineOffer, by=ANNA, offer=1, instead=person)
        assert refused.value.text is text


def test_who_leaves_has_no_role_any_more_and_it_is_offered_on() -> None:
    case = Case(roster=TEAM)
    case.do(c.TakeRole, by=ANNA, role="lead")
    case.do(c.TakeRole, by=ANNA, role="care")
    case.forward(MINUTE)
    case.roster = team((BO, ("lead", "monitor")), (DAI, ()))
    made = case.do(c.RecordPersonLeft, by=None, person=ANNA)
    assert [event for event in made if isinstance(event, e.RoleVacated)] == [
        e.RoleVacated("lead", ANNA),
        e.RoleVacated("care", ANNA),
    ]
    assert case.incident.roles_of(ANNA) == ()
    assert case.offer("lead").person in (BO, DAI)
    assert case.offer("care").person == DAI  # this severity does not ask for it, but somebody wanted it
    assert case.do(c.RecordPersonLeft, by=None, person=ANNA) == ()


# ------------------------------------------------------------------------------------------------------ kept apart


def test_nobody_is_asked_for_two_roles_that_are_kept_apart() -> None:
    """A team of two works: who writes has neither of the others."""
    case = Case(severity=Severity.SEV1, roster=team((ANNA, ()), (BO, ())))
    of = {offer.role: offer.person for offer in case.incident.offers}
    assert len(of) == 8
    assert of["writer"] not in (of["legal"], of["spokesperson"])
    alone = Case(severity=Severity.SEV1, roster=team((ANNA, ())))
    assert alone.incident.unfilled == ("writer",)


def test_taking_by_hand_is_refused_while_somebody_else_could() -> None:
    case = Case(roster=TEAM)
    case.do(c.TakeRole, by=CHEN, role="writer")
    for kind, by, fields in ((c.TakeRole, CHEN, {}), (c.OfferRole, ANNA, {"person": CHEN})):
        with pytest.raises(Refused) as refused:
            case.do(kind, by=by, role="legal", **fields)
        assert refused.value.text is refusals.ROLES_APART
        assert refused.value.values["possible"] == (Named(ANNA), Named(DAI))
    alone = Case(roster=team((ANNA, ())))
    alone.do(c.TakeRole, by=ANNA, role="writer")
    alone.do(c.TakeRole, by=ANNA, role="legal")
    assert alone.incident.roles_of(ANNA) == ("writer", "legal")
    free = Case(roster=TEAM, policy=Policy(apart=Apart(())))
    free.do(c.TakeRole, by=CHEN, role="writer")
    free.do(c.TakeRole, by=CHEN, role="legal")


def test_whoever_takes_one_of_a_pair_is_asked_for_the_other_no_more() -> None:
    case = Case(severity=Severity.SEV1, roster=team((ANNA, ()), (BO, ()), (CHEN, ())))
    legal = case.offer("legal")
    case.do(c.TakeRole, by=legal.person, role="writer")
    assert case.incident.offer(legal.id) not in case.incident.open_offers()
    assert case.offer("legal").person != legal.person


# ------------------------------------------------------------------------------------------------------ shift change


def on_shift(*people: str, at: time = time(12, 0)) -> Case:
    turns = rotation(*people, at=at)
    like = roster(team(*((person, ("lead",)) for person in sorted(set(people)))), rotations=(turns,))
    case = Case(severity=Severity.SEV4, roster=like)
    case.do(c.AcceptOffer, by=case.offer("lead").person, offer=1)
    return case


def test_a_shift_that_ends_offers_the_hand_over_once_a_quarter_of_an_hour_before() -> None:
    case = on_shift(ANNA, BO)
    holder = str(case.incident.holder("lead"))
    (due,) = case.due(DueKind.SHIFT)
    assert due.due_at == START.replace(hour=11, minute=45)
    case.forward(due.due_at - START)
    made = case.reach(due)
    offer = case.offer("lead")
    assert made[0] == e.ShiftEnding("lead", holder, START.replace(hour=12), offer.person)
    assert (offer.step, offer.hands_over, offer.person != holder) == (Step.SHIFT, True, True)
    assert case.due(DueKind.SHIFT) == ()
    case.sleep(2 * HOUR)
    assert case.incident.holder("lead") == holder
    case.do(c.AcceptOffer, by=offer.person, offer=offer.id)  # late: it is still the same holder
    assert case.incident.holder("lead") == offer.person
    assert case.due(DueKind.SHIFT)[0].due_at == (START + timedelta(days=1)).replace(hour=11, minute=45)


def test_who_stays_is_asked_about_nothing_more() -> None:
    case = on_shift(ANNA, BO)
    holder = str(case.incident.holder("lead"))
    case.sleep(4 * HOUR - 10 * MINUTE)
    made = case.do(c.StayInRole, by=holder, role="lead")
    assert made[0] == e.HolderStayed("lead", holder)
    assert case.incident.open_offers("lead") == ()
    with pytest.raises(Refused):
        case.do(c.StayInRole, by=ZOE, role="lead")


def test_one_person_alone_in_a_rotation_goes_on() -> None:
    case = on_shift(ANNA)
    case.sleep(4 * HOUR)
    assert case.incident.open_offers() == ()
    assert case.due(DueKind.SHIFT)[0].due_at == (START + timedelta(days=1)).replace(hour=11, minute=45)


def test_a_rotation_that_changed_meanwhile_counts_as_it_is() -> None:
    """Bo takes Anna's day: her shift ends when his begins, and that is noted as soon as the team is met."""
    case = on_shift(ANNA, BO)
    held = case.incident.holding("lead")
    assert held
    ends = held.shift_ends
    case.roster = roster(case.roster, rotations=(rotation(ANNA, BO, at=time(18, 0)),))
    case.do(c.MeetTeam, by=None)
    moved = case.incident.holding("lead")
    assert moved
    assert moved.shift_ends != ends


def test_a_change_of_daylight_saving_within_a_shift_moves_its_end() -> None:
    """In Berlin the night of 25 October 2026 has an hour more: nine in the morning is nine in the morning."""
    turns = Rotation("duty", ("lead",), (ANNA, BO), time(9, 0), "Europe/Berlin", date(2026, 10, 20))
    like = roster(team((ANNA, ("lead",)), (BO, ("lead",))), rotations=(turns,))
    case = Case(severity=Severity.SEV4, roster=like)
    begins = datetime(2026, 10, 24, 7, 30, tzinfo=START.tzinfo)
    case.forward(begins - START)
    on = like.on_duty("lead", begins)[0].person
    case.do(c.TakeRole, by=on, role="lead")
    (due,) = case.due(DueKind.SHIFT)
    assert due.due_at == datetime(2026, 10, 25, 7, 45, tzinfo=START.tzinfo)  # 8:45 there, by winter time


# ------------------------------------------------------------------------------------------------------- what is kept


def test_what_people_carry_follows_the_state() -> None:
    case = Case(roster=FOUR)
    assert [(each.person, each.roles, each.offers) for each in engaged_in(case.incident)] == [(ANNA, 0, 1)]
    case.do(c.AcceptOffer, by=ANNA, offer=1)
    assert [(each.person, each.roles, each.offers) for each in engaged_in(case.incident)] == [(ANNA, 1, 0)]
    over: Incident = replace(case.incident, stage=case.incident.stage.__class__.CLOSED)
    assert engaged_in(over) == ()
