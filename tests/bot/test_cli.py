"""`fenghuo` from outside: results on standard output, one line for what went wrong, the exit status."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import PORT
from bot.commandline import texts
from bot.demo import options
from crisis.language import Text
from storage.ledger import Fault
from tests.bot.terminal import Fenghuo, Result, one_line

ROOT = Path(__file__).parents[2]

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
