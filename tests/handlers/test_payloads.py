"""Slack's payloads as Slack documents them, read into requests."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crisis.incident import MessageRef
from crisis.language import Language
from handlers.request import Private
from handlers.slack import payloads

OWN = frozenset({"U0BOT", "B0BOT"})


def language_of(person: str) -> Language:
    return Language.CHINESE if person == "U0LIN" else Language.ENGLISH


def click(value: str, **more: Any) -> dict[str, Any]:
    action = {"type": "button", "action_id": "role.take", "value": value}
    return {"user": {"id": "U0LIN"}, "channel": {"id": "C1"}, "trigger_id": "1.2.abc", "actions": [action], **more}


@pytest.mark.parametrize(
    ("value", "incident", "argument"),
    [("12", 12, "12"), ("12:lead", 12, "lead"), ("12:a:b", 12, "a:b"), ("", None, ""), ("words", None, "words")],
)
def test_a_buttons_value(value: str, incident: int | None, argument: str) -> None:
    read = payloads.of_button(click(value), language_of)
    assert (read.incident, read.argument) == (incident, argument)
    assert (read.actor, read.language, read.channel, read.once) == ("U0LIN", Language.CHINESE, "C1", "trigger:1.2.abc")


def test_a_form_with_every_kind_of_field() -> None:
    about = Private(7, "C9", MessageRef("C8", "1.5"), "U0BO")
    states = {
        "when": {"value": {"type": "datetimepicker", "selected_date_time": 1777622400}},
        "text": {"value": {"type": "plain_text_input", "value": "a & b <c>"}},
        "empty": {"value": {"type": "plain_text_input", "value": None}},
        "menu": {"value": {"type": "static_select", "selected_option": {"value": "2"}}},
        "unchosen": {"value": {"type": "static_select", "selected_option": None}},
        "who": {"value": {"type": "users_select", "selected_user": "U0LIN"}},
        "several": {"value": {"type": "checkboxes", "selected_options": [{"value": "x"}, {"value": "y"}]}},
    }
    blocks = [{"type": "input", "block_id": name} for name in ("text", "when")]
    view = {"id": "V1", "private_metadata": about.text(), "state": {"values": states}, "blocks": blocks}
    read = payloads.of_form({"user": {"id": "U0BO"}, "view": view}, language_of)
    assert dict(read.values) == {
        "text": "a & b <c>",
        "when": "1777622400",
        "empty": None,
        "menu": "2",
        "unchosen": None,
        "who": "U0LIN",
        "several": ("x", "y"),
    }
    assert next(iter(read.values)) == "text"  # the form's order: an error about all stands under the first
    assert (read.incident, read.channel, read.about, read.author) == (7, "C9", MessageRef("C8", "1.5"), "U0BO")
    assert read.once == "view:V1"


def test_a_form_carries_what_it_is_about_and_an_empty_one_nothing() -> None:
    assert Private.of("") == Private()
    assert Private.of(Private(1).text()) == Private(1)


def edit(**event: Any) -> dict[str, Any]:
    return {"event_id": "Ev1", "event": {"type": "message", "channel": "C1", "channel_type": "channel", **event}}


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return edit(subtype="message_changed", previous_message=before, message=after)


def test_an_edit_is_read_with_its_editor() -> None:
    after = {"ts": "1777622400.000100", "user": "U0LIN", "text": "new", "edited": {"user": "U0BO", "ts": "2"}}
    read = payloads.of_edit(changed({"ts": after["ts"], "user": "U0LIN", "text": "old"}, after), language_of, OWN)
    assert read is not None
    assert read.message is not None
    assert (read.actor, read.about, read.message.text, read.deleted) == (
        "U0BO",
        MessageRef("C1", after["ts"]),
        "new",
        False,
    )
    assert read.message.said_at == datetime(2026, 5, 1, 8, 0, 0, 100, tzinfo=UTC)
    assert read.once == "Ev1"


@pytest.mark.parametrize(
    "body",
    [
        edit(subtype="message_deleted", deleted_ts="1.5", previous_message={"ts": "1.5", "user": "U0LIN"}),
        changed(
            {"ts": "1.5", "text": "old"}, {"ts": "1.5", "subtype": "tombstone", "text": "This message was deleted."}
        ),
    ],
)
def test_a_deletion_is_read_also_of_a_message_with_replies(body: dict[str, Any]) -> None:
    read = payloads.of_edit(body, language_of, OWN)
    assert read is not None
    assert (read.about, read.deleted, read.message) == (MessageRef("C1", "1.5"), True, None)


@pytest.mark.parametrize(
    "body",
    [
        edit(text="hello", user="U0LIN", ts="1.5"),
        edit(subtype="channel_join", user="U0LIN", ts="1.5"),
        changed({"ts": "1.5", "user": "U0LIN", "text": "x"}, {"ts": "1.5", "user": "U0LIN", "text": "x"}),  # an unfurl
        changed({"ts": "1.5", "bot_id": "B0BOT", "text": "x"}, {"ts": "1.5", "bot_id": "B0BOT", "text": "y"}),
        changed({"ts": "1.5", "user": "U0BOT", "text": "x"}, {"ts": "1.5", "user": "U0BOT", "text": "y"}),
        edit(subtype="message_deleted", deleted_ts="1.5", previous_message={"ts": "1.5", "bot_id": "B0BOT"}),
    ],
)
def test_what_is_no_edit_or_is_the_bots_own_is_left_alone(body: dict[str, Any]) -> None:
    assert payloads.of_edit(body, language_of, OWN) is None


def test_other_bots_are_not_answered() -> None:
    assert payloads.of_mention({"event": {"user": "U0X", "bot_id": "B0X", "channel": "C1"}}, language_of) is None
    assert payloads.of_mention({"event": {"channel": "C1"}}, language_of) is None


def test_an_emoji_on_something_else_than_a_message_is_left_alone() -> None:
    on_file = {"user": "U0LIN", "reaction": "pushpin", "item": {"type": "file", "file": "F1"}}
    assert payloads.of_reaction({"event": on_file}, language_of) is None


def test_a_message_without_text_is_read_by_its_attachments() -> None:
    read = payloads.message_of("C1", {"ts": "1.5", "text": "", "attachments": [{"fallback": "disk is full"}, {}]})
    assert (read.text, read.author) == ("disk is full", None)
