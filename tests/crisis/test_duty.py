"""Rotations, overrides and hours: at every instant one person is on, also when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.policy.duty import Hours, Override, Rotation, Shift, WorkTimes

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BERLIN = "Europe/Berlin"


def rotation(**fields: object) -> Rotation:
    given: dict[str, object] = {
        "name": "nights", "roles": ("lead",), "people": ("LI", "WANG", "ZHAO"), "at": time(9), "zone": "Asia/Shanghai",
        "starts": date(2026, 5, 4),
    }  # fmt: skip
    return Rotation(**{**given, **fields})  # type: ignore[arg-type]


def at(*numbers: int, zone: str = "Asia/Shanghai") -> datetime:
    return datetime(*numbers, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc,arg-type]


# ------------------------------------------------------------------------------------------------ examples


def test_a_daily_rotation_hands_over_at_its_hour() -> None:
    daily = rotation()
    assert daily.shift_at(at(2026, 5, 4, 9)) == Shift("nights", "LI", at(2026, 5, 4, 9), at(2026, 5, 5, 9))
    assert daily.shift_at(at(2026, 5, 5, 8, 59)) == Shift("nights", "LI", at(2026, 5, 4, 9), at(2026, 5, 5, 9))
    assert daily.shift_at(at(2026, 5, 5, 9)) == Shift("nights", "WANG", at(2026, 5, 5, 9), at(2026, 5, 6, 9))
    assert daily.shift_at(at(2026, 5, 7, 10)) == Shift("nights", "LI", at(2026, 5, 7, 9), at(2026, 5, 8, 9))
    assert daily.shift_at(at(2026, 5, 4, 8, 59)) is None  # it has not begun


def test_a_weekly_rotation_begins_on_the_first_such_day() -> None:
    weekly = rotation(weekday=2)  # Wednesdays; the 4th is a Monday
    assert weekly.shift_at(at(2026, 5, 6, 8)) is None
    assert weekly.shift_at(at(2026, 5, 6, 9)) == Shift("nights", "LI", at(2026, 5, 6, 9), at(2026, 5, 13, 9))
    assert [shift.person for shift in islice(weekly.shifts(at(2026, 5, 1, 0)), 4)] == ["LI", "WANG", "ZHAO", "LI"]


def test_a_shift_around_a_change_of_clocks_has_23_or_25_hours() -> None:
    daily = rotation(zone=BERLIN, starts=date(2026, 3, 1))
    spring, autumn = (daily.shift_at(at(2026, month, day, 12, zone=BERLIN)) for month, day in ((3, 28), (10, 24)))
    assert spring
    assert autumn
    assert (spring.ends - spring.begins, autumn.ends - autumn.begins) == (23 * HOUR, 25 * HOUR)
    for shift in (spring, autumn):
        assert shift.ends.astimezone(ZoneInfo(BERLIN)).time() == time(9)


def test_a_hand_over_at_a_time_that_is_not_there_or_comes_twice() -> None:
    """02:30 is left out on 29 March (it is 03:30 then) and comes twice on 25 October (the first counts)."""
    night = rotation(zone=BERLIN, at=time(2, 30), starts=date(2026, 3, 1))
    left_out = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for moment in (left_out, first):
        before, after = night.shift_at(moment - MINUTE), night.shift_at(moment)
        assert before
        assert after
        assert before.ends == after.begins == moment
        assert before.person != after.person


def test_li_takes_wangs_thursday() -> None:
    begins, ends = rotation().day(date(2026, 5, 8))  # a Friday, Wang's
    weekly = rotation(weekday=0)
    thursday = weekly.day(date(2026, 5, 14))
    taken = rotation(weekday=0, overrides=(Override("nights", "LI", *thursday, instead_of="WANG"),))
    assert (begins, ends) == (at(2026, 5, 8, 9), at(2026, 5, 9, 9))
    assert taken.shift_at(at(2026, 5, 14, 8, 59)) == Shift("nights", "WANG", at(2026, 5, 11, 9), at(2026, 5, 14, 9))
    assert taken.shift_at(at(2026, 5, 15, 3)) == Shift("nights", "LI", at(2026, 5, 14, 9), at(2026, 5, 15, 9))
    assert taken.shift_at(at(2026, 5, 15, 9)) == Shift("nights", "WANG", at(2026, 5, 15, 9), at(2026, 5, 18, 9))


def test_who_takes_the_day_before_the_own_turn_is_on_for_both() -> None:
    """There is nothing to hand over to oneself."""
    daily = rotation(overrides=(Override("nights", "WANG", at(2026, 5, 4, 9), at(2026, 5, 5, 9)),))
    assert daily.shift_at(at(2026, 5, 5, 12)) == Shift("nights", "WANG", at(2026, 5, 4, 9), at(2026, 5, 6, 9))


def test_an_override_names_whose_turn_it_takes() -> None:
    """What is another one's turn stays that one's; a later override may take it from whoever took it."""
    two_days = (at(2026, 5, 4, 9), at(2026, 5, 6, 9))
    first = Override("nights", "ZHAO", *two_days, instead_of="WANG", id=1)
    only_wangs = rotation(overrides=(first,))
    assert [shift.person for shift in islice(only_wangs.shifts(two_days[0]), 2)] == ["LI", "ZHAO"]
    later = Override("nights", "LI", *two_days, instead_of="ZHAO", id=2)
    assert rotation(overrides=(first, later)).shift_at(at(2026, 5, 5, 12)) == Shift(
        "nights", "LI", two_days[0], two_days[1]
    )


def test_one_person_alone_has_turns_and_no_end() -> None:
    alone = rotation(people=("LI",))
    assert alone.shift_at(at(2026, 5, 9, 12)) == Shift("nights", "LI", at(2026, 5, 9, 9), at(2026, 5, 10, 9))


def test_hours_and_holidays() -> None:
    office = Hours((0, 1, 2, 3, 4), 9 * 60, 18 * 60)
    night = (Hours((0,), 22 * 60, 24 * 60), Hours((1,), 0, 6 * 60))
    works = WorkTimes("Asia/Shanghai", (office,), frozenset({date(2026, 5, 5)}))
    assert works.holds(at(2026, 5, 4, 9))
    assert not works.holds(at(2026, 5, 4, 18))
    assert not works.holds(at(2026, 5, 5, 12))  # a holiday
    assert not works.holds(at(2026, 5, 9, 12))  # a Saturday
    sleepless = WorkTimes("Asia/Shanghai", night)
    assert sleepless.holds(at(2026, 5, 4, 23, 59))
    assert sleepless.holds(at(2026, 5, 5, 0))
    assert not sleepless.holds(at(2026, 5, 5, 6))
    anytime = WorkTimes("Asia/Shanghai", (), frozenset({date(2026, 5, 5)}))
    assert anytime.holds(at(2026, 5, 4, 3))
    assert not anytime.holds(at(2026, 5, 5, 3))


# ---------------------------------------------------------------------------------------------- properties

# With and without a change of clocks; one that changes by half an hour; one that left out a whole day (in 2011).
ZONES = ("Asia/Shanghai", BERLIN, "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
DAYS = st.dates(date(2011, 1, 1), date(2030, 12, 31))
rotations = st.builds(
    Rotation,
    name=st.just("nights"),
    roles=st.just(("lead",)),
    people=st.lists(st.sampled_from(("LI", "WANG", "ZHAO", "SUN")), min_size=1, max_size=4, unique=True).map(tuple),
    at=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    starts=DAYS,
    weekday=st.none() | st.integers(0, 6),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rotation, datetime]:
    """A rotation with overrides, and an instant within its first weeks."""
    made = draw(rotations)
    begin = next(made.shifts(at(2000, 1, 1))).begins
    minutes = st.integers(0, 30 * 24 * 60)
    overrides = []
    for number in range(draw(st.integers(0, 4))):
        starts = begin + draw(minutes) * MINUTE
        ends = starts + draw(st.integers(1, 4 * 24 * 60)) * MINUTE
        instead = draw(st.none() | st.sampled_from(made.people))
        person = draw(st.sampled_from((*made.people, "GUEST")))
        overrides.append(Override("nights", person, starts, ends, instead, id=number))
    staffed = Rotation(
        made.name, made.roles, made.people, made.at, made.zone, made.starts, made.weekday, (), tuple(overrides)
    )
    return staffed, begin + draw(minutes) * MINUTE


@given(cases())
def test_every_instant_is_exactly_one_persons(case: tuple[Rotation, datetime]) -> None:
    """No gap and no overlap: each shift holds the instant that was asked for, says the same for all its instants, and
    the next begins where it ends."""
    made, moment = case
    for shift, following in pairwise(islice(made.shifts(moment), 5)):
        assert shift.begins < shift.ends == following.begins
        for inside in (shift.begins, shift.begins + (shift.ends - shift.begins) / 2, shift.ends - MINUTE / 60):
            assert made.shift_at(inside) == shift
        if len(made.people) > 1:
            assert shift.person != following.person


@given(cases())
def test_the_one_who_is_on_is_the_one_whose_turn_it_is_or_an_override(case: tuple[Rotation, datetime]) -> None:
    """Told the long way: the turns counted one by one, the overrides laid over them in order."""
    made, moment = case
    day = made.starts
    while made.weekday is not None and day.weekday() != made.weekday:
        day += DAY
    turn, step = 0, timedelta(days=1 if made.weekday is None else 7)
    while made.day(day + step)[0] <= moment:
        day, turn = day + step, turn + 1
    person = made.people[turn % len(made.people)]
    for override in made.overrides:
        if override.begins <= moment < override.ends and override.instead_of in (None, person):
            person = override.person
    shift = made.shift_at(moment)
    assert shift is not None
    assert shift.person == person


@given(rotations, st.integers(0, 40))
def test_an_override_for_a_day_covers_exactly_this_day(made: Rotation, after: int) -> None:
    begin = next(made.shifts(at(2000, 1, 1))).begins
    begins, ends = made.day(made.day_of(begin + after * DAY))
    given = Override("nights", "GUEST", begins, ends)
    taken = Rotation(made.name, made.roles, made.people, made.at, made.zone, made.starts, made.weekday, (), (given,))
    if begins == ends:  # the day that Samoa left out
        return
    assert taken.shift_at(begins) == Shift("nights", "GUEST", begins, ends)
    for outside in (begins - MINUTE, ends, ends + DAY):
        before, after_it = made.shift_at(outside), taken.shift_at(outside)
        assert (before.person if before else None) == (after_it.person if after_it else None)


@given(rotations, st.integers(0, 20 * 365 * 24 * 60))
def test_every_instant_lies_in_exactly_one_day_of_a_rotation(made: Rotation, minutes: int) -> None:
    instant = datetime(2011, 1, 2, tzinfo=UTC) + minutes * MINUTE
    begins, ends = made.day(made.day_of(instant))
    assert begins <= instant < ends


@pytest.mark.parametrize("zone", ZONES)
def test_hand_overs_are_at_the_hour_wherever_there_is_one(zone: str) -> None:
    made = rotation(zone=zone, at=time(2, 15), starts=date(2026, 1, 1))
    for shift in islice(made.shifts(at(2026, 1, 1, 12, zone=zone)), 365):
        local = shift.begins.astimezone(ZoneInfo(zone))
        is_there = local.replace(tzinfo=None) == datetime.combine(local.date(), time(2, 15))
        skipped = datetime.combine(local.date(), time(2, 15), tzinfo=ZoneInfo(zone)).utcoffset() != local.utcoffset()
        assert is_there or skipped
