"""What the process opens before anything can work: the database, the session for Slack's API, the client on it.

Answers for: each is closed again by ``started``, and the client repeats nothing by itself. May not: use them.
"""

import asyncio
import contextlib
from contextlib import AsyncExitStack
from datetime import timedelta

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock.clocks import MachineClock
from bot.delivery.dispatcher import AT_ONCE
from bot.settings.settings import Settings
from bot.slack.calls import asking_before_sending
from bot.timing import Timing
from crisis.ports import Entropy, Passing
from storage.errors import DatabaseInUse
from storage.store import SqlStore

LOCK_TRIES, LOCK_SECONDS = 30, 0.1


async def open_store(
    started: AsyncExitStack,
    settings: Settings,
    machine: MachineClock,
    entropy: Entropy,
    visible_seconds: float,
    passing: Passing,
) -> SqlStore:
    """The store, at work. ``visible_seconds``: until what was done in Slack is seen there. Raises the storage's errors
    when the database cannot be used."""
    store = SqlStore(settings.database_url, machine_clock=machine, entropy=entropy, passing=passing)
    await _start(store)
    started.push_async_callback(store.stop)
    if not store.is_shared:
        # Nobody else works on this database, so whoever had these is gone. Elsewhere their leases run out. What was
        # done last may not be seen yet.
        seen = machine() + timedelta(seconds=visible_seconds)
        await store.transact(lambda unit: unit.release_leases(not_before=seen))
    return store


async def _start(store: SqlStore) -> None:
    """A command of the shell has the database for a moment: that is waited for. Another bot has it for good."""
    for _ in range(LOCK_TRIES - 1):
        with contextlib.suppress(DatabaseInUse):
            return await store.start()
        await asyncio.sleep(LOCK_SECONDS)
    return await store.start()


def open_client(started: AsyncExitStack, settings: Settings, timing: Timing) -> AsyncWebClient:
    """A client of Slack's API with a session of its own. The outbox is the one that repeats calls: the client must
    not."""
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=AT_ONCE),
        timeout=aiohttp.ClientTimeout(total=timing.call),
        trace_configs=[asking_before_sending()],
    )
    started.push_async_callback(session.close)
    client = AsyncWebClient(
        token=settings.bot_token, base_url=settings.slack_api_url, session=session, retry_handlers=[]
    )
    # Made with proxy=None it would take one from the environment (settings.Settings.slack_proxy).
    client.proxy = settings.slack_proxy
    return client
