"""Slack's event bodies for changes of the workspace. Pure functions; who hears them is `events`' business.

Those of messages stand in `message_events`.
"""

from __future__ import annotations

from collections.abc import Callable

from workspace.apps import message_events
from workspace.apps.slack_event import SlackEvent, channel_of, copied
from workspace.memory.records import Change, Json
from workspace.memory.shapes import pin_shape, user_shape
from workspace.memory.state import State


def events_of(state: State, change: Change) -> list[SlackEvent]:
    """The events of one change, none for what Slack does not tell apps."""
    make = _MAKERS.get(change.kind)
    return make(state, change) if make else []


def _reaction(state: State, change: Change) -> list[SlackEvent]:
    channel = channel_of(change)
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
    channel = channel_of(change)
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
    found = [SlackEvent(name, body, channel)]
    gone = state.users.get(change.user)
    if change.kind == "left" and gone is not None and gone.is_bot:
        kind = "channel_left" if channel.is_public else "group_left"
        farewell: Json = {"type": kind, "channel": channel.id, "actor_id": change.detail.get("by", change.user)}
        farewell["event_ts"] = body["event_ts"]
        found.append(SlackEvent(kind, farewell, channel, members_only=False, only_app=gone.app_id))
    return found


def _channel_created(state: State, change: Change) -> list[SlackEvent]:
    channel = channel_of(change)
    if not channel.is_public:
        return []
    shape: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "updated": channel.updated,
        "creator": channel.creator,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": False,
        "is_archived": False,
        "is_general": channel.general,
        "is_shared": False,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "context_team_id": state.team.id,
        "shared_team_ids": [state.team.id],
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "previous_names": [],
        "purpose": channel.purpose.shape(),
        "topic": channel.topic.shape(),
        "unlinked": 0,
    }
    body: Json = {"type": "channel_created", "channel": shape, "event_ts": state.stamps.next(channel.id)}
    return [SlackEvent("channel_created", body, channel, members_only=False)]


def _channel_changed(state: State, change: Change) -> list[SlackEvent]:
    """A public channel's rename and archive are told to every app that listens, a private one's to its members'."""
    channel = channel_of(change)
    what = str(change.detail.get("what", ""))
    name = f"channel_{what}" if channel.is_public else f"group_{what}"
    stamp = state.stamps.next(channel.id)
    if what == "rename":
        shape: Json = {
            "id": channel.id,
            "name": channel.name,
            "name_normalized": channel.name,
            "created": channel.created,
            "is_channel": channel.is_public,
            "is_mpim": False,
        }
        body: Json = {"type": name, "channel": shape, "event_ts": stamp}
    elif what in ("archive", "unarchive"):
        body = {"type": name, "channel": channel.id, "user": change.user, "event_ts": stamp}
    else:
        return []
    return [SlackEvent(name, body, channel, members_only=not channel.is_public)]


def _pins(state: State, change: Change) -> list[SlackEvent]:
    channel = channel_of(change)
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
        "item": copied(item),
        "item_user": change.message.get("user", ""),
        "pin_count": len(channel.pins),
        "event_ts": state.stamps.next(channel.id),
    }
    if name == "pin_added":
        body["pinned_info"] = copied(change.message.get("pinned_info", {}))
    else:
        body["has_pins"] = bool(channel.pins)
    return [SlackEvent(name, body, channel)]


def _user(state: State, change: Change) -> list[SlackEvent]:
    user = state.users[change.user]
    if user.is_bot:
        return []
    name = "team_join" if change.kind == "user_joined" else "user_change"
    body: Json = {"type": name, "user": user_shape(state, user, locale=True), "event_ts": state.stamps.next("users")}
    if name == "user_change":
        body["cache_ts"] = state.stamps.seconds()
    return [SlackEvent(name, body, members_only=False)]


def _usergroup(state: State, change: Change) -> list[SlackEvent]:
    """`detail`: what (subteam_created, subteam_updated, subteam_members_changed), group (its id), before (the members
    until now)."""
    group = state.usergroups[str(change.detail["group"])]
    name = str(change.detail["what"])
    body: Json = {"type": name, "event_ts": state.stamps.next("usergroups")}
    now = state.stamps.seconds()
    if name == "subteam_members_changed":
        before, after = list(change.detail.get("before", ())), list(group.users)
        added = [user for user in after if user not in before]
        removed = [user for user in before if user not in after]
        body.update(subteam_id=group.id, team_id=state.team.id, date_update=now, date_previous_update=group.created)
        body.update(added_users=added, added_users_count=len(added))
        body.update(removed_users=removed, removed_users_count=len(removed))
    else:
        body["subteam"] = {
            "id": group.id,
            "team_id": state.team.id,
            "is_usergroup": True,
            "is_subteam": True,
            "is_external": False,
            "name": group.name,
            "description": group.description,
            "handle": group.handle,
            "date_create": group.created,
            "date_update": now,
            "date_delete": now if group.disabled else 0,
            "auto_type": None,
            "auto_provision": False,
            "enterprise_subteam_id": "",
            "created_by": change.user,
            "updated_by": change.user,
            "deleted_by": None,
            "prefs": {"channels": [], "groups": []},
            "users": list(group.users),
            "user_count": len(group.users),
            "channel_count": 0,
        }
    return [SlackEvent(name, body, members_only=False)]


def _home(state: State, change: Change) -> list[SlackEvent]:
    channel = channel_of(change)
    body: Json = {
        "type": "app_home_opened",
        "user": change.user,
        "channel": channel.id,
        "tab": change.detail.get("tab", "home"),
        "event_ts": state.stamps.next(channel.id),
    }
    if change.detail.get("view"):
        body["view"] = copied(change.detail["view"])
    return [SlackEvent("app_home_opened", body, members_only=False, only_app=str(change.detail["app"]))]


_MAKERS: dict[str, Callable[[State, Change], list[SlackEvent]]] = {
    "message": message_events.posted,
    "message_changed": message_events.changed,
    "message_deleted": message_events.deleted,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "joined": _membership,
    "left": _membership,
    "channel_created": _channel_created,
    "channel": _channel_changed,
    "pins": _pins,
    "user_joined": _user,
    "user_changed": _user,
    "usergroup": _usergroup,
    "home_opened": _home,
}
