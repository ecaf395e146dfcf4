"""A message as plain text, for a terminal: the same views that Slack shows, without buttons and marks.

Answers for: people by name, moments in one time zone, channels by name; and that nothing which somebody wrote can
command the terminal (escape sequences are left out). May not: know any view.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from crisis.language import Language, Text
from handlers.blocks import Block, Message

TIMES_IN = Text("Times are in {zone}.", "时间均为 {zone} 时区。")
LINE = "─" * 40

# This year's moments need no year.
_SHORT = {Language.ENGLISH: ("en", "d MMM HH:mm"), Language.CHINESE: ("zh", "M月d日 HH:mm")}
_LONG = {Language.ENGLISH: ("en", "d MMM y HH:mm"), Language.CHINESE: ("zh", "y年M月d日 HH:mm")}

# What moves a cursor, turns writing round or stands for nothing; line breaks and tabs stay.
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")
_MARK = re.compile(r"`[^`\n]+`|<[^<>\n]*>")
_KEPT = re.compile("[\ue000-\uf8ff]")
# As Slack reads it: a sign opens and closes only at the edge of a word.
_EMPHASIS = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~])")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|[^>]*)?>")
_CHINESE = re.compile("[\u3400-\u9fff]$")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it. ``now``: tells which moments are of this year. ``name``: a person's name by Slack id.
    ``channels``: their names by id."""

    language: Language
    zone: ZoneInfo
    now: datetime
    name: Callable[[str], str]
    channels: Mapping[str, str]


def plain_text(message: Message, reader: Reader) -> str:
    """The message, a blank line between its paragraphs; the last line says the time zone when moments are shown."""
    shown = [said for block in message.blocks if (said := "\n".join(_lines(block, reader)).strip())]
    if any("<!date^" in str(element) for block in message.blocks for element in _elements(block)):
        shown.append(TIMES_IN.say(reader.language, zone=reader.zone.key))
    return "\n\n".join(shown)


def channels_in(message: Message) -> frozenset[str]:
    """The ids of the channels that the message names."""
    return frozenset(
        found[1]
        for block in message.blocks
        for element in _elements(block)
        for found in _CHANNEL.finditer(element["text"])
    )


def _elements(block: Block) -> Iterator[dict[str, str]]:
    """The texts of a block, in the order in which they are read; labels of buttons are none."""
    if isinstance(block.get("text"), dict):
        yield block["text"]
    yield from block.get("fields") or ()
    if block["type"] == "context":
        yield from (each for each in block["elements"] if isinstance(each.get("text"), str))


def _lines(block: Block, reader: Reader) -> Iterator[str]:
    if block["type"] == "divider":
        yield LINE
    for element in _elements(block):
        text = _COMMANDING.sub("", element["text"])
        yield _without_marks(text, reader) if element["type"] == "mrkdwn" else text


def _without_marks(text: str, reader: Reader) -> str:
    """Slack's mrkdwn, read. Code and marks are set aside first: what stands in them is no emphasis."""
    kept: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        before = found.string[max(found.start() - 1, 0) : found.start()]
        kept.append(found[0] if found[0].startswith("`") else _read(found[0][1:-1], before, reader))
        return chr(0xE000 + len(kept) - 1)

    bare, found = _MARK.sub(set_aside, text), 1
    while found:
        bare, found = _EMPHASIS.subn(r"\2", bare)
    return html.unescape(_KEPT.sub(lambda found: kept[ord(found[0]) - 0xE000], bare))


def _read(mark: str, before: str, reader: Reader) -> str:
    """What stands between ``<`` and ``>``, still escaped. ``before``: the letter in front of it."""
    target, _, label = mark.partition("|")
    if target.startswith("@"):
        return html.escape("@" + _COMMANDING.sub("", reader.name(target[1:])), quote=False)
    if target.startswith("#"):
        return "#" + html.escape(reader.channels.get(target[1:], label or target[1:]), quote=False)
    if target.startswith("!date^"):
        moment = _moment(datetime.fromtimestamp(int(target.split("^")[1]), UTC), reader)
        return f" {moment}" if _CHINESE.match(before) else moment
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({address})" if label and label not in address else address


def _moment(at: datetime, reader: Reader) -> str:
    here = at.astimezone(reader.zone)
    this_year = here.year == reader.now.astimezone(reader.zone).year
    locale, pattern = (_SHORT if this_year else _LONG)[reader.language]
    return format_datetime(here, pattern, locale=locale)
