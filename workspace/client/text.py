"""What a person types, as Slack's client sends it: entities escaped, names turned into references. Pure."""

from __future__ import annotations

import re
from typing import Any

from workspace.memory.records import Json
from workspace.memory.state import State

_REFERENCE = re.compile(r"<(?:[@#][A-Z0-9]{6,}(?:\|[^<>]*)?|![a-z]+[^<>]*|https?://[^<>]*|mailto:[^<>]*)>")
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?，。；：！？、）)】」』]")


def escape(text: str) -> str:
    """`& < >` as entities, once."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_typed(state: State, text: str, *, references: bool = True, named: bool = False, escaped: bool = False) -> str:
    """Typed text as it goes over the wire. References written out (<@U…>) stay; with `references`, @name and #channel
    of this workspace and addresses become references (`named`: with |name behind the id, as slash commands do).
    `escaped`: the text comes from a client that has put entities for & < > already."""
    parts: list[str] = []
    end = 0
    for match in _REFERENCE.finditer(text):
        parts += [_plain(state, text[end : match.start()], references, named, escaped), match.group()]
        end = match.end()
    parts.append(_plain(state, text[end:], references, named, escaped))
    return "".join(parts)


def _plain(state: State, text: str, references: bool, named: bool, escaped: bool) -> str:
    if escaped:
        text = unescape(text)
    if not references:
        return escape(text)
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        parts += [_names(state, escape(text[end : match.start()]), named), f"<{escape(match.group())}>"]
        end = match.end()
    parts.append(_names(state, escape(text[end:]), named))
    return "".join(parts)


def with_names(state: State, text: str) -> str:
    """An app's text with its @handles and #channels as references, as `link_names` asks. `text` is escaped already."""
    return _names(state, text, False)


def _names(state: State, text: str, named: bool) -> str:
    """`text` is escaped already."""
    if "@" not in text and "#" not in text:
        return text
    users: dict[str, str] = {}
    for user in state.users.values():
        reference = f"<@{user.id}|{user.name}>" if named else f"<@{user.id}>"
        for name in (user.name, user.display_name, user.real_name):
            if name:
                users.setdefault(f"@{escape(name)}", reference)
    for name, channel_id in state.names.items():
        users[f"#{name}"] = f"<#{channel_id}|{name}>"
    if not users:
        return text
    known = sorted(users, key=len, reverse=True)
    pattern = re.compile(r"(?<![A-Za-z0-9_.@#])(?:" + "|".join(map(re.escape, known)) + r")(?![A-Za-z0-9_])")
    return pattern.sub(lambda match: users[match.group()], text)


def all_text(message: Json) -> str:
    """Everything readable in a message or view, a line each: its text, then the texts of its blocks."""
    lines: list[str] = []
    if message.get("text"):
        lines.append(str(message["text"]))
    for part in (message.get("title"), message.get("blocks"), message.get("attachments")):
        _gather(part, lines)
    return "\n".join(lines)


def _gather(part: Any, lines: list[str]) -> None:
    if isinstance(part, list):
        for each in part:
            _gather(each, lines)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            lines.append(part["text"])
        for name, each in part.items():
            if isinstance(each, dict | list) and name not in ("state", "confirm"):
                _gather(each, lines)
