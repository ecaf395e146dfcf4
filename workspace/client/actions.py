"""The `actions` entry of block_actions for an element and what was chosen in it. Pure."""

from __future__ import annotations

from typing import Any

from workspace.client.seen import find_option
from workspace.memory.records import Json
from workspace.memory.state import State

_TARGETS = {
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
}
_ONE_OPTION = ("static_select", "radio_buttons", "overflow", "external_select")
_OPTIONS = ("multi_static_select", "checkboxes", "multi_external_select")


def action_of(state: State, block: Json, element: Json, choice: Any = None) -> Json:
    """As Slack sends it: a button with its value, a menu with the chosen option, person, channel or date.

    Raises LookupError when `choice` is not among the options.
    """
    kind = str(element["type"])
    action: Json = {"type": kind, "action_id": element["action_id"], "block_id": block.get("block_id", "")}
    if kind == "button":
        for name in ("text", "value", "style", "url"):
            if name in element:
                action[name] = element[name]
    elif kind in _ONE_OPTION:
        action["selected_option"] = find_option(element, str(choice))
    elif kind in _OPTIONS:
        action["selected_options"] = [find_option(element, str(each)) for each in choice or ()]
    elif kind.endswith("users_select"):
        action[_TARGETS[kind]] = _each(choice, lambda who: state.find_user(who).id)
    elif kind.endswith("channels_select"):
        action[_TARGETS[kind]] = _each(choice, lambda what: state.find_channel(what).id)
    else:
        action[_TARGETS.get(kind, "value")] = choice
    return action


def _each(choice: Any, find: Any) -> Any:
    if isinstance(choice, list | tuple):
        return [find(str(getattr(each, "id", each))) for each in choice]
    return find(str(getattr(choice, "id", choice)))
