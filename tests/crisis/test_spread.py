"""Posts that spread: when a worse severity is proposed, who settles it, and what is counted."""

from datetime import timedelta
from typing import Any

import pytest

from crisis import events as e
from crisis.commands import AskForChart, ChangeSeverity, Command, PutMentionAside, SettleProposal
from crisis.decisions import apply, decide, spread_texts
from crisis.decisions.context import Context
from crisis.decisions.spread import open_proposal, recounted, watched
from crisis.evolve.spread import MOST_NAMED
from crisis.incident import Incident
from crisis.incident.spread import LONGEST_WINDOW, SpreadRules, SpreadWhy
from crisis.mention import KeptMention, MentionCounts, MentionState, slot_of
from crisis.policy import Policy
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.values import replace
from tests.crisis.memory.store import Memory, MemoryUnit
from tests.crisis.world import ANNA, MINUTE, START, Case, a_kept_post

RULES = SpreadRules(window=30 * MINUTE, least=10, big_account=1_000_000)
_number = iter(range(1, 1_000_000))


def posts(count: int, at: int = 0, followers: int = 0, **changes: Any) -> list[KeptMention]:
    """So many posts, made ``at`` minutes after START."""
    made = []
    for _ in range(count):
        post = a_kept_post(next(_number), -at, **changes)
        post = replace(post, clock_from=START + at * MINUTE)
        made.append(replace(post, mention=replace(post.mention, followers=followers, author="大号")))
    return made


class Story:
    """An incident that hears posts at minutes after START."""

    def __init__(self, severity: Severity = Severity.SEV3, **rules: Any) -> None:
        case = Case()
        self.incident: Incident = replace(case.incident, severity=severity)
        self.context: Context = replace(case.context, policy=Policy(spread=replace(RULES, **rules)))

    def hears(self, count: int, at: int, followers: int = 0) -> tuple[e.Event, ...]:
        self.context = replace(self.context, now=START + at * MINUTE)
        made = watched(self.incident, posts(count, at, followers), self.context)
        self.incident = apply(self.incident, made, Command(1, None), self.context)
        return made

    def does(self, command: Command) -> tuple[e.Event, ...]:
        made = decide(self.incident, command, self.context)
        self.incident = apply(self.incident, made, command, self.context)
        return made


def proposed(made: tuple[e.Event, ...]) -> list[e.SeverityProposed]:
    return [event for event in made if isinstance(event, e.SeverityProposed)]


def test_what_it_was_opened_with_is_no_spread() -> None:
    story = Story()
    assert proposed(story.hears(200, 0, followers=9_000_000)) == []
    assert story.incident.spread.total == 200


def test_a_story_that_doubles_within_the_window_is_proposed_one_worse() -> None:
    story = Story()
    story.hears(12, 0)
    assert proposed(story.hears(11, 10)) == []
    (event,) = proposed(story.hears(1, 20))
    assert (event.severity, event.why, event.before, event.total) == (Severity.SEV2, SpreadWhy.DOUBLED, 12, 24)
    assert open_proposal(story.incident)


def test_what_grows_slowly_is_not_proposed() -> None:
    story = Story()
    story.hears(10, 0)
    assert [proposed(story.hears(5, minute)) for minute in range(40, 400, 40)] == [[]] * 9


@pytest.mark.parametrize(("first", "then"), [(1, 9), (2, 9), (5, 9)])
def test_few_posts_that_double_mean_nothing(first: int, then: int) -> None:
    story = Story()
    story.hears(first, 0)
    assert proposed(story.hears(then, 5)) == []


def test_one_proposal_waits_at_a_time_and_the_next_takes_another_doubling() -> None:
    story = Story()
    story.hears(10, 0)
    assert proposed(story.hears(10, 5))
    assert proposed(story.hears(40, 10)) == []
    story.does(SettleProposal(1, ANNA, 1, accepted=False))
    assert story.incident.severity is Severity.SEV3
    assert proposed(story.hears(1, 12))  # sixty are three times the twenty it was proposed for


def test_a_big_account_is_enough_alone_but_only_one_that_is_bigger_than_those_before() -> None:
    story = Story()
    story.hears(3, 0, followers=500)
    (event,) = proposed(story.hears(1, 90, followers=2_000_000))
    assert (event.why, event.followers, event.author) == (SpreadWhy.BIG_ACCOUNT, 2_000_000, "大号")
    story.does(SettleProposal(1, ANNA, 1, accepted=False))
    assert proposed(story.hears(1, 200, followers=1_500_000)) == []
    assert proposed(story.hears(1, 300, followers=3_000_000))


def test_whoever_agrees_changes_the_severity_and_nobody_can_twice() -> None:
    story = Story()
    story.hears(10, 0)
    story.hears(15, 5)
    made = story.does(SettleProposal(1, ANNA, 1, accepted=True))
    assert isinstance(made[0], e.ProposalSettled)
    assert story.incident.severity is Severity.SEV2
    with pytest.raises(Refused) as refused:
        story.does(SettleProposal(1, ANNA, 1, accepted=False))
    assert refused.value.text is spread_texts.SETTLED_ALREADY


def test_a_severity_changed_by_hand_settles_what_was_proposed() -> None:
    story = Story()
    story.hears(10, 0)
    story.hears(15, 5)
    story.does(ChangeSeverity(1, ANNA, Severity.SEV1))
    assert open_proposal(story.incident) is None
    with pytest.raises(Refused):
        story.does(SettleProposal(1, ANNA, 1, accepted=True))
    assert proposed(story.hears(500, 10)) == []  # nothing is worse


def test_the_desk_acts_alone_only_where_the_policy_says_so() -> None:
    story = Story(Severity.SEV2, acts_alone=frozenset({Severity.SEV1}))
    story.hears(10, 0)
    made = story.hears(15, 5)
    assert story.incident.severity is Severity.SEV1
    assert [type(event) for event in made[:4]] == [
        e.SpreadCounted,
        e.SeverityProposed,
        e.ProposalSettled,
        e.SeverityChanged,
    ]
    milder = Story(Severity.SEV3, acts_alone=frozenset({Severity.SEV1}))
    milder.hears(10, 0)
    milder.hears(15, 5)
    assert milder.incident.severity is Severity.SEV3


def test_old_posts_that_come_late_are_no_spread() -> None:
    story = Story()
    story.hears(10, 0)
    story.context = replace(story.context, now=START + 300 * MINUTE)
    made = watched(story.incident, posts(100, -600), story.context)
    assert proposed(made) == []


def test_what_is_kept_in_the_incident_is_bounded() -> None:
    story = Story(least=10_000)
    for number in range(200):
        at = number * 10
        story.context = replace(story.context, now=START + at * MINUTE)
        new = posts(2, at, platform=f"p{number}", topics=(f"t{number}",))
        made = watched(story.incident, new, story.context)
        story.incident = apply(story.incident, made, Command(1, None), story.context)
    spread = story.incident.spread
    assert spread.total == 400
    assert len(spread.slots) <= LONGEST_WINDOW / timedelta(minutes=10) + 1
    assert len(spread.platforms) == len(spread.topics) == MOST_NAMED


class Sorted:
    """A story whose posts are rows, so that they can be put aside."""

    def __init__(self, story: Story) -> None:
        self.story, self.unit = story, MemoryUnit(Memory())
        story.context = replace(story.context, mentions=self.unit)

    def hears(self, count: int, at: int, followers: int = 0) -> tuple[tuple[e.Event, ...], list[int]]:
        self.story.context = replace(self.story.context, now=START + at * MINUTE)
        kept = self.unit.keep_mentions(posts(count, at, followers))
        made = watched(self.story.incident, kept, self.story.context)
        self.story.incident = apply(self.story.incident, made, Command(1, None), self.story.context)
        return made, [each.id for each in kept]

    def puts_aside(self, *numbers: int) -> None:
        for number in numbers:
            self.story.does(PutMentionAside(1, ANNA, number))
            kept = self.unit.mention(number)
            assert kept
            self.unit.change_mention(replace(kept, state=MentionState.ASIDE))


def test_posts_that_are_not_about_us_count_for_no_doubling() -> None:
    rows = Sorted(Story())
    rows.hears(12, 0)
    _, others = rows.hears(11, 10)
    rows.puts_aside(*others[:6])
    made, _ = rows.hears(6, 20)  # with those put aside it were 29 of 12
    assert proposed(made) == []
    made, _ = rows.hears(1, 21)
    (event,) = proposed(made)
    assert (event.total, event.before) == (24, 12)


def test_a_doubling_of_posts_that_were_not_about_us_hinders_none_later() -> None:
    rows = Sorted(Story())
    rows.hears(5, 0)
    made, others = rows.hears(40, 5)
    assert proposed(made)
    rows.story.does(SettleProposal(1, ANNA, 1, accepted=False))
    rows.puts_aside(*others)
    made, _ = rows.hears(10, 10)
    assert proposed(made)  # fifteen where there were five, not where there were forty-five


def test_a_big_account_that_was_not_about_us_is_not_the_biggest_any_more() -> None:
    rows = Sorted(Story())
    rows.hears(3, 0, followers=500)
    made, (other,) = rows.hears(1, 90, followers=9_000_000)
    assert proposed(made)
    rows.story.does(SettleProposal(1, ANNA, 1, accepted=False))
    rows.puts_aside(other)
    assert rows.story.incident.spread.largest == 500
    made, _ = rows.hears(1, 200, followers=1_500_000)
    assert proposed(made)


def test_after_posts_were_moved_it_is_counted_anew() -> None:
    story = Story()
    story.hears(10, 0)
    counts = MentionCounts(by_platform=(("weibo", 3),), by_topic=(), by_slot=((slot_of(START), 3),))
    (event,) = recounted(story.incident, counts)
    after = apply(story.incident, (event,), Command(1, None), story.context)
    assert (after.spread.total, after.spread.platforms) == (3, (("weibo", 3),))
    assert recounted(after, counts) == ()


def test_a_chart_needs_posts() -> None:
    story = Story()
    with pytest.raises(Refused):
        story.does(AskForChart(1, ANNA))
    story.hears(1, 0)
    (event,) = story.does(AskForChart(1, ANNA, hours=99_999))
    assert isinstance(event, e.ChartAsked)
    assert event.hours == 24 * 31
