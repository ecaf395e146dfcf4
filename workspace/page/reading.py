"""What stands in channels, page by page, and what is found there, as one person may see it. Reads only.

A page is a run of messages that begin threads (or stand in none), each with its whole thread; timestamps have one
width, so that they sort as text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from workspace.client.text import all_text
from workspace.memory.records import Channel, Json
from workspace.page.picture import is_reply, may_see
from workspace.people.person import Stage

PAGE = 100
MOST_AT_ONCE = 20_000
MOST_FOUND = 50
_CONTEXT = 30


class Reading:
    """`user` is the id of who reads."""

    def __init__(self, stage: Stage) -> None:
        self._state = stage.state

    def page(
        self, user: str, channel: Channel, *, before: str = "", until: str = "", limit: int = PAGE, since: str = ""
    ) -> Json:
        """The last `limit` messages older than `before` (empty: the newest), oldest first; more, when `until` is older:
        up to a little before that one. `older` counts what stands before them. The newest page also brings what is
        pinned, wherever it stands. What only this person sees is left out when it is older than `since`."""
        own = self._own(user, channel, since)
        roots = [message for message in channel.messages.values() if not is_reply(message)]
        roots += [message for message in own if not is_reply(message)]
        roots.sort(key=_ts)
        end = bisect_left(roots, before, key=_ts) if before else len(roots)
        start = max(0, end - min(max(limit, 1), MOST_AT_ONCE))
        if until:
            start = max(0, min(start, bisect_left(roots, until, key=_ts) - _CONTEXT))
        shown = roots[start:end]
        answer: Json = {"messages": [*shown, *self._replies(channel, shown, own)], "older": start}
        if not before:
            answer["pins"] = list(channel.pins)
            answer["pinned"] = [channel.messages[ts] for ts in channel.pins if ts in channel.messages]
            answer["bookmarks"] = list(channel.bookmarks.values())
        return answer

    def thread(self, user: str, channel: Channel, ts: str, *, since: str = "") -> Json:
        """The message that began a thread and its replies. Raises LookupError."""
        root = channel.messages.get(ts)
        if root is None:
            raise LookupError("there is no such message")
        return {"messages": [root, *self._replies(channel, [root], self._own(user, channel, since))]}

    def find(self, user: str, words: str, channel: Channel | None = None) -> Json:
        """The newest messages that have all these words, in this channel or in all that the person is in."""
        wanted = words.lower().split()
        places = [channel] if channel else [each for each in self._state.channels.values() if user in each.members]
        hits = [hit for place in places if may_see(place, user) for hit in _hits(place, wanted)] if wanted else []
        hits.sort(key=lambda hit: str(hit["message"]["ts"]), reverse=True)
        return {"found": hits[:MOST_FOUND], "more": len(hits) > MOST_FOUND}

    def _own(self, user: str, channel: Channel, since: str) -> list[Json]:
        if user not in channel.members:
            return []
        own = self._state.ephemerals.get((channel.id, user), {})
        return [message for ts, message in own.items() if ts >= since]

    def _replies(self, channel: Channel, roots: Iterable[Json], own: Iterable[Json]) -> Iterator[Json]:
        known = {str(root["ts"]) for root in roots}
        for root in known & channel.threads.keys():
            yield from (channel.messages[ts] for ts in channel.threads[root] if ts in channel.messages)
        yield from (message for message in own if is_reply(message) and message["thread_ts"] in known)


def _hits(channel: Channel, wanted: list[str]) -> list[Json]:
    """The newest first, at most one more than are shown."""
    hits: list[Json] = []
    for message in reversed(channel.messages.values()):
        text = all_text(message).lower()
        if all(word in text for word in wanted):
            hits.append({"channel": channel.id, "message": message})
            if len(hits) > MOST_FOUND:
                break
    return hits


def _ts(message: Json) -> str:
    return str(message["ts"])
