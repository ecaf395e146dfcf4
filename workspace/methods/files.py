"""files.*: upload in three steps, reading back."""

from __future__ import annotations

from workspace import messages
from workspace.compose import content, from_app
from workspace.errors import SlackError, bad_arguments
from workspace.methods.registry import Call, Family
from workspace.records import Channel, Json, StoredFile
from workspace.shapes import file_shape

files = Family("files")
SIZE_LIMIT = 1_000_000_000
_WRITE = ("files:write",)


@files.method("getUploadURLExternal", tier=4, required=("filename", "length"), scopes=_WRITE)
def get_upload_url_external(call: Call) -> Json:
    length = call.text("length")
    if not length.isdigit() or int(length) == 0:
        raise bad_arguments("must be a number greater than 0 [json-pointer:/length]")
    if int(length) > SIZE_LIMIT:
        raise SlackError("file_upload_size_restricted")
    name = call.text("filename")
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


@files.method("completeUploadExternal", tier=4, required=("files",), scopes=_WRITE)
def complete_upload_external(call: Call) -> Json:
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
        raise bad_arguments("must be an array of objects [json-pointer:/files]")
    found = [_uploaded(call, str(each.get("id", ""))) for each in wanted]
    channels = _channels(call)
    for file, each in zip(found, wanted, strict=True):
        file.title = str(each.get("title") or file.name)
        file.complete = True
    for channel in channels:
        _share(call, channel, found)
    return {"files": [file_shape(call.state, file) for file in found]}


def _uploaded(call: Call, file_id: str) -> StoredFile:
    file = call.state.files.get(file_id)
    if file is None or file.app_id != call.app.id or file.body is None:
        raise SlackError("file_not_found")
    return file


def _channels(call: Call) -> list[Channel]:
    named = call.names("channels") or call.names("channel_id")
    found: list[Channel] = []
    for each in named:
        channel = call.state.channel_with(each, call.me)
        if channel.archived:
            raise SlackError("posting_to_channel_denied")
        found.append(channel)
    return found


def _share(call: Call, channel: Channel, shared: list[StoredFile]) -> None:
    made: Json = {"text": call.text("initial_comment"), "upload": True, "display_as_bot": False}
    if call.args.get("blocks"):
        made.update(content(call.state, {"text": made["text"], "blocks": call.args["blocks"]}))
    if call.text("thread_ts"):
        made["thread_ts"] = call.text("thread_ts")
    made["files"] = [file_shape(call.state, file) for file in shared]
    message = messages.post(call.state, channel, from_app(call.app, {**made, "subtype": "file_share"}))
    for file in shared:
        file.shares.setdefault(channel.id, []).append(message["ts"])


@files.method("info", tier=4, required=("file",), scopes=("files:read",))
def info(call: Call) -> Json:
    file = call.state.file(call.text("file"))
    return {"file": file_shape(call.state, file), "comments": [], "response_metadata": {"next_cursor": ""}}


@files.method("list", tier=3, scopes=("files:read",))
def list_(call: Call) -> Json:
    channel = call.text("channel")
    found = [
        file
        for file in call.state.files.values()
        if file.complete and not file.deleted and (not channel or channel in file.shares)
    ]
    paging: Json = {"count": len(found), "total": len(found), "page": 1, "pages": 1}
    return {"files": [file_shape(call.state, file) for file in found], "paging": paging}


@files.method("delete", tier=3, required=("file",), scopes=_WRITE)
def delete(call: Call) -> Json:
    file = call.state.file(call.text("file"))
    if file.app_id != call.app.id:
        raise SlackError("cant_delete_file")
    file.deleted = True
    file.body = None
    return {}
