"""Slack is away, and the desk works from the command line: through the running bot, beside bots on one PostgreSQL, and
on the database itself when none runs. When Slack is back everything stands there, in its order and once."""

import asyncio
import os
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.clock.clocks import machine_now
from bot.commandline.incident import Came, carry_out
from bot.demo.playground import Playground
from bot.doors.control import control_file, read_address
from bot.settings.settings import Settings
from crisis import events as e
from crisis.language import Language
from crisis.stages import Stage
from handlers.shell import Asked, Status
from storage.database.lock import WriterLock
from storage.store import open_reader
from tests.crash.starting import Nursery, NurseryProcess
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.killed import APP, Bot
from tests.stories.telling import LIN, MAYA, nothing_twice, person, room_of
from workspace import Workspace

EN = Language.ENGLISH
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
STORY = (
    "open sev2 Mould in lunch boxes",
    "decide Take the batch off the shelves because two samples had mould",
    "update Conditions: three shops closed. Needs: a statement by noon",
    "阶段 处置",
    "note first TV crew at the shop",
)


def _database_of(ground: Playground) -> Path:
    assert ground.folder is not None
    return ground.folder / "fenghuo.db"


async def type_in_shell(
    settings: Settings, line: str, who: str | None = "maya.brooks@yunhe.example", once: str | None = None
) -> Came:
    """`fenghuo incident --as WHO …`, and it is done."""
    asked = Asked(tuple(line.split()), EN, once or line, who)
    came = await carry_out(settings, asked, waiting=lambda: None, patience=PATIENCE)
    assert came.reply.status is Status.DONE, came.reply.text
    return came


async def tell_the_story(settings: Settings, *waits_for: str | None) -> None:
    for line in STORY:
        came = await type_in_shell(settings, line)
        assert came.reply.changed
        assert came.waits_for in waits_for
    board = await type_in_shell(settings, "board", who=None)
    assert "1 Take the batch off the shelves because: two samples had mould" in board.reply.text
    assert "three shops closed" in board.reply.text


async def all_stands_in_slack(ground: Playground, stories: int = 1) -> None:
    """Room, people, board, card and entries of each, once, the entries in the order in which they were made."""
    await ground.settle(PATIENCE)
    nothing_twice(ground)
    for number in range(1, stories + 1):
        room = await room_of(ground, number)
        maya = person(ground, MAYA).id
        assert maya in room.people
        board = room.board().plain
        for words in ("Mould in lunch boxes", "*responding*", "two samples had mould", "three shops closed"):
            assert words in board
        said = ("What we know at the start", "off the shelves", "three shops closed", "responding", "first TV crew")
        places = [room.messages().index(room.one(words, *also)) for words, *also in _with_marks(said[1:])]
        assert places == sorted(places)
        room.one(said[0])
        assert len([each for each in room.thread() if "three shops closed" in each.plain]) == 1
        entries = await ground.service.store.read(lambda view, number=number: view.entries(number))
        by_hand = [
            entry for entry in entries if isinstance(entry.event, e.DecisionLogged | e.UpdatePosted | e.NoteAdded)
        ]
        assert [entry.by for entry in by_hand] == [maya] * 3
        assert (await room.incident()).stage is Stage.RESPONDING
    rooms = [name for name in ground.workspace.state.names if name.startswith("inc-")]
    assert len(rooms) == stories


def _with_marks(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Each entry's words with its sign: the same words stand in other messages, too."""
    return list(zip(words, ("⚖️", "📣", "🚩", "📌"), strict=True))


def no_call_gets_through(ground: Playground) -> None:
    ground.workspace.weather.fail("*", "500 before")


async def test_through_the_running_bot(make_ground: MakeGround) -> None:
    ground = await make_ground()
    no_call_gets_through(ground)
    await tell_the_story(ground.settings(), None, "slack")  # noticed after a few calls
    ground.workspace.weather.clear()
    await all_stands_in_slack(ground)


async def test_the_bot_says_when_it_is_cut_off_from_slack(make_ground: MakeGround) -> None:
    ground = await make_ground()
    assert (await type_in_shell(ground.settings(), STORY[0])).waits_for is None
    no_call_gets_through(ground)
    await ground.workspace.drop_sockets(polite=False)
    await ground.workspace.until(lambda: not ground.service.connection.is_connected(), what="the connection to be gone")
    assert (await type_in_shell(ground.settings(), STORY[1])).waits_for == "slack"


async def test_on_the_database_when_no_bot_runs(make_ground: MakeGround) -> None:
    ground = await make_ground()
    ground.clock.jump(machine_now())  # without a bot it is this clock
    await ground.stop_bot()
    await tell_the_story(ground.settings(), "bot")
    assert [name for name in ground.workspace.state.names if name.startswith("inc-")] == []
    await ground.start_bot()
    await all_stands_in_slack(ground)


@pytest.mark.parametrize("replicas", [0, 2])
async def test_on_postgresql_with_and_without_bots(
    postgres: PostgresServer, make_ground: MakeGround, replicas: int
) -> None:
    url = postgres.new_url()
    ground = await make_ground(database_url=url, replicas=max(replicas, 1))
    ground.clock.jump(machine_now())
    if replicas:
        no_call_gets_through(ground)
    else:
        await ground.stop_bot()
    await tell_the_story(ground.settings(), None if replicas else "bot")
    ground.workspace.weather.clear()
    if not replicas:
        await ground.start_bot()
    await all_stands_in_slack(ground)
    assert not control_file(_database_of(ground)).exists()
    await ground.stop_bot()
    postgres.drop(url)


async def test_two_at_once_through_the_bot_are_both_done(make_ground: MakeGround) -> None:
    ground = await make_ground()
    settings = ground.settings()
    no_call_gets_through(ground)
    await type_in_shell(settings, STORY[0])
    await asyncio.gather(*(type_in_shell(settings, f"note number {each}", once=f"n{each % 4}") for each in range(8)))
    ground.workspace.weather.clear()
    await ground.settle(PATIENCE)
    room = await room_of(ground, 1)
    assert len(room.saying("number")) == len(await room.entries(e.NoteAdded)) == 4
    nothing_twice(ground)


async def test_a_bot_that_starts_waits_for_a_command_to_end(ground: Playground) -> None:
    await ground.stop_bot()
    lock = WriterLock(_database_of(ground))
    asyncio.get_running_loop().call_later(0.3, lock.release)
    await ground.start_bot()
    assert (await type_in_shell(ground.settings(), STORY[0])).waits_for is None


async def test_the_alerts_token_and_the_bots_own_address_open_nothing(ground: Playground) -> None:
    database = _database_of(ground)
    address = read_address(database)
    assert address is not None
    assert ground.alert_token not in address.token
    body = {"words": ["open", "x"], "language": "en", "once": "x", "person": person(ground, LIN).id, "number": None}
    for url, token, status in (
        (address.url, ground.alert_token, 401),
        (address.url, "", 401),
        (f"{ground.service.address}/control/incident", address.token, 404),
        (f"{ground.service.address}/alerts/generic", address.token, 401),
        (address.url, address.token, 200),
    ):
        headers = {"Authorization": f"Bearer {token}"}
        async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
            assert answer.status == status, url
    await ground.stop_bot()
    assert read_address(database) is None
    await ground.start_bot()
    fresh = read_address(database)
    assert fresh is not None
    assert fresh.token != address.token


# ---------------------------------------------------------------------------------------------------- killed in between


async def run_shell(settings: Settings, *arguments: str) -> tuple[int, str]:
    """A `fenghuo incident` of its own; its status and what it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "incident", *arguments),
        cwd=ROOT,
        env={**os.environ, "FENGHUO_DATABASE_URL": settings.database_url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


@pytest.mark.crash
async def test_the_bot_is_killed_in_between(nursery: NurseryProcess, tmp_path: Path) -> None:
    """First through the bot; then it is killed, and its address is stale; what was asked before is asked again with the
    same id; then it comes back."""
    database = tmp_path / "fenghuo.db"
    settings = Settings(database_url=f"sqlite:///{database}")
    workspace = Workspace(apps=[APP])
    await workspace.start()
    async with Nursery(nursery) as bots:
        await killed_in_between(Bot(bots, workspace, database), workspace, settings, database)


async def killed_in_between(bot: Bot, workspace: Workspace, settings: Settings, database: Path) -> None:
    await bot.start()
    try:
        workspace.weather.fail("*", "500 before")
        status, said = await run_shell(settings, "--as", workspace.person(MAYA).id, *STORY[0].split())
        assert (status, said.partition(" is open")[0]) == (0, "Incident #1")
        assert (await type_in_shell(settings, STORY[1], once="decided")).waits_for != "bot"
        address = read_address(database)
        await bot.kill()
        assert read_address(database) == address is not None
        again = await type_in_shell(settings, STORY[1], once="decided")
        assert (again.reply.repeated, again.waits_for) == (True, "bot")
        for line in STORY[2:]:
            assert not (await type_in_shell(settings, line)).reply.repeated
        workspace.weather.clear()
        await bot.start()
        async with asyncio.timeout(PATIENCE), open_reader(settings.database_url) as reader:
            while (counts := await reader.read(lambda view: view.counts())).waiting + counts.leased:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        rooms = [name for name in workspace.state.names if name.startswith("inc-")]
        assert len(rooms) == 1
        posted = workspace.calls.where("chat.postMessage", ok=True)
        keys = [call.arguments["metadata"]["event_payload"]["key"] for call in posted]
        assert len(keys) == len(set(keys))
        entries = [each for each in workspace.person(MAYA).messages(rooms[0]) if "pinned_to" not in each]
        first = [line[0] for each in entries for line in each.plain.splitlines() if line[0] in "⚖📣🚩📌"]
        assert first == ["⚖", "📣", "🚩", "📌"]
    finally:
        await bot.kill()
        await workspace.stop()
