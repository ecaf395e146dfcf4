"""Slack's event bodies for changes of the workspace. Pure functions; who hears them is `events`' business."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass

from workspace.records import Change, Channel, Json
from workspace.shapes import message_shape, pin_shape, user_shape
from workspace.state import State

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class SlackEvent:
    """`name` as in a subscription (message.channels); `mentions` narrows to these bots, `only_app` to one app."""

    name: str
    body: Json
    channel: Channel | None = None
    members_only: bool = True
    mentions: frozenset[str] | None = None
    only_app: str = ""


def events_of(state: State, change: Change) -> list[SlackEvent]:
    """The events of one change, none for what Slack does not tell apps."""
    make = _MAKERS.get(change.kind)
    return make(state, change) if make else []


def _channel(change: Change) -> Channel:
    if change.channel is None:
        raise ValueError(f"a change of kind {change.kind} names its channel")
    return change.channel


def _message_name(channel: Channel) -> str:
    names = {"channel": "message.channels", "private": "message.groups", "im": "message.im", "mpim": "message.mpim"}
    return names[channel.kind]


def _message(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    shown = copy.deepcopy(message_shape(change.message, metadata=True))
    place: Json = {"channel": channel.id, "channel_type": channel.channel_type, "event_ts": shown["ts"]}
    found = [SlackEvent(_message_name(channel), {**shown, **place}, channel)]
    mentioned = frozenset(_MENTION.findall(str(shown.get("text", ""))))
    if mentioned and not channel.is_direct and "subtype" not in shown:
        body: Json = {**shown, "type": "app_mention", "channel": channel.id, "event_ts": shown["ts"]}
        found.append(SlackEvent("app_mention", body, channel, mentions=mentioned))
    return found


def _message_changed(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    body: Json = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": copy.deepcopy(change.message),
        "previous_message": copy.deepcopy(change.previous),
        "channel": channel.id,
        "channel_type": channel.channel_type,
        "ts": state.stamps.next(channel.id),
    }
    return [SlackEvent(_message_name(channel), {**body, "event_ts": body["ts"]}, channel)]


def _message_deleted(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    body: Json = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": change.previous["ts"],
        "previous_message": copy.deepcopy(change.previous),
        "channel": channel.id,
        "channel_type": channel.channel_type,
        "ts": state.stamps.next(channel.id),
    }
    return [SlackEvent(_message_name(channel), {**body, "event_ts": body["ts"]}, channel)]


def _reaction(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    body: Json = {
        "type": change.kind,
        "user": change.user,
        "reaction": change.detail["name"],
        "item": {"type": "message", "channel": channel.id, "ts": change.message["ts"]},
        "item_user": change.message.get("user", ""),
        "event_ts": state.stamps.next(channel.id),
    }
    return [SlackEvent(change.kind, body, channel)]


def _membership(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    if channel.is_direct:
        return []
    name = "member_joined_channel" if change.kind == "joined" else "member_left_channel"
    body: Json = {
        "type": name,
        "user": change.user,
        "channel": channel.id,
        "channel_type": "C" if channel.is_public else "G",
        "team": state.team.id,
        "event_ts": state.stamps.next(channel.id),
    }
    if change.detail.get("inviter"):
        body["inviter"] = change.detail["inviter"]
    return [SlackEvent(name, body, channel)]


def _channel_created(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    if not channel.is_public:
        return []
    shape: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "is_channel": True,
        "is_shared": False,
        "is_org_shared": False,
        "context_team_id": state.team.id,
    }
    body: Json = {"type": "channel_created", "channel": shape, "event_ts": state.stamps.next(channel.id)}
    return [SlackEvent("channel_created", body, channel, members_only=False)]


def _channel_changed(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    name = f"channel_{change.detail.get('what', '')}"
    stamp = state.stamps.next(channel.id)
    if name == "channel_rename":
        shape = {"id": channel.id, "name": channel.name, "created": channel.created}
        body: Json = {"type": name, "channel": shape, "event_ts": stamp}
    elif name in ("channel_archive", "channel_unarchive"):
        body = {"type": name, "channel": channel.id, "user": change.user, "event_ts": stamp}
    else:
        return []
    return [SlackEvent(name, body, channel)]


def _pins(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    name = str(change.detail["what"])
    item = (
        pin_shape(state, channel, change.message["ts"])
        if name == "pin_added"
        else {"type": "message", "channel": channel.id, "message": dict(change.message)}
    )
    body: Json = {
        "type": name,
        "user": change.user,
        "channel_id": channel.id,
        "item": copy.deepcopy(item),
        "item_user": change.message.get("user", ""),
        "pin_count": len(channel.pins),
        "has_pins": bool(channel.pins),
        "event_ts": state.stamps.next(channel.id),
    }
    return [SlackEvent(name, body, channel)]


def _user(state: State, change: Change) -> list[SlackEvent]:
    user = state.users[change.user]
    if user.is_bot:
        return []
    name = "team_join" if change.kind == "user_joined" else "user_change"
    body: Json = {"type": name, "user": user_shape(state, user, locale=True), "event_ts": state.stamps.next("users")}
    return [SlackEvent(name, body, members_only=False)]


def _home(state: State, change: Change) -> list[SlackEvent]:
    channel = _channel(change)
    body: Json = {
        "type": "app_home_opened",
        "user": change.user,
        "channel": channel.id,
        "tab": change.detail.get("tab", "home"),
        "event_ts": state.stamps.next(channel.id),
    }
    if change.detail.get("view"):
        body["view"] = copy.deepcopy(change.detail["view"])
    return [SlackEvent("app_home_opened", body, members_only=False, only_app=str(change.detail["app"]))]


_MAKERS: dict[str, Callable[[State, Change], list[SlackEvent]]] = {
    "message": _message,
    "message_changed": _message_changed,
    "message_deleted": _message_deleted,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "joined": _membership,
    "left": _membership,
    "channel_created": _channel_created,
    "channel": _channel_changed,
    "pins": _pins,
    "user_joined": _user,
    "user_changed": _user,
    "home_opened": _home,
}
