"""Who and when, at the end of what is to be done."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crisis.policy import Policy
from crisis.policy.people import Person, Roster
from crisis.refusals import Refused
from handlers.words.tasks import Asked, asked_in, read_due

NOW = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)  # a Monday
HE = "U00004LOC"
ROSTER = Roster((), (Person(HE, "何俊"),))


def at(day: int, hour: int, minute: int = 0, month: int = 5) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Call the supplier", Asked("Call the supplier")),
        ("Call the supplier by 15:30", Asked("Call the supplier", due_at=at(4, 15, 30))),
        (f"Call them <@{HE}> by tomorrow", Asked("Call them", HE, due_at=at(5, 9))),
        (f"Call them by tomorrow <@{HE}|jun>", Asked("Call them", HE, due_at=at(5, 9))),
        (f"<@{HE}> write it in 2h", Asked("write it", HE, due_at=at(4, 3))),
        ("联系供应商 @何俊 15:30前", Asked("联系供应商", HE, due_at=at(4, 15, 30))),
        ("联系供应商，20分钟后 @法务", Asked("联系供应商", role="legal", due_at=at(4, 1, 20))),
        ("回访王女士 明天 9:00 前", Asked("回访王女士", due_at=at(5, 9))),
        ("写总结 下周五之前", Asked("写总结", due_at=at(15, 9))),
        ("交报告 6月1日前", Asked("交报告", due_at=at(1, 9, month=6))),
        ("@legal check the text by Friday", Asked("check the text", role="legal", due_at=at(8, 9))),
        ("回复所有帖子 2小时内", Asked("回复所有帖子", due_at=at(4, 3))),
        ("Go through it step by step", Asked("Go through it step by step")),
        ("吃药 饭后", Asked("吃药 饭后")),
        (f"Ask <@{HE}> what he knows", Asked(f"Ask <@{HE}> what he knows")),
        ("by 15:30", Asked("", due_at=at(4, 15, 30))),
    ],
)
def test_what_a_line_asks_for(said: str, asked: Asked) -> None:
    assert asked_in(said, Policy(), ROSTER, NOW) == asked


def test_a_name_that_nobody_has_is_refused() -> None:
    with pytest.raises(Refused):
        asked_in("Call them @nobody", Policy(), ROSTER, NOW)


@pytest.mark.parametrize(
    ("said", "due_at"),
    [
        ("2026-06-01", at(1, 1, month=6)),  # nine in the morning there
        ("today", at(4, 10)),
        ("周三", at(6, 1)),
        ("next monday", at(11, 1)),
        ("18:30", at(4, 10, 30)),
    ],
)
def test_a_day_alone_is_its_morning_where_the_team_is(said: str, due_at: datetime) -> None:
    assert read_due(said, NOW, ZoneInfo("Asia/Shanghai")) == due_at


def test_a_date_that_has_passed_this_year_is_next_years() -> None:
    assert read_due("3/1", NOW, ZoneInfo("UTC")) == datetime(2027, 3, 1, 9, tzinfo=UTC)
    with pytest.raises(Refused):
        read_due("2026-13-40", NOW, ZoneInfo("UTC"))
