"""The ground that the browser tests stand on: the page comes up clean, and only for this machine."""

from playwright.async_api import expect

from tests.browser.conftest import LIN, Complaints, Desk, OpenPage
from tests.browser.hands import Hands
from workspace import Workspace


async def test_a_bare_workspace_comes_up_where_it_was_asked_for(workspace: Workspace, page_of: OpenPage) -> None:
    page = await page_of(workspace, LIN, "general")
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")
    await expect(Hands(page).line).to_be_focused()


async def test_the_desk_comes_up_with_its_bot_and_panels(desk: Desk) -> None:
    await expect(desk.page.get_by_role("button", name="Time").first).to_be_visible()
    await expect(desk.page.get_by_role("button", name="Alert").first).to_be_visible()


async def test_what_the_page_may_not_do_is_heard(
    workspace: Workspace, page_of: OpenPage, complaints: Complaints
) -> None:
    page = await page_of(workspace)
    async with page.expect_console_message():
        await page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    assert len(complaints.unexpected) == 1
    complaints.provoked.append("Content Security Policy")
    assert complaints.unexpected == []
