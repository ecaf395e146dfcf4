"""`fenghuo workspace`: any Slack app is let in, by its manifest or without one."""

import asyncio
import json
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.terminal import Process

YAML = """
display_information:
  name: Second helper
features:
  bot_user: {display_name: second}
  slash_commands:
    - {command: /second, description: Ask, url: "https://elsewhere.example/slack"}
oauth_config:
  scopes: {bot: [chat:write]}
"""


async def who(given: dict[str, str]) -> dict[str, Any]:
    client = AsyncWebClient(given["SLACK_BOT_TOKEN"], given["SLACK_API_URL"])
    client.proxy = None
    return dict((await client.auth_test()).data)


def test_several_apps_by_their_manifests_in_json_and_yaml(tmp_path: Path) -> None:
    (tmp_path / "first.json").write_text(json.dumps({"display_information": {"name": "First"}}))
    (tmp_path / "second.yaml").write_text(YAML)
    files = ("--manifest", "first.json", "--manifest", "second.yaml")
    with Process(tmp_path, "workspace", "--port", "0", *files, "--json") as process:
        given = json.loads(process.read_until("]\n}"))
        first, second = given["apps"]
        assert first["SLACK_BOT_TOKEN"] == given["SLACK_BOT_TOKEN"] != second["SLACK_BOT_TOKEN"]
        assert first["SLACK_APP_TOKEN"] != second["SLACK_APP_TOKEN"]
        assert (asyncio.run(who(first))["user"], asyncio.run(who(second))["user"]) == ("first", "second")
        assert process.stop() == 0


def test_without_a_manifest_an_app_gets_every_command_and_event_and_time_can_be_driven(tmp_path: Path) -> None:
    with Process(tmp_path, "workspace", "--port", "0", "--json") as process:
        given = json.loads(process.read_until("}"))

        async def tried() -> list[str]:
            page = f"{given['url']}/page/"
            async with aiohttp.ClientSession() as session:
                opened = f"{given['SLACK_API_URL']}apps.connections.open"
                async with session.post(opened, headers=_bearer(given["SLACK_APP_TOKEN"])) as answer:
                    address = (await answer.json())["url"]
                async with session.get(f"{page}state") as answer:
                    state = await answer.json()
                channel = next(each["id"] for each in state["channels"] if each["name"] == "general")
                async with session.ws_connect(address) as socket:
                    assert (await socket.receive_json())["type"] == "hello"
                    say = {"as": state["me"], "channel": channel}
                    kinds = []
                    for text in ("hello", "/anything at all"):
                        asked = asyncio.create_task(_post(session, f"{page}say", {**say, "text": text}))
                        envelope = await socket.receive_json(timeout=5)
                        kinds.append(envelope["type"])
                        await socket.send_json({"envelope_id": envelope["envelope_id"]})
                        assert (await asked)["ok"]
                faster = await _post(session, f"{given['url']}/control/time", {"speed": 60})
                assert (faster["drivable"], faster["speed"]) == (True, 60)
                return kinds

        assert asyncio.run(tried()) == ["events_api", "slash_commands"]
        assert process.stop() == 0


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def _post(session: aiohttp.ClientSession, url: str, body: dict[str, Any]) -> dict[str, Any]:
    async with session.post(url, json=body) as answer:
        found: dict[str, Any] = await answer.json()
        return found


def test_what_cannot_be_installed_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("features: [")
    for arguments, said in (
        (("--manifest", "odd.yaml"), "odd.yaml: this is no Slack app manifest"),
        (("--request-url", "https://bot.example.com/"), "nothing goes from here to another host"),
    ):
        with Process(tmp_path, "workspace", "--port", "0", *arguments) as process:
            _, complained = process.process.communicate(timeout=30)
            assert process.process.returncode == 1
            assert said in complained
            assert complained.count("\n") == 1
