"""chat.*: posting, changing, deleting, scheduling."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, GENERAL, INCIDENTS, LIN, START, ZHOU, actions, button, refused, section
from workspace import Timer, Workspace

KEY = {"event_type": "effect", "event_payload": {"key": "k1"}}


async def test_what_is_posted_is_seen(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=GENERAL, text="你好 &lt;3", blocks=[actions(button("接手", "take"))])
    seen = workspace.person("周明").last("general")
    assert seen.ts == answer["ts"]
    assert seen.text == "你好 <3"
    assert seen.buttons == ["接手"]
    assert seen["user"] == BOT
    assert seen["app_id"] == "A00001LOC"


async def test_timestamps_rise_while_the_clock_stands(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=GENERAL, text=str(n)))["ts"] for n in range(20)]
    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith(f"{START:.0f}.")


async def test_a_channel_may_be_named(client: AsyncWebClient) -> None:
    assert (await client.chat_postMessage(channel="#incidents", text="x"))["channel"] == INCIDENTS


async def test_a_user_id_opens_the_direct_message(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=LIN, text="只给你")
    assert answer["channel"].startswith("D")
    assert [seen.text for seen in workspace.person("林晓").direct_messages()] == ["只给你"]
    assert workspace.person("周明").direct_messages() == []


async def test_nobody_of_that_id(client: AsyncWebClient) -> None:
    await refused(client.chat_postMessage(channel="U99999LOC", text="x"), "channel_not_found")
    await refused(client.chat_postMessage(channel="nowhere", text="x"), "channel_not_found")


async def test_an_empty_message(client: AsyncWebClient) -> None:
    await refused(client.api_call("chat.postMessage", json={"channel": GENERAL, "text": ""}), "no_text")


async def test_text_is_cut_above_40000(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=GENERAL, text="长" * 40_001)
    assert len(answer["message"]["text"]) == 40_000


async def test_blocks_too_long_in_all(client: AsyncWebClient) -> None:
    blocks = [section("x" * 2900) for _ in range(5)]
    await refused(client.chat_postMessage(channel=GENERAL, blocks=blocks, text="x"), "msg_blocks_too_long")


async def test_bad_blocks_are_named_by_place(client: AsyncWebClient) -> None:
    blocks = [section("fine"), section("")]
    body = await refused(client.chat_postMessage(channel=GENERAL, blocks=blocks, text="x"), "invalid_blocks")
    assert "json-pointer:/blocks/1/text/text" in body["response_metadata"]["messages"][0]


async def test_metadata_comes_back_only_when_asked_for(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=INCIDENTS)
    await client.chat_postMessage(channel=INCIDENTS, text="x", metadata=KEY)
    without = (await client.conversations_history(channel=INCIDENTS))["messages"][0]
    with_it = (await client.conversations_history(channel=INCIDENTS, include_all_metadata=True))["messages"][0]
    assert "metadata" not in without
    assert with_it["metadata"] == KEY


@pytest.mark.parametrize(
    "metadata", [{"event_type": "x"}, {"event_payload": {}}, {"event_type": 1, "event_payload": {}}]
)
async def test_metadata_of_a_wrong_shape(client: AsyncWebClient, metadata: dict[str, object]) -> None:
    await refused(client.chat_postMessage(channel=GENERAL, text="x", metadata=metadata), "invalid_metadata_format")


async def test_threads_count_their_replies(workspace: Workspace, client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel=GENERAL, text="root")
    first = await client.chat_postMessage(channel=GENERAL, text="one", thread_ts=root["ts"])
    await client.chat_postMessage(channel=GENERAL, text="two", thread_ts=first["ts"])
    seen = workspace.person("林晓").messages("general")[0]
    assert (seen["reply_count"], seen["reply_users"]) == (2, [BOT])
    await client.chat_delete(channel=GENERAL, ts=first["ts"])
    assert workspace.person("林晓").messages("general")[0]["reply_count"] == 1
    await refused(client.chat_postMessage(channel=GENERAL, text="x", thread_ts="1.000001"), "cannot_reply_to_message")


async def test_update_replaces_in_place_and_marks_it(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="a", blocks=[section("a")], metadata=KEY)
    answer = await client.chat_update(channel=GENERAL, ts=posted["ts"], text="b")
    seen = workspace.person("林晓").last("general")
    assert (answer["ts"], answer["text"], seen.text) == (posted["ts"], "b", "b")
    assert seen["edited"]["user"] == BOT
    assert "blocks" not in seen
    assert seen["metadata"] == KEY
    await client.chat_update(channel=GENERAL, ts=posted["ts"], blocks=[section("c")], text="c")
    assert workspace.person("林晓").last("general").plain == "c\nc"


async def test_update_refuses_long_text_and_foreign_messages(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="a")
    await refused(client.chat_update(channel=GENERAL, ts=posted["ts"], text="x" * 4001), "msg_too_long")
    theirs = (await workspace.person("林晓").say("general", "mine")).shown[0]
    await refused(client.chat_update(channel=GENERAL, ts=theirs["ts"], text="x"), "cant_update_message")
    await refused(client.chat_delete(channel=GENERAL, ts=theirs["ts"]), "cant_delete_message")
    await refused(client.chat_update(channel=GENERAL, ts="1.000001", text="x"), "message_not_found")


async def test_an_ephemeral_is_seen_by_one(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=GENERAL, user=LIN, text="psst")
    assert [seen.text for seen in workspace.person("林晓").messages("general")] == ["psst"]
    assert workspace.person("周明").messages("general") == []
    channel = (await client.conversations_create(name="alone"))["channel"]["id"]
    await refused(client.chat_postEphemeral(channel=channel, user=ZHOU, text="x"), "user_not_in_channel")


async def test_a_permalink_leads_to_the_message(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="a")
    link = (await client.chat_getPermalink(channel=GENERAL, message_ts=posted["ts"]))["permalink"]
    assert link.endswith(f"/archives/{GENERAL}/p{posted['ts'].replace('.', '')}")
    await refused(client.chat_getPermalink(channel=GENERAL, message_ts="1.000001"), "message_not_found")


async def test_a_scheduled_message_comes_when_its_time_comes(
    workspace: Workspace, client: AsyncWebClient, timer: Timer
) -> None:
    answer = await client.chat_scheduleMessage(channel=GENERAL, text="later", post_at=int(START) + 60)
    listed = await client.chat_scheduledMessages_list()
    assert [each["id"] for each in listed["scheduled_messages"]] == [answer["scheduled_message_id"]]
    await timer.advance(59)
    assert workspace.person("林晓").messages("general") == []
    await timer.advance(1)
    assert workspace.person("林晓").last("general").text == "later"
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_scheduled_message_can_be_called_off(
    workspace: Workspace, client: AsyncWebClient, timer: Timer
) -> None:
    answer = await client.chat_scheduleMessage(channel=GENERAL, text="later", post_at=int(START) + 60)
    key = answer["scheduled_message_id"]
    await client.chat_deleteScheduledMessage(channel=GENERAL, scheduled_message_id=key)
    await timer.advance(100)
    assert workspace.person("林晓").messages("general") == []
    again = client.chat_deleteScheduledMessage(channel=GENERAL, scheduled_message_id=key)
    await refused(again, "invalid_scheduled_message_id")
    past = client.chat_scheduleMessage(channel=GENERAL, text="x", post_at=int(START) - 60)
    await refused(past, "time_in_past")
