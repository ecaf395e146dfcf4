"""The watch list in the policy file: what it makes, and what is refused with its line and field."""

from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.watch import Thresholds, WatchEntry, WatchKind
from crisis.severity import Severity

EXAMPLE = Path(__file__).parents[2] / "docs" / "watch.example.yaml"


def made(tmp_path: Path, text: str) -> tuple[WatchEntry, ...]:
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, Policy()).watch


def problem(tmp_path: Path, text: str, language: Language = Language.ENGLISH) -> str:
    with pytest.raises(PolicyError) as caught:
        made(tmp_path, text)
    assert len(caught.value.problems) == 1, caught.value.problems
    return caught.value.line(language)


def test_every_key_of_an_entry(tmp_path: Path) -> None:
    written = """
watch:
  - name: 豆包机
    kind: product
    aliases: [dou bao]
    not: [红豆包机]
    with: [厨房]
    handles: ["@豆包机官方", doubao]
    ambiguous: true
    thresholds: {open_from: none, hold_from: SEV3}
"""
    assert made(tmp_path, written) == (
        WatchEntry(
            "豆包机",
            WatchKind.PRODUCT,
            ("dou bao",),
            ("红豆包机",),
            ("厨房",),
            Thresholds(None, Severity.SEV3),
            ("豆包机官方", "doubao"),
            True,
        ),
    )


def test_a_threshold_alone_takes_the_other_along(tmp_path: Path) -> None:
    (entry,) = made(tmp_path, "watch: [{name: 豆包机, thresholds: {open_from: SEV4}}]")
    assert entry.thresholds == Thresholds(Severity.SEV4, Severity.SEV4)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("watch: [{name: 豆}]", "watch[0].name: “豆” is too short"),
        ("watch: [{name: '..'}]", "watch[0].name: “..” is too short"),
        ("watch: [{name: /(a+)+$/}]", "watch[0].name: “/(a+)+$/” is a regular expression"),
        ("watch: [{name: 豆包机, not: [/(.*)*豆/i]}]", "watch[0].not[0]: “/(.*)*豆/i” is a regular expression"),
        ("watch: [{name: 豆包机, kind: firm}]", "write brand, product, person or topic"),
        ("watch: [{name: 豆包机, handles: ['dou bao']}]", "watch[0].handles[0]: “dou bao” is no account name"),
        ("watch: [{name: 豆包机}, {name: 豆包机}]", "watch[1].name: “豆包机” stands in the list"),
        (
            "watch: [{name: 豆包机}, {name: 豆子, aliases: [豆包机]}]",
            "watch[1].aliases[0]: “豆包机” stands in the list",
        ),
        ("watch: [{name: 豆包机, not: [豆包]}]", "watch[0].not[0]: “豆包” is part of the name “豆包机”"),
        ("watch: [{name: 豆包机, not: [厨房], with: [厨房]}]", "“厨房” stands under “not” and under “with”"),
        ("watch: [{name: 豆包机, thresholds: {open_from: SEV5}}]", "write SEV1, SEV2, SEV3, SEV4 or none"),
        (
            "watch: [{name: 豆包机, thresholds: {open_from: SEV3, hold_from: SEV1}}]",
            "hold_from (SEV1) is worse than open_from (SEV3)",
        ),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, written: str, said: str) -> None:
    assert said in problem(tmp_path, written)


def test_too_many_words_are_refused(tmp_path: Path) -> None:
    words = ", ".join(f"豆{number}" for number in range(10, 520))
    assert "has 510 words; 500 are read" in problem(tmp_path, f"watch: [{{name: 豆包机, not: [{words}]}}]")


def test_the_example_list_is_read_and_covers_what_it_says() -> None:
    entries = load(EXAMPLE, Policy()).watch
    assert len(entries) == 26
    assert all(entry.includes for entry in entries)
    assert {entry.name for entry in entries if entry.ambiguous} == {"三只松鼠", "饿了么", "快书包"}
