"""Every block, element and part of rich text: taken with all it may have, refused by name and place."""

from __future__ import annotations

import copy
import inspect
from typing import Any

import pytest
from slack_sdk.models.blocks import block_elements as sdk_elements
from slack_sdk.models.blocks import blocks as sdk_blocks

from tests.workspace.kit import actions, modal, plain, section
from workspace.block_kit.blocks import BLOCKS, Surface, check_blocks, check_view, with_ids
from workspace.block_kit.elements import ELEMENTS, FIELDS, IN_ACTIONS, IN_INPUT, IN_SECTION
from workspace.block_kit.rich_text import PARTS, RICH_TEXT_ELEMENTS

Json = dict[str, Any]
URL = "https://a.example/x.png"
CONFIRM: Json = {
    "title": plain("t"),
    "text": {"type": "mrkdwn", "text": "*t*", "verbatim": True},
    "confirm": plain("y"),
    "deny": plain("n"),
    "style": "danger",
}
ONE: Json = {"text": plain("One"), "value": "1", "description": plain("first")}
TWO: Json = {"text": plain("Two"), "value": "2"}
ASKS: Json = {"action_id": "a", "confirm": CONFIRM, "focus_on_load": True, "placeholder": plain("…")}
TYPED: Json = {
    "action_id": "a",
    "focus_on_load": True,
    "placeholder": plain("…"),
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
}
WORDS: Json = {"type": "text", "text": "w", "style": {"bold": True, "italic": True, "strike": True, "code": True}}
RICH: Json = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [WORDS]}]}
TRIGGER: Json = {"trigger": {"url": URL, "customizable_input_parameters": [{"name": "n", "value": "v"}]}}
FEEDBACK: Json = {"text": plain("Good"), "value": "good", "accessibility_label": "like it"}

GOOD_ELEMENTS: dict[str, Json] = {
    "button": {
        "text": plain("B"),
        "action_id": "a",
        "url": URL,
        "value": "v",
        "style": "primary",
        "confirm": CONFIRM,
        "accessibility_label": "b",
    },
    "workflow_button": {"text": plain("B"), "workflow": TRIGGER, "action_id": "a", "style": "danger"},
    "icon_button": {"icon": "trash", "text": plain("Away"), "action_id": "a", "visible_to_user_ids": ["U1"]},
    "feedback_buttons": {"action_id": "a", "positive_button": FEEDBACK, "negative_button": FEEDBACK},
    "overflow": {"action_id": "a", "confirm": CONFIRM, "options": [{**ONE, "url": URL}, TWO]},
    "static_select": {**ASKS, "options": [ONE, TWO], "initial_option": ONE},
    "multi_static_select": {
        **ASKS,
        "option_groups": [{"label": plain("g"), "options": [ONE, TWO]}],
        "initial_options": [TWO],
        "max_selected_items": 1,
    },
    "external_select": {**ASKS, "min_query_length": 3, "initial_option": ONE},
    "multi_external_select": {**ASKS, "min_query_length": 0, "initial_options": [ONE], "max_selected_items": 2},
    "users_select": {**ASKS, "initial_user": "U1"},
    "multi_users_select": {**ASKS, "initial_users": ["U1"], "max_selected_items": 2},
    "conversations_select": {
        **ASKS,
        "initial_conversation": "C1",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
        "filter": {"include": ["public", "im"], "exclude_bot_users": True, "exclude_external_shared_channels": True},
    },
    "multi_conversations_select": {**ASKS, "initial_conversations": ["C1"], "filter": {"exclude_bot_users": True}},
    "channels_select": {**ASKS, "initial_channel": "C1", "response_url_enabled": False},
    "multi_channels_select": {**ASKS, "initial_channels": ["C1"], "max_selected_items": 9},
    "datepicker": {**ASKS, "initial_date": "2026-02-28"},
    "timepicker": {**ASKS, "initial_time": "23:59", "timezone": "Asia/Shanghai"},
    "datetimepicker": {"action_id": "a", "confirm": CONFIRM, "focus_on_load": True, "initial_date_time": 1_790_000_000},
    "checkboxes": {"action_id": "a", "options": [ONE, TWO], "initial_options": [ONE], "confirm": CONFIRM},
    "radio_buttons": {"action_id": "a", "options": [ONE, TWO], "initial_option": TWO, "focus_on_load": True},
    "plain_text_input": {**TYPED, "initial_value": "x", "multiline": True, "min_length": 1, "max_length": 3000},
    "email_text_input": {**TYPED, "initial_value": "a@b.example"},
    "url_text_input": {**TYPED, "initial_value": URL},
    "number_input": {
        **TYPED,
        "is_decimal_allowed": True,
        "initial_value": "1.5",
        "min_value": "-1",
        "max_value": "2.25",
    },
    "rich_text_input": {**TYPED, "initial_value": RICH, "min_lines": 2, "max_lines": 9},
    "file_input": {"action_id": "a", "filetypes": ["pdf"], "max_files": 10},
    "image": {"image_url": URL, "alt_text": "a picture"},
    "url": {"url": URL, "text": "source"},
}
GOOD_PARTS: dict[str, Json] = {
    "text": WORDS,
    "link": {"url": URL, "text": "t", "unsafe": False, "style": {"bold": True, "code": True}},
    "emoji": {"name": "wave", "unicode": "1f44b", "skin_tone": 2},
    "user": {"user_id": "U1", "style": {"bold": True, "highlight": True, "client_highlight": True, "unlink": True}},
    "usergroup": {"usergroup_id": "S1"},
    "channel": {"channel_id": "C1", "style": {"italic": True}},
    "team": {"team_id": "T1"},
    "broadcast": {"range": "here"},
    "color": {"value": "#F405B3"},
    "date": {"timestamp": 1_790_000_000, "format": "{date}", "url": URL, "fallback": "then"},
}
SECTION: Json = {"type": "rich_text_section", "elements": [{"type": name, **it} for name, it in GOOD_PARTS.items()]}
GOOD_RICH: dict[str, Json] = {
    "rich_text_section": SECTION,
    "rich_text_list": {"style": "ordered", "elements": [SECTION], "indent": 1, "offset": 3, "border": 0},
    "rich_text_quote": {"elements": [WORDS], "border": 1},
    "rich_text_preformatted": {"elements": [WORDS], "border": 0, "language": "python"},
}
CARD: Json = {
    "type": "card",
    "hero_image": {"type": "image", **GOOD_ELEMENTS["image"]},
    "icon": {"type": "image", **GOOD_ELEMENTS["image"]},
    "title": plain("t"),
    "subtitle": plain("s"),
    "body": {"type": "mrkdwn", "text": "b"},
    "actions": [{"type": "button", **GOOD_ELEMENTS["button"]}],
}
CELLS = [{"type": "raw_text", "text": "a"}, {"type": "raw_number", "value": 1.5, "text": "1.5"}]
TASK: Json = {
    "type": "task_card",
    "task_id": "t1",
    "title": "Look",
    "status": "in_progress",
    "details": RICH,
    "output": RICH,
    "sources": [{"type": "url", **GOOD_ELEMENTS["url"]}],
}
GOOD_BLOCKS: dict[str, Json] = {
    "actions": {"elements": [{"type": "button", **GOOD_ELEMENTS["button"]}]},
    "alert": {"text": plain("careful"), "level": "warning"},
    "auth_provider": {
        "value": "v",
        "name": plain("n"),
        "is_connected": True,
        "description": plain("d"),
        "icon_url": URL,
        "auth_url": URL,
        "disconnect_url": URL,
        "connected_identity": plain("i"),
        "connected_context": plain("c"),
        "accessory": {"type": "overflow", **GOOD_ELEMENTS["overflow"]},
        "fallback": [section("x")],
    },
    "call": {"call_id": "R1"},
    "card": CARD,
    "carousel": {"elements": [CARD, CARD]},
    "container": {
        "title": plain("t"),
        "subtitle": plain("s"),
        "child_blocks": [section("x"), {"type": "divider"}],
        "is_collapsible": True,
        "default_collapsed": False,
    },
    "context": {"elements": [{"type": "image", **GOOD_ELEMENTS["image"]}, plain("p"), {"type": "mrkdwn", "text": "m"}]},
    "context_actions": {
        "elements": [
            {"type": "feedback_buttons", **GOOD_ELEMENTS["feedback_buttons"]},
            {"type": "icon_button", **GOOD_ELEMENTS["icon_button"]},
        ]
    },
    "data_table": {"rows": [[*CELLS], [*CELLS]], "caption": "c", "page_size": 100, "row_header_column_index": 0},
    "data_visualization": {"title": "t", "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]}},
    "divider": {},
    "file": {"external_id": "f", "source": "remote"},
    "header": {"text": plain("h"), "level": 2},
    "image": {"image_url": URL, "alt_text": "", "title": plain("t")},
    "input": {
        "label": plain("l"),
        "hint": plain("h"),
        "optional": True,
        "dispatch_action": True,
        "element": {"type": "plain_text_input", **GOOD_ELEMENTS["plain_text_input"]},
    },
    "markdown": {"text": "# m"},
    "plan": {"title": "p", "tasks": [TASK]},
    "rich_text": {"elements": [{"type": name, **it} for name, it in GOOD_RICH.items()]},
    "section": {
        "text": plain("t"),
        "fields": [plain("f")],
        "expand": True,
        "accessory": {"type": "overflow", **GOOD_ELEMENTS["overflow"]},
    },
    "table": {"rows": [CELLS, [RICH]], "column_settings": [{"align": "right", "is_wrapped": True}]},
    "task_card": TASK,
    "video": {
        "alt_text": "v",
        "title": plain("v"),
        "thumbnail_url": URL,
        "video_url": "https://a.example/v",
        "title_url": "https://a.example/t",
        "description": plain("d"),
        "author_name": "a",
        "provider_name": "p",
        "provider_icon_url": URL,
    },
}


def surface_of(block: Json) -> Surface:
    return "modal" if block["type"] == "alert" else "message"


def faults_of(block: Json) -> list[str]:
    return check_blocks([block], surface_of(block))


def holding(element: Json) -> tuple[Json, str]:
    """A block in which the element may stand, and its place there."""
    kind = element["type"]
    if kind in IN_ACTIONS:
        return actions(element), "/blocks/0/elements/0"
    if kind in IN_SECTION:
        return {**section("x"), "accessory": element}, "/blocks/0/accessory"
    if kind in IN_INPUT:
        return {"type": "input", "label": plain("l"), "element": element}, "/blocks/0/element"
    if kind == "url":
        return {**TASK, "sources": [element]}, "/blocks/0/sources/0"
    return {"type": "context_actions", "elements": [element]}, "/blocks/0/elements/0"


def rich(part: Json) -> tuple[Json, str]:
    """A rich text with this part in its first section."""
    section_ = {"type": "rich_text_section", "elements": [part]}
    return {"type": "rich_text", "elements": [section_]}, "/blocks/0/elements/0/elements/0"


ALL: list[Any] = [
    *(
        pytest.param({"type": name, "block_id": "b", **it}, "/blocks/0", id=f"block {name}")
        for name, it in GOOD_BLOCKS.items()
    ),
    *(pytest.param(*holding({"type": name, **it}), id=f"element {name}") for name, it in GOOD_ELEMENTS.items()),
    *(pytest.param(*rich({"type": name, **it}), id=f"part {name}") for name, it in GOOD_PARTS.items()),
    *(
        pytest.param({"type": "rich_text", "elements": [{"type": name, **it}]}, "/blocks/0/elements/0", id=name)
        for name, it in GOOD_RICH.items()
    ),
]


def at(block: Json, place: str) -> Json:
    """The part of the block at this place."""
    found: Any = [block]
    for step in place.removeprefix("/blocks/").split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]
    assert isinstance(found, dict)
    return found


def test_every_type_is_tried() -> None:
    assert set(GOOD_BLOCKS) == set(BLOCKS)
    assert set(GOOD_ELEMENTS) == set(ELEMENTS)
    assert set(GOOD_PARTS) == set(PARTS)
    assert set(GOOD_RICH) == set(RICH_TEXT_ELEMENTS)


@pytest.mark.parametrize(("block", "place"), ALL)
def test_all_that_it_may_have_is_taken(block: Json, place: str) -> None:
    assert faults_of(block) == []


@pytest.mark.parametrize(("block", "place"), ALL)
def test_what_it_does_not_have_is_refused(block: Json, place: str) -> None:
    changed = copy.deepcopy(block)
    at(changed, place)["colour"] = "blue"
    assert faults_of(changed) == [f"invalid additional property: colour [json-pointer:{place}]"]


@pytest.mark.parametrize(("block", "place"), ALL)
def test_a_null_is_not_left_out(block: Json, place: str) -> None:
    """Slack takes nothing in place of a value: a property is there or it is not."""
    for name in at(block, place):
        changed = copy.deepcopy(block)
        at(changed, place)[name] = None
        assert any(f"[json-pointer:{place}/{name}" in fault for fault in faults_of(changed)), name


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("button", ["text"]),
        ("overflow", ["options"]),
        ("checkboxes", ["options"]),
        ("radio_buttons", ["options"]),
        ("number_input", ["is_decimal_allowed"]),
        ("image", ["alt_text", "image_url"]),
        ("workflow_button", ["text", "workflow"]),
        ("feedback_buttons", ["positive_button", "negative_button"]),
        ("icon_button", ["icon", "text"]),
        ("static_select", ["options"]),
    ],
)
def test_what_an_element_needs(kind: str, needed: list[str]) -> None:
    for name in needed:
        block, place = holding({"type": kind, **GOOD_ELEMENTS[kind]})
        changed = copy.deepcopy(block)
        del at(changed, place)[name]
        if kind == "static_select":
            del at(changed, place)["initial_option"]
        said = [fault for fault in faults_of(changed) if f"missing required field: {name}" in fault]
        assert len(said) == 1, faults_of(changed)
        assert said[0].endswith(f"[json-pointer:{place}]")


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("actions", ["elements"]),
        ("context", ["elements"]),
        ("context_actions", ["elements"]),
        ("rich_text", ["elements"]),
        ("header", ["text"]),
        ("markdown", ["text"]),
        ("alert", ["text"]),
        ("image", ["alt_text", "image_url"]),
        ("input", ["label", "element"]),
        ("file", ["external_id", "source"]),
        ("table", ["rows"]),
        ("data_table", ["rows", "caption"]),
        ("video", ["alt_text", "title", "thumbnail_url", "video_url"]),
        ("task_card", ["task_id", "title"]),
        ("carousel", ["elements"]),
        ("container", ["child_blocks", "title"]),
    ],
)
def test_what_a_block_needs(kind: str, needed: list[str]) -> None:
    for name in needed:
        block = {"type": kind, **{key: value for key, value in GOOD_BLOCKS[kind].items() if key != name}}
        faults = faults_of(block)
        assert len(faults) == 1, faults
        assert faults[0].startswith(f"missing required field: {name}")
        assert faults[0].endswith("[json-pointer:/blocks/0]")


def of(kind: str, **changed: Any) -> Json:
    return holding({"type": kind, **GOOD_ELEMENTS[kind], **changed})[0]


BAD: list[Any] = [
    (of("datepicker", initial_date="2026-13-01"), "must be a valid date", "elements/0/initial_date"),
    (of("timepicker", initial_time="24:00"), "must be a valid time", "elements/0/initial_time"),
    (of("datetimepicker", initial_date_time=5), "must be greater than or equal to 1000000000", "initial_date_time"),
    (of("datetimepicker", initial_date_time="5"), "must provide an integer", "elements/0/initial_date_time"),
    (of("static_select", options=[], initial_option=None), "must provide at least 1 items", "elements/0/options"),
    (of("static_select", initial_option={**ONE, "value": "9"}), "must match one of the options", "initial_option"),
    (of("checkboxes", options=[{**ONE, "value": str(n)} for n in range(11)]), "no more than 10 items", "options"),
    (of("overflow", options=[{**ONE, "value": str(n)} for n in range(6)]), "no more than 5 items", "options"),
    (of("radio_buttons", options=[{**ONE, "value": ""}]), "must be more than 0 characters", "options/0/value"),
    (of("static_select", options=[{**ONE, "value": "x" * 151}]), "must be less than 151", "options/0/value"),
    (of("button", style="default"), "must be a valid enum value", "elements/0/style"),
    (of("button", url="x" * 3001), "must be less than 3001 characters", "elements/0/url"),
    (of("button", text={"type": "mrkdwn", "text": "x"}), "unsupported type: mrkdwn", "elements/0/text/type"),
    (of("button", text="x"), "must provide an object", "elements/0/text"),
    (of("button", confirm={**CONFIRM, "title": plain("x" * 101)}), "must be less than 101", "confirm/title/text"),
    (of("button", confirm={**CONFIRM, "deny": plain("x" * 31)}), "must be less than 31", "confirm/deny/text"),
    (of("multi_users_select", initial_users="U1"), "must provide an array", "elements/0/initial_users"),
    (of("conversations_select", filter={}), "missing required field: include", "elements/0/filter"),
    (of("conversations_select", filter={"include": ["all"]}), "must be a valid enum value", "filter/include/0"),
    (of("plain_text_input", min_length=9, max_length=3), "greater than or equal to `min_length`", "max_length"),
    (of("plain_text_input", multiline="yes"), "must provide a boolean", "element/multiline"),
    (of("number_input", is_decimal_allowed=False), "must be a valid number", "element/initial_value"),
    (of("number_input", min_value="few"), "must be a valid number", "element/min_value"),
    (of("file_input", max_files=11), "must be less than or equal to 10", "element/max_files"),
    (of("image", image_url="a picture"), "must be a valid URL", "accessory/image_url"),
    (of("image", slack_file={"id": "F1"}), "only one of `image_url` and `slack_file`", "/accessory"),
    (rich({"type": "broadcast", "range": "all"})[0], "must be a valid enum value", "elements/0/elements/0/range"),
    (rich({"type": "mention"})[0], "unsupported type: mention", "elements/0/elements/0/type"),
    (rich({"text": "x"})[0], "missing required field: type", "elements/0/elements/0"),
    ({"type": "table", "rows": [[{"type": "raw_number"}]]}, "missing required field: value", "rows/0/0"),
    ({"type": "table", "rows": [CELLS] * 101}, "no more than 100 items", "/blocks/0/rows"),
    ({"type": "table", "rows": [[CELLS[0]] * 21]}, "no more than 20 items", "/blocks/0/rows/0"),
    ({"type": "data_table", "caption": "c", "rows": [CELLS, CELLS[:1]]}, "as many cells as the first", "rows/1"),
    ({**GOOD_BLOCKS["video"], "type": "video", "video_url": "http://a.example"}, "valid https URL", "video_url"),
    ({"type": "carousel", "elements": [section("x")]}, "unsupported type: section", "elements/0/type"),
    (
        {"type": "container", "title": plain("t"), "child_blocks": [{"type": "container"}]},
        "unsupported",
        "child_blocks/0",
    ),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters", "/blocks/0/text"),
    ({**section("x"), "accessory": {"type": "plain_text_input"}}, "unsupported type", "/accessory/type"),
]


@pytest.mark.parametrize(("block", "what", "place"), BAD)
def test_what_is_wrong_is_named_with_its_place(block: Json, what: str, place: str) -> None:
    said = [fault for fault in faults_of(block) if what in fault]
    assert said, faults_of(block)
    assert f"{place}]" in said[0] or f"{place}/" in said[0]


def test_one_table_a_message_of_10000_characters() -> None:
    table = {"type": "table", "rows": [CELLS]}
    assert check_blocks([table, table]) == ["only one table block is allowed [json-pointer:/blocks/1]"]
    long = {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]}
    assert check_blocks([long])[0].endswith("[json-pointer:/blocks/0/rows]")


def test_an_image_may_be_sent_again_as_it_was_shown() -> None:
    shown = {"image_url": URL, "alt_text": "", "image_width": 9, "image_height": 9, "image_bytes": 99, "fallback": "x"}
    assert check_blocks([{"type": "image", **shown}, {**section("x"), "accessory": {"type": "image", **shown}}]) == []


def test_one_cursor() -> None:
    field = {"type": "input", "label": plain("l"), "element": {"type": "plain_text_input", "focus_on_load": True}}
    assert "focus_on_load" in check_blocks([field, field])[0]


@pytest.mark.parametrize("kind", ["file", "markdown", "context_actions", "carousel", "data_table", "task_card", "plan"])
def test_what_stands_in_messages_only(kind: str) -> None:
    view = modal({"type": kind, **GOOD_BLOCKS[kind]})
    assert check_view(view) == [f"unsupported type: {kind} [json-pointer:/view/blocks/0/type]"]


def test_what_stands_in_modals_only() -> None:
    alert = {"type": "alert", **GOOD_BLOCKS["alert"]}
    assert check_view(modal(alert)) == []
    assert check_view({"type": "home", "blocks": [alert]}) != []
    assert check_blocks([alert]) != []


def test_a_view_has_no_more_than_it_may() -> None:
    """An app that sends back what it got (`id`, `state`, `hash`) is refused, as by Slack."""
    view = {**modal(section("x")), "state": {"values": {}}, "hash": "1"}
    assert check_view(view) == [
        "invalid additional property: state [json-pointer:/view]",
        "invalid additional property: hash [json-pointer:/view]",
    ]


def test_fields_stand_in_inputs_only() -> None:
    for kind in FIELDS:
        if kind != "rich_text_input":
            faults = check_blocks([actions({"type": kind, **GOOD_ELEMENTS[kind]})])
            assert faults == [f"unsupported type: {kind} [json-pointer:/blocks/0/elements/0/type]"]


def test_ids_are_filled_in_wherever_they_may_stand() -> None:
    names = iter(f"n{number}" for number in range(20))
    button = {"type": "button", "text": plain("B")}
    card = {"type": "card", "title": plain("t"), "actions": [button]}
    child = {"type": "container", "title": plain("t"), "child_blocks": [section("x")]}
    filled = with_ids([{"type": "carousel", "elements": [card]}, child], lambda: next(names))
    assert filled[0]["elements"][0]["block_id"].startswith("n")
    assert filled[0]["elements"][0]["actions"][0]["action_id"].startswith("n")
    assert filled[1]["child_blocks"][0]["block_id"].startswith("n")


def _models(module: Any) -> list[Any]:
    """slack_sdk's classes of this module that stand for one type, with the names of what they can hold."""
    own = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
    return [each for each in own if isinstance(getattr(each, "type", None), str)]


def _can_hold(model: Any) -> set[str]:
    return set(inspect.signature(model.__init__).parameters) - {"self", "others", "type"}


def test_what_the_clients_models_can_say_is_known() -> None:
    """A property that slack_sdk knows may be wrong in its value, but it is no `additional property`."""
    unknown: list[str] = []
    for model in (*_models(sdk_blocks), *_models(sdk_elements)):
        if model.type in BLOCKS and model in _models(sdk_blocks):
            block, place = {"type": model.type, **GOOD_BLOCKS[model.type]}, "/blocks/0"
        elif model.type in ELEMENTS:
            block, place = holding({"type": model.type, **GOOD_ELEMENTS[model.type]})
        elif model.type in GOOD_RICH:
            block = {"type": "rich_text", "elements": [{"type": model.type, **GOOD_RICH[model.type]}]}
            place = "/blocks/0/elements/0"
        else:
            unknown.append(model.type)
            continue
        changed = copy.deepcopy(block)
        at(changed, place).update({name: 1 for name in _can_hold(model) if name not in at(block, place)})
        unknown += [f"{model.type}: {each}" for each in faults_of(changed) if "additional property" in each]
    assert unknown == []
