"""The words that people use about mentions, read into what is meant.

Answers for: ways and states in both languages, a mention's number, a link in a text, the platform before it. May not:
look anything up.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from crisis.language import Text
from handlers.words.parsing import first_word, folded

NO_SUCH_WAY = Text("“{word}” is not known here. For example: {possible}.", "不认识“{word}”。例如：{possible}。")
EXAMPLES = (
    Text("mention answered 12 https://…", "提及 已回应 12 https://…"),
    Text("mention claim 12", "提及 认领 12"),
    Text("mention private 12", "提及 私下 12"),
    Text("mention close 12", "提及 闭环 12"),
    Text("mention aside 12", "提及 不是我们 12"),
    Text("mention reopen 12", "提及 重开 12"),
    Text("mention release 12", "提及 放回 12"),
    Text("mention add weibo https://… WORDS", "提及 添加 微博 https://… 内容"),
    Text("mention list", "提及 列表"),
)
WORDS = {
    "list": ("list", "ls", "show", "列表", "清单", "查看"),
    "claim": ("claim", "take", "mine", "认领", "领取", "接手"),
    "release": ("release", "unclaim", "drop", "放回", "释放", "退回"),
    "answered": ("answered", "answer", "reply", "replied", "已回应", "回应", "回复", "已回复"),
    "private": ("private", "privately", "私下", "私信", "私下解决", "已私下解决"),
    "close": ("close", "closed", "闭环", "已闭环", "关闭"),
    "aside": ("aside", "not", "unrelated", "不是我们", "与我们无关", "无关", "非我方"),
    "reopen": ("reopen", "重开", "重新打开"),
    "add": ("add", "new", "添加", "新增", "加", "上报"),
}
WAY_OF = {word: way for way, words in WORDS.items() for word in words}
STATES_NAMED = {
    "open": "open",
    "all": "all",
    "全部": "all",
    "未完": "open",
    "waiting": "waiting",
    "待回应": "waiting",
    "claimed": "claimed",
    "处理中": "claimed",
    "answered": "answered",
    "已回应": "answered",
    "closed": "closed",
    "已闭环": "closed",
    "aside": "aside",
    "无关": "aside",
    "与我们无关": "aside",
}
PLATFORMS = frozenset(
    ("weibo", "微博", "douyin", "抖音", "xiaohongshu", "小红书", "rednote", "wechat", "微信", "公众号", "zhihu", "知乎",
     "bilibili", "b站", "哔哩哔哩", "kuaishou", "快手", "tieba", "贴吧", "toutiao", "头条", "twitter", "x", "facebook",
     "instagram", "tiktok", "youtube", "reddit", "linkedin", "threads", "mastodon", "bluesky", "forum", "论坛", "黑猫",
     "大众点评", "点评", "dianping", "trustpilot", "google", "news", "新闻", "email", "邮件", "phone", "电话")
)  # fmt: skip
_NUMBER = re.compile(
    r"\s*(?:no\.?|编号|第)?\s*[#＃]?\s*([0-9０-９]{1,12})(?:\s*[号条])?(?=\s|$|[,，])[\s,，]*(.*)",
    re.DOTALL | re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>，。；、）】]+", re.IGNORECASE)


def numbered(text: str) -> tuple[int | None, str]:
    """A mention's number at the beginning, and what follows it."""
    found = _NUMBER.fullmatch(text)
    return (int(unicodedata.normalize("NFKC", found[1])), found[2].strip()) if found else (None, text.strip())


def url_in(text: str) -> tuple[str, str]:
    """The first web address in a text, and the text without it."""
    found = _URL.search(text)
    if found is None:
        return "", text.strip()
    rest = f"{text[: found.start()].strip()} {text[found.end() :].strip()}"
    return found.group(), rest.strip()


def platform_in(text: str, url: str) -> tuple[str, str]:
    """The platform that a text begins with, and the rest; else the host of the address."""
    word, rest = first_word(text)
    if word in PLATFORMS:
        return folded(word), rest
    host = urlsplit(url).hostname or "" if url else ""
    return host.removeprefix("www."), text
