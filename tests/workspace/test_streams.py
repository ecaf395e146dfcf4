"""chat.startStream and its kin, and chat.unfurl, with the client's own helpers."""

from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, INSTALL, LIN, refused, running, section
from workspace import Workspace

TEAM = "T00001LOC"


async def test_people_read_while_it_is_written(workspace: Workspace, client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel=GENERAL, text="question"))["ts"]
    stream = await client.chat_stream(
        channel=GENERAL, thread_ts=root, recipient_user_id=LIN, recipient_team_id=TEAM, buffer_size=1
    )
    lin = workspace.person("林晓")
    await stream.append(markdown_text="one ")
    assert lin.last("general").text == "one "
    assert lin.last("general")["streaming_state"] == "in_progress"
    await stream.append(markdown_text="two")
    assert lin.last("general").text == "one two"
    await stream.stop(markdown_text="!", blocks=[section("sources")])
    seen = lin.last("general")
    assert (seen.text, seen["thread_ts"], seen["streaming_state"]) == ("one two!", root, "completed")
    assert seen["blocks"][0]["text"]["text"] == "sources"
    assert "edited" not in seen


async def test_only_a_running_stream_of_ones_own_grows(workspace: Workspace, client: AsyncWebClient) -> None:
    await refused(client.chat_startStream(channel=GENERAL, thread_ts=""), "missing_recipient_user_id")
    begun = await client.chat_startStream(
        channel=GENERAL, thread_ts="", recipient_user_id=LIN, recipient_team_id=TEAM, markdown_text="x"
    )
    at = {"channel": GENERAL, "ts": str(begun["ts"])}
    await refused(client.chat_update(text="y", **at), "streaming_state_conflict")
    await client.chat_stopStream(**at)
    await refused(client.chat_appendStream(markdown_text="y", **at), "message_not_in_streaming_state")
    assert (await client.chat_update(text="y", **at))["text"] == "y"


async def test_a_deleted_stream_is_over(workspace: Workspace, client: AsyncWebClient) -> None:
    direct = (await client.conversations_open(users=LIN))["channel"]["id"]
    begun = await client.chat_startStream(channel=direct, thread_ts="", markdown_text="x")
    await client.chat_delete(channel=direct, ts=begun["ts"])
    assert workspace.state.streams == {}
    await refused(client.chat_appendStream(channel=direct, ts=begun["ts"], markdown_text="y"), "message_not_found")


async def test_an_app_shows_what_a_link_leads_to(workspace: Workspace, client: AsyncWebClient) -> None:
    lin = workspace.person("林晓")
    url = "https://a.example/1?b=2&c=3"
    said = (await lin.say("general", f"see {url}")).shown[0]
    await client.chat_unfurl(channel=GENERAL, ts=said.ts, unfurls={url: {"blocks": [section("a page")]}})
    shown = lin.last("general")
    assert shown["attachments"][0]["from_url"] == url
    assert "a page" in shown.plain
    assert "edited" not in shown
    wrong = client.chat_unfurl(channel=GENERAL, ts=said.ts, unfurls={"https://b.example": {"text": "b"}})
    await refused(wrong, "cannot_unfurl_url")


async def test_a_link_is_unfurled_by_what_its_event_says() -> None:
    reader = replace(INSTALL, events=INSTALL.events | {"link_shared"}, unfurl_domains=("a.example",))
    told: list[dict[str, Any]] = []

    def register(app: AsyncApp) -> None:
        @app.event("link_shared")
        async def unfurl(event: dict[str, Any], client: AsyncWebClient) -> None:
            told.append(event)
            shown = {link["url"]: {"blocks": [section("a page")]} for link in event["links"]}
            await client.chat_unfurl(unfurl_id=event["unfurl_id"], source=event["source"], unfurls=shown)

    async with Workspace(apps=[reader]) as workspace, running(workspace, register):
        lin = workspace.person("林晓")
        said = (await lin.say("general", "see https://a.example/1?b=2&c=3")).shown[0]
        await workspace.until(lambda: bool(lin.last("general").get("attachments")))
        shown = lin.last("general")
    assert [(each["source"], each["unfurl_id"]) for each in told] == [("conversations_history", f"{GENERAL}-{said.ts}")]
    assert (shown.ts, shown["attachments"][0]["from_url"]) == (said.ts, "https://a.example/1?b=2&c=3")
    assert "a page" in shown.plain
