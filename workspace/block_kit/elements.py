"""Block Kit's composition objects and elements: texts, options, buttons, menus, pickers, input fields. Pure.

`ELEMENTS` has a rule for each type of element; where each may stand is the blocks' business. Limits and properties:
Slack's Block Kit reference, and slack_sdk's models where that reference is silent.
"""

from __future__ import annotations

from typing import Any

from workspace.block_kit.rich_text import RICH_TEXT
from workspace.block_kit.schema import (
    Further,
    Rule,
    anything,
    array,
    at_least_one,
    boolean,
    by_type,
    fault,
    not_both,
    number,
    one_of,
    shape,
    string,
)
from workspace.memory.records import Json

ID_LIMIT = 255
URL_LIMIT = 3000
OPTION_TEXT_LIMIT = 75
OPTION_VALUE_LIMIT = 150
OPTIONS_LIMIT = 100

identifier = string(ID_LIMIT)
address = string(URL_LIMIT)
image_address = string(URL_LIMIT, 1, like=r"https?://\S+", what="must be a valid URL")
DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = r"([01]\d|2[0-3]):[0-5]\d"

# composition objects


def plain_text(most: int, least: int = 1) -> Rule:
    """A plain_text object of `least` to `most` characters."""
    return by_type({"plain_text": shape({"text": string(most, least)}, {"emoji": boolean})})


def any_text(most: int, least: int = 1) -> Rule:
    """A plain_text or mrkdwn object of `least` to `most` characters."""
    words = string(most, least)
    return by_type(
        {
            "plain_text": shape({"text": words}, {"emoji": boolean}),
            "mrkdwn": shape({"text": words}, {"verbatim": boolean}),
        }
    )


confirm = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)
slack_file = shape({}, {"id": identifier, "url": address}, at_least_one("id", "url"))
slack_icon = by_type({"icon": shape({"name": string(255, 1)})})
filter_of_conversations = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), least=1),
        "exclude_bot_users": boolean,
        "exclude_external_shared_channels": boolean,
    },
    at_least_one("include", "exclude_bot_users", "exclude_external_shared_channels"),
)
dispatch_config = shape(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), least=1)},
)
workflow = shape(
    {
        "trigger": shape(
            {"url": address},
            {"customizable_input_parameters": array(shape({"name": string(least=1), "value": anything}))},
        )
    }
)


def option(text: Rule, **more: Rule) -> Rule:
    """An option: text and description up to 75 characters, value up to 150."""
    value = string(OPTION_VALUE_LIMIT, 1)
    return shape({"text": text, "value": value}, {"description": any_text(OPTION_TEXT_LIMIT), **more})


menu_option = option(plain_text(OPTION_TEXT_LIMIT))
box_option = option(any_text(OPTION_TEXT_LIMIT))
overflow_option = option(plain_text(OPTION_TEXT_LIMIT), url=address)
options = array(menu_option, OPTIONS_LIMIT, 1)
option_groups = array(shape({"label": plain_text(OPTION_TEXT_LIMIT), "options": options}), OPTIONS_LIMIT, 1)

# what most elements have

_ID = {"action_id": identifier}
_ASKS: dict[str, Rule] = {**_ID, "confirm": confirm}
_FOCUS: dict[str, Rule] = {"focus_on_load": boolean}
_PLACEHOLDER: dict[str, Rule] = {"placeholder": plain_text(150)}
_MENU: dict[str, Rule] = {**_ASKS, **_FOCUS, **_PLACEHOLDER}
_SEVERAL: dict[str, Rule] = {**_MENU, "max_selected_items": number(1)}
_TYPED: dict[str, Rule] = {**_ID, **_FOCUS, **_PLACEHOLDER, "dispatch_action_config": dispatch_config}
_LINK: dict[str, Rule] = {"accessibility_label": string(75), "style": one_of("primary", "danger")}


def _choices(value: Json) -> list[Any]:
    groups = value.get("option_groups")
    if not isinstance(groups, list):
        found = value.get("options")
        return found if isinstance(found, list) else []
    return [each for group in groups if isinstance(group, dict) for each in group.get("options") or ()]


def _initial_is_there(value: Json, at: str, faults: list[str]) -> None:
    """What is chosen at first must be one of the options."""
    known = _choices(value)
    if "initial_option" in value and value["initial_option"] not in known:
        fault(faults, "must match one of the options", f"{at}/initial_option")
    several = value.get("initial_options")
    for place, each in enumerate(several if isinstance(several, list) else ()):
        if each not in known:
            fault(faults, "must match one of the options", f"{at}/initial_options/{place}")


def _ordered(least: str, most: str) -> Further:
    def check(value: Json, at: str, faults: list[str]) -> None:
        low, high = value.get(least), value.get(most)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            fault(faults, f"must be greater than or equal to `{least}`", f"{at}/{most}")

    return check


def _numeric(value: Json, at: str, faults: list[str]) -> None:
    """A number field's edges come as text and must be numbers, whole ones unless decimals are allowed."""
    for name in ("initial_value", "min_value", "max_value"):
        given = value.get(name)
        if isinstance(given, str):
            try:
                fits = float(given).is_integer() or bool(value.get("is_decimal_allowed"))
            except ValueError:
                fits = False
            if not fits:
                fault(faults, "must be a valid number", f"{at}/{name}")


# What Slack adds to the images of a message that it shows; an app may send such a message's blocks again.
AS_SHOWN: dict[str, Rule] = dict.fromkeys(("image_width", "image_height", "image_bytes", "fallback"), anything)
_initial_option = {"initial_option": menu_option}
_initial_options = {"initial_options": array(menu_option, OPTIONS_LIMIT, 1)}
_ids = array(string(least=1), least=1)
_one_list = (at_least_one("options", "option_groups"), not_both("options", "option_groups"), _initial_is_there)
_lists: dict[str, Rule] = {"options": options, "option_groups": option_groups}
_query: dict[str, Rule] = {"min_query_length": number(0)}
_here: dict[str, Rule] = {"default_to_current_conversation": boolean, "filter": filter_of_conversations}
_answers: dict[str, Rule] = {"response_url_enabled": boolean}
_feedback = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})

ELEMENTS: dict[str, Rule] = {
    "button": shape(
        {"text": plain_text(75)},
        {
            **_ASKS,
            **_LINK,
            "url": address,
            "value": string(2000),
            "visible_to_user_ids": _ids,
            "agent_prompt": string(4000),
            "agent_prompt_display": string(),
        },
    ),
    "workflow_button": shape({"text": plain_text(75), "workflow": workflow}, {**_ID, **_LINK}),
    "icon_button": shape(
        {"icon": one_of("trash"), "text": plain_text(75)},
        {**_ASKS, "value": string(2000), "accessibility_label": string(75), "visible_to_user_ids": _ids},
    ),
    "feedback_buttons": shape({"positive_button": _feedback, "negative_button": _feedback}, _ID),
    "overflow": shape({"options": array(overflow_option, 5, 1)}, _ASKS),
    "static_select": shape({}, {**_MENU, **_lists, **_initial_option}, *_one_list),
    "multi_static_select": shape({}, {**_SEVERAL, **_lists, **_initial_options}, *_one_list),
    "external_select": shape({}, {**_MENU, **_query, **_initial_option}),
    "multi_external_select": shape({}, {**_SEVERAL, **_query, **_initial_options}),
    "users_select": shape({}, {**_MENU, "initial_user": string(least=1)}),
    "multi_users_select": shape({}, {**_SEVERAL, "initial_users": _ids}),
    "conversations_select": shape({}, {**_MENU, **_here, **_answers, "initial_conversation": string(least=1)}),
    "multi_conversations_select": shape({}, {**_SEVERAL, **_here, "initial_conversations": _ids}),
    "channels_select": shape({}, {**_MENU, **_answers, "initial_channel": string(least=1)}),
    "multi_channels_select": shape({}, {**_SEVERAL, "initial_channels": _ids}),
    "datepicker": shape({}, {**_MENU, "initial_date": string(like=DATE, what="must be a valid date, YYYY-MM-DD")}),
    "timepicker": shape(
        {},
        {**_MENU, "initial_time": string(like=TIME, what="must be a valid time, HH:mm"), "timezone": string(least=1)},
    ),
    "datetimepicker": shape({}, {**_ASKS, **_FOCUS, "initial_date_time": number(1_000_000_000, 9_999_999_999)}),
    "checkboxes": shape(
        {"options": array(box_option, 10, 1)},
        {**_ASKS, **_FOCUS, "initial_options": array(box_option, 10, 1)},
        _initial_is_there,
    ),
    "radio_buttons": shape(
        {"options": array(box_option, 10, 1)}, {**_ASKS, **_FOCUS, "initial_option": box_option}, _initial_is_there
    ),
    "plain_text_input": shape(
        {},
        {
            **_TYPED,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        _ordered("min_length", "max_length"),
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string()}),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string()}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
        _numeric,
    ),
    "rich_text_input": shape(
        {},
        {**_TYPED, "initial_value": by_type({"rich_text": RICH_TEXT}), "min_lines": number(1), "max_lines": number(1)},
        _ordered("min_lines", "max_lines"),
    ),
    "file_input": shape({}, {**_ID, "filetypes": array(string(least=1), least=1), "max_files": number(1, 10)}),
    "image": shape(
        {"alt_text": string(2000)},
        {**AS_SHOWN, "image_url": image_address, "slack_file": slack_file},
        at_least_one("image_url", "slack_file"),
        not_both("image_url", "slack_file"),
    ),
    "url": shape({"url": address, "text": string(least=1)}),
}

_PEOPLE = ("users_select", "conversations_select", "channels_select")
MENUS = (
    "static_select",
    "external_select",
    *_PEOPLE,
    "multi_static_select",
    "multi_external_select",
    *(f"multi_{each}" for each in _PEOPLE),
)
PICKERS = ("datepicker", "timepicker", "checkboxes", "radio_buttons")
FIELDS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")
IN_ACTIONS = ("button", "workflow_button", "overflow", *MENUS, *PICKERS, "datetimepicker", "rich_text_input")
IN_SECTION = ("button", "workflow_button", "overflow", "image", *MENUS, *PICKERS)
IN_INPUT = (*FIELDS, *MENUS, *PICKERS, "datetimepicker")
