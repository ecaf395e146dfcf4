"""chat.*: posting, changing and deleting messages. Limits and errors: Slack's method reference."""

from __future__ import annotations

from workspace import channels, messages
from workspace.compose import content, from_app
from workspace.errors import SlackError
from workspace.methods.registry import Call, Family
from workspace.records import Channel, Json
from workspace.state import looks_like_id

chat = Family("chat")
_WRITE = ("chat:write",)


@chat.method("postMessage", tier=0, required=("channel",), scopes=_WRITE)
def post_message(call: Call) -> Json:
    channel = target(call)
    made = from_app(call.app, content(call.state, call.args))
    if call.text("username"):
        made["username"] = call.text("username")
    if call.text("icon_emoji"):
        made["icons"] = {"emoji": call.text("icon_emoji")}
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
        if call.flag("reply_broadcast"):
            made["subtype"] = "thread_broadcast"
    try:
        message = messages.post(call.state, channel, made)
    except SlackError as refused:
        code = "cannot_reply_to_message" if refused.code == "thread_not_found" else refused.code
        raise SlackError(code) from None
    return {"channel": channel.id, "ts": message["ts"], "message": dict(message)}


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


@chat.method("postEphemeral", tier=4, required=("channel", "user"), scopes=_WRITE)
def post_ephemeral(call: Call) -> Json:
    channel = target(call)
    user = call.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    made = from_app(call.app, content(call.state, call.args))
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
    return {"message_ts": messages.ephemeral(call.state, channel, user, made)["ts"]}


@chat.method("update", tier=3, required=("channel", "ts"), scopes=_WRITE)
def update(call: Call) -> Json:
    channel = call.channel()
    message = messages.find(channel, call.text("ts"))
    if message.get("bot_id") != call.app.bot.bot_id:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    made = content(call.state, call.args, update=True)
    message = messages.edit(call.state, channel, call.text("ts"), made, call.me)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": dict(message)}


@chat.method("delete", tier=3, required=("channel", "ts"), scopes=_WRITE)
def delete(call: Call) -> Json:
    channel = call.channel()
    if messages.find(channel, call.text("ts")).get("bot_id") != call.app.bot.bot_id:
        raise SlackError("cant_delete_message")
    messages.delete(call.state, channel, call.text("ts"), call.me)
    return {"channel": channel.id, "ts": call.text("ts")}


@chat.method("getPermalink", tier=0, required=("channel", "message_ts"))
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    messages.find(channel, call.text("message_ts"))
    return {"channel": channel.id, "permalink": messages.permalink(call.state, channel, call.text("message_ts"))}
