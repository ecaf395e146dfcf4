"""Many boards change at once: Slack never refuses an edit, SEV1 is shown first, and every board shows the last state.

A minute of the limits has a few seconds here, for the workspace and for the plan alike.
"""

import asyncio
import re
import time
from itertools import cycle

import pytest

from bot.demo.playground import Playground
from bot.timing import EDITS, Timing
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.telling import room_of

MINUTE = 4.0
SETTLE = 90.0
SEVERITIES = ["SEV1", *["SEV2"] * 5, *["SEV3"] * 7, *["SEV4"] * 7]
SHOWN = re.compile("same alert (?:once more|([0-9,]+) more times)")


def alert(number: int) -> dict[str, str]:
    return {"source": "probe", "key": f"till-{number}", "title": f"Till fault {number}", "severity": SEVERITIES[number]}


async def rooms(ground: Playground, most: int = len(SEVERITIES)) -> None:
    """A room for each severity there is in the list, before anybody counts calls."""
    for number, severity in enumerate(SEVERITIES[:most]):
        status, answer = await ground.alert(alert(number) | {"severity": "SEV3" if severity == "SEV4" else severity})
        assert (status, answer["outcome"]) == (202, "opened")
    await ground.settle(SETTLE)
    for number, severity in enumerate(SEVERITIES[:most]):
        if severity == "SEV4":
            room = await room_of(ground, number + 1)
            await room.type("林晓", "sev 4")
    await ground.settle(SETTLE)
    ground.workspace.weather.minute = MINUTE
    ground.workspace.weather.tiers = True


async def changes(ground: Playground, of_first: int, of_others: int, among: int = len(SEVERITIES)) -> list[int]:
    """The first incident's alert comes again so often while the others' come by turns; how often each came."""
    came = [0] * len(SEVERITIES)
    others = cycle(range(1, among))
    replicas = cycle(range(len(ground.services)))
    rest = of_others
    for _ in range(of_first):
        numbers = [0, next(others)] if rest > 0 else [0]
        rest -= 1
        for number in numbers:
            came[number] += 1
        await asyncio.gather(*(ground.alert(alert(number), replica=next(replicas)) for number in numbers))
    return came


async def everything_is_shown(ground: Playground, came: list[int]) -> None:
    await ground.settle(SETTLE)
    for number, count in enumerate(came):
        if count:
            said = SHOWN.search((await room_of(ground, number + 1)).board().plain)
            assert said, f"#{number + 1}"
            assert int((said[1] or "1").replace(",", "")) == count, f"#{number + 1}"


def refused(ground: Playground) -> list[float]:
    return [call.started for call in ground.workspace.calls.where("chat.update") if call.error == "ratelimited"]


def edits_of(ground: Playground, channel: str, since: float) -> list[float]:
    calls = ground.workspace.calls.where("chat.update", ok=True)
    return [call.started for call in calls if call.arguments["channel"] == channel and call.started > since]


@pytest.mark.slow
async def test_twenty_one_busy_boards(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=Timing(minute=MINUTE), edits=EDITS)
    await rooms(ground)
    begun = time.time()
    came = await changes(ground, 250, 200)
    ended = time.time()
    await everything_is_shown(ground, came)
    assert refused(ground) == []
    shown = [len(edits_of(ground, (await room_of(ground, each + 1)).channel, begun)) for each in range(len(came))]
    assert shown[0] == max(shown)
    assert shown[0] > 3 * max(shown[6:]), shown
    total = sum(shown)
    minutes = (ended - begun) / MINUTE
    assert total < 50 * (minutes + 2.5)


@pytest.mark.slow
async def test_two_bots_share_the_edits_and_one_that_is_begun_anew_forgets_none(
    postgres: PostgresServer, make_ground: MakeGround
) -> None:
    ground = await make_ground(timing=Timing(minute=MINUTE), edits=EDITS, database_url=postgres.new_url(), replicas=2)
    await rooms(ground, 9)
    came = await changes(ground, 80, 60, 9)
    await ground.stop_bot()
    await ground.start_bot(SETTLE)
    again = await changes(ground, 60, 40, 9)
    await everything_is_shown(ground, [first + second for first, second in zip(came, again, strict=True)])
    assert refused(ground) == []
