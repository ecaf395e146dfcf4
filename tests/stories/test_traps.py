"""What others fall into under the same faults. Each trap is a story that fails if we did; those that stand elsewhere:

| trap | story |
| --- | --- |
| one 429 on conversations.create: the incident is gone, the sender was told 202 | test_weather, `ratelimited` |
| a 500 on a post loses it | test_weather, `500 before` |
| a 500 after the channel was made leaves a channel that nobody knows | test_weather, `500 after` |
| a kill during opening leaves a room without people | test_restart, `being_opened` |
| the on-call group is not invited because one of them is in already | test_room, `in_already` |
| the same submission five times makes five rooms | test_forms, `five_times`; answers lost: test_faults_people |
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.demo.playground import Playground
from tests.postgres import PostgresServer
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.telling import MAYA, Room, nothing_twice, opened, room_of

EVERY = timedelta(hours=2)  # a SEV3's
ROOMS = 16


def reminders(room: Room) -> list[str]:
    return [each.plain for each in room.saying("⏰")]


async def settled_room(ground: Playground) -> Room:
    """An incident whose roles are filled, so that only the clock speaks."""
    room = await opened(ground, "open sev3 Mould")
    for role in ("lead", "monitor"):
        await room.type(MAYA, f"role take {role}")
    return room


async def test_after_a_restart_reminders_go_on_for_incidents_that_were_open(ground: Playground) -> None:
    room = await settled_room(ground)
    await ground.stop_bot()
    await ground.start_bot()
    await ground.until(BEGIN + EVERY)
    assert len(reminders(room)) == 1
    await ground.stop_bot()
    ground.clock.jump(BEGIN + 2 * EVERY + timedelta(minutes=10))
    await ground.start_bot()
    assert len(reminders(room)) == 2
    assert "This reminder comes 10 min late." in reminders(room)[1]
    nothing_twice(ground)


async def test_what_is_due_all_at_once_comes_for_all_though_slack_is_slow(ground: Playground) -> None:
    """Three kinds of reminder for each of sixteen rooms, at half a second a call."""
    alerts = [{"source": "probe", "key": f"k{n}", "title": f"Till {n}", "severity": "SEV2"} for n in range(ROOMS)]
    await asyncio.gather(*(ground.alert(alert) for alert in alerts))
    await ground.settle()
    ground.workspace.weather.latency = 0.5
    await ground.jump(BEGIN + EVERY)
    for number in range(1, ROOMS + 1):
        room = await room_of(ground, number)
        told = Counter(
            kind
            for each in room.messages()[1:]
            for kind in ("Nobody acknowledged by", "No statement by", "⏰")
            if kind in each.plain
        )
        assert told == {"Nobody acknowledged by": 1, "No statement by": 1, "⏰": 1}, room.transcript()
    nothing_twice(ground)


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


async def test_no_more_reminders_said_to_one_bot_holds_for_the_other(
    database_url: str, make_ground: MakeGround
) -> None:
    ground = await make_ground(database_url=database_url, replicas=2)
    room = await settled_room(ground)
    await ground.until(BEGIN + EVERY)
    assert len(reminders(room)) == 1
    await room.type(MAYA, "remind off because the night is quiet")
    await ground.forward(2 * EVERY)  # both look at what is due
    assert await ground.workspace.drop_sockets(polite=False) == 2
    (app,) = ground.workspace.apps.values()
    await ground.workspace.until(lambda: len(app.ready_sockets()) == 2, what="both to be back")
    assert [(await room.type(MAYA, "timeline")).ok for _ in range(2)] == [True, True]  # each in its turn
    await ground.services.pop().stop()
    await ground.forward(2 * EVERY)
    assert len(reminders(room)) == 1
    assert "the night is quiet" in room.board().plain
