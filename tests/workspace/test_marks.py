"""pins.*, reactions.*, bookmarks.*: marks on messages and channels."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, GENERAL, INCIDENTS, LIN, refused
from workspace import Workspace


@pytest.fixture
async def ts(client: AsyncWebClient) -> str:
    await client.conversations_join(channel=GENERAL)
    stamp: str = (await client.chat_postMessage(channel=GENERAL, text="mark me"))["ts"]
    return stamp


async def test_pinning_and_back(client: AsyncWebClient, ts: str) -> None:
    await client.pins_add(channel=GENERAL, timestamp=ts)
    await refused(client.pins_add(channel=GENERAL, timestamp=ts), "already_pinned")
    item = (await client.pins_list(channel=GENERAL))["items"][0]
    assert (item["message"]["ts"], item["created_by"], item["type"]) == (ts, BOT, "message")
    await client.pins_remove(channel=GENERAL, timestamp=ts)
    await refused(client.pins_remove(channel=GENERAL, timestamp=ts), "no_pin")
    assert (await client.pins_list(channel=GENERAL))["items"] == []


async def test_pinning_what_is_not_there(client: AsyncWebClient, ts: str) -> None:
    await refused(client.pins_add(channel=GENERAL, timestamp="1.000001"), "message_not_found")
    await refused(client.pins_add(channel=INCIDENTS, timestamp=ts), "not_in_channel")
    await refused(client.pins_add(channel=GENERAL), "no_item_specified")


async def test_a_deleted_message_is_pinned_no_more(client: AsyncWebClient, ts: str) -> None:
    await client.pins_add(channel=GENERAL, timestamp=ts)
    await client.chat_delete(channel=GENERAL, ts=ts)
    assert (await client.pins_list(channel=GENERAL))["items"] == []


async def test_reactions_are_counted(workspace: Workspace, client: AsyncWebClient, ts: str) -> None:
    await client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    await workspace.person("林晓").react(ts, ":eyes:")
    await refused(client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes"), "already_reacted")
    message = (await client.reactions_get(channel=GENERAL, timestamp=ts))["message"]
    assert message["reactions"] == [{"name": "eyes", "users": [BOT, LIN], "count": 2}]
    await client.reactions_remove(channel=GENERAL, timestamp=ts, name="eyes")
    await refused(client.reactions_remove(channel=GENERAL, timestamp=ts, name="eyes"), "no_reaction")
    message = (await client.reactions_get(channel=GENERAL, timestamp=ts))["message"]
    assert message["reactions"] == [{"name": "eyes", "users": [LIN], "count": 1}]


async def test_reactions_need_a_place_and_a_name(client: AsyncWebClient, ts: str) -> None:
    await refused(client.reactions_add(channel=GENERAL, timestamp="1.000001", name="eyes"), "message_not_found")
    await refused(client.reactions_add(channel=GENERAL, timestamp=ts, name="not an emoji"), "invalid_name")
    await refused(client.reactions_get(), "no_item_specified")


async def test_bookmarks(client: AsyncWebClient, ts: str) -> None:
    made = await client.bookmarks_add(channel_id=GENERAL, title="Status", type="link", link="https://a.example")
    key = made["bookmark"]["id"]
    await client.bookmarks_edit(bookmark_id=key, channel_id=GENERAL, title="状态页", link="https://b.example")
    listed = (await client.bookmarks_list(channel_id=GENERAL))["bookmarks"]
    assert [(each["title"], each["link"]) for each in listed] == [("状态页", "https://b.example")]
    await client.bookmarks_remove(bookmark_id=key, channel_id=GENERAL)
    assert (await client.bookmarks_list(channel_id=GENERAL))["bookmarks"] == []
    await refused(client.bookmarks_remove(bookmark_id=key, channel_id=GENERAL), "not_found")


async def test_bookmarks_take_links_only(client: AsyncWebClient, ts: str) -> None:
    bad = client.bookmarks_add(channel_id=GENERAL, title="x", type="link", link="javascript:1")
    await refused(bad, "invalid_link")
    await refused(client.bookmarks_add(channel_id=GENERAL, title="x", type="folder"), "invalid_bookmark_type")
