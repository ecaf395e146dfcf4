"""chat.startStream, appendStream, stopStream: a message that is written while people read it."""

from __future__ import annotations

from typing import Any

from workspace.apps.compose import content, from_app
from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Channel, Json
from workspace.methods.chat import dressed, post, target
from workspace.methods.registry import Call, Family, part

chat = Family("chat")
TEXT_LIMIT = 12_000
_WRITE = ("chat:write",)
_CHUNKS = ("markdown_text", "task_update", "plan_update", "blocks")
_FAR = part(
    "The text grows; chunks that are not text are checked for their type and left out.",
    "文本会逐步增长；非文本的分块只检查类型，不显示。",
)


@chat.method("startStream", tier=2, required=("channel",), scopes=_WRITE, far=_FAR)
def start_stream(call: Call) -> Json:
    channel = target(call)
    _recipient(call, channel)
    made = dressed(call, from_app(call.app, {"text": _words(call), "streaming_state": "in_progress"}))
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
    message = post(call, channel, made)
    call.state.streams[channel.id, message["ts"]] = call.app.id
    return {"channel": channel.id, "ts": message["ts"]}


def _recipient(call: Call, channel: Channel) -> None:
    """In a channel Slack wants to know for whom it is."""
    if channel.is_direct:
        return
    for name in ("recipient_user_id", "recipient_team_id"):
        if not call.text(name):
            raise SlackError(f"missing_{name}")
    call.state.user(call.text("recipient_user_id"))
    if call.text("recipient_team_id") != call.state.team.id:
        raise SlackError("team_not_found")


def _words(call: Call) -> str:
    """The text of the call: `markdown_text` and the chunks of text. Raises `invalid_chunks`."""
    chunks: Any = call.parsed("chunks")
    if chunks is None:
        return call.text("markdown_text")
    if not isinstance(chunks, list) or not all(
        isinstance(each, dict) and each.get("type") in _CHUNKS for each in chunks
    ):
        raise SlackError("invalid_chunks")
    return call.text("markdown_text") + "".join(
        str(each.get("text", "")) for each in chunks if each["type"] == _CHUNKS[0]
    )


def _open_stream(call: Call) -> tuple[Channel, Json]:
    """Raises `message_not_found`, `message_not_owned_by_app`, `message_not_in_streaming_state`, `is_archived`."""
    channel = call.channel()
    message = messages.find(channel, call.text("ts"))
    if message.get("app_id") != call.app.id:
        raise SlackError("message_not_owned_by_app")
    if (channel.id, message["ts"]) not in call.state.streams:
        raise SlackError("message_not_in_streaming_state")
    if channel.archived:
        raise SlackError("is_archived")
    return channel, message


@chat.method("appendStream", tier=4, required=("channel", "ts"), scopes=_WRITE, far=_FAR)
def append_stream(call: Call) -> Json:
    channel, message = _open_stream(call)
    words = _words(call)
    if not words and not call.args.get("chunks"):
        raise SlackError("no_text")
    _grow(call, channel, message, {"text": message["text"] + words})
    return {"channel": channel.id, "ts": message["ts"]}


@chat.method("stopStream", tier=2, required=("channel", "ts"), scopes=_WRITE, far=_FAR)
def stop_stream(call: Call) -> Json:
    channel, message = _open_stream(call)
    given = {name: call.args[name] for name in ("blocks", "metadata") if call.args.get(name) is not None}
    text = message["text"] + _words(call)
    fields = content(call.state, {"text": text, **given}) if given else {"text": text}
    if not text and not fields.get("blocks"):
        raise SlackError("no_text")
    del call.state.streams[channel.id, message["ts"]]
    _grow(call, channel, message, {**fields, "streaming_state": "completed"})
    return {"channel": channel.id, "ts": message["ts"], "message": dict(message)}


def _grow(call: Call, channel: Channel, message: Json, fields: Json) -> None:
    if len(str(fields["text"])) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    messages.edit(call.state, channel, message["ts"], fields, call.me, mark=False)
