"""Likeness of texts: concepts found in them, and a memory that finds what tells of the same kind."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.words.words import WordTools, load_words
from crisis.triage.concepts import named
from crisis.triage.similar import LIKE, Features, Memory, features

DATA = Path(__file__).parents[2] / "bench" / "data"
KEPT_APART = 0.60
"""Of the five that are named for a text of the half that was kept apart, so many are of its kind at least; what was
measured, and what it means, stands in tests/bench/triage_similar.py."""


@pytest.fixture(scope="module")
def words() -> WordTools:
    return load_words()


def of(text: str, kind: str = "") -> Features:
    plain = text.lower()
    return features(plain, plain.split(), kind)


def remembering(*texts: str) -> Memory[str]:
    memory: Memory[str] = Memory()
    memory.remember_all((text, of(text)) for text in texts)
    return memory


def keys(memory: Memory[str], text: str, **more: str) -> list[str]:
    return [each.key for each in memory.like(of(text), **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("顾客在沙拉里吃出一只苍蝇", "food"),
        ("a customer bit into a screw", "food"),
        ("员工把客户名单泄露给同行", "data"),
        ("hackers demand a ransom", "data"),
        ("网站打不开，支付失败", "system"),
        ("login times out everywhere", "system"),
        ("总裁在直播里骂消费者是刁民", "speech"),
        ("仓库工人讨薪罢工", "labour"),
        ("the poster was called racist", "discrimination"),
        ("店员翻白眼，态度恶劣", "service"),
        ("会员自动续费，不给退款", "price"),
        ("a hoax with forged test results", "rumour"),
        ("买到假货，货不对板", "fake"),
        ("flights were cancelled, passengers stranded", "transport"),
        ("厂房爆炸，三人死亡", "accident"),
        ("工厂夜里偷排污水", "environment"),
        ("健身房卷款跑路", "finance"),
        ("the coach groped pupils", "violence"),
        ("代言人偷税被罚", "celebrity"),
    ],
)
def test_a_text_names_its_family_most(text: str, family: str) -> None:
    families = named(text).families
    assert max(families, key=families.__getitem__) == family


def test_words_are_found_where_they_stand() -> None:
    """The longest of those that begin together; Latin ones at the beginning of a word, short ones as whole words."""
    assert "finance" not in named("three employees were fired").families
    assert named("employees were fired").families.keys() >= {"labour"}
    assert "fire" not in named("employees were fired").concepts
    assert "fire" in named("a fire broke out").concepts
    assert named("strategy").families == {}
    assert named("").concepts == {}
    assert named("no crisis whatsoever").families == {}


def test_the_same_kind_is_found_without_a_word_in_common() -> None:
    memory = remembering("奶茶里喝出蟑螂", "checkout returns 502", "工人讨薪罢工", "员工信息泄露")
    assert keys(memory, "寿司里有活虫")[0] == "奶茶里喝出蟑螂"
    assert keys(memory, "maggots in the salad")[0] == "奶茶里喝出蟑螂"
    assert keys(memory, "服务器宕机")[0] == "checkout returns 502"


def test_a_text_is_not_its_own_neighbour_and_one_that_shares_nothing_is_none() -> None:
    memory = remembering("奶茶里喝出蟑螂", "外卖里吃出苍蝇", "股价跌停")
    assert keys(memory, "奶茶里喝出蟑螂", besides="奶茶里喝出蟑螂") == ["外卖里吃出苍蝇"]
    assert keys(memory, "zzz qqq") == []
    assert keys(Memory(), "奶茶") == []
    assert keys(memory, "") == []


def test_an_equal_text_comes_first_and_a_kind_in_common_helps() -> None:
    memory: Memory[int] = Memory()
    memory.remember_all([(1, of("奶茶里喝出蟑螂", "product")), (2, of("奶茶里喝出苍蝇")), (3, of("奶茶里喝出蟑螂"))])
    first, second, third = memory.like(of("奶茶里喝出蟑螂", "product"))
    assert [first.key, second.key, third.key] == [1, 3, 2]
    assert first.score > second.score > third.score > LIKE


def test_what_is_forgotten_is_found_no_more_and_gives_its_room_back() -> None:
    memory: Memory[int] = Memory()
    for number in range(300):
        memory.remember(number, of(f"奶茶里喝出蟑螂 第{number}次"))
    for number in range(299):
        memory.forget(number)
    memory.forget(7)
    assert len(memory) == 1
    assert [each.key for each in memory.like(of("奶茶里喝出蟑螂"))] == [299]
    memory.remember(299, of("服务器宕机"))
    assert [each.key for each in memory.like(of("奶茶里喝出蟑螂"))] == []
    assert [each.key for each in memory.like(of("宕机"))] == [299]


def test_one_after_the_other_is_as_good_as_all_at_once(words: WordTools) -> None:
    rows = _rows(DATA / "similar.jsonl", 1)[:60]
    made = {row["id"]: _of_row(row, words) for row in rows}
    at_once: Memory[str] = Memory()
    at_once.remember_all(made.items())
    in_turn: Memory[str] = Memory()
    for key, of_it in made.items():
        in_turn.remember(key, of_it)
    in_turn.settle()
    for key, of_it in made.items():
        assert in_turn.like(of_it, besides=key) == at_once.like(of_it, besides=key)


def test_five_of_a_kind_are_found_on_the_half_that_was_kept_apart(words: WordTools) -> None:
    rows = _rows(DATA / "similar.jsonl", 0)
    kinds = {row["id"]: row["type"] for row in rows}
    made = {row["id"]: _of_row(row, words) for row in rows}
    memory: Memory[str] = Memory()
    memory.remember_all(made.items())
    hits = [kinds[found.key] == kinds[key] for key in made for found in memory.like(made[key], besides=key)]
    assert sum(hits) / (5 * len(rows)) > KEPT_APART


def _rows(file: Path, remainder: int) -> list[dict[str, str]]:
    lines: Iterable[str] = file.read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if int(row["id"]) % 2 == remainder]


def _of_row(row: dict[str, str], words: WordTools) -> Features:
    plain = row["text"].lower()
    return features(plain, words.cut(plain))
