"""What a person typed as the rich_text block that Slack's client makes of it. Pure.

Answers for: mentions, channels, user groups, broadcasts, links and emoji as elements of their own, the rest as text.
May not: read bold, italics, lists or quotes out of the text. Source: Slack's reference of the rich text block.
"""

from __future__ import annotations

import re

from workspace.client.text import unescape
from workspace.memory.records import Json

_PIECE = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>|:([a-z0-9_+'-]+):")
_GROUP = "subteam^"


def with_rich_text(message: Json) -> Json:
    """The message as apps get it: with the block, when a person typed it; as it is otherwise."""
    typed = "client_msg_id" in message and message.get("text") and not message.get("blocks")
    return {**message, "blocks": [rich_text(str(message["text"]), str(message["ts"]))]} if typed else message


def rich_text(text: str, mark: str) -> Json:
    """The block; `mark` makes its block_id."""
    elements: list[Json] = []
    end = 0
    for piece in _PIECE.finditer(text):
        _add_text(elements, text[end : piece.start()])
        elements.append(_element(piece))
        end = piece.end()
    _add_text(elements, text[end:])
    section: Json = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": f"rt{mark.replace('.', '')[-8:]}", "elements": [section]}


def _add_text(elements: list[Json], text: str) -> None:
    if text:
        elements.append({"type": "text", "text": unescape(text)})


def _element(piece: re.Match[str]) -> Json:
    sign, target, label, emoji = piece.groups()
    if emoji is not None:
        return {"type": "emoji", "name": emoji}
    if sign == "@":
        return {"type": "user", "user_id": target}
    if sign == "#":
        return {"type": "channel", "channel_id": target}
    if sign == "!" and target.startswith(_GROUP):
        return {"type": "usergroup", "usergroup_id": target.removeprefix(_GROUP)}
    if sign == "!":
        return {"type": "broadcast", "range": target.partition("^")[0]}
    shape: Json = {"type": "link", "url": unescape(target)}
    return {**shape, "text": unescape(label)} if label else shape
