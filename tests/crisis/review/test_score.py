"""The score of a drill: whatever counts stands in the record, and the record alone says how it went."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import events as e
from crisis.events import Entry, Event
from crisis.incident import Target
from crisis.incident.drill import Deed, Drill, Expectation, Inject, InjectKind, RealDeed, Script, Told, hastened
from crisis.review.score import ScoreCard, ScoreLine, Verdict, score
from crisis.severity import Severity
from crisis.stages import FORWARD_ORDER, TRANSITIONS, Stage
from tests.crisis.world import ANNA, BO, MINUTE, START
from tests.crisis.world.scripts import SCRIPT, expected, told

Happened = tuple[float, Event]
"""So many minutes after first sight, what."""


def _record(drill: Drill, *happened: Happened, end: float = 100, stopped: bool = False) -> list[Entry]:
    """The timeline of a drill in which this happened. ``end``: minutes until it was over."""
    opened = e.IncidentOpened(
        "The kettle", drill.script.severity, "other", "k", "n", "n", timedelta(minutes=30), (), drill=drill
    )
    events: list[Happened] = [(0, opened), *happened, (end, e.DrillEnded(stopped))]
    return [
        Entry(1, seq, START + timedelta(minutes=at), ANNA, event, "")
        for seq, (at, event) in enumerate(sorted(events, key=lambda each: each[0]), start=1)
    ]


def _card(script: Script, *happened: Happened, speed: int = 1, **ending: Any) -> ScoreCard:
    drill = Drill(script, speed, (1,) if script.injects[0].alert else ())
    card = score(drill, _record(drill, *happened, **ending))
    assert card is not None
    return card


def _one(wanted: Expectation, *happened: Happened, **ending: Any) -> ScoreLine:
    """The line of a script that expects one thing."""
    (line,) = _card(replace(SCRIPT, expectations=(wanted,)), *happened, **ending).lines
    return line


def _stage(new: Stage, old: Stage = Stage.TRIAGE) -> e.StageChanged:
    return e.StageChanged(old, new, TRANSITIONS[(old, new)])


LEAD = e.RoleTaken("lead", ANNA)
UPDATE = e.UpdatePosted(1, "查明原因", None, needs="A locksmith")
DECISION = e.DecisionLogged(1, "Recall it", why="Safety first", options=("Wait",), evidence="Two calls")
STATEMENT = e.TargetReached(Target.FIRST_STATEMENT, "We are SORRY")
ABSENT = e.InjectPlayed(4, InjectKind.ABSENT, role="lead", person=ANNA)

DONE: dict[Deed, tuple[dict[str, Any], Event, Event]] = {
    Deed.ACKNOWLEDGED: ({}, e.TargetReached(Target.ACKNOWLEDGED), STATEMENT),
    Deed.ROLE_ACCEPTED: ({"role": "lead"}, LEAD, e.RoleTaken("legal", ANNA)),
    Deed.STAGE_REACHED: ({"stage": Stage.CONTAINED}, _stage(Stage.RESOLVED), _stage(Stage.RESPONDING)),
    Deed.SEVERITY_SET: (
        {"at_least": Severity.SEV1},
        e.SeverityChanged(Severity.SEV2, Severity.SEV1),
        e.SeverityChanged(Severity.SEV2, Severity.SEV3),
    ),
    Deed.UPDATE_POSTED: ({}, UPDATE, DECISION),
    Deed.DECISION_LOGGED: ({}, DECISION, UPDATE),
    Deed.NOTE_LOGGED: ({}, e.NoteAdded("seen"), DECISION),
    Deed.MENTION_ANSWERED: ({}, e.TargetReached(Target.FIRST_ANSWER, "https://…"), STATEMENT),
    Deed.STATEMENT_PUBLISHED: ({}, STATEMENT, e.TargetReached(Target.FIRST_ANSWER, "x")),
    Deed.EXPORTED: ({}, e.ReviewExported("md"), _stage(Stage.RESOLVED)),
    Deed.CLOSED: ({}, _stage(Stage.CLOSED), _stage(Stage.DISMISSED)),
}


@pytest.mark.parametrize("deed", DONE)
def test_each_deed_is_known_from_the_record(deed: Deed) -> None:
    """In time, late, not at all, and something else that looks like it."""
    more, event, other = DONE[deed]
    wanted = expected(deed, 30, 9, **more)
    met, late = _one(wanted, (30, event)), _one(wanted, (30.01, event))
    assert (met.verdict, met.points, met.done, met.due) == (Verdict.MET, 9, 30 * MINUTE, 30 * MINUTE)
    assert (late.verdict, late.points) == (Verdict.LATE, 4)
    for never in (_one(wanted), _one(wanted, (5, other))):
        assert (never.verdict, never.points, never.done) == (Verdict.MISSED, 0, None)


def test_every_deed_is_tried() -> None:
    assert {*DONE, Deed.ROLE_HANDED} == {*Deed}


@pytest.mark.parametrize(
    ("deed", "event", "words"),
    [
        (Deed.UPDATE_POSTED, UPDATE, ("locksmith",)),
        (Deed.UPDATE_POSTED, UPDATE, ("nothing", "原因")),
        (Deed.DECISION_LOGGED, DECISION, ("safety",)),
        (Deed.DECISION_LOGGED, DECISION, ("TWO CALLS",)),
        (Deed.NOTE_LOGGED, e.NoteAdded("ＳＯＲＲＹ"), ("sorry",)),
        (Deed.STATEMENT_PUBLISHED, STATEMENT, ("sorry", "道歉")),
    ],
)
def test_words_are_looked_for_wherever_they_may_stand(deed: Deed, event: Event, words: tuple[str, ...]) -> None:
    assert _one(expected(deed, 30, words=words), (1, event)).verdict is Verdict.MET
    assert _one(expected(deed, 30, words=("charter",)), (1, event)).verdict is Verdict.MISSED


def test_so_many_of_them() -> None:
    """The time of the last of them counts; a second statement of a drill is one, too."""
    wanted = expected(Deed.STATEMENT_PUBLISHED, 60, count=2)
    again = e.PracticeSaid(Target.FIRST_STATEMENT, "and again")
    assert _one(wanted, (5, STATEMENT)).verdict is Verdict.MISSED
    assert _one(wanted, (5, STATEMENT), (20, again)).done == 20 * MINUTE
    assert _one(wanted, (5, STATEMENT), (70, again)).verdict is Verdict.LATE


def test_closing_puts_the_review_into_the_channel() -> None:
    assert _one(expected(Deed.EXPORTED, 60), (50, _stage(Stage.CLOSED))).verdict is Verdict.MET


# --------------------------------------------------------------------------------------------------- after an inject


ASKED = e.InjectPlayed(2, InjectKind.JOURNALIST)


def test_after_an_inject_the_time_counts_from_it() -> None:
    """From when it came, not from when the script wanted it: a bot that was away costs nobody points."""
    wanted = expected(Deed.UPDATE_POSTED, 10, after_inject=2)
    on_time = _one(wanted, (40, ASKED), (50, UPDATE))
    assert (on_time.verdict, on_time.due, on_time.done) == (Verdict.MET, 50 * MINUTE, 50 * MINUTE)
    assert _one(wanted, (10, ASKED), (21, UPDATE)).verdict is Verdict.LATE
    assert _one(wanted, (5, UPDATE), (10, ASKED)).verdict is Verdict.MISSED, "what was said before is no answer"


def test_the_first_alert_of_a_script_came_with_the_opening() -> None:
    assert _one(expected(Deed.NOTE_LOGGED, 10, after_inject=1), (9, e.NoteAdded("x"))).verdict is Verdict.MET


def test_what_is_so_already_need_not_be_done_again() -> None:
    """A role that somebody has, a stage that is reached, a severity that is set; an update is no state."""
    before: tuple[Happened, ...] = (
        (1, LEAD),
        (2, _stage(Stage.CONTAINED)),
        (3, e.SeverityChanged(Severity.SEV2, Severity.SEV1)),
        (4, e.TargetReached(Target.ACKNOWLEDGED)),
        (10, ASKED),
    )
    for deed in (Deed.ROLE_ACCEPTED, Deed.STAGE_REACHED, Deed.SEVERITY_SET, Deed.ACKNOWLEDGED):
        line = _one(expected(deed, 5, after_inject=2, **DONE[deed][0]), *before)
        assert (line.verdict, line.done) == (Verdict.MET, 10 * MINUTE), deed
    gone_back = (
        *before,
        (5.0, e.StageChanged(Stage.CONTAINED, Stage.TRIAGE, TRANSITIONS[Stage.CONTAINED, Stage.TRIAGE])),
    )
    assert _one(expected(Deed.STAGE_REACHED, 5, after_inject=2, stage=Stage.CONTAINED), *gone_back).verdict is (
        Verdict.MISSED
    )


def test_an_inject_that_never_came_is_held_against_nobody() -> None:
    line = _one(expected(Deed.UPDATE_POSTED, 10, after_inject=2), (5, UPDATE))
    assert (line.verdict, line.due, line.points) == (Verdict.OPEN, None, 0)


def test_a_role_is_handed_by_somebody_else() -> None:
    """Before the holder went missing it was nothing to take over, and the one who is missing cannot."""
    wanted = expected(Deed.ROLE_HANDED, 10, role="lead")
    assert _one(wanted, (1, LEAD), (30, ABSENT), (39, e.RoleTaken("lead", BO))).verdict is Verdict.MET
    assert _one(wanted, (1, e.RoleTaken("lead", BO)), (30, ABSENT)).verdict is Verdict.MISSED
    assert _one(wanted, (30, ABSENT), (32, e.RoleTaken("lead", ANNA))).verdict is Verdict.MISSED
    assert _one(wanted, (30, ABSENT), (32, e.RoleTaken("legal", BO))).verdict is Verdict.MISSED
    assert _one(wanted, (1, LEAD)).verdict is Verdict.OPEN


# ------------------------------------------------------------------------------------------------------------ the card


def test_a_drill_that_goes_on_has_no_score() -> None:
    drill = Drill(SCRIPT, 1, (1,))
    assert score(drill, _record(drill)[:-1]) is None


def test_what_the_end_came_before() -> None:
    """Stopped before the time was up: not come to. Closed by the team before it: missed, for nobody stopped them."""
    wanted = expected(Deed.UPDATE_POSTED, 30)
    assert _one(wanted, end=20, stopped=True).verdict is Verdict.OPEN
    assert _one(wanted, end=30, stopped=True).verdict is Verdict.MISSED
    assert _one(wanted, (5, UPDATE), end=20, stopped=True).verdict is Verdict.MET
    assert _one(wanted, end=20).verdict is Verdict.MISSED


def test_nothing_counts_after_the_end() -> None:
    drill = Drill(SCRIPT, 1, (1,))
    entries = _record(drill, end=10)
    later = Entry(1, len(entries) + 1, START + 11 * MINUTE, ANNA, LEAD, "")
    assert score(drill, [*entries, later]) == score(drill, entries)


def test_the_sum_the_lesson_and_the_real_times() -> None:
    card = _card(SCRIPT, (2, LEAD), (70, STATEMENT), end=90)
    assert [line.verdict for line in card.lines] == [Verdict.MET, Verdict.LATE, Verdict.OPEN]
    assert (card.points, card.possible) == (40 + 17, 75)
    assert card.lesson == SCRIPT.expectations[1].text, "without a `why` the expectation itself"
    assert [line.real for line in card.lines] == [None, 200 * MINUTE, None]
    assert (card.took, card.stopped) == (90 * MINUTE, False)
    worse = _card(SCRIPT, (40, STATEMENT))
    assert worse.lesson == told("Nobody leads by accident.")
    assert _card(SCRIPT, (2, LEAD), (3, STATEMENT)).lesson == SCRIPT.trains


def test_the_real_deeds_are_taken_in_their_order() -> None:
    """The second update that is expected is held against the company's second."""
    deeds = tuple(replace(SCRIPT.reality[0], at=at * MINUTE) for at in (300, 60))
    wanted = tuple(expected(Deed.STATEMENT_PUBLISHED, 30, count=count) for count in (1, 2, 3))
    card = _card(replace(SCRIPT, expectations=wanted, reality=deeds))
    assert [line.real for line in card.lines] == [60 * MINUTE, 300 * MINUTE, None]


def test_a_real_deed_stands_beside_the_expectation_whose_words_it_is_told_in() -> None:
    """In either language; the others take what is left, in their order."""

    def decided(at: float, text: Told) -> RealDeed:
        return RealDeed(at * MINUTE, text, Deed.DECISION_LOGGED)

    def real(*reality: RealDeed) -> list[timedelta | None]:
        return [line.real for line in _card(replace(SCRIPT, expectations=wanted, reality=reality)).lines]

    wanted = tuple(expected(Deed.DECISION_LOGGED, 30, words=words) for words in (("statement",), (), ("送检", "LAB")))
    assert real(decided(60, Told("To a lab", "去检测"))) == [None, None, 60 * MINUTE]
    assert real(decided(60, Told("Samples", "样品送检"))) == [None, None, 60 * MINUTE]
    lab, other, later = decided(60, Told("lab")), decided(90, Told("recall")), decided(20, Told("refund"))
    assert real(lab, other, later) == [20 * MINUTE, 90 * MINUTE, 60 * MINUTE]
    assert real(other) == [90 * MINUTE, None, None], "in no words of theirs: by the order"


def test_a_faster_drill_has_shorter_targets_and_the_same_reality() -> None:
    card = _card(hastened(SCRIPT, 10), (1, LEAD), (3.5, STATEMENT), speed=10)
    assert [line.verdict for line in card.lines[:2]] == [Verdict.MET, Verdict.LATE]
    assert (card.speed, card.lines[1].real) == (10, 200 * MINUTE)


# ------------------------------------------------------------------------------------------------------- whatever comes


EVENTS = (*(event for _, event, _ in DONE.values()), ASKED, ABSENT, e.RoleTaken("lead", BO), UPDATE)
moments = st.floats(0, 200, allow_nan=False)
happenings = st.lists(st.tuples(moments, st.sampled_from(EVENTS)), max_size=12)
deeds = st.sampled_from(sorted(DONE)).flatmap(
    lambda deed: st.builds(
        lambda within, points, count, after: expected(
            deed, within, points, count=count, after_inject=after, **DONE[deed][0]
        ),
        st.integers(0, 120),
        st.integers(1, 100),
        st.integers(1, 3),
        st.none() | st.integers(1, 4),
    )
)
expectations = st.lists(deeds, min_size=1, max_size=8)


def _script(wanted: list[Expectation]) -> Script:
    silent = Inject(timedelta(0), InjectKind.RUMOUR, Told("x", "x"), Told("x", "x"))
    return replace(SCRIPT, expectations=tuple(wanted), injects=(silent,) * 4)


@settings(max_examples=150, deadline=None)
@given(expectations, happenings, st.floats(0, 250), st.booleans())
def test_whatever_happens_the_sum_is_right(
    wanted: list[Expectation], happened: list[Happened], end: float, stopped: bool
) -> None:
    """Every expectation has one line; points are never more than there are; each verdict says what its times say."""
    card = _card(_script(wanted), *happened, end=end, stopped=stopped)
    assert [line.expectation for line in card.lines] == wanted
    assert 0 <= card.points <= card.possible <= sum(each.points for each in wanted)
    assert card.points == sum(line.points for line in card.lines)
    assert sum(card.count(verdict) for verdict in Verdict) == len(wanted)
    for line in card.lines:
        if line.verdict in (Verdict.MET, Verdict.LATE):
            assert line.done is not None
            assert line.due is not None
            assert (line.done <= line.due) is (line.verdict is Verdict.MET)
            assert line.done <= card.took
        else:
            assert line.points == 0
            assert line.done is None


@settings(max_examples=100, deadline=None)
@given(expectations, happenings, st.tuples(moments, st.sampled_from(EVENTS)))
def test_doing_more_costs_nothing_where_no_state_is_left(
    wanted: list[Expectation], happened: list[Happened], one_more: Happened
) -> None:
    """What is done besides takes no points away, as long as it undoes nothing."""
    undoing = (e.StageChanged, e.SeverityChanged, e.InjectPlayed)
    kept = [each for each in happened if not isinstance(each[1], undoing)]
    if isinstance(one_more[1], undoing):
        return
    script = _script(wanted)
    assert _card(script, *kept, end=250).points <= _card(script, *kept, one_more, end=250).points


@settings(max_examples=100, deadline=None)
@given(expectations, happenings, st.floats(0, 30))
def test_doing_it_all_later_earns_no_more(wanted: list[Expectation], happened: list[Happened], delay: float) -> None:
    """The same deeds, each so much later, while the injects come when they come."""
    injects = [each for each in happened if isinstance(each[1], e.InjectPlayed)]
    acts = [(0.0, event) for _, event in happened if not isinstance(event, e.InjectPlayed)]
    late = [(delay, event) for _, event in acts]
    from_the_start = [replace(each, after_inject=None) for each in wanted]
    script = _script(from_the_start)
    assert _card(script, *injects, *late, end=250).points <= _card(script, *injects, *acts, end=250).points


def test_every_stage_of_the_order_counts_when_a_later_one_is_reached() -> None:
    for place, stage in enumerate(FORWARD_ORDER[1:], start=1):
        for reached in FORWARD_ORDER[1:]:
            line = _one(expected(Deed.STAGE_REACHED, 30, stage=stage), (5, _stage(reached)))
            assert (line.verdict is Verdict.MET) is (FORWARD_ORDER.index(reached) >= place)
