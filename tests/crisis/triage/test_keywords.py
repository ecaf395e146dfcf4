"""Keywords and the one line of a post: what tells, in Chinese and English, whatever is thrown at them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.words import WordTools, load_words
from crisis.desk.naming import telling_words
from crisis.language import Language
from crisis.triage.keywords import is_telling, keywords, known_rarity, stem
from crisis.triage.summary import MOST, summary

ZH, EN = Language.CHINESE, Language.ENGLISH


@pytest.fixture(scope="module")
def words() -> WordTools:
    return load_words()


def of(text: str, words: WordTools, most: int = 5) -> tuple[str, ...]:
    return keywords(words.cut(text.lower()), most, words.rarity)


def test_what_stands_in_every_text_tells_nothing() -> None:
    assert not any(map(is_telling, "的 我们 今天 3 12315 三百 几十人 十天 is the ， x".split()))
    assert all(map(is_telling, "蟑螂 三无 一次性 b2b recall".split()))


def test_the_rarest_and_what_names_a_crisis_come_first(words: WordTools) -> None:
    found = of("昨天我和朋友去公司楼下的火锅店吃饭，汤里居然有一只蟑螂", words)
    assert found[0] == "蟑螂"
    assert "火锅店" in found
    assert not {"昨天", "居然", "一只", "我"} & set(found)
    assert of("the founder's old posts are everywhere again, the founder says", words)[0] == "founder"


def test_neighbours_that_are_one_thing_come_as_one() -> None:
    assert keywords(["食品", "异物", "投诉"])[0] == "食品异物"
    assert "数据泄露" in keywords(["大量", "数据", "泄露"])
    assert keywords(["云河", "奶茶", "，", "又", "是", "云河", "奶茶"])[0] == "云河奶茶"
    assert keywords([]) == ()
    assert len(keywords("alpha beta gamma delta epsilon zeta".split())) == 5


def test_without_frequencies_longer_words_are_rarer() -> None:
    assert known_rarity("restaurant") > known_rarity("tour")
    assert known_rarity("海底捞") > known_rarity("曝卖")


def test_english_endings_are_one_word() -> None:
    assert {stem(word) for word in ("delays", "delayed", "delaying")} == {"delay"}
    assert stem("bus") == "bus"
    assert stem("投诉") == "投诉"


def test_a_long_title_keeps_what_tells(words: WordTools) -> None:
    """Also one that was a post."""
    title = "网友今天发微博说在公司楼下超市买的酸奶里居然有一只蟑螂，客服到现在都没有回复 https://t.example/abc @yunhe"
    name = "-".join(telling_words(title, words.cut, words.rarity))
    assert "酸奶" in name
    assert "蟑螂" in name
    assert "yunhe" not in name
    assert "example" not in name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("【云河奶茶被曝喝出蟑螂】昨天下午我买了一杯奶茶 http://t.example/abc @云河奶茶 [怒]", "云河奶茶被曝喝出蟑螂"),
        ("今天天气真好。没想到在云河奶茶喝出一只蟑螂！店员还骂人。", "没想到在云河奶茶喝出一只蟑螂！"),
        ("#云河奶茶# 喝出蟑螂//@小明:转发微博", "云河奶茶 喝出蟑螂"),
        ("转发微博//@小明:喝出蟑螂了", "小明:喝出蟑螂了"),
        ("😀😀 https://t.example/abc", ""),
        ("", ""),
    ],
)
def test_the_line_of_a_post(text: str, line: str, words: WordTools) -> None:
    assert summary(text, words.cut(text.lower()), ZH, words.rarity).removesuffix("。") in (line, line.partition(":")[2])


def test_a_long_sentence_ends_where_a_reader_pauses(words: WordTools) -> None:
    text = (
        "没想到在云河奶茶喝出一只蟑螂，店员还说我碰瓷，太过分了，我已经打了投诉电话，希望大家别再去了，"
        "以后再也不会去那里买任何东西了"
    )
    line = summary(text, words.cut(text), ZH, words.rarity)
    assert line.startswith("没想到在云河奶茶喝出一只蟑螂，店员还说我碰瓷")
    assert line.endswith("…")
    english = "But yesterday I bought lunch there and found glass, " + "really " * 30
    line = summary(english, words.cut(english.lower()), EN, words.rarity)
    assert line == "But yesterday I bought lunch there and found glass…"
    line = summary("glass " * 40, ["glass"] * 40, EN)
    assert line.endswith("glass…")


@given(st.text(max_size=400), st.sampled_from((ZH, EN)))
def test_any_text_gives_one_short_line(text: str, language: Language) -> None:
    line = summary(text, text.lower().split(), language)
    assert len(line) <= MOST[language] + 1
    assert "\n" not in line
