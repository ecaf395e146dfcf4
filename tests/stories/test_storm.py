"""More alerts than rooms: how many may open by themselves, the one card of those that wait, and its buttons."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import func, select

from bot.clocks import IncidentClock, machine_now
from bot.demo.playground import Playground
from bot.service import UNAVAILABLE
from bot.words import WordTools
from crisis.desk import Desk
from crisis.holding import CARDS_IN_AN_HOUR, OPENED_AT_ONCE
from crisis.language import Language
from crisis.policy import Policy, StormRules
from crisis.severity import Severity
from handlers.alerts import routes
from handlers.feature import Tools
from storage.store import SqlStore
from storage.tables import ALERT
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    MAYA,
    ZHOU,
    Tongue,
    card_of,
    clicked,
    date_mark,
    how_many,
    in_both_languages,
    in_channel,
    nothing_twice,
    person,
    room_of,
    told,
    told_now,
    whispers,
)
from workspace.actions import action_of
from workspace.seen import Seen, find_element

HOUR = timedelta(hours=1)
SETTLE_SECONDS = 110.0


def alert(cause: int, severity: str = "SEV3", **more: Any) -> dict[str, Any]:
    return {"source": "monitor-a", "key": f"k{cause}", "title": f"Till {cause} is down", "severity": severity, **more}


async def limited(make_ground: MakeGround, rooms: int, tongue: Tongue | None = None, *but: Severity) -> Playground:
    rules = StormRules(rooms, frozenset(but))
    return await make_ground(policy=Policy(language=tongue.language, storm=rules) if tongue else Policy(storm=rules))


async def outcome(ground: Playground, payload: dict[str, Any], replica: int = 0) -> str:
    status, answer = await ground.alert(payload, replica=replica)
    assert status == 202
    assert (answer["incident"] is None) == (answer["outcome"] in ("held", "ignored")) or answer[
        "outcome"
    ] == "duplicate"
    return str(answer["outcome"])


async def all_of(ground: Playground, *payloads: dict[str, Any]) -> list[str]:
    outcomes = [await outcome(ground, each) for each in payloads]
    await ground.settle()
    return outcomes


def storms(ground: Playground) -> list[Seen]:
    """The cards of alerts that wait together, and of those that waited."""
    return [each for each in in_channel(ground, "incidents") if each["blocks"][0]["text"]["text"][0] in "🌊✅"]


def the_card(ground: Playground) -> Seen:
    (card,) = storms(ground)
    return card


def listed(card: Seen) -> list[str]:
    """The alerts on the card that have a button each, in order."""
    return [block["text"]["text"].split("*")[1] for block in card["blocks"] if "accessory" in block]


def edits(ground: Playground, message: Seen) -> int:
    calls = ground.workspace.calls.where("chat.update", ok=True)
    return len([call for call in calls if call.arguments["ts"] == message.ts])


async def clicked_as_seen(ground: Playground, who: str, seen: Seen, button: str) -> None:
    """Somebody clicks on a message as it was; it may have been edited since."""
    place = ground.workspace.state.find_channel(seen.channel)
    action = action_of(ground.workspace.state, *find_element(seen, button))
    assert (await person(ground, who).act(place, place.messages[seen.ts], action)).ok
    await ground.settle()


# The limit


async def test_without_a_limit_every_cause_has_its_room(ground: Playground) -> None:
    assert await all_of(ground, *(alert(cause) for cause in range(12))) == ["opened"] * 12
    assert storms(ground) == []


@in_both_languages
async def test_what_comes_beyond_the_limit_waits_on_one_card(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await limited(make_ground, 2, tongue)
    first = ground.clock()
    await ground.forward(timedelta(minutes=10))
    early = await all_of(ground, alert(1), alert(2), alert(5, "SEV1"), alert(4, "SEV2"), alert(3), alert(6))
    assert early == ["opened", "opened", *["held"] * 4]
    assert await how_many(ground) == 2

    card = the_card(ground)
    assert listed(card) == [f"Till {cause} is down" for cause in (5, 4, 6, 3)]
    assert tongue("🌊 Alerts waiting: 4", "🌊 警报激增：4 条待处理") in card.plain
    assert tongue("2 rooms opened by themselves since", "已自动开启 2 个事件") in card.plain
    assert date_mark(first + timedelta(minutes=10)) in card.plain
    assert tongue("at most 2 an hour", "每小时最多 2 个") in card.plain
    assert card.buttons == [
        *[tongue("Open", "开启")] * 4,
        tongue("🔥 Open all 4", "🔥 全部开启（4 条）"),
        tongue("Dismiss all 4", "全部忽略（4 条）"),
    ]
    assert len(in_channel(ground, "incidents")) == 3  # two rooms, one card
    nothing_twice(ground)


async def test_the_hour_moves_on(make_ground: MakeGround) -> None:
    """What comes later finds room again, and so does what waits, when it comes again."""
    ground = await limited(make_ground, 1)
    assert await all_of(ground, alert(1), alert(2), alert(2)) == ["opened", "held", "duplicate"]
    await ground.forward(HOUR + timedelta(seconds=1))
    assert await all_of(ground, alert(2), alert(3)) == ["opened", "held"]
    old, new = storms(ground)
    assert (old.buttons, listed(new)) == ([], ["Till 3 is down"])
    assert "opened from here: #2" in old.plain
    assert "the same ones again: 1" in old.plain
    nothing_twice(ground)


async def test_a_severity_may_be_free_of_the_limit(make_ground: MakeGround) -> None:
    """It counts all the same; rooms that people open do not."""
    ground = await limited(make_ground, 2, None, Severity.SEV1)
    await person(ground, MAYA).command("/incident open sev3 Mould", "general")
    assert await all_of(ground, alert(1, "SEV1"), alert(2), alert(3), alert(4, "SEV1")) == [
        "opened", "opened", "held", "opened",
    ]  # fmt: skip
    assert listed(the_card(ground)) == ["Till 3 is down"]


async def test_the_same_again_is_counted_and_what_is_worse_rises(make_ground: MakeGround) -> None:
    ground = await limited(make_ground, 1)
    await all_of(ground, alert(1), alert(2), alert(3))
    assert await all_of(ground, *[alert(2)] * 3, alert(2, "SEV1")) == ["duplicate"] * 4
    card = the_card(ground)
    assert listed(card) == ["Till 2 is down", "Till 3 is down"]
    assert "🔴" in card.plain
    assert "the same ones again: 4" in card.plain
    await clicked(ground, MAYA, card, "Open")
    assert (await (await room_of(ground, 2)).incident()).severity is Severity.SEV1


async def test_what_is_over_meanwhile_is_marked(make_ground: MakeGround) -> None:
    ground = await limited(make_ground, 1)
    await all_of(ground, alert(1), alert(2), alert(3))
    assert await all_of(ground, alert(2, resolved=True), alert(3, resolved=True)) == ["ignored", "ignored"]
    assert the_card(ground).plain.count("over, says its source") == 2
    await all_of(ground, alert(3))
    assert the_card(ground).plain.count("over, says its source") == 1
    assert listed(the_card(ground)) == ["Till 3 is down", "Till 2 is down"]


@in_both_languages
async def test_what_is_worse_than_all_that_waits_rings_the_bell(make_ground: MakeGround, tongue: Tongue) -> None:
    """An edited card notifies nobody: it gets a card of its own beside its line in the list."""
    ground = await limited(make_ground, 1, tongue)
    await all_of(ground, alert(1), alert(2), alert(3, "SEV1"), alert(4, "SEV1"), alert(5, "SEV2"))
    button = tongue("🔥 Open an incident", "🔥 开启事件")
    (bell,) = [each for each in in_channel(ground, "incidents") if button in each.buttons]
    assert "Till 3 is down" in bell.plain
    assert listed(the_card(ground)) == [f"Till {cause} is down" for cause in (4, 3, 5, 2)]
    await clicked(ground, tongue.who, the_card(ground), tongue("Dismiss all 4", "全部忽略（4 条）"))
    (bell,) = [each for each in in_channel(ground, "incidents") if each.ts == bell.ts]
    assert bell.buttons == []
    assert tongue("dismissed it: nothing was opened", "已忽略，未开启事件") in bell.plain
    nothing_twice(ground)


# Its buttons


@in_both_languages
async def test_one_is_opened_and_moves_off_the_list(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await limited(make_ground, 1, tongue)
    await all_of(ground, alert(1), alert(2), alert(3))
    card = the_card(ground)
    others = (HE, ZHOU)
    await asyncio.gather(*(person(ground, who).click(card, tongue("Open", "开启")) for who in (tongue.who, *others)))
    await ground.settle()
    await ground.workspace.until(lambda: len(whispers(ground)) == 3, what="an answer for each of the three")
    said = [each.plain for heard in whispers(ground).values() for each in heard]
    assert len([each for each in said if "from this alert already" in each or "已经开启了事件" in each]) == 2
    assert await how_many(ground) == 2
    card = the_card(ground)
    assert listed(card) == ["Till 2 is down"]
    assert tongue("🔥 opened from here: #2", "🔥 已由此开启：#2") in card.plain
    assert "Till 3 is down" in (await room_of(ground, 2)).topic

    await clicked(ground, tongue.who, card, tongue("Open", "开启"))
    card = the_card(ground)
    assert card.buttons == []
    assert tongue("✅ The storm of alerts is dealt with", "✅ 激增的警报已全部处理") in card.plain
    assert await all_of(ground, alert(4)) == ["held"]
    assert len(storms(ground)) == 2  # another storm, on a card of its own
    nothing_twice(ground)


@in_both_languages
async def test_all_are_opened_at_once_and_nothing_twice(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await limited(make_ground, 1, tongue)
    await all_of(ground, *(alert(cause) for cause in range(1, 14)))
    card = the_card(ground)
    assert len(listed(card)) == 10
    assert tongue("…and 2 more", "……另有 2 项") in card.plain
    button = tongue("🔥 Open all 12", "🔥 全部开启（12 条）")
    assert find_element(card, button)[1]["confirm"]
    answered = [tongue.who, *(who for who in (HE, MAYA) if who != tongue.who)]
    await asyncio.gather(*(person(ground, who).click(card, button) for who in answered))
    await ground.settle()
    await ground.workspace.until(lambda: len(whispers(ground)) == len(answered), what="an answer for each")
    said = [each.plain for heard in whispers(ground).values() for each in heard]
    assert len([each for each in said if "waits any more" in each or "没有待处理的了" in each]) == len(answered) - 1
    assert len([each for each in said if "#2 to #13" in each or "#2 至 #13" in each]) == 1
    assert await how_many(ground) == 13
    assert the_card(ground).buttons == []
    assert {card_of(each) for each in in_channel(ground, "incidents")} - {None} == set(range(1, 14))
    nothing_twice(ground)


async def test_what_came_after_the_look_is_not_dismissed_unseen(make_ground: MakeGround) -> None:
    ground = await limited(make_ground, 1)
    await all_of(ground, alert(1), alert(2), alert(3))
    seen = the_card(ground)
    await all_of(ground, alert(4))
    await clicked_as_seen(ground, MAYA, seen, "Dismiss all 2")
    await told(ground, MAYA, "incidents", "Dismissed: 2")
    card = the_card(ground)
    assert listed(card) == ["Till 4 is down"]
    assert f"dismissed by <@{person(ground, MAYA).id}>: 2" in card.plain
    await clicked_as_seen(ground, HE, seen, "Open")  # he still sees the old card, and wants that one all the same
    assert "Till 3 is down" in (await room_of(ground, 2)).topic
    await clicked(ground, HE, the_card(ground), "Dismiss")
    assert the_card(ground).buttons == []
    assert await all_of(ground, alert(2)) == ["held"]  # it asks again
    assert await how_many(ground) == 2


async def test_a_card_that_somebody_deleted_comes_back_while_alerts_wait(make_ground: MakeGround) -> None:
    ground = await limited(make_ground, 1)
    await all_of(ground, alert(1), alert(2))
    gone = the_card(ground)
    del ground.workspace.state.find_channel("incidents").messages[gone.ts]
    await all_of(ground, alert(3))
    card = the_card(ground)
    assert listed(card) == ["Till 3 is down", "Till 2 is down"]
    await clicked(ground, MAYA, card, "Dismiss all 2")
    assert the_card(ground).buttons == []


async def test_a_day_later_another_storm_begins(make_ground: MakeGround) -> None:
    """An old card stands where nobody looks."""
    ground = await limited(make_ground, 1)
    await all_of(ground, alert(1), alert(2))
    await ground.forward(timedelta(hours=24, minutes=1))
    assert await all_of(ground, alert(3), alert(4)) == ["opened", "held"]
    old, new = storms(ground)
    assert (listed(old), listed(new)) == (["Till 2 is down"], ["Till 4 is down"])


async def test_opening_together_stops_at_a_number_that_people_can_take_in(make_ground: MakeGround) -> None:
    ground = await limited(make_ground, 1)
    waiting = OPENED_AT_ONCE + 3
    async with asyncio.TaskGroup() as group:
        for cause in range(waiting + 1):
            group.create_task(outcome(ground, alert(cause)))
    await ground.settle()
    card = the_card(ground)
    assert f"🌊 Alerts waiting: {waiting}" in card.plain
    await clicked(ground, MAYA, card, f"🔥 Open the worst {OPENED_AT_ONCE}")
    await told_now(ground, MAYA, "incidents", f"{OPENED_AT_ONCE} incidents are open", "3 more alerts wait")
    assert await how_many(ground) == OPENED_AT_ONCE + 1
    assert "🔥 Open all 3" in the_card(ground).buttons
    nothing_twice(ground)


@in_both_languages
async def test_a_command_shows_what_waits(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await limited(make_ground, 1, tongue)
    line = f"/incident {tongue('alerts', '警报')}"
    await person(ground, tongue.who).command(line, "general")
    await told(ground, tongue.who, "general", tongue("No alerts wait together", "没有汇总待处理的警报"))
    await all_of(ground, alert(1), alert(2), alert(3))
    await person(ground, tongue.who).command(line, "general")
    shown = await told(ground, tongue.who, "general", "Till 2 is down")
    await clicked(ground, tongue.who, shown, tongue("🔥 Open all 2", "🔥 全部开启（2 条）"))
    assert the_card(ground).buttons == []


# Alerts that open nothing by themselves


async def test_too_many_cards_become_one(ground: Playground) -> None:
    """Without any limit of rooms, too: SEV4 asks a person, but not 2,000 times."""
    mild = [alert(cause, "SEV4") for cause in range(CARDS_IN_AN_HOUR + 7)]
    assert await all_of(ground, *mild) == ["held"] * len(mild)
    shown = in_channel(ground, "incidents")
    assert len(shown) == CARDS_IN_AN_HOUR + 1
    card = the_card(ground)
    assert len(listed(card)) == 7
    assert "More alerts than anybody reads one by one" in card.plain

    # One with a card of its own comes back worse: it has room.
    assert await all_of(ground, alert(0, "SEV2")) == ["opened"]
    await ground.forward(HOUR + timedelta(seconds=1))
    assert await all_of(ground, alert(99, "SEV4")) == ["held"]
    assert len(in_channel(ground, "incidents")) == CARDS_IN_AN_HOUR + 3
    nothing_twice(ground)


async def test_one_with_a_card_of_its_own_that_becomes_worse_in_a_storm_stands_on_both(make_ground: MakeGround) -> None:
    ground = await limited(make_ground, 1)
    assert await all_of(ground, alert(1, "SEV4"), alert(2), alert(1, "SEV2")) == ["held", "opened", "duplicate"]
    (own,) = [each for each in in_channel(ground, "incidents") if "🔥 Open an incident" in each.buttons]
    assert listed(the_card(ground)) == ["Till 1 is down"]
    await clicked(ground, MAYA, the_card(ground), "Open")
    assert the_card(ground).buttons == []
    settled = next(each for each in in_channel(ground, "incidents") if each.ts == own.ts)
    assert settled.buttons == []
    assert "#2" in settled.plain


# Several bots


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


async def test_the_limit_holds_between_replicas_that_open_at_the_same_moment(
    database_url: str, make_ground: MakeGround
) -> None:
    policy = Policy(storm=StormRules(3))
    ground = await make_ground(database_url=database_url, replicas=3, policy=policy)
    outcomes = Counter(await asyncio.gather(*(outcome(ground, alert(cause), replica=cause % 3) for cause in range(30))))
    assert outcomes == {"opened": 3, "held": 27}
    await ground.settle()
    card = the_card(ground)
    assert "🌊 Alerts waiting: 27" in card.plain
    assert len(in_channel(ground, "incidents")) == 4
    await asyncio.gather(*(person(ground, who).click(card, "🔥 Open all 27") for who in (MAYA, HE, ZHOU)))
    await ground.settle()
    assert await how_many(ground) == 30
    assert the_card(ground).buttons == []
    nothing_twice(ground)


# 2,000 in a minute


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


async def test_an_overloaded_store_refuses_honestly_and_loses_nothing(
    words: WordTools, tmp_path: Path, aiohttp_server: Any
) -> None:
    """A store that lets two wait, and 64 who send: who is told 202 finds the alert there, who is told 503 does not."""
    clock = IncidentClock(machine_now)
    async with SqlStore(f"sqlite:///{tmp_path}/small.db", machine_now, token_bytes, most_queued=2) as store:
        desk = Desk(store, Policy(), clock, words.cut, words.latin, token_bytes, lambda due: None)
        tools = Tools(desk, "/incident", Language.ENGLISH, never, never)
        app = web.Application()
        app.add_routes(routes(tools, "t0ken", clock, UNAVAILABLE))
        server = await aiohttp_server(app, host="127.0.0.1")
        came = await sent([str(server.make_url(""))], "t0ken", [alert(number % 5) for number in range(120)])
        kept = await store.read(lambda view: [row[0] for row in view.connection.execute(select(ALERT.c.id))])
    assert came.refused > 0
    assert sorted(each["alert"] for each in came.answers) == sorted(kept)
    assert came.outcomes == {"opened": 5, "duplicate": 115}


async def never(*about: object) -> None:
    raise AssertionError("nobody is told anything")
