"""`fenghuo check`: each thing that can be wrong is found, with how to mend it. Slack is the local workspace."""

import os
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.check import check, settings_are_wrong
from bot.checks.findings import Finding, State
from bot.drills.shelf import FOLDER, Shelf
from bot.settings.settings import Settings, SettingsError
from bot.slack.manifest import manifest
from bot.slack.scopes import SCOPES
from crisis.language import Language
from storage.migrate import head, migrate
from workspace import Workspace
from workspace.apps.manifests import app_of

INSTALL = app_of(manifest(Settings()))


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with Workspace(apps=[INSTALL]) as made:
        yield made


def as_bot(workspace: Workspace) -> AsyncWebClient:
    """The bot's own client, for what the bot would have done."""
    client = AsyncWebClient(INSTALL.bot_token, workspace.api_url)
    client.proxy = None
    return client


def settings_for(api_url: str, folder: Path, **more: Any) -> Settings:
    given = {
        "slack_bot_token": SecretStr(INSTALL.bot_token),
        "slack_app_token": SecretStr(INSTALL.app_token),
        "slack_api_url": api_url,
        "database_url": f"sqlite:///{folder}/fenghuo.db",
        "alert_token": SecretStr("alert-token"),
        **more,
    }
    return Settings(**given)


async def findings(api_url: str, folder: Path, **more: Any) -> dict[str, Finding]:
    found = await check(settings_for(api_url, folder, **more))
    for finding in found:
        # Each can be said in both languages, and each bad one says how it is mended.
        assert all(finding.say(language) for language in Language)
        assert (finding.mend is not None) == (finding.state is State.BAD)
    return {finding.name: finding for finding in found}


def said(finding: Finding) -> str:
    return finding.say(Language.ENGLISH)


async def test_when_all_is_well_nothing_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/fenghuo.db")
    await as_bot(workspace).conversations_join(channel=workspace.state.find_channel("incidents").id)
    found = await findings(workspace.api_url, tmp_path)
    assert [name for name, finding in found.items() if finding.state is State.BAD] == []
    for name in ("settings", "token", "way-in", "channel", "database", "policy", "alerts"):
        assert found[name].state is State.GOOD, name
    assert said(found["token"]) == f"fenghuo in {workspace.state.team.name}"
    assert head() in said(found["database"])


async def test_nothing_is_changed_by_looking(workspace: Workspace, tmp_path: Path) -> None:
    before = set(workspace.state.channels)
    await findings(workspace.api_url, tmp_path, updates_channel="nowhere")
    assert set(workspace.state.channels) == before
    assert os.listdir(tmp_path) == []


# ---------------------------------------------------------------------------------------------------------------- slack


async def test_a_wrong_token_is_bad_and_what_depends_on_it_is_not_looked_at(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = await findings(workspace.api_url, tmp_path, slack_bot_token=SecretStr("xoxb-of-another"))
    assert found["token"].state is State.BAD
    assert "invalid_auth" in said(found["token"])
    assert found["channel"].state is found["scopes"].state is State.OPEN
    assert found["way-in"].state is State.GOOD


async def test_a_missing_token_says_where_to_get_one(workspace: Workspace, tmp_path: Path) -> None:
    found = await findings(workspace.api_url, tmp_path, slack_bot_token=None)
    assert found["token"].state is State.BAD
    assert found["token"].mend is not None
    assert "fenghuo manifest" in found["token"].mend.en


async def test_a_wrong_app_token_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    found = await findings(workspace.api_url, tmp_path, slack_app_token=SecretStr("xapp-of-another"))
    assert found["way-in"].state is State.BAD
    assert found["token"].state is State.GOOD


async def test_over_http_a_signing_secret_is_wanted(workspace: Workspace, tmp_path: Path) -> None:
    without = await findings(workspace.api_url, tmp_path, slack_app_token=None)
    assert without["way-in"].state is State.BAD
    given = await findings(workspace.api_url, tmp_path, slack_app_token=None, slack_signing_secret=SecretStr("s1gn"))
    assert given["way-in"].state is State.OPEN


async def test_a_slack_that_does_not_answer_is_bad(unused_tcp_port: int, tmp_path: Path) -> None:
    found = await findings(f"http://127.0.0.1:{unused_tcp_port}/api/", tmp_path)
    assert found["token"].state is State.BAD
    assert str(unused_tcp_port) in said(found["token"])


async def test_a_proxy_of_the_environment_is_not_used_for_the_local_workspace(
    workspace: Workspace, tmp_path: Path, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_tcp_port}")
    found = await findings(workspace.api_url, tmp_path)
    assert found["token"].state is State.GOOD


async def test_the_updates_channel_there_joined_and_fit(workspace: Workspace, tmp_path: Path) -> None:
    async def channel(name: str = "incidents") -> Finding:
        return (await findings(workspace.api_url, tmp_path, updates_channel=name))["channel"]

    assert (await channel()).state is State.OPEN
    assert "joins it" in said(await channel())
    assert "makes it" in said(await channel("crisis"))
    incidents = workspace.state.find_channel("incidents").id
    await as_bot(workspace).conversations_join(channel=incidents)
    assert (await channel()).state is State.GOOD
    await as_bot(workspace).conversations_archive(channel=incidents)
    assert (await channel()).state is State.BAD


async def test_a_private_updates_channel_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    await as_bot(workspace).conversations_create(name="crisis", is_private=True)
    found = await findings(workspace.api_url, tmp_path, updates_channel="crisis")
    assert found["channel"].state is State.BAD


async def test_people_of_the_team_who_are_not_in_the_workspace_are_named(workspace: Workspace, tmp_path: Path) -> None:
    somebody = workspace.people[0]
    policy = tmp_path / "policy.yaml"
    policy.write_text(f"team: [{{user: {somebody.id}}}, {{user: nobody@example.com}}]", encoding="utf-8")
    found = await findings(workspace.api_url, tmp_path, policy=policy)
    assert found["team"].state is State.BAD
    assert said(found["team"]).endswith(": nobody@example.com")
    policy.write_text(f"team: [{{user: {somebody.id}}}]", encoding="utf-8")
    assert (await findings(workspace.api_url, tmp_path, policy=policy))["team"].state is State.GOOD
    policy.write_text(f"levels: [[{somebody.id}], [boss@example.com]]", encoding="utf-8")
    assert said((await findings(workspace.api_url, tmp_path, policy=policy))["team"]).endswith(": boss@example.com")


async def test_user_groups_of_the_policy_that_are_not_there_are_named(workspace: Workspace, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("groups: [{group: crisis-desk}, {group: law}]", encoding="utf-8")
    workspace.add_usergroup("crisis-desk", "Crisis desk", [])
    found = (await findings(workspace.api_url, tmp_path, policy=policy))["groups"]
    assert found.state is State.BAD
    assert said(found) == "there is no user group: law. There are: crisis-desk"
    workspace.add_usergroup("law", "Law", [])
    assert (await findings(workspace.api_url, tmp_path, policy=policy))["groups"].state is State.GOOD


class FakeSlack:
    """Slack as far as it says which scopes a token has; ``held`` None: it does not say."""

    def __init__(self, held: str | None) -> None:
        self._held = held
        self.url = ""

    async def __aenter__(self) -> "FakeSlack":
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(self, *unused: object) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        headers = {} if self._held is None else {"X-OAuth-Scopes": self._held}
        body = {"ok": True, "user": "bot", "team": "T", "channels": [], "members": [], "url": "ws://127.0.0.1/"}
        return web.json_response(body, headers=headers)


async def test_missing_scopes_are_named_with_what_does_not_work_without_them(tmp_path: Path) -> None:
    held = ",".join(scope for scope in SCOPES if scope not in ("pins:write", "im:write"))
    async with FakeSlack(held) as slack:
        scopes = (await findings(slack.url, tmp_path))["scopes"]
    assert scopes.state is State.BAD
    assert said(scopes).startswith(
        "missing: im:write (needed for direct messages: offers, tasks, updates, digests); pins:write"
    )
    assert "置顶看板" in scopes.say(Language.CHINESE)


async def test_all_scopes_or_none_said(tmp_path: Path) -> None:
    async with FakeSlack(", ".join([*SCOPES, "files:read"])) as slack:
        assert (await findings(slack.url, tmp_path))["scopes"].state is State.GOOD
    async with FakeSlack(None) as slack:
        assert (await findings(slack.url, tmp_path))["scopes"].state is State.OPEN


# ------------------------------------------------------------------------------------------- database, policy, settings


async def database(workspace: Workspace, folder: Path, **more: Any) -> Finding:
    return (await findings(workspace.api_url, folder, **more))["database"]


async def test_a_database_that_is_not_there_yet_is_no_fault(workspace: Workspace, tmp_path: Path) -> None:
    found = await database(workspace, tmp_path)
    assert found.state is State.OPEN
    assert "makes it" in said(found)


async def test_a_database_of_a_newer_version_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/fenghuo.db")
    with sqlite3.connect(tmp_path / "fenghuo.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    found = await database(workspace, tmp_path)
    assert found.state is State.BAD
    assert "9999" in said(found)


async def test_what_is_no_database_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "fenghuo.db").write_text("this is a letter, not a database\n" * 200)
    found = await database(workspace, tmp_path)
    assert found.state is State.BAD
    assert "not a database" in said(found)


async def test_a_folder_that_is_not_there_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    found = await database(workspace, tmp_path / "nowhere")
    assert found.state is State.BAD
    assert str(tmp_path / "nowhere") in said(found)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_database_that_may_not_be_written_is_bad(workspace: Workspace, tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/fenghuo.db")
    (tmp_path / "fenghuo.db").chmod(0o400)
    assert (await database(workspace, tmp_path)).state is State.BAD


async def test_a_database_of_another_kind_is_bad_and_its_password_hidden(workspace: Workspace, tmp_path: Path) -> None:
    found = await database(workspace, tmp_path, database_url="postgresql://me:hidden@host/name")
    assert found.state is State.BAD
    assert "hidden" not in said(found)


async def test_a_wrong_policy_is_bad_with_line_and_field(workspace: Workspace, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("team:\n  - user: U00001\n    roles: [speaker]\n", encoding="utf-8")
    found = await findings(workspace.api_url, tmp_path, policy=policy)
    assert found["policy"].state is State.BAD
    assert f"{policy}:3: team[0].roles[0]: no role “speaker”" in said(found["policy"])


async def test_the_names_that_are_watched_for_are_said(workspace: Workspace, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("watch: [{name: 美的}, {name: 康师傅}]\n", encoding="utf-8")
    found = await findings(workspace.api_url, tmp_path, policy=policy)
    assert found["policy"].state is State.GOOD
    assert found["watch"].state is State.GOOD
    assert "2 entries: 美的, 康师傅" in said(found["watch"])


async def test_without_an_alert_token_it_says_that_no_alert_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    found = await findings(workspace.api_url, tmp_path, alert_token=None)
    assert found["alerts"].state is State.OPEN


async def test_it_says_how_each_source_of_alerts_is_let_in(workspace: Workspace, tmp_path: Path) -> None:
    found = await findings(workspace.api_url, tmp_path)
    assert "grafana" in said(found["alerts"])
    assert "sentry" not in said(found["alerts"])
    assert "FENGHUO_SECRET_SENTRY" in said(found["alerts:sentry"])
    found = await findings(workspace.api_url, tmp_path, secret_sentry="a,b", secret_grafana="c")
    assert said(found["signatures"]).startswith("grafana, sentry: ")
    assert "grafana" not in said(found["alerts"])
    assert "alerts:sentry" not in found
    assert not any(secret in said(each) for each in found.values() for secret in ("a,b", "=c"))


async def test_drills_are_counted_and_each_broken_one_is_named_with_its_reason(
    workspace: Workspace, tmp_path: Path
) -> None:
    ours = len(Shelf().names())
    found = await findings(workspace.api_url, tmp_path)
    assert found["drills"].state is State.GOOD
    assert said(found["drills"]).startswith(f"{ours} that come with Fenghuo")

    folder = tmp_path / "drills"
    folder.mkdir()
    good = (FOLDER / "blank.yaml").read_text(encoding="utf-8").replace("name: blank", "name: kettle")
    (folder / "kettle.yaml").write_text(good, encoding="utf-8")
    (folder / "pot.yaml").write_text(good.replace("severity: SEV", "severity: {x}SEV"), encoding="utf-8")
    found = await findings(workspace.api_url, tmp_path, drills=folder)
    assert said(found["drills"]) == f"{folder}: 1 of your own, {ours} that come with Fenghuo"
    assert found["drills"].say(Language.CHINESE) == f"{folder}：自有 1 个，内置 {ours} 个"
    broken = found["drill:pot"]
    assert broken.state is State.BAD
    for language, words in ((Language.ENGLISH, "no YAML"), (Language.CHINESE, "YAML")):
        assert f"{folder / 'pot.yaml'}:" in broken.say(language)
        assert words in broken.say(language)


def test_wrong_settings_are_the_one_bad_finding() -> None:
    first, *rest = settings_are_wrong(SettingsError("FENGHUO_LISTEN (environment): “{x}” is no address"))
    assert first.state is State.BAD
    assert said(first) == "FENGHUO_LISTEN (environment): “{x}” is no address"
    assert {finding.state for finding in rest} == {State.OPEN}


async def test_channels_to_listen_to_are_looked_for(workspace: Workspace, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    names = ("incidents", "general", "nowhere")
    policy.write_text("listen:\n" + "".join(f"  - channel: {name}\n" for name in names), encoding="utf-8")
    await as_bot(workspace).conversations_join(channel=workspace.state.find_channel("incidents").id)
    found = [
        each for each in await check(settings_for(workspace.api_url, tmp_path, policy=policy)) if each.name == "listen"
    ]
    assert [each.state for each in found] == [State.GOOD, State.OPEN, State.BAD]
    assert ["#incidents" in said(found[0]), "#general" in said(found[1]), "#nowhere" in said(found[2])] == [True] * 3
