"""chat.scheduleMessage and its kin. What is due is posted on the workspace's timer."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Channel, Json
from workspace.methods.chat import composed, target
from workspace.methods.registry import Call, Family

chat = Family("chat")
_FARTHEST = 120 * 24 * 3600
_WINDOW = 5 * 60
WINDOW_LIMIT = 30


@chat.method("scheduleMessage", tier=3, required=("channel", "post_at"), scopes=("chat:write",))
def schedule_message(call: Call) -> Json:
    channel = target(call)
    made = composed(call, cut=False)
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
        if call.flag("reply_broadcast"):
            made["subtype"] = "thread_broadcast"
    post_at = _due(call, channel)
    key = call.state.ids.next("Q")
    entry: Json = {"id": key, "channel_id": channel.id, "post_at": post_at, "app": call.app.id, "text": made["text"]}
    entry["date_created"] = call.state.stamps.seconds()
    call.state.scheduled[key] = entry

    async def post() -> None:
        if call.state.scheduled.pop(key, None) is None or channel.archived:
            return
        if made.get("thread_ts", "") in ("", *channel.messages):
            messages.post(call.state, channel, made)

    call.state.timer.call_after(post_at - call.state.stamps.seconds(), post)
    answer: Json = {"channel": channel.id, "scheduled_message_id": key, "post_at": post_at}
    return {**answer, "message": {**made, "type": "delayed_message", "team": call.state.team.id}}


def _due(call: Call, channel: Channel) -> int:
    """Unix seconds. Raises `invalid_time`, `time_in_past`, `time_too_far`, `restricted_too_many` (Slack: 30 messages
    in five minutes of one channel)."""
    if not call.text("post_at").isdigit():
        raise SlackError("invalid_time")
    post_at = int(call.text("post_at"))
    wait = post_at - call.state.stamps.seconds()
    if wait <= 0:
        raise SlackError("time_in_past")
    if wait > _FARTHEST:
        raise SlackError("time_too_far")
    near = [
        entry
        for entry in call.state.scheduled.values()
        if entry["channel_id"] == channel.id and abs(int(entry["post_at"]) - post_at) < _WINDOW
    ]
    if len(near) >= WINDOW_LIMIT:
        raise SlackError("restricted_too_many")
    return post_at


@chat.method("deleteScheduledMessage", tier=3, required=("channel", "scheduled_message_id"), scopes=("chat:write",))
def delete_scheduled_message(call: Call) -> Json:
    channel = call.channel()
    entry = call.state.scheduled.get(call.text("scheduled_message_id"))
    if entry is None or entry["app"] != call.app.id or entry["channel_id"] != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    del call.state.scheduled[entry["id"]]
    return {}


@chat.method("scheduledMessages.list", tier=3)
def scheduled_messages_list(call: Call) -> Json:
    """Between `oldest` and `latest` (Unix seconds), soonest first."""
    channel = call.text("channel")
    if channel and channel not in call.state.channels:
        raise SlackError("invalid_channel")
    first, last = (_seconds(call, name) for name in ("oldest", "latest"))
    found = [
        {name: value for name, value in entry.items() if name != "app"}
        for entry in call.state.scheduled.values()
        if entry["app"] == call.app.id
        and channel in ("", entry["channel_id"])
        and first <= int(entry["post_at"])
        and (not last or int(entry["post_at"]) <= last)
    ]
    page, more = call.page(sorted(found, key=lambda entry: int(entry["post_at"])))
    return {"scheduled_messages": page, **more}


def _seconds(call: Call, name: str) -> int:
    whole = call.text(name).partition(".")[0]
    return int(whole) if whole.isdigit() else 0
