"""Block Kit in messages, modals and home tabs. Pure: blocks in, list of faults out, each naming its place.

Sources of the limits: Slack's Block Kit reference; the sum of 13,000 characters is measured, not documented. Which
block may stand on which surface: the same reference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from workspace.block_kit import schema
from workspace.block_kit.elements import (
    AS_SHOWN,
    ELEMENTS,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    address,
    any_text,
    identifier,
    image_address,
    plain_text,
    slack_file,
    slack_icon,
)
from workspace.block_kit.rich_text import RICH_TEXT, RICH_TEXT_ELEMENTS
from workspace.block_kit.schema import (
    Rule,
    array,
    at_least_one,
    boolean,
    by_type,
    fault,
    not_both,
    number,
    one_of,
    only,
    shape,
    string,
    unlike,
)
from workspace.memory.records import Json

Surface: TypeAlias = Literal["message", "modal", "home"]
BLOCK_LIMITS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
ALL_BLOCKS_LIMIT = 13_000
TITLE_LIMIT = 24
PRIVATE_METADATA_LIMIT = 3000
VIEW_SIZE_LIMIT = 250_000
TABLE_LIMIT = 10_000

_ID: dict[str, Rule] = {"block_id": identifier}
_image = ELEMENTS["image"]
_context_texts = any_text(2000)
_in_context = by_type({"image": _image, "plain_text": _context_texts, "mrkdwn": _context_texts})
_secure = string(3000, 1, like=r"https://\S+", what="must be a valid https URL")


def _same_width(rows: list[Any], at: str, faults: list[str]) -> None:
    widths = [len(row) for row in rows if isinstance(row, list)]
    for place, width in enumerate(widths):
        if width != widths[0]:
            fault(faults, f"must have as many cells as the first row: {widths[0]}", f"{at}/{place}")


_raw_text = shape({"text": string(least=1)})
_raw_number = shape({"value": number(whole=False)}, {"text": string()})
_cell = by_type({"raw_text": _raw_text, "raw_number": _raw_number, "rich_text": RICH_TEXT})
_column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_source = only(ELEMENTS, "url")
_task = {
    **_ID,
    "status": one_of("pending", "in_progress", "complete", "error"),
    "details": by_type({"rich_text": RICH_TEXT}),
    "output": by_type({"rich_text": RICH_TEXT}),
    "sources": array(_source),
}
_task_card = shape({"task_id": string(255, 1), "title": string(least=1)}, _task)
_card = shape(
    {},
    {
        **_ID,
        "hero_image": only(ELEMENTS, "image"),
        "icon": only(ELEMENTS, "image"),
        "slack_icon": slack_icon,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "subtext": any_text(200),
        "actions": array(only(ELEMENTS, "button"), 5, 1),
    },
    at_least_one("title", "hero_image", "body", "actions"),
)
_auth_provider = shape(
    {"value": string(150, 1), "name": plain_text(75), "is_connected": boolean},
    {
        **_ID,
        "description": plain_text(150),
        "icon_url": _secure,
        "auth_url": _secure,
        "disconnect_url": _secure,
        "connected_identity": plain_text(75),
        "connected_context": plain_text(75),
        "accessory": only(ELEMENTS, "overflow"),
        "fallback": array(schema.anything),
    },
)
_NESTED: dict[str, Rule] = {}
_chart: dict[str, Rule] = dict.fromkeys(("pie", "line", "bar", "area"), schema.anything)

BLOCKS: dict[str, Rule] = {
    "actions": shape({"elements": array(only(ELEMENTS, *IN_ACTIONS), 25, 1, unlike("action_id"))}, _ID),
    "alert": shape({"text": any_text(200)}, {**_ID, "level": one_of("default", "info", "warning", "error", "success")}),
    "auth_provider": _auth_provider,
    "call": shape({"call_id": string(255, 1)}, {**_ID, "api_decoration_available": boolean, "call": schema.anything}),
    "card": _card,
    "carousel": shape({"elements": array(by_type({"card": _card}), 10, 1)}, _ID),
    "container": shape(
        {"child_blocks": array(by_type(_NESTED), 10, 1)},
        {
            **_ID,
            "title": plain_text(150),
            "rich_text_title": by_type({"rich_text": RICH_TEXT}),
            "subtitle": plain_text(150),
            "icon": only(ELEMENTS, "image"),
            "width": string(least=1),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        at_least_one("title", "rich_text_title"),
    ),
    "context": shape({"elements": array(_in_context, 10, 1)}, _ID),
    "context_actions": shape({"elements": array(only(ELEMENTS, "feedback_buttons", "icon_button"), 5, 1)}, _ID),
    "data_table": shape(
        {"rows": array(array(_cell, 20, 1), 101, 2, _same_width), "caption": string(least=1)},
        {**_ID, "page_size": number(1, 100), "row_header_column_index": number(0, 19)},
    ),
    "data_visualization": shape({"title": string(50, 1), "chart": by_type(_chart)}, _ID),
    "divider": shape({}, _ID),
    "file": shape({"external_id": string(255, 1), "source": one_of("remote")}, _ID),
    "header": shape({"text": plain_text(150)}, {**_ID, "level": number(1, 4)}),
    "image": shape(
        {"alt_text": string(2000)},
        {**_ID, **AS_SHOWN, "image_url": image_address, "slack_file": slack_file, "title": plain_text(2000)},
        at_least_one("image_url", "slack_file"),
        not_both("image_url", "slack_file"),
    ),
    "input": shape(
        {"label": plain_text(2000), "element": only(ELEMENTS, *IN_INPUT)},
        {**_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": shape({"text": string(12_000, 1)}, _ID),
    "plan": shape({"title": string(least=1)}, {**_ID, "tasks": array(by_type({"task_card": _task_card}), 50)}),
    "rich_text": shape({"elements": array(by_type(RICH_TEXT_ELEMENTS), least=1)}, _ID),
    "section": shape(
        {},
        {
            **_ID,
            "text": any_text(3000),
            "fields": array(any_text(2000), 10, 1),
            "accessory": only(ELEMENTS, *IN_SECTION),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "table": shape({"rows": array(array(_cell, 20, 1), 100, 1)}, {**_ID, "column_settings": array(_column, 20)}),
    "task_card": _task_card,
    "video": shape(
        {
            "alt_text": string(2000),
            "title": plain_text(200),
            "thumbnail_url": image_address,
            "video_url": _secure,
        },
        {
            **_ID,
            "title_url": _secure,
            "description": plain_text(200),
            "author_name": string(50),
            "provider_name": string(),
            "provider_icon_url": address,
        },
    ),
}
_NESTED.update(
    {name: BLOCKS[name] for name in ("actions", "context", "divider", "header", "image", "section", "table")}
)
_NESTED.update({name: BLOCKS[name] for name in ("rich_text", "markdown", "video", "card", "data_table")})

_MESSAGE_ONLY = ("call", "carousel", "context_actions", "data_table", "data_visualization", "file", "markdown", "plan")
_ON: dict[Surface, Rule] = {
    "message": by_type({name: rule for name, rule in BLOCKS.items() if name != "alert"}),
    "modal": by_type({name: rule for name, rule in BLOCKS.items() if name not in (*_MESSAGE_ONLY, "task_card")}),
    "home": by_type(
        {name: rule for name, rule in BLOCKS.items() if name not in (*_MESSAGE_ONLY, "task_card", "alert")}
    ),
}
_LISTS: dict[Surface, Rule] = {
    surface: array(_ON[surface], BLOCK_LIMITS[surface], 0, unlike("block_id")) for surface in _ON
}


def check_blocks(blocks: Any, surface: Surface = "message", pointer: str = "/blocks") -> list[str]:
    """Every fault of these blocks as Slack words them: `must be … [json-pointer:/blocks/0/text]`; empty = fine."""
    faults: list[str] = []
    _LISTS[surface](blocks, pointer, faults)
    if isinstance(blocks, list):
        _only_once(blocks, pointer, faults)
    return faults


def _only_once(blocks: list[Any], at: str, faults: list[str]) -> None:
    """One table a message; one field that has the cursor at first."""
    tables = [place for place, block in enumerate(blocks) if isinstance(block, dict) and block.get("type") == "table"]
    if len(tables) > 1:
        fault(faults, "only one table block is allowed", f"{at}/{tables[1]}")
    for place in tables:
        if _text_size(blocks[place]) > TABLE_LIMIT:
            fault(faults, f"must be less than {TABLE_LIMIT + 1} characters in all cells", f"{at}/{place}/rows")
    if sum(_focuses(block) for block in blocks) > 1:
        fault(faults, "only one element may have `focus_on_load`", at)


def _focuses(block: Any) -> int:
    if not isinstance(block, dict):
        return 0
    parts = [block.get("element"), block.get("accessory")]
    elements = block.get("elements")
    parts += elements if isinstance(elements, list) else []
    return sum(isinstance(part, dict) and part.get("focus_on_load") is True for part in parts)


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


_OF_VIEW: dict[str, Rule] = {
    "blocks": schema.anything,
    "callback_id": identifier,
    "external_id": identifier,
    "private_metadata": string(PRIVATE_METADATA_LIMIT),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
}
_VIEWS = by_type(
    {
        "modal": shape(
            {"title": plain_text(TITLE_LIMIT), "blocks": schema.anything},
            {
                **_OF_VIEW,
                "submit": plain_text(TITLE_LIMIT),
                "close": plain_text(TITLE_LIMIT),
                "submit_disabled": boolean,
            },
        ),
        "home": shape({"blocks": schema.anything}, {**_OF_VIEW, "title": plain_text(TITLE_LIMIT)}),
    }
)


def check_view(view: Any) -> list[str]:
    """Every fault of a modal or a home tab; empty = fine. A null at the top counts as left out, as clients send it."""
    if not isinstance(view, dict):
        return ["must provide an object [json-pointer:/view]"]
    given = {name: value for name, value in view.items() if value is not None}
    faults: list[str] = []
    _VIEWS(given, "/view", faults)
    kind = given.get("type")
    if kind not in ("modal", "home"):
        return faults
    blocks = given.get("blocks")
    if kind == "modal" and "submit" not in given:
        _needs_submit(blocks, faults)
    return faults if "blocks" not in given else faults + check_blocks(blocks, kind, "/view/blocks")


def _needs_submit(blocks: Any, faults: list[str]) -> None:
    for place, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if isinstance(block, dict) and block.get("type") == "input":
            fault(faults, "must define `submit` to use an `input` block in modals", f"/view/blocks/{place}/input")


def with_ids(blocks: list[Json], name: Callable[[], str]) -> list[Json]:
    """The blocks with every block_id and action_id filled in, as Slack does; `name` gives new ones."""
    return [_block_with_ids(block, name) for block in blocks]


def _block_with_ids(block: Json, name: Callable[[], str]) -> Json:
    filled: Json = dict(block)
    if not filled.get("block_id"):
        filled["block_id"] = name()
    if filled["type"] in ("actions", "context_actions"):
        filled["elements"] = [_element_with_id(each, name) for each in filled["elements"]]
    elif filled["type"] == "carousel":
        filled["elements"] = with_ids(filled["elements"], name)
    elif filled["type"] == "container":
        filled["child_blocks"] = with_ids(filled["child_blocks"], name)
    elif filled["type"] == "card" and "actions" in filled:
        filled["actions"] = [_element_with_id(each, name) for each in filled["actions"]]
    for place in ("accessory", "element"):
        if isinstance(filled.get(place), dict):
            filled[place] = _element_with_id(filled[place], name)
    return filled


def _element_with_id(element: Json, name: Callable[[], str]) -> Json:
    if element.get("type") == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": name()}
