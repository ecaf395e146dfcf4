"""pins.*: what a channel keeps at its top."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Json
from workspace.memory.shapes import pin_shape
from workspace.methods.registry import Call, Family, part

pins = Family("pins")
_WRITE = ("pins:write",)
_MESSAGES = part("Messages only.", "只能置顶消息。")
_NOT_PINNABLE = ("channel_join", "group_join", "channel_leave", "channel_archive", "channel_unarchive")


def _timestamp(call: Call) -> str:
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    return call.moment("timestamp", "bad_timestamp")


@pins.method("add", tier=2, required=("channel",), scopes=_WRITE, far=_MESSAGES)
def add(call: Call) -> Json:
    channel = call.own_channel()
    if channel.archived:
        raise SlackError("is_archived")
    stamp = _timestamp(call)
    if messages.find(channel, stamp).get("subtype") in _NOT_PINNABLE:
        raise SlackError("not_pinnable")
    messages.pin(call.state, channel, stamp, call.me)
    return {}


@pins.method("remove", tier=2, required=("channel",), scopes=_WRITE, far=_MESSAGES)
def remove(call: Call) -> Json:
    messages.unpin(call.state, call.own_channel(), _timestamp(call), call.me)
    return {}


@pins.method("list", tier=2, required=("channel",), scopes=("pins:read",), far=_MESSAGES)
def list_(call: Call) -> Json:
    channel = call.channel()
    return {"items": [pin_shape(call.state, channel, ts) for ts in reversed(channel.pins)]}
