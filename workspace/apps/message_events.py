"""The events of messages: message.* with its subtypes, app_mention, link_shared, file_shared. Pure functions."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from workspace.apps.slack_event import SlackEvent, channel_of, copied
from workspace.client.typed import with_rich_text
from workspace.memory.records import Change, Channel, Json
from workspace.memory.shapes import message_shape
from workspace.memory.state import State

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(https?://[^>|]+)(?:\|[^>]*)?>")
_NAMES = {"channel": "message.channels", "private": "message.groups", "im": "message.im", "mpim": "message.mpim"}


def posted(state: State, change: Change) -> list[SlackEvent]:
    """message, and what else hears of it: app_mention, file_shared, link_shared."""
    channel = channel_of(change)
    shown = _as_told(channel, message_shape(change.message, metadata=True))
    place: Json = {"channel": channel.id, "channel_type": channel.channel_type, "event_ts": shown["ts"]}
    found = [SlackEvent(_NAMES[channel.kind], {**shown, **place}, channel)]
    mentioned = frozenset(_MENTION.findall(str(shown.get("text", ""))))
    if mentioned and not channel.is_direct and shown.get("subtype") in (None, "file_share", "thread_broadcast"):
        body: Json = {**shown, "type": "app_mention", "channel": channel.id, "event_ts": shown["ts"]}
        found.append(SlackEvent("app_mention", body, channel, mentions=mentioned))
    found += [_file_shared(state, channel, shown, file) for file in shown.get("files") or ()]
    return found + _links(state, channel, shown)


def _as_told(channel: Channel, message: Json) -> Json:
    """A message as events have it: what an app posts under another name is a `bot_message` without a user."""
    told: Json = copied(with_rich_text(message))
    if "bot_id" in told and "username" in told and "subtype" not in told:
        told["subtype"] = "bot_message"
        told.pop("user", None)
    if told.get("subtype") == "thread_broadcast":
        root = channel.messages.get(str(told.get("thread_ts")))
        told["root"] = copied(root) if root is not None else {}
    return told


def _file_shared(state: State, channel: Channel, message: Json, file: Json) -> SlackEvent:
    body: Json = {
        "type": "file_shared",
        "file_id": file["id"],
        "user_id": message.get("user", ""),
        "file": {"id": file["id"]},
        "channel_id": channel.id,
        "event_ts": state.stamps.next(channel.id),
    }
    return SlackEvent("file_shared", body, channel)


def _links(state: State, channel: Channel, message: Json) -> list[SlackEvent]:
    """At most one event with all addresses of the message; which app hears of which is `links_for`'s business."""
    if "bot_id" in message:
        return []
    urls = list(dict.fromkeys(url.replace("&amp;", "&") for url in _LINK.findall(str(message.get("text", "")))))
    links = [{"url": url, "domain": urlsplit(url).hostname or ""} for url in urls]
    if not links:
        return []
    body: Json = {
        "type": "link_shared",
        "user": message.get("user", ""),
        "channel": channel.id,
        "message_ts": message["ts"],
        "links": links,
        "source": "conversations_history",
        "unfurl_id": f"{channel.id}-{message['ts']}",
        "is_bot_user_member": True,
        "event_ts": state.stamps.next(channel.id),
    }
    if message.get("thread_ts"):
        body["thread_ts"] = message["thread_ts"]
    return [SlackEvent("link_shared", body, channel, members_only=not channel.is_public)]


def links_for(body: Json, domains: tuple[str, ...], *, every: bool, inside: bool) -> Json | None:
    """The link_shared event as an app with these unfurl domains hears it; None when no address is of theirs.
    `inside`: whether its bot is in the channel."""
    links = [link for link in body["links"] if every or _is_of(str(link["domain"]), domains)]
    return {**body, "links": links, "is_bot_user_member": inside} if links else None


def _is_of(name: str, domains: tuple[str, ...]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def changed(state: State, change: Change) -> list[SlackEvent]:
    channel = channel_of(change)
    body: Json = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": copied(with_rich_text(change.message)),
        "previous_message": copied(with_rich_text(change.previous)),
        "channel": channel.id,
        "channel_type": channel.channel_type,
        "ts": state.stamps.next(channel.id),
    }
    return [SlackEvent(_NAMES[channel.kind], {**body, "event_ts": body["ts"]}, channel)]


def deleted(state: State, change: Change) -> list[SlackEvent]:
    channel = channel_of(change)
    body: Json = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": change.previous["ts"],
        "previous_message": copied(with_rich_text(change.previous)),
        "channel": channel.id,
        "channel_type": channel.channel_type,
        "ts": state.stamps.next(channel.id),
    }
    return [SlackEvent(_NAMES[channel.kind], {**body, "event_ts": body["ts"]}, channel)]
