"""Blocks keep Slack's limits, whatever they are given; the workspace's own check says what Slack would refuse."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import blocks
from handlers.blocks import Confirm, Form, Message
from workspace.block_kit.blocks import check_blocks, too_long_in_all

texts = (
    st.text(max_size=80)
    | st.sampled_from(["", " ", "\n"])
    | st.builds(lambda part, n: part * n, st.text(), st.just(900))
)


@given(texts, st.lists(texts, max_size=14), st.lists(texts, max_size=30))
def test_whatever_is_given_slack_takes_it(words: str, few: list[str], many: list[str]) -> None:
    made = [
        blocks.header(words),
        blocks.section(words),
        blocks.section(words, fields=few, accessory=blocks.button(words, "a", words)),
        blocks.section("", fields=few),
        blocks.plain(words),
        blocks.context(*few),
        blocks.divider(),
        blocks.actions(*(blocks.button(each, f"b{n}", each, "primary") for n, each in enumerate(["one", *many]))),
        blocks.actions(blocks.button("x", "c", confirm=Confirm(words, words, words, words), url="https://a.example")),
    ]
    for block in made:
        assert check_blocks([block]) == []


@given(texts, st.lists(st.tuples(st.text(min_size=1, max_size=150), texts), min_size=1, max_size=120))
def test_whatever_is_asked_for_slack_opens_the_form(words: str, options: list[tuple[str, str]]) -> None:
    form = Form(
        "decision",
        words,
        words or "Save",
        words,
        (
            blocks.text_input("text", words, words, multiline=True, placeholder=words, hint=words),
            blocks.choice("severity", words, options, options[-1][0]),
            blocks.person_input("person", words),
            blocks.moment_input("revisit", words, datetime(2026, 5, 1, tzinfo=UTC)),
        ),
    )
    view = form.view()
    assert check_blocks(list(view["blocks"]), "modal") == []
    assert all(len(view[part]["text"]) <= 24 for part in ("title", "submit", "close"))
    assert {block["element"]["action_id"] for block in view["blocks"]} == {"value"}
    assert len({block["block_id"] for block in view["blocks"]}) == 4


def test_a_form_brings_back_its_private_words_or_says_that_it_cannot() -> None:
    assert Form("open", "t", "s", "c", (), "12").view()["private_metadata"] == "12"
    with pytest.raises(ValueError, match="3001"):
        Form("open", "t", "s", "c", (), "x" * 3001).view()


def test_a_form_that_is_only_read_has_no_submit_button() -> None:
    assert "submit" not in Form("help", "Help", "", "Close", (blocks.section("x"),)).view()


@given(st.text(alphabet="a&<>;lt|! ", max_size=60), st.integers(1, 40))
def test_cutting_never_breaks_an_entity_or_a_mention(text: str, limit: int) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "<@U123> <https://a.example|a>"
    short = blocks.cut(escaped, limit)
    assert len(short) <= limit
    assert not re.search(r"&(?!(amp|lt|gt);)", short)
    assert short.count("<") == short.count(">")


def test_half_a_surrogate_pair_does_not_stop_a_message() -> None:
    assert blocks.cut("a\ud800b", 10) == "a?b"


def test_buttons_of_one_kind_get_ids_of_their_own() -> None:
    row = [blocks.button("Take", "role.take", str(number)) for number in range(3)]
    said = blocks.message("x", blocks.actions(*row), blocks.section("y", accessory=blocks.button("Take", "role.take")))
    ids = [element["action_id"] for element in said.blocks[0]["elements"]] + [said.blocks[1]["accessory"]["action_id"]]
    assert ids == ["role.take", "role.take~2", "role.take~3", "role.take~4"]


@given(st.integers(0, 90), st.integers(1, 3000))
def test_a_message_that_is_too_much_loses_paragraphs_and_keeps_its_buttons(count: int, length: int) -> None:
    many = [blocks.section("x" * length) for _ in range(count)]
    said = blocks.message("x", blocks.header("top"), *many, blocks.actions(blocks.button("go", "go")))
    _fits(said)
    assert said.blocks[0]["type"] == "header"
    assert said.blocks[-1]["type"] == "actions"
    kept = sum(block["type"] == "section" for block in said.blocks)
    assert (kept == count) == (not any("… +" in str(block) for block in said.blocks))
    if kept < count:
        assert said.blocks[-2]["elements"][0]["text"] == f"… +{count - kept}"


def test_a_message_of_buttons_alone_that_is_too_much_is_refused() -> None:
    row = blocks.actions(blocks.button("go", "go"))
    with pytest.raises(ValueError, match="too long"):
        blocks.message("x", *[row] * 51)


def test_what_slack_would_refuse_without_a_way_out_is_refused_here() -> None:
    with pytest.raises(ValueError, match="at least one"):
        blocks.actions()
    with pytest.raises(ValueError, match="nothing to choose"):
        blocks.choice("kind", "Kind", [])
    with pytest.raises(ValueError, match="1 to 150"):
        blocks.choice("kind", "Kind", [("x" * 151, "X")])


def test_a_button_does_not_lead_to_what_is_no_web_address() -> None:
    assert "url" not in blocks.button("go", "go", url="javascript:alert(1)")
    assert blocks.button("go", "go", url="https://a.example")["url"] == "https://a.example"


def _fits(said: Message) -> None:
    assert check_blocks(list(said.blocks)) == []
    assert not too_long_in_all(list(said.blocks))
    assert 0 < len(said.text) <= 4000
