"""Block Kit's limits for the parts of blocks: texts, buttons, menus, options, input fields. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workspace.records import Json

ID_LIMIT = 255
BUTTON_TEXT_LIMIT = 75
BUTTON_VALUE_LIMIT = 2000
OPTION_TEXT_LIMIT = 75
OPTION_VALUE_LIMIT = 150
OPTIONS_LIMIT = 100
PLACEHOLDER_LIMIT = 150
URL_LIMIT = 3000

INPUTS = frozenset(
    {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
    }
)
_PEOPLE = ("users_select", "conversations_select", "channels_select")
_MENUS = frozenset({"static_select", "multi_static_select", "external_select", "multi_external_select"}).union(
    _PEOPLE, (f"multi_{name}" for name in _PEOPLE)
)
_PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
_BOXES = frozenset({"checkboxes", "radio_buttons"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in the blocks, as a JSON pointer."""

    path: str

    def __truediv__(self, part: str | int) -> Pointer:
        return Pointer(f"{self.path}/{part}")


@dataclass(slots=True)
class Faults:
    messages: list[str] = field(default_factory=list)

    def add(self, what: str, at: Pointer) -> None:
        self.messages.append(f"{what} [json-pointer:{at.path}]")


def check_id(part: Json, name: str, at: Pointer, faults: Faults) -> None:
    """An identifier of at most 255 characters, when there is one."""
    value = part.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > ID_LIMIT):
        faults.add(f"must be less than {ID_LIMIT + 1} characters", at / name)


def check_text(text: Any, limit: int, at: Pointer, faults: Faults, *, plain: bool = False) -> None:
    """A text object with 1 to `limit` characters; `plain`: plain_text only."""
    if not isinstance(text, dict):
        faults.add("missing required field: text", at)
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in kinds:
        faults.add(f"must be of type {' or '.join(kinds)}", at / "type")
    words = text.get("text")
    if not isinstance(words, str):
        faults.add("missing required field: text", at)
    elif not words:
        faults.add("must be more than 0 characters", at / "text")
    elif len(words) > limit:
        faults.add(f"must be less than {limit + 1} characters", at / "text")


def is_element(element: Json, *, for_input: bool = False) -> bool:
    kind = element.get("type")
    if for_input:
        return kind in INPUTS | _MENUS | _PICKERS | _BOXES
    return kind in _ELEMENTS


def check_element(element: Any, at: Pointer, faults: Faults) -> None:
    """Any element, wherever it stands."""
    kind = element.get("type") if isinstance(element, dict) else None
    check = _ELEMENTS.get(str(kind))
    if check is None:
        faults.add(f"unsupported type: {kind}", at / "type")
        return
    check_id(element, "action_id", at, faults)
    if element.get("placeholder") is not None:
        check_text(element["placeholder"], PLACEHOLDER_LIMIT, at / "placeholder", faults, plain=True)
    if element.get("confirm") is not None:
        _check_confirm(element["confirm"], at / "confirm", faults)
    check(element, at, faults)


def _check_confirm(confirm: Any, at: Pointer, faults: Faults) -> None:
    if not isinstance(confirm, dict):
        faults.add("must be an object", at)
        return
    check_text(confirm.get("title"), 100, at / "title", faults, plain=True)
    check_text(confirm.get("text"), 300, at / "text", faults)
    check_text(confirm.get("confirm"), 30, at / "confirm", faults, plain=True)
    check_text(confirm.get("deny"), 30, at / "deny", faults, plain=True)


def _button(element: Json, at: Pointer, faults: Faults) -> None:
    check_text(element.get("text"), BUTTON_TEXT_LIMIT, at / "text", faults, plain=True)
    value = element.get("value")
    if value is not None and (not isinstance(value, str) or len(value) > BUTTON_VALUE_LIMIT):
        faults.add(f"must be a string of less than {BUTTON_VALUE_LIMIT + 1} characters", at / "value")
    url = element.get("url")
    if url is not None and (not isinstance(url, str) or len(url) > URL_LIMIT):
        faults.add(f"must be less than {URL_LIMIT + 1} characters", at / "url")
    if element.get("style") not in (None, "primary", "danger"):
        faults.add("must be primary or danger", at / "style")


def _menu(element: Json, at: Pointer, faults: Faults) -> None:
    kind = element["type"]
    if kind not in ("static_select", "multi_static_select"):
        return
    groups = element.get("option_groups")
    if groups is None:
        _check_options(element.get("options"), OPTIONS_LIMIT, at / "options", faults)
        return
    if not isinstance(groups, list) or len(groups) > OPTIONS_LIMIT:
        faults.add(f"no more than {OPTIONS_LIMIT} items allowed", at / "option_groups")
        return
    for number, group in enumerate(groups):
        place = at / "option_groups" / number
        if not isinstance(group, dict):
            faults.add("must be an object", place)
            continue
        check_text(group.get("label"), OPTION_TEXT_LIMIT, place / "label", faults, plain=True)
        _check_options(group.get("options"), OPTIONS_LIMIT, place / "options", faults)


def _check_options(options: Any, limit: int, at: Pointer, faults: Faults) -> None:
    if not isinstance(options, list) or not options:
        faults.add("must provide at least one option", at)
        return
    if len(options) > limit:
        faults.add(f"no more than {limit} items allowed", at)
    for number, option in enumerate(options):
        check_choice_text(option, at / number, faults)


def check_choice_text(option: Any, at: Pointer, faults: Faults) -> None:
    """One option: text and description up to 75 characters, value up to 150."""
    if not isinstance(option, dict):
        faults.add("must be an object", at)
        return
    check_text(option.get("text"), OPTION_TEXT_LIMIT, at / "text", faults)
    if option.get("description") is not None:
        check_text(option["description"], OPTION_TEXT_LIMIT, at / "description", faults)
    value = option.get("value")
    if not isinstance(value, str) or not 0 < len(value) <= OPTION_VALUE_LIMIT:
        faults.add(f"must be between 1 and {OPTION_VALUE_LIMIT} characters", at / "value")


def _few_options(element: Json, at: Pointer, faults: Faults) -> None:
    limit = 5 if element["type"] == "overflow" else 10
    _check_options(element.get("options"), limit, at / "options", faults)


def _text_input(element: Json, at: Pointer, faults: Faults) -> None:
    for name, limit in (("min_length", 3000), ("max_length", 3000)):
        value = element.get(name)
        if value is not None and (not isinstance(value, int) or not 0 <= value <= limit):
            faults.add(f"must be between 0 and {limit}", at / name)
    initial = element.get("initial_value")
    if initial is not None and (not isinstance(initial, str) or len(initial) > 3000):
        faults.add("must be less than 3001 characters", at / "initial_value")


def _picker(element: Json, at: Pointer, faults: Faults) -> None:
    patterns = {"initial_date": r"\d{4}-\d{2}-\d{2}", "initial_time": r"[0-2]\d:[0-5]\d"}
    for name, pattern in patterns.items():
        value = element.get(name)
        if value is not None and not re.fullmatch(pattern, str(value)):
            faults.add("must be a valid date or time", at / name)


def _image(element: Json, at: Pointer, faults: Faults) -> None:
    if not (element.get("image_url") or element.get("slack_file")):
        faults.add("missing required field: image_url", at)
    alt = element.get("alt_text")
    if not isinstance(alt, str) or len(alt) > 2000:
        faults.add("missing required field: alt_text", at)


def _anything(element: Json, at: Pointer, faults: Faults) -> None:
    """An element without rules of its own."""


_ELEMENTS: dict[str, Callable[[Json, Pointer, Faults], None]] = {
    "button": _button,
    "workflow_button": _button,
    "overflow": _few_options,
    "plain_text_input": _text_input,
    "email_text_input": _anything,
    "url_text_input": _anything,
    "number_input": _anything,
    "rich_text_input": _anything,
    "file_input": _anything,
    "image": _image,
    **dict.fromkeys(_MENUS, _menu),
    **dict.fromkeys(_PICKERS, _picker),
    **dict.fromkeys(_BOXES, _few_options),
}
