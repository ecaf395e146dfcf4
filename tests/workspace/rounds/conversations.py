"""A round through conversations.*, but for Slack Connect and canvases."""

from __future__ import annotations

import dataclasses

from tests.workspace.kit import BOT, GENERAL, INCIDENTS, LIN, MAYA, ZHOU, section
from tests.workspace.recorder import OTHER, Recorder

NOWHERE = "C99999LOC"


async def conversations(r: Recorder) -> None:
    _making(r)
    _changing(r)
    _members(r)
    _direct(r)
    _finding(r)
    await _reading(r)


def _making(r: Recorder) -> None:
    r.channel("plain")
    secret = r.channel("secret", is_private=True)
    r.refused("name_taken", "conversations.create", name="plain")
    r.refused("missing_scope", "conversations.create", name="x", is_private=True, token=OTHER.bot_token)
    r.refused("missing_scope", "conversations.list", types="im", token=OTHER.bot_token)
    r.refused("missing_scope", "users.conversations", types="im", token=OTHER.bot_token)
    for method, more in (("conversations.create", {}), ("conversations.rename", {"channel": secret})):
        r.refused("invalid_name_required", method, name="", **more)
        r.refused("invalid_name_maxlength", method, name="x" * 81, **more)
        r.refused("invalid_name_specials", method, name="a b", **more)
        r.refused("invalid_name_punctuation", method, name="--", **more)


def _finding(r: Recorder) -> None:
    r.ok("conversations.list", types="public_channel,private_channel,im,mpim", exclude_archived=True)
    r.ok("conversations.list", limit=2)
    r.ok("conversations.info", channel=GENERAL, include_num_members=True, include_locale=True)
    r.ok("users.conversations", user=LIN, types="public_channel", exclude_archived=True, limit=1)
    r.ok("users.conversations", types="public_channel,private_channel,im,mpim")
    r.ok("conversations.members", channel=GENERAL, limit=3)
    for method in ("conversations.list", "users.conversations"):
        r.refused("invalid_types", method, types="what")
    for method in ("conversations.list", "users.conversations", "conversations.members"):
        more = {"channel": GENERAL} if method.endswith("members") else {}
        r.refused("invalid_cursor", method, cursor="what", **more)
        r.refused("invalid_limit", method, limit="many", **more)
    for method in ("conversations.info", "conversations.members", "conversations.join"):
        r.refused("channel_not_found", method, channel=NOWHERE)


def _changing(r: Recorder) -> None:
    own = r.channel("own")
    r.ok("conversations.rename", channel=own, name="owned")
    r.ok("conversations.canvases.create", channel_id=own)
    r.ok("conversations.join", channel=own)
    r.ok("conversations.info", channel=own)
    r.ok("conversations.invite", channel=own, users=MAYA)
    r.refused("name_taken", "conversations.rename", channel=own, name="plain")
    r.refused("not_authorized", "conversations.rename", channel=GENERAL, name="ours")
    r.refused("not_in_channel", "conversations.rename", channel=INCIDENTS, name="ours")
    r.refused("channel_not_found", "conversations.rename", channel=NOWHERE, name="ours")
    r.refused("invalid_arguments", "conversations.setTopic", channel=own)
    r.refused("invalid_arguments", "conversations.setPurpose", channel=own)
    for method, name in (("conversations.setTopic", "topic"), ("conversations.setPurpose", "purpose")):
        r.ok(method, channel=own, **{name: "t"})
        r.refused("too_long", method, channel=own, **{name: "x" * 251})
        r.refused("not_in_channel", method, channel=INCIDENTS, **{name: "t"})
        r.refused("channel_not_found", method, channel=NOWHERE, **{name: "t"})
    r.refused("not_archived", "conversations.unarchive", channel=own)
    r.ok("conversations.archive", channel=own)
    r.refused("already_archived", "conversations.archive", channel=own)
    r.refused("cant_archive_general", "conversations.archive", channel=GENERAL)
    r.refused("not_in_channel", "conversations.archive", channel=INCIDENTS)
    for method, more in (
        ("conversations.setTopic", {"topic": "t"}),
        ("conversations.setPurpose", {"purpose": "t"}),
        ("conversations.rename", {"name": "again"}),
        ("conversations.invite", {"users": LIN}),
        ("conversations.leave", {}),
    ):
        r.refused("is_archived", method, channel=own, **more)
    r.ok("conversations.unarchive", channel=own)
    for method in ("conversations.archive", "conversations.unarchive"):
        r.refused("channel_not_found", method, channel=NOWHERE)


def _members(r: Recorder) -> None:
    place = r.channel("meeting")
    users = r.workspace.state.users
    users["U00098LOC"] = dataclasses.replace(users[ZHOU], id="U00098LOC", deleted=True)
    r.ok("conversations.invite", channel=place, users=[LIN, ZHOU])
    r.ok("conversations.invite", channel=place, users=f"{LIN},{MAYA}", force=True)
    for error, who in (
        ("already_in_channel", LIN),
        ("cant_invite_self", BOT),
        ("user_not_found", "U99999LOC"),
        ("cant_invite", "U00098LOC"),
        ("no_user", ","),
    ):
        r.refused(error, "conversations.invite", channel=place, users=who)
    r.refused("not_in_channel", "conversations.invite", channel=INCIDENTS, users=LIN)
    r.ok("conversations.kick", channel=place, user=LIN)
    r.refused("not_in_channel", "conversations.kick", channel=place, user=LIN)
    r.refused("cant_kick_self", "conversations.kick", channel=place, user=BOT)
    r.refused("cant_kick_from_general", "conversations.kick", channel=GENERAL, user=LIN)
    r.refused("user_not_found", "conversations.kick", channel=place, user="U99999LOC")
    r.refused("invalid_arguments", "conversations.kick", channel=place)
    r.ok("conversations.join", channel=place)
    r.ok("conversations.leave", channel=place)
    assert r.ok("conversations.leave", channel=place)["not_in_channel"] is True
    r.ok("conversations.join", channel=place)
    r.refused("cant_leave_general", "conversations.leave", channel=GENERAL)
    r.refused("last_member", "conversations.leave", channel=r.channel("alone", is_private=True))
    secret = r.channel("members-only", is_private=True)
    r.refused("method_not_supported_for_channel_type", "conversations.join", channel=secret)
    closed = r.channel("closed")
    r.ok("conversations.leave", channel=closed)
    r.ok("conversations.archive", channel=r.channel("shut"))
    r.workspace.state.channels[closed].archived = True
    r.refused("is_archived", "conversations.join", channel=closed)
    for method in ("conversations.invite", "conversations.kick"):
        r.refused("channel_not_found", method, channel=NOWHERE, users=LIN, user=LIN)
    r.refused("channel_not_found", "conversations.leave", channel=NOWHERE)


def _direct(r: Recorder) -> None:
    one = r.ok("conversations.open", users=LIN, return_im=True)["channel"]["id"]
    assert r.ok("conversations.open", channel=one)["already_open"] is True
    group = r.ok("conversations.open", users=[LIN, ZHOU], return_im=True)["channel"]["id"]
    assert r.ok("conversations.info", channel=group)["channel"]["is_mpim"] is True
    r.ok("conversations.info", channel=one)
    r.refused("users_list_not_supplied", "conversations.open")
    r.refused("not_enough_users", "conversations.open", users=BOT)
    r.refused("too_many_users", "conversations.open", users=",".join(f"U{n:05d}LOC" for n in range(9)))
    r.refused("user_not_found", "conversations.open", users="U99999LOC")
    r.refused("user_disabled", "conversations.open", users="U00098LOC")
    r.refused("channel_not_found", "conversations.open", users=MAYA, prevent_creation=True)
    r.refused("channel_not_found", "conversations.open", channel=NOWHERE)
    r.refused("method_not_supported_for_channel_type", "conversations.open", channel=GENERAL)
    r.ok("conversations.close", channel=one)
    assert r.ok("conversations.close", channel=one)["already_closed"] is True
    r.refused("method_not_supported_for_channel_type", "conversations.close", channel=GENERAL)
    r.refused("channel_not_found", "conversations.close", channel=NOWHERE)
    assert "already_open" not in r.ok("conversations.open", users=LIN)
    for method in ("archive", "unarchive", "rename", "invite", "kick", "leave"):
        name = f"conversations.{method}"
        r.refused("method_not_supported_for_channel_type", name, channel=one, name="x", users=LIN, user=LIN)


async def _reading(r: Recorder) -> None:
    r.ok("conversations.join", channel=GENERAL)
    root = r.post("root", blocks=[section("b")], attachments=[{"text": "a"}])
    file = await r.file()
    r.ok("files.completeUploadExternal", files=[{"id": file}], channel_id=GENERAL, thread_ts=root)
    r.ok("files.completeUploadExternal", files=[{"id": file}], channel_id=GENERAL)
    r.post("x", thread_ts=root, reply_broadcast=True)
    r.post("x", username="Ecto", icon_emoji=":ghost:")
    r.post("x", thread_ts=root, username="Ecto", icon_emoji=":ghost:")
    lin = r.workspace.person("林晓")
    await lin.say("general", "hello")
    await lin.invite("incidents", "Beacon")
    r.ok("conversations.setTopic", channel=INCIDENTS, topic="t")
    r.ok("conversations.setPurpose", channel=INCIDENTS, purpose="p")
    r.ok("conversations.history", channel=INCIDENTS)
    r.ok("conversations.leave", channel=INCIDENTS)
    r.ok("conversations.history", channel=GENERAL)
    thread = r.ok("conversations.replies", channel=GENERAL, ts=root)["messages"]
    assert thread[0]["reply_count"] == 3
    root = r.post("root")
    for text in ("one", "two", "three"):
        r.post(text, thread_ts=root)
    r.ok("reactions.add", channel=GENERAL, timestamp=root, name="eyes")
    r.ok("chat.update", channel=GENERAL, ts=root, text="edited", metadata={"event_type": "e", "event_payload": {}})
    window = {"oldest": "1.0", "latest": "9999999999.0", "inclusive": True, "include_all_metadata": True}
    first = r.ok("conversations.history", channel=GENERAL, limit=1, **window)
    after = first["response_metadata"]["next_cursor"]
    second = r.ok("conversations.history", channel=GENERAL, limit=1, cursor=after)
    assert first["messages"][0]["ts"] > second["messages"][0]["ts"]
    page = r.ok("conversations.replies", channel=GENERAL, ts=root, limit=2, **window)
    rest = r.ok("conversations.replies", channel=GENERAL, ts=root, cursor=page["response_metadata"]["next_cursor"])
    assert [each["text"] for each in (*page["messages"], *rest["messages"])] == [
        "edited",
        "one",
        "two",
        "edited",
        "three",
    ]
    r.refused("thread_not_found", "conversations.replies", channel=GENERAL, ts="1.000001")
    for method in ("conversations.history", "conversations.replies"):
        more = {"ts": root}
        r.refused("channel_not_found", method, channel=NOWHERE, **more)
        r.refused("not_in_channel", method, channel=INCIDENTS, **more)
        r.refused("invalid_cursor", method, channel=GENERAL, cursor="what", **more)
        r.refused("invalid_ts_oldest", method, channel=GENERAL, oldest="then", **more)
        r.refused("invalid_ts_latest", method, channel=GENERAL, latest="then", **more)
    r.ok("conversations.mark", channel=GENERAL, ts=root)
    assert r.ok("conversations.info", channel=GENERAL)["channel"]["last_read"] == root
    r.refused("invalid_timestamp", "conversations.mark", channel=GENERAL, ts="then")
    r.refused("not_in_channel", "conversations.mark", channel=INCIDENTS, ts=root)
    r.refused("channel_not_found", "conversations.mark", channel=NOWHERE, ts=root)
