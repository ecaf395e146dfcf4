"""The watch list in the policy file: its shape, and what the domain makes of it.

Answers for: no name stands twice, nothing rules itself out, and no regular expression comes in. May not: read files,
or say what a post means (``crisis.triage.watching`` does).
"""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bot.policy import watch_list_texts as t
from bot.policy.problems import Report
from bot.policy.values import PlainName, Shape, described
from bot.policy.yaml import Place
from bot.settings.settings import WrongValue
from crisis.policy.watch import Thresholds, WatchEntry, WatchKind
from crisis.severity import Severity

MOST_WORDS = 500
"""In one list of one entry; more are no longer looked through by anybody."""
NONE = ("none", "无")


def _word(value: str) -> str:
    if len(value) > 2 and value.startswith("/") and re.fullmatch(r"/.+/[a-z]*", value):
        raise WrongValue(t.NO_EXPRESSION, value=value)
    if sum(letter.isalnum() for letter in value) < 2:
        raise WrongValue(t.TOO_SHORT, value=value)
    return value


def _speaking(value: str) -> str:
    """One letter may speak for a name when it stands as a word by itself: 书, 买."""
    return value if len(value) == 1 and value.isalpha() and not value.isascii() else _word(value)


def _handle(value: str) -> str:
    name = value.strip().removeprefix("@")
    if not re.fullmatch(r"[\w-]{2,30}", name):
        raise WrongValue(t.NO_HANDLE, value=value)
    return name


def _kind(value: str) -> str:
    if value not in tuple(WatchKind):
        raise WrongValue(t.NO_KIND, value=value)
    return value


def _threshold(value: Any) -> Any:
    if value in NONE:
        return NONE[0]
    if not isinstance(value, str) or value not in Severity.__members__:
        raise WrongValue(t.NO_THRESHOLD, value=value)
    return value


def _not_too_many(value: list[str]) -> list[str]:
    if len(value) > MOST_WORDS:
        raise WrongValue(t.TOO_MANY, count=len(value), most=MOST_WORDS)
    return value


Word = Annotated[PlainName, AfterValidator(_word)]
Speaking = Annotated[PlainName, AfterValidator(_speaking)]
SpeakingList = Annotated[list[Speaking], AfterValidator(_not_too_many)]
WordList = Annotated[list[Word], AfterValidator(_not_too_many)]
Handle = Annotated[str, AfterValidator(_handle)]
HandleList = Annotated[list[Handle], AfterValidator(_not_too_many)]
Kind = Annotated[str, AfterValidator(_kind), WithJsonSchema({"enum": [kind.value for kind in WatchKind]})]
Threshold = Annotated[
    str, BeforeValidator(_threshold), WithJsonSchema({"enum": [*Severity.__members__, *NONE], "type": "string"})
]


class ThresholdsShape(Shape):
    """From which severity on."""

    open_from: Annotated[Threshold | None, described(t.ABOUT_OPEN_FROM)] = None
    hold_from: Annotated[Threshold | None, described(t.ABOUT_HOLD_FROM)] = None


class WatchShape(Shape):
    """One name on the watch list. ``not`` and ``with`` are the file's words for ``unless`` and ``near``."""

    name: Annotated[Word, described(t.ABOUT_NAME)]
    kind: Annotated[Kind | None, described(t.ABOUT_KIND)] = None
    aliases: Annotated[WordList, described(t.ABOUT_ALIASES)] = Field(default_factory=list)
    unless: Annotated[WordList, described(t.ABOUT_NOT)] = Field(default_factory=list, alias="not")
    near: Annotated[SpeakingList, described(t.ABOUT_WITH)] = Field(default_factory=list, alias="with")
    handles: Annotated[HandleList, described(t.ABOUT_HANDLES)] = Field(default_factory=list)
    ambiguous: Annotated[bool | None, described(t.ABOUT_AMBIGUOUS)] = None
    thresholds: Annotated[ThresholdsShape, described(t.ABOUT_THRESHOLDS)] = ThresholdsShape()


def watch_of(written: list[WatchShape], report: Report) -> tuple[WatchEntry, ...]:
    """The entries; what does not fit together goes to the report."""
    owners: dict[str, tuple[int, str]] = {}
    for position, entry in enumerate(written):
        _want_single_names(entry, position, owners, report)
        _want_sense(entry, ("watch", position), report)
    return tuple(_entry(entry, ("watch", position), report) for position, entry in enumerate(written))


def _want_single_names(entry: WatchShape, position: int, owners: dict[str, tuple[int, str]], report: Report) -> None:
    place: Place = ("watch", position)
    named: list[tuple[Place, str]] = [((*place, "name"), entry.name)]
    named += [((*place, "aliases", number), alias) for number, alias in enumerate(entry.aliases)]
    for where, name in named:
        owner, other = owners.setdefault(_folded(name), (position, entry.name))
        if owner != position:
            report.add(where, t.NAME_TAKEN, name=name, other=other)


def _want_sense(entry: WatchShape, place: Place, report: Report) -> None:
    names = [entry.name, *entry.aliases]
    near = set(map(_folded, entry.near))
    for number, word in enumerate(entry.unless):
        where: Place = (*place, "not", number)
        own = next((name for name in names if _folded(word) in _folded(name) and name == entry.name), None)
        own = own or next((name for name in names if _folded(word) == _folded(name)), None)
        if own:
            report.add(where, t.RULES_OUT_ITSELF, word=word, name=own)
        elif _folded(word) in near:
            report.add(where, t.SPEAKS_BOTH_WAYS, word=word)


def _entry(written: WatchShape, place: Place, report: Report) -> WatchEntry:
    by_default = Thresholds()
    opens = _severity(written.thresholds.open_from, by_default.open_from)
    holds = _severity(written.thresholds.hold_from, by_default.hold_from)
    if opens is not None and holds is not None and holds < opens:
        if written.thresholds.hold_from is not None:
            where: Place = (*place, "thresholds", "hold_from")
            report.add(where, t.HOLDS_NOTHING, hold=holds.name, open=opens.name)
        holds = opens
    return WatchEntry(
        written.name,
        WatchKind(written.kind or WatchKind.BRAND),
        tuple(written.aliases),
        tuple(written.unless),
        tuple(written.near),
        Thresholds(opens, holds),
        tuple(written.handles),
        written.ambiguous,
    )


def _severity(written: str | None, by_default: Severity | None) -> Severity | None:
    if written is None:
        return by_default
    return None if written in NONE else Severity[written]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
