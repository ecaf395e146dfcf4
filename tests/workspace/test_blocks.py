"""Block Kit's limits, each at its edge."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.kit import actions, button, menu, modal, plain, section, text_field
from workspace.block_kit.blocks import check_blocks, check_view, too_long_in_all, with_ids


def header(text: str) -> dict[str, Any]:
    return {"type": "header", "text": plain(text)}


def context(*texts: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text} for text in texts]}


def fields(*texts: str) -> dict[str, Any]:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in texts]}


def options(number: int, text: str = "o") -> dict[str, Any]:
    choices = [{"text": plain(text), "value": str(each)} for each in range(number)]
    return actions({"type": "static_select", "action_id": "a", "options": choices})


GOOD = [
    pytest.param([section("x" * 3000)], id="section 3000"),
    pytest.param([fields(*["x" * 2000] * 10)], id="10 fields of 2000"),
    pytest.param([header("x" * 150)], id="header 150"),
    pytest.param([actions(button("x" * 75, "a", "v" * 2000))], id="button 75, value 2000"),
    pytest.param([actions(*(button("b", f"a{n}") for n in range(25)))], id="25 buttons"),
    pytest.param([context(*["x"] * 10)], id="10 in a context"),
    pytest.param([options(100, "x" * 75)], id="100 options of 75"),
    pytest.param([actions(button("b", "x" * 255))], id="action_id 255"),
    pytest.param([section("x")] * 50, id="50 blocks"),
    pytest.param([{"type": "divider"}], id="divider"),
    pytest.param([{**section("x"), "accessory": button("b", "a")}], id="accessory"),
]


@pytest.mark.parametrize("blocks", GOOD)
def test_what_just_fits(blocks: list[dict[str, Any]]) -> None:
    assert check_blocks(blocks) == []


BAD = [
    pytest.param([section("x" * 3001)], "/blocks/0/text/text", id="section 3001"),
    pytest.param([section("")], "/blocks/0/text/text", id="empty text"),
    pytest.param([fields("x" * 2001)], "/blocks/0/fields/0/text", id="field 2001"),
    pytest.param([fields(*["x"] * 11)], "/blocks/0/fields]", id="11 fields"),
    pytest.param([header("x" * 151)], "/blocks/0/text/text", id="header 151"),
    pytest.param(
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "/blocks/0/text/type", id="header mrkdwn"
    ),
    pytest.param([actions(button("x" * 76, "a"))], "/blocks/0/elements/0/text/text", id="button 76"),
    pytest.param([actions(button("x", "a", "v" * 2001))], "/blocks/0/elements/0/value", id="value 2001"),
    pytest.param([actions({**button("x", "a"), "style": "blue"})], "/blocks/0/elements/0/style", id="style"),
    pytest.param([actions(*(button("b", f"a{n}") for n in range(26)))], "/blocks/0/elements]", id="26 buttons"),
    pytest.param([actions()], "/blocks/0/elements", id="no buttons"),
    pytest.param([actions(button("b", "a"), button("c", "a"))], "/blocks/0/elements/1/action_id", id="same action_id"),
    pytest.param([context(*["x"] * 11)], "/blocks/0/elements]", id="11 in a context"),
    pytest.param([options(101)], "/blocks/0/elements/0/options]", id="101 options"),
    pytest.param([options(1, "x" * 76)], "/blocks/0/elements/0/options/0/text/text", id="option 76"),
    pytest.param([options(0)], "/blocks/0/elements/0/options]", id="no options"),
    pytest.param([actions(button("b", "x" * 256))], "/blocks/0/elements/0/action_id", id="action_id 256"),
    pytest.param([{**section("x"), "block_id": "x" * 256}], "/blocks/0/block_id", id="block_id 256"),
    pytest.param([{**section("x"), "block_id": "b"}] * 2, "/blocks/1/block_id", id="same block_id"),
    pytest.param([section("x")] * 51, "/blocks]", id="51 blocks"),
    pytest.param([{"type": "banner"}], "/blocks/0/type", id="unknown block"),
    pytest.param([actions({"type": "lever", "action_id": "a"})], "/blocks/0/elements/0/type", id="unknown element"),
    pytest.param(
        [{"type": "image", "image_url": "https://a.example/b.png"}],
        "alt_text [json-pointer:/blocks/0]",
        id="no alt_text",
    ),
    pytest.param([{"type": "section"}], "/blocks/0]", id="section without text"),
    pytest.param({"type": "section"}, "/blocks]", id="no array"),
    pytest.param(
        [{"type": "input", "label": plain("l"), "element": button("b", "a")}], "element/type", id="button as input"
    ),
]


@pytest.mark.parametrize(("blocks", "place"), BAD)
def test_what_does_not_fit_is_named_by_place(blocks: Any, place: str) -> None:
    faults = check_blocks(blocks)
    assert len(faults) == 1
    assert place in faults[0]


def test_all_faults_are_named() -> None:
    assert len(check_blocks([section(""), header("x" * 200), {"type": "what"}])) == 3


def test_blocks_too_long_in_all_counts_every_text() -> None:
    assert not too_long_in_all([section("x" * 3000)] * 4)
    assert too_long_in_all([section("x" * 3000)] * 4 + [fields("y" * 1001)])


def test_a_view_at_its_limits() -> None:
    view = modal(*[section("x")] * 99, text_field("t", "Title"), private_metadata="m" * 3000, callback_id="c" * 255)
    assert check_view({**view, "title": plain("x" * 24)}) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": plain("x" * 25)}, "/view/title/text"),
        ({"title": None}, "title [json-pointer:/view]"),
        ({"submit": plain("x" * 25)}, "/view/submit/text"),
        ({"submit": None}, "`submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"),
        ({"close": plain("x" * 25)}, "/view/close/text"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"callback_id": "x" * 256}, "/view/callback_id"),
        ({"blocks": [section("x")] * 101}, "/view/blocks"),
        ({"type": "window"}, "/view/type"),
    ],
)
def test_a_view_past_its_limits(change: dict[str, Any], place: str) -> None:
    view = {**modal(text_field("t", "Title"), menu("m", "Kind", "static_select", "A")), **change}
    assert place in check_view(view)[0]


def test_missing_ids_are_filled_in() -> None:
    names = iter("abcdef")
    first, second = with_ids([actions({"type": "button", "text": plain("x")}), section("y")], lambda: next(names))
    assert (first["block_id"], first["elements"][0]["action_id"], second["block_id"]) == ("a", "b", "c")


KINDS = ["section", "actions", "input", "context", "static_select", "button", "plain_text", "modal", "option_groups"]
KEYS = ["type", "text", "elements", "element", "accessory", "fields", "options", "option_groups", "label", "blocks"]
WORDS = st.sampled_from(["", "x", *KINDS]) | st.text(max_size=3)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(ANYTHING)
def test_whatever_comes_is_judged_and_never_breaks(given_blocks: Any) -> None:
    if check_blocks(given_blocks) == []:
        too_long_in_all(given_blocks)
        with_ids(given_blocks, lambda: "b")
    check_view(given_blocks)
    check_view({"type": "modal", "title": plain("t"), "blocks": [given_blocks]})
