"""What a post says, in one line: a title for an alert that is made of it.

Answers for: the sentence that tells most, without what is no sentence (links, handles, a repost's trail), shortened
where a reader would pause. May not: cut words itself, or write what was not said.
"""

import re
from collections.abc import Sequence

from crisis.language import Language
from crisis.triage.keywords import Rarity, keywords, known_rarity, weight

MOST = {Language.CHINESE: 80, Language.ENGLISH: 90}
"""How wide a summary may be, a Chinese letter counting two: two lines on a phone."""

_TRAIL = re.compile(r"//@.*|(?:^|\s)RT @\S+:?.*", re.DOTALL)
_NO_TEXT = re.compile(r"https?://[!-~]+|@[\w·-]{1,30}[:：]?|\[[\w一-鿿]{1,6}\]|转发微博|网页链接|展开全文|\u200b")
_HEADLINE = re.compile(r"【([^】]{6,80})】")
_SENTENCE = re.compile(r"[^。！？!?\n…]+(?:\.(?!\s))?[。！？!?…]*")
_CLAUSE = re.compile(r"[^，,；;：、]+[，,；;：、]?")
_ENGLISH_END = re.compile(r"(?<=[a-z0-9)\"”])\.\s+(?=[A-Z\"“])")
_PAUSES = "，,；;：:、。.　 \t"
_MOST_CLAUSES = 60
_FIRST = 1.15  # people say first what matters


def summary(text: str, words: Sequence[str], language: Language, rarity: Rarity = known_rarity) -> str:
    """One line, no wider than ``MOST``; empty when the text says nothing. ``words``: of the text, in lower case;
    ``language``: whose limit holds."""
    said = _plain(text)
    limit = MOST[language]
    headline = _HEADLINE.search(said)
    sentences = [headline[1]] if headline else _sentences(said)
    if not sentences:
        return ""
    telling = {word: weight(word.lower(), rarity) for word in keywords(words, 12, rarity)}
    worth = [_worth(each, telling) * (_FIRST if number == 0 else 1.0) for number, each in enumerate(sentences)]
    best = sentences[worth.index(max(worth))].strip(_PAUSES)
    return best if _width(best) <= limit else _shortened(best, telling, limit)


def _plain(text: str) -> str:
    """Without what is no text. A topic between two number signs stays, without them; a repost's trail goes unless
    there is nothing else."""
    own = _TRAIL.sub(" ", text)
    cleaned = _NO_TEXT.sub(" ", own if _NO_TEXT.sub("", own).strip(_PAUSES) else text.replace("//", " "))
    cleaned = re.sub(r"#([^#\n]{2,40})#", r"\1 ", cleaned).replace("#", "")
    return re.sub(r"[ \t\u3000]+", " ", cleaned).strip()


def _sentences(said: str) -> list[str]:
    parts = [part for piece in _ENGLISH_END.split(said) for part in _SENTENCE.findall(piece)]
    return [each for part in parts if (each := part.strip()) and any(letter.isalnum() for letter in each)]


def _worth(part: str, telling: dict[str, float]) -> float:
    lower = part.lower()
    return sum(value for word, value in telling.items() if word in lower)


def _shortened(sentence: str, telling: dict[str, float], limit: int) -> str:
    """The run of clauses that fits and tells most; where not even one fits, as much as fits of the best."""
    clauses = _CLAUSE.findall(sentence)[:_MOST_CLAUSES]
    worths = [_worth(clause, telling) for clause in clauses]
    best, found = -1.0, ""
    for first in range(len(clauses)):
        said, worth = "", 0.0
        for last in range(first, len(clauses)):
            said += clauses[last]
            worth += worths[last]
            if _width(said) >= limit:
                break
            if worth > best:
                best, found = worth, said.strip(_PAUSES) + ("" if last == len(clauses) - 1 else "…")
    if found:
        return found
    return _cut(clauses[worths.index(max(worths))].strip(_PAUSES), limit)


def _cut(clause: str, limit: int) -> str:
    if _width(clause) <= limit:
        return clause
    kept = clause[: limit - 1]
    while _width(kept) >= limit:
        kept = kept[:-1]
    after = clause[len(kept)]
    if after.isascii() and after.isalnum() and " " in kept[len(kept) // 2 :]:
        kept = kept[: kept.rindex(" ")]  # no half word of a language with spaces
    return kept.rstrip(_PAUSES) + "…"


def _width(said: str) -> int:
    return len(said) if said.isascii() else sum(2 if letter >= "\u2e80" else 1 for letter in said)
