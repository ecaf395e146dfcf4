"""A message as a person sees it: Slack's own dictionary, with a few words to read it by. Reads only."""

from __future__ import annotations

from typing import Any

from workspace.client.text import all_text, unescape
from workspace.memory.records import Json


class Seen(dict[str, Any]):
    """A copy of the message; `channel` is the id of where it stands."""

    def __init__(self, message: Json, channel: str) -> None:
        super().__init__(message)
        self.channel = channel

    @property
    def ts(self) -> str:
        return str(self["ts"])

    @property
    def text(self) -> str:
        """The message's text with entities resolved."""
        return unescape(str(self.get("text", "")))

    @property
    def plain(self) -> str:
        """All that can be read in it, blocks included, a line each, entities resolved."""
        return unescape(all_text(self))

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [label(element) for _, element in elements(self) if element.get("type") == "button"]

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.get("is_ephemeral"))

    @property
    def is_from_app(self) -> bool:
        return "bot_id" in self


def elements(part: Json) -> list[tuple[Json, Json]]:
    """(block, element) of everything that can be acted on in a message or view, in order."""
    found: list[tuple[Json, Json]] = []
    attached = (block for each in part.get("attachments") or () for block in each.get("blocks") or ())
    for block in (*(part.get("blocks") or ()), *attached):
        places = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
        found += [(block, each) for each in places if isinstance(each, dict) and each.get("action_id")]
    return found


def label(element: Json) -> str:
    """What stands on the element, entities resolved; empty for one without a text."""
    text = element.get("text")
    return unescape(str(text.get("text", ""))) if isinstance(text, dict) else ""


def find_element(part: Json, what: str) -> tuple[Json, Json]:
    """The element with this action_id, block_id or button text. Raises LookupError naming what there is."""
    found = elements(part)
    for block, element in found:
        if what in (element["action_id"], label(element)):
            return block, element
    for block, element in found:
        if what == block.get("block_id") or (label(element) and what in label(element)):
            return block, element
    there = ", ".join(f"{label(element) or element['type']} ({element['action_id']})" for _, element in found)
    raise LookupError(f"there is no {what!r} to click; there is: {there or 'nothing'}")


def options(element: Json) -> list[Json]:
    """All options of a menu, groups opened up."""
    found: list[Json] = list(element.get("options") or ())
    for group in element.get("option_groups") or ():
        found += group.get("options") or ()
    return found


def find_option(element: Json, what: str) -> Json:
    """The option with this text or value. Raises LookupError naming what there is."""
    for option in options(element):
        if what in (option.get("value"), unescape(str(option["text"]["text"]))):
            return option
    there = ", ".join(str(option["text"]["text"]) for option in options(element))
    raise LookupError(f"there is no option {what!r}; there is: {there}")
