"""Faults that strike delivery where it looks back, and where it reads: nothing is lost, nothing stands there twice.

What each writing method does when it fails by itself is in ``test_weather``; sockets are in ``test_sockets``, what
people see in ``test_faults_people``.
"""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.dispatcher import LEASE_SECONDS
from bot.demo.playground import Playground
from bot.timing import Timing
from tests.stories.conftest import QUICK, MakeGround
from tests.stories.telling import MAYA, OWEN, Room, nothing_twice, opened, person, room_of
from workspace.memory.calls import CallRecord

ALERT = {"source": "probe", "key": "orders", "title": "Orders fail", "severity": "SEV3"}
TOKEN = "xoxb-local-bot"


@pytest.fixture
async def ground(make_ground: MakeGround) -> Playground:
    return await make_ground(timing=QUICK)


async def note(room: Room, text: str) -> None:
    await person(room.ground, MAYA).command(f"/incident note {text}", room.channel)


def calls(ground: Playground, since: int, *methods: str) -> list[CallRecord]:
    return ground.workspace.calls.where("|".join(methods))[since:]


# Looking back


async def test_while_nobody_can_look_back_nothing_is_posted_again(ground: Playground) -> None:
    room = await opened(ground)
    ground.workspace.weather.fail("chat.postMessage", "500 before", times=1)
    for fault in ("500 before", "drop before", "silence before", "ratelimited"):
        ground.workspace.weather.fail("conversations.history", fault, times=1, retry_after=0)
    since = len(calls(ground, 0, "chat.postMessage", "conversations.history"))
    await note(room, "three shops")
    await ground.settle()
    tried = calls(ground, since, "chat.postMessage", "conversations.history")
    assert [call.method.partition(".")[2] for call in tried] == ["postMessage", *["history"] * 5, "postMessage"]
    room.one("three shops")


async def test_what_was_posted_is_found_behind_what_was_said_since(ground: Playground) -> None:
    room = await opened(ground)
    fault = ground.workspace.weather.fail("chat.postMessage", "500 after", times=1)
    await note(room, "three shops")
    await ground.workspace.until(lambda: fault.hits)
    for number in range(450):
        ground.workspace.answer("chat.postMessage", {"channel": room.channel, "text": f"{number}"}, TOKEN)
    await ground.settle()
    room.one("three shops")


async def test_the_room_that_was_made_is_found_among_all_the_others(ground: Playground) -> None:
    fault = ground.workspace.weather.fail("conversations.create", "drop after", times=1)
    await ground.alert(ALERT)
    await ground.workspace.until(lambda: fault.hits)
    before = len(ground.workspace.state.channels)
    state = ground.workspace.state
    made = next(each for each in state.channels.values() if each.name.startswith("inc-"))
    for number in range(1050):
        ground.workspace.answer("conversations.create", {"name": f"other-{number}"}, TOKEN)
    state.channels[made.id] = state.channels.pop(made.id)  # on the last page
    await ground.settle()
    assert len(state.channels) == before + 1050 + len(direct(ground))
    assert (await room_of(ground, 1)).channel == made.id


def direct(ground: Playground) -> list[str]:
    return [each.id for each in ground.workspace.state.channels.values() if each.is_direct]


async def test_of_two_files_that_one_entry_asks_for_neither_is_taken_for_the_other(ground: Playground) -> None:
    room = await opened(ground)
    ground.workspace.weather.slow("files.getUploadURLExternal", 0.2)
    await person(ground, MAYA).command("/incident close because sold out", room.channel)
    await ground.workspace.until(room.files)
    ground.workspace.weather.fail("files.completeUploadExternal", "500 before", times=1)
    await ground.settle()
    assert sorted(file["filetype"] for file in room.files()) == ["html", "md"]


# What shows late


@pytest.mark.parametrize("fault", ["500 after", "silence after"])
async def test_what_shows_late_within_the_time_allowed_is_not_done_again(ground: Playground, fault: str) -> None:
    """Room, board, card, briefing, entry and file are each made, not acknowledged, and not seen for a while."""
    weather = ground.workspace.weather
    weather.shows_late = 0.9 * QUICK.visible
    weather.fail("conversations.create", fault, times=1)
    weather.fail("chat.postMessage", fault, times=4)
    await ground.alert(ALERT)
    await ground.settle()
    room = await room_of(ground, 1)
    weather.fail("chat.postMessage", fault, times=1)
    weather.fail("files.completeUploadExternal", fault, times=1)
    await room.type(MAYA, "note three shops")
    await room.type(MAYA, "export md")
    room.one("three shops")
    assert len(room.files()) == 1
    assert sum(name.startswith("inc-") for name in ground.workspace.state.names) == 1
    nothing_twice(ground)


async def test_what_slack_does_only_after_we_no_longer_wait_is_not_done_again(ground: Playground) -> None:
    """A call that timed out may be carried out yet; so its message, or file, is looked for more than once."""
    room = await opened(ground)
    late = QUICK.call + 2 * QUICK.visible
    for method in ("chat.postMessage", "files.completeUploadExternal"):
        ground.workspace.weather.slow(method, late, times=1)
    await room.type(MAYA, "note three shops")
    await room.type(MAYA, "export md")
    room.one("three shops")
    assert len(room.files()) == 1
    nothing_twice(ground)


async def test_a_room_whose_name_is_taken_and_that_no_list_shows_yet_is_waited_for(ground: Playground) -> None:
    """Longer than the time allowed: the name, which holds the incident's key, tells that it is ours."""
    ground.workspace.weather.shows_late = 2.5 * QUICK.visible
    ground.workspace.weather.fail("conversations.create", "drop after", times=1)
    await ground.alert(ALERT)
    await ground.settle()
    assert sum(name.startswith("inc-") for name in ground.workspace.state.names) == 1
    assert person(ground, MAYA).id in (await room_of(ground, 1)).people


async def test_control_who_looks_back_too_soon_posts_twice(make_ground: MakeGround) -> None:
    """That the stories above can fail: without the time allowed there are two."""
    ground = await make_ground(timing=Timing(first_pause=0.01, visible=0.0))
    room = await opened(ground)
    ground.workspace.weather.shows_late = 1.0
    ground.workspace.weather.fail("chat.postMessage", "500 after", times=1)
    await room.type(MAYA, "note three shops")
    assert len(room.saying("three shops")) == 2


def test_a_lease_outlasts_a_call_and_the_time_until_it_is_seen() -> None:
    timing = Timing()
    assert 3 * timing.call + timing.visible + 1 < LEASE_SECONDS


# Reading


async def test_a_start_in_which_every_read_fails_at_first(make_ground: MakeGround, tmp_path: Path) -> None:
    """Who we are, who is there, which channels there are: asked until Slack says it. An alert does not wait for it, and
    its room gets its people."""
    ground = await make_ground(timing=QUICK)
    await ground.stop_bot()
    before = ground.service
    ground.database_url = f"sqlite:///{tmp_path}/nobody-known.db"
    ground.workspace.weather.fail("users.list", "ratelimited", times=1, retry_after=1)
    for method in ("auth.test", "users.list", "conversations.list", "conversations.members", "apps.connections.open"):
        ground.workspace.weather.fail(method, "500 before", times=1)
    for method in ("auth.test", "conversations.list"):
        ground.workspace.weather.fail(method, "silence before", times=1)
    seen = len(ground.workspace.calls.where("users.list"))
    starting = asyncio.create_task(ground.start_bot())
    while not ground.services or ground.service is before or not ground.service.address:  # noqa: ASYNC110 it has no event
        await asyncio.sleep(0.01)
    assert (await ground.alert(ALERT))[1]["outcome"] == "opened"
    await starting
    room = await room_of(ground, 1)
    await ground.workspace.until(lambda: len(room.people) == len(ground.workspace.people) + 1)
    await ground.settle()
    assert room.card() is not None
    first, second = ground.workspace.calls.where("users.list")[seen : seen + 2]
    assert second.started - first.started >= 1.0  # as Slack asked
    nothing_twice(ground)


async def test_who_leaves_and_comes_back_is_there_though_the_news_come_the_other_way_round(ground: Playground) -> None:
    owen = person(ground, OWEN)
    ground.workspace.weather.delay_events("member_left_channel", seconds=60)
    asked = len(ground.workspace.calls.where("conversations.members", ok=True))
    await owen.leave("incidents")
    await owen.join("incidents")
    await ground.forward(timedelta(minutes=2))
    await ground.workspace.until(lambda: len(ground.workspace.calls.where("conversations.members", ok=True)) > asked)
    await ground.settle()
    assert owen.id in {each.person.id for each in ground.service.desk.roster.candidates}
