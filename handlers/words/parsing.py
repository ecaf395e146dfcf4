"""Words that people type, read into values: the command word, an incident's number, reasons, people, severities.

Answers for: Chinese and English alike, full-width signs and spaces, any case; whatever is typed, the answer is a value
or a ``Refused`` that says what would have done. What people write to be read by others is never changed but for Slack's
own marks (``readable``). May not: look anything up but what it is handed. Times stand in ``moments``.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from crisis.language import Text
from crisis.policy.people import Roster
from crisis.refusals import Refused
from crisis.severity import WORDS, Severity, severity_of

NO_SUCH_SEVERITY = Text(
    "“{word}” is no severity. Severities are: {possible}.", "“{word}”不是有效的级别。可选：{possible}。"
)
NO_PERSON = Text(
    "Say who is meant, as a mention: `@name`. “{word}” is nobody in this workspace.",
    "请用 @ 指明是谁，例如 `@姓名`。“{word}”不是这个工作区里的人。",
)
PERSON_WANTED = Text("Say who is meant, as a mention: `@name`.", "请用 @ 指明是谁，例如 `@姓名`。")

MOST_DIGITS = 9
_SIGNS = " \t:：,，;；、。"
_NUMBER = re.compile(rf"[#＃]\s*([0-9０-９]{{1,{MOST_DIGITS}}})(?![\w.])\s*[:：,，]?\s*")
_PLAIN_NUMBER = re.compile(rf"[#＃]?\s*([0-9０-９]{{1,{MOST_DIGITS}}})\s*(?:号)?(?=[\s:：,，]|$)\s*[:：,，]?\s*")
_TOKEN = re.compile(r"([^\s:：,，]+)[:：,，]?\s*")
_GLUED = re.compile(r"(\D+?)([0-9#＃０-９].*)", re.DOTALL)
_BETWEEN = re.compile(
    r"\s+because\b[:：]?\s+"  # we recall it because mould was found
    r"|\s*[,，;；。]?\s*\b(?:reason|why)\s*[:：]\s*"
    r"|(?:[,，;；。]|\s)\s*因为[:：,，\s]*"  # not the 因为 in the middle of a clause: 不因为舆论改口
    r"|\s*[,，;；。]?\s*(?:理由|原因)\s*[:：]\s*"
    r"|\s(?:理由|原因)\s+",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\s*(?:because\b|reason\b|why\b|因为|理由|原因)?[:：,，\s]*", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]{1,20})(?:\|[^>]*)?>")
_BARE_PERSON = re.compile(r"(?:^|(?<=\s))@(\S+)")
_BARE_ID = re.compile(r"(?:^|(?<=\s))([UW][A-Z0-9]{4,20})(?=\s|$)")
_MARK = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Line:
    """A line in its parts. ``word``: the command word, folded, empty when there is none; ``rest``: as it was typed."""

    word: str
    rest: str
    incident: int | None = None


def folded(text: str) -> str:
    """For comparing: full width is half width, case does not count, nor what cannot be seen."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return seen.casefold().strip(_SIGNS)


def read_line(text: str, known: Collection[str]) -> Line:
    """A line typed after the command. ``known``: the command words, folded. ``#12`` before the word names an incident;
    a number may follow the word without a space (``级别2``). An unknown word is handed back as the word."""
    rest = text.strip().lstrip(_SIGNS)
    incident, rest = numbered(rest)
    if rest and (alone := _PLAIN_NUMBER.fullmatch(rest)):
        return Line("", "", _int(alone[1]))
    token = _TOKEN.match(rest)
    if token is None:
        return Line("", rest.strip(), incident)
    word, after = folded(token[1]), rest[token.end() :]
    if word not in known and (glued := _GLUED.fullmatch(token[1])) and folded(glued[1]) in known:
        word, after = folded(glued[1]), rest[glued.start(2) :]
    return Line(word, after.strip(), incident)


def numbered(text: str, alone: bool = False) -> tuple[int | None, str]:
    """An incident's number at the beginning (``#12 …``), and what follows it; with ``alone`` also ``12`` or ``12号``
    when nothing follows it."""
    found = _NUMBER.match(text) or (_PLAIN_NUMBER.fullmatch(text) if alone else None)
    return (_int(found[1]), text[found.end() :]) if found else (None, text)


def first_word(text: str) -> tuple[str, str]:
    """The first word, folded, and the rest as it was typed; empty when there is none."""
    found = _TOKEN.match(text.strip().lstrip(_SIGNS))
    return (folded(found[1]), found.string[found.end() :].strip()) if found else ("", "")


def reason_in(text: str) -> tuple[str, str]:
    """What is said and why, of ``TEXT because WHY`` and ``内容 因为 理由`` (理由：…). Without a reason it is empty."""
    for found in _BETWEEN.finditer(text):
        said, why = text[: found.start()].strip(_SIGNS), text[found.end() :].strip()
        if said and why:
            return said, why
    return text.strip(), ""


def reason_alone(text: str) -> str:
    """A reason with or without the word that begins one: ``because of mould`` and ``理由：发霉``."""
    found = _LEADING.match(text)
    return text[found.end() :].strip() if found else text.strip()


def severity_in(text: str) -> tuple[Severity, str]:
    """The severity that a text begins with, and the rest. Raises Refused with the words there are."""
    word, rest = first_word(text)
    second, after = first_word(rest)
    if found := severity_of(word + second) if word == "sev" else severity_of(word):
        return found, after if word == "sev" else rest
    if named := severity_of(folded(text)):
        return named, ""
    raise Refused(NO_SUCH_SEVERITY, word=_short(first_typed(text)), possible=severity_words())


def severity_words() -> tuple[Text, ...]:
    """What would have done: SEV1 to SEV4 with their colours."""
    return tuple(Text(f"{each.name} ({each.colour.en})", f"{each.name}（{each.colour.zh}）") for each in WORDS)


def title_severity(text: str) -> tuple[Severity | None, str]:
    """``[sev] title``: a severity before the title, if there is one.

    English words that often begin a title (high, error, page, low …) are left to the title; the level, the number and
    the Chinese words are taken. A severity alone leaves an empty title. Raises Refused for a level that there is not.
    """
    word, rest = first_word(text)
    if word == "sev":
        level, after = first_word(rest)
        word, rest = word + level, after
    found = severity_of(word)
    if found is None and re.fullmatch(r"sev\d+", word):
        raise Refused(NO_SUCH_SEVERITY, word=_short(word), possible=severity_words())
    sure = re.fullmatch(r"sev[1-4]|p[1-5]|[1-4]级?|critical|fatal|[^\x00-\x7f]+", word)
    return (found, rest) if found and sure else (None, text.strip())


def person_in(text: str, roster: Roster) -> tuple[str, str]:
    """The one person that a text names, by Slack id, and the text without; ``<@U1|name>``, an id, or ``@name`` as the
    workspace knows it. Raises Refused when there is none."""
    if found := _MENTION.search(text) or _BARE_ID.search(text):
        return found[1], _without(text, found)
    if found := _BARE_PERSON.search(text):
        wanted = folded(found[1])
        known = [person.id for person in roster.people if wanted in (folded(person.name), folded(person.email or "-"))]
        if len(known) == 1:
            return known[0], _without(text, found)
        raise Refused(NO_PERSON, word=_short(found[1]))
    raise Refused(PERSON_WANTED)


def names_person(text: str) -> bool:
    """Whether a text names somebody, known or not."""
    return any(sign.search(text) for sign in (_MENTION, _BARE_ID, _BARE_PERSON))


def readable(text: str, name_of: Callable[[str], str]) -> str:
    """What a person typed, without Slack's marks: ``<@U1>`` is ``@name``, a link its address, ``&lt;`` is ``<``.

    Such text names people without calling them, and is stored plain: it is escaped again where it goes out.
    """
    return html.unescape(_MARK.sub(lambda found: _unmarked(found[1], name_of), text)).strip()


def first_typed(text: str) -> str:
    """The first word as it was typed."""
    return next(iter(text.split()), "")


def _unmarked(mark: str, name_of: Callable[[str], str]) -> str:
    target, _, label = mark.partition("|")
    kind = target[:1]
    if kind == "@":
        return "@" + (label or name_of(target[1:]))
    if kind == "#":
        return "#" + (label or target[1:])
    if kind == "!":
        return label or "@" + target[1:].split("^")[0]
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in address else f"{label} ({address})"


def _without(text: str, found: re.Match[str]) -> str:
    return (text[: found.start()] + " " + text[found.end() :]).strip()


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"


def _int(digits: str) -> int:
    return int(unicodedata.normalize("NFKC", digits))
