"""chat.*: posting, changing and deleting messages. Limits and errors: Slack's method reference."""

from __future__ import annotations

from workspace.apps.compose import TEXT_LIMIT, content, from_app
from workspace.client.text import with_names
from workspace.errors import SlackError
from workspace.memory import channels, messages
from workspace.memory.records import Channel, Json
from workspace.memory.shapes import file_shape
from workspace.memory.state import looks_like_id
from workspace.methods.registry import Call, Family, part

chat = Family("chat")
_WRITE = ("chat:write",)
_PLAIN = part("Links are not unfurled; no drafts.", "链接不会展开预览，没有草稿。")
# What Slack's answer to chat.update has of the message.
_IN_UPDATE = frozenset(
    {"type", "user", "bot_id", "app_id", "bot_profile", "team", "text", "blocks", "attachments", "files", "metadata"}
    | {"edited", "upload", "display_as_bot"}
)


@chat.method("postMessage", tier=0, required=("channel",), scopes=_WRITE, far=_PLAIN)
def post_message(call: Call) -> Json:
    channel = target(call)
    made = composed(call)
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
        if call.flag("reply_broadcast"):
            made["subtype"] = "thread_broadcast"
    message = post(call, channel, made)
    return {"channel": channel.id, "ts": message["ts"], "message": dict(message)}


def composed(call: Call, *, cut: bool = True) -> Json:
    """The message of the call's arguments as this app says it, under another name when it asks for one. A text above
    40,000 characters is cut, or (`cut` False) `msg_too_long`."""
    if not cut and len(call.text("text")) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    made = from_app(call.app, content(call.state, call.args))
    if call.flag("link_names") or call.text("parse") == "full":
        made["text"] = with_names(call.state, made["text"])
    if call.args.get("mrkdwn") is not None:
        made["mrkdwn"] = call.flag("mrkdwn")
    return dressed(call, made)


def dressed(call: Call, made: Json) -> Json:
    """With the name and the picture that the call asks for; needs chat:write.customize. Such a message is
    `bot_message` and names no user, as Slack's."""
    emoji, url = call.text("icon_emoji"), call.text("icon_url")
    if not (call.text("username") or emoji or url):
        return made
    call.need("chat:write.customize")
    icons = {"emoji": emoji} if emoji else {"image_64": url} if url else {}
    changed: Json = {**made, "subtype": "bot_message", "username": call.text("username") or call.app.bot.real_name}
    del changed["user"]
    return {**changed, "icons": icons} if icons else changed


def post(call: Call, channel: Channel, made: Json) -> Json:
    """Posts it. Raises `cannot_reply_to_message`, `is_archived`."""
    try:
        return messages.post(call.state, channel, made)
    except SlackError as refused:
        code = "cannot_reply_to_message" if refused.code == "thread_not_found" else refused.code
        raise SlackError(code) from None


def target(call: Call) -> Channel:
    """Where an app may post: a channel by id or name it is in, a public one with chat:write.public, or a person
    (opens the direct message). Raises `channel_not_found`, `not_in_channel`, `is_archived`."""
    named = call.text("channel").removeprefix("#")
    if looks_like_id(named, "UW"):
        if named not in call.state.users:
            raise SlackError("channel_not_found")
        return channels.direct(call.state, (call.me, named))[0]
    channel = call.state.channel_seen_by(call.state.names.get(named, named), call.me)
    if call.me not in channel.members:
        held = call.app.install.scopes
        if held is not None and "chat:write.public" not in held:
            raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


@chat.method("meMessage", tier=3, required=("channel", "text"), scopes=_WRITE)
def me_message(call: Call) -> Json:
    if len(call.text("text")) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    if not call.text("text").strip():
        raise SlackError("no_text")
    channel = target(call)
    if call.me not in channel.members:
        raise SlackError("not_in_channel")
    message = post(call, channel, from_app(call.app, {"text": call.text("text"), "subtype": "me_message"}))
    return {"channel": channel.id, "ts": message["ts"]}


@chat.method("postEphemeral", tier=4, required=("channel", "user"), scopes=_WRITE, far=_PLAIN)
def post_ephemeral(call: Call) -> Json:
    channel = target(call)
    user = call.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    made = composed(call, cut=False)
    if call.text("thread_ts"):
        if call.text("thread_ts") not in channel.messages:
            raise SlackError("cannot_reply_to_message")
        made["thread_ts"] = call.text("thread_ts")
    return {"message_ts": messages.ephemeral(call.state, channel, user, made)["ts"]}


@chat.method("update", tier=3, required=("channel", "ts"), scopes=_WRITE, far=_PLAIN)
def update(call: Call) -> Json:
    channel = call.channel()
    message = messages.find(channel, call.text("ts"))
    if message.get("bot_id") != call.app.bot.bot_id:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    if (channel.id, message["ts"]) in call.state.streams:
        raise SlackError("streaming_state_conflict")
    made = _changes(call, message)
    message = messages.edit(call.state, channel, message["ts"], made, call.me)
    shown = {name: value for name, value in message.items() if name in _IN_UPDATE}
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown}


def _changes(call: Call, message: Json) -> Json:
    made = content(call.state, call.args, update=True)
    if call.flag("link_names") or call.text("parse") == "full":
        made["text"] = with_names(call.state, made["text"])
    if call.args.get("file_ids") is not None:
        ids = call.parsed("file_ids") if call.text("file_ids").startswith("[") else call.names("file_ids")
        made["files"] = [file_shape(call.state, call.state.file(str(each))) for each in ids] or None
    if call.flag("reply_broadcast"):
        if message.get("thread_ts", message["ts"]) == message["ts"]:
            raise SlackError("cant_broadcast_message")
        made["subtype"] = "thread_broadcast"
    return made


@chat.method("delete", tier=3, required=("channel", "ts"), scopes=_WRITE)
def delete(call: Call) -> Json:
    channel = call.channel()
    if messages.find(channel, call.text("ts")).get("bot_id") != call.app.bot.bot_id:
        raise SlackError("cant_delete_message")
    messages.delete(call.state, channel, call.text("ts"), call.me)
    call.state.streams.pop((channel.id, call.text("ts")), None)
    return {"channel": channel.id, "ts": call.text("ts")}


@chat.method("getPermalink", tier=0, required=("channel", "message_ts"))
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    messages.find(channel, call.text("message_ts"))
    return {"channel": channel.id, "permalink": messages.permalink(call.state, channel, call.text("message_ts"))}
