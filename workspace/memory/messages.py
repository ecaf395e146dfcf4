"""Rules of messages: posting, editing, deleting, reactions, pins. Changes `State` and tells; no HTTP, no app.

A message is a dictionary in Slack's own shape. Stored messages are never handed out for changing.
"""

from __future__ import annotations

import copy

from workspace.errors import SlackError
from workspace.memory.records import Change, Channel, Json
from workspace.memory.state import State

PIN_LIMIT = 100
_SYSTEM = tuple(
    f"{kind}_{what}" for kind in ("channel", "group") for what in ("join", "leave", "topic", "purpose", "name")
)


def post(state: State, channel: Channel, body: Json) -> Json:
    """Stores the message under a new ts and tells; a reply moves its root's counts. Raises `is_archived`,
    `thread_not_found`."""
    if channel.archived:
        raise SlackError("is_archived")
    root = _root_of(channel, body)
    ts = state.stamps.next(channel.id)
    message: Json = {"type": "message", **body, "ts": ts, "team": state.team.id}
    if "bot_profile" in body:
        message["bot_profile"] = {**body["bot_profile"], "team_id": state.team.id}
    if root is not None:
        message["thread_ts"] = root["ts"]
        message["parent_user_id"] = root.get("user", "")
    channel.messages[ts] = message
    if root is not None:
        _count_reply(channel, root, message)
    state.tell(Change("message", channel, message, user=str(message.get("user", ""))))
    return message


def _root_of(channel: Channel, body: Json) -> Json | None:
    thread = body.get("thread_ts")
    if not thread:
        return None
    named = channel.messages.get(str(thread))
    if named is None:
        raise SlackError("thread_not_found")
    return channel.messages.get(str(named.get("thread_ts", thread)), named)


def _count_reply(channel: Channel, root: Json, reply: Json) -> None:
    replies = channel.threads.setdefault(root["ts"], [])
    replies.append(reply["ts"])
    _recount(channel, root)


def _recount(channel: Channel, root: Json) -> None:
    replies = channel.threads.get(root["ts"], [])
    if not replies:
        for name in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
            root.pop(name, None)
        return
    users = list(dict.fromkeys(channel.messages[ts].get("user", "") for ts in replies))
    root.update(
        thread_ts=root["ts"],
        reply_count=len(replies),
        reply_users=users,
        reply_users_count=len(users),
        latest_reply=replies[-1],
    )


def find(channel: Channel, ts: str, code: str = "message_not_found") -> Json:
    """The stored message. Raises `code`."""
    found = channel.messages.get(ts)
    if found is None:
        raise SlackError(code)
    return found


def edit(state: State, channel: Channel, ts: str, fields: Json, editor: str, *, mark: bool = True) -> Json:
    """Replaces fields in place (None removes one); `mark` stamps `edited`, as Slack does for a person's edit and
    for an app's `chat.update`."""
    message = find(channel, ts)
    previous = copy.copy(message)
    for name, value in fields.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    if mark:
        message["edited"] = {"user": editor, "ts": state.stamps.next(channel.id)}
    state.tell(Change("message_changed", channel, message, previous, user=editor))
    return message


def delete(state: State, channel: Channel, ts: str, user: str) -> None:
    message = find(channel, ts)
    if message.get("subtype") in _SYSTEM:
        raise SlackError("cant_delete_message")
    del channel.messages[ts]
    channel.pins.pop(ts, None)
    root = message.get("thread_ts")
    if root and root != ts and root in channel.messages:
        channel.threads[root].remove(ts)
        _recount(channel, channel.messages[root])
    state.tell(Change("message_deleted", channel, previous=message, user=user))


def ephemeral(state: State, channel: Channel, user: str, body: Json) -> Json:
    """A message that only `user` sees; not in the channel's history."""
    ts = state.stamps.next(channel.id)
    message: Json = {"type": "message", **body, "ts": ts, "team": state.team.id, "is_ephemeral": True}
    state.ephemerals.setdefault((channel.id, user), {})[ts] = message
    state.tell(Change("ephemeral", channel, message, user=user))
    return message


def edit_ephemeral(state: State, channel: Channel, user: str, ts: str, fields: Json) -> None:
    """Replaces an ephemeral message's content; silently nothing when it is gone, as with Slack."""
    message = state.ephemerals.get((channel.id, user), {}).get(ts)
    if message is not None:
        message.pop("blocks", None)
        message.update(fields)
        state.tell(Change("ephemeral_changed", channel, message, user=user))


def delete_ephemeral(state: State, channel: Channel, user: str, ts: str) -> None:
    message = state.ephemerals.get((channel.id, user), {}).pop(ts, None)
    if message is not None:
        state.tell(Change("ephemeral_deleted", channel, previous=message, user=user))


def react(state: State, channel: Channel, ts: str, name: str, user: str) -> None:
    """Raises `already_reacted`, `message_not_found`."""
    message = find(channel, ts)
    reactions: list[Json] = message.setdefault("reactions", [])
    entry = next((each for each in reactions if each["name"] == name), None)
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        reactions.append(entry)
    if user in entry["users"]:
        raise SlackError("already_reacted")
    entry["users"].append(user)
    entry["count"] += 1
    state.tell(Change("reaction_added", channel, message, user=user, detail={"name": name}))


def unreact(state: State, channel: Channel, ts: str, name: str, user: str) -> None:
    """Raises `no_reaction`, `message_not_found`."""
    message = find(channel, ts)
    reactions: list[Json] = message.get("reactions", [])
    entry = next((each for each in reactions if each["name"] == name and user in each["users"]), None)
    if entry is None:
        raise SlackError("no_reaction")
    entry["users"].remove(user)
    entry["count"] -= 1
    if not entry["users"]:
        reactions.remove(entry)
    if not reactions:
        message.pop("reactions", None)
    state.tell(Change("reaction_removed", channel, message, user=user, detail={"name": name}))


def pin(state: State, channel: Channel, ts: str, user: str) -> None:
    """Raises `already_pinned`, `too_many_pins`, `message_not_found`, `is_archived`."""
    message = find(channel, ts)
    if ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= PIN_LIMIT:
        raise SlackError("too_many_pins")
    channel.pins[ts] = {"created_by": user, "created": state.stamps.seconds()}
    message["pinned_to"] = [channel.id]
    message["pinned_info"] = {"channel": channel.id, "pinned_by": user, "pinned_ts": state.stamps.seconds()}
    state.tell(Change("pins", channel, message, user=user, detail={"what": "pin_added"}))


def unpin(state: State, channel: Channel, ts: str, user: str) -> None:
    """Raises `no_pin`, `message_not_found`."""
    message = find(channel, ts)
    if ts not in channel.pins:
        raise SlackError("no_pin")
    del channel.pins[ts]
    message.pop("pinned_to", None)
    message.pop("pinned_info", None)
    state.tell(Change("pins", channel, message, user=user, detail={"what": "pin_removed"}))


def permalink(state: State, channel: Channel, ts: str) -> str:
    """The message's address on this workspace's own page."""
    return f"{state.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
