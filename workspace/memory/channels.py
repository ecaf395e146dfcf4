"""Rules of conversations: names, membership, topic, archive. Changes `State` and tells; no HTTP, no app."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Change, Channel, ChannelKind, Json, Note
from workspace.memory.state import State

NAME_LIMIT = 80
NOTE_LIMIT = 250


def check_name(name: str) -> None:
    """Raises Slack's error for a name it would refuse: letters of any script, digits, - and _ only, no capitals."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > NAME_LIMIT:
        raise SlackError("invalid_name_maxlength")
    if not all(_may_stand_in_a_name(sign) for sign in name):
        raise SlackError("invalid_name_specials")
    if all(sign in "-_" for sign in name):
        raise SlackError("invalid_name_punctuation")


def _may_stand_in_a_name(sign: str) -> bool:
    if sign in "-_":
        return True
    return unicodedata.category(sign)[0] in "LMN" and sign == sign.lower()


def create(state: State, name: str, creator: str, *, private: bool = False, general: bool = False) -> Channel:
    """A new channel with its creator in it. Raises `name_taken` and the errors of `check_name`."""
    check_name(name)
    if name in state.names:
        raise SlackError("name_taken")
    kind: ChannelKind = "private" if private else "channel"
    channel = _new(state, name, kind, creator, general=general)
    state.names[name] = channel.id
    state.tell(Change("channel_created", channel, user=creator))
    join(state, channel, creator)
    return channel


def _new(state: State, name: str, kind: ChannelKind, creator: str, *, general: bool = False) -> Channel:
    now = state.stamps.seconds()
    prefix = "D" if kind == "im" else "C"
    channel = Channel(state.ids.next(prefix), name, kind, creator, now, general=general, updated=now * 1000)
    state.channels[channel.id] = channel
    return channel


def direct(state: State, users: Iterable[str]) -> tuple[Channel, bool]:
    """The direct conversation of these people, and whether it was there already."""
    key = frozenset(users)
    known = state.directs.get(key)
    if known is not None:
        return state.channels[known], True
    people = sorted(key)
    kind: ChannelKind = "mpim" if len(people) > 2 else "im"
    name = "mpdm-" + "--".join(state.users[each].name for each in people) + "-1" if kind == "mpim" else ""
    channel = _new(state, name, kind, people[0])
    channel.members.update(dict.fromkeys(people))
    state.directs[key] = channel.id
    state.tell(Change("channel_created", channel))
    return channel, False


def join(state: State, channel: Channel, user: str, *, inviter: str = "", quietly: bool = False) -> bool:
    """Puts the user into the channel; False when they were in it. `quietly`: no line in the channel."""
    if channel.archived:
        raise SlackError("is_archived")
    if user in channel.members:
        return False
    channel.members[user] = None
    state.tell(Change("joined", channel, user=user, detail={"inviter": inviter}))
    if not quietly:
        line = f"<@{user}> has joined the " + ("channel" if channel.is_public else "group")
        extra: Json = {"inviter": inviter} if inviter else {}
        messages.post(state, channel, {"subtype": _line(channel, "join"), "user": user, "text": line, **extra})
    return True


def leave(state: State, channel: Channel, user: str) -> None:
    """Raises `not_in_channel`."""
    if user not in channel.members:
        raise SlackError("not_in_channel")
    del channel.members[user]
    state.tell(Change("left", channel, user=user))
    line = f"<@{user}> has left the channel"
    messages.post(state, channel, {"subtype": _line(channel, "leave"), "user": user, "text": line})


def rename(state: State, channel: Channel, name: str, user: str) -> None:
    """Raises `name_taken`, `is_archived` and the errors of `check_name`."""
    check_name(name)
    _refuse_archived(channel)
    if state.names.get(name, channel.id) != channel.id:
        raise SlackError("name_taken")
    if name == channel.name:
        return
    old = channel.name
    state.names.pop(old, None)
    state.names[name] = channel.id
    channel.previous_names.insert(0, old)
    channel.name = name
    _touched(state, channel, user, "rename")
    line = f'has renamed the channel from "{old}" to "{name}"'
    extra: Json = {"subtype": _line(channel, "name"), "old_name": old, "name": name}
    messages.post(state, channel, {"user": user, "text": line, **extra})


def set_note(state: State, channel: Channel, which: str, value: str, user: str) -> None:
    """Topic or purpose (`which`), at most 250 characters. Raises `too_long`, `is_archived`."""
    _refuse_archived(channel)
    if len(value) > NOTE_LIMIT:
        raise SlackError("too_long")
    note = Note(value, user, state.stamps.seconds())
    if which == "topic":
        channel.topic = note
        words = f"set the channel topic: {value}"
    else:
        channel.purpose = note
        words = f"set the channel description: {value}"
    _touched(state, channel, user, which)
    extra: Json = {"subtype": _line(channel, which), which: value}
    messages.post(state, channel, {"user": user, "text": words, **extra})


def archive(state: State, channel: Channel, user: str) -> None:
    """Raises `already_archived`, `cant_archive_general`, `method_not_supported_for_channel_type`."""
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.general:
        raise SlackError("cant_archive_general")
    if channel.archived:
        raise SlackError("already_archived")
    line = f"<@{user}> archived the channel"
    messages.post(state, channel, {"subtype": _line(channel, "archive"), "user": user, "text": line})
    channel.archived = True
    _touched(state, channel, user, "archive")


def unarchive(state: State, channel: Channel, user: str) -> None:
    """Raises `not_archived`."""
    if not channel.archived:
        raise SlackError("not_archived")
    channel.archived = False
    _touched(state, channel, user, "unarchive")
    line = f"<@{user}> un-archived the channel"
    messages.post(state, channel, {"subtype": _line(channel, "unarchive"), "user": user, "text": line})


def _line(channel: Channel, what: str) -> str:
    """The subtype of the channel's own line about what happened to it."""
    return f"channel_{what}" if channel.is_public else f"group_{what}"


def _refuse_archived(channel: Channel) -> None:
    if channel.archived:
        raise SlackError("is_archived")


def _touched(state: State, channel: Channel, user: str, what: str) -> None:
    channel.updated = state.stamps.seconds() * 1000
    state.tell(Change("channel", channel, user=user, detail={"what": what}))
