"""The clock in the policy file: quiet hours, cadences of stages, warnings, rooms; each mistake by line and field."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.language import Language
from crisis.policy import DEFAULT_RULES, Policy
from crisis.policy.quiet import QuietHours
from crisis.severity import Severity
from crisis.stages import Stage

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def loaded(tmp_path: Path, text: str) -> Policy:
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, Policy())


def problem(tmp_path: Path, text: str, language: Language = Language.ENGLISH) -> str:
    """The only problem, without the file's name."""
    with pytest.raises(PolicyError) as wrong:
        loaded(tmp_path, text)
    (only,) = wrong.value.problems
    return only.say(language).partition("policy.yaml:")[2]


def test_without_it_nobody_is_quiet_and_the_severities_have_their_warnings() -> None:
    """A reminder that does not come is worse than one too many (docs/decisions/0021-quiet-hours.md)."""
    assert Policy().quiet_hours is None
    assert [DEFAULT_RULES[severity].warn_before for severity in Severity] == [5 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]
    assert [DEFAULT_RULES[severity].room_within for severity in Severity] == [MINUTE, MINUTE, None, None]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("{from: 22:00, to: 08:00}", QuietHours(time(22), time(8))),
        ('{from: "9:30", to: 24:00, severities: [SEV4]}', QuietHours(time(9, 30), time(0), frozenset({Severity.SEV4}))),
        ("{from: 22：00, to: 7:00, timezone: Asia/Shanghai}", QuietHours(time(22), time(7), timezone="Asia/Shanghai")),
    ],
)
def test_quiet_hours(tmp_path: Path, text: str, hours: QuietHours) -> None:
    assert loaded(tmp_path, f"quiet_hours: {text}\n").quiet_hours == hours


def test_what_a_severity_may_say_of_the_clock(tmp_path: Path) -> None:
    rules = loaded(
        tmp_path,
        "severities:\n  SEV3:\n    room_within: 2m\n    warn_before: none\n    update_every_in: {contained: 6 小时}\n",
    ).rules(Severity.SEV3)
    assert (rules.room_within, rules.warn_before) == (2 * MINUTE, None)
    assert rules.update_every_in == ((Stage.CONTAINED, 6 * HOUR),)
    assert rules.update_every == 2 * HOUR


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("quiet_hours: {from: 22:00, to: 22:00}", "1: quiet_hours.to: the quiet hours end when they begin."),
        ("quiet_hours:\n  from: ten\n  to: 08:00", "2: quiet_hours.from: “ten” is no time of day"),
        ("quiet_hours: {from: 22:00}", "1: quiet_hours.to: is missing."),
        (
            "quiet_hours: {from: 22:00, to: 8:00, severities: [SEV1]}",
            "“SEV1” cannot have quiet hours: write SEV3, SEV4",
        ),
        ("quiet_hours: {from: 22:00, to: 8:00, severities: []}", "severities: no severity is named."),
        ("quiet_hours: {from: 22:00, to: 8:00, severities: [SEV3, SEV3]}", "“SEV3” is named twice here."),
        ("quiet_hours: {from: 22:00, to: 8:00, timezone: Peking}", "quiet_hours.timezone: "),
        ("quiet_hours: 22:00-08:00", "1: quiet_hours: keys and values are wanted."),
        (
            "severities:\n  SEV1:\n    update_every_in:\n      resolved: 1h",
            "there is no such key. Keys here are: triage",
        ),
        ("severities:\n  SEV1:\n    warn_before: 5", "3: severities.SEV1.warn_before: “5” is no length of time."),
    ],
)
def test_what_is_wrong_is_named_with_what_would_do(tmp_path: Path, text: str, said: str) -> None:
    assert said in problem(tmp_path, f"{text}\n")
    assert problem(tmp_path, f"{text}\n", Language.CHINESE)
