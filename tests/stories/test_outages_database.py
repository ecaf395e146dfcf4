"""The database away, hung, full, read-only or gone: said plainly, nothing half written, and on by itself afterwards."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
import structlog
from psycopg import sql

from crisis.events import NoteAdded
from tests.crash.starting import NurseryProcess
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.outages import OwnServer, eventually, keys_posted, readyz, rooms, running_bot, told_by, until_ready
from tests.stories.telling import LIN, MAYA, how_many, nothing_twice, opened, person, room_of, told_now

ALERT: dict[str, Any] = {"source": "monitor-a", "key": "tea-1", "title": "Something in the tea", "severity": "SEV2"}
BACK_SECONDS = 15.0
"""Within so long everything goes on; on an idle machine it is three."""


@pytest.fixture(scope="module")
def own_server() -> Iterator[OwnServer]:
    # A short path: the name of a socket has room for about a hundred letters.
    with tempfile.TemporaryDirectory(prefix="fh-") as folder:
        server = OwnServer(Path(folder) / "pg")
        yield server
        server.remove()


@pytest.fixture
def server(own_server: OwnServer) -> Iterator[OwnServer]:
    """Runs before and after."""
    yield own_server
    own_server.start()


async def test_a_database_that_was_away_is_missed_plainly_and_everything_goes_on(
    server: OwnServer, make_ground: MakeGround
) -> None:
    ground = await make_ground(database_url=server.new_url())
    room = await opened(ground)
    word = (await person(ground, LIN).say(room.channel, "三号店也有")).shown[0]
    with structlog.testing.capture_logs() as said:
        await asyncio.to_thread(server.stop)
        status, answer = await ground.alert(ALERT)
        assert (status, answer["title"]) == (503, "Not available")
        typed = await person(ground, MAYA).command("/incident note Three shops", room.channel)
        assert "Nothing was done" in typed.text
        await person(ground, MAYA).click(room.board(), "Timeline")
        await told_now(ground, MAYA, room.channel, "Nothing was done")
        reacting = asyncio.create_task(person(ground, LIN).react(word, "pushpin"))
        status, body = await readyz(ground.service.address)
        assert (status, body["checks"]["database"]) == (503, False)
        (problem,) = body["problems"]
        assert "The database cannot be reached" in problem["what"]
        assert "FENGHUO_DATABASE_URL" in problem["remedy"]
        ground.clock.advance(timedelta(hours=2))  # a status update falls due
        await asyncio.sleep(3)
        await asyncio.to_thread(server.start)
        await until_ready(ground.service.address, BACK_SECONDS)
    assert [line["event"] for line in said if line["log_level"] == "warning"].count(problem["what"]) == 1
    assert len([line for line in said if line["log_level"] != "debug"]) < 10, said

    status, answer = await ground.alert(ALERT)
    assert (status, answer["outcome"]) == (202, "opened")
    await ground.settle()
    assert len(room.saying("⏰")) == 1
    await room.type(MAYA, "note All is well again")
    assert room.one("All is well again")
    await reacting
    await ground.forward(timedelta(minutes=10))  # Slack sends the reaction again, later and later
    noted = await room.entries(NoteAdded)
    assert [each.event.text for each in noted if isinstance(each.event, NoteAdded)].count("三号店也有") == 1
    assert await how_many(ground) == 2
    nothing_twice(ground)


async def test_what_was_in_hand_is_written_down_when_the_database_is_back(
    server: OwnServer, make_ground: MakeGround
) -> None:
    """It went away while Slack was making the channel; nobody waits for the lease to run out."""
    ground = await make_ground(database_url=server.new_url())
    ground.workspace.weather.latency = 0.5
    assert (await ground.alert(ALERT))[0] == 202
    await ground.workspace.until(lambda: ground.workspace.calls.where("conversations.create"))
    await asyncio.to_thread(server.stop)
    ground.workspace.weather.latency = 0.0
    await eventually(
        lambda: ground.workspace.calls.where("conversations.create", ok=True), "Slack to have made the channel"
    )
    await asyncio.to_thread(server.start)
    async with asyncio.timeout(BACK_SECONDS):
        await ground.settle()
    room = await room_of(ground, 1)
    assert room.board().buttons[0] == "👀 Acknowledge"
    assert len(ground.workspace.calls.where("conversations.create")) == 1
    nothing_twice(ground)


async def test_a_database_that_hangs_is_missed_within_seconds(server: OwnServer, make_ground: MakeGround) -> None:
    """/readyz is answered all the same, however often it is asked."""
    ground = await make_ground(database_url=server.new_url())
    server.hang()
    try:
        began = asyncio.get_running_loop().time()
        answers = await asyncio.gather(*(readyz(ground.service.address) for _ in range(20)))
        assert asyncio.get_running_loop().time() - began < 4
    finally:
        server.go_on()
    assert {status for status, _ in answers} == {503}
    assert {body["problems"][0]["what"] for _, body in answers} == {"The database does not answer."}
    await until_ready(ground.service.address, BACK_SECONDS)
    assert (await ground.alert(ALERT))[0] == 202


async def test_a_server_that_became_read_only_is_named(postgres: PostgresServer, make_ground: MakeGround) -> None:
    """As after a failover, when the bot is still connected with the former primary."""
    url = postgres.new_url()
    ground = await make_ground(database_url=url)
    _read_only(url, True)
    status, _ = await ground.alert(ALERT)
    assert status == 503
    problem = await told_by(ground.service, "The database cannot be written: the server is read-only.")
    assert "primary" in problem["remedy"]
    _read_only(url, False)
    await until_ready(ground.service.address, BACK_SECONDS)
    assert (await ground.alert(ALERT))[0] == 202
    await ground.settle()
    await ground.stop_bot()
    postgres.drop(url)


def _read_only(url: str, on: bool) -> None:
    name = urlsplit(url).path.removeprefix("/")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        setting = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
        connection.execute(setting.format(sql.Identifier(name), sql.SQL("on" if on else "off")))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (name,),
        )


@pytest.mark.crash
async def test_a_full_disk_is_said_and_when_there_is_space_again_everything_goes_on(
    nursery: NurseryProcess, tmp_path: Path
) -> None:
    """The disk is full to a process that may let no file grow."""
    database = tmp_path / "fenghuo.db"
    async with running_bot(f"sqlite:///{database}", nursery) as bot:
        maya = bot.workspace.person(MAYA)
        assert (await bot.alert("a"))[0] == 202
        await eventually(lambda: "1:PostBriefing" in keys_posted(bot.workspace), "the room to be there")
        await bot.workspace.quiet()
        bot.limit_files(0)
        for _ in range(3):
            status, answer, again = await bot.alert("b")
            assert (status, answer["title"], again) == (503, "Not available", "5")
        status, body = await bot.ready()
        assert (status, body["status"], body["checks"]["database"]) == (503, "unready", False)
        problem = next(each for each in body["problems"] if "disk is full" in each["what"])
        assert "Free some space" in problem["remedy"]
        room = rooms(bot.workspace)[0]
        assert "Nothing was done" in (await maya.command("/incident note Three shops", room)).text
        assert (await maya.command("/incident open sev3 Mould", "general")).text.startswith("Nothing was done")

        bot.limit_files(-1)
        await bot.until_ready(BACK_SECONDS)
        status, answer, _ = await bot.alert("b")
        assert (status, answer["incident"], answer["outcome"]) == (202, 2, "opened")
        await maya.command("/incident note Four shops", room)
        await eventually(lambda: "2:PostBriefing" in keys_posted(bot.workspace), "the second room to be there")
        await bot.workspace.quiet()
        assert len(rooms(bot.workspace)) == 2
        said = bot.said("cannot be written", "disk is full", "fenghuo.troubles")
        assert [line["event"] for line in said][1:] == ["over"]
        assert bot.said("Traceback") == []
    keys = keys_posted(bot.workspace)
    assert sorted(keys) == sorted(set(keys))
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM alert").fetchone() == (2,)


async def test_a_file_that_was_moved_away_takes_nothing_more(make_ground: MakeGround, tmp_path: Path) -> None:
    """What was written then would never be read again. Put back, it goes on."""
    ground = await make_ground()
    there, away = tmp_path / "fenghuo.db", tmp_path / "elsewhere.db"
    there.rename(away)
    assert (await ground.alert(ALERT))[0] == 503
    status, body = await readyz(ground.service.address)
    assert status == 503
    assert f"{there} was deleted, moved or replaced" in body["problems"][0]["what"]
    sqlite3.connect(there).close()  # another one in its place is no better
    there.touch()
    assert (await ground.alert(ALERT))[0] == 503
    away.rename(there)
    assert (await ground.alert(ALERT))[0] == 202
    assert (await readyz(ground.service.address))[0] == 200
    await ground.settle()
