"""Lengths of time and moments, as people write them in both languages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.refusals import Refused
from handlers.words.moments import read_duration, read_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)  # 16:00 in Shanghai


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30m", 30),
        ("30 min", 30),
        ("90", 90),
        ("1h", 60),
        ("1h30m", 90),
        ("1h 30 min", 90),
        ("1.5h", 90),
        ("an hour", 60),
        ("2d", 2880),
        ("1 week", 10080),
        ("30分钟", 30),
        ("３０分", 30),
        ("1小时", 60),
        ("1小时30分钟", 90),
        ("一个小时", 60),
        ("一个半小时", 90),
        ("1小时半", 90),
        ("两小时", 120),
        ("十五分钟", 15),
        ("半小时", 30),
        ("半个小时", 30),
        ("半天", 720),
        ("2天", 2880),
        ("30分钟。", 30),
    ],
)
def test_a_length_of_time(typed: str, minutes: int) -> None:
    assert read_duration(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "soon", "m", "30x", "30 minutes of fame", "-5m", "一会儿", "9999999m", "1e3m"])
def test_what_is_no_length_of_time_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_duration(typed)
    assert "1h30m" in refused.value.text.en
    assert "半小时" in refused.value.text.zh


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("in 2h", datetime(2026, 5, 1, 10, 0, tzinfo=UTC)),
        ("2h", datetime(2026, 5, 1, 10, 0, tzinfo=UTC)),
        ("2小时后", datetime(2026, 5, 1, 10, 0, tzinfo=UTC)),
        ("半小时以后", datetime(2026, 5, 1, 8, 30, tzinfo=UTC)),
        ("18:30", datetime(2026, 5, 1, 10, 30, tzinfo=UTC)),
        ("１８：３０", datetime(2026, 5, 1, 10, 30, tzinfo=UTC)),
        ("9:00", datetime(2026, 5, 2, 1, 0, tzinfo=UTC)),  # past today, so tomorrow
        ("明天 9:00", datetime(2026, 5, 2, 1, 0, tzinfo=UTC)),
        ("tomorrow at 09:00", datetime(2026, 5, 2, 1, 0, tzinfo=UTC)),
        ("18点半", datetime(2026, 5, 1, 10, 30, tzinfo=UTC)),
        ("2026-05-03 18:30", datetime(2026, 5, 3, 10, 30, tzinfo=UTC)),
        ("2026-05-03T18:30:00Z", datetime(2026, 5, 3, 18, 30, tzinfo=UTC)),
        ("2026-05-03T18:30:00+02:00", datetime(2026, 5, 3, 16, 30, tzinfo=UTC)),
    ],
)
def test_a_moment(typed: str, moment: datetime) -> None:
    assert read_moment(typed, NOW, SHANGHAI) == moment


@pytest.mark.parametrize(
    "typed", ["", "later", "25:00", "2026-02-30 10:00", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:00"]
)
def test_what_is_no_time_is_refused_with_the_teams_zone(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_moment(typed, NOW, SHANGHAI)
    assert refused.value.values["zone"] == "Asia/Shanghai"


TYPED = st.one_of(
    st.text(),
    st.text(alphabet="0123456789hmdin半一两个小时分钟天后:点-T+Z ."),
    st.from_regex(r"(in )?\d{1,30}(\.\d+)?(m|h|d|w|天|周)(后)?", fullmatch=True),
)


@given(TYPED)
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    for read in (read_duration, lambda words: read_moment(words, NOW, SHANGHAI)):
        try:
            found = read(text)
        except Refused:
            continue
        assert isinstance(found, timedelta) or found.tzinfo is UTC
