"""conversations.join, leave, invite, kick, members, open, close, mark: who is in a conversation, how far they read."""

from __future__ import annotations

from workspace.errors import SlackError, bad_arguments
from workspace.memory import channels
from workspace.memory.records import Channel, Json
from workspace.methods.conversations import READ, WRITE, refuse_direct, shape
from workspace.methods.registry import Call, Family, part

conversations = Family("conversations")
INVITE_LIMIT = 100
DIRECT_LIMIT = 8
_INVITE = (
    *("channels:write.invites", "groups:write.invites"),
    *("channels:manage", "groups:write", "im:write", "mpim:write"),
)
_OPEN = ("channels:manage", "groups:write", "im:write", "mpim:write")


@conversations.method("join", tier=3, required=("channel",), scopes=("channels:join",))
def join(call: Call) -> Json:
    channel = call.channel()
    if not channel.is_public:
        raise SlackError("method_not_supported_for_channel_type")
    joined = channels.join(call.state, channel, call.me)
    answer: Json = {"channel": shape(call, channel)}
    if not joined:
        answer.update(warning="already_in_channel", response_metadata={"warnings": ["already_in_channel"]})
    return answer


@conversations.method("leave", tier=3, required=("channel",), scopes=WRITE)
def leave(call: Call) -> Json:
    channel = call.may(call.channel(), "manage")
    refuse_direct(channel)
    if call.me not in channel.members:
        return {"not_in_channel": True}
    if channel.archived:
        raise SlackError("is_archived")
    if channel.general:
        raise SlackError("cant_leave_general")
    if not channel.is_public and len(channel.members) == 1:
        raise SlackError("last_member")
    channels.leave(call.state, channel, call.me)
    return {}


@conversations.method("invite", tier=3, required=("channel", "users"), scopes=_INVITE)
def invite(call: Call) -> Json:
    """Without `force` one bad user stops all; with it the good ones come in and the bad ones are named."""
    channel = call.may(call.own_channel(), "invites")
    refuse_direct(channel)
    if channel.archived:
        raise SlackError("is_archived")
    users = call.names("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > INVITE_LIMIT:
        raise bad_arguments(f"no more than {INVITE_LIMIT} items allowed [json-pointer:/users]")
    faults = [{"user": user, "ok": False, "error": fault} for user in users if (fault := _why_not(call, channel, user))]
    bad = {fault["user"] for fault in faults}
    good = [user for user in dict.fromkeys(users) if user not in bad]
    if faults and not (call.flag("force") and good):
        raise SlackError(str(faults[0]["error"]), errors=faults)
    for user in good:
        channels.join(call.state, channel, user, inviter=call.me)
    answer: Json = {"channel": shape(call, channel)}
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


@conversations.method("kick", tier=3, required=("channel",), scopes=("groups:write", "channels:manage"))
def kick(call: Call) -> Json:
    channel = call.may(call.own_channel(), "manage")
    refuse_direct(channel)
    if not call.text("user"):
        raise bad_arguments("missing required field: user")
    user = call.state.user(call.text("user")).id
    if user == call.me:
        raise SlackError("cant_kick_self")
    if channel.general:
        raise SlackError("cant_kick_from_general")
    channels.leave(call.state, channel, user)
    return {"errors": {}}


@conversations.method("members", tier=4, required=("channel",), scopes=READ)
def members(call: Call) -> Json:
    page, more = call.page(list(call.may(call.channel(), "read").members))
    return {"members": page, **more}


@conversations.method("open", tier=3, scopes=_OPEN)
def open_(call: Call) -> Json:
    """The direct message with `users` (up to 8), or the one that `channel` names."""
    if call.text("channel"):
        channel, known = call.channel(), True
        if not channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
    else:
        channel, known = _direct(call)
    known = known and call.me not in channel.closed_for
    channel.closed_for.discard(call.me)
    answer: Json = {"channel": shape(call, channel) if call.flag("return_im") else {"id": channel.id}}
    return {**answer, "no_op": True, "already_open": True} if known else answer


def _direct(call: Call) -> tuple[Channel, bool]:
    users = call.names("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > DIRECT_LIMIT:
        raise SlackError("too_many_users")
    for user in users:
        if call.state.user(user).deleted:
            raise SlackError("user_disabled")
    people = frozenset((call.me, *users))
    if len(people) == 1:
        raise SlackError("not_enough_users")
    call.need("im:write" if len(people) == 2 else "mpim:write")
    if call.flag("prevent_creation") and people not in call.state.directs:
        raise SlackError("channel_not_found")
    return channels.direct(call.state, people)


@conversations.method(
    "close",
    tier=2,
    required=("channel",),
    scopes=WRITE,
    far=part("Remembered for the app that closes it.", "只对关闭它的应用有记录。"),
)
def close(call: Call) -> Json:
    channel = call.may(call.channel(), "manage")
    if not channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    if call.me in channel.closed_for:
        return {"no_op": True, "already_closed": True}
    channel.closed_for.add(call.me)
    return {}


@conversations.method("mark", tier=3, required=("channel", "ts"), scopes=WRITE)
def mark(call: Call) -> Json:
    """Up to where the bot has read: `last_read` of conversations.info."""
    channel = call.may(call.own_channel(), "manage")
    channel.last_read[call.me] = call.moment("ts", "invalid_timestamp")
    return {}
