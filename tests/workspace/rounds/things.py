"""A round through what hangs on channels and messages: bookmarks, pins, reactions, canvases, files, views."""

from __future__ import annotations

from tests.workspace.kit import GENERAL, INCIDENTS, INSTALL, LIN, ZHOU, modal, plain, section, text_field
from tests.workspace.recorder import Recorder

NOWHERE = "C99999LOC"
LINK = {"title": "t", "type": "link", "link": "https://a.example"}


async def bookmarks(r: Recorder) -> None:
    place = r.channel("shelf")
    at = {"channel_id": place}
    key = r.ok("bookmarks.add", emoji=":link:", entity_id="E1", **LINK, **at)["bookmark"]["id"]
    r.ok("bookmarks.edit", bookmark_id=key, title="u", link="https://b.example", emoji=":eyes:", **at)
    r.ok("bookmarks.list", **at)
    r.refused("invalid_bookmark_type", "bookmarks.add", title="t", type="what", **at)
    r.refused("invalid_parent_type", "bookmarks.add", parent_id=key, **LINK, **at)
    r.refused("invalid_link", "bookmarks.edit", bookmark_id=key, link="ftp", **at)
    r.refused("invalid_link", "bookmarks.add", title="t", type="link", link="ftp", **at)
    r.refused("invalid_emoji", "bookmarks.add", emoji=": :", **LINK, **at)
    r.refused("invalid_emoji", "bookmarks.edit", bookmark_id=key, emoji=": :", **at)
    for method, more in (("add", LINK), ("edit", {"bookmark_id": key}), ("list", {}), ("remove", {"bookmark_id": key})):
        r.refused("channel_not_found", f"bookmarks.{method}", channel_id=NOWHERE, **more)
        r.refused("invalid_arguments", f"bookmarks.{method}", **more)
    r.ok("bookmarks.remove", bookmark_id=key, **at)
    r.refused("not_found", "bookmarks.remove", bookmark_id=key, **at)
    r.refused("not_found", "bookmarks.edit", bookmark_id=key, **at)
    for _ in range(100):
        r.ok("bookmarks.add", **LINK, **at)
    r.refused("too_many_bookmarks", "bookmarks.add", **LINK, **at)


async def pins(r: Recorder) -> None:
    place = r.channel("board")
    post = r.post("pin me", place)
    at = {"channel": place, "timestamp": post}
    r.ok("pins.add", **at)
    r.ok("pins.list", channel=place)
    r.refused("already_pinned", "pins.add", **at)
    r.refused("channel_not_found", "pins.list", channel=NOWHERE)
    joined = r.ok("conversations.history", channel=place)["messages"][-1]["ts"]
    r.refused("not_pinnable", "pins.add", channel=place, timestamp=joined)
    for method in ("pins.add", "pins.remove"):
        r.refused("no_item_specified", method, channel=place)
        r.refused("bad_timestamp", method, channel=place, timestamp="then")
        r.refused("message_not_found", method, channel=place, timestamp="1.000001")
        r.refused("channel_not_found", method, channel=NOWHERE, timestamp=post)
        r.refused("not_in_channel", method, channel=INCIDENTS, timestamp=post)
    r.ok("pins.remove", **at)
    r.refused("no_pin", "pins.remove", **at)
    for _ in range(100):
        r.ok("pins.add", channel=place, timestamp=r.post("x", place))
    r.refused("too_many_pins", "pins.add", **at)


async def reactions(r: Recorder) -> None:
    post = r.post("react")
    at = {"channel": GENERAL, "timestamp": post}
    r.ok("reactions.add", name="eyes", **at)
    r.refused("already_reacted", "reactions.add", name="eyes", **at)
    r.ok("reactions.get", full=True, **at)
    rich = r.post("x", blocks=[section("b")], attachments=[{"text": "a"}], username="E", icon_emoji=":eyes:")
    file = await r.file()
    r.ok("files.completeUploadExternal", files=[{"id": file}], channel_id=GENERAL, thread_ts=post)
    newest = r.ok("conversations.replies", channel=GENERAL, ts=post)["messages"]
    said = (await r.workspace.person("林晓").say("general", "hello")).shown[0].ts
    for each in (rich, said, *(message["ts"] for message in newest[1:])):
        r.ok("reactions.add", channel=GENERAL, timestamp=each, name="eyes")
    r.ok("reactions.list", full=True, count=10, page=1)
    r.ok("reactions.list", limit=1, cursor="")
    r.refused("user_not_found", "reactions.list", user="U99999LOC")
    for method, more in (("add", {"name": "x"}), ("remove", {"name": "x"}), ("get", {})):
        r.refused("channel_not_found", f"reactions.{method}", channel=NOWHERE, timestamp=post, **more)
        r.refused("message_not_found", f"reactions.{method}", channel=GENERAL, timestamp="1.000001", **more)
        r.refused("bad_timestamp", f"reactions.{method}", channel=GENERAL, timestamp="then", **more)
        if method != "add":
            r.refused("no_item_specified", f"reactions.{method}", **more)
            r.refused("file_not_found", f"reactions.{method}", file="F99999LOC", **more)
            r.refused("file_comment_not_found", f"reactions.{method}", file_comment="Fc1", **more)
    r.refused("invalid_name", "reactions.add", name="a b", **at)
    r.refused("invalid_name", "reactions.remove", name="a b", **at)
    r.ok("reactions.remove", name="eyes", **at)
    r.refused("no_reaction", "reactions.remove", name="eyes", **at)
    closed = r.channel("still")
    old = r.post("x", closed)
    r.ok("conversations.archive", channel=closed)
    r.refused("is_archived", "reactions.add", channel=closed, timestamp=old, name="eyes")
    for number in range(23):
        r.ok("reactions.add", name=f"e{number}", **at)
    r.refused("too_many_emoji", "reactions.add", name="e24", **at)
    for number in range(23, 50):
        await r.workspace.person("林晓" if number % 2 else "周明").react(post, f"e{number}")
    r.ok("reactions.remove", name="e0", **at)
    await r.workspace.person("苏婉").react(post, "e0")
    r.refused("too_many_reactions", "reactions.add", name="e99", **at)


async def canvases(r: Recorder) -> None:
    words = {"type": "markdown", "markdown": "# one\ntwo"}
    key = r.ok("canvases.create", title="t", document_content=words)["canvas_id"]
    place = r.channel("paper")
    r.ok("canvases.create", channel_id=place)
    own = r.ok("conversations.canvases.create", channel_id=place, title="t", document_content=words)["canvas_id"]
    r.refused("channel_canvas_already_exists", "conversations.canvases.create", channel_id=place)
    r.ok("canvases.edit", canvas_id=key, changes=[{"operation": "insert_at_end", "document_content": words}])
    gone = [{"operation": "delete", "section_id": "temp:C:nowhere"}]
    r.refused("canvas_editing_failed", "canvases.edit", canvas_id=key, changes=gone)
    much = [{"operation": "insert_at_end", "document_content": {"type": "markdown", "markdown": "x" * 100_001}}]
    r.refused("canvas_too_large", "canvases.edit", canvas_id=key, changes=much)
    found = r.ok("canvases.sections.lookup", canvas_id=key, criteria={"section_types": ["h1"], "contains_text": "one"})
    assert len(found["sections"]) == 2
    assert not r.ok("canvases.sections.lookup", canvas_id=key, criteria={"section_types": ["h2"]})["sections"]
    r.ok("canvases.access.set", canvas_id=key, access_level="write", user_ids=[LIN, ZHOU])
    r.ok("canvases.access.set", canvas_id=key, access_level="read", channel_ids=[place])
    r.ok("canvases.access.delete", canvas_id=key, user_ids=f'["{LIN}"]')
    r.ok("canvases.access.delete", canvas_id=key, channel_ids=place)
    for method in ("canvases.access.set", "canvases.access.delete"):
        r.refused("invalid_parameters", method, canvas_id=key, access_level="read")
        r.refused("user_not_found", method, canvas_id=key, access_level="read", user_ids=["U99999LOC"])
        r.refused("channel_not_found", method, canvas_id=key, access_level="read", channel_ids=[NOWHERE])
        r.refused("canvas_not_found", method, canvas_id="F99999LOC", access_level="read", user_ids=[LIN])
    r.refused("invalid_arguments", "canvases.access.set", canvas_id=key, access_level="what", user_ids=[LIN])
    r.ok("canvases.delete", canvas_id=key)
    r.refused("canvas_deleted", "canvases.sections.lookup", canvas_id=key, criteria={})
    r.refused("canvas_not_found", "canvases.sections.lookup", canvas_id="F99999LOC", criteria={})
    r.refused("canvas_not_found", "canvases.delete", canvas_id=key)
    r.refused("canvas_not_found", "canvases.edit", canvas_id=key, changes=gone)
    r.ok("canvases.delete", canvas_id=own)
    r.ok("conversations.canvases.create", channel_id=place)


async def files(r: Recorder) -> None:
    place = r.channel("drawer")
    secret = r.channel("safe", is_private=True)
    person = r.ok("conversations.open", users=LIN)["channel"]["id"]
    one = await r.file(alt_txt="a note", snippet_type="text")
    everywhere = f"{place},{secret},{person}"
    done = [{"id": one, "title": "Note"}]
    to = {"files": done, "initial_comment": "see", "blocks": [section("b")]}
    r.ok("files.completeUploadExternal", channel_id=place, username="E", icon_emoji=":eyes:", icon_url="", **to)
    r.ok("files.completeUploadExternal", files=done, channels=everywhere)
    root = r.post("root", place)
    two = [{"id": await r.file("picture.png", b"png")}]
    r.ok("files.completeUploadExternal", files=two, channels=f"{place},{GENERAL}", thread_ts="")
    three = [{"id": await r.file()}]
    r.ok("files.completeUploadExternal", files=three, channel_id=place, thread_ts=root)
    r.ok("chat.update", channel=place, ts=root, text="x", file_ids=[one])
    r.refused("invalid_blocks", "files.completeUploadExternal", files=three, channel_id=place, blocks=[section("")])
    r.refused("file_not_found", "files.completeUploadExternal", files=[{"id": "F99999LOC"}])
    r.refused("channel_not_found", "files.completeUploadExternal", files=three, channel_id=NOWHERE)
    r.refused("not_in_channel", "files.completeUploadExternal", files=three, channel_id=INCIDENTS)
    r.refused("invalid_channel", "files.completeUploadExternal", files=three, channel_id="#what")
    many = ",".join([place] * 101)
    r.refused("channels_limit_exceeded", "files.completeUploadExternal", files=three, channels=many)
    closed = r.channel("locked")
    r.ok("conversations.archive", channel=closed)
    r.refused("posting_to_channel_denied", "files.completeUploadExternal", files=three, channel_id=closed)
    size = {"filename": "a", "length": 1_000_000_001}
    r.refused("file_upload_size_restricted", "files.getUploadURLExternal", **size)
    r.refused("snippet_too_large", "files.getUploadURLExternal", filename="a", length=2_000_000, snippet_type="text")
    r.refused("alt_txt_too_large", "files.getUploadURLExternal", filename="a", length=1, alt_txt="x" * 1001)
    r.ok("files.info", file=one, count=5, page=1, limit=5, cursor="")
    hidden = r.workspace.state.files[three[0]["id"]]
    hidden.app_id, hidden.shares = "A00002LOC", {}
    r.refused("access_denied", "files.info", file=hidden.id)
    r.refused("cant_delete_file", "files.delete", file=hidden.id)
    r.ok("files.list", channel=place, user="U00009LOC", ts_from=1, ts_to=9_999_999_999, types="all", count=5, page=1)
    r.refused("unknown_type", "files.list", types="what")
    r.refused("user_not_found", "files.list", user="U99999LOC")
    r.ok("files.revokePublicURL", file=one)
    r.refused("cant_delete", "files.comments.delete", file=one, id="Fc1")
    r.refused("method_deprecated", "files.upload")
    r.ok("files.delete", file=one)
    r.refused("file_deleted", "chat.update", channel=place, ts=root, text="x", file_ids=f'["{one}"]')
    r.refused("invalid_arguments", "files.getUploadURLExternal", filename="", length=1)
    for method in ("info", "delete", "comments.delete"):
        r.refused("file_deleted", f"files.{method}", file=one, id="Fc1")
    for method in ("info", "delete", "comments.delete", "revokePublicURL"):
        r.refused("file_not_found", f"files.{method}", file="F99999LOC", id="Fc1")


async def remote_files(r: Recorder) -> None:
    place = r.channel("far")
    it = {"external_id": "doc-1", "title": "Doc", "external_url": "https://a.example/doc"}
    more = {"filetype": "gdoc", "indexable_file_contents": "x", "preview_image": "y"}
    file = r.ok("files.remote.add", **it, **more)["file"]["id"]
    assert r.ok("files.remote.add", **it)["file"]["id"] == file
    r.refused("bad_title", "files.remote.add", external_id="d", title=" ", external_url="https://a.example")
    r.refused(
        "invalid_external_id", "files.remote.add", external_id="d" * 256, title="t", external_url="https://a.example"
    )
    secret = r.channel("far-safe", is_private=True)
    person = r.ok("conversations.open", users=LIN)["channel"]["id"]
    r.ok("files.remote.share", file=file, channels=f"{place},{secret},{person}")
    r.ok("files.remote.share", external_id="doc-1", channels=place)
    r.ok("files.info", file=file)
    r.ok("files.list")
    r.refused("channel_not_found", "files.remote.share", file=file, channels=NOWHERE)
    r.refused("not_in_channel", "files.remote.share", file=file, channels=INCIDENTS)
    r.ok("files.remote.info", external_id="doc-1")
    r.ok("files.remote.list", channel=place, limit=1, ts_from=1, ts_to=9_999_999_999)
    r.refused("invalid_cursor", "files.remote.list", cursor="what")
    r.ok("files.remote.update", file=file, title="Doc 2", external_url="https://a.example/2", **more)
    r.refused("invalid_title", "files.remote.update", file=file, title="")
    r.refused("invalid_url", "files.remote.update", file=file, external_url="ftp")
    for method in ("info", "remove", "update", "share"):
        to = {"channels": place}
        r.refused("file_not_found", f"files.remote.{method}", file="F99999LOC", **to)
        if method != "share":
            r.refused("invalid_args", f"files.remote.{method}", **to)
            r.refused("too_many_ids", f"files.remote.{method}", file=file, external_id="doc-1", **to)
    r.refused("invalid_args", "files.remote.share", channels=place)
    r.ok("files.remote.remove", file=file, external_id="")


async def views(r: Recorder) -> None:
    form = modal(section("x"), text_field("t", "Title"), close=plain("No"))
    home = {"type": "home", "title": plain("Home"), "blocks": [section("x")]}
    tickets = r.workspace.interactions.tickets

    def trigger() -> str:
        return tickets.trigger(LIN, "A00001LOC")

    used = trigger()
    opened = r.ok("views.open", trigger_id=used, view={**form, "external_id": "one"})["view"]
    r.refused("exchanged_trigger_id", "views.open", trigger_id=used, view=form)
    r.refused("exchanged_trigger_id", "views.push", trigger_id=used, view=form)
    r.refused("duplicate_external_id", "views.push", trigger_id=trigger(), view={**form, "external_id": "one"})
    second = r.ok("views.push", interactivity_pointer=trigger(), view=form)["view"]
    r.refused("duplicate_external_id", "views.update", view_id=second["id"], view={**form, "external_id": "one"})
    r.ok("views.push", trigger_id=trigger(), view=form)
    r.refused("push_limit_reached", "views.push", trigger_id=trigger(), view=form)
    r.ok("views.update", external_id="one", view={**form, "external_id": "one"}, hash=opened["hash"])
    r.refused("hash_conflict", "views.update", view_id=opened["id"], view=form, hash="0.old")
    r.refused("not_found", "views.update", view_id="V99999LOC", view=form)
    r.refused("not_found", "views.update", view=form)
    r.refused("not_found", "views.push", trigger_id=tickets.trigger(ZHOU, "A00001LOC"), view=form)
    huge = modal(*[section("x" * 2990)] * 100)
    r.refused("duplicate_external_id", "views.open", trigger_id=trigger(), view={**form, "external_id": "one"})
    r.refused("view_too_large", "views.open", interactivity_pointer=trigger(), view=huge)
    r.refused("view_too_large", "views.update", view_id=opened["id"], view=huge)
    r.ok("views.open", trigger_id=trigger(), view=form)
    r.refused("view_too_large", "views.push", trigger_id=trigger(), view=huge)
    first = r.ok("views.publish", user_id=LIN, view={**home, "external_id": "home"})["view"]
    r.ok("views.publish", user_id=LIN, view=home, hash=first["hash"], interactivity_pointer="")
    r.refused("hash_conflict", "views.publish", user_id=LIN, view=home, hash="0.old")
    r.ok("views.publish", user_id=ZHOU, view={**home, "external_id": "two"})
    r.refused("duplicate_external_id", "views.publish", user_id=LIN, view={**home, "external_id": "two"})
    r.refused("missing_profile_id", "views.publish", user_id="U99999LOC", view=home)
    r.refused("view_too_large", "views.publish", user_id=LIN, view={"type": "home", "blocks": huge["blocks"]})
    r.refused("not_allowed_token_type", "views.publish", user_id=LIN, view=home, token=INSTALL.app_token)
    for method in ("views.open", "views.push"):
        r.refused("invalid_trigger_id", method, trigger_id="what", view=form)
        tickets.trigger_seconds, kept = -1.0, tickets.trigger_seconds
        late = trigger()
        tickets.trigger_seconds = kept
        r.refused("expired_trigger_id", method, trigger_id=late, view=form)
