"""conversations.*: making, finding and changing channels. Who is in them: `membership`; what was said: `history`."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory import channels
from workspace.memory.records import Channel, Json
from workspace.memory.shapes import channel_shape
from workspace.methods.registry import Call, Family

conversations = Family("conversations")
READ = ("groups:read", "im:read", "mpim:read", "channels:read")
WRITE = ("groups:write", "im:write", "mpim:write", "channels:write", "channels:manage")
_TOPIC = (
    *("channels:write.topic", "groups:write.topic", "mpim:write.topic", "im:write.topic"),
    *("channels:manage", "groups:write", "im:write", "mpim:write"),
)
_TYPES = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}
_READS = {"channel": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}
# What conversations.info alone says of a channel: nobody restricts anything here.
_MAY_ALL: Json = {
    "parent_conversation": None,
    "is_read_only": False,
    "is_thread_only": False,
    "is_non_threadable": False,
}


def shape(call: Call, channel: Channel, *, count: bool = False) -> Json:
    return channel_shape(call.state, channel, call.me, count=count)


def refuse_direct(channel: Channel) -> None:
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")


@conversations.method("create", tier=2, required=("name",), scopes=WRITE)
def create(call: Call) -> Json:
    private = call.flag("is_private")
    call.need(*(("groups:write",) if private else ("channels:manage", "channels:write")))
    return {"channel": shape(call, channels.create(call.state, call.text("name"), call.me, private=private))}


@conversations.method("info", tier=3, required=("channel",), scopes=READ)
def info(call: Call) -> Json:
    channel = call.may(call.channel(), "read")
    locale = "en-US" if call.flag("include_locale") else ""
    count = call.flag("include_num_members")
    found = channel_shape(call.state, channel, call.me, count=count, locale=locale)
    if not channel.is_direct:
        found.update(_MAY_ALL)
    return {"channel": found}


@conversations.method("list", tier=2, scopes=READ)
def list_(call: Call) -> Json:
    kinds = _kinds(call)
    found = [channel for channel in call.state.channels.values() if _wanted(call, channel, kinds)]
    page, more = call.page(found)
    shapes = [channel_shape(call.state, channel, call.me, count=not channel.is_direct, read=False) for channel in page]
    return {"channels": shapes, **more}


def _kinds(call: Call) -> list[str]:
    """The kinds asked for. Raises `invalid_types`, `missing_scope`: each kind has its own."""
    types = call.names("types") or ["public_channel"]
    if any(each not in _TYPES for each in types):
        raise SlackError("invalid_types")
    kinds = [_TYPES[each] for each in types]
    for kind in kinds:
        call.need(_READS[kind])
    return kinds


def _wanted(call: Call, channel: Channel, kinds: list[str]) -> bool:
    if channel.archived and call.flag("exclude_archived"):
        return False
    return channel.kind in kinds and (channel.is_public or call.me in channel.members)


def channels_of(call: Call, user: str) -> Json:
    """What users.conversations answers: the channels this user is in, as the caller may see them."""
    kinds = _kinds(call)
    found = [channel for channel in call.state.channels_of(user) if _wanted(call, channel, kinds)]
    page, more = call.page(found)
    shapes = [shape(call, channel) for channel in page]
    for each in shapes:
        if each.pop("is_member", None) is not None:
            each["parent_conversation"] = None
    return {"channels": shapes, **more}


@conversations.method("rename", tier=2, required=("channel", "name"), scopes=WRITE)
def rename(call: Call) -> Json:
    channel = call.may(call.own_channel(), "manage")
    refuse_direct(channel)
    if channel.creator != call.me:
        raise SlackError("not_authorized")
    channels.rename(call.state, channel, call.text("name"), call.me)
    return {"channel": shape(call, channel)}


@conversations.method("archive", tier=2, required=("channel",), scopes=WRITE)
def archive(call: Call) -> Json:
    channels.archive(call.state, call.may(call.own_channel(), "manage"), call.me)
    return {}


@conversations.method("unarchive", tier=2, required=("channel",), scopes=WRITE)
def unarchive(call: Call) -> Json:
    channel = call.may(call.channel(), "manage")
    refuse_direct(channel)
    channels.unarchive(call.state, channel, call.me)
    return {}


def _set_note(call: Call, which: str) -> Json:
    channel = call.may(call.own_channel(), "topic")
    channels.set_note(call.state, channel, which, call.text(which), call.me)
    return shape(call, channel)


@conversations.method("setTopic", tier=2, required=("channel", "topic"), scopes=_TOPIC)
def set_topic(call: Call) -> Json:
    return {"channel": _set_note(call, "topic")}


@conversations.method("setPurpose", tier=2, required=("channel", "purpose"), scopes=_TOPIC)
def set_purpose(call: Call) -> Json:
    return {"channel": _set_note(call, "purpose")}
