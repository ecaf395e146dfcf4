"""chat.scheduleMessage and its kin. What is due is posted on the workspace's timer."""

from __future__ import annotations

from workspace import messages
from workspace.compose import content, from_app
from workspace.errors import SlackError
from workspace.methods.chat import target
from workspace.methods.registry import Call, Family
from workspace.records import Json

chat = Family("chat")
_FARTHEST = 120 * 24 * 3600


@chat.method("scheduleMessage", tier=3, required=("channel", "post_at"), scopes=("chat:write",))
def schedule_message(call: Call) -> Json:
    channel = target(call)
    made = from_app(call.app, content(call.state, call.args))
    if not call.text("post_at").isdigit():
        raise SlackError("invalid_time")
    post_at = int(call.text("post_at"))
    wait = post_at - call.state.stamps.seconds()
    if wait <= 0:
        raise SlackError("time_in_past")
    if wait > _FARTHEST:
        raise SlackError("time_too_far")
    key = call.state.ids.next("Q")
    entry: Json = {"id": key, "channel_id": channel.id, "post_at": post_at, "app": call.app.id, "text": made["text"]}
    entry["date_created"] = call.state.stamps.seconds()
    call.state.scheduled[key] = entry

    async def post() -> None:
        if call.state.scheduled.pop(key, None) is not None and not channel.archived:
            messages.post(call.state, channel, made)

    call.state.timer.call_after(wait, post)
    answer: Json = {"channel": channel.id, "scheduled_message_id": key, "post_at": post_at}
    return {**answer, "message": {**made, "type": "delayed_message"}}


@chat.method("deleteScheduledMessage", tier=3, required=("channel", "scheduled_message_id"), scopes=("chat:write",))
def delete_scheduled_message(call: Call) -> Json:
    entry = call.state.scheduled.get(call.text("scheduled_message_id"))
    if entry is None or entry["app"] != call.app.id or entry["channel_id"] != call.text("channel"):
        raise SlackError("invalid_scheduled_message_id")
    del call.state.scheduled[entry["id"]]
    return {}


@chat.method("scheduledMessages.list", tier=3)
def scheduled_messages_list(call: Call) -> Json:
    found = [
        {name: value for name, value in entry.items() if name != "app"}
        for entry in call.state.scheduled.values()
        if entry["app"] == call.app.id and call.text("channel", entry["channel_id"]) == entry["channel_id"]
    ]
    page, more = call.page(sorted(found, key=lambda entry: int(entry["post_at"])))
    return {"scheduled_messages": page, **more}
