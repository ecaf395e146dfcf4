"""Stories: the whole bot over the wire, against the local workspace, on a driven incident clock."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo.playground import Playground
from bot.timing import Timing
from bot.words.words import WordTools, load_words
from crisis.language import Language
from crisis.policy import Policy

BEGIN = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
"""A Monday, nine in the morning in Shanghai."""

QUICK = Timing(call=0.5, visible=0.3, late=1.0, first_pause=0.05, ping=0.5, reconnect=0.2)
"""For stories in which Slack keeps us waiting: the same waits, shorter."""

MakeGround = Callable[..., Awaitable[Playground]]


@pytest.fixture(scope="session")
def words() -> WordTools:
    return load_words()


@pytest.fixture
async def make_ground(words: WordTools, tmp_path: Path, migrated: Path) -> AsyncIterator[MakeGround]:
    """Starts a playground; keyword arguments are the playground's own. All are stopped at the end."""
    async with AsyncExitStack() as stack:

        async def make(**arguments: Any) -> Playground:
            arguments.setdefault("policy", Policy(language=Language.ENGLISH))
            if not (tmp_path / "fenghuo.db").exists():
                shutil.copy(migrated, tmp_path / "fenghuo.db")
            ground = Playground(words=words, folder=tmp_path, **arguments)
            stack.push_async_callback(ground.stop)
            await ground.start(BEGIN)
            return ground

        yield make


@pytest.fixture
async def ground(make_ground: MakeGround) -> Playground:
    """A playground in English with the default policy: the crisis team is everybody in #incidents."""
    return await make_ground()
