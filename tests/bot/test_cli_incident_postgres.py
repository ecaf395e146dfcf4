"""`fenghuo incident` on a PostgreSQL: beside whoever works there, and across a lost connection."""

import asyncio
import secrets
from collections.abc import Iterator

import psycopg
import pytest

from bot.clock.clocks import machine_now
from bot.commandline.incident import Came, carry_out
from bot.settings.settings import Settings
from crisis.language import Language
from handlers.shell import Asked, Status
from storage.store import SqlStore
from tests.postgres import PostgresServer

PATIENCE = 30.0


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    made = postgres.new_url()
    yield made
    postgres.drop(made)


async def say(url: str, *words: str, once: str) -> Came:
    asked = Asked(words, Language.ENGLISH, once, "U0LIN1")
    return await carry_out(Settings(database_url=url), asked, waiting=lambda: None, patience=PATIENCE)


async def test_several_commands_at_once_are_all_done_and_each_once(url: str) -> None:
    await say(url, "open", "Mould", once="open")
    came = await asyncio.gather(*(say(url, "decide", f"number {each}", once=f"d{each % 3}") for each in range(6)))
    assert [each.reply.status for each in came] == [Status.DONE] * 6
    assert sum(each.reply.repeated for each in came) == 3
    decisions = (await say(url, "decisions", once="look")).reply.text
    assert decisions.count("number ") == 3


async def test_when_no_replica_is_at_work_it_says_that_slack_sees_nothing_yet(url: str) -> None:
    assert (await say(url, "open", "Mould", once="open")).waits_for == "bot"
    async with SqlStore(url, machine_now, secrets.token_bytes) as store:
        await store.transact(lambda unit: unit.present("replica-1", machine_now(), 15))
        assert (await say(url, "decide", "recall", once="first")).waits_for is None
        await store.transact(lambda unit: unit.gone("replica-1"))
        assert (await say(url, "decide", "recall again", once="second")).waits_for == "bot"


async def test_a_connection_that_is_lost_on_the_way_is_made_again(url: str) -> None:
    """Cut off while its transaction waits: whether it was committed is not known, so it is asked again by its id."""
    await say(url, "open", "Mould", once="open")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as admin:
        async with await psycopg.AsyncConnection.connect(url) as holding:
            await holding.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
            deciding = asyncio.create_task(say(url, "decide", "recall", once="decide"))
            ended: set[int] = set()
            async with asyncio.timeout(PATIENCE):
                while len(ended) < 2:  # the store itself makes one again
                    ended |= await end_waiting(admin)
                    await asyncio.sleep(0.02)
            await holding.rollback()
        came = await deciding
    assert (came.reply.status, came.reply.repeated) == (Status.DONE, False)
    assert "Decision 1" in came.reply.text


async def end_waiting(admin: psycopg.AsyncConnection) -> set[int]:
    """End the connections that wait for the lock; their process ids."""
    found = await admin.execute(
        "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return {pid for pid, _ in await found.fetchall()}
