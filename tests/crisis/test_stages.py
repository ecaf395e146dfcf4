"""Stages: the table, its names, its picture, and what moving along it asks for."""

from typing import Any

import pytest

from crisis import commands as c
from crisis import refusals
from crisis.incident import OfferState
from crisis.refusals import Refused
from crisis.stages import FORWARD_ORDER, NAMES, TRANSITIONS, Move, Stage, next_stages, stage_of
from tests.crisis import drawing
from tests.crisis.world import ANNA, HOUR, MINUTE, START, Case


def case_at(stage: Stage) -> Case:
    case = Case()
    if stage is not Stage.TRIAGE:
        case.do(c.ChangeStage, stage=stage)
    return case


def test_the_diagram_is_the_table() -> None:
    """docs/stages.md is drawn from the table."""
    drawn = drawing.FILE.read_text(encoding="utf-8")
    assert drawn == drawing.page(), f"docs/stages.md is not the table: `{drawing.REMAKE}` draws it anew"


@pytest.mark.parametrize("old", Stage)
@pytest.mark.parametrize("new", Stage)
def test_the_table_is_what_can_be_done(old: Stage, new: Stage) -> None:
    """Every way of the table can be gone; every other is refused and says which ways there are."""
    case = case_at(old)
    if (old, new) in TRANSITIONS:
        case.do(c.ChangeStage, stage=new, reason="new facts")
        assert case.incident.stage is new
        return
    with pytest.raises(Refused) as refused:
        case.do(c.ChangeStage, stage=new, reason="new facts")
    if old is new:
        assert refused.value.text is refusals.ALREADY_THAT_STAGE
    else:
        assert refused.value.values["possible"] == tuple(NAMES[stage] for stage in next_stages(old))


def test_the_table_goes_forward_by_any_number_of_steps() -> None:
    """Written out in the table, derived here."""
    forward = {(old, new) for place, old in enumerate(FORWARD_ORDER[:-1]) for new in FORWARD_ORDER[place + 1 :]}
    back = {(new, old) for old, new in forward if new is not Stage.CLOSED}
    assert {way for way, move in TRANSITIONS.items() if move is Move.FORWARD} == forward
    assert {way for way, move in TRANSITIONS.items() if move is Move.BACK} == back


@pytest.mark.parametrize("reason", ["", "  ", "　"])
def test_going_back_needs_a_reason(reason: str) -> None:
    """The review wants to know why."""
    case = case_at(Stage.CONTAINED)
    with pytest.raises(Refused) as refused:
        case.do(c.ChangeStage, stage=Stage.RESPONDING, reason=reason)
    assert refused.value.text is refusals.REASON_WANTED
    case.do(c.ChangeStage, stage=Stage.RESPONDING, reason="又有新的投诉")
    assert case.incident.stage is Stage.RESPONDING


@pytest.mark.parametrize("word", ["contained", " CONTAINED ", "受控"])
def test_a_stage_has_a_word_in_each_language(word: str) -> None:
    assert stage_of(word) is Stage.CONTAINED


def test_no_other_word_is_a_stage() -> None:
    assert stage_of("") is None
    assert stage_of("done") is None


def test_the_end_is_a_time() -> None:
    """Resolved and closed are remembered; reopening forgets both."""
    case = Case()
    case.forward(HOUR)
    case.do(c.ChangeStage, stage=Stage.RESOLVED)
    case.forward(HOUR)
    case.do(c.ChangeStage, stage=Stage.CLOSED)
    assert (case.incident.resolved_at, case.incident.closed_at) == (START + HOUR, START + 2 * HOUR)
    case.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert (case.incident.resolved_at, case.incident.closed_at) == (None, None)


def test_dismissing_is_no_resolving() -> None:
    """A false alarm was never solved."""
    case = case_at(Stage.RESOLVED)
    case.do(c.ChangeStage, stage=Stage.DISMISSED)
    assert case.incident.resolved_at is None
    assert case.incident.closed_at == START


@pytest.mark.parametrize("end", [Stage.CLOSED, Stage.DISMISSED, Stage.MERGED])
def test_the_end_withdraws_every_offer(end: Stage) -> None:
    """Nobody is asked to help with what is over."""
    case = Case()
    asked = [offer.id for offer in case.incident.open_offers()]
    assert asked
    case.do(c.ChangeStage, stage=end)
    assert {case.incident.offers[number - 1].state for number in asked} == {OfferState.WITHDRAWN}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (c.Acknowledge, {}),
        (c.Rename, {"title": "another"}),
        (c.TakeRole, {"role": "lead"}),
        (c.OfferRole, {"role": "lead", "person": ANNA}),
        (c.PostUpdate, {"conditions": "all is well"}),
        (c.SetRhythm, {"every": 10 * MINUTE}),
    ],
)
def test_who_works_on_what_is_over_is_told_so(kind: type[c.Command], fields: dict[str, Any]) -> None:
    """The refusal says how to open it again."""
    case = case_at(Stage.CLOSED)
    with pytest.raises(Refused) as refused:
        case.do(kind, **fields)
    assert refused.value.text is refusals.IS_OVER
    assert refused.value.values == {"number": 1, "stage": NAMES[Stage.CLOSED]}


def test_reopening_offers_the_roles_again() -> None:
    """Roles that nobody has are offered, and those whom the end left unasked are asked anew."""
    case = Case()
    before = {(offer.role, offer.person) for offer in case.incident.open_offers()}
    case.do(c.ChangeStage, stage=Stage.CLOSED)
    case.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert {(offer.role, offer.person) for offer in case.incident.open_offers()} == before
    assert case.incident.unfilled == ()


def test_a_title_is_one_line_with_a_letter() -> None:
    """Control characters and line ends become spaces; a title of signs alone says nothing."""
    case = Case()
    case.do(c.Rename, title=" 门店\t停电\n\x1b第二天　 ")
    assert case.incident.title == "门店 停电 第二天"
    for title, text in (("🔥🔥", refusals.TITLE_EMPTY), ("x" * 301, refusals.TITLE_TOO_LONG)):
        with pytest.raises(Refused) as refused:
            case.do(c.Rename, title=title)
        assert refused.value.text is text
    with pytest.raises(Refused) as refused:
        case.do(c.Rename, title="门店  停电 第二天")
    assert refused.value.text is refusals.ALREADY_THAT_TITLE
