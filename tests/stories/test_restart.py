"""Killed and started again, the bot goes on where it was: a process of its own, a real SIGKILL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import time

import pytest

from tests.crash.starting import Nursery, NurseryProcess
from tests.stories.killed import APP, Bot
from workspace import Workspace


@asynccontextmanager
async def _bot(nursery: NurseryProcess, tmp_path: Path) -> AsyncIterator[Bot]:
    workspace = Workspace(clock=time, apps=[APP])
    await workspace.start()
    async with Nursery(nursery) as bots:
        bot = Bot(bots, workspace, tmp_path / "fenghuo.db")
        await bot.start()
        try:
            yield bot
        finally:
            await bot.kill()
            await workspace.stop()


def _rooms(workspace: Workspace) -> list[str]:
    return [each.name for each in workspace.person("林晓").channels() if each.name.startswith("inc-")]


def _keys(workspace: Workspace) -> list[str]:
    """The keys stamped on the messages that stand in the workspace."""
    posted = workspace.calls.where("chat.postMessage", ok=True)
    return [call.arguments["metadata"]["event_payload"]["key"] for call in posted]


@pytest.mark.crash
async def test_a_room_that_was_being_opened_is_finished_after_a_kill(nursery: NurseryProcess, tmp_path: Path) -> None:
    """Killed while Slack makes the channel: one channel, complete, every message once."""
    async with _bot(nursery, tmp_path) as bot:
        bot.workspace.weather.latency = 0.3
        assert (await bot.alert("a"))["outcome"] == "opened"
        await bot.workspace.until(lambda: _rooms(bot.workspace) or bot.workspace.calls.where("conversations.create"))
        await bot.kill()
        bot.workspace.weather.latency = 0.0
        await bot.start()
        wanted = {"1:PostBoard", "1:PostCard", "1:PostBriefing", "1:SendOffer:1"}
        await bot.workspace.until(lambda: wanted <= set(_keys(bot.workspace)), timeout=30)
        await bot.workspace.until(lambda: bot.workspace.calls.where("pins.add", ok=True), timeout=30)
        await bot.workspace.quiet()
        (room,) = _rooms(bot.workspace)
        assert {each.id for each in bot.workspace.people} <= set(bot.workspace.state.find_channel(room).members)
        creates = bot.workspace.calls.where("conversations.create", ok=True)
        assert len([call for call in creates if str(call.arguments["name"]).startswith("inc-")]) == 1
        keys = _keys(bot.workspace)
        assert sorted(keys) == sorted(set(keys))


@pytest.mark.crash
async def test_after_a_kill_it_goes_on_where_it_was(nursery: NurseryProcess, tmp_path: Path) -> None:
    """The same alert is still a duplicate, commands know the incident, and the board is the same message."""
    async with _bot(nursery, tmp_path) as bot:
        await bot.alert("b")
        await bot.workspace.until(lambda: bot.workspace.calls.where("pins.add", ok=True), timeout=10)
        await bot.workspace.quiet()
        room = _rooms(bot.workspace)[0]
        lin = bot.workspace.person("林晓")
        board = next(message for message in lin.messages(room) if message.is_from_app)

        await bot.kill()
        await bot.start()
        assert (await bot.alert("b"))["outcome"] == "duplicate"
        await lin.command("/incident sev 1 because it spreads", room)
        await bot.workspace.until(
            lambda: any("SEV1" in message.plain for message in lin.messages(room) if message.ts == board.ts)
        )
        await bot.workspace.quiet()
        assert _rooms(bot.workspace) == [room]
