"""What somebody does on the page and finds there, by what is said to eyes and ears: roles and accessible names.

Answers for: one place that knows how the page is laid out, so that stories survive its redesign. May not: reach into
the workspace or the bot; assert anything of a feature.
"""

import re
from dataclasses import dataclass

from playwright.async_api import FrameLocator, Locator, Page, expect

SIDEBAR = re.compile("Channels and people|频道与人员")
SWITCH = re.compile("Switch person|切换身份")
LINE = re.compile("^(Message|发消息)")
MESSAGES = re.compile("^(Messages|消息)$")
OPEN_FILE = re.compile("^(Open|打开) ")
JUMP = re.compile("Jump to the latest|跳到最新")


@dataclass(frozen=True, slots=True)
class Hands:
    """Somebody at a page of the workspace."""

    page: Page

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_role("navigation", name=SIDEBAR)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def title(self) -> Locator:
        """The name of what is shown."""
        return self.main.get_by_role("heading", level=1)

    @property
    def line(self) -> Locator:
        """Where one types."""
        return self.main.get_by_role("combobox", name=LINE)

    async def type(self, words: str) -> None:
        """Write something on the line and send it off; what comes of it comes later."""
        await self.line.fill(words)
        await self.line.press("Enter")
        await expect(self.line).to_have_value("")

    def channel(self, name: str | re.Pattern[str]) -> Locator:
        """Its row on the left, with what stands there besides the name."""
        return self.sidebar.get_by_role("link", name=name)

    async def go_to(self, name: str | re.Pattern[str]) -> None:
        """Open a channel, a direct message or an app by its row on the left."""
        row = self.channel(name)
        await row.click()
        await expect(row).to_have_attribute("aria-current", "page")

    async def read_messages_of(self, app: str) -> None:
        """Open what an app wrote to one directly."""
        await self.channel(re.compile(rf"^{app}(?: |$)")).click()
        await self.main.get_by_role("link", name=MESSAGES).click()
        await expect(self.line).to_be_visible()

    async def act_as(self, name: str) -> None:
        """Become somebody else of the cast."""
        person = self.sidebar.get_by_role("button", name=SWITCH)
        await person.click()
        await self.page.get_by_role("menuitemradio", name=name).click()
        await expect(person).to_contain_text(name)

    def message(self, *words: str) -> Locator:
        """The newest message of the main column that holds all these words."""
        found = self.main.get_by_role("article")
        for word in words:
            found = found.filter(has_text=word)
        return found.last

    def board(self, number: int = 1) -> Locator:
        """The board of an incident in its channel."""
        heading = self.page.get_by_role("heading", name=re.compile(f"#{number} · "))
        return self.main.get_by_role("article").filter(has=heading)

    def form(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name)

    async def panel(self, name: str) -> FrameLocator:
        """Open one of the panels that the demo puts there."""
        await self.sidebar.get_by_role("button", name=name, exact=True).click()
        frame = self.page.locator(f"iframe[title='{name}']")
        await expect(frame).to_be_visible()
        return frame.content_frame

    async def to_the_latest(self) -> None:
        """Down to the newest message: what stands far from where somebody reads is not drawn."""
        jump = self.main.get_by_role("button", name=JUMP)
        if await jump.is_visible():
            await jump.click()

    def files(self, ending: str) -> Locator:
        """The cards of the files with this ending."""
        return self.main.get_by_role("button", name=OPEN_FILE).filter(has_text=ending)

    async def preview(self, ending: str) -> FrameLocator:
        """Open the newest file with this ending; what is shown of it."""
        await self.files(ending).last.press("Enter")  # wherever it stands, whatever floats above it
        return self.page.get_by_role("complementary").locator("iframe:visible").content_frame
