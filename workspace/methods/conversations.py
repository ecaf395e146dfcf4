"""conversations.*: making, finding and changing channels. Reading their messages is in `history`."""

from __future__ import annotations

from workspace import channels
from workspace.errors import SlackError, bad_arguments
from workspace.methods.registry import Call, Family
from workspace.records import Channel, Json
from workspace.shapes import channel_shape

conversations = Family("conversations")
INVITE_LIMIT = 100
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_MANAGE = ("channels:manage", "groups:write", "channels:write")
_TOPIC = ("channels:manage", "groups:write", "channels:write.topic", "im:write")
_TYPES = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}


def _shape(call: Call, channel: Channel, **wanted: bool) -> Json:
    return channel_shape(call.state, channel, call.me, count=wanted.get("count", False))


@conversations.method("create", tier=2, required=("name",), scopes=_MANAGE)
def create(call: Call) -> Json:
    channel = channels.create(call.state, call.text("name"), call.me, private=call.flag("is_private"))
    return {"channel": _shape(call, channel)}


@conversations.method("info", tier=3, required=("channel",), scopes=_READ)
def info(call: Call) -> Json:
    channel = call.channel()
    locale = "en-US" if call.flag("include_locale") else ""
    return {
        "channel": channel_shape(call.state, channel, call.me, count=call.flag("include_num_members"), locale=locale)
    }


@conversations.method("list", tier=2, scopes=_READ)
def list_(call: Call) -> Json:
    found = [
        channel
        for channel in call.state.channels.values()
        if _wanted(call, channel) and (channel.is_public or call.me in channel.members)
    ]
    page, more = call.page(found)
    return {"channels": [_shape(call, channel, count=not channel.is_direct) for channel in page], **more}


def _wanted(call: Call, channel: Channel) -> bool:
    types = call.names("types") or ["public_channel"]
    unknown = [each for each in types if each not in _TYPES]
    if unknown:
        raise SlackError("invalid_types")
    if channel.archived and call.flag("exclude_archived"):
        return False
    return channel.kind in [_TYPES[each] for each in types]


def channels_of(call: Call, user: str) -> Json:
    """What users.conversations answers: the channels this user is in, as the caller may see them."""
    found = [
        channel
        for channel in call.state.channels_of(user)
        if _wanted(call, channel) and (channel.is_public or call.me in channel.members)
    ]
    page, more = call.page(found)
    return {"channels": [_shape(call, channel) for channel in page], **more}


@conversations.method("join", tier=3, required=("channel",), scopes=("channels:join",))
def join(call: Call) -> Json:
    channel = call.channel()
    if not channel.is_public:
        raise SlackError("method_not_supported_for_channel_type")
    joined = channels.join(call.state, channel, call.me)
    answer: Json = {"channel": _shape(call, channel)}
    if not joined:
        answer.update(warning="already_in_channel", response_metadata={"warnings": ["already_in_channel"]})
    return answer


@conversations.method("leave", tier=3, required=("channel",), scopes=_MANAGE)
def leave(call: Call) -> Json:
    channel = call.channel()
    if call.me not in channel.members:
        return {"not_in_channel": True}
    if channel.general:
        raise SlackError("cant_leave_general")
    channels.leave(call.state, channel, call.me)
    return {}


@conversations.method("invite", tier=3, required=("channel", "users"), scopes=_MANAGE)
def invite(call: Call) -> Json:
    """Without `force` one bad user stops all; with it the good ones come in and the bad ones are named."""
    channel = call.own_channel()
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    users = call.names("users")
    if len(users) > INVITE_LIMIT:
        raise bad_arguments(f"no more than {INVITE_LIMIT} items allowed [json-pointer:/users]")
    faults = [{"user": user, "ok": False, "error": fault} for user in users if (fault := _why_not(call, channel, user))]
    bad = {fault["user"] for fault in faults}
    good = [user for user in dict.fromkeys(users) if user not in bad]
    if faults and not (call.flag("force") and good):
        raise SlackError(str(faults[0]["error"]), errors=faults)
    for user in good:
        channels.join(call.state, channel, user, inviter=call.me)
    answer: Json = {"channel": _shape(call, channel)}
    return {**answer, "errors": faults} if faults else answer


def _why_not(call: Call, channel: Channel, user: str) -> str:
    known = call.state.users.get(user)
    if known is None:
        return "user_not_found"
    if user == call.me:
        return "cant_invite_self"
    if user in channel.members:
        return "already_in_channel"
    return "cant_invite" if known.deleted else ""


@conversations.method("kick", tier=3, required=("channel", "user"), scopes=_MANAGE)
def kick(call: Call) -> Json:
    channel = call.own_channel()
    user = call.state.user(call.text("user")).id
    if user == call.me:
        raise SlackError("cant_kick_self")
    if channel.general:
        raise SlackError("cant_kick_from_general")
    channels.leave(call.state, channel, user)
    return {}


@conversations.method("members", tier=4, required=("channel",), scopes=_READ)
def members(call: Call) -> Json:
    page, more = call.page(list(call.channel().members))
    return {"members": page, **more}


@conversations.method("open", tier=3, scopes=("im:write", "mpim:write"))
def open_(call: Call) -> Json:
    """The direct message with `users` (up to 8), or the one that `channel` names."""
    if call.text("channel"):
        channel, known = call.own_channel(), True
    else:
        users = call.names("users")
        if not users:
            raise SlackError("users_list_not_supplied")
        if len(users) > 8:
            raise SlackError("too_many_users")
        for user in users:
            call.state.user(user)
        channel, known = channels.direct(call.state, (call.me, *users))
    answer: Json = {"channel": _shape(call, channel) if call.flag("return_im") else {"id": channel.id}}
    return {**answer, "no_op": True, "already_open": True} if known else answer


@conversations.method("rename", tier=2, required=("channel",), scopes=_MANAGE)
def rename(call: Call) -> Json:
    channel = call.own_channel()
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.creator != call.me:
        raise SlackError("not_authorized")
    channels.rename(call.state, channel, call.text("name"), call.me)
    return {"channel": _shape(call, channel)}


@conversations.method("archive", tier=2, required=("channel",), scopes=_MANAGE)
def archive(call: Call) -> Json:
    channels.archive(call.state, call.own_channel(), call.me)
    return {}


@conversations.method("unarchive", tier=2, required=("channel",), scopes=_MANAGE)
def unarchive(call: Call) -> Json:
    channels.unarchive(call.state, call.channel(), call.me)
    return {}


@conversations.method("setTopic", tier=2, required=("channel",), scopes=_TOPIC)
def set_topic(call: Call) -> Json:
    channel = call.own_channel()
    channels.set_note(call.state, channel, "topic", call.text("topic"), call.me)
    return {"channel": _shape(call, channel), "topic": channel.topic.value}


@conversations.method("setPurpose", tier=2, required=("channel",), scopes=_TOPIC)
def set_purpose(call: Call) -> Json:
    channel = call.own_channel()
    channels.set_note(call.state, channel, "purpose", call.text("purpose"), call.me)
    return {"channel": _shape(call, channel), "purpose": channel.purpose.value}
