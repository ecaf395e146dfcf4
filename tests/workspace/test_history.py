"""conversations.history and replies: order, windows, paging."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import INCIDENTS, refused
from workspace import Timer, Workspace


@pytest.fixture
async def stamps(client: AsyncWebClient, timer: Timer) -> list[str]:
    """Five messages, ten seconds apart, after the line that says the bot has joined."""
    await client.conversations_join(channel=INCIDENTS)
    found: list[str] = []
    for number in range(5):
        await timer.advance(10)
        found.append((await client.chat_postMessage(channel=INCIDENTS, text=str(number)))["ts"])
    return found


async def texts(client: AsyncWebClient, **window: object) -> list[str]:
    answer = await client.conversations_history(channel=INCIDENTS, **window)  # type: ignore[arg-type]
    return [message["text"] for message in answer["messages"] if "subtype" not in message]


async def test_newest_first(client: AsyncWebClient, stamps: list[str]) -> None:
    assert await texts(client) == ["4", "3", "2", "1", "0"]


async def test_windows_leave_their_ends_out_unless_told(client: AsyncWebClient, stamps: list[str]) -> None:
    assert await texts(client, oldest=stamps[1], latest=stamps[3]) == ["2"]
    assert await texts(client, oldest=stamps[1], latest=stamps[3], inclusive=True) == ["3", "2", "1"]
    assert await texts(client, oldest=stamps[3]) == ["4"]
    assert await texts(client, latest=stamps[1]) == ["0"]
    assert await texts(client, latest=stamps[2], limit=1, inclusive=True) == ["2"]


async def test_paging_by_cursor_misses_nothing(client: AsyncWebClient, stamps: list[str]) -> None:
    found: list[str] = []
    async for page in await client.conversations_history(channel=INCIDENTS, limit=2):
        found += [message["text"] for message in page["messages"]]
        # what is said meanwhile does not move the pages
        await client.chat_postMessage(channel=INCIDENTS, text="new")
    assert found[:5] == ["4", "3", "2", "1", "0"]
    assert "new" not in found


async def test_reading_needs_membership(client: AsyncWebClient) -> None:
    await refused(client.conversations_history(channel=INCIDENTS), "not_in_channel")


async def test_bad_windows(client: AsyncWebClient, stamps: list[str]) -> None:
    await refused(client.conversations_history(channel=INCIDENTS, oldest="soon"), "invalid_ts_oldest")
    await refused(client.conversations_history(channel=INCIDENTS, limit=-1), "invalid_limit")
    await refused(client.conversations_history(channel=INCIDENTS, cursor="x"), "invalid_cursor")


async def test_replies_stay_in_their_thread(client: AsyncWebClient, stamps: list[str]) -> None:
    root = stamps[0]
    for text in ("a", "b", "c"):
        await client.chat_postMessage(channel=INCIDENTS, text=text, thread_ts=root)
    await client.chat_postMessage(channel=INCIDENTS, text="aloud", thread_ts=root, reply_broadcast=True)
    channel = await client.conversations_history(channel=INCIDENTS)
    assert [each["text"] for each in channel["messages"]][:2] == ["aloud", "4"]
    thread = await client.conversations_replies(channel=INCIDENTS, ts=root)
    assert [each["text"] for each in thread["messages"]] == ["0", "a", "b", "c", "aloud"]
    first = await client.conversations_replies(channel=INCIDENTS, ts=root, limit=2)
    assert [each["text"] for each in first["messages"]] == ["0", "a", "b"]
    rest = await client.conversations_replies(
        channel=INCIDENTS, ts=root, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [each["text"] for each in rest["messages"]] == ["0", "c", "aloud"]
    await refused(client.conversations_replies(channel=INCIDENTS, ts="1.000001"), "thread_not_found")


async def test_what_people_say_is_there_too(workspace: Workspace, client: AsyncWebClient, stamps: list[str]) -> None:
    await workspace.person("林晓").say("incidents", "有人吗")
    assert (await texts(client))[0] == "有人吗"
