"""Filling in a modal as a person does: by label, block_id or action_id; and the checks Slack's client makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from workspace.block_kit.views import OpenView, entry_of, field_name, stateful_elements
from workspace.client.seen import find_option
from workspace.client.text import unescape
from workspace.memory.channels import direct
from workspace.memory.records import Json
from workspace.memory.state import State

_USERS = ("users_select", "multi_users_select")
_CHANNELS = ("channels_select", "multi_channels_select")
_TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")


def fill(state: State, view: OpenView, field: str, value: Any) -> tuple[Json, Json]:
    """Puts the value into the field of this label, block_id or action_id; (block, element) of it.

    Menus take an option's text or value, people and channels a name or id, multi-menus and check boxes a list.
    Raises LookupError with what there is.
    """
    block, element = _field(view, field)
    entry = entry_of(element, None)
    entry[field_name(element)] = _value(state, view.user, element, value)
    view.values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return block, element


def _field(view: OpenView, wanted: str) -> tuple[Json, Json]:
    found = stateful_elements(view.body["blocks"])
    for block, element in found:
        if wanted in (block["block_id"], element["action_id"], _label(block)):
            return block, element
    for block, element in found:
        if _label(block) and wanted in _label(block):
            return block, element
    there = ", ".join(f"{_label(block)} ({block['block_id']})" for block, _ in found)
    raise LookupError(f"there is no field {wanted!r} in this form; there is: {there or 'nothing'}")


def _label(block: Json) -> str:
    text = block.get("label") or block.get("text")
    return unescape(str(text.get("text", ""))) if isinstance(text, dict) else ""


def _value(state: State, user: str, element: Json, value: Any) -> Any:
    kind = str(element["type"])
    if value is None:
        return [] if kind.startswith("multi_") or kind == "checkboxes" else None
    if kind in _TEXTS:
        return str(value)
    if kind in ("datepicker", "timepicker", "datetimepicker", "file_input"):
        return value
    several = kind.startswith("multi_") or kind == "checkboxes"
    given: Iterable[Any] = [value] if isinstance(value, str) or not isinstance(value, Iterable) else value
    made = [_one(state, user, element, kind, each) for each in given]
    return made if several else made[0]


def _one(state: State, user: str, element: Json, kind: str, value: Any) -> Any:
    name = str(getattr(value, "id", value))
    if kind in _USERS:
        return state.find_user(name).id
    if kind in _CHANNELS:
        return state.find_channel(name).id
    if "conversations" in kind:
        return _conversation(state, user, name)
    if kind in ("external_select", "multi_external_select"):
        return {"text": {"type": "plain_text", "text": name}, "value": name}
    return find_option(element, name)


def _conversation(state: State, user: str, name: str) -> str:
    """A channel by id or name, or the direct message with a person."""
    try:
        return state.find_channel(name).id
    except LookupError:
        return direct(state, (user, state.find_user(name).id))[0].id


def missing(view: OpenView, *, chinese: bool) -> dict[str, str]:
    """What Slack's client itself objects to before it sends: errors by block_id."""
    errors: dict[str, str] = {}
    for block, element in stateful_elements(view.body["blocks"]):
        if block["type"] != "input":
            continue
        entry = view.values.get(block["block_id"], {}).get(element["action_id"], {})
        value = entry.get(field_name(element))
        if value in (None, "", []):
            if not block.get("optional"):
                errors[block["block_id"]] = "请填写此必填字段。" if chinese else "Please complete this required field."
            continue
        fault = _fault(element, str(value), chinese=chinese)
        if fault:
            errors[block["block_id"]] = fault
    return errors


def _fault(element: Json, value: str, *, chinese: bool) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if element["type"] == "plain_text_input" and not least <= len(value) <= most:
        return f"请填写 {least} 到 {most} 个字符。" if chinese else f"Please use {least} to {most} characters."
    if element["type"] == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "请填写数字。" if chinese else "Please enter a number."
    if element["type"] == "url_text_input" and not re.match(r"https?://\S+$", value):
        return "请填写有效的网址。" if chinese else "Please enter a valid URL."
    if element["type"] == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        return "请填写有效的邮箱。" if chinese else "Please enter a valid e-mail address."
    return ""
