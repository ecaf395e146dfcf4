"""How bad a post would be: words in two languages, what takes weight off them, who is concerned, who writes, speed."""

import re

import pytest

from crisis.alert import Mention
from crisis.language import Language
from crisis.policy.severity_words import OwnWords
from crisis.severity import Severity
from crisis.triage.reading import Reader
from crisis.triage.tiers import LEVELS, Tiers
from crisis.triage.topics import TOPICS, name_of
from crisis.triage.verdict import Weight
from crisis.triage.weighing import Speed, level_of, weigh

WHOLE = re.compile(r"[a-z']+|[\u4e00-\u9fff]{2,}")
READER = Reader(WHOLE.findall, str)
SEV1, SEV2, SEV3, SEV4 = Severity


def weighed(text: str, speed: Speed | None = None, tiers: Tiers | None = None, **about: int | str) -> Weight:
    mention = Mention("weibo", text=text, **about)  # type: ignore[arg-type]
    return weigh(READER.read(text), mention, speed or Speed(), tiers)


def said(weight: Weight, language: Language = Language.ENGLISH) -> str:
    return " | ".join(reason.say(language) for reason in weight.reasons)


@pytest.mark.parametrize(
    ("text", "least", "most", "topic"),
    [
        ("昨晚有两位顾客抢救无效身亡", SEV1, SEV1, "death"),
        ("店里起火了，三十多人被困，有人受伤送医", SEV1, SEV1, "injury"),
        ("Two people were killed when the roof collapsed", SEV1, SEV1, "death"),
        ("在面包里吃出一根钉子，划破了嘴", SEV2, SEV2, "foreign_object"),
        ("他家被市场监管局立案调查了", SEV2, SEV2, "regulator"),
        ("Customers' passwords were leaked, anyone can see them", SEV1, SEV2, "data_leak"),
        ("客服推卸责任，已经投诉到12315", SEV3, SEV3, "complaint"),
        ("They refuse to refund, I filed a complaint", SEV3, SEV3, "complaint"),
        ("颜色有点丑，一般般", SEV4, SEV4, "experience"),
        ("The fries were soggy and cold food again", SEV4, SEV4, "experience"),
    ],
)
def test_what_a_post_weighs(text: str, least: Severity, most: Severity, topic: str) -> None:
    weight = weighed(text)
    assert weight.severity is not None
    assert least <= weight.severity <= most, (weight.score, said(weight))
    assert topic in weight.topics
    assert weight.severity is level_of(weight.score)


@pytest.mark.parametrize(
    "text",
    [
        "今天的蛋糕特别好吃，强烈推荐",
        "请问周末几点开门",
        "事故没有造成人员伤亡",
        "没有人受伤，大家放心",
        "消防演练，浓烟滚滚，多人受伤送医（演习）",
        "笑死我了，这炸鸡好吃到爆炸",
        "没有接到任何人员受伤的报告",
        "昨天看了部灾难电影，男主在爆炸里身亡，哭死",
        "No injuries, the fire alarm was a false alarm",
        "I'm dying to try the new burger, best in town",
        "😂😂😂",
        "",
        "！！！……",
    ],
)
def test_what_is_nothing(text: str) -> None:
    weight = weighed(text)
    assert weight.severity is None, (weight.score, said(weight))


@pytest.mark.parametrize(
    ("heavy", "lighter"),
    [
        ("有人受伤了", "没有人受伤"),
        ("这家店出了人命", "如果这家店出了人命，那就完了"),
        ("他家的奶粉有毒", "请问他家的奶粉是不是有毒"),
        ("商场发生爆炸", "网传商场发生爆炸系谣言"),
        ("People were injured in the fire", "What if people were injured in the fire"),
        ("The product is defective and dangerous", "The product isn't defective, no danger at all"),
        ("工厂发生爆炸，多人受伤", "三十年前的今天，工厂发生爆炸，多人受伤"),
        ("燃气泄漏会爆炸", "【温馨提示】如何预防燃气泄漏？谨防爆炸"),
    ],
)
def test_what_is_denied_supposed_asked_or_long_past_weighs_less(heavy: str, lighter: str) -> None:
    assert weighed(lighter).score < weighed(heavy).score * 0.8


def test_sentiment_is_not_severity() -> None:
    """An angry word about little stays little; a calm word about the worst is the worst."""
    angry = weighed("垃圾！恶心！太差了！气死我了！无语！离谱！差评！再也不来！")
    calm = weighed("通报：事故已致三人遇难")
    assert calm.severity is SEV1
    assert angry.severity is not None
    assert angry.severity >= SEV3


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("孩子吃完呕吐送医", "幼儿园二十名孩子吃完呕吐送医"),
        ("有人吃完中毒送医", "小学有孩子吃完中毒送医"),
        ("店员打人", "店员打人，监控视频为证"),
        ("在饭里吃出异物", "在饭里吃出异物，商家让我删帖还拉黑我"),
    ],
)
def test_numbers_the_weak_evidence_and_a_bad_answer_add(less: str, more: str) -> None:
    assert weighed(more).score > weighed(less).score


def test_who_writes_and_how_far_it_reached_add_to_what_is_bad_and_to_nothing_else() -> None:
    bad, good = "面包里吃出钉子", "面包很好吃，推荐"
    assert weighed(bad, followers=2_000_000).score > weighed(bad, followers=20_000).score > weighed(bad).score
    assert weighed(bad, reposts=8_000).score > weighed(bad).score
    assert weighed(bad, author="城市晚报").score > weighed(bad, author="路人甲").score
    assert weighed(good, followers=2_000_000, reposts=8_000, author="城市晚报").score == 0


def test_speed_raises_by_one_level_and_says_so() -> None:
    text, fast = "面包里吃出钉子", Speed(in_10=120, in_30=150, in_60=160, usual=2.0)
    calm, hot = weighed(text), weighed(text, fast)
    assert (calm.severity, hot.severity) == (SEV2, SEV1)
    assert hot.score >= LEVELS[0][0]
    assert "120 posts and reposts in 10 minutes" in said(hot)
    assert "10 分钟内 120 条" in said(hot, Language.CHINESE)
    assert weighed(text, Speed(120, 150, 160, usual=150.0)).severity is SEV2, "as many as always"
    assert weighed("颜色丑哭", fast).severity is SEV3
    assert weighed("他们改了招牌", fast).severity is SEV4, "something is going on, whatever it is"
    assert weighed("太好吃了，强烈推荐", fast).severity is None


def test_the_teams_own_words_hold_against_ours() -> None:
    own = Tiers(
        (
            OwnWords(SEV1, ("氨罐", "cold chain"), "冷链事故"),
            OwnWords(None, ("爆炸糖",)),
            OwnWords(SEV4, ("换了代工",), "quality"),
        )
    )
    assert weighed("小区门口有个氨罐").severity is None
    heavy = weighed("小区门口有个氨罐", tiers=own)
    assert (heavy.severity, heavy.topics) == (SEV1, ("冷链事故",))
    assert weighed("the cold chain, again", tiers=own).severity is SEV1
    assert weighed("孩子爱吃爆炸糖").severity is not None
    assert weighed("孩子爱吃爆炸糖", tiers=own).severity is None
    assert weighed("听说换了代工", tiers=own).topics[-1] == "quality"


def test_words_taken_apart_by_traditional_or_curly_letters_are_the_readers_matter_but_apostrophes_are_ours() -> None:
    assert weighed("He didn’t make it").severity is SEV1


def test_reasons_name_the_words_in_both_languages() -> None:
    weight = weighed("幼儿园孩子食物中毒，视频在评论区", followers=50_000)
    assert "poisoning: “食物中毒”" in said(weight)
    assert "中毒：“食物中毒”" in said(weight, Language.CHINESE)
    assert "children, old or sick people are concerned" in said(weight)
    assert "账号粉丝数 50,000" in said(weight, Language.CHINESE)


def test_a_post_may_hold_marks_of_a_template() -> None:
    assert "{0}" not in said(weighed("{words} 着火了 {0} {topic}"))


def test_topics_have_names_in_both_languages_and_a_teams_own_is_its_own_name() -> None:
    assert name_of("foreign_object", Language.CHINESE) == "食品异物"
    assert name_of("foreign_object", Language.ENGLISH) == "foreign object in food"
    assert name_of("换厂争议", Language.ENGLISH) == "换厂争议"
    assert all(text.en and text.zh for text in TOPICS.values())


def test_a_long_text_is_weighed_like_any() -> None:
    long = "今天天气不错。" * 200 + "有人中毒身亡。" + "a" * 500
    assert weighed(long).severity is SEV1


def test_words_that_lie_across_one_another_are_shown_as_one() -> None:
    assert "“客服电话打不通”" in said(weighed("空调漏水，客服电话打不通"), Language.CHINESE)


def test_words_of_a_reason_are_joined_as_the_reader_writes() -> None:
    weight = weighed("孩子上吐下泻，食物中毒")
    assert "上吐下泻、食物中毒" in said(weight, Language.CHINESE)
    assert "上吐下泻, 食物中毒" in said(weight)
