"""A channel of 5,000 messages: few of them in the document, no gaps while scrolling, and what one reads stays."""

from typing import Any

import pytest_asyncio
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, MAYA, OpenPage
from tests.workspace.kit import GENERAL
from workspace import Workspace
from workspace.memory import messages

MANY = 5_000
WORDS = (
    "the ordering system is slow again 客服电话被打爆了 please tell the room 请大家看一下 we are on it 正在处理".split()
)
MOST_ROWS, MOST_NODES = 90, 4_500
SMOOTH_MILLISECONDS = 150.0
"""Half of the frames are faster while 15,000 pixels a second go by, on a machine with much other work; alone it is the
screen's own 16.7."""

TOP = "ts => document.querySelector(`.messages .message[data-ts='${ts}']`).getBoundingClientRect().top"
SCROLL_UP = """async (step) => {
  const list = document.querySelector('.messages');
  const frame = () => new Promise(requestAnimationFrame);
  const told = {frames: [], rows: 0, nodes: 0, gaps: []};
  let last = await frame();
  for (let count = 0; count < 100; count += 1) {
    list.scrollTop -= step;
    const now = await frame();
    told.frames.push(now - last);
    last = now;
    if (count % 5) continue;
    told.rows = Math.max(told.rows, document.querySelectorAll('.messages .message').length);
    told.nodes = Math.max(told.nodes, document.getElementsByTagName('*').length);
    const [top, bottom] = [list.getBoundingClientRect().top, list.getBoundingClientRect().bottom];
    const inside = [...document.querySelectorAll('.messages .slot')].map((each) => each.getBoundingClientRect());
    const seen = inside.filter((box) => box.bottom > top && box.top < bottom);
    const covered = seen.length && seen.at(-1).bottom >= bottom - 20;
    const joined = seen.every((box, at) => !at || Math.abs(box.top - seen[at - 1].bottom) < 1);
    if (!covered || !joined) told.gaps.push(list.scrollTop);
  }
  told.frames.sort((a, b) => a - b);
  return told;
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def long_channel(workspace: Workspace) -> list[str]:
    """#general with 5,000 messages of one to six lines; their timestamps."""
    channel, people = workspace.state.find_channel("general"), workspace.people
    stamps = []
    for number in range(MANY):
        words = " ".join(WORDS[(number * 7 + at) % len(WORDS)] for at in range(number % 60))
        body = {"user": people[number % 7 // 2].id, "text": f"number {number}: {words}"}
        stamps.append(str(messages.post(workspace.state, channel, body)["ts"]))
    return stamps


async def test_five_thousand_messages_scroll_from_the_newest_to_the_first(
    workspace: Workspace, long_channel: list[str], page_of: OpenPage
) -> None:
    page = await page_of(workspace, MAYA)
    rows = page.locator(".messages .message")
    await expect(rows.last).to_contain_text(f"number {MANY - 1}")
    await expect(rows.last).to_be_in_viewport()
    told: dict[str, Any] = await page.evaluate(SCROLL_UP, 250)
    assert (told["rows"] < MOST_ROWS, told["nodes"] < MOST_NODES) == (True, True), told
    assert told["gaps"] == []
    assert told["frames"][len(told["frames"]) // 2] < SMOOTH_MILLISECONDS
    await page.locator(".messages").evaluate("node => { node.scrollTop = 0 }")
    await expect(page.get_by_role("heading", name="beginning of #general")).to_be_in_viewport()
    await expect(rows.first).to_contain_text("number 0:")
    assert await rows.count() < MOST_ROWS
    await page.get_by_role("button", name="Jump to the latest").click()
    await expect(rows.last).to_contain_text(f"number {MANY - 1}")
    await expect(rows.last).to_be_in_viewport()


async def test_what_one_reads_stays_where_it_is(
    workspace: Workspace, long_channel: list[str], page_of: OpenPage
) -> None:
    page = await page_of(workspace, MAYA)
    await expect(page.locator(".messages .message").last).to_be_in_viewport()
    await page.locator(".messages").evaluate("node => { node.scrollTop -= 3000 }")
    row = page.locator(".messages .message").filter(has=page.locator(":scope")).nth(30)
    ts = await row.get_attribute("data-ts")
    row = page.locator(f".messages .message[data-ts='{ts}']")
    await row.scroll_into_view_if_needed()
    place = await _top(page, ts)
    above = workspace.state.find_channel("general").messages[long_channel[long_channel.index(str(ts)) - 12]]
    who = workspace.person(above["user"])
    await who.edit(above["ts"], "\n".join(["now of many lines"] * 12))
    await workspace.person(LIN).say(GENERAL, "something new")
    await expect(page.locator(".jump.new")).to_contain_text("1 new message")
    # What grew above is taken up before the next picture, not before the next line of this.
    await page.wait_for_function(f"([ts, place]) => Math.abs(({TOP})(ts) - place) < 2", arg=[ts, place])
    await page.locator(".jump.new").click()
    await expect(page.locator(".messages .message").last).to_contain_text("something new")
    await expect(page.locator(".messages .message").last).to_be_in_viewport()


async def _top(page: Page, ts: str | None) -> float:
    return float(await page.evaluate(TOP, ts))


async def test_a_link_to_an_old_message_fetches_the_way_to_it(
    workspace: Workspace, long_channel: list[str], page_of: OpenPage
) -> None:
    page = await page_of(workspace, MAYA)
    await page.evaluate("hash => { location.hash = hash }", f"#/{GENERAL}/{long_channel[700]}")
    row = page.locator(f".messages .message[data-ts='{long_channel[700]}']")
    await expect(row).to_be_focused()
    await expect(row).to_be_in_viewport()
    assert await row.get_attribute("aria-posinset") == "701"
    for _ in range(3):
        await page.keyboard.press("ArrowUp")
    await expect(page.locator(f".message[data-ts='{long_channel[697]}']")).to_be_focused()
    await page.keyboard.press("End")
    await expect(page.locator(f".message[data-ts='{long_channel[-1]}']")).to_be_focused()


async def test_a_line_stands_before_what_came_while_one_was_elsewhere(
    workspace: Workspace, page_of: OpenPage, client: AsyncWebClient
) -> None:
    lin = workspace.person(LIN)
    await lin.say(GENERAL, "seen before")
    page = await page_of(workspace, MAYA)
    await expect(page.locator(".message").last).to_contain_text("seen before")
    row = page.get_by_role("navigation", name="Channels and people").get_by_role("link", name="general")
    await page.get_by_role("link", name="incidents").click()
    for number in range(40):
        await lin.say(GENERAL, f"while away {number}")
    await expect(row).to_contain_text("unread")
    await row.click()
    up = page.get_by_role("button", name="↑ 40 new messages")
    box, around = await up.bounding_box(), await page.locator(".messages-box").bounding_box()
    assert box
    assert around
    assert box["height"] < 40  # a line, not a curtain
    assert box["x"] > around["x"] + around["width"] / 2, "it covers what is read"
    assert box["y"] == around["y"]
    await up.click()
    line = page.locator(".unread-line")
    await expect(line).to_be_in_viewport()
    slot = page.locator(".slot", has=line)
    await expect(slot).to_contain_text("while away 0")
    await page.keyboard.press("Escape")
    await expect(line).to_have_count(0)
    await expect(page.locator(".message").last).to_contain_text("while away 39")
    await expect(page.locator(".composer-field")).to_be_focused()
