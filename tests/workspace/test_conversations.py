"""conversations.*: names, membership, topic, archive, paging."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, GENERAL, INCIDENTS, LIN, MAYA, ZHOU, refused
from workspace import Workspace


async def create(client: AsyncWebClient, name: str = "事件-1", **more: bool) -> str:
    channel_id: str = (await client.conversations_create(name=name, **more))["channel"]["id"]
    return channel_id


async def test_a_new_channel_has_its_creator_in_it(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="inc-0001-订单系统"))["channel"]
    assert channel["name"] == "inc-0001-订单系统"
    assert channel["is_member"]
    assert not channel["is_private"]
    assert (await client.conversations_members(channel=channel["id"]))["members"] == [BOT]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Incident", "invalid_name_specials"),
        ("in cident", "invalid_name_specials"),
        ("in.cident", "invalid_name_specials"),
        ("in'cident", "invalid_name_specials"),
        ("事件。一", "invalid_name_specials"),
        ("--", "invalid_name_punctuation"),
        ("x" * 81, "invalid_name_maxlength"),
        ("general", "name_taken"),
    ],
)
async def test_names_that_are_refused(client: AsyncWebClient, name: str, error: str) -> None:
    await refused(client.conversations_create(name=name), error)


async def test_eighty_characters_are_enough(client: AsyncWebClient) -> None:
    assert (await client.conversations_create(name="事" * 80))["ok"]


async def test_a_name_stays_taken_when_its_channel_is_archived(client: AsyncWebClient) -> None:
    await client.conversations_archive(channel=await create(client))
    await refused(client.conversations_create(name="事件-1"), "name_taken")


async def test_a_private_channel_is_unknown_outside(workspace: Workspace, client: AsyncWebClient) -> None:
    await workspace.person("林晓").create_channel("secret", private=True)
    secret = workspace.state.find_channel("secret").id
    await refused(client.conversations_info(channel=secret), "channel_not_found")
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert "secret" not in [channel["name"] for channel in listed["channels"]]


async def test_the_list_is_paged_by_cursor(client: AsyncWebClient) -> None:
    for number in range(5):
        await create(client, f"inc-{number}")
    names: list[str] = []
    pages = 0
    async for page in await client.conversations_list(limit=3):
        names += [channel["name"] for channel in page["channels"]]
        pages += 1
    assert names == ["general", "incidents", "inc-0", "inc-1", "inc-2", "inc-3", "inc-4"]
    assert pages == 3


async def test_a_made_up_cursor_is_refused(client: AsyncWebClient) -> None:
    await refused(client.conversations_list(cursor="abc"), "invalid_cursor")
    await refused(client.conversations_list(types="rooms"), "invalid_types")


async def test_archived_channels_can_be_left_out(client: AsyncWebClient) -> None:
    await client.conversations_archive(channel=await create(client))
    both = await client.conversations_list()
    fewer = await client.conversations_list(exclude_archived=True)
    assert len(both["channels"]) == len(fewer["channels"]) + 1


async def test_joining_twice_only_warns(workspace: Workspace, client: AsyncWebClient) -> None:
    first = await client.conversations_join(channel=INCIDENTS)
    again = await client.conversations_join(channel=INCIDENTS)
    assert first.get("warning") is None
    assert again["warning"] == "already_in_channel"
    joins = [each for each in workspace.person("林晓").messages("incidents") if each.get("subtype") == "channel_join"]
    assert [each["user"] for each in joins] == [BOT]


async def test_inviting_several_at_once(client: AsyncWebClient) -> None:
    channel = await create(client)
    await client.conversations_invite(channel=channel, users=[LIN, ZHOU])
    assert (await client.conversations_members(channel=channel))["members"] == [BOT, LIN, ZHOU]


async def test_one_bad_user_stops_the_others_without_force(client: AsyncWebClient) -> None:
    channel = await create(client)
    body = await refused(client.conversations_invite(channel=channel, users=[LIN, "U99999LOC"]), "user_not_found")
    assert body["errors"] == [{"user": "U99999LOC", "ok": False, "error": "user_not_found"}]
    assert (await client.conversations_members(channel=channel))["members"] == [BOT]


async def test_force_lets_the_good_ones_in(client: AsyncWebClient) -> None:
    channel = await create(client)
    answer = await client.conversations_invite(channel=channel, users=[LIN, "U99999LOC", BOT], force=True)
    assert [fault["error"] for fault in answer["errors"]] == ["user_not_found", "cant_invite_self"]
    assert LIN in (await client.conversations_members(channel=channel))["members"]


async def test_inviting_whom_is_there_already(client: AsyncWebClient) -> None:
    channel = await create(client)
    await client.conversations_invite(channel=channel, users=LIN)
    await refused(client.conversations_invite(channel=channel, users=LIN), "already_in_channel")
    await refused(client.conversations_invite(channel=channel, users=BOT), "cant_invite_self")


async def test_a_hundred_users_a_call(client: AsyncWebClient) -> None:
    channel = await create(client)
    many = [f"U{number:05d}XXX" for number in range(101)]
    body = await refused(client.conversations_invite(channel=channel, users=many), "invalid_arguments")
    assert "100" in body["response_metadata"]["messages"][0]


async def test_inviting_needs_membership(client: AsyncWebClient) -> None:
    await refused(client.conversations_invite(channel=INCIDENTS, users=LIN), "not_in_channel")
    await refused(client.conversations_setTopic(channel=INCIDENTS, topic="x"), "not_in_channel")


async def test_kicking(client: AsyncWebClient) -> None:
    channel = await create(client)
    await client.conversations_invite(channel=channel, users=LIN)
    await client.conversations_kick(channel=channel, user=LIN)
    assert (await client.conversations_members(channel=channel))["members"] == [BOT]
    await refused(client.conversations_kick(channel=channel, user=LIN), "not_in_channel")
    await refused(client.conversations_kick(channel=channel, user=BOT), "cant_kick_self")


async def test_topic_and_purpose_take_250_characters(client: AsyncWebClient) -> None:
    channel = await create(client)
    await client.conversations_setTopic(channel=channel, topic="题" * 250)
    await client.conversations_setPurpose(channel=channel, purpose="why")
    info = (await client.conversations_info(channel=channel, include_num_members=True))["channel"]
    assert (info["topic"]["value"], info["topic"]["creator"]) == ("题" * 250, BOT)
    assert info["purpose"]["value"] == "why"
    assert info["num_members"] == 1
    await refused(client.conversations_setTopic(channel=channel, topic="题" * 251), "too_long")


async def test_renaming(client: AsyncWebClient) -> None:
    channel = await create(client)
    await client.conversations_rename(channel=channel, name="事件-2")
    assert (await client.conversations_info(channel=channel))["channel"]["previous_names"] == ["事件-1"]
    await refused(client.conversations_rename(channel=channel, name="general"), "name_taken")
    assert (await client.conversations_create(name="事件-1"))["ok"]


async def test_archive_and_back(client: AsyncWebClient) -> None:
    channel = await create(client)
    await client.conversations_archive(channel=channel)
    await refused(client.conversations_archive(channel=channel), "already_archived")
    await refused(client.chat_postMessage(channel=channel, text="x"), "is_archived")
    await refused(client.conversations_invite(channel=channel, users=LIN), "is_archived")
    await client.conversations_unarchive(channel=channel)
    await refused(client.conversations_unarchive(channel=channel), "not_archived")
    assert (await client.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_general_stays(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    await refused(client.conversations_archive(channel=GENERAL), "cant_archive_general")
    await refused(client.conversations_leave(channel=GENERAL), "cant_leave_general")


async def test_opening_a_direct_message_twice_gives_the_same(client: AsyncWebClient) -> None:
    first = await client.conversations_open(users=[LIN])
    again = await client.conversations_open(users=LIN)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert first["channel"]["id"].startswith("D")
    assert again["already_open"]
    group = await client.conversations_open(users=[LIN, MAYA], return_im=True)
    assert group["channel"]["is_mpim"]
    await refused(client.conversations_open(users=["U99999LOC"]), "user_not_found")
    await refused(client.api_call("conversations.open"), "users_list_not_supplied")


async def test_the_channels_of_somebody(client: AsyncWebClient) -> None:
    answer = await client.users_conversations(user=LIN)
    assert [channel["id"] for channel in answer["channels"]] == [GENERAL, INCIDENTS]
