"""Slack's limits: the calls are planned by its tiers, what matters most goes first, and who waits is told so.

A minute of the limits has a few seconds here, for the workspace and for the plan alike.
"""

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.demo.playground import Playground
from bot.timing import EDITS, Timing
from crisis.policy import Policy
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.telling import Tongue, card_of, how_many, in_both_languages, in_channel, nothing_twice, room_of
from workspace.client.seen import Seen

MINUTE = 6.0
SETTLE = 60.0
MOST_REFUSED = 20
"""A method is refused about once, then its limit is known; some calls are under way by then."""


async def limited_ground(make_ground: MakeGround, **arguments: Any) -> Playground:
    ground = await make_ground(timing=Timing(minute=MINUTE), edits=EDITS, **arguments)
    ground.workspace.weather.minute = MINUTE
    ground.workspace.weather.tiers = True
    return ground


async def alerts(ground: Playground, count: int, severity: str = "SEV3", name: str = "till") -> None:
    payloads = [
        {"source": "probe", "key": f"{name}-{each}", "title": f"Fault {name} {each}", "severity": severity}
        for each in range(count)
    ]
    answers = await asyncio.gather(
        *(ground.alert(payload, replica=each % len(ground.services)) for each, payload in enumerate(payloads))
    )
    assert [(status, answer["outcome"]) for status, answer in answers] == [(202, "opened")] * count


async def whole(ground: Playground, count: int) -> None:
    await ground.settle(SETTLE)
    assert await how_many(ground) == count
    for number in range(1, count + 1):
        room = await room_of(ground, number)
        assert room.board().buttons[0] == "👀 Acknowledge"
        assert room.card() is not None
        assert room.topic
    nothing_twice(ground)


def refused(ground: Playground) -> list[str]:
    return [call.method for call in ground.workspace.calls.where("*") if call.error == "ratelimited"]


def hardly_refused(ground: Playground) -> None:
    methods = Counter(refused(ground))
    # The second that messages in one channel are apart is a tenth of one here: too short to be judged by.
    methods.pop("chat.postMessage", None)
    assert sum(methods.values()) <= MOST_REFUSED, methods


@pytest.mark.slow
async def test_in_a_storm_calls_are_hardly_ever_refused_and_a_red_room_overtakes_the_yellow_ones(
    make_ground: MakeGround,
) -> None:
    ground = await limited_ground(make_ground)
    await alerts(ground, 26)
    await ground.workspace.until(lambda: "conversations.create" in refused(ground), timeout=20)
    await alerts(ground, 1, "SEV1", "fire")
    await whole(ground, 27)
    hardly_refused(ground)
    made = [call.arguments["name"] for call in ground.workspace.calls.where("conversations.create", ok=True)]
    rooms = [name for name in made if name.startswith("inc-")]
    red = next(place for place, name in enumerate(rooms) if "fire" in name)
    assert red <= 22, f"the red room was number {red + 1} of {len(rooms)}"


@pytest.mark.slow
async def test_several_bots_share_the_plan(postgres: PostgresServer, make_ground: MakeGround) -> None:
    url = postgres.new_url()
    ground = await limited_ground(make_ground, database_url=url, replicas=2)
    await alerts(ground, 24)
    await whole(ground, 24)
    hardly_refused(ground)


@in_both_languages
async def test_the_card_says_that_the_channel_has_to_wait(make_ground: MakeGround, tongue: Tongue) -> None:
    """Slack's own minute here: nobody waits for its end."""
    ground = await make_ground(policy=Policy(language=tongue.language))
    await alerts(ground, 18)
    await ground.settle(SETTLE)
    ground.workspace.weather.fail("conversations.create", "ratelimited", times=1)
    await alerts(ground, 1, name="desk")
    await ground.workspace.until(lambda: refused(ground), timeout=20)
    await alerts(ground, 1, name="stall")
    await ground.workspace.until(lambda: card_of_20(ground), timeout=20)
    said = card_of_20(ground)[0].plain
    assert tongue("In line for a channel", "排队创建频道") in said
    assert tongue("1 before this one", "前面还有 1 个") in said


def card_of_20(ground: Playground) -> list[Seen]:
    return [each for each in in_channel(ground, "incidents") if card_of(each) == 20]
