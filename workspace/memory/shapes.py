"""How records look in an answer of the Web API: users, channels, files, messages. Pure functions."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from workspace.memory.messages import permalink
from workspace.memory.records import Channel, Json, StoredFile, User
from workspace.memory.state import State

PREVIEW_LINES = 5
NEVER_READ = "0000000000.000000"
_KINDS = {
    "html": ("text/html", "HTML"),
    "htm": ("text/html", "HTML"),
    "md": ("text/markdown", "Markdown (raw)"),
    "markdown": ("text/markdown", "Markdown (raw)"),
    "txt": ("text/plain", "Plain Text"),
    "json": ("application/json", "JSON"),
    "csv": ("text/csv", "CSV"),
    "pdf": ("application/pdf", "PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word Document"),
    "png": ("image/png", "PNG"),
    "jpg": ("image/jpeg", "JPEG"),
    "jpeg": ("image/jpeg", "JPEG"),
    "gif": ("image/gif", "GIF"),
    "svg": ("image/svg+xml", "SVG"),
}


def user_shape(state: State, user: User, *, locale: bool = False) -> Json:
    """As users.info has it; `locale` only when asked for. No pictures: nothing here leaves the machine."""
    offset = datetime.datetime.fromtimestamp(state.stamps.seconds(), ZoneInfo(user.tz)).utcoffset()
    shape: Json = {
        "id": user.id,
        "team_id": state.team.id,
        "name": user.name,
        "deleted": user.deleted,
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile_shape(state, user),
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_email_confirmed": bool(user.email),
        "has_2fa": False,
        "who_can_share_contact_card": "EVERYONE",
        "updated": user.updated,
    }
    if locale:
        shape["locale"] = user.locale
    return shape


def profile_shape(state: State, user: User, *, fields: bool = False) -> Json:
    """As users.info has it, and with `fields` as users.profile.get does: there are no custom ones here."""
    first, _, last = user.real_name.partition(" ")
    shape: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "first_name": first,
        "last_name": last,
        "title": user.title,
        "phone": user.phone,
        "skype": "",
        "pronouns": user.pronouns,
        "status_text": user.status_text,
        "status_text_canonical": "",
        "status_emoji": user.status_emoji,
        "status_expiration": user.status_expiration,
        "huddle_state": "default_unset",
        "huddle_state_expiration_ts": 0,
        "avatar_hash": "",
        "team": state.team.id,
    }
    if fields:
        shape["fields"] = {}
    if user.is_bot:
        shape.update(bot_id=user.bot_id, api_app_id=user.app_id, always_active=False)
    elif user.email:
        shape["email"] = user.email
    return shape


def channel_shape(
    state: State, channel: Channel, viewer: str, *, count: bool = False, locale: str = "", read: bool = True
) -> Json:
    """As conversations.info has it, for this viewer; `read`: with how far a member has read."""
    if channel.kind == "im":
        shape: Json = _direct_shape(state, channel, viewer)
    else:
        shape = _named_shape(state, channel, viewer)
    if count:
        shape["num_members"] = len(channel.members)
    if locale:
        shape["locale"] = locale
    if read and viewer in channel.members:
        shape["last_read"] = channel.last_read.get(viewer, NEVER_READ)
    return shape


def _direct_shape(state: State, channel: Channel, viewer: str) -> Json:
    return {
        "id": channel.id,
        "created": channel.created,
        "context_team_id": state.team.id,
        "is_archived": channel.archived,
        "is_im": True,
        "is_org_shared": False,
        "is_user_deleted": False,
        "is_open": viewer not in channel.closed_for,
        "user": channel.partner_of(viewer),
        "updated": channel.updated,
        "priority": 0,
    }


def _named_shape(state: State, channel: Channel, viewer: str) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "updated": channel.updated,
        "context_team_id": state.team.id,
        "is_channel": channel.is_public,
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": not channel.is_public,
        "is_archived": channel.archived,
        "is_general": channel.general,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_moved": 0,
        "is_frozen": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "internal_team_ids": [state.team.id],
        "shared_team_ids": [state.team.id],
        "unlinked": 0,
        "is_member": viewer in channel.members,
        "properties": _properties(channel),
        "topic": channel.topic.shape(),
        "purpose": channel.purpose.shape(),
        "previous_names": list(channel.previous_names),
    }


def _properties(channel: Channel) -> Json:
    if not channel.canvas:
        return {}
    return {"canvas": {"file_id": channel.canvas, "is_empty": False, "quip_thread_id": ""}}


def message_shape(message: Json, *, metadata: bool) -> Json:
    """As conversations.history has it; metadata only when asked for with `include_all_metadata`."""
    if metadata or "metadata" not in message:
        return dict(message)
    return {name: value for name, value in message.items() if name != "metadata"}


def file_shape(state: State, file: StoredFile) -> Json:
    """As files.info has it. `url_private` needs the app's token."""
    mimetype, pretty = kind_of(file.name)
    private = f"{state.base_url}/files-pri/{state.team.id}-{file.id}/"
    extension = file.name.rpartition(".")[2].lower()
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype,
        "filetype": file.filetype or ("text" if extension == "txt" else extension),
        "pretty_type": pretty,
        "user": file.user,
        "user_team": state.team.id,
        "editable": bool(file.snippet_type),
        "size": len(file.body or b""),
        "is_public": any(state.channels[each].is_public for each in file.shares),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "has_rich_preview": False,
        "file_access": "visible",
        "is_starred": False,
        "media_display_type": "unknown",
        **(_elsewhere(file) if file.external_id else _here(private, file)),
        "permalink": f"{state.base_url}/files/{file.user}/{file.id}/{file.name}",
        "alt_txt": file.alt_text,
        "channels": [each for each in file.shares if state.channels[each].is_public],
        "groups": [each for each in file.shares if state.channels[each].kind == "private"],
        "ims": [each for each in file.shares if state.channels[each].is_direct],
        "shares": _shares(state, file),
        "comments_count": 0,
    }


def _elsewhere(file: StoredFile) -> Json:
    """A remote file: its address is the app's own."""
    return {
        "mode": "external",
        "is_external": True,
        "external_type": "app",
        "external_id": file.external_id,
        "external_url": file.external_url,
        "app_id": file.app_id,
        "url_private": file.external_url,
        "has_more_shares": False,
    }


def _here(private: str, file: StoredFile) -> Json:
    """An uploaded file; of a text its first lines can be seen."""
    shape: Json = {
        "mode": "snippet" if file.snippet_type else "hosted",
        "is_external": False,
        "external_type": "",
        "has_more_shares": False,
        "url_private": f"{private}{file.name}",
        "url_private_download": f"{private}download/{file.name}",
    }
    if not kind_of(file.name)[0].startswith("text/") or file.body is None:
        return shape
    lines = file.body.decode("utf-8", "replace").splitlines()
    return {
        **shape,
        "edit_link": f"{private}edit/{file.name}",
        "preview": "\n".join(lines[:PREVIEW_LINES]),
        "lines": len(lines),
        "lines_more": max(0, len(lines) - PREVIEW_LINES),
        "preview_is_truncated": len(lines) > PREVIEW_LINES,
    }


def _shares(state: State, file: StoredFile) -> Json:
    shape: Json = {}
    for channel_id, stamps in file.shares.items():
        channel = state.channels[channel_id]
        side = shape.setdefault("public" if channel.is_public else "private", {})
        side[channel_id] = [{"ts": ts, "channel_name": channel.name, "team_id": state.team.id} for ts in stamps]
    return shape


def kind_of(name: str) -> tuple[str, str]:
    """(mime type, Slack's word for it) by a file's ending."""
    return _KINDS.get(name.rpartition(".")[2].lower(), ("application/octet-stream", "Binary"))


def pin_shape(state: State, channel: Channel, ts: str) -> Json:
    """One item of pins.list."""
    message = {**channel.messages[ts], "permalink": permalink(state, channel, ts)}
    return {"type": "message", "channel": channel.id, "message": message, **channel.pins[ts]}
