"""Names of incident channels: the date, the title's telling words, a short key.

Answers for: names that Slack takes (lower case, no spaces, dots or quotes, at most 80 characters) and that a person
recognises; Chinese stays Chinese, with a pinyin name beside it for workspaces that refuse it. May not: cut words itself
(``cut`` is handed in) or ask Slack.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from crisis.ports import Cut, Entropy, Latin
from crisis.triage.keywords import EMPTY_WORDS, Rarity, known_rarity, weight

NAME_LIMIT = 80  # Slack's, in characters
WORDS_LIMIT = 32  # characters of telling words: longer names are cut in Slack's sidebar anyway
MOST_WORDS = 5
KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
KEY_LENGTH = 5  # of four there are 900,000: with 100,000 incidents every ninth would be opened twice

_NO_WORDS = re.compile(r"https?://[!-~]+|@[\w-]{1,30}")  # of a post that became a title


@dataclass(frozen=True, slots=True)
class ChannelNames:
    """The same name twice: as it should be, and in plain ASCII."""

    native: str
    ascii: str


NOTHING_BEFORE = ChannelNames("", "")
BEFORE_DRILLS = ChannelNames("演练-drill-", "drill-")  # nobody may take one for real, whatever they read


def short_key(entropy: Entropy) -> str:
    """Five letters and digits that end the channel's name and make it the incident's own."""
    return "".join(KEY_LETTERS[byte % len(KEY_LETTERS)] for byte in entropy(KEY_LENGTH))


def channel_names(
    template: str,
    title: str,
    day: datetime,
    zone: ZoneInfo,
    key: str,
    cut: Cut,
    latin: Latin,
    before: ChannelNames = NOTHING_BEFORE,
    rarity: Rarity = known_rarity,
    names: Sequence[str] = (),
) -> ChannelNames:
    """The names for a channel. ``template`` knows ``{date}`` (month and day in the team's zone), ``{words}`` and
    ``{key}``; ``before`` stands before each of the two. ``names``: of the watch list, see ``telling_words``."""
    date = day.astimezone(zone).strftime("%m%d")
    words = telling_words(title, cut, rarity, names)
    plain = [part for word in words if (part := _clean(latin(word)))]
    return ChannelNames(
        _fill(before.native + template, date, words, key), _fill(before.ascii + template, date, plain, key)
    )


def telling_words(title: str, cut: Cut, rarity: Rarity = known_rarity, names: Sequence[str] = ()) -> list[str]:
    """The words of a title that tell it from others, in their order, lower case, letters and digits only.

    When not all fit, bare figures go first, then what tells least: words that stand in every text. Single Chinese
    characters are left out while there is any other word. What stands before a quotation (``Who · what: “…”``) is what
    the title is about: its words come first, and names of the watch list (``names``) are not cut, there and in what is
    quoted.
    """
    plain = _NO_WORDS.sub(" ", _folded(title))
    subject, quoted = _subject(plain)
    about: list[str] = []
    for name in sorted(map(_folded, names), key=len, reverse=True):
        if len(name) > 1 and name in subject:
            about.append(name)
            subject, quoted = subject.replace(name, " "), quoted.replace(name, " ")
    first = _kept([*about, *cut(subject)]) if subject or about else []
    rest = cut(quoted)
    kept = _kept([*first, *rest])
    room = WORDS_LIMIT
    chosen: set[str] = set()
    for word in sorted(kept, key=lambda word: (word in first, weight(word, rarity)), reverse=True):
        if len(chosen) < MOST_WORDS and len(word) < room:
            chosen.add(word)
            room -= len(word) + 1
    return [word for word in kept if word in chosen] or [word[:WORDS_LIMIT] for word in kept[:1]]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _subject(title: str) -> tuple[str, str]:
    """What a title is about, and what it quotes; nothing and all of it where it quotes nobody."""
    head, mark, tail = title.partition(":“")
    if not mark:
        head, mark, tail = title.partition(": “")
    return (head, tail) if mark else ("", title)


def _kept(words: Sequence[str]) -> list[str]:
    kept = [word for word in dict.fromkeys(map(_clean, words)) if word and word not in EMPTY_WORDS]
    return [word for word in kept if len(word) > 1] or kept


def _clean(word: str) -> str:
    if word.isalnum():
        return word
    return "".join(letter for letter in word if letter.isalnum() or letter in "-_").strip("-_")


def _fill(template: str, date: str, words: list[str], key: str) -> str:
    room = NAME_LIMIT - len(template.format(date=date, words="", key=key))
    joined = "-".join(words)[: max(room, 0)].strip("-")
    name = template.format(date=date, words=joined, key=key)
    while "--" in name:
        name = name.replace("--", "-")
    return name
