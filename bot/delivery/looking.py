"""Looking back: what of ours stands in a channel or a thread since something was wished for.

Answers for: nothing is taken for not done that was not looked for far enough back; hundreds who look at the same time
share their looks. May not: post anything, or say what follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.rounds import Rounds
from bot.slack.calls import Never, SlackCalls

PAGE = 200
LEAST_PAGES, MOST_PAGES = 5, 25
"""So many are read whatever the clocks say, and so many at most."""
APART = timedelta(minutes=10)
"""Slack's clock, which stamps messages, may be so far from ours."""

Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """``posted``: the ts of each message that carries a wish's key, by its key; ``fences``: of the claims by which they
    were posted. Of two that stand there that of the later claim is meant. ``files``: their names and titles.
    ``back_to``: as far as it was looked, a ts; 0 for the beginning."""

    posted: Mapping[str, str]
    fences: Mapping[str, int]
    files: Sequence[tuple[str, str]]
    back_to: float


class LookBack:
    """See the module."""

    def __init__(self, slack: SlackCalls) -> None:
        self._slack = slack
        self._rounds = Rounds()
        self._wanted: dict[Place, float] = {}  # how far the next look at a place has to go

    async def look(self, channel: str, thread: str | None, since: datetime) -> Seen:
        """What of ours stands there, from now at least back to ``since`` (machine clock). Raises ``Again`` when nobody
        can look, and ``Never`` when more was said since than can be looked through."""
        place, back_to = (channel, thread), (since - APART).timestamp()
        self._wanted[place] = min(back_to, self._wanted.get(place, back_to))
        seen = await self._rounds.join(place, lambda: self._look(place))
        if seen.back_to > back_to:
            raise Never("unseen_since")
        return seen

    async def _look(self, place: Place) -> Seen:
        channel, thread = place
        wanted = self._wanted.pop(place)
        found: list[Any] = []
        back_to, cursor = 0.0, None
        for number in range(1, MOST_PAGES + 1):
            page, cursor = await self._page(channel, thread, cursor)
            found += page
            # A thread is told from its beginning: the newest of it stands on the last page.
            back_to = float("inf") if thread else min((float(each["ts"]) for each in page), default=back_to)
            if cursor is None:
                return _seen(found, 0.0)
            if number >= LEAST_PAGES and back_to <= wanted:
                break
        return _seen(found, back_to)

    async def _page(self, channel: str, thread: str | None, cursor: str | None) -> tuple[list[Any], str | None]:
        method = "conversations.replies" if thread else "conversations.history"
        return await self._slack.page(
            method, "messages", cursor, channel=channel, ts=thread, include_all_metadata=True, limit=PAGE
        )


def _seen(messages: Sequence[Any], back_to: float) -> Seen:
    posted: dict[str, str] = {}
    fences: dict[str, int] = {}
    files: list[tuple[str, str]] = []
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if "key" in payload:
            key, fence = payload["key"], int(payload.get("fence") or 0)
            if key not in posted or fence > fences[key]:
                posted[key], fences[key] = str(message["ts"]), fence
        files += ((str(file.get("name")), str(file.get("title"))) for file in message.get("files") or [])
    return Seen(posted, fences, files, back_to)
