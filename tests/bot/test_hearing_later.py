"""What was said in a channel while nothing could be stored is heard later."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.slack.overhearing import Overhearing
from bot.troubles import Troubles
from crisis.policy import Policy
from crisis.policy.listening import ListenedChannel
from crisis.policy.people import Roster
from storage.errors import Overloaded
from storage.store import SqlStore

BEGIN = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Channel:
    """One that another app posts into, and a desk that may have no room."""

    def __init__(self) -> None:
        self.now, self.is_full = BEGIN, False
        self.said: list[dict[str, Any]] = []
        self.heard: list[str] = []

    def clock(self) -> datetime:
        return self.now

    def post(self, title: str) -> None:
        attachment = {"color": "danger", "title": f"[FIRING:1] {title}", "fallback": title}
        ts = f"{self.now.timestamp():.6f}"
        self.said.insert(0, {"ts": ts, "bot_id": "B1", "username": "grafana", "attachments": [attachment]})

    async def pages(self, method: str, key: str, most: int = 100, **arguments: Any) -> list[dict[str, Any]]:
        if method == "conversations.list":
            return [{"id": "C1", "name": "ops-alerts", "is_member": True}]
        return [each for each in self.said if float(each["ts"]) > float(arguments["oldest"])]

    async def handle(self, command: Any, once: str, within: Any) -> None:
        if self.is_full:
            raise Overloaded(1)
        if once not in self.heard:
            self.heard.append(once)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with SqlStore(f"sqlite:///{tmp_path / 'fenghuo.db'}", lambda: BEGIN, os.urandom) as store:
        yield store


def listening(channel: Channel, store: SqlStore) -> Overhearing:
    policy = Policy(listen=(ListenedChannel("ops-alerts", ("grafana",)),))
    desk: Any = SimpleNamespace(policy=policy, clock=channel.clock, roster=Roster(), handle=channel.handle)
    slack: Any = channel
    return Overhearing(slack, store, desk, Troubles(channel.clock), lambda: None)


async def test_what_could_not_be_stored_is_heard_with_the_next_look(store: SqlStore) -> None:
    channel = Channel()
    overhearing = listening(channel, store)
    assert await overhearing.refresh()
    channel.now += MINUTE
    channel.post("Orders fail")
    channel.now += 9 * MINUTE
    channel.is_full = True
    assert not await overhearing.refresh()
    channel.now += 10 * MINUTE
    channel.is_full = False
    again = listening(channel, store)  # after a restart, too
    await again.load()
    for each in (overhearing, again):
        channel.heard.clear()
        assert await each.refresh()
        assert len(channel.heard) == 1
