"""Everybody can use the page: without a mouse, by ear, at night, on a telephone."""

import re
from typing import Literal

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect
from slack_sdk.web.async_client import AsyncWebClient

from crisis.language import Language
from crisis.policy.people import TeamMember
from tests.browser.conftest import LIN, MAYA, OWEN, Desk, OpenDesk, OpenPage
from tests.browser.hands import SWITCH, Hands
from tests.browser.reach import beyond_the_edge, nameless, pale
from workspace import Workspace

NEW_ROOM = re.compile("^inc-.*(New channel|新频道)")
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_STOPS = 60


async def tabbed_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press the key until what is wanted has the focus."""
    for _ in range(MOST_STOPS):
        if await wanted.evaluate_all("nodes => nodes.includes(document.activeElement)"):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{MOST_STOPS} times {key} do not lead to {wanted}")


async def test_the_short_path_goes_without_a_mouse(open_desk: OpenDesk) -> None:
    desk = await open_desk(Language.ENGLISH, MAYA, team=(TeamMember("owen.hart@yunhe.example"),))
    page, hands, keys = desk.page, desk.hands, desk.page.keyboard
    await expect(hands.line).to_be_focused()
    await keys.type("/inc")
    await expect(page.get_by_role("option", name="/incident")).to_be_visible()
    await keys.press("Tab")
    await keys.type("open")
    await keys.press("Enter")
    form = hands.form("Open an incident")
    await expect(form.get_by_label("What happened")).to_be_focused()
    await keys.type("Foreign body found in yoghurt")
    await tabbed_to(page, form.get_by_role("button", name="Severity"))
    await keys.press("Enter")
    await expect(page.get_by_role("option", name="SEV4")).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(form.get_by_role("button", name="Severity")).to_contain_text("SEV4")
    await tabbed_to(page, form.get_by_role("button", name="Open", exact=True))
    await keys.press("Enter")
    await expect(form).to_have_count(0)

    await expect(hands.channel(NEW_ROOM)).to_be_visible()
    await tabbed_to(page, hands.sidebar.get_by_role("link"), "Shift+Tab")
    await tabbed_to(page, hands.channel(NEW_ROOM), "ArrowUp")
    await keys.press("Enter")
    await expect(hands.line).to_be_focused()
    update = hands.board().get_by_role("button", name="Post update")
    await tabbed_to(page, update, "Shift+Tab")
    await keys.press("Enter")
    form = hands.form("#1 Status update")
    await expect(form.get_by_label("Conditions")).to_be_focused()
    await keys.press("Escape")
    await expect(form).to_have_count(0)
    await expect(update).to_be_focused()

    person = hands.sidebar.get_by_role("button", name=SWITCH)
    await tabbed_to(page, person, "Shift+Tab")
    await keys.press("Enter")
    await tabbed_to(page, page.get_by_role("menuitemradio", name=OWEN), "ArrowDown")
    await keys.press("Enter")
    await expect(person).to_contain_text(OWEN)
    app = hands.channel(re.compile("^Fenghuo"))
    await tabbed_to(page, hands.sidebar.get_by_role("link"))
    await tabbed_to(page, app, "ArrowDown")
    await keys.press("Enter")
    messages = hands.main.get_by_role("link", name=re.compile("^Messages$"))
    await expect(messages).to_be_visible()
    if await messages.get_attribute("aria-current") is None:
        await tabbed_to(page, messages)
        await keys.press("Enter")
    await expect(hands.line).to_be_focused()
    await tabbed_to(page, hands.main.get_by_role("button", name="Accept"), "Shift+Tab")
    await keys.press("Enter")
    await expect(hands.message("You have been the lead of #1")).to_be_visible()


async def test_these_eyes_see_what_is_wrong(workspace: Workspace, page_of: OpenPage) -> None:
    page = await page_of(workspace)
    await page.evaluate("""() => {
      const add = (tag, text, look) => {
        const node = Object.assign(document.createElement(tag), { textContent: text });
        Object.assign(node.style, look);
        document.querySelector("main").append(node);
      };
      add("button", "", { width: "9px" });
      add("p", "hardly to be read", { color: "#999", background: "#fff", position: "fixed", top: "9px", left: "9px" });
      add("p", "too wide", { minWidth: "3000px" });
    }""")
    assert [each.partition(":")[0] for each in await nameless(page)] == ["button"]
    assert [each for each in await pale(page) if "hardly" in each] == ["2.85 hardly to be read"]
    assert any("too wide" in each for each in await beyond_the_edge(page))


async def with_a_room(desk: Desk) -> None:
    """An incident with its room on the page, and its review."""
    who = desk.ground.workspace.person(LIN)
    await who.command(desk("/incident open 2 Foreign body in yoghurt", "/incident 开启 2 酸奶里吃出异物"), "general")
    await desk.ground.settle()
    room = next(each for each in who.channels() if each.name.startswith("inc-"))
    await who.command("/incident decide Withdraw the batch because a recall costs more", room.id)
    await who.command("/incident export html", room.id)
    await desk.ground.settle()
    await desk.hands.go_to(re.compile("^inc-"))
    await expect(desk.hands.files("HTML")).to_be_visible()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.CHINESE], ids=["en", "zh"])
async def test_whatever_can_be_reached_has_a_name(language: Language, open_desk: OpenDesk) -> None:
    desk = await open_desk(language)
    page, hands = desk.page, desk.hands
    await with_a_room(desk)
    found = {"channel": await nameless(page)}
    await hands.sidebar.get_by_role("button", name=SWITCH).click()
    found["people"] = await nameless(page)
    await page.keyboard.press("Escape")
    await hands.main.get_by_role("button", name=desk("Find an emoji", "查找表情")).click()
    found["emoji"] = await nameless(page)
    await page.keyboard.press("Escape")
    await hands.type(desk("/incident open", "/incident 开启"))
    form = hands.form(desk("Open an incident", "开启事件"))
    await form.get_by_role("button", name=desk("Severity", "级别")).click()
    found["form"] = await nameless(page)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    for name in (desk("Time", "时间"), desk("Alert", "警报")):
        await expect((await hands.panel(name)).get_by_role("button").first).to_be_visible()
        found[name] = await nameless(page)
    await expect((await hands.preview("HTML")).get_by_role("heading", level=1)).to_be_visible()
    found["review"] = await nameless(page)
    assert {place: names for place, names in found.items() if names} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_letters_stand_out_by_day_and_by_night(scheme: str, open_desk: OpenDesk) -> None:
    desk = await open_desk()
    page, hands = desk.page, desk.hands
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await with_a_room(desk)
    ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 200) == (scheme == "dark")
    found = {"channel": await pale(page)}
    await hands.board().scroll_into_view_if_needed()
    found["board"] = await pale(page)
    await hands.type("/incident open")
    await hands.form("Open an incident").get_by_role("button", name="Open", exact=True).click()
    found["form"] = await pale(page)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    panel = await hands.panel("Time")
    await expect(panel.get_by_role("timer")).to_contain_text("2026")
    found["panel"] = await pale(page)
    assert {place: texts for place, texts in found.items() if texts} == {}


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.CHINESE], ids=["en", "zh"])
async def test_a_telephone_shows_all_of_it(language: Language, open_desk: OpenDesk) -> None:
    desk = await open_desk(language)
    page, hands = desk.page, desk.hands
    await with_a_room(desk)
    await page.set_viewport_size(PHONE)
    found = {"channel": await beyond_the_edge(page)}
    await hands.board().scroll_into_view_if_needed()
    found["board"] = await beyond_the_edge(page)
    await hands.main.get_by_role("button", name=desk("Show channels", "显示频道列表")).click()
    await hands.channel("general").click()
    await expect(hands.title).to_have_text("general")
    await expect(hands.channel("general")).not_to_be_in_viewport()
    await hands.type(desk("/incident open", "/incident 开启"))
    await expect(hands.form(desk("Open an incident", "开启事件"))).to_be_visible()
    found["form"] = await beyond_the_edge(page)
    await page.keyboard.press("Escape")
    await hands.main.get_by_role("button", name=desk("Show channels", "显示频道列表")).click()
    panel = await hands.panel(desk("Alert", "警报"))
    await expect(panel.get_by_role("button").first).to_be_in_viewport()
    found["panel"] = await beyond_the_edge(page)
    assert {place: what for place, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_channel_one_only_looks_into_can_be_read_on_the_left(
    scheme: Literal["light", "dark"], workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    await client.conversations_create(name="outside")
    page = await page_of(workspace, LIN, "outside")
    await page.emulate_media(color_scheme=scheme)
    await expect(Hands(page).channel("outside")).to_have_attribute("aria-current", "page")
    assert await pale(page) == []
    await Hands(page).go_to("general")
    assert await pale(page) == []
