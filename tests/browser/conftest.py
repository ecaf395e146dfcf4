"""The page in a real Chromium: one browser for all tests here, a context of its own for each.

Everything here runs on one event loop for the whole run, because the browser does: an async fixture of a test file
needs ``@pytest_asyncio.fixture(loop_scope="session")``; tests need nothing. What a browser complains of (scripts, the
policy of the page, a failed request) fails the test, unless the test said that it would come: ``complaints.provoked``.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.panels import Panels
from bot.demo.playground import Playground
from bot.words.words import WordTools, load_words
from crisis.language import Language
from crisis.policy import Policy
from tests.browser.hands import Hands
from tests.chromium import PATIENCE_MILLISECONDS, running_chromium
from tests.workspace.kit import INSTALL
from workspace import Workspace
from workspace.page.panels import Panel

HERE = Path(__file__).parent
BEGIN = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
"""A Monday, nine in the morning in Shanghai."""

LIN, ZHOU, SU, HE, TANG, MAYA, OWEN, QIN = "林晓", "周明", "苏婉", "何俊", "唐悦", "Maya Brooks", "Owen Hart", "秦岚"

OpenPage = Callable[..., Awaitable[Page]]
OpenDesk = Callable[..., Awaitable["Desk"]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@dataclass(slots=True)
class Complaints:
    """What the browser complained of; ``provoked``: parts of what the test brings about itself."""

    heard: list[str] = field(default_factory=list)
    provoked: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.heard.append(f"{error.name}: {error.message}\n{error.stack}"))
        page.on("console", lambda said: self._console(said))
        page.on("crash", lambda _: self.heard.append("the page crashed"))

    def _console(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.heard.append(f"{said.text} ({said.location.get('url', '')})")

    @property
    def unexpected(self) -> list[str]:
        return [said for said in self.heard if not any(part in said for part in self.provoked)]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with running_chromium() as started:
        yield started


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    heard = Complaints()
    yield heard
    assert heard.unexpected == []


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A profile of its own, so that no test sees what another one read or chose."""
    made = await browser.new_context(
        locale="en-GB", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    made.set_default_timeout(PATIENCE_MILLISECONDS)
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page_of(context: BrowserContext, complaints: Complaints) -> OpenPage:
    """Opens a page of a workspace: ``await page_of(workspace, LIN, "general")``; both may be names or ids."""

    async def open_page(workspace: Workspace, who: str = LIN, channel: str = "general") -> Page:
        page = await context.new_page()
        complaints.listen(page)
        await page.goto(address_of(workspace, who, channel))
        await page.get_by_role("heading", level=1).wait_for()
        return page

    return open_page


def address_of(workspace: Workspace, who: str, channel: str) -> str:
    """Where somebody sees a channel."""
    return f"{workspace.url}/?as={workspace.person(who).id}#/{workspace.state.find_channel(channel).id}"


# A bare workspace, with an app of the test's own: see tests/workspace/kit.py `running`


@pytest_asyncio.fixture(loop_scope="session")
async def workspace(context: BrowserContext) -> AsyncIterator[Workspace]:
    async with Workspace(apps=[INSTALL]) as started:
        yield started
        await _close_pages(context)


@pytest_asyncio.fixture(loop_scope="session")
async def client(workspace: Workspace) -> AsyncIterator[AsyncWebClient]:
    """The app's own client, over the wire, which repeats nothing."""
    async with aiohttp.ClientSession(trust_env=False) as session:
        yield AsyncWebClient(
            token=INSTALL.bot_token, base_url=workspace.api_url, session=session, retry_handlers=[], timeout=10
        )


# The playground: workspace, bot and panels, as the demo puts them together


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot at work and the page on which somebody looks at it; the incident clock stands until it is driven."""

    ground: Playground
    page: Page
    hands: Hands
    language: Language

    def __call__(self, english: str, chinese: str) -> str:
        """What is said in both languages, in this desk's."""
        return english if self.language is Language.ENGLISH else chinese


@pytest.fixture(scope="session")
def words() -> WordTools:
    return load_words()


@pytest_asyncio.fixture(loop_scope="session")
async def open_desk(
    words: WordTools, tmp_path: Path, context: BrowserContext, page_of: OpenPage
) -> AsyncIterator[OpenDesk]:
    """Starts a playground and opens its page: ``await open_desk(Language.CHINESE, who=LIN, channel="general")``, with
    fields of the policy by their names."""
    async with AsyncExitStack() as stack:

        async def open_one(
            language: Language = Language.ENGLISH, who: str = "", channel: str = "general", **policies: Any
        ) -> Desk:
            policy = Policy(language=language, timezone="Asia/Shanghai", **policies)
            ground = Playground(policy=policy, words=words, folder=tmp_path, panels=demo_panels)
            stack.push_async_callback(ground.stop)
            await ground.start(BEGIN)
            for work in (ground.workspace.timer.run(), ground.keep_pace()):
                stack.push_async_callback(_ended, asyncio.create_task(work))
            page = await page_of(ground.workspace, who or (MAYA if language is Language.ENGLISH else LIN), channel)
            return Desk(ground, page, Hands(page), language)

        yield open_one
        await _close_pages(context)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(open_desk: OpenDesk) -> Desk:
    """A playground in English, default policy, seen by Maya in #general; everybody in #incidents is the team."""
    return await open_desk()


def demo_panels(ground: Playground) -> list[Panel]:
    """The demo's own panels, in the desk's language."""
    return Panels(ground, ground.policy.language).both()


async def _close_pages(context: BrowserContext) -> None:
    """Before their server stops: a page that is still open asks for it again, and would complain of that."""
    for page in context.pages:
        await page.close()


async def _ended(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
