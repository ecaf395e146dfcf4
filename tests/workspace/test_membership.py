"""conversations.close, open, mark, leave; which scope which kind of conversation wants; opaque cursors."""

import base64
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, INSTALL, LIN, ZHOU, refused
from workspace import Timer, Workspace
from workspace.memory import channels

NARROW = frozenset({"channels:read", "channels:manage", "channels:history", "channels:join", "chat:write", "im:write"})


@pytest.fixture
async def narrow(timer: Timer) -> AsyncIterator[AsyncWebClient]:
    """The client of an app that may do things in public channels only."""
    install = replace(INSTALL, scopes=NARROW, starting_channels=("general",))
    async with Workspace(clock=timer.time, timer=timer, apps=[install]) as workspace:
        secret = channels.create(workspace.state, "secret", LIN, private=True)
        channels.join(workspace.state, secret, workspace.state.find_user("Beacon").id)
        yield AsyncWebClient(token=install.bot_token, base_url=workspace.api_url, retry_handlers=[])


async def test_each_kind_of_conversation_wants_its_own_scope(narrow: AsyncWebClient) -> None:
    secret = "C00003LOC"
    for call, needed in (
        (narrow.conversations_list(types="public_channel,private_channel"), "groups:read"),
        (narrow.conversations_info(channel=secret), "groups:read"),
        (narrow.conversations_members(channel=secret), "groups:read"),
        (narrow.conversations_history(channel=secret), "groups:history"),
        (narrow.conversations_setTopic(channel=secret, topic="t"), "groups:write"),
        (narrow.conversations_invite(channel=secret, users=LIN), "groups:write"),
        (narrow.conversations_create(name="other", is_private=True), "groups:write"),
        (narrow.conversations_open(users=f"{LIN},{ZHOU}"), "mpim:write"),
    ):
        body = await refused(call, "missing_scope")
        assert body["needed"] == needed
        assert "channels:read" in body["provided"]
    assert (await narrow.conversations_list())["channels"]
    assert (await narrow.conversations_history(channel=GENERAL))["ok"]
    assert (await narrow.conversations_open(users=LIN))["ok"]


async def test_a_direct_message_is_put_away_and_taken_up_again(client: AsyncWebClient) -> None:
    one = (await client.conversations_open(users=LIN))["channel"]["id"]
    await client.conversations_close(channel=one)
    assert (await client.conversations_close(channel=one))["already_closed"] is True
    assert (await client.conversations_info(channel=one))["channel"]["is_open"] is False
    again = await client.conversations_open(users=LIN, return_im=True)
    assert (again["channel"]["id"], again["channel"]["is_open"]) == (one, True)
    assert "already_open" not in again.data
    await refused(client.conversations_close(channel=GENERAL), "method_not_supported_for_channel_type")


async def test_how_far_the_bot_has_read(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    posted = (await client.chat_postMessage(channel=GENERAL, text="x"))["ts"]
    await client.conversations_mark(channel=GENERAL, ts=posted)
    assert (await client.conversations_info(channel=GENERAL))["channel"]["last_read"] == posted


async def test_the_last_one_stays_in_a_private_channel(client: AsyncWebClient) -> None:
    alone = (await client.conversations_create(name="alone", is_private=True))["channel"]["id"]
    await refused(client.conversations_leave(channel=alone), "last_member")


async def test_cursors_say_nothing_to_an_app(client: AsyncWebClient) -> None:
    page = await client.users_list(limit=2)
    cursor = page["response_metadata"]["next_cursor"]
    assert base64.b64decode(cursor, validate=True)
    assert (await client.users_list(limit=2, cursor=cursor))["members"][0]["id"] != page["members"][0]["id"]
    for wrong in ("next-2=", base64.b64encode(b"other:2").decode(), "x"):
        await refused(client.users_list(cursor=wrong), "invalid_cursor")


async def test_another_name_and_picture(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="x", username="Ecto", icon_emoji=":ghost:")
    message = posted["message"]
    assert (message["subtype"], message["username"], message["icons"]) == ("bot_message", "Ecto", {"emoji": ":ghost:"})
    assert "user" not in message
    assert message["bot_id"]


async def test_handles_become_references_when_asked(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="@lin.xiao in #incidents", link_names=True)
    assert posted["message"]["text"] == f"<@{LIN}> in <#C00002LOC|incidents>"
    plainly = await client.chat_postMessage(channel=GENERAL, text="@lin.xiao")
    assert plainly["message"]["text"] == "@lin.xiao"
