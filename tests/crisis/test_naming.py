"""Channel names: what Slack takes, what a person recognises, and the key at the end."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jieba
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crisis.desk.naming import (
    KEY_LETTERS,
    NAME_LIMIT,
    WORDS_LIMIT,
    ChannelNames,
    channel_names,
    short_key,
    telling_words,
)
from crisis.policy import Policy
from crisis.ports import Cut

TEMPLATE = Policy().channel_name
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 5, 1, 20, 0, tzinfo=UTC)  # the second of May in Shanghai
PINYIN = {"门店": "men-dian", "停电": "ting-dian", "奶茶": "nai-cha", "异物": "yi-wu"}


def latin(word: str) -> str:
    """A small dictionary in place of pypinyin; letters with accents lose them."""
    plain = unicodedata.normalize("NFKD", PINYIN.get(word, word))
    return "".join(letter for letter in plain if letter.isascii()).lower()


def names(title: str, cut: Cut = str.split) -> ChannelNames:
    return channel_names(TEMPLATE, title, DAY, SHANGHAI, "k3y9", cut, latin)


def is_taken_by_slack(name: str) -> bool:
    """Slack's rule for channel names: lower case, at most 80 characters; letters, digits, hyphens and underscores of
    any script."""
    fits = 0 < len(name) <= NAME_LIMIT
    return fits and name == name.lower() and all(letter.isalnum() or letter in "-_" for letter in name)


@pytest.mark.parametrize(
    ("title", "native", "ascii_"),
    [
        ("Checkout is DOWN", "inc-0502-checkout-down-k3y9", "inc-0502-checkout-down-k3y9"),
        ("门店 停电", "inc-0502-门店-停电-k3y9", "inc-0502-men-dian-ting-dian-k3y9"),
        ("某 奶茶 出现 异物 weibo", "inc-0502-奶茶-异物-weibo-k3y9", "inc-0502-nai-cha-yi-wu-weibo-k3y9"),
        ("Ｃａｆé　门店！", "inc-0502-café-门店-k3y9", "inc-0502-cafe-men-dian-k3y9"),
        ("“奶茶”. 'fire'", "inc-0502-奶茶-fire-k3y9", "inc-0502-nai-cha-fire-k3y9"),
        ("fire fire FIRE", "inc-0502-fire-k3y9", "inc-0502-fire-k3y9"),
        ("🔥 🔥🔥 ❗", "inc-0502-k3y9", "inc-0502-k3y9"),
        ("the of 的 了", "inc-0502-k3y9", "inc-0502-k3y9"),
        ("", "inc-0502-k3y9", "inc-0502-k3y9"),
        ("{words} {key} {0}", "inc-0502-words-key-k3y9", "inc-0502-words-key-k3y9"),
    ],
)
def test_titles_give_names(title: str, native: str, ascii_: str) -> None:
    """The date is the team's; words that tell nothing are left out; Chinese stays Chinese beside its pinyin."""
    assert names(title) == ChannelNames(native, ascii_)


def test_a_long_title_gives_a_short_name() -> None:
    """Five words at most, and whole ones: what does not fit is passed over."""
    assert names("alpha beta gamma delta epsilon zeta").native == "inc-0502-alpha-beta-gamma-delta-epsilon-k3y9"
    assert names("门店" * 150, cut=list).native == "inc-0502-门-店-k3y9"
    long = "internationalization misunderstanding fire"
    assert names(long).native == "inc-0502-internationalization-fire-k3y9"
    assert names("x" * 300).native == f"inc-0502-{'x' * WORDS_LIMIT}-k3y9"


def test_figures_and_single_characters_give_way() -> None:
    """They tell little; but a little is better than nothing."""
    assert names("2026 三 alpha beta gamma delta epsilon").native == "inc-0502-alpha-beta-gamma-delta-epsilon-k3y9"
    assert names("2026 火").native == "inc-0502-2026-k3y9"
    assert names("火").native == "inc-0502-火-k3y9"


@given(st.text(max_size=300), st.sampled_from((str.split, list)))
@example("İSTANBUL ẞ Ǆ Ⅷ 𝐀 ﬁ ½ ²", str.split)
@example("a--b __ -_- c.d", str.split)
@example("门" * 300, str.split)
def test_any_title_gives_names_that_slack_takes(title: str, cut: Cut) -> None:
    """Both end in the key; the plain one is ASCII."""
    both = names(title, cut)
    for name in (both.native, both.ascii):
        assert is_taken_by_slack(name), name
        assert name.startswith("inc-0502-")
        assert name.endswith("-k3y9")
        assert "--" not in name
    assert both.ascii.isascii()


def test_jieba_tells_the_words(tmp_path: Path) -> None:
    """With the words as they are cut in the running bot."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path)
    tokenizer.cache_file = "words"
    words = telling_words("某品牌的奶茶里出现异物，多名顾客投诉", tokenizer.lcut)
    assert words == ["品牌", "奶茶", "异物", "顾客", "投诉"]
    assert is_taken_by_slack(names("“门店停电”！Checkout is down。", tokenizer.lcut).native)


def test_what_a_title_is_about_comes_before_what_it_quotes_and_watched_names_stay_whole(tmp_path: Path) -> None:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path)
    tokenizer.cache_file = "words"
    title = "山海捞 · 服务：“山海捞服务员态度真差，排队两小时没人理”"
    assert telling_words(title, tokenizer.lcut, names=("山海捞", "山海"))[:2] == ["山海捞", "服务"]
    english = "Lunar Milk · fire: “Lunar milk burns down the large kitchen of a neighbour”"
    assert telling_words(english, str.split, names=("Lunar Milk",))[:2] == ["lunarmilk", "fire"]
    assert telling_words("Lunar milk is late", str.split, names=("Lunar Milk",)) == ["lunar", "milk", "late"]


def test_a_key_is_made_of_letters_that_are_not_mistaken() -> None:
    """No l and no 1, no o and no 0, no i."""
    assert not set(KEY_LETTERS) & set("l1o0i")
    assert short_key(lambda size: bytes(range(size))) == KEY_LETTERS[:5]
    assert set(short_key(lambda size: bytes([255] * size))) <= set(KEY_LETTERS)
