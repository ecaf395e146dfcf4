"""conversations.history and replies: reading what was said."""

from __future__ import annotations

from collections.abc import Iterator

from workspace.errors import SlackError
from workspace.memory.records import Channel, Json
from workspace.memory.shapes import message_shape
from workspace.methods.registry import Call, Family, read_cursor, write_cursor

conversations = Family("conversations")
_HISTORY = ("groups:history", "im:history", "mpim:history", "channels:history")
_MICROS = 1_000_000


@conversations.method("history", tier=3, required=("channel",), scopes=_HISTORY)
def history(call: Call) -> Json:
    """Newest first; replies only when they were broadcast. The cursor is the ts to go on below."""
    channel = call.may(call.own_channel(), "history")
    size = call.limit(100, 999)
    between = Window(call)
    below = read_cursor(call.text("cursor"), "next_ts")
    metadata = call.flag("include_all_metadata")
    found: list[Json] = []
    more = ""
    for message in _newest_first(channel):
        if not between.holds(message["ts"]) or (below and _micros(message["ts"]) >= below):
            continue
        if len(found) == size:
            more = write_cursor(_micros(found[-1]["ts"]), "next_ts")
            break
        found.append(_as_read(channel, message_shape(message, metadata=metadata)))
    answer: Json = {"messages": found, "has_more": bool(more), "pin_count": len(channel.pins)}
    answer.update({name: call.text(name) for name in ("latest", "oldest") if call.text(name)})
    answer.update(channel_actions_ts=None, channel_actions_count=0)
    return {**answer, "response_metadata": {"next_cursor": more}} if more else answer


def _as_read(channel: Channel, shown: Json) -> Json:
    """A reply that was broadcast carries the message that it answers; a thread's first message says more of it."""
    if "reply_count" in shown:
        return {**shown, "is_locked": False, "subscribed": False}
    root = channel.messages.get(str(shown.get("thread_ts")))
    if shown.get("subtype") != "thread_broadcast" or root is None:
        return shown
    return {**shown, "root": {**message_shape(root, metadata=False), "subscribed": False}}


def _newest_first(channel: Channel) -> Iterator[Json]:
    for message in reversed(channel.messages.values()):
        if message.get("thread_ts", message["ts"]) == message["ts"] or message.get("subtype") == "thread_broadcast":
            yield message


class Window:
    """The time between `oldest` and `latest`, ends excluded unless `inclusive`."""

    def __init__(self, call: Call) -> None:
        self._oldest = _stamp(call, "oldest")
        self._latest = _stamp(call, "latest")
        self._inclusive = call.flag("inclusive")

    def holds(self, ts: str) -> bool:
        at = _micros(ts)
        if self._inclusive:
            return self._oldest <= at and (not self._latest or at <= self._latest)
        return self._oldest < at and (not self._latest or at < self._latest)


def _stamp(call: Call, name: str) -> int:
    value = call.text(name)
    if not value or value in ("0", "now"):
        return 0
    try:
        return _micros(value)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _micros(ts: str) -> int:
    whole, _, part = ts.partition(".")
    return int(whole) * _MICROS + int(part.ljust(6, "0")[:6] or 0)


@conversations.method("replies", tier=3, required=("channel", "ts"), scopes=_HISTORY)
def replies(call: Call) -> Json:
    """The thread's root and its replies, oldest first."""
    channel = call.may(call.own_channel(), "history")
    named = channel.messages.get(call.text("ts"))
    root = channel.messages.get(str(named.get("thread_ts", named["ts"]))) if named else None
    if named is None or root is None:
        raise SlackError("thread_not_found")
    between = Window(call)
    stamps = [ts for ts in channel.threads.get(root["ts"], []) if between.holds(ts)]
    start, size = read_cursor(call.text("cursor")), call.limit(1000, 1000)
    page = stamps[start : start + size]
    metadata = call.flag("include_all_metadata")
    wanted = (root, *(channel.messages[ts] for ts in page))
    found = [_as_read(channel, message_shape(message, metadata=metadata)) for message in wanted]
    has_more = start + size < len(stamps)
    answer: Json = {"messages": found, "has_more": has_more}
    if has_more:
        answer["response_metadata"] = {"next_cursor": write_cursor(start + size)}
    return answer
