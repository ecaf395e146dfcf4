"""Several bots on one PostgreSQL: to the people in Slack there is one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.demo.playground import Playground
from crisis.effects import OpenChannel
from crisis.events import MessageFollowed, NoteAdded, UpdatePosted
from crisis.incident import Incident
from crisis.policy.people import Person
from crisis.ports import View
from tests.postgres import PostgresServer
from tests.stories.conftest import BEGIN, QUICK, MakeGround
from tests.stories.telling import (
    MAYA,
    ZHOU,
    clicked,
    form,
    how_many,
    nothing_twice,
    offer_to,
    opened,
    person,
    room_of,
    submitted,
)

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
ALERT: dict[str, Any] = {"source": "monitor-a", "key": "tea-1", "title": "Something in the tea", "severity": "SEV2"}


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


@pytest.mark.parametrize("replicas", [2, 3])
async def test_one_cause_is_one_room_whichever_bot_hears_of_it(
    database_url: str, make_ground: MakeGround, replicas: int
) -> None:
    ground = await make_ground(database_url=database_url, replicas=replicas)
    answers = await asyncio.gather(
        *(
            ground.alert({**ALERT, "key": f"tea-{cause}"}, replica=number % replicas)
            for number in range(2 * replicas)
            for cause in (1, 2)
        )
    )
    outcomes = [(status, answer["outcome"]) for status, answer in answers]
    assert outcomes.count((202, "opened")) == 2
    assert outcomes.count((202, "duplicate")) == 4 * replicas - 2
    await ground.settle()
    assert await how_many(ground) == 2
    for number in (1, 2):
        room = await room_of(ground, number)
        assert room.board().buttons[0] == "👀 Acknowledge"
        assert room.card() is not None
    nothing_twice(ground)


async def test_an_offer_of_one_bot_is_settled_by_another(database_url: str, make_ground: MakeGround) -> None:
    ground = await make_ground(database_url=database_url, replicas=2)
    first, second = ground.services
    await ground.alert(ALERT, replica=0)
    await ground.settle()
    await first.stop()
    ground.services.remove(first)
    room = await room_of(ground, 1)
    offers = (await room.incident()).offers
    asked = next(each for each in ground.workspace.state.users if each == offers[0].person)
    offer = offer_to(ground, asked)
    await clicked(ground, asked, offer, offer.buttons[0])
    assert offer_to(ground, asked).buttons == []
    assert (await room.incident()).holder(offers[0].role) == asked
    assert f"<@{asked}>" in room.board().plain
    assert ground.service is second
    nothing_twice(ground)


async def test_clicks_and_commands_may_reach_any_bot(database_url: str, make_ground: MakeGround) -> None:
    """Slack gives each to one of the connections in turn."""
    ground = await make_ground(database_url=database_url, replicas=3)
    room = await opened(ground)
    for step in range(1, 7):
        await room.type(MAYA, f"note step {step}")
    said = [each.plain for each in room.saying("step")]
    assert [next(step for step in range(1, 7) if f"step {step}" in each) for each in said] == [1, 2, 3, 4, 5, 6]
    nothing_twice(ground)


async def test_reminders_come_once(database_url: str, make_ground: MakeGround) -> None:
    ground = await make_ground(database_url=database_url, replicas=3)
    room = await opened(ground, "open sev3 Mould")
    for role in ("lead", "monitor"):
        await room.type(MAYA, f"role take {role}")
    for wanted in (1, 2):
        await ground.until(BEGIN + wanted * timedelta(hours=2))
        assert len(room.saying("⏰")) == wanted
    nothing_twice(ground)


async def test_the_letter_that_postgresql_cannot_hold_stops_nothing(database_url: str, make_ground: MakeGround) -> None:
    """U+0000: in a line, a form, a message put on the record and edited there, an alert, and a colleague's name."""
    ground = await make_ground(database_url=database_url)
    assert (await ground.alert({**ALERT, "title": "Te\0a", "key": "te\0a", "labels": {"l\0": "\0v"}}))[1][
        "outcome"
    ] == "opened"
    room = await opened(ground, "open sev3 Mo\0uld")
    maya = person(ground, MAYA)
    for line in ("note in\0 a line", "decide wi\0thdraw because it is sa\0fer", "rename Mo\0uld again"):
        await room.type(MAYA, line)
    await maya.command("/incident update", room.channel)
    await form(ground, MAYA, "update")
    assert await submitted(ground, MAYA, {"conditions": "in a\0 form"}) == {}
    message = (await maya.say(room.channel, "on a\0 message")).shown[0]
    await maya.shortcut("note_message", message)
    await ground.settle()
    await maya.edit(message, "edi\0ted")
    await ground.settle()
    told = [entry.event for kind in (NoteAdded, MessageFollowed, UpdatePosted) for entry in await room.entries(kind)]
    words = str(told)
    assert all(each in words for each in ("in a line", "in a form", "on a message", "edited"))
    assert "\\x00" not in words

    zhou = person(ground, ZHOU).id
    ground.workspace.change_person(zhou, real_name="Zhou\0 the Second")
    async with asyncio.timeout(PATIENCE):
        while "Zhou the Second" not in {each.name for each in await ground.service.store.read(people)}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    nothing_twice(ground)


@pytest.mark.crash
@pytest.mark.parametrize("fault", ["silence before", "silence after"])
async def test_what_a_killed_bot_had_in_hand_is_taken_over_when_its_lease_has_run_out(
    database_url: str, make_ground: MakeGround, fault: str
) -> None:
    """It is killed while it waits for Slack's answer, once with the channel made and once without."""
    ground = await make_ground(database_url=database_url, replicas=2)
    async with running_bot(ground) as (victim, address):
        rule = ground.workspace.weather.fail("conversations.create", fault, times=1)
        async with asyncio.timeout(PATIENCE):
            status, answer = await send_alert(ground, address)
            assert (status, answer["outcome"]) == (202, "opened")
            await ground.workspace.until(lambda: rule.hits, PATIENCE)
        victim.send_signal(signal.SIGKILL)
        await victim.wait()
    left = await let_leases_run_out(database_url)
    assert left[OpenChannel.__name__].startswith(f"{victim.pid}-")
    async with asyncio.timeout(PATIENCE):
        while (await incident_of(ground)).board is None:  # noqa: ASYNC110 it has no event
            await asyncio.sleep(0.02)
    await ground.settle()
    room = await room_of(ground, 1)
    assert room.board().buttons[0] == "👀 Acknowledge"
    assert person(ground, MAYA).id in room.people
    nothing_twice(ground)


async def test_what_lands_only_after_another_has_taken_it_over_is_taken_back(
    database_url: str, make_ground: MakeGround
) -> None:
    """As when a process stands still, for longer than its lease, between the last look at that and the request."""
    ground = await make_ground(database_url=database_url, replicas=2, timing=QUICK)
    room = await opened(ground)
    ground.workspace.weather.slow("chat.postMessage", 0.9 * QUICK.call, times=1)
    calls, posting = ground.workspace.calls, "chat.postMessage"
    before = len(calls.where(posting))
    typed = asyncio.create_task(person(ground, MAYA).command("/incident note three shops", room.channel))
    left: dict[str, str] = {}
    async with asyncio.timeout(PATIENCE):
        while not left:
            left = await let_leases_run_out(database_url)
        assert list(left) == ["PostEntry"]
        await ground.workspace.until(lambda: len(calls.where(posting, ok=True)) - before == 2)
        await ground.workspace.until(lambda: bool(calls.where("chat.delete", ok=True)))
    await typed
    await ground.settle()
    room.one("three shops")


def people(view: View) -> tuple[Person, ...]:
    return view.people()


async def incident_of(ground: Playground) -> Incident:
    found = await ground.service.store.read(lambda view: view.incident(1))
    assert found is not None
    return found


async def send_alert(ground: Playground, address: str) -> tuple[int, dict[str, Any]]:
    first, ground.services[0].address = ground.services[0].address, address
    try:
        return await ground.alert(ALERT)
    finally:
        ground.services[0].address = first


async def let_leases_run_out(url: str) -> dict[str, str]:
    """A minute passes for what is leased, as the database's clock would have it, and the bots are told to look; what
    that was, and whose."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        found = await connection.execute(
            "UPDATE outbox SET lease_until = lease_until - interval '61 seconds' WHERE state = 'leased' "
            "RETURNING what, owner"
        )
        left = dict(await found.fetchall())
        await connection.execute("NOTIFY fenghuo")
    return left


@asynccontextmanager
async def running_bot(ground: Playground) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A bot in a process of its own beside those of the playground; killed at the end at the latest."""
    settings = ground.settings()
    assert settings.slack_bot_token is not None
    assert settings.slack_app_token is not None
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "FENGHUO_"))},
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "FENGHUO_DATABASE_URL": settings.database_url,
        "FENGHUO_ALERT_TOKEN": ground.alert_token,
        "FENGHUO_LISTEN": "127.0.0.1:0",
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ground.folder, env=environment, stdout=-1, stderr=-2
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            address = ""
            while not address:
                line = (await process.stdout.readline()).decode()
                assert line, "the bot ended"
                if "ready" in line and "http://" in line:
                    address = "http://" + line.partition("http://")[2].split()[0].strip("\"'},")
        connected = len(ground.services) + 1
        await ground.workspace.until(
            lambda: all(len(app.sockets) >= connected for app in ground.workspace.apps.values()), PATIENCE
        )
        yield process, address
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
