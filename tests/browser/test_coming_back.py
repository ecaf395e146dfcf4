"""What somebody finds who opens the page or becomes somebody else: what is unread or gone, what came meanwhile."""

import asyncio
import re

from playwright.async_api import BrowserContext, Route, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, OpenPage
from tests.browser.hands import Hands
from tests.workspace import kit
from tests.workspace.kit import GENERAL, INSTALL, section
from workspace import Workspace


async def test_whoever_is_acted_as_sees_what_was_written_to_them(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    for text in ("an offer", "another"):
        await client.chat_postMessage(channel=kit.MAYA, text=text)
    await workspace.person(LIN).say(workspace.person(kit.MAYA), "from Lin")
    hands = Hands(await page_of(workspace, LIN))
    beacon = hands.channel(re.compile("^Beacon"))
    await expect(beacon.locator(".count")).to_have_count(0)
    await hands.act_as("Maya Brooks")
    await expect(beacon.locator(".count")).to_contain_text("2unread")
    await expect(hands.channel(re.compile("^林晓")).locator(".count")).to_have_text("1")
    await beacon.click()
    await expect(hands.message("another")).to_be_visible()
    await expect(beacon.locator(".count")).to_have_count(0)


async def test_an_app_opens_where_there_is_something(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    hands = Hands(await page_of(workspace, LIN))
    beacon = hands.channel(re.compile("^Beacon"))
    await beacon.click()
    await expect(hands.main.get_by_text("还没有为你准备首页")).to_be_visible()
    await client.chat_postMessage(channel=kit.LIN, text="hello")
    await beacon.click()
    await expect(hands.message("hello")).to_be_visible()
    await hands.go_to("general")
    await beacon.click()
    await expect(hands.message("hello")).to_be_visible()
    await client.views_publish(user_id=kit.LIN, view={"type": "home", "blocks": [section("the desk")]})
    await expect(beacon).to_have_attribute("href", f"#/home/{INSTALL.app_id}")
    await beacon.click()
    await expect(hands.main.get_by_text("the desk")).to_be_visible()


async def test_what_only_one_person_sees_is_gone_after_a_reload(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    hands = Hands(await page_of(workspace, LIN))
    await client.chat_postEphemeral(channel=GENERAL, user=kit.LIN, text="between us")
    await client.chat_postMessage(channel=GENERAL, text="for all")
    await expect(hands.message("between us")).to_be_visible()
    await hands.act_as("Maya Brooks")
    await expect(hands.message("for all")).to_be_visible()
    await expect(hands.message("between us")).to_have_count(0)
    await hands.act_as("林晓")
    await expect(hands.message("between us")).to_be_visible()
    await hands.page.reload()
    await expect(hands.message("for all")).to_be_visible()
    await expect(hands.message("between us")).to_have_count(0)


async def test_what_happens_before_the_stream_is_up_is_not_lost(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient, context: BrowserContext
) -> None:
    await client.conversations_join(channel=GENERAL)
    kept = await client.chat_postMessage(channel=GENERAL, text="as it was")
    gone = await client.chat_postMessage(channel=GENERAL, text="soon gone")
    may_come_up = asyncio.Event()

    async def held(route: Route) -> None:
        await may_come_up.wait()
        await route.continue_()

    await context.route("**/page/stream*", held)
    hands = Hands(await page_of(workspace, LIN))
    await expect(hands.message("soon gone")).to_be_visible()
    await client.chat_postMessage(channel=GENERAL, text="between the two")
    await client.chat_update(channel=GENERAL, ts=kept["ts"], text="as it is now")
    await client.chat_delete(channel=GENERAL, ts=gone["ts"])
    await client.conversations_create(name="new-meanwhile")
    may_come_up.set()
    await expect(hands.message("between the two")).to_be_visible()
    await expect(hands.message("as it is now")).to_be_visible()
    await expect(hands.message("soon gone")).to_have_count(0)
    await expect(hands.channel("new-meanwhile")).to_be_visible()
