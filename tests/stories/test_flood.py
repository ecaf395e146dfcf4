"""Many alerts in a minute: each that is acknowledged is kept, each cause is one room, nobody's channel is flooded."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import func, select

from bot.clock.clocks import IncidentClock, machine_now
from bot.demo.playground import Playground
from bot.words.words import WordTools
from crisis.desk.desk import Desk
from crisis.desk.holding import CARDS_IN_AN_HOUR
from crisis.language import Language
from crisis.policy import Policy
from handlers.alerts import routes
from handlers.feature import Tools
from storage.errors import UNAVAILABLE
from storage.store import SqlStore
from storage.tables import ALERT
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.storming import alert, all_of, edits, limited, the_card
from tests.stories.telling import (
    how_many,
    in_channel,
    nothing_twice,
    room_of,
)

SETTLE_SECONDS = 110.0


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


@dataclass(slots=True)
class Flood:
    """What was sent and what came of it."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0

    @property
    def outcomes(self) -> dict[str, int]:
        return dict(Counter(each["outcome"] for each in self.answers))


async def flood(ground: Playground, count: int, causes: int, severity: str = "SEV3") -> Flood:
    """So many alerts as fast as they go, and all that follows from them."""
    payloads = [alert(number % causes, severity) for number in range(count)]
    came = await sent([service.address for service in ground.services], ground.alert_token, payloads)
    await ground.settle(SETTLE_SECONDS)
    return came


async def sent(addresses: list[str], token: str, payloads: list[dict[str, Any]], clients: int = 64) -> Flood:
    """So many clients, each to one of the addresses, send all as fast as they go; what is refused is sent again."""
    came, began, waiting = Flood(), asyncio.get_running_loop().time(), payloads[::-1]

    async def client(address: str, session: aiohttp.ClientSession) -> None:
        while waiting:
            payload = waiting.pop()
            async with session.post(f"{address}/alerts/generic", json=payload) as answer:
                if answer.status == 202:
                    came.answers.append(await answer.json())
                    continue
                assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
                came.refused += 1
                waiting.append(payload)

    async with aiohttp.ClientSession(
        headers={"Authorization": f"Bearer {token}"},
        connector=aiohttp.TCPConnector(limit=clients),
        trust_env=False,
    ) as session:
        await asyncio.gather(*(client(addresses[number % len(addresses)], session) for number in range(clients)))
    came.seconds = asyncio.get_running_loop().time() - began
    return came


async def stored_alerts(ground: Playground) -> int:
    def count(view: Any) -> int:
        return int(view.connection.execute(select(func.count()).select_from(ALERT)).scalar_one())

    return await ground.service.store.read(count)


def said_where(ground: Playground) -> dict[str, int]:
    """How many messages of the bot stand in each channel; direct ones by person."""
    state = ground.workspace.state
    found = {channel.name or channel.id: channel.id for channel in state.channels.values()}
    return {name: len([each for each in in_channel(ground, id) if each.is_from_app]) for name, id in found.items()}


def report(ground: Playground, came: Flood) -> str:
    said, calls = said_where(ground), Counter(call.method for call in ground.workspace.calls)
    rooms = [count for name, count in said.items() if name.startswith("inc-")]
    direct = [count for name, count in said.items() if name.startswith("D")]
    return (
        f"{len(came.answers)} answered 202 in {came.seconds:.1f} s ({len(came.answers) / came.seconds:.0f} a second), "
        f"{came.refused} refused; {came.outcomes}; {len(rooms)} rooms with at most {max(rooms, default=0)} messages, "
        f"#incidents {said['incidents']}, direct messages at most {max(direct, default=0)}; "
        f"{dict(calls.most_common(8))}"
    )


async def every_alert_is_there(ground: Playground, came: Flood, count: int, causes: int) -> None:
    """Nothing that was answered 202 is lost, and each cause is one incident."""
    assert len(came.answers) == count == await stored_alerts(ground)
    assert len({each["alert"] for each in came.answers}) == count
    assert came.outcomes == {"opened": causes, "duplicate": count - causes}
    assert await how_many(ground) == causes
    said = said_where(ground)
    rooms = {name: number for name, number in said.items() if name.startswith("inc-")}
    assert len(rooms) == causes
    assert max(rooms.values()) <= 3  # board, what we know at the start
    assert said["incidents"] == causes  # a card each
    for number in range(1, causes + 1):
        incident = await (await room_of(ground, number)).incident()
        assert incident.duplicates == count // causes - 1
        assert f"same alert {incident.duplicates} more times" in (await room_of(ground, number)).board().plain
    nothing_twice(ground)


async def test_many_alerts_for_few_causes(ground: Playground) -> None:
    came = await flood(ground, 400, 10)
    print(report(ground, came))
    await every_alert_is_there(ground, came, 400, 10)


@pytest.mark.chaos
async def test_two_thousand_alerts_for_forty_causes(ground: Playground) -> None:
    came = await flood(ground, 2_000, 40)
    print(report(ground, came))
    assert came.seconds < 60
    await every_alert_is_there(ground, came, 2_000, 40)


@pytest.mark.chaos
async def test_two_thousand_alerts_for_three_bots(database_url: str, make_ground: MakeGround) -> None:
    ground = await make_ground(database_url=database_url, replicas=3)
    came = await flood(ground, 2_000, 40)
    print(report(ground, came))
    await every_alert_is_there(ground, came, 2_000, 40)


@pytest.mark.chaos
@pytest.mark.parametrize("severity", ["SEV3", "SEV4"])
async def test_two_thousand_causes(make_ground: MakeGround, severity: str) -> None:
    """The worst of all: nothing is the same as anything else."""
    ground = await limited(make_ground, 10)
    came = await flood(ground, 2_000, 2_000, severity=severity)
    print(report(ground, came))
    opened = 10 if severity == "SEV3" else 0
    assert came.outcomes == {"held": 2_000 - opened} | ({"opened": opened} if opened else {})
    assert said_where(ground)["incidents"] == (opened or CARDS_IN_AN_HOUR) + 1
    assert f"🌊 Alerts waiting: {2_000 - (opened or CARDS_IN_AN_HOUR)}" in the_card(ground).plain
    assert edits(ground, the_card(ground)) < 1_000
    nothing_twice(ground)


async def test_fifty_repeats_are_few_edits(ground: Playground) -> None:
    """Refreshes of a board coalesce: while one waits, another is the same."""
    ground.workspace.weather.latency = 0.05
    await all_of(ground, alert(1))
    before = len(ground.workspace.calls.where("chat.update"))
    await all_of(ground, *[alert(1)] * 50)
    made = len(ground.workspace.calls.where("chat.update")) - before
    print(f"{made} edits for 50 repeats")
    assert "same alert 50 more times" in (await room_of(ground, 1)).board().plain
    assert 1 <= made <= 30


async def test_an_overloaded_store_refuses_honestly_and_loses_nothing(words: WordTools, tmp_path: Path) -> None:
    """A store that lets two wait, and 64 who send: who is told 202 finds the alert there, who is told 503 does not."""
    clock = IncidentClock(machine_now)
    async with SqlStore(f"sqlite:///{tmp_path}/small.db", machine_now, token_bytes, most_queued=2) as store:
        desk = Desk(store, Policy(), clock, words.cut, words.latin, token_bytes, lambda due: None)
        tools = Tools(desk, "/incident", Language.ENGLISH, never, never)
        app = web.Application()
        app.add_routes(routes(tools, "t0ken", clock, UNAVAILABLE))
        async with TestServer(app, host="127.0.0.1") as server:
            came = await sent([str(server.make_url(""))], "t0ken", [alert(number % 5) for number in range(120)])
        kept = await store.read(lambda view: [row[0] for row in view.connection.execute(select(ALERT.c.id))])
    assert came.refused > 0
    assert sorted(each["alert"] for each in came.answers) == sorted(kept)
    assert came.outcomes == {"opened": 5, "duplicate": 115}


async def never(*about: object) -> None:
    raise AssertionError("nobody is told anything")
