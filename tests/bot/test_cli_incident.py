"""`fenghuo incident` without a bot, and the door of one that runs: what is said, the exit status, who is let in."""

import asyncio
import json
import socket
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.commandline.incident import carry_out
from bot.commandline.terminal import Failed
from bot.doors.control import PATH, Address, BotFailed, Door, NotAnswered, ask, control_file, read_address
from bot.settings.settings import Settings
from crisis.language import Language
from handlers.shell import About, Asked, Reply, Status
from storage.database.lock import WriterLock
from storage.errors import Overloaded
from storage.migrate import migrate
from tests.bot.terminal import Fenghuo, Result, said_by

ME = ("--as", "U0LIN1")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database that no bot has ever used."""
    migrate(f"sqlite:///{tmp_path}/fenghuo.db")
    return tmp_path / "fenghuo.db"


@pytest.fixture
def fenghuo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fenghuo:
    """Runs `fenghuo incident …` in the folder of the database: exit status, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, language: str = "en") -> Result:
        with monkeypatch.context() as changed:
            changed.setenv("FENGHUO_LANGUAGE", language)
            changed.setenv("FENGHUO_TIMEZONE", "Asia/Shanghai")
            return said_by(capsys, "incident", *arguments)

    return run


# -------------------------------------------------------------------------------------------------------- without a bot


@pytest.mark.usefixtures("database")
def test_a_crisis_is_worked_on_without_slack_and_without_a_bot(fenghuo: Fenghuo) -> None:
    status, out, err = fenghuo(*ME, "open", "sev2", "Mould in", "lunch boxes")
    assert (status, err) == (0, "")
    first, note = out.splitlines()
    assert first.startswith("Incident #1 is open: SEV2 · orange, “Mould in lunch boxes”.")
    assert note == "No bot is running on this database. It will be seen in Slack when one starts."
    assert fenghuo(*ME, "决策", "全部下架", "因为", "检出霉菌", language="zh")[:2] == (
        0,
        "事件 #1 的第 1 号决策已记录。\n目前没有机器人在运行，启动后会自动补发到 Slack。\n",
    )
    assert fenghuo("--on", "1", *ME, "stage", "contained")[0] == 0
    status, out, err = fenghuo("看板", language="zh")
    assert (status, err) == (0, "")
    assert out.startswith("🟠 #1 · Mould in lunch boxes\n")
    assert "1 全部下架（理由：检出霉菌）" in out
    assert out.rstrip().endswith("时间均为 Asia/Shanghai 时区。")
    assert "机器人" not in out
    refused = fenghuo(*ME, "stage", "contained")
    assert refused == (1, "", "Incident #1 is at contained already.\n")


@pytest.mark.usefixtures("database")
def test_words_come_through_the_parser_as_they_were_typed(fenghuo: Fenghuo) -> None:
    words = ("--json", "-x", "--", "#12", "“好”，", "it's", '"quoted"', "$HOME", "*", "--as", "nobody")
    fenghuo(*ME, "open", "x")
    assert fenghuo(*ME, "note", *words)[0] == 0
    assert " ".join(words) in fenghuo("timeline", "1")[1]
    assert fenghuo(*ME, "--", "-x")[0] == 2
    assert "no command “-x”" in fenghuo(*ME, "--", "-x")[2]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        ("open x", 2, "fenghuo incident --as PERSON"),
        ("--as anna note x", 2, "has not seen the workspace yet"),
        ("--as U0LIN1 open", 2, "There is no form in a terminal"),
        ("nosuch", 2, "There is no command “nosuch”"),
        ("board", 2, "No incident is open"),
        ("--on 7 board", 1, "There is no incident #7."),
        ("--on x board", 2, "--on: "),
        ("--sa U0LIN1 board", 2, "There is no option --sa."),
        ("--as", 2, "--as"),
    ],
)
def test_what_went_wrong_is_one_line_and_a_status(fenghuo: Fenghuo, line: str, status: int, says: str) -> None:
    ended, out, err = fenghuo(*line.split())
    assert (ended, out) == (status, "")
    assert err.count("\n") == 1
    assert says in err


@pytest.mark.usefixtures("database")
def test_for_programs_every_answer_is_json(fenghuo: Fenghuo) -> None:
    opened = json.loads(fenghuo("--json", "--once", "a", *ME, "open", "1", "下单失败")[1])
    about = {"number": 1, "title": "下单失败", "severity": "SEV1", "stage": "triage", "channel": None}
    assert opened.pop("text").startswith("Incident #1 is open")
    assert opened == {
        "ok": True,
        "status": "done",
        "person": "U0LIN1",
        "changed": True,
        "repeated": False,
        "incident": about,
        "open": [about],
        "waits_for": "bot",
        "once": "a",
    }
    again = json.loads(fenghuo("--json", "--once", "a", *ME, "open", "1", "下单失败")[1])
    assert (again["ok"], again["repeated"], again["open"]) == (True, True, [about])
    status, out, err = fenghuo("--json", *ME, "sev", "1")
    refused = json.loads(out)
    assert (status, err, refused["ok"], refused["status"], refused["waits_for"]) == (1, "", False, "refused", None)
    assert refused["text"] == "Incident #1 is SEV1 already."


def test_without_a_database_nothing_is_made(fenghuo: Fenghuo, tmp_path: Path) -> None:
    status, out, err = fenghuo(*ME, "open", "x")
    assert (status, out) == (1, "")
    assert "There is no database" in err
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------------- the bot's door


TOKEN = "a-token-of-this-start"
ASKED = Asked(("note", "“x”"), Language.CHINESE, "once-1", "U0LIN1", 3)
REPLY = Reply(Status.DONE, "好。", "U0LIN1", True, False, About(3, "T", "SEV1", "triage", None), ())


@asynccontextmanager
async def door(
    database: Path, problem: Exception | None = None, slack_away: bool = False
) -> AsyncIterator[tuple[Door, list[Asked]]]:
    """A bot's door; what was asked through it."""
    heard: list[Asked] = []

    async def answer(asked: Asked) -> Reply:
        heard.append(asked)
        if problem is not None:
            raise problem
        return REPLY

    async with Door(database, TOKEN, answer, (Overloaded,), lambda: slack_away) as opened:
        yield opened, heard


async def knock(url: str, body: Any, **headers: str) -> int:
    sent = BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    async with (
        aiohttp.ClientSession(trust_env=False) as session,
        session.post(url, data=sent, headers=headers) as answer,
    ):
        return answer.status


async def test_who_can_read_the_file_is_answered(tmp_path: Path) -> None:
    database = tmp_path / "fenghuo.db"
    async with door(database, slack_away=True) as (_, heard):
        address = read_address(database)
        assert address is not None
        told = await ask(address, ASKED)
        assert (told.reply, told.slack_away, heard) == (REPLY, True, [ASKED])
    assert read_address(database) is None


async def test_the_file_is_for_the_bots_own_user_alone(tmp_path: Path) -> None:
    database = tmp_path / "fenghuo.db"
    control_file(database).write_text("left by a killed bot")
    control_file(database).chmod(0o666)
    async with door(database):
        assert stat.S_IMODE(control_file(database).stat().st_mode) == 0o600
        assert read_address(database) is not None
    assert not control_file(database).exists()
    assert not control_file(database).with_suffix(".new").exists()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": f"Basic {TOKEN}"}],
)
async def test_without_the_token_nobody_is_let_in(tmp_path: Path, headers: dict[str, str]) -> None:
    async with door(tmp_path / "fenghuo.db") as (_, heard):
        address = read_address(tmp_path / "fenghuo.db")
        assert address is not None
        assert await knock(address.url, asdict(ASKED), **headers) == 401
        assert heard == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 200),
        ({"words": "note x"}, 400),
        ({"words": [1]}, 400),
        ({"once": ""}, 400),
        ({"number": "3"}, 400),
        ({"person": 5}, 400),
        ({"language": "fr"}, 400),
        (b"no json", 400),
        (b"[]", 400),
        ({"words": ["x" * 950_000]}, 413),
    ],
)
async def test_what_is_no_request_is_not_carried_out(tmp_path: Path, change: Any, status: int) -> None:
    body = change if isinstance(change, bytes) else {**asdict(ASKED), **change}
    async with door(tmp_path / "fenghuo.db") as (_, heard):
        address = read_address(tmp_path / "fenghuo.db")
        assert address is not None
        assert await knock(address.url, body, Authorization=f"Bearer {TOKEN}") == status
        assert len(heard) == (status == 200)


async def test_no_proxy_of_the_environment_stands_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    async with door(tmp_path / "fenghuo.db"):
        address = read_address(tmp_path / "fenghuo.db")
        assert address is not None
        assert (await ask(address, ASKED)).reply == REPLY


async def test_what_the_bot_cannot_do_now_is_asked_again_and_what_it_cannot_do_is_not(tmp_path: Path) -> None:
    for problem, raised in ((Overloaded(9), NotAnswered), (RuntimeError("broken"), BotFailed)):
        async with door(tmp_path / "fenghuo.db", problem):
            address = read_address(tmp_path / "fenghuo.db")
            assert address is not None
            with pytest.raises(raised):
                await ask(address, ASKED)


async def test_an_answer_that_is_cut_off_is_unclear_and_nobody_there_is_not() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    address = Address(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}", TOKEN)
    with pytest.raises(NotAnswered) as cut:
        await ask(address, ASKED)
    server.close()
    await server.wait_closed()
    with pytest.raises(NotAnswered) as nobody:
        await ask(address, ASKED)
    assert (cut.value.unclear, nobody.value.unclear) == (True, False)


# ------------------------------------------------------------------------------------- somebody else has the database


def settings(database: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{database}", language=Language.ENGLISH)


async def give_up(database: Path) -> Failed:
    with pytest.raises(Failed) as failed:
        await carry_out(settings(database), ASKED, waiting=lambda: None, patience=0.0)
    return failed.value


async def test_a_process_that_is_no_bot_is_named_as_what_stands_in_the_way(database: Path) -> None:
    with WriterLock(database):
        said = str(await give_up(database))
    assert said.startswith("Nothing was done: another process has the database and does not answer")
    assert "it has left no address" in said


async def test_a_bot_that_hangs_up_leaves_it_unclear_and_the_id_is_told(database: Path) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
    control_file(database).write_text(json.dumps({"url": url, "token": TOKEN}))
    with WriterLock(database):
        said = str(await give_up(database))
    server.close()
    await server.wait_closed()
    assert "whether it was done is not known" in said
    assert "--once once-1" in said


async def test_a_stale_file_of_a_killed_bot_means_nothing_when_the_database_is_free(database: Path) -> None:
    """Not even when somebody else listens there by now: nothing is sent to a stranger."""
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stranger.setblocking(False)
        url = f"http://127.0.0.1:{stranger.getsockname()[1]}{PATH}"
        control_file(database).write_text(json.dumps({"url": url, "token": TOKEN}))
        came = await carry_out(settings(database), Asked((), Language.ENGLISH, "x"), lambda: None, patience=0.0)
        assert came.reply.text == "No incident is open."
        with pytest.raises(BlockingIOError):
            stranger.accept()


async def test_a_command_waits_for_another_command_that_is_at_work(database: Path) -> None:
    lock = WriterLock(database)
    asyncio.get_running_loop().call_later(0.3, lock.release)
    came = await carry_out(settings(database), Asked((), Language.ENGLISH, "x"), lambda: None)
    assert came.reply.status is Status.DONE
