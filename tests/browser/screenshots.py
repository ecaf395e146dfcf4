"""`make screenshots`: takes the pictures of the README, docs/images/NAME.LANGUAGE.png, from the page in a real browser.

    python -m tests.browser.screenshots [--only NAME …] [--out FOLDER]

Answers for: the same scenes, window and time of day on every run. May not: touch the page's looks.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.demo.playground import Playground
from bot.words.words import WordTools, load_words
from crisis.language import Language
from crisis.policy import Policy
from tests.browser.conftest import address_of, demo_panels
from tests.browser.hands import Hands
from tests.browser.palette import with_few_colours
from tests.browser.scenes import SCENES, Scene, Stage
from tests.chromium import PATIENCE_MILLISECONDS, running_chromium

FOLDER = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES = 250_000
WINDOW = {"width": 1160, "height": 780}
WIDE = {"width": 1320, "height": 820}
TALL = {"width": 1160, "height": 950}
PHONE = {"width": 390, "height": 760}
SHARP = ("--force-device-scale-factor=2",)
"""Frames in a sandbox live in a process of their own, which does not hear of a context's scale."""
NAMES = ("form", "offer", "board", "channel", "dark", "narrow", "review")


@dataclass(slots=True)
class Studio:
    """One scene before the camera. ``taken``: the pictures that were made."""

    stage: Stage
    browser: Browser
    folder: Path
    only: frozenset[str] = frozenset(NAMES)
    taken: list[Path] = field(default_factory=list)

    @property
    def scene(self) -> Scene:
        return self.stage.scene

    async def take_all(self) -> None:
        """Play the scene and take a picture whenever there is one to take."""
        say = self._say
        async with self._window(self.scene.opener, "incidents") as hands:
            await hands.type(say("/incident open", "/incident 开启"))
            form = hands.form(say("Open an incident", "开启事件"))
            await form.get_by_label(say("What happened", "发生了什么")).fill(self.scene.title)
            await form.get_by_label(say("What is known", "目前所知")).fill(self.scene.known)
            await form.get_by_role("button", name=say("Severity", "级别")).click()
            await hands.page.get_by_role("option", name="SEV2").click()
            await self._take(hands.page, "form")
            await form.get_by_role("button", name=say("Cancel", "取消")).click()
            await expect(form).to_have_count(0)
        if self.only <= {"form"}:
            return
        await self.stage.alarm()
        async with self._window(self.scene.asked, "general") as hands:
            await hands.read_messages_of(say("Fenghuo", "烽火"))
            await expect(hands.main.get_by_role("button", name=say("Accept", "接受"))).to_be_visible()
            await self._take(hands.page, "offer")
        await self.stage.until(28)
        async with self._window(self.scene.opener, self.stage.room, TALL) as hands:
            await self._board_on_top(hands)
            await self._take(hands.page, "board")
        async with self._window(self.scene.opener, self.stage.room, PHONE) as hands:
            await self._board_on_top(hands)
            await self._take(hands.page, "narrow")
        await self.stage.until(44.5)
        async with self._window(self.scene.opener, self.stage.room) as hands:
            await self._at_the_end(hands, say("a status update was due", "进展通报应于"))
            await self._take(hands.page, "channel")
        async with self._window(self.scene.opener, self.stage.room, color_scheme="dark") as hands:
            await hands.panel(say("Time", "时间"))
            await self._at_the_end(hands, say("a status update was due", "进展通报应于"))
            await self._take(hands.page, "dark")
        await self.stage.until(98)
        async with self._window(self.scene.opener, self.stage.room, WIDE) as hands:
            review = await hands.preview("HTML")
            await expect(review.get_by_role("heading", level=1)).to_contain_text(self.scene.title)
            await self._take(hands.page, "review")

    def _say(self, english: str, chinese: str) -> str:
        return english if self.scene.language is Language.ENGLISH else chinese

    def _window(self, who: str, channel: str, size: Any = WINDOW, color_scheme: Any = "light") -> "_Window":
        context = self.browser.new_context(
            locale=self._say("en-GB", "zh-CN"),
            timezone_id=self.scene.timezone,
            viewport=size,
            device_scale_factor=2,
            color_scheme=color_scheme,
            reduced_motion="reduce",
        )
        return _Window(context, self.stage.ground, who, channel)

    async def _board_on_top(self, hands: Hands) -> None:
        room = self.stage.room
        (pinned,) = self.stage.ground.workspace.state.channel(room).pins
        await hands.page.evaluate("place => { location.hash = place }", f"#/{room}/{pinned}")
        board = hands.board()
        await board.evaluate("node => node.scrollIntoView({ block: 'start' })")
        await expect(board.get_by_role("heading")).to_be_in_viewport()

    async def _at_the_end(self, hands: Hands, *words: str) -> None:
        await expect(hands.message(*words)).to_be_in_viewport()

    async def _take(self, page: Page, name: str) -> None:
        if name not in self.only:
            return
        await self.stage.ground.settle()
        await page.evaluate("document.querySelector('dialog[open]') || document.activeElement?.blur()")
        await page.mouse.move(0, 0)
        await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        path = self.folder / f"{name}.{self.scene.language.value}.png"
        png = await page.screenshot(caret="hide", animations="disabled")
        blank = await page.context.new_page()
        path.write_bytes(await with_few_colours(png, blank))
        await blank.close()
        self.taken.append(path)


@dataclass(slots=True)
class _Window:
    """A window of its own in which somebody looks at a channel, at the scene's time of day."""

    making: Any
    ground: Playground
    who: str
    channel: str
    context: BrowserContext | None = None

    async def __aenter__(self) -> Hands:
        self.context = await self.making
        self.context.set_default_timeout(PATIENCE_MILLISECONDS)
        page = await self.context.new_page()
        await page.clock.set_fixed_time(self.ground.clock())
        await page.goto(address_of(self.ground.workspace, self.who, self.channel))
        hands = Hands(page)
        await expect(hands.line).to_be_visible()
        return hands

    async def __aexit__(self, *_: object) -> None:
        if self.context:
            await self.context.close()


async def take(scene: Scene, words: WordTools, folder: Path, only: Sequence[str] = NAMES) -> list[Path]:
    """The pictures of one scene, written into ``folder``."""
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(running_chromium(SHARP))
        policy = Policy(language=scene.language, timezone=scene.timezone, team=scene.members)
        ground = Playground(policy=policy, words=words, panels=demo_panels)
        stack.push_async_callback(ground.stop)
        await ground.start(scene.begin)
        studio = Studio(Stage(scene, ground), browser, folder, frozenset(only))
        await studio.take_all()
        return studio.taken


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make screenshots", description="Take the pictures of the README.")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="some of them")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where to put them")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    words = load_words()
    large = []
    for scene in SCENES:
        for path in asyncio.run(take(scene, words, chosen.out, chosen.only)):
            size = path.stat().st_size
            print(f"{size // 1000:>5} kB  {path}")
            large += [path.name] if size > MOST_BYTES else []
    if large:
        print(f"Over {MOST_BYTES // 1000} kB: {', '.join(large)}", file=sys.stderr)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
