"""How counts of posts are put into steps of time, and how it is said what each of them spans."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crisis.language import Language
from crisis.mention import MentionCounts
from crisis.policy.people import Roster
from handlers.blocks import Message
from handlers.review.teller import ReviewSpeaker
from handlers.views.spread import overview, steps
from tests.crisis.world import Case
from tests.handlers.examples import POLICY

DAY = timedelta(days=1)
LATE, EARLY = datetime(2026, 5, 3, 15, 50, tzinfo=UTC), datetime(2026, 5, 3, 16, 0, tzinfo=UTC)


def test_a_day_begins_at_midnight_where_the_team_is() -> None:
    """Ten to midnight and midnight in Shanghai are two days there, one in UTC."""
    slots = [(LATE, 2), (EARLY, 3)]
    assert steps(slots, DAY) == [(datetime(2026, 5, 3, tzinfo=UTC), 5)]
    assert steps(slots, DAY, ZoneInfo("Asia/Shanghai")) == [(EARLY - DAY, 2), (EARLY, 3)]


def test_there_is_no_gap_between_steps() -> None:
    assert [count for _, count in steps([(LATE, 1), (LATE + timedelta(hours=3), 4)], timedelta(hours=1))] == [
        1,
        0,
        0,
        4,
    ]
    assert steps([], DAY) == []


# Every figure says from when to when it counts


def counts(*slots: tuple[datetime, int]) -> MentionCounts:
    return MentionCounts(by_platform=(("weibo", 1),), by_slot=slots)


def read(shown: Message) -> str:
    """The paragraph of figures, with the fallbacks of its moments, which are in UTC."""
    (words,) = [block["text"]["text"] for block in shown.blocks if block["type"] == "section"]
    return re.sub(r"<!date\^\d+\^[^|]*\|([^>]*)>", r"\1", words)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            Language.ENGLISH,
            [
                "*9 posts*, made 2026-05-03 15:50 UTC – 16:20 UTC",
                "`▃▁█` 2026-05-03 15:50 UTC – 16:20 UTC, each sign is 10 min",
                "busiest: 7 posts, 2026-05-03 16:10 UTC – 16:20 UTC",
            ],
        ),
        (
            Language.CHINESE,
            [
                "*共 9 条帖文* 发布于2026-05-03 15:50 UTC–16:20 UTC",
                "`▃▁█` 2026-05-03 15:50 UTC–16:20 UTC，每格 10 分钟",
                "最高峰：2026-05-03 16:10 UTC–16:20 UTC，7 条",
            ],
        ),
    ],
)
def test_the_overview_says_what_time_each_figure_spans(language: Language, said: list[str]) -> None:
    ten = timedelta(minutes=10)
    shown = overview(counts((LATE, 2), (LATE + 2 * ten, 7)), Case().incident, language)
    assert read(shown).splitlines() == said


def test_only_the_newest_signs_are_drawn_and_the_span_is_theirs() -> None:
    many = [(LATE + timedelta(days=day), 1) for day in range(60)]
    total, signs, _ = read(
        overview(counts(*many), Case().incident, Language.ENGLISH, ZoneInfo("Asia/Shanghai"))
    ).splitlines()
    assert total == "*60 posts*, made 2026-05-03 15:50 UTC – 2026-07-01 16:00 UTC"
    # Days as the team has them: 48, the first begins at midnight in Shanghai.
    assert signs == f"`{'▅' * 48}` 2026-05-14 16:00 UTC – 2026-07-01 16:00 UTC, each sign is a day"


@pytest.mark.parametrize(
    ("language", "zone", "step", "said"),
    [
        (Language.ENGLISH, "UTC", timedelta(minutes=10), "15:50 – 16:00"),
        (Language.CHINESE, "UTC", timedelta(minutes=10), "15:50–16:00"),
        (Language.ENGLISH, "Asia/Shanghai", timedelta(minutes=10), "23:50 – 00:00"),
        (Language.ENGLISH, "Asia/Shanghai", timedelta(hours=1), "3 May 23:50 – 4 May 00:50"),
        (Language.CHINESE, "Asia/Shanghai", timedelta(hours=1), "5月3日 23:50–5月4日 00:50"),
        (Language.ENGLISH, "UTC", timedelta(days=1), "3 May 15:50 – 4 May 15:50"),
    ],
)
def test_a_row_of_the_review_says_from_when_to_when(language: Language, zone: str, step: timedelta, said: str) -> None:
    assert speaker(language, zone).span(LATE, LATE + step) == said


def test_a_whole_day_is_its_date() -> None:
    assert speaker(Language.ENGLISH, "Asia/Shanghai").span(EARLY - DAY, EARLY) == "3 May"


def speaker(language: Language, zone: str) -> ReviewSpeaker:
    """Of an incident of one moment."""
    return ReviewSpeaker(language, POLICY, Roster(), ZoneInfo(zone), str, LATE, LATE)
