"""Lines that only say who came and what the topic is stand as one line, which opens."""

import pytest
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, MAYA, OpenPage
from tests.browser.hands import Hands
from workspace import Workspace


async def a_full_room(workspace: Workspace, client: AsyncWebClient) -> str:
    """A channel of the app's with Lin, Maya and two more; its id."""
    room = str((await client.conversations_create(name="room"))["channel"]["id"])
    names = (LIN, MAYA, "周明", "苏婉")
    await client.conversations_invite(channel=room, users=",".join(workspace.person(each).id for each in names))
    return room


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (MAYA, "Beacon and 4 others joined the channel · Beacon set the channel topic: second"),
        (LIN, "Beacon、林晓等 5 人加入了频道 · Beacon 设置了频道主题：second"),
    ],
    ids=["en", "zh"],
)
async def test_who_came_is_one_line_that_opens(
    who: str, words: str, workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    room = await a_full_room(workspace, client)
    for topic in ("first", "second"):
        await client.conversations_setTopic(channel=room, topic=topic)
    page = await page_of(workspace, who, "room")
    line, rows = page.locator(".fold-button"), page.locator(".messages .message:visible")
    await expect(line).to_have_text(words)
    await expect(rows).to_have_count(0)
    await line.press("Enter")
    await expect(line).to_be_focused()
    await expect(rows).to_have_count(7)
    await line.press("Enter")
    await expect(rows).to_have_count(0)


async def test_the_line_grows_ends_and_goes_as_messages_come_and_go(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    room = await a_full_room(workspace, client)
    hands = Hands(await page_of(workspace, MAYA, "room"))
    page = hands.page
    line, rows = page.locator(".fold-button"), page.locator(".messages .message:visible")
    await expect(line).to_have_text("Beacon and 4 others joined the channel")
    await workspace.person("何俊").join("room")
    await expect(line).to_have_text("Beacon and 5 others joined the channel")
    said = await client.chat_postMessage(channel=room, text="a word")
    await workspace.person("唐悦").join("room")
    await expect(rows).to_have_count(2)
    await hands.message("a word").focus()
    await page.keyboard.press("ArrowUp")  # nothing is above but what is folded: the focus stays
    await expect(hands.message("a word")).to_be_focused()
    await client.chat_delete(channel=room, ts=said["ts"])
    await expect(line).to_have_text("Beacon and 6 others joined the channel")
    await expect(rows).to_have_count(0)
    first = next(iter(workspace.state.channels[room].messages))
    await page.evaluate("hash => { location.hash = hash }", f"#/{room}/{first}")
    await expect(page.locator(f".message[data-ts='{first}']")).to_be_focused()
    await expect(rows).to_have_count(7)


async def test_a_colour_in_a_topic_is_painted_in_the_line_too(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    room = await a_full_room(workspace, client)
    await client.conversations_setTopic(channel=room, topic="🟠 two shops")
    page = await page_of(workspace, MAYA, "room")
    await expect(page.locator(".fold-button")).to_contain_text("🟠 two shops")
    await expect(page.locator(".fold-button .dot-orange")).to_have_count(1)
