"""The slash commands that Slack itself has: /me, /invite, /remove, /topic, /join, /leave, /rename, /archive.

An app's own command of the same name comes first. May not: deliver anything to an app but by what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workspace.client.text import unescape
from workspace.errors import SlackError
from workspace.memory import channels, messages
from workspace.memory.records import Channel, User
from workspace.memory.state import State

_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#(C[A-Z0-9]+)(?:\|[^>]*)?>")


def run_own(state: State, user: User, channel: Channel, word: str, rest: str) -> str | None:
    """Does it as this person, and gives the sentence for them alone that Slackbot says when it could not be done (empty
    when it was); None when there is no such command. `rest`: what follows the word, with names as references."""
    do = _COMMANDS.get(word)
    if do is None:
        return None
    try:
        do(state, user, channel, rest)
    except SlackError as refused:
        why = refused.code.replace("_", " ")
        return f"{word}：未能执行（{why}）。" if user.locale.startswith("zh") else f"{word} could not be done: {why}."
    return ""


def _me(state: State, user: User, channel: Channel, rest: str) -> None:
    if not rest:
        raise SlackError("no_text")
    messages.post(state, channel, {"subtype": "me_message", "user": user.id, "text": rest})


def _named(state: State, rest: str) -> list[str]:
    found = _USER.findall(rest)
    if not found:
        raise SlackError("no_user")
    return [state.user(each).id for each in found]


def _invite(state: State, user: User, channel: Channel, rest: str) -> None:
    for each in _named(state, rest):
        channels.join(state, channel, each, inviter=user.id)


def _remove(state: State, user: User, channel: Channel, rest: str) -> None:
    for each in _named(state, rest):
        channels.leave(state, channel, each)


def _topic(state: State, user: User, channel: Channel, rest: str) -> None:
    channels.set_note(state, channel, "topic", unescape(rest), user.id)


def _join(state: State, user: User, channel: Channel, rest: str) -> None:
    named = _CHANNEL.search(rest)
    wanted = named[1] if named else state.names.get(rest.removeprefix("#"), "")
    place = state.channel(wanted)
    if not place.is_public:
        raise SlackError("channel_not_found")
    channels.join(state, place, user.id)


def _leave(state: State, user: User, channel: Channel, rest: str) -> None:
    channels.leave(state, channel, user.id)


def _rename(state: State, user: User, channel: Channel, rest: str) -> None:
    channels.rename(state, channel, rest.removeprefix("#"), user.id)


def _archive(state: State, user: User, channel: Channel, rest: str) -> None:
    channels.archive(state, channel, user.id)


_COMMANDS: dict[str, Callable[[State, User, Channel, str], None]] = {
    "/me": _me,
    "/invite": _invite,
    "/remove": _remove,
    "/kick": _remove,
    "/topic": _topic,
    "/join": _join,
    "/leave": _leave,
    "/part": _leave,
    "/rename": _rename,
    "/archive": _archive,
}
