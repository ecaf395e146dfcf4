"""Arguments, tokens and the log of the Web API, as real clients send them."""

import asyncio
import json
from dataclasses import replace

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, GENERAL, INSTALL, LIN, START, refused, section
from workspace import Workspace
from workspace.methods import METHODS


async def test_the_bot_learns_who_it_is(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == BOT
    assert answer["team_id"] == "T00001LOC"
    assert answer["bot_id"] == "B00001LOC"


async def test_the_synchronous_client_works_the_same(workspace: Workspace) -> None:
    client = WebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    posted = await asyncio.to_thread(client.chat_postMessage, channel=GENERAL, text="hello")
    listed = await asyncio.to_thread(client.conversations_list)
    assert posted["message"]["text"] == "hello"
    assert [channel["name"] for channel in listed["channels"]] == ["general", "incidents"]


@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_arguments_come_by_query_on_both_verbs(
    workspace: Workspace, session: aiohttp.ClientSession, verb: str
) -> None:
    where = {"token": INSTALL.bot_token, "channel": GENERAL}
    async with session.request(verb, f"{workspace.api_url}conversations.info", params=where) as answer:
        assert (await answer.json())["channel"]["name"] == "general"


async def test_arguments_come_as_a_form_with_blocks_as_text(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    form = {"token": INSTALL.bot_token, "channel": GENERAL, "blocks": json.dumps([section("hi")])}
    async with session.post(f"{workspace.api_url}chat.postMessage", data=form) as answer:
        body = await answer.json()
    assert body["message"]["blocks"][0]["text"]["text"] == "hi"
    assert body["message"]["blocks"][0]["block_id"]


async def test_query_form_and_json_are_merged(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    headers = {"Authorization": f"Bearer {INSTALL.bot_token}"}
    address = f"{workspace.api_url}chat.postMessage?channel={GENERAL}"
    async with session.post(address, json={"text": "both"}, headers=headers) as answer:
        assert (await answer.json())["channel"] == GENERAL


@pytest.mark.parametrize(
    ("content_type", "body", "warning"),
    [
        ("application/json", b'{"channel": "C00001LOC"}', "missing_charset"),
        ("application/json; charset=utf-8", b'{"channel": "C00001LOC"}', None),
        ("application/x-www-form-urlencoded; charset=utf-8", b"channel=C00001LOC", "superfluous_charset"),
        ("application/x-www-form-urlencoded", b"channel=C00001LOC", None),
    ],
)
async def test_a_charset_too_few_or_too_many_is_said(
    workspace: Workspace, session: aiohttp.ClientSession, content_type: str, body: bytes, warning: str | None
) -> None:
    headers = {"Authorization": f"Bearer {INSTALL.bot_token}", "Content-Type": content_type}
    for method, is_ok in (("conversations.info", True), ("pins.remove", False)):
        async with session.post(f"{workspace.api_url}{method}", data=body, headers=headers) as answer:
            said = await answer.json()
        assert said["ok"] is is_ok
        assert said.get("warning") == warning
        assert said.get("response_metadata", {}).get("warnings") == (warning and [warning])
    assert [each.answer and each.answer.get("warning") for each in workspace.calls] == [warning, warning]


async def test_without_a_token(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    async with session.post(f"{workspace.api_url}auth.test") as answer:
        assert answer.status == 200
        assert await answer.json() == {"ok": False, "error": "not_authed"}


async def test_with_a_wrong_token(workspace: Workspace) -> None:
    await refused(AsyncWebClient(token="xoxb-other", base_url=workspace.api_url).auth_test(), "invalid_auth")


async def test_an_app_token_opens_connections_and_nothing_else(workspace: Workspace) -> None:
    by_app = AsyncWebClient(token=INSTALL.app_token, base_url=workspace.api_url)
    await refused(by_app.chat_postMessage(channel=GENERAL, text="x"), "not_allowed_token_type")
    by_bot = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    await refused(by_bot.apps_connections_open(app_token=INSTALL.bot_token), "not_allowed_token_type")


async def test_an_unknown_method_is_answered_with_status_200(client: AsyncWebClient) -> None:
    await refused(client.api_call("chat.sing"), "unknown_method")


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    body = await refused(client.api_call("conversations.info"), "invalid_arguments")
    assert "channel" in body["response_metadata"]["messages"][0]


async def test_a_body_that_is_no_json_is_refused(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    async with session.post(f"{workspace.api_url}auth.test", data="{", headers=headers) as answer:
        assert (await answer.json())["error"] == "invalid_json"


async def test_scopes_are_enforced_when_the_app_names_its_own() -> None:
    narrow = replace(INSTALL, scopes=frozenset({"channels:read"}))
    async with Workspace(apps=[narrow]) as workspace:
        client = AsyncWebClient(token=narrow.bot_token, base_url=workspace.api_url)
        body = await refused(client.chat_postMessage(channel=GENERAL, text="x"), "missing_scope")
        assert (body["needed"], body["provided"]) == ("chat:write", "channels:read")
        assert (await client.conversations_list())["ok"]


async def test_each_app_is_known_by_its_token() -> None:
    other = replace(INSTALL, app_id="A00002LOC", name="Other", bot_token="xoxb-two", app_token="xapp-two")
    async with Workspace(apps=[INSTALL, other]) as workspace:
        answer = await AsyncWebClient(token="xoxb-two", base_url=workspace.api_url).auth_test()
        assert answer["user"] == "other"
        assert answer["user_id"] != BOT


async def test_every_call_is_logged_with_its_outcome(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=GENERAL, text="x")
    await refused(client.chat_postMessage(channel="C99999LOC", text="y"), "channel_not_found")
    good, bad = workspace.calls.where("chat.*")
    assert (good.ok, good.arguments["text"], good.app) == (True, "x", INSTALL.app_id)
    assert (bad.ok, bad.error) == (False, "channel_not_found")
    assert good.ended is not None
    assert good.ended >= good.started
    assert workspace.calls.where("chat.postMessage", channel=GENERAL) == [good]
    assert workspace.calls.where(ok=False) == [bad]


async def test_the_same_start_gives_the_same_identifiers() -> None:
    first, second = Workspace(apps=[INSTALL]), Workspace(apps=[INSTALL])
    assert list(first.state.users) == list(second.state.users)
    assert list(first.state.channels) == list(second.state.channels)
    assert all(9 <= len(each) <= 11 for each in (*first.state.users, *first.state.channels))


async def test_the_scopes_are_in_a_header(client: AsyncWebClient) -> None:
    assert "chat:write.public" in (await client.auth_test()).headers["X-OAuth-Scopes"].split(",")


async def test_the_server_stays_on_this_machine() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await Workspace(apps=[INSTALL]).start("0.0.0.0")


ARGUMENTS = """
channel channel_id user users user_id name ts timestamp text blocks attachments metadata view view_id trigger_id files
cursor limit oldest latest types title link type bookmark_id canvas_id changes document_content criteria length filename
post_at thread_ts email usergroup topic purpose message_ts include_locale force bot hash file
""".split()
VALUES = (
    st.sampled_from([GENERAL, LIN, BOT, "", "x", "1.2", "[]", "{}", "[1]", "-1", "0", "ü.名"])
    | st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.lists(st.sampled_from(["x", 1, None, LIN]), max_size=2)
    | st.dictionaries(st.sampled_from(["type", "text", "id", "blocks", "operation"]), st.sampled_from(["x", 1, []]))
)
METHODS_ASKED_FOR = """
auth.test apps.connections.open conversations.create conversations.list conversations.info conversations.join
conversations.invite conversations.kick conversations.members conversations.history conversations.replies
conversations.open conversations.rename conversations.archive conversations.unarchive conversations.setTopic
conversations.setPurpose chat.postMessage chat.postEphemeral chat.update chat.delete chat.getPermalink
chat.scheduleMessage pins.add pins.remove pins.list bookmarks.add bookmarks.edit bookmarks.list reactions.add
reactions.remove reactions.get users.list users.info users.lookupByEmail users.conversations usergroups.list
usergroups.users.list views.open views.push views.update views.publish files.getUploadURLExternal
files.completeUploadExternal files.info team.info dnd.info canvases.create canvases.edit
""".split()


@given(name=st.sampled_from(sorted(METHODS)), values=st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=6))
def test_no_argument_breaks_a_method(name: str, values: dict[str, object]) -> None:
    """Whatever comes, the answer is one of Slack's: nothing but a `SlackError` leaves a method."""
    workspace = Workspace(clock=lambda: START, apps=[replace(INSTALL, starting_channels=("general",))])
    token = INSTALL.app_token if METHODS[name].app_token else INSTALL.bot_token
    answer = workspace.answer(name, values, token)
    assert answer["ok"] or isinstance(answer["error"], str)
    json.dumps(answer)


def test_all_that_was_asked_for_is_there() -> None:
    assert set(METHODS_ASKED_FOR) <= set(METHODS)
