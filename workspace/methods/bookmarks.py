"""bookmarks.*: the links in a channel's header."""

from __future__ import annotations

from workspace.errors import SlackError, bad_arguments
from workspace.memory.records import Change, Channel, Json
from workspace.methods.registry import Call, Family, part

bookmarks = Family("bookmarks")
BOOKMARK_LIMIT = 100
_WRITE = ("bookmarks:write",)
_LINKS = part("Links only: no folders, files or access levels.", "只有链接，没有文件夹、文件和访问级别。")


def _channel(call: Call) -> Channel:
    """Raises `channel_not_found` also where the app is not a member, and `invalid_arguments` without a channel."""
    if not call.text("channel_id"):
        raise bad_arguments("missing required field: channel_id")
    return call.own_channel("channel_id")


def _tell(call: Call, channel: Channel) -> None:
    call.state.tell(Change("bookmarks", channel, user=call.me))


def _link(link: str) -> str:
    if not link.startswith(("http://", "https://", "slack://")):
        raise SlackError("invalid_link")
    return link


def _emoji(call: Call) -> str:
    name = call.text("emoji")
    if name and (not name.strip(":") or any(sign.isspace() for sign in name)):
        raise SlackError("invalid_emoji")
    return name


@bookmarks.method("add", tier=2, required=("title", "type"), scopes=_WRITE, far=_LINKS)
def add(call: Call) -> Json:
    channel = _channel(call)
    if call.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if call.text("parent_id"):
        raise SlackError("invalid_parent_type")
    if len(channel.bookmarks) >= BOOKMARK_LIMIT:
        raise SlackError("too_many_bookmarks")
    bookmark: Json = {
        "id": call.state.ids.next("Bk"),
        "channel_id": channel.id,
        "title": call.text("title"),
        "link": _link(call.text("link")),
        "emoji": _emoji(call),
        "icon_url": "",
        "type": "link",
        "entity_id": call.args.get("entity_id"),
        "date_created": call.state.stamps.seconds(),
        "date_updated": 0,
        "rank": chr(ord("a") + len(channel.bookmarks) % 26),
        "last_updated_by_user_id": call.me,
        "last_updated_by_team_id": call.state.team.id,
        "shortcut_id": None,
        "app_id": call.app.id,
        "app_action_id": None,
    }
    channel.bookmarks[bookmark["id"]] = bookmark
    _tell(call, channel)
    return {"bookmark": dict(bookmark)}


def _bookmark(call: Call, channel: Channel) -> Json:
    found = channel.bookmarks.get(call.text("bookmark_id"))
    if found is None:
        raise SlackError("not_found")
    return found


@bookmarks.method("edit", tier=2, scopes=_WRITE, far=_LINKS)
def edit(call: Call) -> Json:
    channel = _channel(call)
    bookmark = _bookmark(call, channel)
    if call.args.get("link") is not None:
        bookmark["link"] = _link(call.text("link"))
    if call.args.get("emoji") is not None:
        bookmark["emoji"] = _emoji(call)
    if call.args.get("title") is not None:
        bookmark["title"] = call.text("title")
    bookmark.update(date_updated=call.state.stamps.seconds(), last_updated_by_user_id=call.me)
    _tell(call, channel)
    return {"bookmark": dict(bookmark)}


@bookmarks.method("list", tier=3, scopes=("bookmarks:read",))
def list_(call: Call) -> Json:
    if not call.text("channel_id"):
        raise bad_arguments("missing required field: channel_id")
    return {"bookmarks": [dict(bookmark) for bookmark in call.channel("channel_id").bookmarks.values()]}


@bookmarks.method("remove", tier=2, scopes=_WRITE)
def remove(call: Call) -> Json:
    channel = _channel(call)
    del channel.bookmarks[_bookmark(call, channel)["id"]]
    _tell(call, channel)
    return {}
