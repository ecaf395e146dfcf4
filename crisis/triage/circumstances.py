"""What takes weight off words: they are denied, supposed, asked, played, long past, advice, advertising or a joke.

Answers for: how much of its weight each word keeps, and the reasons in both languages. May not: add weight.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from crisis.language import Text
from crisis.triage import circumstances_en as en
from crisis.triage import circumstances_zh as zh
from crisis.triage.tiers import Found, Group, Hit
from crisis.triage.topics import GRIEVANCES
from crisis.triage.verdict import Reason

SAID_NOT = Text("said not to be so: “{words}”", "原文否定了：“{words}”")
SUPPOSED = Text("only supposed: “{words}”", "只是假设：“{words}”")
ASKED = Text("asked, not claimed", "是在询问，不是断言")
DRILL = Text("a drill or a test", "演练或测试")
FICTION = Text("about a film, a book or a game", "说的是影视、小说或游戏")
PAST = Text("about other times", "说的是过去的事")
ADVICE = Text("advice, nothing that happened", "属于提醒或科普，不是发生的事")
ADVERT = Text("advertising or business news", "属于广告或经营消息")
DENIED = Text("denied or already over: “{words}”", "已辟谣或已平息：“{words}”")
JOKING = Text("said in jest", "属于玩笑")
PRAISED = Text("praise: “{words}”", "有好评：“{words}”")

_BACK = 14
"""Letters before a word in which a Chinese negation counts."""
_BACK_LATIN = 40
_NEGATED = re.compile(zh.NEGATIONS + zh.BETWEEN + r"[^，。！？!?,；;：:、\s]{0,3}$")
_NEGATED_LATIN = re.compile(en.NEGATIONS)
_DENIED_AFTER = re.compile(zh.DENIALS_AFTER)
_DENIED_AFTER_LATIN = re.compile(en.DENIALS_AFTER)
_STOP = re.compile(r"[。！？!?；;\n]|\.\s")
_ASKING = re.compile(
    r"吗|是不是|会不会|有没有|真的假的|请问|求问|么[?？]|^\s*(?:is|are|was|were|does|do|did|can|could|has|have|will|any)\b"
)
_ASKING_FOR = re.compile(r"请问|求问|有人知道|有谁知道|谁知道|有没有人知道|does anyone know|anyone know|could you tell")

_KEPT_NEGATED, _KEPT_DENIED_AFTER = 0.08, 0.3
_KEPT_SUPPOSED, _KEPT_ASKED, _KEPT_ASKED_FOR = 0.4, 0.7, 0.35
_NEGATION_COUNTS_FROM = 0.4  # what is lighter often begins with a negation itself


@dataclass(frozen=True, slots=True)
class Kept:
    """A word of weight with what is left of its weight."""

    hit: Hit
    weight: float


@dataclass(frozen=True, slots=True)
class Relieved:
    """All words of weight as far as they count, and why they count less."""

    kept: tuple[Kept, ...]
    reasons: tuple[Reason, ...]


def relieve(text: str, found: Found) -> Relieved:
    """Weigh every word in its place. ``text``: the plain letters that it was found in."""
    reasons: dict[Text, list[str]] = {}
    whole = _of_the_whole(found, reasons)
    praised = _praised(found, reasons)
    sentences = _Sentences(text)
    kept: list[Kept] = []
    for hit in found.hits:
        share = whole * _in_its_place(text, hit, found, sentences, reasons)
        if praised < 1.0:
            share *= praised if hit.topic in GRIEVANCES else (1.5 + praised) / 2.5
        kept.append(Kept(hit, hit.weight * share))
    said = tuple(Reason(why, (("words", "、".join(words)),) if words else ()) for why, words in reasons.items())
    return Relieved(tuple(kept), said)


class _Sentences:
    """Where the sentences of a text begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stops = [stop.start() for stop in _STOP.finditer(text)]
        self.has_question = "?" in text or "？" in text or "吗" in text or "真的假的" in text

    def around(self, start: int) -> tuple[int, int]:
        """The first letter of the sentence and the place of its end."""
        place = bisect_left(self._stops, start)
        begins = self._stops[place - 1] + 1 if place else 0
        return begins, self._stops[place] if place < len(self._stops) else len(self._text)


def _in_its_place(text: str, hit: Hit, found: Found, sentences: _Sentences, reasons: dict[Text, list[str]]) -> float:
    if hit.weight < _NEGATION_COUNTS_FROM or hit.end == 0:
        return 1.0
    if _is_negated(text, hit):
        _note(reasons, SAID_NOT, hit.word)
        return _KEPT_NEGATED
    share = 1.0
    begins, ends = sentences.around(hit.start)
    after = text[hit.end : min(ends, hit.end + _BACK_LATIN)]
    if after and (_DENIED_AFTER_LATIN if hit.word.isascii() else _DENIED_AFTER).search(after):
        _note(reasons, SAID_NOT, hit.word)
        share = _KEPT_DENIED_AFTER
    if any(begins <= at < hit.start for at in found.groups.get(Group.SUPPOSED, {}).values()):
        _note(reasons, SUPPOSED, hit.word)
        share *= _KEPT_SUPPOSED
    if sentences.has_question:
        sentence = text[begins : ends + 1]
        if _ASKING_FOR.search(sentence):
            _note(reasons, ASKED)
            share *= _KEPT_ASKED_FOR
        elif _ASKING.search(sentence):
            _note(reasons, ASKED)
            share *= _KEPT_ASKED
    return share


def _is_negated(text: str, hit: Hit) -> bool:
    if hit.word.isascii():
        return bool(_NEGATED_LATIN.search(text[max(0, hit.start - _BACK_LATIN) : hit.start]))
    return bool(_NEGATED.search(text[max(0, hit.start - _BACK) : hit.start]))


def _note(reasons: dict[Text, list[str]], why: Text, word: str = "") -> None:
    words = reasons.setdefault(why, [])
    if word and word not in words and len(words) < 3:
        words.append(word)


def _of_the_whole(found: Found, reasons: dict[Text, list[str]]) -> float:
    """What a text's whole manner leaves of every weight in it."""
    if not found.groups or not found.hits:
        return 1.0
    blamed = found.count(Group.BLAME)
    share = 1.0
    for group, why, one, several, harmed_by_blame in _MANNERS:
        number = found.count(group)
        if not number:
            continue
        left = several if number > 1 else one
        if harmed_by_blame and blamed:
            left = min(1.0, left + 0.25 * min(blamed, 2))
        if left < 1.0:
            share *= left
            _note(reasons, why)
    if denied := found.groups.get(Group.DENIAL):
        share *= 0.3
        for word in denied:
            _note(reasons, DENIED, word)
    return max(share, 0.05)


_MANNERS: tuple[tuple[Group, Text, float, float, bool], ...] = (
    # The group, why, what is left with one word of it and with several, and whether somebody's being blamed speaks
    # against it.
    (Group.DRILL, DRILL, 0.15, 0.1, False),
    (Group.FICTION, FICTION, 0.55, 0.15, True),
    (Group.PAST, PAST, 0.5, 0.3, True),
    (Group.ADVICE, ADVICE, 0.5, 0.25, True),
    (Group.ADVERT, ADVERT, 0.7, 0.3, True),
    (Group.JOKING, JOKING, 0.6, 0.4, True),
)


def _praised(found: Found, reasons: dict[Text, list[str]]) -> float:
    """What praise leaves of displeasure."""
    praise = found.groups.get(Group.PRAISE)
    if not praise:
        return 1.0
    displeased = len({hit.word for hit in found.hits})
    surplus = len(praise) - displeased
    for word in praise:
        _note(reasons, PRAISED, word)
    if surplus > 0:
        return 0.3
    return 0.6 if surplus == 0 else 0.85
