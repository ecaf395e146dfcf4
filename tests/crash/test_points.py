"""Killed at each place between two durable steps, started again, and every promise is kept; a place that is never
passed is a failure, so that the list of places does not rot."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import pytest

from bot.points import POINTS, Point
from storage.points import Point as StoragePoint
from tests.crash.checks import TWICE_MESSAGE, check
from tests.crash.conftest import MakeTown, on_both
from tests.crash.town import Town

PATIENCE = 30.0
SLEEPERS = ("林晓", "周明", "苏婉")
"""Nobody is paged twice in a minute."""

Act = Callable[[Town, str], Awaitable[None]]
Case = tuple[str, int]


async def opening(town: Town, name: str) -> None:
    """An alert comes and its room is opened."""
    await town.alert(name, f"Till {name} is stuck")


async def talking(town: Town, name: str) -> None:
    """Somebody puts something on record, decides, and posts a status update."""
    await town.say(1, "note", f"noted {name}")
    await town.say(1, "decide", f"decided {name}")
    await town.say(1, "update", f"updated {name}")


async def reminding(town: Town, name: str) -> None:
    """Updates come due."""
    await town.leap(61, PATIENCE)


async def closing(town: Town, name: str) -> None:
    """An incident is opened, and closed: its review is uploaded twice."""
    taken = await town.alert(name, f"Lift {name} is stuck")
    assert taken.incident is not None
    await town.say(taken.incident, "note", f"noted {name}")
    await town.close(taken.incident)


async def waking(town: Town, name: str) -> None:
    """Somebody is paged by hand, by a receiver that knows a repetition and by one that does not."""
    number = int("".join(filter(str.isdigit, name)))
    asleep = town.workspace.person(SLEEPERS[number % len(SLEEPERS)]).id
    maya = town.workspace.person("Maya Brooks")
    while (room := town.room(1)) is None or not (  # noqa: ASYNC110 as people do
        await maya.command(f"/incident page <@{asleep}> woken {name}.", room)
    ).ok:
        await asyncio.sleep(0.02)


async def hearing(town: Town, name: str) -> None:
    """A batch of posts comes that takes several transactions: sent again, each is there once, in one incident."""
    text = f"孩子喝了{name}号牛奶上吐下泻，送到医院说是食物中毒，同班好几个孩子都这样"
    batch = [{"platform": "weibo", "id": f"{name}-{number}", "text": text} for number in range(120)]
    results = await town.posts(batch)
    again = await town.posts(batch)
    assert [each["alert"] for each in again] == [each["alert"] for each in results]
    assert len({each["alert"] for each in again}) == len(batch)
    assert {each["outcome"] for each in again} == {"duplicate"}
    assert len({each["incident"] for each in again}) == 1


async def stopping(town: Town, name: str) -> None:
    """The bot is asked to stop while it has something in hand."""
    taken = await town.alert(name, f"Gate {name} is stuck")
    town.bots[0].send(signal.SIGTERM)
    assert taken.incident


AT_FIRST_START: tuple[Case, ...] = (
    (StoragePoint.MIGRATING, 1),
    (StoragePoint.MIGRATED, 1),
    (Point.STORE_OPENED, 1),
    (Point.ENTRY_WANTED, 1),
    (Point.ENTERED, 1),
)
"""Each wants a workspace and a database that have seen no bot yet."""

OPENING: tuple[Case, ...] = (
    (Point.STORE_OPENED, 1),
    *((StoragePoint.WORKED, count) for count in (1, 3, 5, 8)),
    *((StoragePoint.COMMITTED, count) for count in (1, 3, 5, 8)),
    (Point.ALERT_ARRIVED, 1),
    (Point.ALERT_STORED, 1),
    *((Point.CLAIMED, count) for count in (1, 2)),
    *((Point.GRANTED, count) for count in (1, 3, 5, 7)),
    *((Point.RESULT_STORED, count) for count in (1, 3, 5, 7)),
    (Point.CHANNEL_WANTED, 1),
    (Point.CHANNEL_MADE, 1),
    (Point.PEOPLE_WANTED, 1),
    (Point.PEOPLE_INVITED, 1),
    (Point.TOPIC_WANTED, 1),
    (Point.TOPIC_SET, 1),
    (Point.DIRECT_MESSAGE_WANTED, 1),
    (Point.DIRECT_MESSAGE_OPENED, 1),
    *((Point.MESSAGE_WANTED, count) for count in (1, 2, 3, 4)),
    *((Point.MESSAGE_POSTED, count) for count in (1, 2, 3, 4)),
    (Point.EDIT_WANTED, 1),
    (Point.EDITED, 1),
    (Point.PIN_WANTED, 1),
    (Point.PINNED, 1),
)
"""What is passed while a room is opened: board, card, briefing and offer are a message each."""

LATER: tuple[tuple[Act, Case], ...] = (
    *((reminding, (point, count)) for point in (Point.DUE_SEEN, Point.DUE_TAKEN) for count in (1, 3)),
    (talking, (Point.ENVELOPE_ARRIVED, 1)),
    (talking, (Point.ENVELOPE_HANDLED, 1)),
    (talking, (Point.MESSAGE_WANTED, 1)),
    (talking, (Point.MESSAGE_POSTED, 1)),
    (talking, (Point.EDITED, 1)),
    (closing, (Point.ADDRESS_WANTED, 1)),
    (closing, (Point.ADDRESS_GIVEN, 1)),
    (closing, (Point.BYTES_WANTED, 1)),
    (closing, (Point.BYTES_SENT, 1)),
    (closing, (Point.FILE_WANTED, 1)),
    (closing, (Point.FILE_SHARED, 1)),
    (closing, (Point.FILE_SHARED, 2)),
    (closing, (Point.ADDRESS_WANTED, 2)),  # the other format is there already, under the same title
    *((hearing, (point, count)) for point in (StoragePoint.WORKED, StoragePoint.COMMITTED) for count in (3, 4)),
    (hearing, (Point.ALERT_STORED, 1)),
    (waking, (Point.PAGE_WANTED, 1)),
    (waking, (Point.PAGE_TAKEN, 1)),
    (waking, (Point.PAGE_TAKEN, 2)),
    (stopping, (Point.DRAINING, 1)),
)


def test_every_place_is_in_the_lists() -> None:
    """Who adds a place adds what passes it."""
    assert {point for point, _ in (*AT_FIRST_START, *OPENING, *(case for _, case in LATER))} == set(POINTS)


@pytest.mark.crash
@on_both
async def test_killed_at_the_very_first_start(make_town: MakeTown, kind: str) -> None:
    for case in AT_FIRST_START:
        town = await make_town(kind, empty=True)
        await _die_and_live(town, opening, "first", case)


@pytest.mark.crash
@on_both
@pytest.mark.parametrize("part", [1, 2])
async def test_killed_while_a_room_is_opened(make_town: MakeTown, kind: str, part: int) -> None:
    town = await _with_incidents(make_town, kind, 1)
    for number, case in enumerate(OPENING, 1):
        if number % 2 + 1 == part:
            await town.kill()
            await _die_and_live(town, opening, f"no{number}", case)


@pytest.mark.crash
@on_both
async def test_killed_in_the_later_life_of_an_incident(make_town: MakeTown, kind: str) -> None:
    town = await _with_incidents(make_town, kind, 3)
    for number, (act, case) in enumerate(LATER, 1):
        await town.kill()
        await _die_and_live(town, act, f"no{number}", case)


@pytest.mark.crash
async def test_without_looking_back_this_finds_what_happens_twice(make_town: MakeTown) -> None:
    """The control: a harness that cannot fail proves nothing."""
    town = await _with_incidents(make_town, "sqlite", 1, look_back=False)
    await town.kill()
    with pytest.raises(AssertionError, match=TWICE_MESSAGE):
        await _die_and_live(town, opening, "again", (Point.MESSAGE_POSTED, 1))


async def _with_incidents(make_town: MakeTown, kind: str, count: int, look_back: bool = True) -> Town:
    town = await make_town(kind, look_back=look_back)
    await town.start()
    await town.working()
    for number in range(count):
        await town.alert(f"before{number}", f"Something before {number}")
    await town.settle()
    return town


async def _die_and_live(town: Town, act: Act, name: str, case: Case) -> None:
    """Be killed there while this goes on, be started again, let it finish, and hold it against what was promised."""
    point, count = case
    kills = town.tally.kills
    bot = await town.start(trap=case)
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(act(town, name), _start_again(town))
        await town.settle(PATIENCE)
    except TimeoutError:
        pytest.fail(f"passing {count} of “{point}” did not come, or not everything after it:\n{town.log()}")
    assert town.tally.kills == kills + 1, f"“{point}”: ended with {bot.status}"
    assert not (found := check(town.workspace, town.promises)), f"killed at passing {count} of “{point}”:\n{found}"
    if act is waking:
        _each_is_woken(town, name)


def _each_is_woken(town: Town, name: str) -> None:
    """Whoever was to be woken was, by each channel. Who is killed between sending and storing sends again: a receiver
    that knows repetitions sees one page, a robot two."""
    said = [taken for taken in town.receivers.taken if f"woken {name}." in taken.text]
    pages = {taken.body["id"] for taken in said if taken.by == "webhook"}
    assert len(pages) == 1
    assert 1 <= sum(taken.by == "dingtalk" for taken in said) <= 2
    assert town.receivers.refused == []


async def _start_again(town: Town) -> None:
    bot = town.bots[0]
    await town.gone(bot)
    await town.start()
    await town.working()
