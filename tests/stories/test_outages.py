"""Slack away for long: the desk goes on taking alerts, says what it sees, and catches up at once and without a flood.

The incident clock is driven through the hours; what passes in real time is a few seconds.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import structlog

from bot.demo.playground import Playground
from bot.service import Service
from crisis.decisions.choice import OTHERS_AT_ONCE
from crisis.incident import OfferState
from tests.postgres import PostgresServer
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.outages import eventually, on_a_wire, readyz, told_by
from tests.stories.telling import (
    LIN,
    MAYA,
    Room,
    how_many,
    in_channel,
    nothing_twice,
    offer_to,
    opened,
    person,
    room_of,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ALERT: dict[str, Any] = {"source": "monitor-a", "key": "tea-1", "title": "Something in the tea", "severity": "SEV2"}


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """None: an SQLite file."""
    if request.param == "sqlite":
        yield None
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.new_url()
    yield url
    server.drop(url)


on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def out_of_the_blue(ground: Playground) -> None:
    """Nothing that the bot asks of Slack is answered any more."""
    ground.workspace.weather.fail("*", "drop before")


async def noticed(service: Service) -> None:
    await eventually(lambda: service.troubles.has("slack"), "Slack to be missed")


async def due(ground: Playground, by: timedelta) -> None:
    """The incident clock goes on, and everything that falls due is handled; nobody waits for Slack."""
    ground.clock.advance(by)
    await eventually(lambda: ground.service.reminders.is_quiet, "what is due to be handled")


async def in_steps(ground: Playground, by: timedelta, steps: int) -> None:
    for _ in range(steps):
        await due(ground, by)


def reminders(room: Room) -> list[str]:
    return [each.plain for each in room.saying("⏰")]


async def settled_room(ground: Playground) -> Room:
    """An incident whose roles are filled, so that only the clock speaks: every two hours."""
    room = await opened(ground)
    for role in ("lead", "monitor"):
        await room.type(MAYA, f"role take {role}")
    return room


@on_both
async def test_alerts_are_taken_and_their_rooms_open_when_slack_is_back(
    make_ground: MakeGround, database_url: str | None
) -> None:
    ground = await make_ground(database_url=database_url)
    out_of_the_blue(ground)
    for cause in range(5):
        status, answer = await ground.alert({**ALERT, "key": f"tea-{cause}"})
        assert (status, answer["outcome"]) == (202, "opened")
    problem = await told_by(ground.service, "Slack cannot be reached")
    assert problem["since"].endswith("+00:00")
    assert "slack-status.com" in problem["remedy"]
    status, body = await readyz(ground.service.address)
    assert (status, body["status"], body["checks"]["database"]) == (200, "degraded", True)

    ground.workspace.weather.clear()
    await ground.settle()
    for number in range(1, 6):
        room = await room_of(ground, number)
        assert room.board().buttons[0] == "👀 Acknowledge"
        assert person(ground, MAYA).id in room.people
        assert room.card()
    nothing_twice(ground)
    status, body = await readyz(ground.service.address)
    assert (status, body["status"], body["problems"]) == (200, "ready", [])


async def test_while_slack_is_away_it_is_asked_with_one_call_at_a_time_and_the_log_is_calm(ground: Playground) -> None:
    """However much waits; and what it says it says once, at the begin and at the end."""
    with structlog.testing.capture_logs() as said:
        out_of_the_blue(ground)
        for cause in range(5):
            await ground.alert({**ALERT, "key": f"tea-{cause}"})
        await noticed(ground.service)
        await ground.workspace.until(lambda: ground.service.dispatcher and ground.service.dispatcher.is_quiet, 20)
        before = len(ground.workspace.calls)
        await asyncio.sleep(2.2)
        asked = list(ground.workspace.calls)[before:]
        assert {call.method for call in asked} <= {"auth.test"}
        assert len(asked) <= 4
        ground.workspace.weather.clear()
        await ground.settle()
    loud = [line["event"] for line in said if line["log_level"] != "debug"]
    assert len([each for each in loud if "cannot be reached" in each]) == 1
    assert loud.count("Slack is back") == 1
    assert loud.count("over") == 1
    assert len(loud) < 12, loud


async def test_one_method_that_fails_is_not_slack_away(ground: Playground) -> None:
    """Everything else goes on meanwhile, and the one waits longer from time to time."""
    ground.workspace.weather.fail("conversations.setTopic", "drop before", times=4)
    await opened(ground)
    assert not ground.service.troubles.has("slack")
    await ground.settle()
    calls = ground.workspace.calls.where("conversations.setTopic")
    assert len(calls) == 5
    pauses = [later.started - earlier.started for earlier, later in pairwise(calls)]
    assert pauses[-1] > 3 * pauses[0]  # it was not hastened


async def test_ten_reminders_that_nobody_saw_become_one_that_says_how_late(ground: Playground) -> None:
    """A day without Slack, with a status update due every two hours."""
    room = await settled_room(ground)
    out_of_the_blue(ground)
    await due(ground, 2 * HOUR)
    await noticed(ground.service)
    await in_steps(ground, 2 * HOUR, 9)
    await due(ground, 30 * MINUTE)

    ground.workspace.weather.clear()
    await ground.settle()
    (reminder,) = reminders(room)
    assert "This reminder comes 30 min late." in reminder
    assert "None has come since" in reminder
    await ground.until(BEGIN + 22 * HOUR)
    assert len(reminders(room)) == 2
    assert "late" not in reminders(room)[1]
    nothing_twice(ground)


async def test_a_reminder_for_an_update_that_has_come_since_is_not_sent_any_more(ground: Playground) -> None:
    room = await settled_room(ground)
    ground.workspace.weather.fail("chat.postMessage", "drop before")
    await due(ground, 2 * HOUR)
    assert (await person(ground, MAYA).command("/incident update All is well", room.channel)).ok
    ground.workspace.weather.clear()
    await ground.settle()
    assert reminders(room) == []
    room.one("*Status update 1*", "All is well")


async def test_an_offer_does_not_run_out_while_nobody_can_answer(ground: Playground) -> None:
    """Half an hour without Slack at the worst severity, where an offer waits for two minutes: nobody is passed over,
    and who is asked then has the whole time."""
    out_of_the_blue(ground)
    await ground.alert({**ALERT, "severity": "SEV1"})
    await noticed(ground.service)
    await in_steps(ground, MINUTE, 30)
    incident = await ground.service.store.read(lambda view: view.incident(1))
    assert incident is not None
    assert {offer.state for offer in incident.offers} == {OfferState.OPEN}
    assert incident.unfilled == ()

    ground.workspace.weather.clear()
    await ground.settle()
    room = await room_of(ground, 1)
    incident = await room.incident()
    assert {offer.state for offer in incident.offers} == {OfferState.OPEN}
    for offer in incident.offers:
        assert offer.expires_at == ground.clock() + 2 * MINUTE
        assert len(offer_to(ground, offer.person).buttons) == 3
    assert room.saying("nobody is left") == []
    await ground.forward(3 * MINUTE)  # now it does
    assert OfferState.EXPIRED in {offer.state for offer in (await room.incident()).offers}
    nothing_twice(ground)


async def test_an_offer_that_has_not_gone_out_yet_does_not_run_out(ground: Playground) -> None:
    """The room has to wait for Slack's limits, and the clock goes on: nobody is asked in vain and passed over."""
    ground.workspace.weather.fail("conversations.create", "ratelimited")
    await ground.alert({**ALERT, "severity": "SEV1"})
    await ground.workspace.until(lambda: ground.workspace.calls.where("conversations.create"))
    ground.clock.jump(ground.clock() + 60 * MINUTE)
    ground.service.reminders.wake()
    await ground.workspace.until(lambda: ground.service.reminders.is_quiet)
    ground.workspace.weather.clear()
    await ground.settle()
    offers = (await (await room_of(ground, 1)).incident()).offers
    assert {offer.state for offer in offers} == {OfferState.OPEN}
    for offer in offers:
        assert len(offer_to(ground, offer.person).buttons) == 3


async def test_two_hours_down_an_offer_goes_to_the_next_and_waits_from_now(ground: Playground) -> None:
    """Not to ten people in a row in one second, but to as many as are asked at once; and the update is asked for once,
    late."""
    await ground.alert({**ALERT, "severity": "SEV1"})
    await ground.settle()
    room = await room_of(ground, 1)
    before = (await room.incident()).offers
    await ground.stop_bot()
    ground.clock.advance(2 * HOUR)
    await ground.start_bot()
    await eventually(lambda: ground.service.reminders.is_quiet, "what is due to be handled")
    await ground.settle()

    offers = (await room.incident()).offers
    assert [offer.state for offer in offers[: len(before)]] == [OfferState.EXPIRED] * len(before)
    later = offers[len(before) :]
    assert {offer.state for offer in later} <= {OfferState.OPEN}
    assert max(Counter(offer.role for offer in later).values()) <= OTHERS_AT_ONCE
    assert len({(offer.role, offer.person) for offer in later}) == len(later)
    assert {offer.expires_at for offer in later} <= {ground.clock() + 2 * MINUTE}
    (reminder,) = reminders(room)
    assert "late" in reminder
    nothing_twice(ground)


async def test_a_revoked_token_loses_nothing_and_is_named(ground: Playground) -> None:
    """What is wished for meanwhile waits for a valid token, and does not fail for good."""
    ground.workspace.weather.fail("*", "error:token_revoked")
    await ground.alert(ALERT)
    problem = await told_by(ground.service, "Slack refuses the bot's token", "token_revoked")
    assert "SLACK_BOT_TOKEN" in problem["remedy"]
    await ground.service.stop()
    ground.workspace.weather.clear()
    await ground.start_bot()
    room = await room_of(ground, 1)
    assert room.board()
    assert not (await room.incident()).problems


async def test_when_the_wire_is_joined_again_the_bot_is_back_within_seconds(ground: Playground) -> None:
    """Cut for longer than the socket's own library tries well: sockets are refused."""
    async with on_a_wire(ground) as wire:
        room = await opened(ground)
        with structlog.testing.capture_logs() as said:
            await wire.cut()
            problem = await told_by(ground.service, "Slack is not connected")
            assert "alerts are taken" in problem["what"]
            status, _ = await ground.alert(ALERT)
            assert status == 202
            await noticed(ground.service)
            await wire.join()
            began = asyncio.get_running_loop().time()
            await eventually(ground.service.connection.is_connected, "the bot to connect again", 15)
            assert asyncio.get_running_loop().time() - began < 15
            await ground.settle()
        assert (await readyz(ground.service.address))[1]["problems"] == []
        assert len([line for line in said if "Slack is not connected" in line["event"]]) == 1
        await room.type(LIN, "记录 又通了")
        assert room.one("又通了")
        assert await how_many(ground) == 2
        assert [each for each in in_channel(ground, "incidents") if each.is_from_app]
        nothing_twice(ground)
