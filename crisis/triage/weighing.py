"""How bad a post would be if it is about us.

Answers for: a score with its reasons, and the severity that it stands for: the heaviest topic decides, others, how many
and who is concerned, evidence, who writes and how fast it spreads add to it. May not: ask whether it is about us.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from crisis.alert import Mention
from crisis.language import Text
from crisis.severity import Severity
from crisis.triage.circumstances import Relieved, relieve
from crisis.triage.counting import how_many
from crisis.triage.reading import Reading
from crisis.triage.tiers import LEVELS, OFFICIAL_NAMES, Found, Group, Hit, Tiers
from crisis.triage.topics import GRIEVANCES, HARMS_PEOPLE, TOPICS
from crisis.triage.verdict import Reason, Weight


@dataclass(frozen=True, slots=True)
class Speed:
    """Posts and reposts of its story in the last 10, 30 and 60 minutes, and how many are usual in an hour."""

    in_10: int = 0
    in_30: int = 0
    in_60: int = 0
    usual: float = 0.0


NO_SPEED = Speed()

MANY = Text("many people are concerned", "涉及多人")
FRAGILE = Text("children, old or sick people are concerned: “{words}”", "涉及儿童、老人或病人：“{words}”")
EVIDENCE = Text("with evidence: “{words}”", "附有证据：“{words}”")
EVASION = Text("said of how it was answered: “{words}”", "提到对方的应对：“{words}”")
SPREADING = Text("asks to be spread, or is news: “{words}”", "在求扩散或成为新闻：“{words}”")
BIG = Text("an account with {count} followers", "账号粉丝数 {count}")
OFFICIAL = Text("a media or official account", "媒体或官方账号")
REACH = Text("{reposts} reposts, {comments} comments", "转发 {reposts}，评论 {comments}")
FAST = Text(
    "spreads fast, so one level higher: {count} posts and reposts in {minutes} minutes, usual are {usual} an hour",
    "传播很快，上调一级：{minutes} 分钟内 {count} 条发帖和转发，平时每小时 {usual} 条",
)

_OTHERS_COUNT_FROM, _OTHER, _MOST_OTHERS = 0.3, 0.1, 3
_SAME = 0.12
_CROWD = (0.0, 0.35, 0.7, 1.1)
_FRAGILE, _EVIDENCE, _EVASION, _SPREADING, _OFFICIAL = 0.4, 0.12, 0.12, 0.15, 0.3
_BIG_FROM, _PER_TENFOLD, _MOST_BIG = 10_000, 0.15, 0.45
_REACH_FROM, _PER_TENFOLD_REACH, _MOST_REACH = 500, 0.12, 0.35
_ADDED_TO_HARM_FROM = 0.3
"""A post lighter than this is not made heavy by who writes it."""

_FAST_AT_LEAST, _FAST_TIMES = 20, 5.0
_TOPICS_NAMED = 3
_LIGHT, _TENS, _SQUEEZE = 0.3, 2, 0.06


def level_of(score: float) -> Severity | None:
    """The severity that a score stands for."""
    return next((severity for least, severity in LEVELS if score >= least), None)


@cache
def standard_tiers() -> Tiers:
    """Our own words without a team's; made at the first use."""
    return Tiers()


def weigh(reading: Reading, mention: Mention, speed: Speed = NO_SPEED, tiers: Tiers | None = None) -> Weight:
    """Weigh what was said, by whom (followers, whose name), how far it reached, and how fast it spreads."""
    plain = reading.plain.replace("’", "'") if "’" in reading.plain else reading.plain
    found = (tiers or standard_tiers()).find(plain, reading.words)
    if not found.hits:
        return raised(_nothing(found), speed)
    relieved = relieve(plain, found)
    topics = _topics(relieved)
    reasons = [_topic_reason(topic, relieved) for topic, _ in topics[:_TOPICS_NAMED]]
    logit = _logit_of(topics)
    heaviest, ceiling = topics[0][1], LEVELS[1][0]
    if heaviest >= _ADDED_TO_HARM_FROM:
        crowd = _crowd(plain, found)
        ceiling = _ceiling(topics, crowd)
        for added, reason in (*_of_the_text(found, topics, crowd), *_of_the_writer(mention)):
            logit += added
            reasons.append(reason)
    score = _under(ceiling, _squashed(logit))
    weight = Weight(round(score, 4), level_of(score), _named(topics, found), (*reasons, *relieved.reasons))
    return raised(weight, speed)


def _nothing(found: Found) -> Weight:
    praise = found.groups.get(Group.PRAISE)
    return Weight(0.0, None, ("praise",) if praise else ())


def _topics(relieved: Relieved) -> list[tuple[str, float]]:
    """Each topic with its weight, the heaviest first: its heaviest word, and a little for every other one."""
    heaviest: dict[str, float] = {}
    words: dict[str, set[str]] = {}
    for kept in relieved.kept:
        topic = kept.hit.topic
        heaviest[topic] = max(heaviest.get(topic, 0.0), kept.weight)
        words.setdefault(topic, set()).add(kept.hit.word)
    weighed = [
        (topic, _squashed(_logit(weight) + _SAME * min(len(words[topic]) - 1, 4))) for topic, weight in heaviest.items()
    ]
    return sorted(weighed, key=lambda each: -each[1])


def _logit_of(topics: Sequence[tuple[str, float]]) -> float:
    others = [weight for _, weight in topics[1:] if weight >= _OTHERS_COUNT_FROM]
    return _logit(topics[0][1]) + sum(_OTHER + weight * 0.2 for weight in others[:_MOST_OTHERS])


def _ceiling(topics: Sequence[tuple[str, float]], crowd: int) -> float:
    """Displeasure alone is no catastrophe, however many words it takes; and the worst level needs something that is
    the worst by itself, or that harms tens of people."""
    heaviest = topics[0][1]
    if all(topic in GRIEVANCES for topic, weight in topics if weight >= _OTHERS_COUNT_FROM):
        return LEVELS[2][0] if heaviest < _LIGHT else LEVELS[1][0]
    if heaviest < LEVELS[0][0] and not (crowd >= _TENS and heaviest >= LEVELS[1][0]):
        return LEVELS[0][0]
    return 1.0


def _under(ceiling: float, score: float) -> float:
    """The score, squeezed into a small space below the ceiling so that the order stays."""
    room = ceiling - _SQUEEZE
    if ceiling >= 1.0 or score <= room:
        return score
    return room + (_SQUEEZE - 0.001) * (score - room) / (1.0 - room)


def _crowd(plain: str, found: Found) -> int:
    return max(how_many(plain), min(found.count(Group.CROWD), _TENS))


def _of_the_text(found: Found, topics: Sequence[tuple[str, float]], crowd: int) -> list[tuple[float, Reason]]:
    added: list[tuple[float, Reason]] = []
    harms = any(topic in HARMS_PEOPLE for topic, weight in topics if weight >= 0.4)
    if crowd:
        added.append((_CROWD[crowd] * (1.0 if harms or topics[0][1] >= 0.5 else 0.5), Reason(MANY)))
    if harms and (words := found.groups.get(Group.FRAGILE)):
        added.append((_FRAGILE, _with_words(FRAGILE, words)))
    for group, worth, text in (
        (Group.EVIDENCE, _EVIDENCE, EVIDENCE),
        (Group.EVASION, _EVASION, EVASION),
        (Group.SPREADING, _SPREADING, SPREADING),
    ):
        if words := found.groups.get(group):
            added.append((worth, _with_words(text, words)))
    return added


def _of_the_writer(mention: Mention) -> list[tuple[float, Reason]]:
    added: list[tuple[float, Reason]] = []
    if mention.followers >= _BIG_FROM:
        worth = min(_MOST_BIG, _PER_TENFOLD * (1 + math.log10(mention.followers / _BIG_FROM)))
        added.append((worth, Reason(BIG, (("count", f"{mention.followers:,}"),))))
    reach = mention.reposts + mention.comments
    if reach >= _REACH_FROM:
        worth = min(_MOST_REACH, _PER_TENFOLD_REACH * (1 + math.log10(reach / _REACH_FROM)))
        counts = (("reposts", f"{mention.reposts:,}"), ("comments", f"{mention.comments:,}"))
        added.append((worth, Reason(REACH, counts)))
    author = str(mention.author or "").lower()
    if author and any(name in author for name in OFFICIAL_NAMES):
        added.append((_OFFICIAL, Reason(OFFICIAL)))
    return added


def _named(topics: Sequence[tuple[str, float]], found: Found) -> tuple[str, ...]:
    """Those that weigh something; praise when nothing does."""
    named = tuple(topic for topic, weight in topics if weight >= 0.1)[:_TOPICS_NAMED]
    return named or (("praise",) if Group.PRAISE in found.groups else ())


def _topic_reason(topic: str, relieved: Relieved) -> Reason:
    words = _told([kept.hit for kept in relieved.kept if kept.hit.topic == topic])
    name = TOPICS.get(topic, Text("{topic}", "{topic}"))
    text = Text(f"{name.en}: “{{words}}”", f"{name.zh}：“{{words}}”")
    return Reason(text, (("words", "、".join(list(words)[:3])), ("topic", topic)))


def _told(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words that are shown for a topic, in their order. Two that lie across one another are one: a pattern with a
    gap ends in the middle of the next word."""
    told: list[tuple[str, int]] = []
    for hit in sorted(hits, key=lambda each: (each.start, -len(each.word))):
        word, until = told[-1] if told else ("", 0)
        end = hit.start + len(hit.word)
        if not hit.end or hit.start >= until:
            told.append((hit.word, end if hit.end else 0))
        elif end > until:
            told[-1] = (word + hit.word[until - hit.start :], end)
    return tuple(dict.fromkeys(word for word, _ in told))


def _with_words(text: Text, words: Iterable[str]) -> Reason:
    return Reason(text, (("words", "、".join(list(words)[:3])),))


def raised(weight: Weight, speed: Speed) -> Weight:
    """One level higher when it spreads fast; no more, as how far something goes does not say how bad it is. Praise
    stays nothing."""
    if weight.severity is Severity.SEV1 or weight.topics == ("praise",):
        return weight
    fast = _fast(speed)
    if fast is None:
        return weight
    higher = Severity.SEV4 if weight.severity is None else Severity(weight.severity - 1)
    least = next(least for least, severity in LEVELS if severity is higher)
    return Weight(round(max(weight.score, least), 4), higher, weight.topics, (*weight.reasons, fast))


def _fast(speed: Speed) -> Reason | None:
    for minutes, count in ((10, speed.in_10), (30, speed.in_30), (60, speed.in_60)):
        if count >= _FAST_AT_LEAST and count * 60 / minutes >= _FAST_TIMES * max(speed.usual, 1.0):
            return Reason(FAST, (("count", count), ("minutes", minutes), ("usual", f"{speed.usual:g}")))
    return None


def _logit(weight: float) -> float:
    bounded = min(max(weight, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def _squashed(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
