"""reactions.*: emoji on messages."""

from __future__ import annotations

from workspace import messages
from workspace.errors import SlackError
from workspace.methods.registry import Call, Family
from workspace.records import Channel, Json

reactions = Family("reactions")
_WRITE = ("reactions:write",)


def _channel(call: Call) -> Channel:
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name or not all(sign.isalnum() or sign in "_-+':" for sign in name):
        raise SlackError("invalid_name")
    return name


@reactions.method("add", tier=3, required=("name",), scopes=_WRITE)
def add(call: Call) -> Json:
    messages.react(call.state, _channel(call), call.text("timestamp"), _emoji(call), call.me)
    return {}


@reactions.method("remove", tier=2, required=("name",), scopes=_WRITE)
def remove(call: Call) -> Json:
    messages.unreact(call.state, _channel(call), call.text("timestamp"), _emoji(call), call.me)
    return {}


@reactions.method("get", tier=3, scopes=("reactions:read",))
def get(call: Call) -> Json:
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = call.channel()
    message = messages.find(channel, call.text("timestamp"))
    shown: Json = {**message, "permalink": messages.permalink(call.state, channel, message["ts"])}
    return {"type": "message", "channel": channel.id, "message": shown}
