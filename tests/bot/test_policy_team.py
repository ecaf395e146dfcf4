"""The team in the policy file: people, groups, rotations, levels, holidays; each mistake by line and field."""

from datetime import date, time
from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.duty import DayOverride, Hours, Rotation
from crisis.policy.people import Crew, TeamGroup, TeamMember

WHOLE = """
team:
  - user: U00001
    roles: [lead, monitor]
    deputies: [li.na@example.com]
    hours:
      - { days: monday-friday, from: 09:00, to: 18:00 }
      - { days: [周六, sunday], from: "8:30", to: 24:00 }
    timezone: Europe/Berlin
    holidays: [china, 2026-12-24, 2026-12-30..2026-12-31]
groups:
  - { group: "@crisis-team", roles: [monitor] }
  - group: S0123ABCD
rotations:
  - name: 夜班
    roles: [lead, monitor]
    people: [U00001, li.na@example.com]
    hand_over: 每周一 22:30
    starts: 2026-05-04
    overrides:
      - { day: 2026-05-14, person: U00009, instead_of: LI.na@example.com }
  - {name: days, roles: [care], people: [U00002], hand_over: daily 9:00, timezone: Asia/Shanghai, starts: "2026-05-01"}
levels:
  - [U00005, boss@example.com]
  - [U00006]
holidays:
  china: [2026-10-01]
"""
ROTATION = "rotations:\n  - { name: n, roles: [lead], people: [U00001, U00002], starts: 2026-05-04, REST }\n"
DAILY = ROTATION.replace("REST", "hand_over: daily 09:00, overrides: [REST]")


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, language: Language = Language.ENGLISH) -> list[str]:
    path = written(folder, text)
    with pytest.raises(PolicyError) as caught:
        load(path, Policy())
    return [problem.say(language).removeprefix(f"{path}:") for problem in caught.value.problems]


def test_all_that_can_be_written(tmp_path: Path) -> None:
    policy = load(written(tmp_path, WHOLE), Policy(timezone="Asia/Tokyo"))
    hours = (Hours((0, 1, 2, 3, 4), 9 * 60, 18 * 60), Hours((5, 6), 8 * 60 + 30, 24 * 60))
    off = frozenset({date(2026, 10, 1), date(2026, 12, 24), date(2026, 12, 30), date(2026, 12, 31)})
    assert policy.team == (
        TeamMember("U00001", ("lead", "monitor"), ("li.na@example.com",), hours, "Europe/Berlin", off),
    )
    nights = Rotation(
        "夜班", ("lead", "monitor"), ("U00001", "li.na@example.com"), time(22, 30), "Asia/Tokyo", date(2026, 5, 4), 0,
        (DayOverride(date(2026, 5, 14), "U00009", "LI.na@example.com"),),
    )  # fmt: skip
    days = Rotation("days", ("care",), ("U00002",), time(9), "Asia/Shanghai", date(2026, 5, 1))
    groups = (TeamGroup("crisis-team", ("monitor",)), TeamGroup("S0123ABCD"))
    assert policy.crew == Crew(groups, (nights, days), (("U00005", "boss@example.com"), ("U00006",)))


def test_without_a_word_about_the_team_nothing_changes(tmp_path: Path) -> None:
    assert load(written(tmp_path, "flare_up_within: 2h\n"), Policy()).crew == Crew()


@pytest.mark.parametrize(
    ("days", "meant"),
    [
        ("monday", (0,)),
        ("Mon-Wed", (0, 1, 2)),
        ("friday - monday", (0, 4, 5, 6)),
        ("saturday to sunday", (5, 6)),
        ("周一至周五", (0, 1, 2, 3, 4)),
        ("星期天", (6,)),
        ("工作日", (0, 1, 2, 3, 4)),
        ("[weekend, 周三]", (2, 5, 6)),
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_days_of_the_week(days: str, meant: tuple[int, ...], tmp_path: Path) -> None:
    text = f"team: [{{user: U00001, hours: [{{days: {days}, from: 9:00, to: 17:30}}]}}]"
    assert load(written(tmp_path, text), Policy()).team[0].hours == (Hours(meant, 540, 1050),)


@pytest.mark.parametrize(
    ("hand_over", "weekday", "at"),
    [
        ("monday 09:00", 0, time(9)),
        ("Sun at 22:15", 6, time(22, 15)),
        ("every thursday 8:00", 3, time(8)),
        ("周五 18:00", 4, time(18)),
        ("每周一 9:00", 0, time(9)),
        ("每星期日 21：30", 6, time(21, 30)),
        ("daily 00:00", None, time(0)),
        ("每天 20:00", None, time(20)),
    ],
)
def test_hand_overs(hand_over: str, weekday: int | None, at: time, tmp_path: Path) -> None:
    (made,) = load(written(tmp_path, ROTATION.replace("REST", f'hand_over: "{hand_over}"')), Policy()).crew.rotations
    assert (made.weekday, made.at) == (weekday, at)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("team: [{user: U00001, roles: [leed]}]", "1: team[0].roles[0]: no role “leed”; roles are: lead, spokes"),
        ("team:\n- user: U00001\n- user: U00001", "3: team[1].user: U00001 stands in the team twice."),
        ("team: [{user: U00001, deputies: [U00001]}]", "1: team[0].deputies[0]: U00001 cannot be the own deputy"),
        ("team: [{user: U00001, timezone: Mars}]", "1: team[0].timezone: “Mars” is no IANA time zone"),
        ("team: [{user: U00001, holidays: china}]", "1: team[0].holidays: a list is wanted"),
        ("team: [{user: U00001, holidays: [china]}]", "1: team[0].holidays[0]: there is no list “china” under"),
        ("team: [{user: U00001, holidays: [24.12.]}]", "1: team[0].holidays[0]: “24.12.” is no holiday"),
        ("holidays:\n  china: 2026-10-01", "2: holidays.china: a list is wanted: [a, b]"),
        ("holidays: {a: [2026-10-07..2026-10-01]}", "1: holidays.a[0]: “2026-10-07..2026-10-01”: the first day"),
        ("groups: [{group: a b}]", "1: groups[0].group: “a b” is no user group"),
        ("groups: [{group: a}, {group: '@a'}]", "1: groups[1].group: the group “a” is named twice"),
        ("groups: [{group: a, roles: [x]}]", "1: groups[0].roles[0]: no role “x”"),
        ("levels: [[U00001], []]", "1: levels[1]: nobody is on this level"),
        ("levels: [U00001]", "1: levels[0]: a list is wanted"),
        (
            DAILY.replace("[U00001, U00002]", "[]").replace("REST", ""),
            "2: rotations[0].people: a rotation needs people",
        ),
        (DAILY.replace("people: [U00001, U00002], ", "").replace("REST", ""), "2: rotations[0].people: is missing"),
        (
            DAILY.replace("U00002", "U00001").replace("REST", ""),
            "2: rotations[0].people[1]: “U00001” is named twice here",
        ),
        (
            DAILY.replace("[lead]", "[]").replace("REST", ""),
            "2: rotations[0].roles: say which roles whoever is on takes",
        ),
        (DAILY.replace("[lead]", "[leed]").replace("REST", ""), "2: rotations[0].roles[0]: no role “leed”"),
        (DAILY.replace("2026-05-04", "soon").replace("REST", ""), "2: rotations[0].starts: “soon” is no day"),
        (
            ROTATION.replace("REST", "hand_over: monday"),
            "2: rotations[0].hand_over: “monday” is no hand-over: write “monday 09",
        ),
        (ROTATION.replace("REST", "hand_over: 22:30"), "2: rotations[0].hand_over: “22:30” is no hand-over"),
        (
            ROTATION.replace("REST", "hand_over: funday 09:00"),
            "2: rotations[0].hand_over: “funday 09:00” is no hand-over",
        ),
        (
            DAILY.replace("REST", "{day: 2026-05-05, person: U00003, instead_of: U00001}"),
            "2: rotations[0].overrides[0].instead_of: on 2026-05-05 it is U00002's turn, not U00001's",
        ),
        (
            DAILY.replace("REST", "{day: 2026-05-05, person: U00003, instead_of: U00004}"),
            "2: rotations[0].overrides[0].instead_of: U00004 takes no turns here; those who do: U00001, U00002",
        ),
        (
            DAILY.replace("REST", "{day: 2026-05-03, person: U00003}"),
            "2: rotations[0].overrides[0].day: the rotation starts on 2026-05-04 only",
        ),
        (
            DAILY.replace("REST", "{day: 2026-05-05, person: U00003}, {day: 2026-05-05, person: U00004}"),
            "2: rotations[0].overrides[1].day: 2026-05-05 is overridden twice",
        ),
        (
            "team: [{user: U00002, roles: [writer]}]\n" + DAILY.replace("REST", ""),
            "3: rotations[0].people[1]: U00002 is on for lead here, but the team says: writer only",
        ),
        (
            DAILY.replace("REST", "") + DAILY.replace("REST", "").removeprefix("rotations:\n"),
            "3: rotations[1].name: there are two rotat",
        ),
    ],
)
def test_each_mistake_is_named_by_line_and_field(text: str, says: str, tmp_path: Path) -> None:
    found = problems(tmp_path, text)
    assert len(found) == 1, found
    assert found[0].startswith(says), found
    in_chinese = problems(tmp_path, text, Language.CHINESE)
    assert in_chinese[0].endswith("。")


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        (
            "from: 22:00, to: 06:00",
            "to: the hours end (06:00) before they start (22:00). Hours over midnight are two l",
        ),
        ("from: 09:00, to: 09:00", "to: the hours end when they start (09:00)."),
        ("from: 9, to: 18:00", "from: “9” is no time of day: write it as 09:00"),
        ("from: 09:00, to: 24:30", "to: “24:30” is no time of day"),
        ("from: 900, to: 18:00", "from: “900” is no time of day"),
    ],
)
def test_hours_that_cannot_be(hours: str, says: str, tmp_path: Path) -> None:
    """22:00 to 06:00 is what people would write for a night: they are told how to write it."""
    text = f"team:\n  - user: U00001\n    hours:\n      - {{days: monday, {hours}}}"
    (said,) = problems(tmp_path, text)
    assert said.startswith(f"4: team[0].hours[0].{says}")
