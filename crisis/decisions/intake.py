"""What follows from a verdict on a post, for the story that it belongs to.

Answers for: whether a story opens an incident, waits for a person, or is left alone; its title, its kind, and the
words why. May not: weigh a post (``triage`` does), or look anything up.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from string import ascii_letters, digits
from types import MappingProxyType
from unicodedata import east_asian_width

from crisis.alert import Mention
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.watch import Thresholds, WatchEntry
from crisis.severity import Severity
from crisis.triage.topics import name_of
from crisis.triage.verdict import Reason
from crisis.weighed import Why

TITLE_WIDTH = 64
"""How much of a post its incident's title shows, in Latin letters; a Chinese one is as wide as two."""
REASONS_KEPT = 4
REASON_KEPT = 300  # characters


class Standing(IntEnum):
    """What a post asks for; the larger the more."""

    IGNORE = 0
    HOLD = 1
    OPEN = 2


TITLE = Text("{subject}: “{words}”", "{subject}：“{words}”")
WORDS_ALONE = Text("“{words}”", "“{words}”")
SUBJECT = Text("{about} · {topic}", "{about} · {topic}")
NO_WORDS = Text("A post on {platform}", "{platform} 上的一条帖文")
NAMES = Text(", ", "、")

_WORD_LETTERS = ascii_letters + digits

KIND_OF_TOPIC: Mapping[str, str] = MappingProxyType(
    {
        topic: kind
        for kind, topics in {
            "product": "poisoning fire hazard foreign_object spoiled hygiene medical recall counterfeit quality",
            "service": "accident injury death delivery refund price service experience complaint",
            "outage": "outage",
            "data": "data_leak privacy",
            "people": "violence harassment abuse missing discrimination offence executive celebrity staff labour "
            "layoffs",
            "rumour": "rumour",
            "legal": "police regulator lawsuit fraud payout false_claims environment",
        }.items()
        for topic in topics.split()
    }
)
"""The kind of incident that a topic speaks for. A team that has other kinds gets its ``other``."""


HARM = frozenset({"injury", "death"})
"""What came of it, not what it is: the kind is that of another topic of the post, if there is one."""


def thresholds_for(about: Iterable[str], entries: Sequence[WatchEntry]) -> Thresholds | None:
    """From when posts about these entries open or are held: of several entries the more careful counts. Without a watch
    list everything is about us, since somebody set up the tool that sends it; else None for what means no entry."""
    if not entries:
        return Thresholds()
    names = frozenset(about)
    meant = [entry.thresholds for entry in entries if entry.name in names]
    if not meant:
        return None
    return Thresholds(_mildest(each.open_from for each in meant), _mildest(each.hold_from for each in meant))


def standing_of(severity: Severity | None, thresholds: Thresholds | None) -> Standing:
    """What a severity asks for."""
    if severity is None or thresholds is None:
        return Standing.IGNORE
    if thresholds.open_from is not None and severity <= thresholds.open_from:
        return Standing.OPEN
    if thresholds.hold_from is not None and severity <= thresholds.hold_from:
        return Standing.HOLD
    return Standing.IGNORE


def title_of(post: Mention, about: Sequence[str], topics: Sequence[str], language: Language) -> str:
    """Who, what, and how the post begins: ``Midea · fire or explosion: “…”``."""
    words = beginning(post.text)
    if not words:
        words_said = NO_WORDS.say(language, platform=post.platform)
        subject = _subject(about, topics, language)
        return f"{subject} · {words_said}" if subject else words_said
    subject = _subject(about, topics, language)
    if not subject:
        return WORDS_ALONE.say(language, words=words)
    return TITLE.say(language, subject=subject, words=words)


def beginning(text: str) -> str:
    """The first words of a post on one line; nothing when it has no letter."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text[:400]).split())
    if not any(letter.isalnum() for letter in line):
        return ""
    width = 0
    for place, letter in enumerate(line):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > TITLE_WIDTH:
            return _shortened(line, place) + "…"
    return line


def _shortened(line: str, place: int) -> str:
    """What stands before ``place``, without the part of a word and the comma at its end."""
    kept = line[:place]
    if kept[-1:].isascii() and kept[-1:].isalnum() and line[place].isascii() and line[place].isalnum():
        whole = kept.rstrip(_WORD_LETTERS)
        kept = whole if len(whole) > place // 2 else kept
    return kept.rstrip(" ，,、；;：:。.…")


def kind_of(topics: Sequence[str], policy: Policy) -> str:
    """The kind of the first topic that speaks for one that the team has; empty when none does."""
    causes = [topic for topic in topics if topic not in HARM] or topics
    named = (KIND_OF_TOPIC.get(topic, "") for topic in causes)
    return next((kind for kind in named if kind in policy.kinds), "")


def why(reasons: Iterable[Reason]) -> tuple[Why, ...]:
    """The first few reasons as they are kept."""
    said = dict.fromkeys(Why(_said(each, Language.ENGLISH), _said(each, Language.CHINESE)) for each in reasons)
    return tuple(said)[:REASONS_KEPT]


def _said(reason: Reason, language: Language) -> str:
    return reason.say(language)[:REASON_KEPT]


def _subject(about: Sequence[str], topics: Sequence[str], language: Language) -> str:
    names = NAMES.say(language).join(about[:2])
    topic = name_of(topics[0], language) if topics else ""
    if names and topic:
        return SUBJECT.say(language, about=names, topic=topic)
    return names or topic


def _mildest(severities: Iterable[Severity | None]) -> Severity | None:
    return max((each for each in severities if each is not None), default=None)
