"""Slack's payloads, read into requests. Pure: dictionaries in, values out.

Answers for: where in each payload a thing stands, and what makes the same payload known again (``once``). May not:
answer Slack. Shapes: Slack's reference pages on slash commands, interactivity and the Events API.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from crisis.incident import MessageRef
from crisis.language import Language
from handlers.request import Private, Request, SharedFile, SourceMessage, Value

Body = Mapping[str, Any]
LanguageOf = Callable[[str], Language]

_BUTTON_VALUE = re.compile(r"(?P<incident>\d{1,9})?(?::(?P<argument>.*))?", re.DOTALL)
FILE_SHARE = "file_share"
_TOMBSTONE = "tombstone"  # what stands in the place of a deleted message that has replies


def of_command(body: Body, language_of: LanguageOf) -> Request:
    actor, trigger = body["user_id"], body.get("trigger_id", "")
    return Request(
        actor=actor,
        language=language_of(actor),
        channel=body.get("channel_id"),
        trigger=trigger,
        once=f"trigger:{trigger}" if trigger else None,
    )


def of_button(body: Body, language_of: LanguageOf) -> Request:
    """A click. The button's value is ``INCIDENT``, ``INCIDENT:ARGUMENT`` or words (then they are the argument)."""
    actor, trigger, action = body["user"]["id"], body.get("trigger_id", ""), body["actions"][0]
    value = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    read = _BUTTON_VALUE.fullmatch(value)
    number = read["incident"] if read else None
    argument = read["argument"] if read else None
    return Request(
        actor=actor,
        language=language_of(actor),
        channel=channel_of(body),
        incident=int(number) if number else None,
        argument=value if argument is None else argument,
        trigger=trigger,
        once=f"trigger:{trigger}" if trigger else None,
    )


def of_form(body: Body, language_of: LanguageOf) -> Request:
    """A form that was sent. The same form sent again is the same request."""
    actor, view = body["user"]["id"], body["view"]
    private = Private.of(view.get("private_metadata") or "")
    return Request(
        actor=actor,
        language=language_of(actor),
        channel=private.channel,
        incident=private.incident,
        values=form_values(view),
        about=private.message,
        author=private.author,
        remembered=True,
        trigger=body.get("trigger_id", ""),
        once=f"view:{view['id']}",
    )


def of_shortcut(body: Body, language_of: LanguageOf) -> Request:
    """A shortcut, on a message when it has one."""
    actor, trigger = body["user"]["id"], body.get("trigger_id", "")
    channel = channel_of(body)
    return Request(
        actor=actor,
        language=language_of(actor),
        channel=channel,
        message=message_of(channel, body["message"]) if channel and body.get("message") else None,
        trigger=trigger,
        once=f"trigger:{trigger}" if trigger else None,
    )


def of_mention(body: Body, language_of: LanguageOf) -> Request | None:
    """Somebody mentioned the bot; None for another bot, which could answer for ever."""
    event = body["event"]
    actor = event.get("user")
    if not actor or event.get("bot_id"):
        return None
    return Request(actor, language_of(actor), event.get("channel"), once=body.get("event_id"))


def of_home(body: Body, language_of: LanguageOf) -> Request | None:
    """Somebody opened the app's Home tab; None for the tab of its messages."""
    event = body["event"]
    if event.get("tab") != "home":
        return None
    return Request(event["user"], language_of(event["user"]), once=body.get("event_id"))


def of_reaction(body: Body, language_of: LanguageOf) -> Request | None:
    """Somebody put an emoji on a message (``about``); None for an emoji on anything else."""
    event = body["event"]
    actor, item = event.get("user"), event.get("item") or {}
    if not actor or item.get("type") != "message":
        return None
    about = MessageRef(item["channel"], item["ts"])
    return Request(actor, language_of(actor), item["channel"], about=about, once=body.get("event_id"))


def of_upload(body: Body, language_of: LanguageOf) -> Request | None:
    """Somebody put files into a channel; None for another bot."""
    event = body["event"]
    actor, channel = event.get("user"), event.get("channel")
    if not actor or not channel or event.get("bot_id") or event.get("subtype") != FILE_SHARE:
        return None
    message = message_of(channel, event)
    return Request(actor, language_of(actor), channel, message=message, about=message.ref, once=body.get("event_id"))


def of_edit(body: Body, language_of: LanguageOf, own: frozenset[str]) -> Request | None:
    """A message was edited or deleted; ``own``: the bot's user and bot id.

    None when its words are as before (Slack says so when it unfurls a link), and for the bot's own messages: their
    edits come from the record, and would go round in a circle.
    """
    event = body["event"]
    subtype, channel = event.get("subtype"), event.get("channel")
    before = event.get("previous_message") or {}
    after = event.get("message") or {}
    if not channel or subtype not in ("message_changed", "message_deleted"):
        return None
    if own & {after.get("user"), after.get("bot_id"), before.get("user"), before.get("bot_id")}:
        return None
    if subtype == "message_deleted" or after.get("subtype") == _TOMBSTONE:
        ts = event.get("deleted_ts") or after.get("ts") or before["ts"]
        about = MessageRef(channel, str(ts))
        return Request("", language_of(""), channel, about=about, deleted=True, once=body.get("event_id"))
    if before.get("text") == after.get("text"):
        return None
    actor = (after.get("edited") or {}).get("user") or after.get("user") or ""
    message = message_of(channel, after)
    return Request(actor, language_of(actor), channel, message=message, about=message.ref, once=body.get("event_id"))


def channel_of(body: Body) -> str | None:
    found = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    return str(found) if found else None


def message_of(channel: str, message: Body) -> SourceMessage:
    """A message as Slack shows it; one without text is taken by the texts of its blocks and attachments."""
    ts = str(message["ts"])
    text = message.get("text") or _other_text(message)
    edited = (message.get("edited") or {}).get("ts")
    edited_at = datetime.fromtimestamp(float(edited), UTC) if edited else None
    said_at = datetime.fromtimestamp(float(ts), UTC)
    return SourceMessage(channel, ts, text, message.get("user") or None, said_at, edited_at, files_of(message))


def files_of(message: Body) -> tuple[SharedFile, ...]:
    """The files that hang on a message."""
    files = message.get("files") or ()
    return tuple(SharedFile(str(each["id"]), str(each.get("name") or "")) for each in files if each.get("id"))


def form_values(view: Body) -> dict[str, Value]:
    """What each input block holds, by block id, in the form's order."""
    found = (view.get("state") or {}).get("values") or {}
    order = [block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"]
    names = [*(name for name in order if name in found), *(name for name in found if name not in order)]
    return {name: _value(next(iter(found[name].values()), {})) for name in names}


def _value(element: Body) -> Value:
    if (several := element.get("selected_options")) is not None:
        return tuple(option["value"] for option in several)
    if (several := element.get("selected_users")) is not None:
        return tuple(several)
    if (several := element.get("files")) is not None:
        return tuple(str(each["id"]) for each in several)
    if option := element.get("selected_option"):
        return str(option["value"])
    for name in ("value", "selected_user", "selected_date_time", "selected_conversation", "selected_date"):
        if element.get(name) is not None:
            return str(element[name])
    return None


def _other_text(message: Body) -> str:
    """The words of an attachment, which many monitoring bots use."""
    parts = (each.get("text") or each.get("fallback") or "" for each in message.get("attachments") or ())
    return "\n".join(part for part in parts if part)
