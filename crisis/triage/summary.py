"""What a post says, in one line: a title for an alert that is made of it.

Answers for: the sentence that tells most, without what is no sentence (links, handles, a repost's trail), shortened
where a reader would pause. May not: cut words itself, or write what was not said.
"""

import re
from collections.abc import Sequence

from crisis.language import Language
from crisis.triage.keywords import Rarity, keywords, known_rarity, weight

MOST = {Language.CHINESE: 40, Language.ENGLISH: 90}
"""Letters of a summary: one line on a phone."""

_TRAIL = re.compile(r"//@.*|(?:^|\s)RT @\S+:?.*", re.DOTALL)
_NO_TEXT = re.compile(r"https?://[!-~]+|@[\w·-]{1,30}[:：]?|\[[\w一-鿿]{1,6}\]|转发微博|网页链接|展开全文|\u200b")
_HEADLINE = re.compile(r"【([^】]{6,80})】")
_SENTENCE = re.compile(r"[^。！？!?\n…]+(?:\.(?!\s))?[。！？!?…]*")
_CLAUSE = re.compile(r"[^，,；;：、]+[，,；;：、]?")
_ENGLISH_END = re.compile(r"(?<=[a-z0-9)\"”])\.\s+(?=[A-Z\"“])")
_PAUSES = "，,；;：:、。.　 \t"
_FIRST = 1.15  # people say first what matters


def summary(text: str, words: Sequence[str], language: Language, rarity: Rarity = known_rarity) -> str:
    """One line of at most ``MOST`` letters; empty when the text says nothing. ``words``: of the text, in lower case;
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
    return best if len(best) <= limit else _shortened(best, telling, limit)


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
    clauses = _CLAUSE.findall(sentence)
    runs = [
        (first, last)
        for first in range(len(clauses))
        for last in range(first + 1, len(clauses) + 1)
        if sum(map(len, clauses[first:last])) <= limit - 1
    ]
    if not runs:
        best = max(clauses, key=lambda clause: _worth(clause, telling)) if clauses else sentence
        return _cut(best.strip(_PAUSES), limit)
    first, last = max(runs, key=lambda run: (_worth("".join(clauses[run[0] : run[1]]), telling), run[0] - run[1]))
    said = "".join(clauses[first:last]).strip(_PAUSES)
    return said if last == len(clauses) else f"{said}…"


def _cut(clause: str, limit: int) -> str:
    if len(clause) <= limit:
        return clause
    kept = clause[: limit - 1]
    if clause[limit - 1].isascii() and clause[limit - 1].isalnum() and " " in kept[limit // 2 :]:
        kept = kept[: kept.rindex(" ")]  # no half word of a language with spaces
    return kept.rstrip(_PAUSES) + "…"
