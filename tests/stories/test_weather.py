"""Bad weather in Slack: refused, failed before and after the deed, dropped, slowed down. Looked at in the workspace:
every acknowledged alert has exactly one room, every room is whole, and nothing stands there twice."""

import asyncio

import pytest

from bot.demo.playground import Playground
from tests.stories.telling import in_channel, nothing_twice

FAULTS = ("500 before", "500 after", "drop before", "drop after", "ratelimited")
WRITING = "chat.*|conversations.create|conversations.invite|conversations.set*|conversations.open|pins.*"
SETTLE_SECONDS = 110.0


async def _alerts(ground: Playground, count: int) -> None:
    """So many causes at once, each alert sent twice; every one is acknowledged."""
    payloads = [
        {"source": "probe", "key": f"k{each % count}", "title": f"Till {each % count}"} for each in range(2 * count)
    ]
    answers = await asyncio.gather(*(ground.alert(payload) for payload in payloads))
    assert all(status == 202 for status, _ in answers)
    assert len({answer["incident"] for _, answer in answers}) == count
    assert sorted(answer["outcome"] for _, answer in answers) == ["duplicate"] * count + ["opened"] * count


async def _all_whole(ground: Playground, count: int) -> None:
    await ground.settle(SETTLE_SECONDS)
    nothing_twice(ground)
    rooms = [name for name in ground.workspace.state.names if name.startswith("inc-")]
    assert len(rooms) == count
    people = {person.id for person in ground.workspace.people}
    for room in rooms:
        assert people <= set(ground.workspace.state.find_channel(room).members)
        shown = [each for each in in_channel(ground, room) if each.is_from_app]
        assert sum("pinned_to" in each for each in shown) == 1
        assert sum("What we know at the start" in each.plain for each in shown) == 1
    cards = [each for each in in_channel(ground, "incidents") if each.is_from_app and "Join" in " ".join(each.buttons)]
    assert len(cards) == count


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
async def test_one_fault_at_a_time(ground: Playground, fault: str) -> None:
    """Each writing method fails twice in this way; the room comes out whole."""
    for method in WRITING.split("|"):
        ground.workspace.weather.fail(method, fault, times=2)
    await _alerts(ground, 1)
    await _all_whole(ground, 1)


@pytest.mark.slow
async def test_all_faults_mixed_at_thirty_percent(ground: Playground) -> None:
    for fault in FAULTS:
        ground.workspace.weather.fail(WRITING, fault, probability=0.07)
    await _alerts(ground, 5)
    await _all_whole(ground, 5)


@pytest.mark.chaos
async def test_the_same_for_longer(ground: Playground) -> None:
    """Forty causes under the same weather."""
    for fault in FAULTS:
        ground.workspace.weather.fail(WRITING, fault, probability=0.07)
    await _alerts(ground, 40)
    await _all_whole(ground, 40)
