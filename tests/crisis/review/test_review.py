"""What a review says follows from the entries, and only from them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from crisis import events as e
from crisis.incident import OfferState, Target
from crisis.policy import Policy
from crisis.review.facts import LateKind, OpenKind, Review, Standing
from crisis.severity import Severity
from crisis.stages import Move, Stage
from crisis.words import REMOVED
from tests.handlers.review_example import (
    FENG,
    HAN,
    HE,
    LU,
    PAPER_CRANE,
    SHEN,
    Story,
    paper_crane,
    paper_crane_story,
    paper_lantern,
    team,
)

MINUTES = timedelta(minutes=1)
NOON = datetime(2026, 1, 5, tzinfo=ZoneInfo("UTC"))


def small_story(severity: Severity = Severity.SEV2) -> Story:
    opened = e.IncidentOpened("Something", severity, "other", "aaaa", "inc-x", "inc-x", timedelta(minutes=30), ())
    return Story(1, NOON, opened, "12:00", opened_by="U1")


def target(review: Review, wanted: Target):  # type: ignore[no-untyped-def]
    return next(line for line in review.targets if line.target is wanted)


def test_moments_are_counted_from_first_sight() -> None:
    moments = paper_crane().moments

    assert moments.first_sight == datetime(2026, 5, 6, 12, 31, 10, tzinfo=UTC)
    assert moments.unseen == 46 * MINUTES
    assert moments.after(moments.acknowledged_at) == timedelta(seconds=70)
    assert moments.contained_at == datetime(2026, 5, 6, 14, 10, tzinfo=UTC), "the first time it was contained"
    assert moments.resolved_at == datetime(2026, 5, 7, 2, 30, 20, tzinfo=UTC)
    assert moments.ended_at == datetime(2026, 5, 7, 3, 0, tzinfo=UTC)


def test_stages_join_without_gaps_and_keep_the_reason_for_going_back() -> None:
    stages = paper_crane().stages

    assert [span.stage for span in stages] == [
        Stage.TRIAGE,
        Stage.RESPONDING,
        Stage.CONTAINED,
        Stage.RESPONDING,
        Stage.CONTAINED,
        Stage.RESOLVED,
        Stage.CLOSED,
    ]
    assert all(before.until == after.since for before, after in pairwise(stages))
    assert stages[-1].until is None
    assert [span.reason for span in stages if span.move is Move.BACK] == ["又有一条视频，说我们私下让顾客删帖"]


def test_severity_history_and_the_worst() -> None:
    review = paper_crane()

    assert [span.severity for span in review.severities] == [Severity.SEV2, Severity.SEV1]
    assert review.worst_severity is Severity.SEV1
    assert review.severities[0].until == review.severities[1].since


def test_a_target_is_judged_by_the_rule_that_held_when_it_was_reached() -> None:
    review = paper_crane()

    acknowledged = target(review, Target.ACKNOWLEDGED)
    assert (acknowledged.standing, acknowledged.limit) == (Standing.MET, 5 * MINUTES), "SEV2 then, SEV1 only later"
    answer = target(review, Target.FIRST_ANSWER)
    assert (answer.standing, answer.late_by) == (Standing.LATE, timedelta(minutes=6, seconds=50))
    statement = target(review, Target.FIRST_STATEMENT)
    assert (statement.standing, statement.limit, statement.reached_by) == (Standing.LATE, 30 * MINUTES, HAN)


def test_a_first_answer_is_no_target_where_nobody_wrote() -> None:
    line = target(paper_lantern(), Target.FIRST_ANSWER)

    assert (line.standing, line.limit) == (Standing.NOT_APPLICABLE, None)


def test_a_target_runs_until_its_time_is_out() -> None:
    story = small_story()
    assert target(story.review("12:03"), Target.ACKNOWLEDGED).standing is Standing.RUNNING
    assert target(story.review("12:05"), Target.ACKNOWLEDGED).standing is Standing.NEVER

    story.tell("12:04", "U1", e.StageChanged(Stage.TRIAGE, Stage.DISMISSED, Move.ASIDE))
    review = story.review("12:30")
    assert target(review, Target.ACKNOWLEDGED).standing is Standing.NOT_APPLICABLE, "it ended before"
    assert review.open_points == ()


def test_a_limit_that_ran_out_under_another_severity_is_not_forgotten() -> None:
    story = small_story(Severity.SEV1)
    story.tell("12:30", None, e.TargetMissed(Target.FIRST_STATEMENT, story.at("12:30")))
    story.tell("12:35", "U1", e.SeverityChanged(Severity.SEV1, Severity.SEV2))
    story.tell("12:50", "U1", e.TargetReached(Target.FIRST_STATEMENT, "said"))

    line = target(story.review("13:00"), Target.FIRST_STATEMENT)

    assert (line.standing, line.limit) == (Standing.MET, 60 * MINUTES)
    assert line.missed_before == story.at("12:30")


def test_cadence_adds_up() -> None:
    kept = paper_crane().cadence

    assert (kept.due, kept.on_time, kept.late, kept.skipped, kept.snoozed) == (10, 7, 2, 1, 1)
    assert kept.due == kept.on_time + kept.late + kept.skipped
    assert kept.worst == 25 * MINUTES
    assert kept.longest_gap == timedelta(hours=8, minutes=50)
    assert [silence.until - silence.since for silence in kept.silences] == [5 * MINUTES, 25 * MINUTES]


def test_a_snoozed_due_time_is_not_counted_twice() -> None:
    story = small_story()
    story.tell("12:30", None, e.UpdateReminded(story.at("12:30"), story.at("13:00")))
    story.tell("12:31", "U1", e.ReminderSnoozed(story.at("12:41")))
    story.tell("12:41", None, e.UpdateReminded(story.at("12:41"), story.at("13:11")))
    story.tell("12:45", "U1", e.UpdatePosted(1, "now", story.at("13:15"), late_by=15 * MINUTES))

    kept = story.review("12:50").cadence

    assert (kept.due, kept.late, kept.skipped, kept.snoozed) == (1, 1, 0, 1)


def test_an_update_that_never_came_is_late_until_the_end() -> None:
    story = small_story()
    story.tell("12:30", None, e.UpdateReminded(story.at("12:30"), story.at("13:00")))

    still = story.review("12:40")
    assert OpenKind.UPDATE in [point.kind for point in still.open_points]
    assert still.cadence.skipped == 1

    story.tell("12:50", "U1", e.StageChanged(Stage.TRIAGE, Stage.CLOSED, Move.FORWARD))
    ended = story.review("15:00")
    item = next(item for item in ended.late if item.kind is LateKind.UPDATE)
    assert (item.done_at, item.late_by) == (None, 20 * MINUTES), "nobody waits after the end"
    assert OpenKind.UPDATE not in [point.kind for point in ended.open_points]


def test_an_incident_without_updates_has_no_cadence() -> None:
    kept = small_story().review("12:10").cadence

    assert (kept.due, kept.longest_gap) == (0, None)


def test_roles_with_offers_and_hand_over() -> None:
    review = paper_crane()

    assert [line.role for line in review.roles] == [
        "lead",
        "spokesperson",
        "writer",
        "monitor",
        "care",
        "legal",
        "scribe",
    ], "the order of the catalogue"
    lead = review.role("lead")
    assert lead is not None
    assert [(held.person, held.before, held.offered) for held in lead.holdings] == [(LU, None, True), (HAN, LU, True)]
    assert lead.holdings[0].until == lead.holdings[1].since
    assert lead.offers[0].waited == timedelta(seconds=68)
    spokesperson = review.role("spokesperson")
    assert spokesperson is not None
    assert [(offer.person, offer.state) for offer in spokesperson.offers] == [
        (SHEN, OfferState.EXPIRED),
        (HAN, OfferState.ACCEPTED),
    ]
    assert [offer.person for offer in spokesperson.unanswered] == [SHEN]
    legal = review.role("legal")
    assert legal is not None
    assert legal.holder is None
    assert legal.unfilled_at is not None


def test_a_role_that_found_somebody_after_all_is_not_unfilled() -> None:
    story = small_story()
    story.tell("12:10", None, e.RoleUnfilled("legal"))
    story.tell("12:20", "U2", e.RoleTaken("legal", "U2"))

    line = story.review("12:30").role("legal")

    assert line is not None
    assert (line.holder, line.unfilled_at) == ("U2", None)
    assert not line.holdings[0].offered


def test_decisions_know_what_replaced_them() -> None:
    first, second, third, fourth = paper_crane().decisions

    assert len(first.options) == 3
    assert first.approved_by == SHEN
    assert (second.replaced_by, second.replaced_at) == (3, third.at)
    assert third.replaces == 2
    assert fourth.revisit_at is not None
    assert fourth.replaced_by is None


def test_everything_late_in_the_order_in_which_it_was_due() -> None:
    late = paper_crane().late

    assert [(item.kind, item.about) for item in late] == [
        (LateKind.TARGET, "first_answer"),
        (LateKind.OFFER, "spokesperson"),
        (LateKind.OFFER, "legal"),
        (LateKind.TARGET, "first_statement"),
        (LateKind.UPDATE, "2"),
        (LateKind.UPDATE, "6"),
        (LateKind.REMINDER, ""),
    ]
    assert [item.due_at for item in late] == sorted(item.due_at for item in late)
    assert (late[1].late_by, late[1].person) == (timedelta(seconds=110), SHEN)
    assert (late[2].done_at, late[2].person) == (None, HE)
    assert late[-1].late_by == timedelta(seconds=95)


def test_a_hand_over_that_was_not_answered_leaves_nothing_late() -> None:
    story = small_story()
    story.tell("12:01", "U1", e.RoleTaken("lead", "U1"))
    story.tell("12:02", "U1", e.RoleOffered(1, "lead", "U2", story.at("12:07"), hands_over=True))
    story.tell("12:07", None, e.OfferEnded(1, "lead", "U2", OfferState.EXPIRED))

    assert [item for item in story.review("12:30").late if item.kind is LateKind.OFFER] == []


def test_open_points() -> None:
    kinds = [(point.kind, point.about) for point in paper_crane().open_points]

    assert kinds == [(OpenKind.ROLE, "legal"), (OpenKind.REVISIT, "4"), (OpenKind.NEED, "9")]


@pytest.mark.parametrize("needs", ["无", "暂无。", "none", "Nothing for now."])
def test_who_needs_nothing_leaves_no_need_open(needs: str) -> None:
    story = small_story()
    story.tell("12:01", "U1", e.UpdatePosted(1, "Calm", None, needs="A lawyer"))
    assert [p.words for p in story.review("12:02").open_points if p.kind is OpenKind.NEED] == ["A lawyer"]

    story.tell("12:02", "U1", e.UpdatePosted(2, "Calmer", None, needs=needs))
    assert [p for p in story.review("12:03").open_points if p.kind is OpenKind.NEED] == []


def test_a_decision_that_was_replaced_after_its_time_to_look_again_is_not_open() -> None:
    """Nor is the one that replaces it, when it names no time."""
    story = small_story()
    story.tell("12:01", "U1", e.DecisionLogged(1, "Wait", revisit_at=story.at("12:10")))
    story.tell("12:10", None, e.DecisionRevisitDue(1))
    assert [p.about for p in story.review("12:11").open_points if p.kind is OpenKind.REVISIT] == ["1"]

    story.tell("12:15", "U1", e.DecisionLogged(2, "Speak", replaces=1))
    assert [p for p in story.review("12:16").open_points if p.kind is OpenKind.REVISIT] == []


def test_a_problem_that_stands_is_open() -> None:
    story = small_story()
    story.tell("12:01", None, e.ProblemMet("InvitePeople", "not_in_channel"))
    assert [p.about for p in story.review("12:02").open_points if p.kind is OpenKind.PROBLEM] == ["InvitePeople"]

    story.tell("12:02", None, e.PeopleInvited(("U2",)))
    assert [p for p in story.review("12:03").open_points if p.kind is OpenKind.PROBLEM] == []


def test_reopening_takes_the_resolving_back() -> None:
    story = small_story()
    story.tell("12:10", "U1", e.StageChanged(Stage.TRIAGE, Stage.RESOLVED, Move.FORWARD))
    story.tell("12:20", "U1", e.StageChanged(Stage.RESOLVED, Stage.CLOSED, Move.FORWARD))
    story.tell("12:30", "U1", e.StageChanged(Stage.CLOSED, Stage.RESPONDING, Move.REOPEN))

    review = story.review("12:45")

    assert (review.reopened, review.moments.resolved_at, review.moments.ended_at) == (1, None, None)
    assert review.until == story.at("12:45")
    assert review.open_points[0].kind is OpenKind.STILL_OPEN


def test_participants_are_those_who_did_something() -> None:
    people = {person.person: person for person in paper_crane().participants}

    assert HE not in people, "offered a role, never seen"
    assert people[LU].updates == 6
    assert people[HAN].roles == ("lead", "spokesperson")
    assert people[FENG].notes == 1
    assert all(person.in_team for person in people.values())


def test_somebody_outside_the_team_is_marked() -> None:
    names = {id: name for id, name in PAPER_CRANE.items() if id != FENG}
    review = paper_crane_story().review("35:02:00", team(names))

    assert [person.person for person in review.participants if not person.in_team] == [FENG]


def test_the_title_follows_renaming_and_removal() -> None:
    story = small_story()
    story.tell("12:01", "U1", e.Renamed("Something", "Something else"))
    assert (story.review("12:02").title, story.review("12:02").first_title) == ("Something else", "Something")

    story.tell("12:03", "U1", e.Renamed("Something else", REMOVED))
    assert story.review("12:04").title == REMOVED


def test_the_alert_and_how_often_it_came_again() -> None:
    line = paper_crane().alert

    assert line.alert is not None
    assert len(line.alert.mentions) == 3
    assert line.duplicates == 7
    assert line.ended_source == "舆情监测"


@pytest.mark.parametrize("severity", list(Severity))
def test_an_incident_that_was_only_opened_can_be_reviewed(severity: Severity) -> None:
    review = small_story(severity).review("12:00")

    assert review.timeline[0].seq == 1
    assert review.head.seq == 1
    assert review.late == ()
    assert review.policy == Policy()
