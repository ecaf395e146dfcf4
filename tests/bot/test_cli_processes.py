"""`fenghuo` as processes: what serves, an address that is taken, a signal."""

import asyncio
import json
import time
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.terminal import Fenghuo, Process


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
