"""Words about duty as people type them."""

from datetime import date, timedelta

import pytest

from crisis.policy.people import Person, Roster
from handlers.words.duty import Said, days_of, read_duty, taken_back

ROSTER = Roster((), (Person("U0LI", "李娜", "li@example.com"), Person("U0WANG", "王伟")))
TODAY = date(2026, 5, 13)  # a Wednesday
LI, WANG, ME = "<@U0LI|li>", "<@U0WANG>", "U0ME"
THURSDAY = 3


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (f"{LI} for {WANG} thursday", Said("U0LI", "U0WANG", THURSDAY)),
        (f"{LI} takes {WANG}'s Thursday", Said("U0LI", "U0WANG", THURSDAY)),
        (f"{LI} 替 {WANG} 周四", Said("U0LI", "U0WANG", THURSDAY)),
        (f"{LI}替{WANG}周四的班", Said("U0LI", "U0WANG", THURSDAY)),
        ("@李娜 替 @王伟 星期四", Said("U0LI", "U0WANG", THURSDAY)),
        (f"thursday {LI} for {WANG}", Said("U0LI", "U0WANG", THURSDAY)),
        (f"me for {WANG} tomorrow", Said(ME, "U0WANG", date(2026, 5, 14))),
        (f"我替 {WANG} 明天", Said(ME, "U0WANG", date(2026, 5, 14))),
        (f"{LI} for me today", Said("U0LI", ME, TODAY)),
        (f"{LI} 替我 后天", Said("U0LI", ME, date(2026, 5, 15))),
        (f"{LI} 2026-05-14", Said("U0LI", None, date(2026, 5, 14))),
        (f"{LI} 5月14日 夜班", Said("U0LI", None, date(2026, 5, 14), None, "夜班")),
        (f"{LI} 1月2日", Said("U0LI", None, date(2027, 1, 2))),
        (f"{LI} for {WANG} 2026-05-14..2026-05-16", Said("U0LI", "U0WANG", date(2026, 5, 14), date(2026, 5, 16))),
        (f"{LI} for {WANG} friday to sunday nights", Said("U0LI", "U0WANG", 4, 6, "nights")),
        (f"{LI} 替 {WANG} 周五至周日", Said("U0LI", "U0WANG", 4, 6)),
        (f"{LI} for {WANG}", Said("U0LI", "U0WANG")),
        (f"{LI} for {WANG} someday", Said("U0LI", "U0WANG", None, None, "someday")),
    ],
)
def test_who_takes_whose_day(words: str, meant: Said) -> None:
    assert read_duty(words, ME, TODAY, ROSTER) == meant


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("back 3", 3),
        ("back #12", 12),
        ("收回 3", 3),
        ("取消3号", 3),
        ("cancel", 0),
        (f"{LI} for {WANG} thursday", None),
    ],
)
def test_taking_back(words: str, number: int | None) -> None:
    assert taken_back(words) == number


def test_a_day_of_the_week_is_the_next_one_that_is_theirs() -> None:
    def in_two_weeks(day: date) -> bool:
        return day >= TODAY + timedelta(days=14)

    anyday = (THURSDAY, None, lambda _: True, TODAY)
    assert days_of(*anyday) == (date(2026, 5, 14), date(2026, 5, 14))
    assert days_of(2, None, lambda _: True, TODAY) == (TODAY, TODAY)
    assert days_of(THURSDAY, None, in_two_weeks, TODAY) == (date(2026, 5, 28), date(2026, 5, 28))
    assert days_of(THURSDAY, None, lambda _: False, TODAY) == (date(2026, 5, 14), date(2026, 5, 14))
    assert days_of(4, 6, lambda _: True, TODAY) == (date(2026, 5, 15), date(2026, 5, 17))
    assert days_of(5, 0, lambda _: True, TODAY) == (date(2026, 5, 16), date(2026, 5, 18))
