"""A post's text, prepared once for every question that is asked about it.

Answers for: normal letters (full width and traditional ones, invisible ones, words that were taken apart with dots or
spaces or half written in pinyin), what is no text (links, handles, the marks of a repost's trail), and the words. What
a trail says stays: whoever reposts it spreads it. May not: judge.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crisis.ports import Cut, Latin

MOST_LETTERS = 2_000
"""Of a text that are read; no platform's post is longer where it matters, and a single one must not hold others up."""

HAN = "\u3400-\u9fff"
MARKS = r"._*·•・‧∙⋅|/\\~^+=\-▪●○◆◇■□★☆\u2600-\u27bf\U0001f000-\U0001faff"
"""What stands between the letters of a word that somebody takes apart: dots, strokes, emoji."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f]"
)
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+")
_TRAIL = re.compile(r"(?://|回复)\s*@([\w-]{1,30})\s*:")
_HANDLE = re.compile(r"(?<![a-z0-9._%+-])@([\w-]{1,30})")
_UNENDED = re.compile(rf"@(?=[\w-]*[{HAN}][\w-]{{17}})")  # no account is called so: somebody wrote on without a blank
_DOTS = re.compile(r"\.{2,}")
# One letter, a mark, one letter, a mark, and so on: three letters at least, and the first and last may begin or end a
# longer piece (红.十.字会). Of blanks alone it takes the same: nobody types so by accident.
_APART = re.compile(rf"[{HAN}](?:(?:[{MARKS}]{{1,3}}| )[{HAN}](?=[{MARKS} ])){{1,}}(?:[{MARKS}]{{1,3}}| )[{HAN}]")
_SINGLE = re.compile(rf"(?<=[{HAN}])[{MARKS}]{{1,3}}(?=[{HAN}])")
_BETWEEN = re.compile(rf"[{MARKS} ]+")
_MIXED = re.compile(r"(?<![a-z])[a-z]{2,6}(?![a-z])")
_LONGEST_MIXED = 4
_ALL_HAN = re.compile(rf"[{HAN}]{{2,{_LONGEST_MIXED}}}")
_BLANKS = re.compile(r"\s+")

Simplify = Callable[[str], str]
"""Traditional characters to simplified ones, letter by letter, the length unchanged."""

DISGUISED = (
    "投诉 举报 曝光 维权 起诉 报警 警察 自杀 死亡 中毒 爆炸 着火 诈骗 骗子 骗钱 骗局 垃圾 恶心 假货 造假 有毒 毒害 "
    "致癌 黑心 黑店 坑人 坑钱 退款 退货 赔偿 传销 贪污 腐败 行贿 抄袭 辱骂 侮辱 色狼 强奸 猥亵 抵制 罢工 欠薪 裁员"
).split()
"""Words that people write half in Latin letters so that no filter finds them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``raw``: as written. ``plain``: what was said, in normal lower-case letters, without links and handles.
    ``words``: of ``plain``, in order. ``handles``: whom it names with an @, without it, lower case."""

    raw: str
    plain: str
    words: tuple[str, ...]
    handles: tuple[str, ...] = ()


def _nothing_mixed() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts with the words that are handed in. ``mixed``: see ``mixed_forms``; asked for at the first text."""

    cut: Cut
    simplify: Simplify
    mixed: Callable[[], Mapping[str, str]] = _nothing_mixed

    def read(self, text: str) -> Reading:
        """The text's reading. What it costs grows with the text's length, up to ``MOST_LETTERS``."""
        plain, handles = self.plain(text)
        return Reading(text, plain, tuple([word for word in self.cut(plain) if word != " "]), handles)

    def plain(self, text: str) -> tuple[str, tuple[str, ...]]:
        """What was said in normal letters, and whom it names; nothing is cut into words."""
        plain = self._letters(text[:MOST_LETTERS])
        if "://" in plain or "www." in plain:
            plain = _LINK.sub(" ", plain)
        handles: tuple[str, ...] = ()
        if "@" in plain:
            plain = _UNENDED.sub(" ", _TRAIL.sub(" ", plain))
            handles = tuple(_HANDLE.findall(plain))
            plain = _HANDLE.sub(" ", plain)
        plain = plain.replace("#", " ")
        if ".." in plain:
            plain = _DOTS.sub("…", plain)
        plain = _APART.sub(_put_together, plain)
        if not plain.isascii() and (mixed := self.mixed()):
            plain = _written_out(plain, mixed)
        return _BLANKS.sub(" ", plain).strip(), handles

    def _letters(self, text: str) -> str:
        """In full width or half, large or small, traditional or simplified, with what nobody sees: all one."""
        normal = text if text.isascii() else unicodedata.normalize("NFKC", text)
        return self.simplify(_INVISIBLE.sub("", normal)).lower()


def _written_out(plain: str, mixed: Mapping[str, str]) -> str:
    """With half-written words in full. A word's one syllable in Latin letters is all of those that stand there."""
    made, done = [], 0
    for found in _MIXED.finditer(plain):
        place = _mixed_at(plain, found.start(), found.end(), done, mixed)
        if place:
            begin, end, word = place
            made += [plain[done:begin], word]
            done = end
    return "".join((*made, plain[done:])) if made else plain


def _mixed_at(plain: str, begin: int, end: int, done: int, mixed: Mapping[str, str]) -> tuple[int, int, str] | None:
    most = _LONGEST_MIXED - 1
    for before in range(min(most, begin - done), -1, -1):
        for after in range(min(most - before, len(plain) - end), -1, -1):
            word = mixed.get(plain[begin - before : end + after])
            if word:
                return begin - before, end + after, word
    return None


def _put_together(found: re.Match[str]) -> str:
    return _BETWEEN.sub("", found[0])


def closed_up(plain: str) -> str:
    """The text with single marks between its letters left out (``小.米手机``); empty when there are none. Whether that
    makes a word is for whoever looks for one to say: people leave out the blank after a full stop, too."""
    return _SINGLE.sub("", plain) if _SINGLE.search(plain) else ""


def mixed_forms(words: Iterable[str], latin: Latin) -> dict[str, str]:
    """Each word of two to four Han letters as somebody hides it, one letter in pinyin: ``tou诉``, ``hai底捞``. What
    can mean two of the words means none."""
    forms: dict[str, str | None] = {}
    for word in words:
        syllables = latin(word).split("-")
        if not _ALL_HAN.fullmatch(word) or len(syllables) != len(word):
            continue
        for place, syllable in enumerate(syllables):
            if len(syllable) > 1 and syllable.isalpha():
                form = word[:place] + syllable + word[place + 1 :]
                forms[form] = word if forms.get(form, word) == word else None
    return {form: word for form, word in forms.items() if word}
