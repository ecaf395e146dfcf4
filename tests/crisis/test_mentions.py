"""The desk of mentions: what follows when posts come, and what the tally says of them."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import commands as c
from crisis import events as e
from crisis import refusals as general
from crisis.clock.cadence import Rung
from crisis.clock.due import DueKind, due_times
from crisis.commands import Command, DueReached
from crisis.decisions import apply, decide
from crisis.decisions.context import Context
from crisis.decisions.mentions import heard, recounted
from crisis.events.mentions import OfMention
from crisis.evolve import evolve
from crisis.evolve.mentions import row_after
from crisis.incident import Holding, Target
from crisis.incident.mentions import Mentions
from crisis.mention import KeptMention, MentionState
from crisis.policy import Policy
from crisis.policy.quiet import QuietHours
from crisis.refusals import Named, Refused
from crisis.refusals import mentions as refusals
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.values import replace
from tests.crisis.memory.store import Memory, MemoryUnit
from tests.crisis.world import ANNA, BO, CHEN, HOUR, MINUTE, START, Case, a_kept_post


def test_a_batch_is_told_once_with_how_many_and_since_when() -> None:
    case = Case()
    batch = [a_kept_post(1, 3), a_kept_post(2, 9, "douyin"), a_kept_post(3, 1, severity=Severity.SEV2)]
    batch[0] = replace(batch[0], mention=replace(batch[0].mention, followers=5_000_000))
    told, _ = heard(case.incident, batch, case.context)
    assert told == e.MentionsHeard(3, START - 9 * MINUTE, (1, 3, 2), Severity.SEV2, (("weibo", 2), ("douyin", 1)))
    after = apply(case.incident, (told,), Command(1, None), case.context)
    assert after.mentions == Mentions(waiting=3, oldest=START - 9 * MINUTE, first_heard_at=START)


def test_a_second_batch_is_added_to_the_first() -> None:
    case = Case()
    incident = apply(
        case.incident, heard(case.incident, [a_kept_post(1, 3)], case.context), Command(1, None), case.context
    )
    made = heard(incident, [a_kept_post(2, 1), a_kept_post(3, 7)], case.context)
    incident = apply(incident, made, Command(1, None), case.context)
    assert (incident.mentions.waiting, incident.mentions.oldest) == (3, START - 7 * MINUTE)


def test_nothing_new_is_nothing_to_tell() -> None:
    case = Case()
    assert heard(case.incident, [], case.context) == ()
    assert heard(case.incident, [a_kept_post(1, state=MentionState.ASIDE)], case.context) == ()


def test_the_tally_is_made_anew_from_the_rows() -> None:
    case, unit = Case(), MemoryUnit(Memory())
    answered = {"state": MentionState.ANSWERED, "answer_text": "x", "answered_at": START, "late_by": 0 * MINUTE}
    claimed = {"state": MentionState.CLAIMED, "claimed_by": ANNA, "solved_in_private_at": START}
    unit.keep_mentions(
        [a_kept_post(1, 9, **answered), a_kept_post(2, 5, **claimed), a_kept_post(3, 2), a_kept_post(4, incident=2)]
    )
    made = recounted(case.incident, unit)
    incident = apply(case.incident, made, Command(1, None), case.context)
    assert incident.spread.total == 3
    assert incident.mentions == Mentions(
        waiting=1,
        claimed=1,
        answered=1,
        owed=1,
        oldest=START - 5 * MINUTE,
        first_heard_at=START,
        answered_in_time=1,
    )
    assert recounted(incident, unit) == ()


@dataclass
class Desk:
    """Incident 1, and the rows of its mentions as the events leave them."""

    case: Case
    unit: MemoryUnit = field(default_factory=lambda: MemoryUnit(Memory()))

    def hear(self, *posts: KeptMention) -> None:
        self._apply(heard(self.case.incident, self.unit.keep_mentions(posts), self.context))

    def do(self, command: Command) -> tuple[e.Event, ...]:
        made = decide(self.case.incident, command, self.context)
        self._apply(made, command.by)
        return made

    def due(self) -> tuple[e.Event, ...]:
        """Handle the reminder of mentions when its time has come, as the clock would."""
        key = f"{DueKind.MENTIONS}:"
        return self.do(DueReached(1, None, key, self.case.clock.now))

    def due_at(self) -> datetime | None:
        due = (each for each in due_times(self.case.incident, self.case.policy) if each.kind is DueKind.MENTIONS)
        return next((each.due_at for each in due), None)

    @property
    def context(self) -> Context:
        return replace(self.case.context, mentions=self.unit)

    @property
    def tally(self) -> Mentions:
        return self.case.incident.mentions

    def state(self, number: int) -> str:
        kept = self.unit.mention(number)
        assert kept is not None
        return kept.state.value

    def _apply(self, made: tuple[e.Event, ...], by: str | None = None) -> None:
        for event in made:
            self.case.incident = evolve(self.case.incident, event, self.case.clock.now, by)
            if isinstance(event, OfMention):
                kept = self.unit.mention(event.mention)
                assert kept is not None
                self.unit.change_mention(row_after(kept, event, self.case.clock.now, by))
        # Whatever happens, the tally says what the rows say, and so does the spread.
        assert recounted(self.case.incident, self.unit) == ()
        counts, seen = self.unit.mention_counts(1), self.case.incident.spread
        assert (seen.slots, seen.platforms, seen.topics) == (counts.by_slot, counts.by_platform, counts.by_topic)


@pytest.fixture
def desk() -> Desk:
    """A SEV2 incident with three posts: 1 of nine minutes ago, 2 of three, 3 of now. Five minutes is the target."""
    made = Desk(Case(Severity.SEV2))
    made.hear(a_kept_post(1, 9), a_kept_post(2, 3), a_kept_post(3))
    return made


def refused(desk: Desk, command: Command) -> Refused:
    with pytest.raises(Refused) as caught:
        desk.do(command)
    return caught.value


def test_one_person_has_a_mention_and_the_other_is_told_who(desk: Desk) -> None:
    (claimed, acknowledged) = desk.do(c.ClaimMention(1, ANNA, 1))
    assert isinstance(claimed, e.MentionClaimed)
    assert isinstance(acknowledged, e.TargetReached)  # who answers is at work on it
    assert (desk.tally.waiting, desk.tally.claimed) == (2, 1)
    late = refused(desk, c.ClaimMention(1, BO, 1))
    assert (late.text, late.values["person"]) == (refusals.CLAIMED_ALREADY, Named(ANNA))
    assert refused(desk, c.ClaimMention(1, ANNA, 1)).text is refusals.YOURS_ALREADY
    desk.do(c.ReleaseMention(1, BO, 1))
    desk.do(c.ClaimMention(1, BO, 1))
    assert desk.unit.mention(1).claimed_by == BO  # type: ignore[union-attr]


def test_the_first_answer_stops_the_clock_of_the_incident(desk: Desk) -> None:
    desk.case.clock.forward(MINUTE)
    answered, reached, _ = desk.do(c.AnswerMention(1, ANNA, 2, "https://weibo.example/a", "已退款"))
    assert isinstance(answered, e.MentionAnswered)
    assert (answered.first, answered.late_by) == (True, 0 * MINUTE)  # four minutes after the post
    assert isinstance(reached, e.TargetReached)
    assert (reached.target, reached.words) == (Target.FIRST_ANSWER, "https://weibo.example/a 已退款")
    (second,) = desk.do(c.AnswerMention(1, ANNA, 1, text="已致电"))
    assert isinstance(second, e.MentionAnswered)
    assert (second.first, second.late_by) == (False, 5 * MINUTE)  # ten minutes after the post
    assert (desk.tally.answered_in_time, desk.tally.answered_late, desk.tally.answered) == (1, 1, 2)
    assert desk.tally.oldest == START
    row = desk.unit.mention(2)
    assert row is not None
    assert (row.answered_by, row.answered_at, row.claimed_by) == (ANNA, START + MINUTE, ANNA)


def test_an_answer_is_a_link_or_words(desk: Desk) -> None:
    assert refused(desk, c.AnswerMention(1, ANNA, 1)).text is refusals.ANSWER_WANTED
    assert refused(desk, c.AnswerMention(1, ANNA, 1, "weibo.com/1")).text is refusals.NO_LINK
    assert desk.state(1) == "waiting"


def test_solved_in_private_still_owes_the_public_answer(desk: Desk) -> None:
    desk.do(c.SolveInPrivate(1, ANNA, 1, "电话致歉并退款"))
    assert (desk.tally.owed, desk.tally.claimed, desk.tally.oldest) == (1, 1, START - 9 * MINUTE)
    assert refused(desk, c.CloseMention(1, ANNA, 1)).text is refusals.WHY_CLOSED
    assert refused(desk, c.SolveInPrivate(1, ANNA, 1)).text is refusals.ALREADY_SOLVED
    desk.do(c.AnswerMention(1, BO, 1, text="已与您联系并解决"))
    assert (desk.tally.owed, desk.tally.answered) == (0, 1)
    desk.do(c.CloseMention(1, BO, 1))
    assert desk.state(1) == "closed"


def test_not_about_us_can_be_taken_back(desk: Desk) -> None:
    aside, _ = desk.do(c.PutMentionAside(1, ANNA, 1, "说的是形容词"))
    assert isinstance(aside, e.MentionPutAside)
    assert (desk.tally.aside, desk.tally.waiting, desk.tally.oldest) == (1, 2, START - 3 * MINUTE)
    assert refused(desk, c.AnswerMention(1, ANNA, 1, text="x")).text is refusals.NOT_WAITING
    desk.do(c.ReopenMention(1, BO, 1))
    assert (desk.tally.aside, desk.tally.waiting, desk.tally.oldest) == (0, 3, START - 9 * MINUTE)


def test_what_is_not_about_us_is_no_spread(desk: Desk) -> None:
    desk.do(c.PutMentionAside(1, ANNA, 1))
    seen = desk.case.incident.spread
    assert (seen.total, seen.first, seen.platforms, sum(number for _, number in seen.slots)) == (
        2,
        2,
        (("weibo", 2),),
        2,
    )
    desk.do(c.ReopenMention(1, BO, 1))
    assert desk.case.incident.spread.total == 3
    desk.do(c.CloseMention(1, ANNA, 1, "wants no answer"))
    assert desk.case.incident.spread.total == 3  # it is about us all the same
    for number in (2, 3):
        desk.do(c.PutMentionAside(1, ANNA, number))
    desk.do(c.ReopenMention(1, ANNA, 1))
    assert desk.case.incident.spread.total == 1


def test_a_reopened_answer_counts_no_more(desk: Desk) -> None:
    desk.do(c.AnswerMention(1, ANNA, 3, text="x"))
    desk.do(c.ReopenMention(1, ANNA, 3))
    assert (desk.tally.answered_in_time, desk.tally.waiting) == (0, 3)
    desk.case.incident = replace(desk.case.incident, severity=Severity.SEV4)
    desk.do(c.AnswerMention(1, ANNA, 1, text="within the hours of a SEV4"))
    desk.case.incident = replace(desk.case.incident, severity=Severity.SEV2)
    assert (desk.tally.answered_in_time, desk.tally.answered_late) == (1, 0)
    desk.do(c.ReopenMention(1, ANNA, 1))  # as it was judged, it is counted no more
    assert (desk.tally.answered_in_time, desk.tally.answered_late) == (0, 0)
    assert refused(desk, c.ReopenMention(1, ANNA, 3)).text is refusals.STILL_OPEN


def test_a_mention_of_another_incident_is_none_here(desk: Desk) -> None:
    desk.unit.keep_mention(a_kept_post(4, incident=2))
    said = refused(desk, c.ClaimMention(1, ANNA, 4))
    assert said.text is refusals.NO_SUCH_MENTION
    assert set(said.values["possible"]) == {"1", "2", "3"}  # type: ignore[arg-type]


def test_reminders_name_what_is_overdue_and_go_one_rung_higher_each_time(desk: Desk) -> None:
    holdings = (Holding("monitor", BO, START), Holding("lead", ANNA, START), Holding("care", CHEN, START))
    desk.case.incident = replace(desk.case.incident, holdings=holdings)
    assert desk.due_at() == START + 5 * MINUTE  # nobody could have answered sooner, however old the post is
    desk.case.clock.forward(5 * MINUTE)
    (first,) = desk.due()
    assert isinstance(first, e.MentionsOverdue)
    assert (first.count, first.named, first.due_at) == (3, (1, 2, 3), START - 4 * MINUTE)
    assert (first.rung, first.told, first.step) == (Rung.CARE, (CHEN, BO), 0)
    assert desk.due() == ()  # not twice
    assert desk.due_at() == START + 10 * MINUTE
    desk.case.clock.forward(5 * MINUTE)
    (second,) = desk.due()
    assert isinstance(second, e.MentionsOverdue)
    assert (second.rung, second.told, second.step) == (Rung.LEAD, (ANNA,), 1)


def test_answered_ones_start_the_reminders_anew(desk: Desk) -> None:
    desk.case.clock.forward(5 * MINUTE)
    desk.due()
    for number in (1, 2, 3):
        desk.do(c.AnswerMention(1, ANNA, number, text="x"))
    assert desk.due_at() is None
    desk.hear(a_kept_post(4, 30))
    assert desk.due_at() == START + 10 * MINUTE  # and not at once again
    desk.case.clock.forward(6 * MINUTE)
    (again,) = desk.due()
    assert isinstance(again, e.MentionsOverdue)
    assert (again.step, again.named) == (0, (4,))


def test_who_does_not_listen_hears_of_it_less_often(desk: Desk) -> None:
    moments = []
    for _ in range(6):
        at = desk.due_at()
        assert at is not None
        desk.case.clock.forward(at - desk.case.clock.now)
        desk.due()
        moments.append(at)
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert pauses == [5 * MINUTE, 5 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE]


def test_quiet_hours_hold_the_reminder_and_the_target() -> None:
    quiet = QuietHours(time(16), time(18), timezone="Asia/Shanghai")  # 8:00 to 10:00 UTC
    desk = Desk(Case(Severity.SEV3, policy=Policy(quiet_hours=quiet)))
    desk.hear(a_kept_post(1))
    assert desk.due_at() == START + 2 * HOUR
    desk.case.clock.forward(2 * HOUR)
    answered, *_ = desk.do(c.AnswerMention(1, ANNA, 1, text="x"))
    assert isinstance(answered, e.MentionAnswered)
    assert answered.late_by == 0 * MINUTE


def test_after_the_end_an_answer_still_counts_and_nothing_is_claimed(desk: Desk) -> None:
    desk.do(c.ChangeStage(1, ANNA, Stage.CLOSED))
    assert desk.due_at() is None
    assert refused(desk, c.ClaimMention(1, ANNA, 1)).text is general.IS_OVER
    (answered,) = desk.do(c.AnswerMention(1, ANNA, 1, text="x"))
    assert isinstance(answered, e.MentionAnswered)
    assert not answered.first


numbers, people = st.integers(1, 4), st.sampled_from((ANNA, BO))
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(c.ClaimMention, st.just(1), people, numbers),
    st.builds(c.ReleaseMention, st.just(1), people, numbers),
    st.builds(c.AnswerMention, st.just(1), people, numbers, text=st.sampled_from(("", "x"))),
    st.builds(c.SolveInPrivate, st.just(1), people, numbers, st.sampled_from(("", "x"))),
    st.builds(c.CloseMention, st.just(1), people, numbers, st.sampled_from(("", "x"))),
    st.builds(c.PutMentionAside, st.just(1), people, numbers),
    st.builds(c.ReopenMention, st.just(1), people, numbers),
)


@given(st.lists(st.tuples(COMMANDS, st.integers(0, 4)), max_size=25))
@settings(max_examples=60, deadline=None)
def test_whatever_is_done_in_whatever_order_the_tally_says_what_the_rows_say(
    steps: list[tuple[Command, int]],
) -> None:
    """``Desk`` counts the rows anew after every command. And a reminder that was handled is due no more."""
    made = Desk(Case(Severity.SEV2))
    made.hear(
        a_kept_post(1, 9, topics=("service",)), a_kept_post(2, 3, "douyin"), a_kept_post(3, topics=("service", "price"))
    )
    for command, minutes in steps:
        made.case.clock.forward(minutes * MINUTE)
        with suppress(Refused):
            made.do(command)
        rows = made.unit.mentions_of(1)
        assert made.tally.answered_in_time + made.tally.answered_late == sum(
            row.answered_at is not None for row in rows
        )
        assert all(row.claimed_by for row in rows if row.state is MentionState.CLAIMED)
        made.due()
        assert made.due() == ()
