"""Messages of other apps as they come from Slack, edited, twice and in the wrong order: one message is one alert."""

import json
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import SlackCalls
from bot.slack.overhearing import FACT, Overhearing
from bot.troubles import Troubles
from crisis.desk.desk import Desk
from crisis.incident import Incident
from crisis.policy import Policy
from crisis.policy.listening import ListenedChannel
from storage.store import SqlStore

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
TS = "1777626000.000100"


class Channel:
    """A channel that is listened to; events of it are handed in as Slack sends them."""

    def __init__(self, store: SqlStore) -> None:
        keys = count(1)
        self.store = store
        self.desk = Desk(
            store,
            Policy(listen=(ListenedChannel("C1"),)),
            lambda: NOW,
            cut=str.split,
            latin=str.lower,
            entropy=lambda size: next(keys).to_bytes(size, "big"),
            wake=lambda due: None,
        )

    async def listening(self) -> Overhearing:
        """As after a start."""
        kept = json.dumps({"C1": {"name": "ops", "since": TS, "first": TS}})
        await self.store.transact(lambda unit: unit.set_fact(FACT, kept))
        calls = SlackCalls(AsyncWebClient("xoxb-none"))
        made = Overhearing(calls, self.store, self.desk, Troubles(lambda: NOW), lambda: None)
        await made.load()
        return made

    async def incidents(self) -> tuple[Incident, ...]:
        return await self.store.read(lambda view: view.open_incidents())


@pytest.fixture
async def channel(tmp_path: Path) -> AsyncIterator[Channel]:
    async with SqlStore(f"sqlite:///{tmp_path / 'fenghuo.db'}", lambda: NOW, os.urandom) as store:
        yield Channel(store)


def said(title: str, colour: str = "danger", **more: Any) -> dict[str, Any]:
    attachments = [{"color": colour, "title": title}]
    return {"type": "message", "channel": "C1", "bot_id": "B1", "ts": TS, "attachments": attachments, **more}


def edited(message: dict[str, Any], before: dict[str, Any] | None, at: str = "1777626060.000200") -> dict[str, Any]:
    """The event of an edit, without the mark that Slack does not put on every one."""
    found = {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": at, "message": message}
    return found if before is None else found | {"previous_message": before}


async def test_an_edit_that_comes_before_its_message_is_not_undone_by_it(channel: Channel) -> None:
    ears = await channel.listening()
    first, over = said("Orders fail"), said("All shops sell", "good")
    await ears.heard(edited(over, first))
    await ears.heard(first)
    assert await channel.incidents() == ()
    await ears.heard(edited(first, over, "1777626120.000300"))  # it is back
    (incident,) = await channel.incidents()
    assert incident.title == "Orders fail"


async def test_every_event_counts_once_however_often_it_comes(channel: Channel) -> None:
    ears = await channel.listening()
    first, over = said("Orders fail"), said("All shops sell", "good")
    for event in (first, edited(over, first), first, edited(over, first)):
        await ears.heard(event)
        await (await channel.listening()).heard(event)  # another replica, or after a start
    (incident,) = await channel.incidents()
    assert (incident.firing.ended, incident.firing.is_over, incident.duplicates) == (1, True, 0)


async def test_what_changes_with_each_edit_opens_nothing(channel: Channel) -> None:
    ears = await channel.listening()
    now = said("Orders fail: 12 in shop A")
    await ears.heard(now)
    for number, title in enumerate(("Orders fail: 40 in shops A and B", "Payments fail, too", "Everything fails")):
        was, now = now, said(title, edited={"user": "U1", "ts": f"177762606{number}.000200"})
        await ears.heard(edited(now, was))
    (incident,) = await channel.incidents()
    assert (incident.title, incident.duplicates) == ("Orders fail: 12 in shop A", 0)
    await ears.heard(edited(said("All shops sell", "good"), now, "1777626120.000300"))
    (incident,) = await channel.incidents()
    assert incident.firing.is_over


async def test_an_edit_whose_message_nobody_heard_is_read_by_itself(channel: Channel) -> None:
    ears = await channel.listening()
    await ears.heard(edited(said("Orders fail"), None))
    await ears.heard(edited(said("Every order fails"), None, "1777626120.000300"))
    (incident,) = await channel.incidents()
    assert (incident.title, incident.duplicates) == ("Orders fail", 0)


async def test_what_slack_puts_below_a_link_says_nothing(channel: Channel) -> None:
    """A preview of another site is an edit, too, and may be green."""
    ears = await channel.listening()
    first = said("Orders fail")
    first["attachments"] = []
    first["text"] = "Orders fail, see https://status.example"
    await ears.heard(first)
    below = {"from_url": "https://status.example", "title": "Status", "color": "good"}
    await ears.heard(edited(first | {"attachments": [below]}, first))
    (incident,) = await channel.incidents()
    assert not incident.firing.is_over
