"""The app manifest: what the bot uses, no more and no less, within Slack's limits."""

import re
from typing import Any

import pytest
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings.settings import Settings, WrongValue
from bot.slack.manifest import manifest
from crisis.language import Language
from handlers.features import FEATURES
from workspace import Workspace
from workspace.apps.manifests import NotAManifest, app_of


def of(language: Language = Language.ENGLISH, http: str | None = None, command: str = "/incident") -> dict[str, Any]:
    return manifest(Settings(language=language, command=command), http)


def test_every_shortcut_of_the_features_is_in_it_and_no_other() -> None:
    made = of()["features"]["shortcuts"]
    assert {each["callback_id"] for each in made} == {name for feature in FEATURES for name in feature.shortcuts}
    assert {each["type"] for each in made} == {"message"}


def test_the_command_is_the_configured_one() -> None:
    (command,) = of(command="/事件")["features"]["slash_commands"]
    assert command["command"] == "/事件"
    assert command["should_escape"] is True
    assert command["usage_hint"]
    assert "url" not in command


def test_socket_mode_needs_no_address() -> None:
    settings = of()["settings"]
    assert settings["socket_mode_enabled"] is True
    assert "request_url" not in settings["event_subscriptions"]
    assert settings["interactivity"] == {"is_enabled": True}


@pytest.mark.parametrize(
    "address", ["https://bot.example.com", "https://bot.example.com/", "https://bot.example.com/slack/events"]
)
def test_over_http_everything_goes_to_one_address(address: str) -> None:
    made = of(http=address)
    wanted = "https://bot.example.com/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == wanted
    assert made["settings"]["interactivity"]["request_url"] == wanted
    assert made["features"]["slash_commands"][0]["url"] == wanted


@pytest.mark.parametrize(
    "address", ["", "bot.example.com", "http://bot.example.com", "https://", "https://a b", "https://a/?x"]
)
def test_an_address_that_slack_cannot_reach_is_refused(address: str) -> None:
    with pytest.raises(WrongValue, match=re.escape("https://bot.example.com")):
        of(http=address)


def test_it_is_in_the_teams_language() -> None:
    english, chinese = of(Language.ENGLISH), of(Language.CHINESE)
    assert english["display_information"]["name"] == "Fenghuo"
    assert chinese["display_information"]["name"] == "烽火"
    assert [each["name"] for each in chinese["features"]["shortcuts"]] == [
        "开启事件",
        "记入时间线",
        "记为任务",
        "读入帖文文件",
        "记为决策",
        "添加为提及",
    ]


@pytest.mark.parametrize("language", list(Language))
def test_it_keeps_slacks_limits(language: Language) -> None:
    made = of(language)
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


async def test_the_local_workspace_installs_it() -> None:
    """An app made of it has its bot, its command and its scopes."""
    install = app_of(of(Language.CHINESE))
    async with Workspace(apps=[install]) as workspace:
        client = AsyncWebClient(install.bot_token, workspace.api_url)
        client.proxy = None
        assert (await client.auth_test())["user"] == "fenghuo"
        await client.users_list()
    assert [command.command for command in install.commands] == ["/incident"]
    assert install.request_url is None
    assert "chat:write" in (install.scopes or ())
    assert "canvases:write" not in (install.scopes or ())


def test_over_http_the_local_workspace_sends_to_its_address() -> None:
    assert app_of(of(http="http://127.0.0.1:8080")).request_url == "http://127.0.0.1:8080/slack/events"


@pytest.mark.parametrize(
    "value",
    [
        [],
        "app",
        {"features": []},
        {"features": {"slash_commands": {}}},
        {"features": {"shortcuts": ["open"]}},
        {"features": {"shortcuts": [{"callback_id": "a", "type": "button"}]}},
    ],
)
def test_what_is_no_manifest_is_refused(value: Any) -> None:
    with pytest.raises(NotAManifest):
        app_of(value)


def test_the_token_is_not_in_it() -> None:
    made = manifest(Settings(slack_bot_token=SecretStr("xoxb-secret")))
    assert "secret" not in str(made)
