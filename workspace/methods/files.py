"""files.*: upload in three steps, reading back. Files that lie elsewhere: `remote_files`."""

from __future__ import annotations

from workspace.apps.compose import content, from_app
from workspace.errors import SlackError, bad_arguments
from workspace.memory import messages
from workspace.memory.records import Channel, Json, StoredFile
from workspace.memory.shapes import file_shape
from workspace.methods.chat import dressed
from workspace.methods.registry import Call, Family, part, refused

files = Family("files")
SIZE_LIMIT = 1_000_000_000
SNIPPET_LIMIT = 1_000_000
ALT_LIMIT = 1000
CHANNELS_LIMIT = 100
_WRITE = ("files:write",)
_KINDS = ("all", "spaces", "snippets", "images", "gdocs", "zips", "pdfs")
_PLAIN = part("No thumbnails, no comments.", "没有缩略图和评论。")

files.refuse(
    "upload",
    "method_deprecated",
    refused("Switched off by Slack: use the three steps.", "Slack 已停用，请改用三步上传。"),
    tier=2,
    scopes=_WRITE,
)
files.refuse(
    "sharedPublicURL",
    "not_allowed_token_type",
    refused("Wants a person's token.", "需要用户令牌。"),
    tier=3,
    required=("file",),
)


@files.method("getUploadURLExternal", tier=4, required=("filename", "length"), scopes=_WRITE)
def get_upload_url_external(call: Call) -> Json:
    length = call.text("length")
    if not length.isdigit() or int(length) == 0:
        raise bad_arguments("must be a number greater than 0 [json-pointer:/length]")
    if int(length) > SIZE_LIMIT:
        raise SlackError("file_upload_size_restricted")
    if call.text("snippet_type") and int(length) > SNIPPET_LIMIT:
        raise SlackError("snippet_too_large")
    if len(call.text("alt_txt")) > ALT_LIMIT:
        raise SlackError("alt_txt_too_large")
    name = call.text("filename")
    if not name:
        raise bad_arguments("must be more than 0 characters [json-pointer:/filename]")
    file = StoredFile(
        call.state.ids.next("F"),
        name,
        name,
        int(length),
        call.me,
        call.app.id,
        call.state.stamps.seconds(),
        call.text("snippet_type"),
        call.text("alt_txt"),
    )
    call.state.files[file.id] = file
    secret = f"{call.state.ids.number('upload'):06d}"
    call.state.uploads[secret] = file.id
    return {"upload_url": f"{call.state.base_url}/upload/v1/{secret}", "file_id": file.id}


@files.method("completeUploadExternal", tier=4, required=("files",), scopes=_WRITE, far=_PLAIN)
def complete_upload_external(call: Call) -> Json:
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
        raise bad_arguments("must be an array of objects [json-pointer:/files]")
    found = [_uploaded(call, str(each.get("id", ""))) for each in wanted]
    channels = _channels(call)
    made = [_message(call) for _ in channels]
    for file, each in zip(found, wanted, strict=True):
        file.title = str(each.get("title") or file.name)
        file.complete = True
    for channel, message in zip(channels, made, strict=True):
        share(call, channel, found, message)
    return {"files": [file_shape(call.state, file) for file in found]}


def _uploaded(call: Call, file_id: str) -> StoredFile:
    file = call.state.files.get(file_id)
    if file is None or file.app_id != call.app.id or file.body is None:
        raise SlackError("file_not_found")
    return file


def _channels(call: Call) -> list[Channel]:
    named = call.names("channels") or call.names("channel_id")
    if len(named) > CHANNELS_LIMIT:
        raise SlackError("channels_limit_exceeded")
    found: list[Channel] = []
    for each in named:
        if not each.isalnum():
            raise SlackError("invalid_channel")
        channel = call.state.channel_with(each, call.me)
        if channel.archived:
            raise SlackError("posting_to_channel_denied")
        found.append(channel)
    return found


def _message(call: Call) -> Json:
    made: Json = {"text": call.text("initial_comment"), "upload": True, "display_as_bot": False}
    if call.args.get("blocks"):
        made.update(content(call.state, {"text": made["text"], "blocks": call.args["blocks"]}))
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
    return {**dressed(call, from_app(call.app, made)), "subtype": "file_share"}


def share(call: Call, channel: Channel, shared: list[StoredFile], made: Json) -> None:
    """Posts the message with these files, and notes with each where it stands."""
    shapes = [file_shape(call.state, file) for file in shared]
    message = messages.post(call.state, channel, {**made, "files": shapes})
    for file in shared:
        file.shares.setdefault(channel.id, []).append(message["ts"])


@files.method("info", tier=4, required=("file",), scopes=("files:read",), far=_PLAIN)
def info(call: Call) -> Json:
    file = call.state.file(call.text("file"))
    if not _sees(call, file):
        raise SlackError("access_denied")
    comments, paging = call.paging(list[Json]())
    call.page(comments)
    return {
        "file": file_shape(call.state, file),
        "comments": comments,
        "paging": paging,
        "response_metadata": {"next_cursor": ""},
    }


def _sees(call: Call, file: StoredFile) -> bool:
    """The app's own files, those in a channel that it sees, and those that it was given in a form."""
    places = [call.state.channels[each] for each in file.shares]
    if not places and not file.app_id:
        return True  # somebody put it into a form
    return file.app_id == call.app.id or any(place.is_public or call.me in place.members for place in places)


@files.method("list", tier=3, scopes=("files:read",), far=_PLAIN)
def list_(call: Call) -> Json:
    """Newest first."""
    if call.text("user"):
        call.state.user(call.text("user"))
    types = call.names("types")
    if any(each not in _KINDS for each in types):
        raise SlackError("unknown_type")
    found = [file for file in call.state.files.values() if _listed(call, file, types)]
    page, paging = call.paging(found[::-1])
    return {"files": [file_shape(call.state, file) for file in page], "paging": paging}


def _listed(call: Call, file: StoredFile, types: list[str]) -> bool:
    if not file.complete or file.deleted or not _sees(call, file):
        return False
    channel, user = call.text("channel"), call.text("user")
    first, last = (call.text(name).partition(".")[0] or "0" for name in ("ts_from", "ts_to"))
    between = int(first) <= file.created and (last == "0" or file.created <= int(last))
    mine = channel in ("", *file.shares) and user in ("", file.user)
    return mine and between and (not types or "all" in types or kind(file) in types)


def kind(file: StoredFile) -> str:
    """The word of files.list's `types` for it."""
    ending = file.name.rpartition(".")[2].lower()
    if file.snippet_type:
        return "snippets"
    if ending in ("png", "jpg", "jpeg", "gif", "svg"):
        return "images"
    return {"pdf": "pdfs", "zip": "zips"}.get(ending, "other")


@files.method("delete", tier=3, required=("file",), scopes=_WRITE)
def delete(call: Call) -> Json:
    file = call.state.file(call.text("file"))
    if file.app_id != call.app.id:
        raise SlackError("cant_delete_file")
    file.deleted = True
    file.body = None
    return {}


@files.method(
    "revokePublicURL", tier=3, required=("file",), scopes=_WRITE, far=part("No file is public.", "没有公开的文件。")
)
def revoke_public_url(call: Call) -> Json:
    return {"file": file_shape(call.state, call.state.file(call.text("file")))}


@files.method(
    "comments.delete",
    tier=2,
    required=("file", "id"),
    scopes=_WRITE,
    far=refused(
        "Slack makes no more comments on files: there is none to delete.", "Slack 已不再有文件评论，无可删除。"
    ),
)
def comments_delete(call: Call) -> Json:
    call.state.file(call.text("file"))
    raise SlackError("cant_delete")
