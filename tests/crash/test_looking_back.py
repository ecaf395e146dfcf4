"""After a death in the middle of many rooms the next bot looks back once for all, as Slack allows few such looks."""

import asyncio

import pytest

from tests.crash.checks import check
from tests.crash.conftest import MakeTown

ROOMS = 20
LATENCY = 0.3


@pytest.mark.crash
async def test_many_rooms_share_their_looks(make_town: MakeTown) -> None:
    town = await make_town("sqlite")
    await town.start()
    await town.working()
    workspace = town.workspace
    workspace.weather.latency = LATENCY
    await asyncio.gather(*(town.alert(f"cause{number}", f"Till {number}") for number in range(ROOMS)))
    await workspace.until(lambda: len(workspace.calls.where("conversations.create")) >= ROOMS, timeout=20)
    await town.kill()
    workspace.calls.clear()
    await town.start()
    await town.settle()
    # The directory asks for one of them, and whoever has the bad luck to come while one is under way for another.
    assert len(workspace.calls.where("conversations.list")) <= 4
    assert not (found := check(workspace, town.promises)), str(found)
