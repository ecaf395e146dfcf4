"""conversations.history, replies, mark: reading what was said."""

from __future__ import annotations

from collections.abc import Iterator

from workspace.errors import SlackError
from workspace.methods.registry import Call, Family, read_cursor, write_cursor
from workspace.records import Channel, Json
from workspace.shapes import message_shape

conversations = Family("conversations")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


@conversations.method("history", tier=3, required=("channel",), scopes=_HISTORY)
def history(call: Call) -> Json:
    """Newest first; replies only when they were broadcast. The cursor is the ts to go on below."""
    channel = call.own_channel()
    size = call.limit(100, 999)
    between = Window(call)
    below = _ts_cursor(call)
    metadata = call.flag("include_all_metadata")
    found: list[Json] = []
    more = ""
    for message in _newest_first(channel):
        ts = message["ts"]
        if not between.holds(ts) or (below and ts >= below):
            continue
        if len(found) == size:
            more = f"bf{found[-1]['ts']}"
            break
        found.append(message_shape(message, metadata=metadata))
    answer: Json = {"messages": found, "has_more": bool(more), "pin_count": len(channel.pins)}
    return {**answer, "response_metadata": {"next_cursor": more}} if more else answer


def _newest_first(channel: Channel) -> Iterator[Json]:
    for message in reversed(channel.messages.values()):
        if message.get("thread_ts", message["ts"]) == message["ts"] or message.get("subtype") == "thread_broadcast":
            yield message


def _ts_cursor(call: Call) -> str:
    cursor = call.text("cursor")
    if cursor and not cursor.startswith("bf"):
        raise SlackError("invalid_cursor")
    return cursor.removeprefix("bf")


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
    return int(whole) * 1_000_000 + int(part.ljust(6, "0")[:6] or 0)


@conversations.method("replies", tier=3, required=("channel", "ts"), scopes=_HISTORY)
def replies(call: Call) -> Json:
    """The thread's root and its replies, oldest first."""
    channel = call.own_channel()
    named = channel.messages.get(call.text("ts"))
    root = channel.messages.get(str(named.get("thread_ts", named["ts"]))) if named else None
    if named is None or root is None:
        raise SlackError("thread_not_found")
    between = Window(call)
    stamps = [ts for ts in channel.threads.get(root["ts"], []) if between.holds(ts)]
    start, size = read_cursor(call.text("cursor")), call.limit(1000, 1000)
    page = stamps[start : start + size]
    metadata = call.flag("include_all_metadata")
    found = [message_shape(message, metadata=metadata) for message in (root, *(channel.messages[ts] for ts in page))]
    has_more = start + size < len(stamps)
    answer: Json = {"messages": found, "has_more": has_more}
    if has_more:
        answer["response_metadata"] = {"next_cursor": write_cursor(start + size)}
    return answer


@conversations.method("mark", tier=3, required=("channel", "ts"))
def mark(call: Call) -> Json:
    call.own_channel()
    return {}
