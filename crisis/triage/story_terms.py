"""What of a post's words tells which story it belongs to.

Answers for: the terms of a reading: names, numbers, things that happened. What every post says (we, but, really, a
laugh, a candle, "shared from") is none. May not: weigh them; how rare a term is depends on what else was heard.
"""

from collections.abc import Iterable, Iterator
from sys import intern

from crisis.triage.reading import Reading

MOST_TERMS = 64
"""Of a post; a longer one has said by then what it is about. Bounds what one post may cost."""

_EMOTICON = 4
"""So many words at most stand in the brackets of an emoticon, as [candle] or [very happy]."""

_CHINESE = """
我们 你们 他们 她们 它们 咱们 自己 大家 别人 这个 那个 这些 那些 这样 那样 这里 那里 这种 那种
这么 那么 这是 那是 每个 某个 什么 怎么 为什么 怎样 怎么样 如何 多少 哪里 哪个 是否 是不是
有没有 能不能 可以 可能 能够 应该 需要 必须 已经 正在 曾经 没有 不是 不会 不能 不要 不用 不让
不到 不敢 不得 不知 不知道 知道 希望 想要 就是 还是 只是 但是 可是 不过 而且 并且 或者 因为
所以 如果 虽然 即使 然后 于是 由于 对于 关于 通过 根据 按照 以及 还有 只有 只要 不仅 甚至 至少
否则 除了 为了 随着 其他 其它 其中 其实 另外 此外 例如 比如 包括 之一 之后 之前 以后 以前 以来
以上 以下 时候 现在 今天 昨天 明天 今日 昨日 今晚 昨晚 今年 去年 刚刚 刚才 最近 目前 当时 后来
同时 马上 立刻 每天 有时 有时候 时间 一个 一些 一下 一样 一直 一起 一定 一种 一次 一点 一位
一名 一条 一张 两个 几个 很多 许多 不少 所有 全部 各种 第一 一切 有些 非常 真的 真是 实在 十分
特别 比较 最后 开始 继续 终于 竟然 居然 果然 到底 究竟 难道 原来 其次 几乎 完全 直接 赶紧 赶快
觉得 感觉 认为 看到 看看 看见 看了 听说 据说 据悉 表示 发现 出来 起来 下来 上来 过来 出去 下去
进去 过去 回来 成为 进行 作为 有人 有的 的话 而是 的人 人们 朋友 东西 事情 问题 情况 事件 消息
新闻 报道 记者 网友 网民 网上 爆料 曝光 求证 辟谣 谣言 真相 转发 转载 转自 微博 分享 分享自
图片 视频 照片 组图 链接 网页 原文 详情 点击 查看 全文 来自 来源 客户端 评论 关注 收藏 点赞
投票 哈哈 哈哈哈 呵呵 嘿嘿 嘻嘻 呜呜 天啊 天哪 卧槽 尼玛 你妹
""".split()

_ENGLISH = """
a about after again all also am an and any are as at be been before being but by can could did do does done down for
from get got had has have he her here him his how if in into is it its just like me more most my new no not now of off
oh on one only or our out over own really said say says see she should so some still such than that the their them then
there these they this those to too up us very via was we were what when where which while who why will with would you
your breaking news photo video please retweet share rt repost http https www com cn
""".split()

_UNTELLING = frozenset((*_CHINESE, *_ENGLISH))


def terms(reading: Reading) -> tuple[str, ...]:
    """The terms of a post, each once, in the order in which they are first said; at most ``MOST_TERMS``."""
    words = _spoken(reading.words) if "[" in reading.words else reading.words
    found = dict.fromkeys(map(_TERMS.__getitem__, words))
    found.pop("", None)
    return tuple(found)[:MOST_TERMS]


def _spoken(words: Iterable[str]) -> Iterator[str]:
    """The words outside the brackets of emoticons."""
    within: list[str] | None = None
    for word in words:
        if word == "[":
            yield from within or ()
            within = []
        elif within is None:
            yield word
        elif word == "]":
            within = None
        else:
            within.append(word)
            if len(within) > _EMOTICON:
                yield from within
                within = None
    yield from within or ()


class _Kept(dict[str, str]):
    """Word to term, so that each is looked at once; an empty one: it is none. Bounded: begun anew when it is full."""

    def __missing__(self, word: str) -> str:
        if len(self) >= 20_000:
            self.clear()
        term = self[word] = intern(_term(word))
        return term


_TERMS = _Kept()


def _term(word: str) -> str:
    folded = word.casefold()
    if len(folded) < 2 or folded in _UNTELLING or not any(letter.isalnum() for letter in folded):
        return ""
    if len(set(folded)) == 1 and not folded.isdigit():  # a laugh, a cry
        return ""
    return _singular(folded) if folded.isascii() and folded.isalpha() else folded


def _singular(word: str) -> str:
    """Plurals as the singular, roughly: it only has to be the same for both."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
