"""Scripts of drills: what comes with the program can be used, and a wrong one is told where it is wrong."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drills.reading import Case, ScriptError, read_case
from bot.drills.shelf import Broken, Shelf
from bot.policy.yaml import _carefully, _quickly
from crisis.incident.drill import FULL_MARKS, Deed, InjectKind
from crisis.language import Language

SMALLEST = """\
name: kettle
title: {en: The kettle, zh: 水壶}
about: Nothing happened.
trains: {en: Staying calm, zh: 保持冷静}
severity: SEV2
injects:
  - {at: 0s, alert: {source: shop, title: A kettle melts}}
  - {at: 1h30m, kind: journalist, from: {en: Reporter, zh: 记者}, text: {en: "Is it true, {you}?", zh: 是真的吗？}}
  - {at: 2h, kind: absent, role: expert, text: {en: On a plane, zh: 在飞机上}}
expectations:
  - {does: role_accepted, role: lead, within: 5m, points: 40, text: {en: A lead, zh: 总指挥到位}}
  - {does: role_handed, role: expert, within: 10m, after_inject: 3, points: 60, text: {en: Another, zh: 换人}}
"""


def _written(folder: Path, text: str, name: str = "kettle") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _refused(folder: Path, old: str, new: str) -> str:
    """What is said of the smallest script with one thing changed."""
    assert old in SMALLEST
    with pytest.raises(ScriptError) as caught:
        read_case(_written(folder, SMALLEST.replace(old, new)))
    return "\n".join(problem.say(Language.ENGLISH) for problem in caught.value.problems)


def test_the_smallest_script(tmp_path: Path) -> None:
    """What is written arrives; braces in words stay what they are."""
    script = read_case(_written(tmp_path, SMALLEST)).script
    alert, journalist, absent = script.injects
    assert alert.alert is not None
    assert (alert.kind, alert.alert.title) == (InjectKind.ALERT, "A kettle melts")
    assert journalist.at == timedelta(minutes=90)
    assert journalist.text.say(Language.ENGLISH) == "Is it true, {you}?"
    assert (absent.kind, absent.role) == (InjectKind.ABSENT, "expert")
    assert script.about.say(Language.CHINESE) == "Nothing happened."
    assert script.expectations[1].after_inject == 3


@pytest.mark.parametrize(
    ("old", "new", "place", "helps"),
    [
        ("name: kettle", "name: pot", ":1: name:", "same name"),
        ("severity: SEV2", "severity: SEV9", ":5: severity:", "SEV1, SEV2, SEV3, SEV4"),
        ("severity: SEV2", "sevrity: SEV2", ":5: sevrity:", "did you mean “severity”"),
        ("kind: journalist", "kind: jurnalist", ":8: injects[1].kind:", "journalist, leader"),
        ("at: 1h30m", "at: soon", ":8: injects[1].at:", "1h30m"),
        ("at: 1h30m", "at: 3h", ":9: injects[2].at:", "order of their times"),
        ("from: {en: Reporter, zh: 记者}, ", "", ":8: injects[1]:", "`from` is missing"),
        ("from: {en: Reporter, zh: 记者}", "from: {en: Reporter}", ":8: injects[1].from.zh:", "missing"),
        ("role: expert, text", "text", ":9: injects[2]:", "needs `role`"),
        ("kind: absent, role: expert", "kind: absent, role: cook", ":9: injects[2].role:", "lead, spokesperson"),
        ("title: A kettle melts", "titel: A kettle melts", ":7: injects[0].alert.titel:", "did you mean “title”"),
        ("does: role_accepted", "does: role_acepted", ":11: expectations[0].does:", "role_accepted"),
        ("points: 40", "points: 50", ":10: expectations:", "add up to 110; they must add up to 100"),
        ("points: 40", "points: many", ":11: expectations[0].points:", "from 1 to 100"),
        ("after_inject: 3", "after_inject: 4", ":12: expectations[1].after_inject:", "there are 3"),
        ("does: role_accepted, role: lead", "does: stage_reached", ":11: expectations[0]:", "needs `stage`"),
        ("role: lead,", "role: lead, words: [sorry],", ":11: expectations[0].words:", "remove it"),
        ("kind: absent", "kind: rumour", ":12: expectations[1]:", "kind: absent"),
        ("title: {en: The kettle, zh: 水壶}", "title: [a, b]", ":2: title:", "both languages"),
        ("injects:", "injects: [", ":", "no YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, helps: str) -> None:
    """File, line and field, and what would do."""
    said = _refused(tmp_path, old, new)
    assert f"kettle.yaml{place}" in said
    assert helps in said


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Nobody wants to be told one thing at a time."""
    said = _refused(tmp_path, "severity: SEV2", "severity: SEV9\ntimezone: Mars/Olympus\nbegins: late")
    assert [line.split(":")[1] for line in said.splitlines()] == ["5", "6", "7"]


@pytest.mark.parametrize("name", Shelf().names())
def test_a_script_that_comes_with_the_program_can_be_used(name: str) -> None:
    """It adds up, people know what it trains, and the cast can play it to its end."""
    case = Shelf().find(name)
    assert isinstance(case, Case), case
    script = case.script
    assert script.name == name
    assert sum(each.points for each in script.expectations) == FULL_MARKS
    assert script.injects[0].at == timedelta(0)
    assert case.team
    assert case.steps
    assert any(each.does is Deed.CLOSED for each in script.expectations) or case.steps[-1].say


def test_a_teams_own_script_stands_beside_ours(tmp_path: Path) -> None:
    """One of the same name goes before ours; a broken one is named, and the others still work."""
    _written(tmp_path, SMALLEST)
    _written(tmp_path, SMALLEST.replace("name: kettle", "name: bawang"), "bawang")
    _written(tmp_path, "name: broken", "broken")
    shelf = Shelf(tmp_path)
    assert {*Shelf().names(), "kettle", "broken"} == {*shelf.names()}
    own = shelf.find("bawang")
    assert isinstance(own, Case)
    assert own.script.title.en == "The kettle"
    broken = [each for each in shelf.all() if isinstance(each, Broken)]
    assert [each.name for each in broken] == ["broken"]
    assert "title: is missing" in str(broken[0].error)
    assert shelf.find("nothing") is None


SNIPPETS = (
    *(
        "a: ",
        "b:",
        "- ",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        '"',
        "'",
        "é文",
        "&x ",
        "*x",
        "!!str ",
        "#",
        "|\n",
        ">-\n",
    ),
    *("0s", "10:00", "2026-01-01", "\\ud83d", "\t", "\x07", "?", "yes", "~", ": ", "---\n", "%"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join))
def test_the_quick_reader_says_nothing_else_than_the_careful_one(text: str) -> None:
    """What the parser in C takes, the other takes, too, and it says the same."""
    quick = _quickly(text)
    assert quick is None or quick == _carefully(text)
