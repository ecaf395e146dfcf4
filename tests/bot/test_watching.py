"""Posts read and names told apart, with the real dictionary; every sentence here was written for these tests."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.file import load
from bot.triage.live_watch import watched
from bot.words.words import WordTools, load_words
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.severity_words import OwnWords
from crisis.policy.watch import WatchEntry, WatchKind
from crisis.severity import Severity
from crisis.triage.proposing import Proposed, propose, silenced
from crisis.triage.reading import MOST_LETTERS
from crisis.triage.tiers import Tiers
from crisis.triage.weighing import standard_tiers
from handlers.watching import Watched

EXAMPLE = Path(__file__).parents[2] / "docs" / "watch.example.yaml"


@pytest.fixture(scope="module")
def words() -> WordTools:
    return load_words()


@pytest.fixture(scope="module")
def example(words: WordTools) -> Watched:
    return watched(words, load(EXAMPLE, Policy()).watch)


def names(found: Watched, text: str) -> list[str]:
    return [each.name for each in found.watch.about(found.reader.read(text))]


def reasons(found: Watched, text: str, language: Language = Language.ENGLISH) -> str:
    meanings = found.watch.meanings(found.reader.read(text))
    return "; ".join(reason.say(language) for each in meanings for reason in each.reasons)


def listed(words: WordTools, *entries: WatchEntry) -> Watched:
    return watched(words, entries)


# ------------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("紅十字會的帳目", "红十字会的帐目"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("红.十.字会贪了", "红十字会贪了"),
        ("海 底 捞 难 吃", "海底捞难吃"),
        ("海🌟底🌟捞", "海底捞"),
        ("海\u200b底\ufeff捞", "海底捞"),
        ("海\u0336底\u0336捞\u0336", "海底捞"),
        ("我要tou诉你们", "我要投诉你们"),
        ("必须投su到底", "必须投诉到底"),
        ("hai底捞里有虫", "海底捞里有虫"),
        ("看这里https://example.com/a?b=1吧", "看这里 吧"),
        ("www.example.com 好", "好"),
        ("#海底捞老鼠#太吓人", "海底捞老鼠 太吓人"),
        ("真的吗//@老张:我也见过//@小李：转发", "真的吗 我也见过 转发"),
        ("回复@老张:不是", "不是"),
        ("等等......再说", "等等…再说"),
        ("写信到 a.b@example.com", "写信到 a.b@example.com"),
        ("一二.三四", "一二.三四"),
        ("价格1.5元", "价格1.5元"),
        ("iphone出问题", "iphone出问题"),
        ("", ""),
        ("😀😀", "😀😀"),
    ],
)
def test_a_text_is_read_in_normal_letters(example: Watched, text: str, plain: str) -> None:
    assert example.reader.read(text).plain == plain


def test_accounts_are_no_text(example: Watched) -> None:
    reading = example.reader.read("@美的惊动了我 你好 @Li-Na，在吗")
    assert reading.handles == ("美的惊动了我", "li-na")
    assert reading.plain == "你好 ,在吗"


def test_an_account_that_never_ends_is_a_sentence(example: Watched) -> None:
    reading = example.reader.read("@小米今天早上发布的那台电视价格到底是多少有人知道吗")
    assert reading.handles == ()
    assert reading.plain.startswith("小米今天")


def test_what_lies_beyond_two_thousand_letters_is_not_read(example: Watched) -> None:
    assert len(example.reader.read("好" * 10_000_000).plain) == MOST_LETTERS


@given(st.text(alphabet="海底捞 .·*@#/:a1😀\u200b紅", max_size=200))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_read_and_judged(text: str) -> None:
    found = _cached()
    reading = found.reader.read(text)
    assert "\u200b" not in reading.plain
    assert found.reader.read(reading.plain).plain == reading.plain or "@" in text or "#" in text or "/" in text
    found.watch.meanings(reading)


_KEPT: list[Watched] = []


def _cached() -> Watched:
    if not _KEPT:
        _KEPT.append(watched(load_words(), (WatchEntry("海底捞"), WatchEntry("红海"))))
    return _KEPT[0]


# --------------------------------------------------------------------------------------------------- whom a name means


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("美的空调漏氟，装机师傅又来了一趟", ["美的"]),
        ("给美的客服打了三次电话没人接", ["美的"]),
        ("美的集团今天回应", ["美的"]),
        ("美的惊动了党", []),
        ("这块桌布真是精美的一件东西", []),
        ("那么美的夜晚，谁舍得睡", []),
        ("人在北美的朋友说那边下雪了", []),
        ("审美的差异而已", []),
        ("海底捞的锅底里有东西", ["海底捞"]),
        ("海.底.捞的锅底里有东西", ["海底捞"]),
        ("钱掉进湖里等于海底捞针", []),
        ("小米手机充电时起火", ["小米"]),
        ("小.米手机充电时起火", ["小米"]),
        ("早上煮了两斤小米粥", []),
        ("买了三斤小米和一袋红豆", []),
        ("苹果公司公布财报", ["苹果"]),
        ("院子里的苹果树开花了", []),
        ("大众化的口味", []),
        ("大众的变速箱又顿挫", ["大众"]),
        ("祖国统一是大家的心愿", []),
        ("统一的老坛酸菜面吃出异物", ["统一"]),
        ("大家统一时间出发", []),
        ("@美的官方 出来解释一下", ["美的"]),
        ("@爱美的小姑娘 你好", []),
        ("她获得物理竞赛一等奖", []),
        ("得物上买的鞋鉴定为假", ["得物"]),
        ("三只松鼠在树上打架", []),
        ("三只松鼠的坚果吃出虫子，找客服退款", ["三只松鼠"]),
        ("今天天气不错", []),
    ],
)
def test_a_name_is_told_from_other_letters(example: Watched, text: str, meant: list[str]) -> None:
    assert names(example, text) == meant, reasons(example, text)


def test_the_reasons_say_what_decided_in_both_languages(example: Watched) -> None:
    assert reasons(example, "这块桌布真是精美的一件东西") == "“美的” stands inside “精美”"
    assert reasons(example, "这块桌布真是精美的一件东西", Language.CHINESE) == "“美的”只是“精美”的一部分"
    assert "“空调” near “美的” speaks for it" in reasons(example, "美的的空调漏氟")
    assert "“美的”附近的“空调”说明指的是它" in reasons(example, "美的的空调漏氟", Language.CHINESE)
    assert reasons(example, "美的惊动了党") == "the watch list rules out “美的惊动”"
    assert "nothing near it speaks for the name" in reasons(example, "美的？")


def test_a_word_that_rules_out_counts_near_the_name_only(words: WordTools) -> None:
    found = listed(words, WatchEntry("豆包机", excludes=("童话",), includes=("厨房",)))
    assert names(found, "这个童话里有一台豆包机") == []
    assert names(found, "豆包机坏了。" + "天气好得很，" * 10 + "睡前讲童话") == ["豆包机"]


def test_what_the_team_says_of_a_name_goes_before_the_dictionary(words: WordTools) -> None:
    text = "昨天看见一台豆包机"
    assert names(listed(words, WatchEntry("豆包机")), text) == ["豆包机"]
    assert names(listed(words, WatchEntry("豆包机", ambiguous=True)), text) == []
    assert names(listed(words, WatchEntry("苹果", ambiguous=False)), "苹果怎么了") == ["苹果"]


def test_a_topic_is_meant_wherever_its_words_stand(words: WordTools) -> None:
    assert names(listed(words, WatchEntry("降薪", WatchKind.TOPIC)), "听说要降薪") == ["降薪"]


def test_an_account_is_the_entrys_when_it_is_listed(words: WordTools) -> None:
    entry = WatchEntry("豆包机", handles=("@豆哥",))
    assert names(listed(words, entry), "@豆哥 在吗") == ["豆包机"]
    assert names(listed(words, entry), "@豆包机之家粉丝团 在吗") == []


def test_a_name_in_latin_letters_stands_by_itself(words: WordTools) -> None:
    found = listed(words, WatchEntry("鲜果", aliases=("Apple",)))
    assert names(found, "APPLE又涨价") == ["鲜果"]
    assert names(found, "pineapple好吃") == []


def test_names_in_traditional_characters_find_posts_in_both(words: WordTools) -> None:
    found = listed(words, WatchEntry("國聯機電"))
    assert names(found, "国联机电回应") == names(found, "國聯機電回應") == ["國聯機電"]


# ------------------------------------------------------------------------------------------------------------ bounded


def test_thousands_of_entries_are_looked_up_not_gone_through(words: WordTools) -> None:
    """How often letters are looked up does not grow with the list."""
    letters = "甲乙丙丁戊己庚辛壬癸"
    many = [WatchEntry(f"{a}{b}{c}{d}") for a in letters for b in letters for c in letters for d in letters[:5]]
    found = listed(words, *many, WatchEntry("豆包机"))
    assert names(found, "豆包机和甲乙丙丁都坏了") == ["甲乙丙丁", "豆包机"]


@pytest.mark.parametrize("text", ["海" * 3000, "海.底." * 800, "@" * 3000, "a" * 3000, "海底捞" * 700, "#@海//" * 500])
def test_no_text_makes_it_hang(example: Watched, text: str) -> None:
    found = [each.entry.name for each in example.watch.meanings(example.reader.read(text))]
    assert len(found) == len(set(found))  # and each entry is judged once, however often its letters come


# ------------------------------------------------------------------------------------------------------------ teaching


def proposed(found: Watched, name: str, text: str, tiers: Tiers | None = None) -> Sequence[str]:
    return all_of(found, name, text, tiers).words


def all_of(found: Watched, name: str, text: str, tiers: Tiers | None = None) -> Proposed:
    entry = next(each for each in found.watch.entries if each.name == name)
    return propose(entry, found.reader.read(text), found.watch, tiers or standard_tiers())


def test_words_around_the_name_are_proposed(words: WordTools) -> None:
    found = listed(words, WatchEntry("美的", ambiguous=False))
    assert proposed(found, "美的", "美的惊动了党")[0] == "美的惊动"
    assert "美的风景" in proposed(found, "美的", "路上美的风景")
    assert proposed(found, "美的", "“美的”。") == ()
    assert proposed(found, "美的", "没有它") == ()


COMPLAINTS = [
    ("豆包机", "店员说豆包机坏了，让我明天再来"),
    ("豆包机", "我投诉豆包机"),
    ("豆包机", "曝光豆包机！"),
    ("豆包机", "豆包机致癌，求扩散"),
    ("豆包机", "豆包机爆炸，三人受伤"),
    ("豆包机", "垃圾豆包机"),
    ("豆包机", "居然豆包机又坏"),
    ("豆包机", "豆包机客服不理人"),
    ("Tide", "Tide recall after injuries"),
    ("Tide", "boycott Tide"),
    ("Tide", "my Tide exploded"),
]


@pytest.mark.parametrize(("name", "text"), COMPLAINTS, ids=[text for _, text in COMPLAINTS])
def test_words_of_a_complaint_are_no_words_of_another_meaning(words: WordTools, name: str, text: str) -> None:
    found = all_of(listed(words, WatchEntry(name, ambiguous=False)), name, text)
    assert found.words == ()
    assert found.kept_back


def test_other_words_of_such_a_post_are_proposed(words: WordTools) -> None:
    found = listed(words, WatchEntry("小米", ambiguous=False), WatchEntry("Tide", ambiguous=False))
    assert all_of(found, "小米", "买了两斤小米发霉了") == Proposed(("两斤小米",), ("发霉",))
    assert proposed(found, "小米", "小米粥煮糊了，投诉食堂") == ("小米粥",)  # a word of its own, which holds the name
    assert proposed(found, "Tide", "The high tide killed three") == ("high tide",)


def test_words_that_speak_for_the_entry_are_no_words_of_another_meaning(words: WordTools) -> None:
    found = listed(words, WatchEntry("美的", includes=("空调",)))
    assert all_of(found, "美的", "新的一台美的空调真棒").kept_back == ("空调",)


def test_the_teams_own_words_are_kept_back_too_and_those_that_it_made_light_are_not(words: WordTools) -> None:
    found = listed(words, WatchEntry("豆包机"))
    own = Tiers((OwnWords(Severity.SEV2, ("结霜",)), OwnWords(None, ("漏水",))))
    assert proposed(found, "豆包机", "豆包机结霜") == ("豆包机结霜",)
    assert all_of(found, "豆包机", "豆包机结霜", own) == Proposed((), ("结霜",))
    assert proposed(found, "豆包机", "豆包机漏水") == ()
    assert proposed(found, "豆包机", "豆包机漏水", own) == ("豆包机漏水",)


def test_what_is_proposed_rules_the_post_out(words: WordTools) -> None:
    entry = WatchEntry("美的", ambiguous=False)
    found = listed(words, entry)
    for text in ("美的惊动了党", "路上美的风景", "今天的云美的像画"):
        word = proposed(found, "美的", text)[0]
        assert names(listed(words, WatchEntry("美的", ambiguous=False, excludes=(word,))), text) == []


def test_what_would_be_silenced_is_found(words: WordTools) -> None:
    entry = WatchEntry("豆包机")
    found = listed(words, entry)
    posts = [(1, found.reader.read("豆包机漏水了")), (2, found.reader.read("豆包机很好"))]
    lost = silenced(entry, "豆包机漏水", posts, found.watch_of)
    assert [each.key for each in lost] == [1]
    assert silenced(entry, "红豆包机", posts, found.watch_of) == ()
