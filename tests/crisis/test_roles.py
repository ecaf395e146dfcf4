"""Roles: who is asked, what an answer changes, and what follows when none comes."""

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.clock.due import DueKind
from crisis.incident import OfferState
from crisis.language import Text
from crisis.policy import Policy, Role
from crisis.policy.people import Roster
from crisis.refusals import Named, Refused
from crisis.severity import Severity
from tests.crisis.world import ANNA, BO, CHEN, DAI, MINUTE, START, ZOE, Case, team

LEADS = team((ANNA, ("lead",)), (BO, ("lead",)), (CHEN, ("writer",)))


def asked(case: Case, role: str) -> list[str]:
    return [offer.person for offer in case.incident.offers if offer.role == role]


def unfilled(case: Case, role: str) -> int:
    """How often it was said that nobody is left for this role."""
    return sum(event == e.RoleUnfilled(role) for step in case.steps for event in step.made or ())


# ------------------------------------------------------------------------------------------------- who is asked


def test_roles_go_round_the_team_in_its_order() -> None:
    """Each goes to whoever has least to do in this incident; of these to the first of the team."""
    case = Case(severity=Severity.SEV2, roster=team((ANNA, ()), (BO, ()), (CHEN, ())))
    assert [(offer.role, offer.person) for offer in case.incident.offers] == [
        ("lead", ANNA),
        ("spokesperson", BO),
        ("writer", CHEN),
        ("monitor", ANNA),
        ("scribe", BO),
    ]


def test_a_role_goes_only_to_those_who_may_take_it() -> None:
    """Chen is no lead, however little Chen has to do."""
    case = Case(roster=LEADS)
    assert asked(case, "lead") == [ANNA]
    assert asked(case, "monitor") == []
    assert case.incident.unfilled == ("monitor",)


def test_who_holds_a_role_is_asked_after_those_who_hold_none() -> None:
    """Anna leads; the roles that come with the worse severity go to Bo first."""
    case = Case(severity=Severity.SEV4, roster=team((ANNA, ()), (BO, ())))
    case.do(c.AcceptOffer, by=ANNA, offer=1)
    made = case.do(c.ChangeSeverity, by=ANNA, severity=Severity.SEV3)
    assert [event.person for event in made if isinstance(event, e.RoleOffered)] == [BO]


def test_an_offer_waits_as_long_as_the_severity_says() -> None:
    for severity, minutes in ((1, 2), (2, 5), (3, 15), (4, 60)):
        case = Case(severity=Severity(severity))
        assert {offer.expires_at for offer in case.incident.offers} == {START + minutes * MINUTE}


def test_a_declined_offer_goes_to_the_next() -> None:
    case = Case(roster=LEADS)
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    assert case.incident.offers[0].state is OfferState.DECLINED
    assert case.offer("lead").person == BO


def test_an_expired_offer_goes_to_the_next() -> None:
    case = Case(roster=LEADS)
    case.forward(15 * MINUTE)
    (due,) = case.due(DueKind.OFFER)
    case.reach(due)
    assert case.incident.offers[0].state is OfferState.EXPIRED
    assert case.offer("lead").person == BO
    assert case.offer("lead").expires_at == START + 30 * MINUTE


def test_an_offer_that_is_put_off_has_its_whole_time_from_now() -> None:
    """Nobody could answer it. The time that it had counts no more, and nothing is put on the record."""
    case = Case(roster=LEADS)
    case.forward(15 * MINUTE)
    (due,) = case.due(DueKind.OFFER)
    (made,) = case.do(c.PutOffOffer, by=None, offer=1)
    assert not made.recorded
    assert case.offer("lead").person == ANNA
    assert case.offer("lead").expires_at == START + 30 * MINUTE
    assert case.reach(due) == ()
    case.forward(15 * MINUTE)
    case.reach(due)
    assert case.offer("lead").person == BO


def test_an_offer_that_is_over_is_not_put_off() -> None:
    case = Case(roster=LEADS)
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    assert case.do(c.PutOffOffer, by=None, offer=1) == ()
    assert case.do(c.PutOffOffer, by=None, offer=99) == ()


def test_when_everybody_was_asked_it_is_said_once() -> None:
    """Nobody is asked twice, and the room does not hear it again and again."""
    case = Case(roster=LEADS)
    case.sleep(15 * MINUTE)
    case.sleep(15 * MINUTE)
    assert asked(case, "lead") == [ANNA, BO]
    assert "lead" in case.incident.unfilled
    case.do(c.ChangeSeverity, severity=Severity.SEV2)
    case.do(c.ChangeSeverity, severity=Severity.SEV3)
    assert unfilled(case, "lead") == 1
    assert asked(case, "lead") == [ANNA, BO]


def test_without_anybody_every_role_is_unfilled() -> None:
    """An empty team still gets its incident."""
    case = Case(severity=Severity.SEV1, roster=Roster())
    assert case.incident.unfilled == Policy().rules(Severity.SEV1).roles


def test_an_offer_by_hand_reaches_somebody_who_was_asked_before() -> None:
    """A person may ask again; then the role is not unfilled any more, until that offer ends, too."""
    case = Case(roster=team((ANNA, ("lead",))))
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    case.do(c.OfferRole, by=ZOE, role="总指挥", person=ANNA)
    assert case.offer("lead").offered_by == ZOE
    assert "lead" not in case.incident.unfilled
    case.do(c.DeclineOffer, by=ANNA, offer=2)
    assert "lead" in case.incident.unfilled


# -------------------------------------------------------------------------------------------------------- answers


def test_accepting_gives_the_role() -> None:
    case = Case(roster=LEADS)
    case.forward(MINUTE)
    assert case.do(c.AcceptOffer, by=ANNA, offer=1)[0] == e.RoleTaken("lead", ANNA, offer=1)
    (held,) = case.incident.holdings
    assert (held.person, held.since, held.until) == (ANNA, START + MINUTE, None)
    assert case.incident.roles_of(ANNA) == ("lead",)
    assert case.do(c.AcceptOffer, by=ANNA, offer=1) == ()


def test_a_late_yes_counts_while_the_role_is_free() -> None:
    """Anna's offer has expired and Bo is being asked: Anna has it now, Bo's offer is withdrawn."""
    case = Case(roster=LEADS)
    case.sleep(15 * MINUTE)
    case.do(c.AcceptOffer, by=ANNA, offer=1)
    assert case.incident.holder("lead") == ANNA
    assert [offer.state for offer in case.incident.offers] == [OfferState.ACCEPTED, OfferState.WITHDRAWN]


def test_a_yes_after_a_no_counts_while_the_role_is_free() -> None:
    case = Case(roster=LEADS)
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    case.do(c.AcceptOffer, by=ANNA, offer=1)
    assert case.incident.holder("lead") == ANNA


def test_a_late_yes_is_too_late_when_somebody_has_the_role() -> None:
    """First to accept has it; the refusal says who."""
    case = Case(roster=LEADS)
    case.sleep(15 * MINUTE)
    case.do(c.AcceptOffer, by=BO, offer=2)
    with pytest.raises(Refused) as refused:
        case.do(c.AcceptOffer, by=ANNA, offer=1)
    assert refused.value.text is refusals.OFFER_OVER
    assert refused.value.values["holder"] == Named(BO)


def test_nobody_answers_for_another() -> None:
    for kind in (c.AcceptOffer, c.DeclineOffer):
        with pytest.raises(Refused) as refused:
            Case(roster=LEADS).do(kind, by=BO, offer=1)
        assert refused.value.values == {"person": Named(ANNA)}
        with pytest.raises(Refused) as refused:
            Case(roster=LEADS).do(kind, by=BO, offer=99)
        assert refused.value.text is refusals.NO_SUCH_OFFER


def test_a_no_counts_once() -> None:
    """A second press of the button asks nobody else."""
    case = Case(roster=LEADS)
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    assert case.do(c.DeclineOffer, by=ANNA, offer=1) == ()


# --------------------------------------------------------------------------------------------- taking and handing


def test_taking_a_role_withdraws_what_others_were_offered() -> None:
    """Bo does not wait for Anna's answer."""
    case = Case(roster=LEADS)
    taken, withdrawn = case.do(c.TakeRole, by=BO, role="lead")[:2]
    assert taken == e.RoleTaken("lead", BO)
    assert withdrawn == e.OfferEnded(1, "lead", ANNA, OfferState.WITHDRAWN)
    assert case.incident.holder("lead") == BO
    assert case.incident.open_offers("lead") == ()


def test_taking_the_role_one_is_offered_accepts_the_offer() -> None:
    case = Case(roster=LEADS)
    case.do(c.TakeRole, by=ANNA, role="lead")
    assert case.incident.offers[0].state is OfferState.ACCEPTED


def test_taking_a_role_from_its_holder_ends_that_holding() -> None:
    """Both stand in the record: who had it, until when, and who has it now."""
    case = Case(roster=LEADS)
    case.do(c.TakeRole, by=ANNA, role="lead")
    case.forward(MINUTE)
    assert case.do(c.TakeRole, by=BO, role="lead") == (e.RoleTaken("lead", BO, before=ANNA),)
    first, second = case.incident.holdings
    assert (first.person, first.until) == (ANNA, START + MINUTE)
    assert (second.person, second.since, second.until) == (BO, START + MINUTE, None)


def test_a_role_that_is_handed_on_stays_until_it_is_accepted() -> None:
    """There is never a minute without a lead."""
    case = Case(roster=LEADS)
    case.do(c.TakeRole, by=ANNA, role="lead")
    case.do(c.HandRole, by=ANNA, role="lead", person=BO)
    assert case.incident.holder("lead") == ANNA
    assert case.offer("lead").hands_over
    made = case.do(c.AcceptOffer, by=BO, offer=case.offer("lead").id)
    assert isinstance(made[0], e.RoleTaken)
    assert made[0].before == ANNA
    assert case.incident.holder("lead") == BO


def test_a_role_whose_hand_over_is_not_answered_stays_where_it_is() -> None:
    """Nobody else is asked: it has its holder."""
    case = Case(roster=LEADS)
    case.do(c.TakeRole, by=ANNA, role="lead")
    case.do(c.HandRole, by=ANNA, role="lead", person=BO)
    case.sleep(15 * MINUTE)
    assert case.incident.holder("lead") == ANNA
    assert case.incident.open_offers("lead") == ()
    assert unfilled(case, "lead") == 0


def test_only_the_holder_hands_a_role_on() -> None:
    case = Case(roster=LEADS)
    with pytest.raises(Refused) as refused:
        case.do(c.HandRole, by=BO, role="lead", person=ANNA)
    assert refused.value.text is refusals.NOT_HOLDER
    assert refused.value.values["holder"] is refusals.NOBODY


# ------------------------------------------------------------------------------------------------------- refusals


def test_a_role_goes_to_nobody_outside_the_team() -> None:
    """The refusal names those who could."""
    for kind, by, fields in ((c.OfferRole, ANNA, {"person": ZOE}), (c.TakeRole, ZOE, {})):
        with pytest.raises(Refused) as refused:
            Case(roster=LEADS).do(kind, by=by, role="lead", **fields)
        assert refused.value.text is refusals.NOT_IN_TEAM
        assert refused.value.values["possible"] == (Named(ANNA), Named(BO))


def test_a_role_goes_to_nobody_who_is_not_down_for_it() -> None:
    with pytest.raises(Refused) as refused:
        Case(roster=LEADS).do(c.OfferRole, role="lead", person=CHEN)
    assert refused.value.text is refusals.CANNOT_TAKE_ROLE


def test_nobody_is_offered_what_they_have_or_were_offered() -> None:
    case = Case(roster=LEADS)
    with pytest.raises(Refused) as refused:
        case.do(c.OfferRole, role="lead", person=ANNA)
    assert refused.value.text is refusals.OFFERED_ALREADY
    case.do(c.TakeRole, by=ANNA, role="lead")
    for kind, fields in ((c.OfferRole, {"person": ANNA}), (c.HandRole, {"person": ANNA}), (c.TakeRole, {})):
        with pytest.raises(Refused) as refused:
            case.do(kind, by=ANNA, role="lead", **fields)
        assert refused.value.text is refusals.HAS_ROLE_ALREADY


def test_an_unknown_role_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        Case().do(c.TakeRole, role="boss")
    assert refused.value.values == {"role": "boss", "possible": tuple(role.name for role in Policy().roles)}


@pytest.mark.parametrize("word", ["pr", " PR ", "PR负责人", "pr负责人", "IC", "Speaker"])
def test_a_role_is_named_by_any_of_its_words(word: str) -> None:
    """Case does not count, in the team's own catalogue neither."""
    role = Role("Speaker", Text("PR lead", "PR负责人"), Text("", ""), words=("PR", "IC"))
    assert Policy(roles=(role,)).role_named(word) is role


@pytest.mark.parametrize(("word", "key"), [("指挥", "lead"), ("Legal", "legal"), ("舆情", "monitor"), ("客服", "care")])
def test_the_roles_of_the_default_catalogue_are_named(word: str, key: str) -> None:
    role = Policy().role_named(word)
    assert role is Policy().role(key)
    assert role


def test_two_of_a_team_of_four_can_lead() -> None:
    """The fewest roles first: Dai, who has none, before Anna, who writes."""
    case = Case(severity=Severity.SEV4, roster=team((ANNA, ()), (CHEN, ("writer",)), (DAI, ())))
    case.do(c.DeclineOffer, by=ANNA, offer=1)
    assert case.offer("lead").person == DAI
