"""The one module that builds blocks. Every function cuts what it is given to Slack's limits.

Answers for: that nothing Slack would refuse for its size or shape leaves here (limits: Slack's Block Kit reference, and
the sum of 13,000 characters, which is measured). May not: know incidents, languages or what a text says. A parameter
named ``mrkdwn`` takes text that was escaped already; all others go out as plain text and take it as it is.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Block = dict[str, Any]
Style = Literal["primary", "danger"]

MOST_BLOCKS = 50
MOST_BLOCKS_IN_FORM = 100
MOST_CHARACTERS = 12_900  # of all texts together; Slack refuses above about 13,000
MOST_CHARACTERS_IN_TAB = 50_000  # Slack publishes no limit for a tab; its request may have 100 kB and more
MOST_NOTIFICATION = 3_000
SECTION = 3_000
FIELD = 2_000
MOST_FIELDS = 10
CONTEXT = 2_000
MOST_CONTEXT_ELEMENTS = 10
MOST_ELEMENTS = 25
HEADER = 150
BUTTON = 75
BUTTON_VALUE = 2_000
FORM_TITLE = 24
OPTION = 75
OPTION_VALUE = 150
MOST_OPTIONS = 100
MOST_BOXES = 10
LABEL = 2_000
PLACEHOLDER = 150
ID = 255
PRIVATE = 3_000
URL = 3_000

NOTHING = "–"  # Slack refuses an empty text
INPUT = "value"  # the action id of every input element

# What must not be cut through: an entity, a link or mention, and the escaped text's own marks.
_BROKEN_END = re.compile(r"(&[a-z]{0,4}|<[^<>]*)$")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: ``text`` is what a notification shows (mrkdwn, escaped), ``blocks`` what the channel shows."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A modal. ``private`` comes back with what was filled in; an empty ``submit`` makes a form that is only read."""

    callback: str
    title: str
    submit: str
    close: str
    blocks: tuple[Block, ...]
    private: str = ""

    def view(self) -> dict[str, Any]:
        """As ``views.open`` wants it. Raises ValueError when ``private`` is longer than Slack carries: cutting it would
        lose what it says."""
        if len(self.private) > PRIVATE:
            raise ValueError(f"private has {len(self.private)} characters, Slack carries {PRIVATE}")
        view: dict[str, Any] = {
            "type": "modal",
            "callback_id": self.callback,
            "title": _plain(self.title, FORM_TITLE),
            "close": _plain(self.close, FORM_TITLE),
            "blocks": _with_single_ids(self.blocks[:MOST_BLOCKS_IN_FORM]),
            "private_metadata": self.private,
        }
        return view | ({"submit": _plain(self.submit, FORM_TITLE)} if self.submit else {})


@dataclass(frozen=True, slots=True)
class Confirm:
    """The question that Slack asks before a button does its work."""

    title: str
    text: str
    confirm: str
    deny: str


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, with … at the end when some were left out. Safe for escaped mrkdwn: neither an
    entity nor a mention is cut through. What no encoding can carry (half a surrogate pair) becomes ``?``."""
    sound = text.encode("utf-8", "replace").decode()
    if len(sound) <= limit:
        return sound
    return _BROKEN_END.sub("", sound[: limit - 1]).rstrip() + "…"


def header(text: str) -> Block:
    """A headline in plain text, on one line."""
    return {"type": "header", "text": _plain(" ".join(text.split()), HEADER)}


def section(
    mrkdwn: str = "", fields: Sequence[str] = (), accessory: Block | None = None, block_id: str | None = None
) -> Block:
    """A paragraph; ``fields`` stand in two columns below it (up to 10). Without text and fields it shows a dash."""
    block: Block = {"type": "section"}
    if mrkdwn.strip() or not fields:
        block["text"] = _mrkdwn(mrkdwn, SECTION)
    if fields:
        block["fields"] = [_mrkdwn(field, FIELD) for field in fields[:MOST_FIELDS]]
    if accessory is not None:
        block["accessory"] = accessory
    return block | _block_id(block_id)


def plain(text: str) -> Block:
    """A paragraph of text from outside, shown exactly as it is."""
    return {"type": "section", "text": _plain(text, SECTION)}


def context(*mrkdwn: str) -> Block:
    """A line in small type."""
    return {
        "type": "context",
        "elements": [_mrkdwn(text, CONTEXT) for text in mrkdwn[:MOST_CONTEXT_ELEMENTS] or (NOTHING,)],
    }


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    """A row of up to 25 buttons. Raises ValueError without any: Slack refuses an empty row."""
    if not elements:
        raise ValueError("a row of buttons needs at least one")
    return {"type": "actions", "elements": list(elements[:MOST_ELEMENTS])} | _block_id(block_id)


def button(
    text: str,
    action: str,
    value: str = "",
    style: Style | None = None,
    confirm: Confirm | None = None,
    url: str | None = None,
) -> Block:
    """A button. ``url`` is left out when it is no http address or too long."""
    block: Block = {"type": "button", "text": _plain(text, BUTTON), "action_id": action[:ID]}
    if value:
        block["value"] = value[:BUTTON_VALUE]
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = {
            "title": _plain(confirm.title, 100),
            "text": _plain(confirm.text, 300),
            "confirm": _plain(confirm.confirm, 30),
            "deny": _plain(confirm.deny, 30),
        }
    if url and url.startswith(("https://", "http://")) and len(url) <= URL:
        block["url"] = url
    return block


def text_input(
    block_id: str,
    label: str,
    initial: str = "",
    multiline: bool = False,
    optional: bool = False,
    placeholder: str = "",
    hint: str = "",
    max_length: int = 3000,
) -> Block:
    """A field for words of up to ``max_length`` characters (Slack allows 3,000)."""
    limit = min(max_length, 3000)
    element: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": limit}
    if initial:
        element["initial_value"] = cut(initial, limit)
    if placeholder:
        element["placeholder"] = _plain(placeholder, PLACEHOLDER)
    return _input(block_id, label, element, optional, hint)


def choice(
    block_id: str,
    label: str,
    options: Sequence[tuple[str, str]],
    initial: str | None = None,
    optional: bool = False,
    hint: str = "",
) -> Block:
    """One of up to 100 ``options``, each (value, text). Raises ValueError without any or when a value is too long."""
    if not options:
        raise ValueError(f"nothing to choose from in {block_id}")
    if wrong := [value for value, _ in options if not 0 < len(value) <= OPTION_VALUE]:
        raise ValueError(f"an option's value has 1 to {OPTION_VALUE} characters, not {wrong[0]!r}")
    shown = {value: {"text": _plain(text, OPTION), "value": value} for value, text in options[:MOST_OPTIONS]}
    element: Block = {"type": "static_select", "options": list(shown.values())}
    if initial in shown:
        element["initial_option"] = shown[initial]
    return _input(block_id, label, element, optional, hint)


def checkbox(block_id: str, label: str, text: str, checked: bool = False, hint: str = "") -> Block:
    """One box to tick; the block holds ``("yes",)`` when it is."""
    option = {"text": _plain(text, OPTION), "value": "yes"}
    element: Block = {"type": "checkboxes", "options": [option]} | ({"initial_options": [option]} if checked else {})
    return _input(block_id, label, element, optional=True, hint=hint)


def checkboxes(block_id: str, label: str, options: Sequence[tuple[str, str]], hint: str = "") -> Block:
    """Any of up to ``MOST_BOXES`` ``options``, each (value, text); the block holds the values that are ticked."""
    boxes = [{"text": _plain(text, OPTION), "value": value} for value, text in options[:MOST_BOXES]]
    return _input(block_id, label, {"type": "checkboxes", "options": boxes}, optional=True, hint=hint)


def person_input(block_id: str, label: str, initial: str | None = None, optional: bool = False) -> Block:
    """One person of the workspace, by Slack id."""
    element: Block = {"type": "users_select"} | ({"initial_user": initial} if initial else {})
    return _input(block_id, label, element, optional)


def file_input(block_id: str, label: str, types: Sequence[str], hint: str = "") -> Block:
    """One file of these types (endings without the dot); the block holds its id."""
    element: Block = {"type": "file_input", "filetypes": list(types), "max_files": 1}
    return _input(block_id, label, element, optional=False, hint=hint)


def moment_input(block_id: str, label: str, initial: datetime | None = None, optional: bool = True) -> Block:
    """A date and time; comes back as Unix seconds. Slack shows it in the reader's own time zone."""
    element: Block = {"type": "datetimepicker"} | ({"initial_date_time": int(initial.timestamp())} if initial else {})
    return _input(block_id, label, element, optional)


def message(text: str, *blocks: Block) -> Message:
    """A message of these blocks, kept within what Slack takes.

    A button whose action id was used before gets ``~2`` and so on appended. When it is too much, paragraphs are left
    out from the end ("… +44" stands in their place); headlines and buttons stay. Raises ValueError when those alone are
    too much.
    """
    return _fitting(text, blocks, MOST_BLOCKS, MOST_CHARACTERS)


def tab(text: str, *blocks: Block) -> Message:
    """The same for a Home tab, which takes more blocks; each of them is cut to its own limits."""
    return _fitting(text, blocks, MOST_BLOCKS_IN_FORM, MOST_CHARACTERS_IN_TAB)


def _fitting(text: str, blocks: Sequence[Block], most_blocks: int, most_characters: int) -> Message:
    kept, left_out = list(blocks), 0
    while len(kept) > most_blocks - (left_out > 0) or _is_longer(kept, most_characters):
        if not (loose := _paragraphs(kept)):
            raise ValueError("a message of nothing but headlines and buttons is too long to be sent")
        del kept[loose[-1]]
        left_out += 1
    if left_out:
        kept.insert(max(_paragraphs(kept), default=-1) + 1, context(f"… +{left_out}"))
    return Message(cut(text, MOST_NOTIFICATION) or NOTHING, tuple(_with_single_ids(kept)))


def _is_longer(blocks: Sequence[Block], most: int) -> bool:
    """Whether Slack counts more characters. Hardly ever: counted one by one only where all that is sent is longer."""
    return len(json.dumps(blocks, ensure_ascii=False)) > most and text_size(blocks) > most


def text_size(blocks: Sequence[Block]) -> int:
    """How many characters Slack counts in these blocks: those of all texts, labels and buttons."""
    return _size(blocks)


def _paragraphs(blocks: Sequence[Block]) -> list[int]:
    """The places of the blocks that can be done without."""
    return [place for place, block in enumerate(blocks) if block["type"] not in ("header", "actions")]


def _size(part: Any) -> int:
    if isinstance(part, dict):
        return sum(
            (len(value) if name == "text" else 0) if isinstance(value, str) else _size(value)
            for name, value in part.items()
        )
    return sum(map(_size, part)) if isinstance(part, list | tuple) else 0


def _with_single_ids(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each button's action id used once. Inputs share theirs: the block's id tells them apart."""
    used: set[str] = set()

    def single(element: Block) -> Block:
        name = plain_name = element.get("action_id", "")
        number = 1
        while name in used:
            number += 1
            name = f"{plain_name}~{number}"
        used.add(name)
        return element | {"action_id": name} if name else element

    def with_single(block: Block) -> Block:
        if "elements" in block and block["type"] == "actions":
            return block | {"elements": [single(element) for element in block["elements"]]}
        return block | {"accessory": single(block["accessory"])} if "accessory" in block else block

    return [with_single(block) for block in blocks]


def _input(block_id: str, label: str, element: Block, optional: bool, hint: str = "") -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id[:ID],
        "label": _plain(label, LABEL),
        "element": element | {"action_id": INPUT},
        "optional": optional,
    }
    return block | ({"hint": _plain(hint, LABEL)} if hint else {})


def _mrkdwn(text: str, limit: int) -> Block:
    return {"type": "mrkdwn", "text": cut(text, limit) if text.strip() else NOTHING, "verbatim": True}


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": cut(text, limit) if text.strip() else NOTHING, "emoji": True}


def _block_id(block_id: str | None) -> Block:
    return {"block_id": block_id[:ID]} if block_id else {}
