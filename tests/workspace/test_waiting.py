"""until and quiet."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL
from workspace import Workspace
from workspace.waiting import Pulse


async def test_until_wakes_on_a_change(workspace: Workspace, client: AsyncWebClient) -> None:
    lin = workspace.person("林晓")
    waiting = asyncio.create_task(workspace.until(lambda: lin.messages("general")))
    await asyncio.sleep(0)
    await client.chat_postMessage(channel=GENERAL, text="x")
    await asyncio.wait_for(waiting, 1)


async def test_until_gives_up_with_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(TimeoutError, match=r"waited 0.1 s for rain"):
        await workspace.until(lambda: False, timeout=0.1, what="rain")


async def test_until_sees_what_no_change_tells() -> None:
    seen: list[int] = []
    asyncio.get_running_loop().call_later(0.01, seen.append, 1)
    await Pulse().until(lambda: seen, 2)
    assert seen == [1]


async def test_quiet_waits_for_calls_in_flight(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.weather.latency = 0.15
    posting = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    await workspace.until(lambda: workspace.calls.running)
    assert not workspace.is_quiet
    await workspace.quiet(settle=0.02)
    assert workspace.person("林晓").last("general").text == "x"
    await posting


async def test_quiet_gives_up(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.weather.latency = 5
    posting = asyncio.create_task(client.chat_postMessage(channel=GENERAL, text="x"))
    await workspace.until(lambda: workspace.calls.running)
    with pytest.raises(TimeoutError, match="quiet"):
        await workspace.quiet(timeout=0.1)
    posting.cancel()
