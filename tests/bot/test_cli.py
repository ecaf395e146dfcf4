"""`fenghuo` from outside: results on standard output, one line for what went wrong, the exit status."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli import PORT, main
from bot.commandline import texts
from bot.demo import options
from crisis.commands import AddNote, OpenIncident
from crisis.desk.desk import Desk
from crisis.language import Text
from crisis.policy import Policy
from storage.ledger import Fault
from storage.store import SqlStore

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
TITLE = "门店异物投诉 {not a mark}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Fenghuo = Callable[..., Result]


@pytest.fixture
def fenghuo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fenghuo:
    """Runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, said.out, said.err)

    return run


@pytest.fixture
def incident(tmp_path: Path) -> int:
    """The number of an incident in the database of that folder."""
    return asyncio.run(_open_incident(tmp_path))


async def _open_incident(folder: Path) -> int:
    store = SqlStore(f"sqlite:///{folder}/fenghuo.db", machine_clock=lambda: NOON, entropy=os.urandom)
    async with store:
        desk = Desk(store, Policy(), lambda: NOON, str.split, str.lower, os.urandom, wake=lambda next_due: None)
        opened = await desk.handle(OpenIncident(TITLE, by="U00001"))
        assert opened.incident is not None
        await desk.handle(AddNote(opened.incident.number, "U00001", "已联系门店"))
        return opened.incident.number


def one_line(result: Result) -> str:
    """The one line on standard error."""
    assert result.out == ""
    assert result.err.endswith("\n")
    assert result.err.count("\n") == 1
    return result.err.rstrip("\n")


# ------------------------------------------------------------------------------------------------------ help, wrong use

COMMANDS = (
    "run",
    "demo",
    "workspace",
    "check",
    "manifest",
    "incident",
    "migrate",
    "export",
    "verify",
    "similar",
    "policy",
    "triage",
)


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_help_lists_the_commands_of_this_version_and_no_other(arguments: tuple[str, ...], fenghuo: Fenghuo) -> None:
    result = fenghuo(*arguments)
    assert result.status == 0
    listed = [line.split()[0] for line in result.out.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed == list(COMMANDS)


def test_help_is_in_the_chosen_language(fenghuo: Fenghuo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGHUO_LANGUAGE", "zh")
    said = fenghuo("export", "--help").out
    assert "导出事件的复盘文档" in said
    assert "选项：" in said
    assert "Options:" not in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nosuch", "There is no command “nosuch”. Commands are: run, demo"),
        ("--verbose", "There is no option --verbose."),
        ("export", "NUMBER is missing. See: fenghuo export --help"),
        ("export twelve", "NUMBER: "),
        ("export 0", "NUMBER: "),
        ("export 1 --format odt", "--format: 'odt' is not one of 'md', 'html'"),
        ("export 1 2", "unexpected extra argument"),
        ("demo --speed 0", "--speed: "),
        ("workspace --port 70000", "--port: "),
        ("policy", "A command is missing. Commands are: check, schema"),
        ("manifest --http bot.example.com", "“bot.example.com” is no public address"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(line: str, says: str, fenghuo: Fenghuo) -> None:
    result = fenghuo(*line.split())
    assert result.status == 2
    assert says in one_line(result)


def test_wrong_use_is_said_in_chinese(fenghuo: Fenghuo, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FENGHUO_LANGUAGE=zh\n")
    assert "没有“nosuch”这个命令" in one_line(fenghuo("nosuch"))


def test_help_answers_without_what_is_heavy() -> None:
    """Half a second on a machine of its own; what makes it so is what is not imported."""
    heavy = ("pydantic", "slack_sdk", "slack_bolt", "sqlalchemy", "aiohttp", "jieba", "apscheduler")
    program = (
        "import sys\nfrom bot.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == "[]"


def test_the_page_has_the_contracts_port() -> None:
    assert PORT == options.PORT == 8765


def test_every_text_exists_in_both_languages() -> None:
    found = {name: text for name, text in vars(texts).items() if isinstance(text, Text)}
    same = {name for name, text in found.items() if text.en == text.zh}
    assert same == {"WRITTEN"} & set(found)
    assert set(texts.FAULTS) == {fault.value for fault in Fault}


# ------------------------------------------------------------------------------------------------------------- settings


@pytest.mark.parametrize("command", ["run", "manifest", "migrate", "verify", "export 1"])
def test_wrong_settings_end_every_command_with_one_line(
    command: str, fenghuo: Fenghuo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGHUO_LISEN", "127.0.0.1:1")
    result = fenghuo(*command.split())
    assert result.status == 1
    assert "FENGHUO_LISEN (environment): there is no such setting" in one_line(result)


def test_running_without_a_token_is_one_line(fenghuo: Fenghuo) -> None:
    result = fenghuo("run")
    assert result.status == 1
    assert one_line(result).startswith("SLACK_BOT_TOKEN is missing")


def test_running_with_a_wrong_policy_is_one_line(fenghuo: Fenghuo, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("teem: []\nkinds: []\n")
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nFENGHUO_POLICY=policy.yaml\n")
    result = fenghuo("run")
    assert result.status == 1
    assert one_line(result).startswith("policy.yaml:1: teem: there is no such key")
    assert "1 more" in result.err


def test_a_policy_that_is_not_there_is_named_with_its_setting(fenghuo: Fenghuo, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nFENGHUO_POLICY=nope.yaml\n")
    assert one_line(fenghuo("run")) == "FENGHUO_POLICY: nope.yaml: there is no such file."


def test_a_folder_of_the_database_that_is_not_there_is_named_with_its_setting(
    fenghuo: Fenghuo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "nowhere"
    monkeypatch.setenv("FENGHUO_DATABASE_URL", f"sqlite:///{folder}/x.db")
    result = fenghuo("migrate")
    assert result.status == 1
    assert one_line(result).startswith(f"FENGHUO_DATABASE_URL: the folder {folder} is not there.")


def test_check_says_a_line_a_thing_and_fails(fenghuo: Fenghuo) -> None:
    result = fenghuo("check")
    assert result.status == 1
    lines = result.out.splitlines()
    assert lines[0].startswith("✓ settings: ")
    assert any(line.startswith("✗ bot token: SLACK_BOT_TOKEN is not set → ") for line in lines)
    assert any(line.startswith("– database: ") for line in lines)
    assert lines[-1] == "2 to mend."


def test_check_for_programs(fenghuo: Fenghuo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGHUO_LANGUAGE", "fr")
    result = fenghuo("check", "--json")
    assert result.status == 1
    assert result.json["ok"] is False
    first = result.json["checks"][0]
    assert (first["name"], first["state"]) == ("settings", "bad")
    assert "en or zh" in first["text"]


def test_the_manifest_can_be_pasted(fenghuo: Fenghuo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGHUO_COMMAND", "/事件")
    made = fenghuo("manifest", "--http", "https://bot.example.com")
    assert made.status == 0
    assert made.json["features"]["slash_commands"][0]["command"] == "/事件"
    assert "/事件" in made.out


# --------------------------------------------------------------------------------------------------------------- policy


def test_a_good_policy_file(fenghuo: Fenghuo) -> None:
    result = fenghuo("policy", "check", str(ROOT / "docs" / "policy.example.yaml"))
    assert result.status == 0
    assert "team of 3, 9 roles" in result.out
    assert "watch list: 2 entries: 美的, 李娜" in result.out


def test_a_wrong_policy_file_has_a_line_a_problem(fenghuo: Fenghuo, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("team:\n  - user: x\n    rols: []\n")
    result = fenghuo("policy", "check", "p.yaml")
    assert result.status == 1
    assert [line.split(": ")[:2] for line in result.out.splitlines()] == [
        ["p.yaml:2", "team[0].user"],
        ["p.yaml:3", "team[0].rols"],
    ]
    as_json = fenghuo("policy", "check", "p.yaml", "--json").json
    assert [(each["line"], each["field"]) for each in as_json["problems"]] == [(2, "team[0].user"), (3, "team[0].rols")]


def test_what_a_policy_makes_of_an_alert(fenghuo: Fenghuo, tmp_path: Path) -> None:
    """Without sending it: how it is read, which route it takes, what follows."""
    (tmp_path / "p.yaml").write_text(
        "routes:\n  - {source: sentry, do: ignore}\n"
        "  - {source: grafana/shop, kind: outage, severity: SEV2, together: service}\n"
    )
    samples = ROOT / "tests" / "handlers" / "samples"

    def tried(source: str, sample: str, *more: str) -> Result:
        return fenghuo("policy", "check", "p.yaml", "--source", source, "--alert", str(samples / sample), *more)

    shop = tried("grafana/shop", "grafana.firing.json")
    assert shop.status == 0
    assert "Grafana (shop): “Checkout returns errors” · SEV2" in shop.out
    for line in ("service=checkout", "route 2 fits", "kind: outage", "of: service=checkout", "→ an incident opens"):
        assert line in shop.out
    plain = tried("grafana", "grafana.firing.json", "--json").json["alerts"]
    assert [(each["route"], each["severity"], each["outcome"]) for each in plain] == [(None, "SEV1", "opened")]
    assert "→ kept, and nothing follows" in tried("sentry", "sentry.firing.json").out
    assert "→ a card asks a person" in tried("uptime-kuma", "uptime-kuma.test.json").out
    assert "→ its open incident hears" in tried("opsgenie", "opsgenie.resolved.json").out
    assert "It tells of no alert" in tried("opsgenie", "opsgenie.acknowledged.json").out
    wrong = tried("pagerduty", "sentry.firing.json")
    assert (wrong.status, wrong.out.split(":")[0]) == (1, "event")
    assert "Sources are: generic" in one_line(tried("pigeon", "sentry.firing.json"))
    assert "cannot be read" in one_line(tried("sentry", "gone.json"))
    alone = fenghuo("policy", "check", "p.yaml", "--alert", "x.json")
    assert (alone.status, "--source grafana" in one_line(alone)) == (2, True)


def test_the_schema_is_the_published_one(fenghuo: Fenghuo) -> None:
    published = (ROOT / "docs" / "policy.schema.json").read_text(encoding="utf-8")
    assert fenghuo("policy", "schema").out == published


# ------------------------------------------------------------------------------------------------------------- database


def test_migrate_makes_a_database_and_leaves_a_new_one_alone(fenghuo: Fenghuo) -> None:
    assert fenghuo("migrate").out.startswith("The database was made")
    assert "already" in fenghuo("migrate").out
    again = fenghuo("migrate", "--json").json
    assert again["before"] == again["revision"]


@pytest.mark.parametrize("command", ["verify", "verify 1", "export 1"])
def test_without_a_database_nothing_is_made(command: str, fenghuo: Fenghuo, tmp_path: Path) -> None:
    result = fenghuo(*command.split())
    assert result.status == 1
    assert "There is no database" in one_line(result)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["verify 99", "export 99", "verify 99 --json"])
def test_an_incident_that_is_not_there(command: str, fenghuo: Fenghuo, incident: int) -> None:
    result = fenghuo(*command.split())
    assert result.status == 1
    assert one_line(result) == "There is no incident #99."


def test_a_whole_past_is_said_to_be_whole_and_how_it_was_looked_at(fenghuo: Fenghuo, incident: int) -> None:
    one = fenghuo("verify", str(incident))
    assert one.status == 0
    assert one.out.startswith(f"✓ #{incident}: whole. The head of its chain: entry ")
    assert "offline" in one.out
    every = fenghuo("verify")
    assert every.status == 0
    assert "every timeline is whole" in every.out


def test_a_changed_past_is_named_with_its_first_broken_entry(fenghuo: Fenghuo, incident: int, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "fenghuo.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    changed = connection.execute("UPDATE entry SET payload = replace(payload, 'U00001', 'U00002') WHERE seq = 1")
    assert changed.rowcount == 1
    connection.commit()
    connection.close()
    result = fenghuo("verify", str(incident))
    assert result.status == 1
    assert result.out.startswith(f"✗ #{incident}, entry 1: its content was changed")
    as_json = fenghuo("verify", "--json")
    assert as_json.status == 1
    assert as_json.json["broken"] == [{"incident": incident, "seq": 1, "why": "content"}]


def test_the_review_as_markdown_on_standard_output(fenghuo: Fenghuo, incident: int) -> None:
    result = fenghuo("export", str(incident))
    assert result.status == 0
    assert result.out.startswith("# ")
    assert "门店异物投诉" in result.out
    assert "已联系门店" in result.out


def test_the_review_as_a_web_page_in_a_file(fenghuo: Fenghuo, incident: int, tmp_path: Path) -> None:
    result = fenghuo("export", str(incident), "--format", "html")
    assert result.status == 0
    path = tmp_path / result.out.strip()
    assert path.suffix == ".html"
    assert "已联系门店" in path.read_text(encoding="utf-8")


def test_the_review_goes_where_it_is_told(fenghuo: Fenghuo, incident: int, tmp_path: Path) -> None:
    assert fenghuo("export", str(incident), "--out", "review.md").out == "review.md\n"
    assert "已联系门店" in (tmp_path / "review.md").read_text(encoding="utf-8")
    assert "<html" in fenghuo("export", str(incident), "--format", "html", "--out", "-").out
    failed = fenghuo("export", str(incident), "--out", "nowhere/review.md")
    assert failed.status == 1
    assert one_line(failed).startswith("nowhere/review.md: ")


# ------------------------------------------------------------------------------------------------------------ processes


class Process:
    """A `fenghuo` of its own, ended at the end of the test."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        program = "from bot.cli import main; main()"
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=folder,
            env={**inherited, "PYTHONPATH": str(ROOT), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def read_until(self, last: str) -> str:
        """Standard output up to the line that is ``last``."""
        assert self.process.stdout is not None
        said = ""
        while not said.endswith(f"{last}\n"):
            line = self.process.stdout.readline()
            assert line, f"ended early: {said} {self.process.communicate()}"
            said += line
        return said

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)
        return self.process.returncode

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *unused: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def test_the_workspace_alone_serves_any_app(tmp_path: Path) -> None:
    app = {"features": {"slash_commands": [{"command": "/other"}], "bot_user": {"display_name": "other"}}}
    (tmp_path / "app.json").write_text(json.dumps(app))
    with Process(tmp_path, "workspace", "--port", "0", "--manifest", "app.json", "--json") as process:
        given = json.loads(process.read_until("}"))
        assert given["url"].startswith("http://127.0.0.1:")

        async def who() -> str:
            client = AsyncWebClient(given["SLACK_BOT_TOKEN"], given["SLACK_API_URL"])
            client.proxy = None
            return str((await client.auth_test())["user"])

        assert asyncio.run(who()) == "other"
        assert process.stop() == 0


def test_a_taken_port_is_one_line(tmp_path: Path, fenghuo: Fenghuo) -> None:
    with Process(tmp_path, "workspace", "--port", "0", "--json") as process:
        port = json.loads(process.read_until("}"))["url"].rpartition(":")[2]
        with Process(tmp_path, "workspace", "--port", port) as second:
            _, said = second.process.communicate(timeout=30)
            assert second.process.returncode == 1
            assert said.startswith(f"Port {port} cannot be listened on")
            assert said.count("\n") == 1


@pytest.mark.slow
def test_the_bot_runs_against_the_workspace_and_ends_on_a_signal(tmp_path: Path) -> None:
    with Process(tmp_path, "workspace", "--port", "0", "--json") as workspace:
        given = json.loads(workspace.read_until("}"))
        given.pop("url")
        settings = {**given, "FENGHUO_LISTEN": "127.0.0.1:0", "FENGHUO_ALERT_TOKEN": "alert-token-1"}
        with Process(tmp_path, "run", **settings) as bot:
            assert bot.process.stderr is not None
            seen = ""
            deadline = time.monotonic() + 30
            while '"connected"' not in seen and time.monotonic() < deadline:
                line = bot.process.stderr.readline()
                assert line, seen
                seen += line
            assert all(isinstance(json.loads(line), dict) for line in seen.splitlines())
            for secret in (given["SLACK_BOT_TOKEN"], given["SLACK_APP_TOKEN"], "alert-token-1"):
                assert secret not in seen
            assert bot.stop() == 0
    assert (tmp_path / "fenghuo.db").exists()


@pytest.mark.slow
def test_an_address_that_is_taken_ends_the_bot_and_is_named(tmp_path: Path) -> None:
    with Process(tmp_path, "workspace", "--port", "0", "--json") as workspace:
        given = json.loads(workspace.read_until("}"))
        taken = given.pop("url").removeprefix("http://")
        with Process(tmp_path, "run", FENGHUO_LISTEN=taken, **given) as bot:
            _, said = bot.process.communicate(timeout=60)
            assert bot.process.returncode == 1
            assert [
                line for line in said.splitlines() if line.startswith(f"FENGHUO_LISTEN: {taken} cannot be listened")
            ]
