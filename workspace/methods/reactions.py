"""reactions.*: emoji on messages."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Channel, Json
from workspace.methods.registry import Call, Family, part

reactions = Family("reactions")
EMOJI_LIMIT = 23
REACTIONS_LIMIT = 50
_WRITE = ("reactions:write",)
_MESSAGES = part("Messages only, no files.", "只限消息，不含文件。")
_FULL = part("Messages only, no files; always all who reacted.", "只限消息，不含文件；总是列出所有人。")


def _channel(call: Call) -> Channel:
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name or not all(sign.isalnum() or sign in "_-+':" for sign in name):
        raise SlackError("invalid_name")
    return name


@reactions.method("add", tier=3, required=("name", "timestamp", "channel"), scopes=_WRITE, far=_MESSAGES)
def add(call: Call) -> Json:
    channel, name = _channel(call), _emoji(call)
    stamp = call.moment("timestamp", "bad_timestamp")
    _refuse_a_crowd(messages.find(channel, stamp), name, call.me)
    messages.react(call.state, channel, stamp, name, call.me)
    return {}


def _refuse_a_crowd(message: Json, name: str, user: str) -> None:
    """Slack's limits: 23 emoji of one person and 50 different ones on a message."""
    entries: list[Json] = message.get("reactions", [])
    if sum(user in each["users"] for each in entries) >= EMOJI_LIMIT:
        raise SlackError("too_many_emoji")
    if len(entries) >= REACTIONS_LIMIT and name not in [each["name"] for each in entries]:
        raise SlackError("too_many_reactions")


@reactions.method("remove", tier=3, required=("name",), scopes=_WRITE, far=_MESSAGES)
def remove(call: Call) -> Json:
    if call.text("file") or call.text("file_comment"):
        raise SlackError("file_not_found" if call.text("file") else "file_comment_not_found")
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = _channel(call)
    messages.unreact(call.state, channel, call.moment("timestamp", "bad_timestamp"), _emoji(call), call.me)
    return {}


@reactions.method("get", tier=3, scopes=("reactions:read",), far=_FULL)
def get(call: Call) -> Json:
    if call.text("file") or call.text("file_comment"):
        raise SlackError("file_not_found" if call.text("file") else "file_comment_not_found")
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = call.channel()
    message = messages.find(channel, call.moment("timestamp", "bad_timestamp"))
    return {"type": "message", "channel": channel.id, "message": _shown(call, channel, message)}


def _shown(call: Call, channel: Channel, message: Json) -> Json:
    return {**message, "permalink": messages.permalink(call.state, channel, message["ts"])}


@reactions.method("list", tier=3, scopes=("reactions:read",), far=_FULL)
def list_(call: Call) -> Json:
    """What `user` (the bot itself, without one) has reacted to, newest first, by cursor or by page."""
    user = call.state.user(call.text("user") or call.me).id
    found: list[Json] = [
        {"type": "message", "channel": channel.id, "message": _shown(call, channel, message)}
        for channel in call.state.channels.values()
        if channel.is_public or call.me in channel.members
        for message in channel.messages.values()
        if any(user in each["users"] for each in message.get("reactions", ()))
    ]
    found.sort(key=lambda item: str(item["message"]["ts"]), reverse=True)
    if call.text("cursor") or call.text("limit"):
        page, more = call.page(found)
        return {"items": page, **more}
    page, paging = call.paging(found)
    return {"items": page, "paging": paging, "response_metadata": {"next_cursor": ""}}
