"""The page without a mouse and for ears: keys lead everywhere, all has a name, and what is written can be read."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, MAYA, ZHOU, OpenPage
from tests.workspace.kit import GENERAL, INCIDENTS, actions, button, section
from workspace import Clicks, Workspace

AUDIT = (Path(__file__).parent / "accessible.js").read_text(encoding="utf-8")


async def test_keys_lead_to_every_part_of_the_page(workspace: Workspace, page_of: OpenPage) -> None:
    await workspace.person(LIN).say(GENERAL, "first")
    await workspace.person(LIN).say(GENERAL, "second")
    page = await page_of(workspace, MAYA)
    await expect(page.locator(".composer-field")).to_be_focused()
    skip = page.get_by_role("button", name="Skip to the messages")
    assert await page.evaluate("document.querySelector('a[href], button').textContent") == "Skip to the messages"
    await skip.focus()
    await expect(skip).to_be_in_viewport(ratio=1)
    await page.keyboard.press("Enter")
    rows = page.locator(".messages .message")
    await expect(rows.last).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(rows.nth(-2)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary").locator(".composer-field")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(rows.nth(-2)).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.locator(".main .composer-field")).to_be_focused()
    await page.keyboard.press("F6")
    current = page.get_by_role("link", name="general")
    await expect(current).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("incidents")
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")


async def test_one_field_jumps_to_a_channel_a_person_a_panel_and_into_another_skin(
    workspace: Workspace, page_of: OpenPage
) -> None:
    page = await page_of(workspace, MAYA)
    title = page.get_by_role("heading", level=1)
    await _jumped(page, "Control+k", "incid")
    await expect(title).to_have_text("incidents")
    await _jumped(page, "Control+k", "周明")
    await expect(page.get_by_role("heading", level=1, name="周明")).to_be_visible()
    await page.locator(".composer-field").fill("晚上好")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last).to_contain_text("晚上好")
    await _jumped(page, "Alt+p", "zhou")
    await expect(page.locator(".me")).to_contain_text("周明")
    assert await page.evaluate("document.documentElement.lang") == "zh-CN"
    await expect(page.get_by_role("link", name="Maya Brooks")).to_be_visible()
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="键盘快捷键")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def _jumped(page: Page, keys: str, words: str) -> None:
    await page.keyboard.press(keys)
    await page.get_by_role("dialog").get_by_role("combobox").fill(words)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_found_words_lead_to_their_message(workspace: Workspace, page_of: OpenPage) -> None:
    said = (await workspace.person(LIN).say(INCIDENTS, "the beacon was lit")).shown[0]
    page = await page_of(workspace, MAYA)
    await page.keyboard.press("Control+f")
    field = page.get_by_role("searchbox", name="Search messages")
    await field.fill("beacon")
    await expect(page.get_by_text("Nothing matches")).to_be_visible()
    await page.get_by_label("In this channel only").uncheck()
    await page.get_by_role("button", name="the beacon was lit").click()
    await expect(page.locator(f".messages .message[data-ts='{said.ts}']")).to_be_focused()


async def test_a_draft_waits_in_its_channel_and_over_a_reload(workspace: Workspace, page_of: OpenPage) -> None:
    page = await page_of(workspace, MAYA)
    field = page.locator(".composer-field")
    await field.fill("half a sen")
    await page.get_by_role("link", name="incidents").click()
    await expect(field).to_have_value("")
    row = page.get_by_role("link", name="general")
    await expect(row).to_contain_text("draft")
    await page.reload()
    await row.click()
    await expect(field).to_have_value("half a sen")


async def test_somebody_is_set_to_answer_by_themselves(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    page = await page_of(workspace, MAYA)
    await page.get_by_role("button", name="People", exact=True).click()
    card = page.get_by_role("article", name="周明")
    await card.get_by_label("Answers: 周明").select_option("a rule of your own…")
    await card.get_by_label("clicks button").fill("take")
    await card.get_by_label("seconds", exact=True).fill("7")
    await card.get_by_role("button", name="Set").click()
    await expect(card.get_by_label("Answers: 周明")).to_contain_text("clicks “take” after 7 s")
    assert workspace.answers.script_of(workspace.person(ZHOU).id) == Clicks("take", after=7)
    await card.get_by_label("Answers: 周明").select_option("never answers")
    await expect(card.get_by_label("Answers: 周明")).to_have_value("never")
    await card.get_by_label("Answers: 周明").select_option("by hand")
    await expect(card.get_by_label("Answers: 周明")).to_have_value("")
    assert workspace.answers.of(workspace.person(ZHOU).id) == "by hand"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 380])
async def test_everything_has_a_name_and_can_be_read(
    scheme: str, width: int, workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    blocks = [section("*Board* <@U00001LOC> `code` <#C00002LOC>"), actions(button("Take", "take"))]
    posted = await client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    await client.pins_add(channel=GENERAL, timestamp=posted["ts"])
    page = await page_of(workspace, MAYA)
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await page.set_viewport_size({"width": width, "height": 800})
    await page.reload()
    await expect(page.locator(".message.pinned")).to_be_visible()
    await client.chat_postEphemeral(channel=GENERAL, user=workspace.person(MAYA).id, text="for you alone")
    await expect(page.locator(".message").last).to_contain_text("for you alone")
    found: list[str] = await page.evaluate(AUDIT)
    for keys in ("Control+k", "Alt+p", "Control+f", "Alt+w", "Alt+l"):
        await page.keyboard.press(keys)
        found += [f"{keys}: {each}" for each in await page.evaluate(AUDIT)]
        if await page.get_by_role("dialog").count():
            await page.keyboard.press("Escape")
    assert found == []
