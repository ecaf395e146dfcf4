"""What is written down: decisions and what replaces them, notes and messages, exports, what Slack answered."""

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.clock.due import DueKind
from crisis.incident import MessageRef
from crisis.refusals import Refused
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, DAY, HOUR, MINUTE, START, ZOE, Case

MESSAGE = MessageRef("C1", "1.0")


def test_a_decision_says_what_why_by_whom_and_what_else_was_weighed() -> None:
    case = Case()
    case.forward(MINUTE)
    case.do(
        c.LogDecision,
        by=BO,
        text=" 全国停售 ",
        why="先止损",
        options=("停售", "  ", " 只停一店 "),
        approved_by=ANNA,
        evidence="https://weibo.com/1",
        revisit_at=START + DAY,
    )
    (decision,) = case.incident.decisions
    assert (decision.number, decision.text, decision.why, decision.by) == (1, "全国停售", "先止损", BO)
    assert decision.options == ("停售", "只停一店")
    assert (decision.approved_by, decision.evidence, decision.at) == (ANNA, "https://weibo.com/1", START + MINUTE)


def test_a_decision_replaces_an_earlier_one() -> None:
    """A chain: each is replaced by the next, and only the last is looked at again."""
    case = Case()
    for replaces in (None, 1, 2):
        case.do(c.LogDecision, text="停售", replaces=replaces, revisit_at=START + DAY)
    assert [(each.number, each.replaces, each.replaced_by) for each in case.incident.decisions] == [
        (1, None, 2),
        (2, 1, 3),
        (3, 2, None),
    ]
    assert [due.about for due in case.due(DueKind.REVISIT)] == ["3"]


def test_a_decision_is_replaced_once() -> None:
    case = Case()
    case.do(c.LogDecision, text="停售")
    case.do(c.LogDecision, text="复售", replaces=1)
    with pytest.raises(Refused) as refused:
        case.do(c.LogDecision, text="再停", replaces=1)
    assert (refused.value.text, refused.value.values) == (refusals.DECISION_REPLACED, {"decision": 1, "by": 2})


def test_a_decision_that_is_not_there_is_not_replaced() -> None:
    """The refusal lists those there are; not even a decision can replace itself."""
    case = Case()
    with pytest.raises(Refused) as refused:
        case.do(c.LogDecision, text="复售", replaces=1)
    assert refused.value.values == {"decision": 1, "possible": (refusals.NO_DECISIONS_YET,)}
    case.do(c.LogDecision, text="停售")
    with pytest.raises(Refused) as refused:
        case.do(c.LogDecision, text="复售", replaces=2)
    assert refused.value.values == {"decision": 2, "possible": ("1",)}


def test_a_decision_is_not_to_be_looked_at_again_in_the_past() -> None:
    with pytest.raises(Refused) as refused:
        Case().do(c.LogDecision, text="停售", revisit_at=START)
    assert refused.value.text is refusals.REVISIT_IN_PAST


def test_what_was_forgotten_is_written_down_after_the_end() -> None:
    """The review often remembers a decision or a fact; an update belongs to an incident that is open."""
    case = Case()
    case.do(c.ChangeStage, stage=Stage.CLOSED)
    case.do(c.LogDecision, text="停售")
    case.do(c.AddNote, text="二号门")
    assert len(case.incident.decisions) == 1
    with pytest.raises(Refused) as refused:
        case.do(c.PostUpdate, conditions="查明原因")
    assert refused.value.text is refusals.IS_OVER


def test_an_update_that_is_late_says_by_how_much() -> None:
    """Also when the reminder itself did not come."""
    case = Case()
    case.forward(3 * HOUR)
    posted = case.do(c.PostUpdate, conditions="查明原因")[0]
    assert posted == e.UpdatePosted(1, "查明原因", next_due=START + 5 * HOUR, late_by=HOUR)


def test_updates_are_numbered() -> None:
    case = Case()
    for text in ("a", "b", "c"):
        case.do(c.PostUpdate, conditions=text)
    assert [(update.number, update.conditions) for update in case.incident.updates] == [(1, "a"), (2, "b"), (3, "c")]


@pytest.mark.parametrize(("text", "reason"), [(" 　", refusals.TEXT_EMPTY), ("x" * 3001, refusals.TEXT_TOO_LONG)])
def test_words_are_neither_missing_nor_endless(text: str, reason: object) -> None:
    case = Case()
    for kind, field in ((c.PostUpdate, "conditions"), (c.LogDecision, "text"), (c.AddNote, "text")):
        with pytest.raises(Refused) as refused:
            case.do(kind, **{field: text})
        assert refused.value.text is reason


def test_a_message_keeps_its_own_time_and_author() -> None:
    """But it was not written in the future, whatever its time says."""
    case = Case()
    case.forward(HOUR)
    (noted,) = case.do(c.AddNote, text="二号门", said_at=START, said_by=ZOE, message=MESSAGE)
    assert noted == e.NoteAdded("二号门", START, ZOE, MESSAGE)
    (later,) = case.do(c.AddNote, text="x", said_at=START + DAY)
    assert isinstance(later, e.NoteAdded)
    assert later.said_at == START + HOUR


@pytest.mark.parametrize("first", [c.AddNote, c.LogDecision])
@pytest.mark.parametrize("second", [c.AddNote, c.LogDecision])
def test_a_message_stands_on_the_timeline_once(first: type[c.Command], second: type[c.Command]) -> None:
    """A pin and a pair of scales on the same message."""
    case = Case()
    case.do(first, text="停售", message=MESSAGE)
    with pytest.raises(Refused) as refused:
        case.do(second, text="停售", message=MESSAGE)
    assert refused.value.text is refusals.ALREADY_NOTED


def test_messages_on_the_timeline_are_followed() -> None:
    """Edits and deletions; of other messages nothing is said."""
    case = Case()
    case.do(c.AddNote, text="二号门", message=MESSAGE)
    assert case.do(c.FollowEdit, message=MESSAGE, text=" 三号门 ") == (e.MessageFollowed(MESSAGE, "三号门"),)
    assert case.do(c.FollowEdit, message=MESSAGE, text=None) == (e.MessageFollowed(MESSAGE, deleted=True),)
    assert case.do(c.FollowEdit, message=MessageRef("C1", "2.0"), text="x") == ()


def test_an_edit_that_is_too_long_is_cut() -> None:
    """Nobody is there to be told: the message has been edited already."""
    case = Case()
    case.do(c.AddNote, text="二号门", message=MESSAGE)
    assert case.do(c.FollowEdit, message=MESSAGE, text="x" * 9000) == (e.MessageFollowed(MESSAGE, "x" * 3000),)


def test_a_review_has_its_formats() -> None:
    assert Case().do(c.ExportReview, format="html") == (e.ReviewExported("html"),)
    with pytest.raises(Refused) as refused:
        Case().do(c.ExportReview, format="xls")
    assert refused.value.values["possible"] == ("md", "html")


def test_what_slack_answers_is_kept_and_no_news_twice() -> None:
    """The channel, the people in it, the board, the card; a repeated answer changes nothing."""
    case = Case()
    card = MessageRef("C0", "1.0")
    answers = (
        (c.RecordChannel, {"channel": "C1", "name": "inc-二号门"}),
        (c.RecordBoard, {"ts": "1.0", "shows": 1}),
        (c.RecordCard, {"card": card, "shows": 1}),
        (c.RecordProblem, {"what": "PinBoard", "reason": "not_pinnable"}),
    )
    for kind, fields in answers:
        assert len(case.do(kind, by=None, **fields)) == 1
        assert case.do(kind, by=None, **fields) == ()
    case.do(c.RecordPeople, by=None, people=(ANNA, BO))
    case.do(c.RecordPeople, by=None, people=(BO, ZOE))
    assert case.do(c.RecordPeople, by=None, people=()) == ()
    case.do(c.RecordOfferSent, by=None, offer=1, message=MESSAGE)
    incident = case.incident
    assert (incident.channel, incident.channel_name, incident.board, incident.card) == ("C1", "inc-二号门", "1.0", card)
    assert incident.people == (ANNA, BO, ZOE)
    assert incident.offers[0].message == MESSAGE


def test_a_problem_lasts_until_the_same_thing_works() -> None:
    """The newest reason counts; other problems stay."""
    case = Case()
    for what, reason in (("OpenChannel", "a"), ("OpenChannel", "b"), ("PinBoard", "c")):
        case.do(c.RecordProblem, by=None, what=what, reason=reason)
    assert [(problem.what, problem.reason) for problem in case.incident.problems] == [
        ("OpenChannel", "b"),
        ("PinBoard", "c"),
    ]
    case.do(c.RecordChannel, by=None, channel="C1", name="inc-1")
    assert [problem.what for problem in case.incident.problems] == ["PinBoard"]
