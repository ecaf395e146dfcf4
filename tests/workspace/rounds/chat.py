"""A round through chat.*: every answer and every refusal that a local workspace can give."""

from __future__ import annotations

from typing import Any

from tests.workspace.kit import GENERAL, INCIDENTS, LIN, START, actions, button, section
from tests.workspace.recorder import OTHER, Recorder

KEY = {"event_type": "effect", "event_payload": {"key": "k1"}}
TEAM = "T00001LOC"


async def chat(r: Recorder) -> None:
    r.ok("conversations.join", channel=GENERAL)
    _posting(r)
    _ephemeral(r)
    _changing(r)
    await _scheduled(r)
    _streams(r)
    await _unfurling(r)


def _wrong_content(r: Recorder, method: str, **to: Any) -> None:
    """What every method that takes a message refuses."""
    r.refused("no_text", method, **to)
    r.refused("invalid_blocks", method, blocks=[section("")], text="x", **to)
    r.refused("invalid_blocks_format", method, blocks="[{", text="x", **to)
    r.refused("invalid_blocks_format", method, blocks={"type": "divider"}, text="x", **to)
    r.refused("msg_blocks_too_long", method, blocks=[section("x" * 2900)] * 5, text="x", **to)
    r.refused("invalid_attachments", method, attachments="[{", text="x", **to)
    places = r.refused("invalid_attachments", method, attachments=[{"blocks": [section("")]}], text="x", **to)
    assert places["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/attachments/0/blocks/0/text/text]"
    ]
    r.refused("too_many_attachments", method, attachments=[{"text": "a"}] * 101, **to)
    r.refused("invalid_metadata_format", method, text="x", metadata={"event_type": 1}, **to)
    r.refused(
        "metadata_too_large", method, text="x", metadata={"event_type": "e", "event_payload": {"k": "x" * 9000}}, **to
    )
    r.refused("markdown_text_conflict", method, text="x", markdown_text="y", **to)


def _wrong_place(r: Recorder, method: str, **more: Any) -> None:
    r.refused("channel_not_found", method, channel="C99999LOC", **more)
    r.refused(
        "channel_not_found", method, channel=r.hidden_channel(f"hidden-{method.lower().replace('.', '-')}"), **more
    )
    r.refused("not_in_channel", method, channel=INCIDENTS, token=OTHER.bot_token, **more)
    closed = r.channel(f"closed-{method.lower().replace('.', '-')}")
    r.ok("conversations.archive", channel=closed)
    r.refused("is_archived", method, channel=closed, **more)


def _posting(r: Recorder) -> None:
    blocks = [section("b"), actions(button("B", "b"))]
    root = r.post("root", blocks=blocks, metadata=KEY, attachments=[{"text": "a"}], unfurl_links=False, mrkdwn=False)
    r.ok("chat.postMessage", channel=GENERAL, text="reply", thread_ts=root, reply_broadcast=True)
    r.ok("chat.postMessage", channel=GENERAL, markdown_text="**bold**", unfurl_media=False)
    named = r.ok("chat.postMessage", channel=GENERAL, text="@lin.xiao", link_names=True, parse="full")
    assert named["message"]["text"] == f"<@{LIN}>"
    other = r.ok("chat.postMessage", channel=GENERAL, text="x", username="Ecto", icon_emoji=":ghost:")
    assert other["message"]["subtype"] == "bot_message"
    assert "user" not in other["message"]
    r.ok("chat.postMessage", channel=GENERAL, text="x", username="Ecto", icon_url="https://a.example/i.png")
    r.refused("missing_scope", "chat.postMessage", channel=GENERAL, text="x", username="E", token=OTHER.bot_token)
    r.refused("cannot_reply_to_message", "chat.postMessage", channel=GENERAL, text="x", thread_ts="1.000001")
    _wrong_content(r, "chat.postMessage", channel=GENERAL)
    _wrong_place(r, "chat.postMessage", text="x")
    r.ok("chat.meMessage", channel=GENERAL, text="waves")
    r.refused("no_text", "chat.meMessage", channel=GENERAL, text="  ")
    r.refused("msg_too_long", "chat.meMessage", channel=GENERAL, text="x" * 40_001)
    _wrong_place(r, "chat.meMessage", text="x")
    r.ok("chat.getPermalink", channel=GENERAL, message_ts=root)
    r.refused("message_not_found", "chat.getPermalink", channel=GENERAL, message_ts="1.000001")
    r.refused("channel_not_found", "chat.getPermalink", channel="C99999LOC", message_ts=root)


def _ephemeral(r: Recorder) -> None:
    to = {"channel": GENERAL, "user": LIN}
    r.ok("chat.postEphemeral", text="x", link_names=True, username="Ecto", icon_emoji=":ghost:", **to)
    _wrong_content(r, "chat.postEphemeral", **to)
    _wrong_place(r, "chat.postEphemeral", text="x", user=LIN)
    r.refused("msg_too_long", "chat.postEphemeral", text="x" * 40_001, **to)
    r.refused("user_not_in_channel", "chat.postEphemeral", channel=GENERAL, user="U99999LOC", text="x")
    r.refused("cannot_reply_to_message", "chat.postEphemeral", text="x", thread_ts="1.000001", **to)


def _changing(r: Recorder) -> None:
    own = r.post("one", blocks=[section("b")], metadata=KEY)
    at = {"channel": GENERAL, "ts": own}
    r.ok("chat.update", text="two", link_names=True, parse="none", blocks=[section("c")], metadata=KEY, **at)
    reply = r.post("reply", thread_ts=own)
    r.ok("chat.update", channel=GENERAL, ts=reply, text="x", reply_broadcast=True)
    r.refused("cant_broadcast_message", "chat.update", text="x", reply_broadcast=True, **at)
    _wrong_content(r, "chat.update", **at)
    r.refused("msg_too_long", "chat.update", text="x" * 4001, **at)
    r.refused("file_not_found", "chat.update", text="x", file_ids=["F99999LOC"], **at)
    r.refused("channel_not_found", "chat.update", text="x", channel="C99999LOC", ts=own)
    r.refused("message_not_found", "chat.update", text="x", channel=GENERAL, ts="1.000001")
    r.refused("cant_update_message", "chat.update", text="x", token=OTHER.bot_token, **at)
    r.refused("cant_delete_message", "chat.delete", token=OTHER.bot_token, **at)
    r.ok("chat.delete", **at)
    r.refused("message_not_found", "chat.delete", **at)
    r.refused("channel_not_found", "chat.delete", channel="C99999LOC", ts=own)


async def _scheduled(r: Recorder) -> None:
    soon = int(START) + 3600
    to = {"channel": GENERAL, "post_at": soon}
    one = r.ok("chat.scheduleMessage", text="later", metadata=KEY, blocks=[section("b")], link_names=True, **to)
    root = r.post("root")
    r.ok("chat.scheduleMessage", text="later", thread_ts=root, reply_broadcast=True, **to)
    _wrong_content(r, "chat.scheduleMessage", **to)
    _wrong_place(r, "chat.scheduleMessage", text="x", post_at=soon)
    r.refused("msg_too_long", "chat.scheduleMessage", text="x" * 40_001, **to)
    r.refused("invalid_time", "chat.scheduleMessage", channel=GENERAL, text="x", post_at="soon")
    r.refused("time_in_past", "chat.scheduleMessage", channel=GENERAL, text="x", post_at=int(START) - 1)
    r.refused("time_too_far", "chat.scheduleMessage", channel=GENERAL, text="x", post_at=soon + 121 * 86_400)
    for _ in range(28):
        r.ok("chat.scheduleMessage", text="x", **to)
    r.refused("restricted_too_many", "chat.scheduleMessage", text="x", **to)
    r.ok("chat.scheduledMessages.list", channel=GENERAL, latest=soon + 10, oldest=soon - 10, limit=5)
    assert not r.ok("chat.scheduledMessages.list", oldest=soon + 1)["scheduled_messages"]
    r.refused("invalid_channel", "chat.scheduledMessages.list", channel="C99999LOC")
    r.refused("invalid_cursor", "chat.scheduledMessages.list", cursor="what")
    key = one["scheduled_message_id"]
    r.refused("channel_not_found", "chat.deleteScheduledMessage", channel="C99999LOC", scheduled_message_id=key)
    r.ok("chat.deleteScheduledMessage", channel=GENERAL, scheduled_message_id=key)
    r.refused("invalid_scheduled_message_id", "chat.deleteScheduledMessage", channel=GENERAL, scheduled_message_id=key)
    await r.timer.advance(3600)
    seen = r.ok("conversations.replies", channel=GENERAL, ts=root)["messages"]
    assert [each["text"] for each in seen] == ["root", "later"]


def _streams(r: Recorder) -> None:
    whom = {"recipient_user_id": LIN, "recipient_team_id": TEAM}
    to = {"channel": GENERAL, **whom}
    thread = r.post("question")
    chunk = {"type": "markdown_text", "text": "one "}
    begun = r.ok("chat.startStream", markdown_text="", chunks=[chunk], thread_ts=thread, **to)
    at = {"channel": GENERAL, "ts": begun["ts"]}
    r.refused("streaming_state_conflict", "chat.update", text="x", **at)
    r.ok("chat.appendStream", markdown_text="two", chunks=[{"type": "task_update", "id": "t", "title": "T"}], **at)
    r.refused("no_text", "chat.appendStream", **at)
    r.refused("invalid_chunks", "chat.appendStream", chunks=[{"type": "what"}], **at)
    r.refused("message_not_owned_by_app", "chat.appendStream", markdown_text="x", token=OTHER.bot_token, **at)
    r.refused("invalid_blocks", "chat.stopStream", blocks=[section("")], **at)
    r.refused("invalid_chunks", "chat.stopStream", chunks="{}", **at)
    r.refused("message_not_owned_by_app", "chat.stopStream", token=OTHER.bot_token, **at)
    r.refused("msg_blocks_too_long", "chat.stopStream", blocks=[section("x" * 2900)] * 5, **at)
    r.refused(
        "metadata_too_large", "chat.stopStream", metadata={"event_type": "e", "event_payload": {"k": "x" * 9000}}, **at
    )
    r.refused("invalid_metadata_format", "chat.stopStream", metadata={"event_type": 1}, **at)
    done = r.ok("chat.stopStream", markdown_text="!", blocks=[section("b")], metadata=KEY, **at)
    assert done["message"]["text"] == "one two!"
    for method in ("chat.appendStream", "chat.stopStream"):
        r.refused("message_not_in_streaming_state", method, markdown_text="x", **at)
        r.refused("message_not_found", method, markdown_text="x", channel=GENERAL, ts="1.000001")
        r.refused("channel_not_found", method, markdown_text="x", channel="C99999LOC", ts=begun["ts"])
        place = r.channel(f"stream-{method[5:].lower()}")
        ts = r.ok("chat.startStream", channel=place, **whom)["ts"]
        if method == "chat.stopStream":
            r.refused("no_text", method, channel=place, ts=ts)
        r.ok("conversations.archive", channel=place)
        r.refused("is_archived", method, markdown_text="x", channel=place, ts=ts)
    r.refused("missing_recipient_user_id", "chat.startStream", channel=GENERAL, recipient_team_id=TEAM)
    r.refused("missing_recipient_team_id", "chat.startStream", channel=GENERAL, recipient_user_id=LIN)
    r.refused("user_not_found", "chat.startStream", channel=GENERAL, recipient_user_id="U9", recipient_team_id=TEAM)
    r.refused("team_not_found", "chat.startStream", channel=GENERAL, recipient_user_id=LIN, recipient_team_id="T9")
    r.refused("invalid_chunks", "chat.startStream", chunks=["x"], **to)
    r.ok("chat.startStream", markdown_text="x", username="Ecto", icon_emoji=":ghost:", **to)
    _wrong_place(r, "chat.startStream", **whom)


async def _unfurling(r: Recorder) -> None:
    url = "https://a.example/page?b=1&c=2"
    said = (await r.workspace.person("林晓").say("general", f"look at {url}")).shown[0].ts
    at = {"channel": GENERAL, "ts": said}
    r.ok("chat.unfurl", unfurls={url: {"text": "a page"}}, **at)
    assert r.workspace.person("林晓").last("general")["attachments"][0]["from_url"] == url
    r.ok(
        "chat.unfurl",
        user_auth_required=True,
        user_auth_message="sign in",
        user_auth_url=url,
        user_auth_blocks=[],
        **at,
    )
    by_id = {"source": "conversations_history", "unfurl_id": f"{GENERAL}-{said}"}
    r.ok("chat.unfurl", unfurls={url: {"text": "the page"}}, **by_id)
    assert [each["text"] for each in r.workspace.person("林晓").last("general")["attachments"]] == ["the page"]
    r.refused("missing_channel", "chat.unfurl", unfurls={})
    r.refused("missing_ts", "chat.unfurl", channel=GENERAL, unfurls={})
    r.refused("missing_unfurls", "chat.unfurl", **at)
    r.refused("missing_source", "chat.unfurl", unfurl_id="x", unfurls={})
    r.refused("missing_unfurl_id", "chat.unfurl", source="composer", unfurls={})
    r.refused("invalid_unfurl_id", "chat.unfurl", source="composer", unfurl_id="x", unfurls={})
    r.refused("invalid_source", "chat.unfurl", source="nowhere", unfurl_id="x", unfurls={})
    r.refused("invalid_unfurls_format", "chat.unfurl", unfurls="{", **at)
    r.refused("invalid_unfurls_format", "chat.unfurl", unfurls=[], **at)
    r.refused("cannot_find_channel", "chat.unfurl", channel="C99999LOC", ts=said, unfurls={})
    r.refused("cannot_find_message", "chat.unfurl", channel=GENERAL, ts="1.000001", unfurls={})
    r.refused("cannot_unfurl_message", "chat.unfurl", channel=GENERAL, ts=r.post(url), unfurls={})
    r.refused("cannot_unfurl_url", "chat.unfurl", unfurls={"https://b.example": {"text": "b"}}, **at)
    r.refused("cannot_parse_attachment", "chat.unfurl", unfurls={url: {"blocks": [section("")]}}, **at)
