"""Socket Mode connections that end: asked to go, cut, half open, and hard to get back. What people do meanwhile is
done, once. Times are short here; those in earnest stand in ``bot.timing``."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import pytest

from bot.demo.playground import Playground
from bot.timing import Timing
from crisis.events import NoteAdded
from tests.stories.conftest import MakeGround
from tests.stories.telling import MAYA, ZHOU, Room, in_channel, nothing_twice, opened, person
from workspace.apps.installed import InstalledApp

SHORT = Timing(call=0.4, ping=0.2, reconnect=0.3)
BACK_WITHIN = 15.0


@pytest.fixture
async def ground(make_ground: MakeGround) -> Playground:
    return await make_ground(timing=SHORT)


def app_of(ground: Playground) -> InstalledApp:
    (app,) = ground.workspace.apps.values()
    return app


async def deaf_for(ground: Playground, end: Callable[[], Awaitable[object]]) -> float:
    """End the connection; real seconds until there is another one."""
    before = tuple(app_of(ground).sockets)
    began = monotonic()
    await end()
    await ground.workspace.until(
        lambda: any(socket not in before for socket in app_of(ground).ready_sockets()), BACK_WITHIN, "a connection"
    )
    return monotonic() - began


async def pinned(room: Room, text: str) -> None:
    """Somebody says something and somebody notes it by an emoji; it comes on the record, however it gets there."""
    message = (await person(room.ground, ZHOU).say(room.channel, text)).shown[0]
    await person(room.ground, MAYA).react(message, "pushpin")


async def noted(room: Room) -> list[str]:
    return [entry.event.text for entry in await room.entries(NoteAdded) if isinstance(entry.event, NoteAdded)]


async def test_a_connection_that_is_cut_is_replaced_at_once_and_nothing_of_the_gap_is_lost(
    make_ground: MakeGround,
) -> None:
    ground = await make_ground()  # with the times it has in earnest
    room = await opened(ground)

    async def cut() -> None:
        await ground.workspace.drop_sockets(polite=False)
        assert app_of(ground).ready_sockets() == []
        await pinned(room, "said in the gap")

    assert await deaf_for(ground, cut) < 2.0
    await ground.settle()
    assert await noted(room) == ["said in the gap"]
    nothing_twice(ground)


async def test_a_connection_that_is_half_open_is_left_after_one_and_a_half_pings(ground: Playground) -> None:
    async def mute() -> None:
        assert ground.workspace.mute_sockets() == 1
        assert ground.service.connection.is_connected()  # nobody can know yet

    deaf = await deaf_for(ground, mute)
    assert deaf < 3 * SHORT.ping
    assert 3 * Timing().ping < BACK_WITHIN


async def test_what_is_sent_into_a_half_open_connection_comes_again(ground: Playground) -> None:
    room = await opened(ground)
    message = (await person(ground, ZHOU).say(room.channel, "said to nobody")).shown[0]
    ground.workspace.ack_seconds = 2 * SHORT.ping
    ground.workspace.mute_sockets()
    assert (await person(ground, MAYA).react(message, "pushpin")).ok  # at the second try
    await ground.settle()
    assert await noted(room) == ["said to nobody"]
    nothing_twice(ground)


async def test_asked_to_go_it_acknowledges_what_it_has_in_hand_and_is_never_deaf(ground: Playground) -> None:
    room = await opened(ground)
    maya = person(ground, MAYA)
    for turn in range(3):
        typed = [asyncio.create_task(maya.command(f"/incident note {turn}.{step}", room.channel)) for step in range(4)]
        await ground.workspace.until(lambda: any(socket.waiting for socket in app_of(ground).sockets))
        await ground.workspace.drop_sockets(polite=True)
        assert [told.status for told in await asyncio.gather(*typed)] == ["ok"] * 4
    await ground.settle()
    assert sorted(await noted(room)) == [f"{turn}.{step}" for turn in range(3) for step in range(4)]
    nothing_twice(ground)


@pytest.mark.parametrize(
    ("what", "fault", "times"),
    [
        ("apps.connections.open", "500 before", 4),
        ("apps.connections.open", "drop before", 4),
        ("apps.connections.open", "ratelimited", 2),
        ("apps.connections.open", "silence before", 1),
        ("apps.connections.open", "error:internal_error", 4),
        ("link", "500 before", 3),
        ("link", "drop after", 3),
        ("link", "silence before", 1),
    ],
)
async def test_it_comes_back_when_connecting_is_hard(ground: Playground, what: str, fault: str, times: int) -> None:
    """An address serves one try: a handshake that failed is followed by a fresh one."""
    rule = ground.workspace.weather.fail(what, fault, times=times, retry_after=0)
    deaf = await deaf_for(ground, lambda: ground.workspace.drop_sockets(polite=False))
    assert rule.hits == times
    assert deaf < 3.0
    assert (await person(ground, MAYA).command("/incident list", "general")).ok


async def test_a_refused_app_token_is_named_and_tried_again(
    ground: Playground, capsys: pytest.CaptureFixture[str]
) -> None:
    ground.workspace.weather.fail("apps.connections.open", "error:invalid_auth", times=1)
    await deaf_for(ground, lambda: ground.workspace.drop_sockets(polite=False))
    said = capsys.readouterr().out
    assert "SLACK_APP_TOKEN" in said
    assert "fenghuo check" in said
    assert "Traceback" not in said


async def test_slack_gone_altogether_and_back(ground: Playground) -> None:
    """Meanwhile alerts are taken; all that was put by goes out when Slack is there again, once."""
    everything = ground.workspace.weather.fail("*", "drop before")
    await ground.workspace.drop_sockets(polite=False)
    alert = {"source": "probe", "key": "k", "title": "Till"}
    assert [(await ground.alert(alert))[1]["outcome"] for _ in range(2)] == ["opened", "duplicate"]
    await ground.workspace.until(lambda: everything.hits > 3)
    assert not ground.service.connection.is_connected()
    ground.workspace.weather.clear()
    await ground.workspace.until_connected(BACK_WITHIN)
    await ground.settle()
    assert len(in_channel(ground, "incidents")) == 1
    nothing_twice(ground)
