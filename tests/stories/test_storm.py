"""More alerts than rooms: how many may open by themselves, the one card of those that wait, and its buttons."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.demo.playground import Playground
from crisis.desk.holding import CARDS_IN_AN_HOUR, OPENED_AT_ONCE
from crisis.policy import Policy, StormRules
from crisis.severity import Severity
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.storming import alert, all_of, clicked_as_seen, limited, listed, outcome, storms, the_card
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
from workspace.client.seen import find_element

HOUR = timedelta(hours=1)


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
