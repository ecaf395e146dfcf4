"""How counts of posts are put into steps of time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.views.spread import steps

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
