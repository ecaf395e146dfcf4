"""The panels of the page itself: the weather over the apps, and the log of what they asked and got."""

import re

from aiohttp import web
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import MAYA, OpenPage
from tests.workspace.kit import GENERAL, INSTALL, refused
from workspace import Panel, Workspace


async def test_a_storm_is_called_up_seen_everywhere_and_sent_away(workspace: Workspace, page_of: OpenPage) -> None:
    page = await page_of(workspace, MAYA)
    chip = page.get_by_role("main").get_by_role("button", name=re.compile("^Weather: "))
    await expect(chip).to_have_accessible_name("Weather: Fair: everything works")
    await chip.click()
    storm = page.get_by_role("button", name="Storm")
    await storm.click()
    await expect(storm).to_have_attribute("aria-pressed", "true")
    await expect(chip).to_have_accessible_name(re.compile("8 disturbances are on; every call takes 0.3 s–2.5 s longer"))
    assert workspace.weather.tiers
    await page.get_by_role("button", name="Remove: 15 % 500, but done").click()
    await expect(chip).to_have_accessible_name(re.compile("7 disturbances"))
    await page.get_by_role("button", name="Clear").click()
    await expect(chip).to_have_accessible_name("Weather: Fair: everything works")
    assert (workspace.weather.latency, workspace.weather.tiers, workspace.weather.rules) == (0.0, False, [])


async def test_a_fault_strikes_the_methods_it_is_meant_for_and_the_log_tells_of_it(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    page = await page_of(workspace, MAYA)
    await page.keyboard.press("Alt+w")
    await page.get_by_label("A fault").select_option("an error of Slack…")
    await page.get_by_label("Name of the error").fill("fatal_error")
    await page.get_by_label("Methods").fill("pins.*|bookmarks.*")
    form = page.locator("form", has=page.get_by_label("Methods"))
    await form.get_by_label("Share, percent").fill("100")
    await form.get_by_role("button", name="Add").click()
    await expect(page.locator(".weather-rules")).to_contain_text("every fatal_error · pins.*|bookmarks.*")
    await client.conversations_info(channel=GENERAL)
    await refused(client.pins_list(channel=GENERAL), "fatal_error")

    await page.keyboard.press("Alt+l")
    rows = page.get_by_role("list", name="Call log").get_by_role("listitem")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("pins.list")
    await expect(rows.first).to_contain_text("fatal_error")
    await page.get_by_label("Outcome").select_option("ok only")
    await expect(rows).to_have_count(1)
    await page.get_by_label("Outcome").select_option("ok and failed")
    await page.get_by_label("Method, e.g. chat.*").fill("pins")
    await expect(rows).to_have_count(1)
    await rows.locator("summary").click()
    await expect(rows.locator("pre").first).to_contain_text(GENERAL)
    await page.get_by_role("button", name="Pause").click()
    await client.conversations_info(channel=GENERAL)
    await page.get_by_label("Method, e.g. chat.*").fill("")
    await expect(rows).to_have_count(3)
    await page.get_by_role("button", name="Clear").click()
    await expect(rows).to_have_count(0)


async def test_a_panel_has_its_own_icon_in_the_header_and_on_the_left(page_of: OpenPage) -> None:
    wanted = {"Clock": "clock", "Bell": "bell", "Odd": "constructor"}
    panels = [Panel(title.lower(), title, web.Application(), icon=icon) for title, icon in wanted.items()]
    async with Workspace(apps=[INSTALL], panels=panels) as workspace:
        page = await page_of(workspace, MAYA)
        for place in (page.get_by_role("main"), page.get_by_role("navigation", name="Channels and people")):
            for title, icon in {"Clock": "clock", "Bell": "bell", "Odd": "panel"}.items():
                button = place.get_by_role("button", name=title, exact=True)
                await expect(button.locator("svg")).to_have_class(f"icon icon-{icon}")
        await expect(page.get_by_role("main").get_by_role("button", name="Bell")).to_have_attribute("title", "Bell")
        await page.close()
