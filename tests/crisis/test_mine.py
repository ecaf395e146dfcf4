"""What one person has to answer: the mentions in hand with their clocks, and as customer care those that nobody has."""

from crisis.clock.due import answer_due
from crisis.incident import Holding, Incident
from crisis.incident.mentions import Mentions
from crisis.mention import MentionState
from crisis.overview.mine import ToAnswer, mentions_for
from crisis.policy import Policy
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.values import replace
from tests.crisis.world import ANNA, BO, MINUTE, START, Case, a_kept_post

POLICY = Policy()
CLAIMED = {"state": MentionState.CLAIMED, "claimed_by": ANNA}


def test_what_somebody_has_in_hand_stands_with_its_clock_the_first_due_first() -> None:
    incident = Case(Severity.SEV2).incident
    claimed = [
        a_kept_post(1, 3, **CLAIMED),
        a_kept_post(2, 9, **CLAIMED),
        a_kept_post(3, 9, **CLAIMED | {"claimed_by": BO}),
    ]
    (mine,) = mentions_for(ANNA, (incident,), claimed, POLICY)
    assert [(each.kept.id, each.due_at, each.overdue) for each in mine.in_hand] == [
        (2, START - 4 * MINUTE, False),
        (1, START + 2 * MINUTE, False),
    ]
    assert mine.in_hand[1].due_at == answer_due(incident, claimed[0].clock_from, POLICY)
    told = replace(incident, mentions=Mentions(claimed=3, reminded_at=START))
    (mine,) = mentions_for(ANNA, (told,), claimed, POLICY)
    assert [each.overdue for each in mine.in_hand] == [True, False]


def test_customer_care_sees_how_many_nobody_has_and_nobody_else_does() -> None:
    first = Case(Severity.SEV2).incident
    first = replace(first, mentions=Mentions(waiting=5, claimed=1), holdings=(Holding("care", BO, START),))
    second = replace(first, number=2, mentions=Mentions(waiting=1), holdings=(Holding("lead", BO, START),))
    claimed = [a_kept_post(1, 3, **CLAIMED), a_kept_post(2, 1, **CLAIMED | {"incident": 2, "claimed_by": BO})]
    assert [(each.incident.number, len(each.in_hand), each.unclaimed) for each in _of(BO, first, second)] == [(1, 0, 5)]
    assert [
        (each.incident.number, len(each.in_hand), each.unclaimed)
        for each in mentions_for(BO, (first, second), claimed, POLICY)
    ] == [(2, 1, 0), (1, 0, 5)]
    assert _of(ANNA, first, second) == ()
    over = replace(first, stage=Stage.CLOSED)
    assert _of(BO, over) == ()


def _of(person: str, *incidents: Incident) -> tuple[ToAnswer, ...]:
    return mentions_for(person, incidents, (), POLICY)
