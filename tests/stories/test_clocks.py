"""Two clocks: what people see follows the incident clock, leases, retries and signatures follow the machine's; and the
machine's own clock being set."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot.demo.playground import Playground
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.outages import SetClock, eventually, readyz, told_by
from tests.stories.telling import MAYA, Room, how_many, nothing_twice, opened, person, room_of
from workspace import AppInstall
from workspace.apps.signing import signature

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
ALERT: dict[str, Any] = {"source": "monitor-a", "key": "tea-1", "title": "Something in the tea", "severity": "SEV2"}
LATER = 3
"""Seconds that Slack asks to wait."""


def reminders(room: Room) -> list[str]:
    return [each.plain for each in room.saying("⏰")]


def creations(ground: Playground) -> list[float]:
    return [call.started for call in ground.workspace.calls.where("conversations.create")]


def drive_it_about(ground: Playground) -> None:
    """Whatever can be done to the incident clock."""
    ground.clock.advance(YEAR)
    ground.clock.drive(1000.0)
    ground.clock.jump(BEGIN - YEAR)
    ground.clock.drive(0)
    ground.clock.advance(3 * YEAR)


async def states(ground: Playground) -> dict[str, int]:
    counts = await ground.service.store.read(lambda view: view.counts())
    return {"waiting": counts.waiting, "leased": counts.leased}


async def test_a_retry_comes_when_slack_said_whatever_the_incident_clock_shows(ground: Playground) -> None:
    """A year ahead it comes no sooner, and back or stopped no later."""
    ground.workspace.weather.fail("conversations.create", "ratelimited", retry_after=LATER, times=1)
    await ground.alert(ALERT)
    await eventually(lambda: creations(ground), "Slack to be asked for a channel")
    for _ in range(5):
        drive_it_about(ground)
        await asyncio.sleep(0.2)
    assert len(creations(ground)) == 1
    ground.clock.jump(BEGIN - YEAR)
    await eventually(lambda: len(creations(ground)) == 2, "the channel to be asked for again")
    first, second = creations(ground)
    assert LATER - 0.2 <= second - first < LATER + 5
    await ground.settle()
    nothing_twice(ground)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_lease_does_not_run_out_by_the_incident_clock(
    make_ground: MakeGround, kind: str, request: pytest.FixtureRequest
) -> None:
    """While Slack takes its time, a wish is in hand: a year on the incident clock does not give it to anybody else."""
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    url = server.new_url() if server else None
    ground = await make_ground(database_url=url, replicas=2 if server else 1)
    ground.workspace.weather.latency = 1.0
    await ground.alert(ALERT)
    await eventually(lambda: creations(ground), "Slack to be asked for a channel")
    for _ in range(4):
        drive_it_about(ground)
        for service in ground.services:
            assert service.dispatcher is not None
            service.dispatcher.wake()
        await asyncio.sleep(0.1)
    assert (await states(ground))["leased"] > 0
    ground.workspace.weather.latency = 0.0
    await ground.settle()
    assert len(creations(ground)) == 1
    assert (await attempts(ground)) == {1}
    nothing_twice(ground)
    await ground.stop_bot()
    if server:
        server.drop(url)


async def attempts(ground: Playground) -> set[int]:
    """How often each wish for a room was tried."""

    def closure(view: Any) -> set[int]:
        what = "('OpenChannel', 'PostBoard', 'PostBriefing', 'InvitePeople')"
        return {row[0] for row in view.connection.execute(text(f"SELECT attempt FROM outbox WHERE what IN {what}"))}

    return await ground.service.store.read(closure)


@pytest.mark.parametrize("by", [YEAR, -YEAR], ids=["a year ahead", "a year back"])
async def test_signatures_are_checked_on_the_machine_clock(make_ground: MakeGround, by: timedelta) -> None:
    """A request signed now is taken and an old one is refused, whatever year the incident clock shows."""
    ground = await make_ground(http_mode=True)
    ground.clock.advance(by)
    delivery = await person(ground, MAYA).command("/incident open sev3 Mould")
    assert delivery.ok
    await ground.settle()
    assert await how_many(ground) == 1
    assert await _signed(ground, timedelta(0)) == 200
    assert await _signed(ground, timedelta(minutes=-6)) == 401
    assert await _signed(ground, by) == 401


async def _signed(ground: Playground, off: timedelta) -> int:
    """The status of a request with a true signature that was made ``off`` from now."""
    body = b'{"type": "url_verification", "challenge": "c"}'
    stamp = str(int((ground.machine() + off).timestamp()))
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(AppInstall().signing_secret, stamp, body),
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{ground.service.address}/slack/events", data=body, headers=headers) as answer,
    ):
        return answer.status


async def test_a_machine_clock_that_jumps_moves_no_due_time_of_a_driven_incident_clock(
    make_ground: MakeGround,
) -> None:
    machine = SetClock()
    ground = await make_ground(machine=machine)
    room = await opened(ground)
    due = await ground.next_event()
    for jump in (HOUR, -2 * HOUR, HOUR):
        machine.jump(jump)
        ground.service.reminders.wake()
        await eventually(lambda: ground.service.reminders.is_quiet, "what is due to be handled")
        assert reminders(room) == []
        assert await ground.next_event() == due
    assert due is not None
    await ground.until(due)
    await ground.until(BEGIN + 2 * HOUR)
    assert len(reminders(room)) == 1
    assert "late" not in reminders(room)[0]


# The machine's clock is set


async def test_set_back_an_hour_nothing_waits_for_that_hour_to_come_again(make_ground: MakeGround) -> None:
    """A retry and a failed due time are tried when they would have been; it is said once, in the log and in /readyz."""
    machine = SetClock()
    ground = await make_ground(machine=machine)
    ground.workspace.weather.fail("conversations.create", "ratelimited", retry_after=LATER, times=1)
    await ground.alert(ALERT)
    while (await states(ground))["leased"] or not creations(ground):  # noqa: ASYNC110 until the retry is stored
        await asyncio.sleep(0.02)
    machine.jump(-HOUR)
    problem = await told_by(ground.service, "The machine's clock jumped back by 3600 s")
    assert "NTP" in problem["remedy"]
    await eventually(lambda: len(creations(ground)) == 2, "the channel to be asked for again", 15)
    await ground.settle()
    assert (await room_of(ground, 1)).board()
    assert (await readyz(ground.service.address))[0] == 200
    nothing_twice(ground)


async def test_set_ahead_an_hour_what_is_in_hand_is_not_done_twice(make_ground: MakeGround) -> None:
    """As after a machine has slept. Every lease looks as if it had run out."""
    machine = SetClock()
    ground = await make_ground(machine=machine)
    ground.workspace.weather.latency = 2.0
    await ground.alert(ALERT)
    await eventually(lambda: creations(ground), "Slack to be asked for a channel")
    machine.jump(HOUR)
    assert (await told_by(ground.service, "The machine's clock jumped ahead by 3600 s"))["since"]
    ground.workspace.weather.latency = 0.0
    await ground.settle()
    assert len(creations(ground)) == 1
    assert await attempts(ground) == {1}
    nothing_twice(ground)


async def test_ahead_and_back_the_due_times_of_an_undriven_clock_come_once(make_ground: MakeGround) -> None:
    """The incident clock is the machine's here, as in earnest. What was due while the machine slept is said late."""
    machine = SetClock()
    ground = await make_ground(machine=machine)
    ground.clock.jump(machine())
    ground.clock.drive(1.0)  # in step with the machine's clock, whose jumps it follows
    room = await opened(ground)
    await room.type(MAYA, "remind every 30m")
    machine.jump(HOUR)
    await eventually(lambda: reminders(room), "the reminder that was slept through")
    assert "This reminder comes 30 min late." in reminders(room)[0]
    machine.jump(-HOUR)
    await told_by(ground.service, "jumped back by 3600 s")
    await asyncio.sleep(0.5)
    assert len(reminders(room)) == 1
    machine.jump(HOUR)
    await told_by(ground.service, "jumped ahead by 3600 s")
    await asyncio.sleep(0.5)
    assert len(reminders(room)) == 1
    await ground.settle()
    nothing_twice(ground)
