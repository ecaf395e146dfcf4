"""pins.*: what a channel keeps at its top."""

from __future__ import annotations

from workspace import messages
from workspace.errors import SlackError
from workspace.methods.registry import Call, Family
from workspace.records import Json
from workspace.shapes import pin_shape

pins = Family("pins")
_WRITE = ("pins:write",)


def _timestamp(call: Call) -> str:
    stamp = call.text("timestamp")
    if not stamp:
        raise SlackError("no_item_specified")
    return stamp


@pins.method("add", tier=2, required=("channel",), scopes=_WRITE)
def add(call: Call) -> Json:
    channel = call.own_channel()
    if channel.archived:
        raise SlackError("is_archived")
    messages.pin(call.state, channel, _timestamp(call), call.me)
    return {}


@pins.method("remove", tier=2, required=("channel",), scopes=_WRITE)
def remove(call: Call) -> Json:
    messages.unpin(call.state, call.own_channel(), _timestamp(call), call.me)
    return {}


@pins.method("list", tier=2, required=("channel",), scopes=("pins:read", "pins:write"))
def list_(call: Call) -> Json:
    channel = call.channel()
    return {"items": [pin_shape(call.state, channel, ts) for ts in reversed(channel.pins)]}
