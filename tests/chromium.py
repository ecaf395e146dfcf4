"""The Chromium of this machine, for the tests and for the pictures: where it is and how it is started.

Answers for: finding it by name, the one sentence that is said where there is none. May not: install anything.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = (
    "no Chromium found; install it with: apt-get install chromium fonts-noto-cjk (or name one in FENGHUO_CHROMIUM)"
)
PATIENCE_MILLISECONDS = 40_000.0
"""How long a page may take for what it owes: long for a machine with other work, never reached when all is well."""


def take_from_environment() -> None:
    """Rename what FENGHUO_CHROMIUM and FENGHUO_NEEDS_BROWSER say, so that no bot under test takes it for a setting."""
    for name in ("CHROMIUM", "NEEDS_BROWSER"):
        if given := os.environ.pop(f"FENGHUO_{name}", ""):
            os.environ[f"BROWSER_TESTS_{name}"] = given


def find_chromium() -> str | None:
    """The program to start; None where there is none."""
    return os.environ.get("BROWSER_TESTS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def is_needed() -> bool:
    """Whether a missing browser is a failure and no reason to skip (FENGHUO_NEEDS_BROWSER=1)."""
    return os.environ.get("BROWSER_TESTS_NEEDS_BROWSER", "0") not in ("0", "no", "false")


@asynccontextmanager
async def running_chromium(more: tuple[str, ...] = ()) -> AsyncIterator[Browser]:
    """A browser with a fresh profile, started with ``more`` flags. Raises FileNotFoundError with MISSING where there
    is none."""
    program = find_chromium()
    if program is None:
        raise FileNotFoundError(MISSING)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=[*FLAGS, *more])
        try:
            yield browser
        finally:
            await browser.close()
