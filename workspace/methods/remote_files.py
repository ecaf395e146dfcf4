"""files.remote.*: files that lie elsewhere and are only shown here."""

from __future__ import annotations

from workspace.apps.compose import from_app
from workspace.errors import SlackError
from workspace.memory.records import Channel, Json, StoredFile
from workspace.memory.shapes import file_shape
from workspace.methods.files import share
from workspace.methods.registry import Call, Family, part

files = Family("files")
TITLE_LIMIT = 255
_READ = ("remote_files:read",)
_WRITE = ("remote_files:write",)
_FAR = part("No preview picture, nothing is indexed.", "没有预览图，内容不会被索引。")


def _title(call: Call, code: str) -> str:
    title = call.text("title")
    if not title.strip() or len(title) > TITLE_LIMIT:
        raise SlackError(code)
    return title


def _address(call: Call, code: str) -> str:
    if not call.text("external_url").startswith(("http://", "https://")):
        raise SlackError(code)
    return call.text("external_url")


@files.method("remote.add", tier=2, required=("external_id", "title", "external_url"), scopes=_WRITE, far=_FAR)
def add(call: Call) -> Json:
    """The same external_id again is the same file, with what the call says now."""
    if len(call.text("external_id")) > TITLE_LIMIT:
        raise SlackError("invalid_external_id")
    _ignored(call)
    title, address = _title(call, "bad_title"), _address(call, "invalid_url")
    file = _by_external_id(call, call.text("external_id"))
    if file is None:
        now = call.state.stamps.seconds()
        file = StoredFile(call.state.ids.next("F"), title, title, 0, call.me, call.app.id, now, complete=True)
        file.external_id = call.text("external_id")
        call.state.files[file.id] = file
    file.name = file.title = title
    file.external_url, file.filetype = address, call.text("filetype")
    return {"file": file_shape(call.state, file)}


def _ignored(call: Call) -> None:
    """Read, so that it is known; nothing is made of it."""
    call.text("preview_image")
    call.text("indexable_file_contents")


def _by_external_id(call: Call, external_id: str) -> StoredFile | None:
    for file in call.state.files.values():
        if file.external_id == external_id and file.app_id == call.app.id and not file.deleted:
            return file
    return None


def _file(call: Call) -> StoredFile:
    """By `file` or by `external_id`. Raises `too_many_ids`, `invalid_args`, `file_not_found`."""
    by_id, external = call.text("file"), call.text("external_id")
    if by_id and external:
        raise SlackError("too_many_ids")
    if not by_id and not external:
        raise SlackError("invalid_args")
    file = call.state.files.get(by_id) if by_id else _by_external_id(call, external)
    if file is None or file.deleted or not file.external_id or file.app_id != call.app.id:
        raise SlackError("file_not_found")
    return file


@files.method("remote.info", tier=2, scopes=_READ, far=_FAR)
def info(call: Call) -> Json:
    return {"file": file_shape(call.state, _file(call))}


@files.method("remote.list", tier=2, scopes=_READ, far=_FAR)
def list_(call: Call) -> Json:
    channel = call.text("channel")
    first, last = (call.text(name).partition(".")[0] or "0" for name in ("ts_from", "ts_to"))
    found = [
        file
        for file in call.state.files.values()
        if file.external_id
        and not file.deleted
        and file.app_id == call.app.id
        and channel in ("", *file.shares)
        and int(first) <= file.created
        and (last == "0" or file.created <= int(last))
    ]
    page, more = call.page(found)
    return {"files": [file_shape(call.state, file) for file in page], **more}


@files.method("remote.update", tier=2, scopes=_WRITE, far=_FAR)
def update(call: Call) -> Json:
    file = _file(call)
    _ignored(call)
    title = _title(call, "invalid_title") if call.args.get("title") is not None else file.title
    address = _address(call, "invalid_url") if call.args.get("external_url") is not None else file.external_url
    file.name = file.title = title
    file.external_url, file.filetype = address, call.text("filetype") or file.filetype
    return {"file": file_shape(call.state, file)}


@files.method("remote.remove", tier=2, scopes=_WRITE)
def remove(call: Call) -> Json:
    _file(call).deleted = True
    return {}


@files.method("remote.share", tier=2, required=("channels",), scopes=("remote_files:share",), far=_FAR)
def share_(call: Call) -> Json:
    file = _file(call)
    places: list[Channel] = [call.state.channel_with(each, call.me) for each in call.names("channels")]
    for channel in places:
        share(call, channel, [file], from_app(call.app, {"text": "", "subtype": "file_share"}))
    return {"file": file_shape(call.state, file)}
