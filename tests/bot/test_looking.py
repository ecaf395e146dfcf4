"""How far it is looked back for what may have been posted already: on the wire, with a clock that stamps messages."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.looking import APART, LEAST_PAGES, MOST_PAGES, PAGE, LookBack
from bot.slack.calls import Never, SlackCalls
from bot.timing import Timing
from workspace import AppInstall, Workspace

BEGIN = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


@dataclass(slots=True)
class Place:
    """A channel and a thread in it."""

    workspace: Workspace
    looking: LookBack
    now: Callable[[], datetime]
    channel: str = ""
    thread: str = ""
    said: int = field(default=0)

    def post(self, key: str = "", thread: bool = False, count: int = 1) -> None:
        stamp = {"metadata": {"event_type": "x", "event_payload": {"key": key}}} if key else {}
        body = {"channel": self.channel, "thread_ts": self.thread if thread else None, **stamp}
        for _ in range(count):
            self.said += 1
            answer = self.workspace.answer(
                "chat.postMessage",
                {name: each for name, each in {**body, "text": f"{self.said}"}.items() if each},
                "xoxb-local-bot",
            )
            assert answer["ok"], answer
            self.thread = self.thread or str(answer["ts"])

    async def finds(self, key: str, since: datetime, thread: bool = False) -> bool:
        return key in (await self.looking.look(self.channel, self.thread if thread else None, since)).posted

    @property
    def looks(self) -> int:
        return len(self.workspace.calls.where("conversations.history|conversations.replies"))


@asynccontextmanager
async def a_place(now: Callable[[], datetime]) -> AsyncIterator[Place]:
    async with Workspace(clock=lambda: now().timestamp(), apps=[AppInstall()]) as workspace:
        client = AsyncWebClient("xoxb-local-bot", workspace.api_url, retry_handlers=[])
        made = Place(workspace, LookBack(SlackCalls(client, Timing())), now)
        created = workspace.answer("conversations.create", {"name": "till"}, "xoxb-local-bot")
        made.channel = created["channel"]["id"]
        made.post()
        yield made


@pytest.mark.parametrize("thread", [False, True])
async def test_it_is_found_however_much_was_said_since_it_was_wished_for(thread: bool) -> None:
    """A thread is told from its beginning, so that what came last stands on its last page."""
    async with a_place(lambda: BEGIN) as place:
        place.post(count=1500, thread=thread)
        place.post("mine", thread=thread)
        place.post(count=1500, thread=thread)
        assert await place.finds("mine", BEGIN, thread)
        assert not await place.finds("other", BEGIN, thread)


async def test_what_was_said_before_it_was_wished_for_is_not_read() -> None:
    """But for as much as a clock that is wrong asks for."""
    now = [BEGIN]
    async with a_place(lambda: now[0]) as place:
        place.post(count=5000)
        now[0] = BEGIN + timedelta(hours=1)
        assert not await place.finds("mine", now[0])
        assert place.looks == LEAST_PAGES
        place.post("mine")
        place.post(count=(LEAST_PAGES - 1) * PAGE)
        for since in (now[0], now[0] + timedelta(days=1), now[0] + APART):
            assert await place.finds("mine", since)


async def test_where_more_was_said_than_can_be_looked_through_nobody_says_that_it_is_not_there() -> None:
    async with a_place(lambda: BEGIN) as place:
        place.post("mine")
        place.post(count=MOST_PAGES * PAGE)
        with pytest.raises(Never, match="unseen_since"):
            await place.finds("mine", BEGIN)
        assert place.looks == MOST_PAGES
