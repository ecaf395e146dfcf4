"""Told to stop, the bot finishes what is in hand, takes nothing more, and is gone in under ten seconds, whatever Slack
and the database do. A process of its own, real signals."""

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

from tests.crash.starting import NurseryProcess
from tests.stories.outages import Bot, eventually, keys_posted, rooms, running_bot

MOST_SECONDS = 10.0
CAUSES = 12

pytestmark = pytest.mark.crash


async def stopped(bot: Bot) -> tuple[int, float]:
    """Tell it to stop; the exit status, and after how many seconds it was gone."""
    began = asyncio.get_running_loop().time()
    bot.signal(signal.SIGTERM)
    status = await bot.ended()
    return status, asyncio.get_running_loop().time() - began


async def whole(bot: Bot, count: int) -> None:
    """So many rooms, every one whole, nothing twice."""
    wanted = {
        f"{number}:{what}" for number in range(1, count + 1) for what in ("PostBoard", "PostCard", "PostBriefing")
    }
    await eventually(lambda: wanted <= set(keys_posted(bot.workspace)), "every message to be there")
    await bot.workspace.quiet()
    keys = keys_posted(bot.workspace)
    assert sorted(keys) == sorted(set(keys))
    assert len(rooms(bot.workspace)) == count
    created = [call for call in bot.workspace.calls.where("conversations.create") if call.done]
    assert len([call for call in created if str(call.arguments["name"]).startswith("inc-")]) == count


async def test_with_slow_calls_in_hand_and_many_waiting_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    """While it stops it says so, and sends whoever brings something away; every 202 is kept."""
    async with running_bot(f"sqlite:///{tmp_path}/fenghuo.db") as bot:
        bot.workspace.weather.latency = 0.3
        for cause in range(CAUSES):
            assert (await bot.alert(f"cause-{cause}"))[0] == 202
        stopping = asyncio.create_task(stopped(bot))
        await eventually(lambda: bot.said('"stopping"'), "the bot to hear of it")
        taken, refused, seen = 0, 0, set[tuple[int, str]]()
        while not stopping.done():
            with suppress(aiohttp.ClientError, OSError):
                status, body = await bot.ready()
                seen.add((status, body["status"]))
                status, _, again = await bot.alert(f"late-{taken}")
                taken += status == 202
                refused += status == 503
                assert status == 202 or again == "5"
        assert taken == 0
        assert refused > 0
        assert seen == {(503, "stopping")}
        status, seconds = stopping.result()
        assert status == 0
        assert seconds < MOST_SECONDS
        assert bot.said("Traceback") == []
        bot.workspace.weather.latency = 0.0
        await bot.start()
        await whole(bot, CAUSES)


async def test_calls_that_nobody_answers_do_not_hold_it_up(nursery: NurseryProcess, tmp_path: Path) -> None:
    """Slack took the deed and says nothing for longer than we wait: after the start it is looked for, not repeated."""
    async with running_bot(f"sqlite:///{tmp_path}/fenghuo.db", nursery) as bot:
        bot.workspace.weather.fail("conversations.create|chat.postMessage", "silence after")
        for cause in range(3):
            assert (await bot.alert(f"cause-{cause}"))[0] == 202
        await bot.workspace.until(lambda: len(bot.workspace.calls.where("conversations.create")) == 3)
        status, seconds = await stopped(bot)
        assert status == 0
        assert seconds < MOST_SECONDS
        bot.workspace.weather.clear()
        await bot.start()
        await whole(bot, 3)


async def test_a_hang_up_says_that_the_policy_was_changed_and_ends_nothing(tmp_path: Path) -> None:
    """Also where there is no policy file to look at."""
    async with running_bot(f"sqlite:///{tmp_path}/fenghuo.db") as bot:
        bot.signal(signal.SIGHUP)
        assert (await bot.alert("cause"))[0] == 202
        assert (await stopped(bot))[0] == 0


async def test_a_second_signal_ends_it_at_once(nursery: NurseryProcess, tmp_path: Path) -> None:
    async with running_bot(f"sqlite:///{tmp_path}/fenghuo.db", nursery) as bot:
        bot.workspace.weather.fail("conversations.create", "silence before")
        assert (await bot.alert("a"))[0] == 202
        await bot.workspace.until(lambda: bot.workspace.calls.where("conversations.create"))
        bot.signal(signal.SIGTERM)
        await eventually(lambda: bot.said('"stopping"'), "the bot to hear of it")
        status, seconds = await stopped(bot)
        assert (status, seconds < 2) == (1, True)
        bot.workspace.weather.clear()
        await bot.start()
        await whole(bot, 1)
