"""A click counts though an app edits or moves what is under the pointer between press and release."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, OpenPage
from tests.workspace.kit import GENERAL, INCIDENTS, actions, button, modal, plain, running, section, text_field
from tests.workspace.kit import LIN as LIN_ID
from workspace import Workspace

Heard = asyncio.Queue[str]


async def hold(page: Page, control: Locator) -> None:
    """Press it, and keep it pressed."""
    box = await control.bounding_box()
    assert box
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()


async def told_until_now(page: Page, client: AsyncWebClient) -> None:
    """What was sent to the page before has come: something new in another channel, where it moves nothing."""
    await client.conversations_join(channel=INCIDENTS)
    await client.chat_postMessage(channel=INCIDENTS, text=f"<@{LIN_ID}> look here")
    await expect(page.locator(".side-row", has_text="incidents").locator(".count")).to_have_text("1")


async def test_a_button_of_a_message_that_is_edited(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    heard = Heard()

    def register(app: AsyncApp) -> None:
        async def pressed(ack: Any, action: Any) -> None:
            await ack()
            heard.put_nowait(action["value"])

        app.action("go")(pressed)

    async with running(workspace, register):
        page = await page_of(workspace, LIN)
        board = [section("before"), actions(button("Go on", "go", "old"))]
        posted = await client.chat_postMessage(channel=GENERAL, text="board", blocks=board)
        await hold(page, page.get_by_role("button", name="Go on"))
        board = [section("after"), actions(button("Go on", "go", "new"))]
        await client.chat_update(channel=GENERAL, ts=posted["ts"], text="board", blocks=board)
        await told_until_now(page, client)
        await expect(page.get_by_text("before")).to_be_visible()
        await page.mouse.up()
        assert await heard.get() == "old"
        await expect(page.get_by_text("after")).to_be_visible()
        await page.get_by_role("button", name="Go on").click()
        assert await heard.get() == "new"


@pytest.mark.parametrize("is_kept", [True, False], ids=["released there", "drawn away"])
async def test_a_button_that_a_new_message_moves_away(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient, is_kept: bool
) -> None:
    heard = Heard()

    def register(app: AsyncApp) -> None:
        async def pressed(ack: Any, action: Any) -> None:
            await ack()
            heard.put_nowait(action["value"])

        app.action("go")(pressed)

    async with running(workspace, register):
        page = await page_of(workspace, LIN)
        for value in ("first", "second"):
            board = [section(value), actions(button(f"Go {value}", "go", value))]
            await client.chat_postMessage(channel=GENERAL, text="board", blocks=board)
        control = page.get_by_role("button", name="Go first")
        before = await control.bounding_box()
        assert before
        await hold(page, control)
        for words in ("something", "new"):
            await client.chat_postMessage(channel=GENERAL, text=words, blocks=[section(words)] * 3)
        await expect(page.get_by_text("new").first).to_be_visible()
        after = await control.bounding_box()
        assert after
        assert after["y"] + after["height"] < before["y"], "it is not where it was"
        if not is_kept:  # who draws the pointer away means no click
            await page.mouse.move(before["x"] + before["width"] + 200, before["y"])
        await page.mouse.up()
        await page.get_by_role("button", name="Go second").click()
        assert await heard.get() == ("first" if is_kept else "second")
        assert heard.qsize() == 0 if not is_kept else await heard.get() == "second"


async def test_the_button_of_a_form_that_is_updated(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    heard, opened = Heard(), Heard()
    view = {**modal(text_field("why", "Why"), section("before")), "callback_id": "form"}

    def register(app: AsyncApp) -> None:
        async def asked(ack: Any, body: Any) -> None:
            await ack()
            answer = await client.views_open(trigger_id=body["trigger_id"], view=view)
            opened.put_nowait(answer["view"]["id"])

        async def sent(ack: Any, view: Any) -> None:
            await ack()
            heard.put_nowait(view["state"]["values"]["why"]["value"]["value"])

        app.command("/beacon")(asked)
        app.view("form")(sent)

    async with running(workspace, register):
        page = await page_of(workspace, LIN)
        line = page.get_by_role("main").get_by_role("combobox")
        await line.fill("/beacon x")
        await line.press("Enter")
        form = page.get_by_role("dialog", name="Form")
        await form.get_by_label("Why").fill("because")
        await hold(page, form.get_by_role("button", name="Send"))
        blocks = [text_field("why", "Why"), section("after")]
        changed = {**view, "blocks": blocks, "submit": plain("Send off")}
        await client.views_update(view_id=await opened.get(), view=changed)
        await told_until_now(page, client)
        await expect(form.get_by_text("before")).to_be_visible()
        await page.mouse.up()
        assert await heard.get() == "because"
        await expect(form).to_have_count(0)
