"""The words that tell what a text is about.

Answers for: what a word tells (how rare it is in the language, whether it names a kind of crisis), keywords for a
summary and for a channel's name. May not: cut words itself, or look a frequency up; ``Rarity`` is handed in.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from crisis.triage.concept_hints import CONCEPT_HINTS
from crisis.triage.concept_words import CONCEPT_WORDS

Rarity = Callable[[str], float]
"""How rare a word is: the natural logarithm of how many words of any text it takes to meet it once; about 5 to 18."""

UNKNOWN_CHINESE, UNKNOWN_SHORT, UNKNOWN_LATIN = 13.0, 10.0, 9.5
"""For words that no dictionary has: names most often; those of two Chinese letters may be what was cut wrongly."""
NAMES_A_CRISIS = 1.5
"""What tells is worth so many times as much when it is one of the words for a kind of crisis."""
_AGAIN = 0.5  # each time that a word comes again adds so much of what it was worth the first time
_MOST_TIMES = 3

# Words that tell nothing about an incident.
EMPTY_WORDS = frozenset(
    "的 了 着 过 在 是 有 和 与 及 或 被 把 将 对 向 从 到 于 等 也 都 就 还 又 很 太 更 最 这 那 其 个 位 名 一 "
    "一个 一种 我 我们 你 他 她 它 不 没 没有 出现 发生 进行 关于 因为 所以 但是 以及 可能 已经 正在 大量 多名 "
    "多个 部分 某 称 说 发现 报道 报道称 据悉 网传 网友 疑似 表示 称为 你们 他们 她们 它们 咱们 自己 大家 人家 "
    "别人 有人 什么 怎么 怎样 为什么 为何 哪里 哪个 这个 那个 这些 那些 这样 那样 这么 那么 如此 一下 一些 一样 "
    "一直 一起 一定 一次 一般 有点 有些 有的 没什么 不会 不能 不是 不要 不到 不过 就是 还是 只是 但 而 且 而且 "
    "然后 如果 虽然 不仅 并 并且 或者 可是 于是 因此 由于 通过 根据 按照 为了 以 之 后 前 里 上 下 中 内 外 时 "
    "时候 之后 之前 以后 以前 现在 目前 今天 昨天 明天 今年 去年 今日 昨日 近日 日前 当天 刚刚 刚才 凌晨 上午 下午 "
    "晚上 小时 分钟 天 月 日 年 点 分 可以 能 会 要 想 应该 必须 需要 觉得 知道 看到 看见 听说 认为 希望 开始 继续 "
    "成为 作为 来 去 给 让 使 叫 做 用 再 才 只 真 真的 其实 居然 竟然 果然 终于 赶紧 马上 立即 非常 特别 十分 "
    "比较 越来越 完全 根本 到底 究竟 简直 吧 吗 呢 啊 呀 哦 嘛 哈 哈哈 哈哈哈 呵呵 转发 微博 转发微博 视频 图片 "
    "链接 网页 全文 展开 来源 详情 点击 记者 消息 新闻 相关 有关 情况 事情 事件 东西 方面 问题 地方 那里 这里 这种 "
    "那种 各种 不少 很多 许多 多 少 大 小 好 a an the of in on at for to from by with and or is are was were be "
    "been has have had not no it its this that our we us they their them he she his her you your i my me who which "
    "what when where why how as into about after before since until while during again there here than then so but "
    "if because also only just very more most some any all both each other such own same can could will would may "
    "might should must do does did done being says said say one two many much new today yesterday now http https "
    "www com via per rt amp".split()
)

CRISIS_WORDS = frozenset(
    word
    for _, _, said in CONCEPT_WORDS
    for word in said.partition("|")[0].split()
    if len(word) > 1 and word.isalpha()  # only whole words; beginnings are found by ``concepts``
)


_FIGURES = frozenset("一二三四五六七八九十百千万亿两几数零〇")
_COUNTED = _FIGURES | frozenset("个天年月日人元块次名条家只批位周时分秒岁倍份台件度点号楼层米吨斤辆场起成多余来")

# What may stand before the word for a crisis to make one thing with it: "食品" "异物".
_SUBJECTS = CRISIS_WORDS | frozenset(
    word
    for _, _, said in (*CONCEPT_WORDS, *CONCEPT_HINTS)
    for word in said.split()
    if len(word) == 2 and not word.isascii()
)


def known_rarity(word: str) -> float:
    """Where no frequencies are at hand: as rare as words of its length are thought to be."""
    if word.isascii():
        return UNKNOWN_LATIN + min(len(word), 8) * 0.4
    return UNKNOWN_SHORT if len(word) < 3 else UNKNOWN_CHINESE


@lru_cache(maxsize=8_192)
def is_telling(word: str) -> bool:
    """Whether it may tell anything: two letters at least, no figure, none of the empty words."""
    if len(word) < 2 or word in EMPTY_WORDS or word[0].isdecimal() or not word[0].isalnum():
        return False
    return not (word[0] in _FIGURES and _COUNTED.issuperset(word))


def weight(word: str, rarity: Rarity = known_rarity) -> float:
    """What a word of a text tells, 0.0 for nothing."""
    if not is_telling(word):
        return 0.0
    return rarity(word) * (NAMES_A_CRISIS if word in CRISIS_WORDS else 1.0)


def keywords(words: Sequence[str], most: int = 5, rarity: Rarity = known_rarity) -> tuple[str, ...]:
    """The most telling of the words, the best first; of equals the one that comes first. Two Chinese neighbours that
    are one thing ("食品" "异物") come as one."""
    weights = weighed(words, rarity)
    if not weights:
        return ()
    for first, second in _together(words, weights):
        joined = first + second
        weights[joined] = max(weights.get(first, 0.0), weights.get(second, 0.0)) + 1.0
        weights.pop(first, None)
        weights.pop(second, None)
    return tuple(nlargest(most, weights, key=weights.__getitem__))


def weighed(words: Sequence[str], rarity: Rarity = known_rarity) -> dict[str, float]:
    """The telling ones of the words, in their order, each with what it tells in this text."""
    times: dict[str, int] = {}
    for word in words:
        if len(word) > 1 and word not in EMPTY_WORDS:
            times[word] = times.get(word, 0) + 1
    return {
        word: worth * (1.0 + _AGAIN * (min(count, _MOST_TIMES) - 1))
        for word, count in times.items()
        if (worth := weight(word, rarity))
    }


def stem(word: str) -> str:
    """An English word without its commonest endings, so that "delays" and "delayed" are one; others as they are."""
    if word.isascii():
        for ending in ("ing", "ed", "es", "s", "ly"):
            if word.endswith(ending) and len(word) - len(ending) > 3:
                return word[: -len(ending)]
    return word


def _together(words: Sequence[str], weights: dict[str, float]) -> Iterator[tuple[str, str]]:
    """Neighbours of two letters each of which the second names a crisis, or that come together more than once."""
    taken: set[str] = set()
    met: set[tuple[str, str]] = set()
    for pair in pairwise(words):
        first, second = pair
        if len(first) != 2 or len(second) != 2 or first not in weights or second not in weights or first.isascii():
            continue
        again = pair in met
        met.add(pair)
        is_one = again or first + second in CRISIS_WORDS or (second in CRISIS_WORDS and first in _SUBJECTS)
        if is_one and first not in taken and second not in taken:
            taken.update(pair)
            yield pair
