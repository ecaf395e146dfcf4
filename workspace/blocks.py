"""Block Kit's limits for messages, modals and home tabs. Pure: blocks in, list of faults out, each naming its place.

Sources of the limits: Slack's Block Kit reference; the sum of 13,000 characters is measured, not documented.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from workspace.elements import (
    INPUTS,
    Faults,
    Pointer,
    check_element,
    check_id,
    check_text,
    is_element,
)
from workspace.records import Json

Surface: TypeAlias = Literal["message", "modal", "home"]
BLOCK_LIMITS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
ALL_BLOCKS_LIMIT = 13_000
TITLE_LIMIT = 24
PRIVATE_METADATA_LIMIT = 3000
VIEW_SIZE_LIMIT = 250_000


def check_blocks(blocks: Any, surface: Surface = "message", pointer: str = "/blocks") -> list[str]:
    """Every fault of these blocks as Slack words them: `must be … [json-pointer:/blocks/0/text]`; empty = fine."""
    faults = Faults()
    at = Pointer(pointer)
    if not isinstance(blocks, list):
        faults.add("must be an array", at)
        return faults.messages
    if len(blocks) > BLOCK_LIMITS[surface]:
        faults.add(f"no more than {BLOCK_LIMITS[surface]} items allowed", at)
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        _check_block(block, surface, at / number, faults)
        _check_unique(block, "block_id", seen, at / number, faults)
    return faults.messages


def too_long_in_all(blocks: list[Json]) -> bool:
    """Whether the texts of all blocks pass what a message carries (`msg_blocks_too_long`)."""
    return sum(_text_size(block) for block in blocks) > ALL_BLOCKS_LIMIT


def _text_size(part: Any) -> int:
    if isinstance(part, list):
        return sum(_text_size(each) for each in part)
    if not isinstance(part, dict):
        return 0
    own = len(part["text"]) if isinstance(part.get("text"), str) else 0
    return own + sum(_text_size(each) for each in part.values() if isinstance(each, dict | list))


def _check_block(block: Any, surface: Surface, at: Pointer, faults: Faults) -> None:
    if not isinstance(block, dict):
        faults.add("must be an object", at)
        return
    check = _BLOCKS.get(str(block.get("type")))
    if check is None:
        faults.add(f"unsupported type: {block.get('type')}", at / "type")
        return
    check_id(block, "block_id", at, faults)
    if block["type"] in ("file", "markdown", "table") and surface != "message":
        faults.add(f"{block['type']} is not allowed in a {surface}", at / "type")
    check(block, at, faults)


def _check_unique(part: Any, name: str, seen: set[str], at: Pointer, faults: Faults) -> None:
    value = part.get(name) if isinstance(part, dict) else None
    if not isinstance(value, str) or not value:
        return
    if value in seen:
        faults.add(f"`{name}` {value} already exists", at / name)
    seen.add(value)


def _section(block: Json, at: Pointer, faults: Faults) -> None:
    text, fields = block.get("text"), block.get("fields")
    if text is None and fields is None:
        faults.add("missing required field: text", at)
    if text is not None:
        check_text(text, 3000, at / "text", faults)
    if fields is not None:
        _fields(fields, at / "fields", faults)
    accessory = block.get("accessory")
    if accessory is not None:
        check_element(accessory, at / "accessory", faults)
        if isinstance(accessory, dict) and accessory.get("type") in INPUTS:
            faults.add(f"{accessory['type']} is not allowed as an accessory", at / "accessory")


def _fields(fields: Any, at: Pointer, faults: Faults) -> None:
    if not isinstance(fields, list) or not fields:
        faults.add("must be an array of at least one text", at)
        return
    if len(fields) > 10:
        faults.add("no more than 10 items allowed", at)
    for number, field in enumerate(fields):
        check_text(field, 2000, at / number, faults)


def _header(block: Json, at: Pointer, faults: Faults) -> None:
    check_text(block.get("text"), 150, at / "text", faults, plain=True)


def _actions(block: Json, at: Pointer, faults: Faults) -> None:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        faults.add("must provide at least one element", at / "elements")
        return
    if len(elements) > 25:
        faults.add("no more than 25 items allowed", at / "elements")
    seen: set[str] = set()
    for number, element in enumerate(elements):
        place = at / "elements" / number
        check_element(element, place, faults)
        _check_unique(element, "action_id", seen, place, faults)
        if isinstance(element, dict) and element.get("type") in (*INPUTS, "image"):
            faults.add(f"{element['type']} is not allowed in actions", place)


def _context(block: Json, at: Pointer, faults: Faults) -> None:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        faults.add("must provide at least one element", at / "elements")
        return
    if len(elements) > 10:
        faults.add("no more than 10 items allowed", at / "elements")
    for number, element in enumerate(elements):
        place = at / "elements" / number
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(element, place, faults)
        else:
            check_text(element, 2000, place, faults)


def _input(block: Json, at: Pointer, faults: Faults) -> None:
    check_text(block.get("label"), 2000, at / "label", faults, plain=True)
    if block.get("hint") is not None:
        check_text(block["hint"], 2000, at / "hint", faults, plain=True)
    element = block.get("element")
    if not isinstance(element, dict) or not is_element(element, for_input=True):
        kind = element.get("type") if isinstance(element, dict) else element
        faults.add(f"unsupported type: {kind}", at / "element" / "type")
        return
    check_element(element, at / "element", faults)


def _image(block: Json, at: Pointer, faults: Faults) -> None:
    check_element({"type": "image", **block}, at, faults)
    if block.get("title") is not None:
        check_text(block["title"], 2000, at / "title", faults, plain=True)


def _list_of_elements(block: Json, at: Pointer, faults: Faults) -> None:
    elements = block.get("elements")
    if not isinstance(elements, list) or not all(isinstance(each, dict) for each in elements):
        faults.add("must be an array of objects", at / "elements")


def _markdown(block: Json, at: Pointer, faults: Faults) -> None:
    if not isinstance(block.get("text"), str) or not 0 < len(block["text"]) <= 12_000:
        faults.add("must be between 1 and 12000 characters", at / "text")


def _anything(block: Json, at: Pointer, faults: Faults) -> None:
    """A block without rules of its own."""


_BLOCKS: dict[str, Callable[[Json, Pointer, Faults], None]] = {
    "section": _section,
    "header": _header,
    "actions": _actions,
    "context": _context,
    "input": _input,
    "image": _image,
    "rich_text": _list_of_elements,
    "context_actions": _list_of_elements,
    "markdown": _markdown,
    "divider": _anything,
    "file": _anything,
    "video": _anything,
    "table": _anything,
}


def check_view(view: Any) -> list[str]:
    """Every fault of a modal or a home tab; empty = fine."""
    at = Pointer("/view")
    faults = Faults()
    if not isinstance(view, dict):
        faults.add("must be an object", at)
        return faults.messages
    surface = view.get("type")
    if surface not in ("modal", "home"):
        faults.add("must be modal or home", at / "type")
        return faults.messages
    check_id(view, "callback_id", at, faults)
    check_id(view, "external_id", at, faults)
    metadata = view.get("private_metadata")
    if metadata is not None and (not isinstance(metadata, str) or len(metadata) > PRIVATE_METADATA_LIMIT):
        faults.add(f"must be less than {PRIVATE_METADATA_LIMIT + 1} characters", at / "private_metadata")
    if surface == "modal":
        _check_modal(view, at, faults)
    return faults.messages + check_blocks(view.get("blocks"), surface, "/view/blocks")


def _check_modal(view: Json, at: Pointer, faults: Faults) -> None:
    check_text(view.get("title"), TITLE_LIMIT, at / "title", faults, plain=True)
    for name in ("submit", "close"):
        if view.get(name) is not None:
            check_text(view[name], TITLE_LIMIT, at / name, faults, plain=True)
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if has_input and view.get("submit") is None:
        faults.add("missing required field: submit", at)


def with_ids(blocks: list[Json], name: Callable[[], str]) -> list[Json]:
    """The blocks with every block_id and action_id filled in, as Slack does; `name` gives new ones."""
    return [_block_with_ids(block, name) for block in blocks]


def _block_with_ids(block: Json, name: Callable[[], str]) -> Json:
    filled: Json = dict(block)
    if not filled.get("block_id"):
        filled["block_id"] = name()
    if isinstance(filled.get("elements"), list) and filled["type"] in ("actions", "context_actions"):
        filled["elements"] = [_element_with_id(each, name) for each in filled["elements"]]
    for place in ("accessory", "element"):
        if isinstance(filled.get(place), dict):
            filled[place] = _element_with_id(filled[place], name)
    return filled


def _element_with_id(element: Json, name: Callable[[], str]) -> Json:
    if element.get("type") == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": name()}
