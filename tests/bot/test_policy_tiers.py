"""The team's own words of weight in the policy file; each mistake by line and field."""

from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.severity_words import OwnWords
from crisis.severity import Severity


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


def test_words_with_their_severity_in_normal_letters(tmp_path: Path) -> None:
    text = """
severity_words:
  - {severity: SEV1, words: [氨罐, Ammonia  Tank, 冷媒…泄漏], topic: 安全事故}
  - {severity: SEV3, words: ["ＡＰＰ崩", explo*], topic: 换厂争议}
  - {severity: none, words: [爆炸糖]}
"""
    assert loaded(tmp_path, text).severity_words == (
        OwnWords(Severity.SEV1, ("氨罐", "ammonia tank", "冷媒…泄漏"), "accident"),
        OwnWords(Severity.SEV3, ("app崩", "explo*"), "换厂争议"),
        OwnWords(None, ("爆炸糖",)),
    )


def test_without_them_there_are_none() -> None:
    assert Policy().severity_words == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("{severity: SEV9, words: [氨罐]}", "“SEV9” is no severity. Choose SEV1, SEV2, SEV3, SEV4 or none."),
        ("{severity: SEV1, words: [氨罐, 氨罐]}", "The word “氨罐” is there twice, already under SEV1."),
        ("{severity: SEV1, words: ['！！']}", "“！！” has no letters to be found by."),
        ("{severity: SEV1, words: ['a*']}", "“a*” begins with a single Latin letter"),
        ("{severity: SEV1, words: [没…退…钱]}", "“没…退…钱” has more than one “…”"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, words: str, says: str) -> None:
    said = problem(tmp_path, f"severity_words:\n  - {words}\n")
    assert said.startswith("2: severity_words[0]")
    assert says in said


def test_no_words_are_a_mistake_and_it_is_said_in_chinese(tmp_path: Path) -> None:
    assert "severity_words[0].words" in problem(tmp_path, "severity_words:\n  - {severity: SEV1, words: []}\n")
    said = problem(tmp_path, "severity_words:\n  - {severity: 9, words: [氨罐]}\n", Language.CHINESE)
    assert "“9”不是级别" in said
