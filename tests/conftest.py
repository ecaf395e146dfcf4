"""What every test needs and nothing else: the amount of invented examples, a clean environment, a PostgreSQL.

HYPOTHESIS_PROFILE chooses the amount: `quick`, `usual` (the default) or `long`.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web_app
from hypothesis import HealthCheck, settings

from storage.migrate import migrate
from tests.chromium import MISSING, find_chromium, is_needed, take_from_environment
from tests.crash.starting import NurseryProcess, nursery_process
from tests.postgres import PostgresServer, running_server

# A clock on a busy machine says nothing about the code: no deadline, and a slow example is no failure.
settings.register_profile("usual", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("usual"), max_examples=10)
settings.register_profile("long", settings.get_profile("usual"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
SELDOM = (20_000, 20, 10)
"""How many objects more, and then how many looks at the younger ones, before the garbage collector looks."""


# Whoever runs the tests may have the tokens of a real Slack in the environment: no test may ever see them.
take_from_environment()
for name in [name for name in os.environ if name.startswith(("SLACK_", "FENGHUO_"))]:
    del os.environ[name]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL, started by the first test that wants it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database at head with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "fenghuo.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def nursery() -> Iterator[NurseryProcess]:
    """Where bots come from that are killed or stopped, within a tenth of a second each."""
    with nursery_process() as process:
        yield process


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests stay in one of the parallel processes, so that they share one Chromium, and are skipped where there
    is none, unless FENGHUO_NEEDS_BROWSER says that this is a failure. What is slow begins first, in whatever order: at
    the end one process would work on it alone."""
    skipped = find_chromium() is None and not is_needed()
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if skipped:
                item.add_marker(pytest.mark.skip(reason=MISSING))
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("slow", "crash")))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def pytest_runtest_logfinish() -> None:
    """aiohttp keeps the last thousand handlers with their applications: each bot and each workspace that ever was."""
    for each in vars(web_app).values():
        if hasattr(each, "cache_clear"):
            each.cache_clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not looked at."""
    skipped = [each for each in terminalreporter.stats.get("skipped", ()) if "browser" in each.keywords]
    if skipped and find_chromium() is None:
        terminalreporter.write_line(f"{len(skipped)} browser tests skipped: {MISSING}", yellow=True)
