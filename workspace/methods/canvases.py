"""canvases.*, conversations.canvases.*: documents in Markdown, edited by section, and who may see them."""

from __future__ import annotations

from typing import Any

from workspace.errors import SlackError, bad_arguments
from workspace.memory.records import Canvas, Channel, Json
from workspace.methods.registry import Call, Family, part

canvases = Family("canvases")
conversations = Family("conversations")
SIZE_LIMIT = 100_000
_WRITE = ("canvases:write",)
_MARKDOWN = part("Kept as Markdown; nothing draws it.", "按 Markdown 原文保存，不作渲染。")
_LEVELS = ("read", "write", "owner")


@canvases.method("create", tier=2, scopes=_WRITE, far=_MARKDOWN)
def create(call: Call) -> Json:
    channel = call.own_channel("channel_id").id if call.text("channel_id") else ""
    return {"canvas_id": _new(call, channel).id}


@conversations.method("canvases.create", tier=2, required=("channel_id",), scopes=_WRITE, far=_MARKDOWN)
def create_in_channel(call: Call) -> Json:
    """A channel has one canvas of its own."""
    channel = call.own_channel("channel_id")
    if channel.canvas and not call.state.canvases[channel.canvas].deleted:
        raise SlackError("channel_canvas_already_exists")
    channel.canvas = _new(call, channel.id).id
    return {"canvas_id": channel.canvas}


def _new(call: Call, channel: str) -> Canvas:
    document = call.parsed("document_content")
    words = None if document is None else _markdown(document)
    canvas = Canvas(call.state.ids.next("F"), call.text("title"), call.me, channel)
    if words is not None:
        canvas.sections[call.state.ids.next("temp:C:")] = words
    call.state.canvases[canvas.id] = canvas
    return canvas


def _markdown(document: Any) -> str:
    if not isinstance(document, dict) or document.get("type") != "markdown":
        raise bad_arguments("must be of type markdown [json-pointer:/document_content/type]")
    return str(document.get("markdown", ""))


def _canvas(call: Call, deleted: str = "canvas_not_found") -> Canvas:
    found = call.state.canvases.get(call.text("canvas_id"))
    if found is None:
        raise SlackError("canvas_not_found")
    if found.deleted:
        raise SlackError(deleted)
    return found


@canvases.method("edit", tier=3, required=("canvas_id", "changes"), scopes=_WRITE, far=_MARKDOWN)
def edit(call: Call) -> Json:
    """One change a call, as Slack has it."""
    canvas = _canvas(call)
    changes = call.parsed("changes")
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise bad_arguments("must be an array of one change [json-pointer:/changes]")
    _apply(call, canvas, changes[0])
    return {}


def _apply(call: Call, canvas: Canvas, change: Json) -> None:
    operation, place = change.get("operation"), str(change.get("section_id", ""))
    if operation == "rename":
        canvas.title = str((change.get("title_content") or {}).get("markdown", canvas.title))
        return
    if place and place not in canvas.sections:
        raise SlackError("canvas_editing_failed")
    if operation == "delete":
        canvas.sections.pop(place, None)
        return
    words = _markdown(change.get("document_content"))
    if sum(map(len, canvas.sections.values())) + len(words) > SIZE_LIMIT:
        raise SlackError("canvas_too_large")
    if operation == "replace":
        if not place:
            canvas.sections.clear()
        canvas.sections[place or call.state.ids.next("temp:C:")] = words
        return
    if operation not in ("insert_at_start", "insert_at_end", "insert_after", "insert_before"):
        raise bad_arguments("unknown operation [json-pointer:/changes/0/operation]")
    _insert(canvas, call.state.ids.next("temp:C:"), words, operation, place)


def _insert(canvas: Canvas, key: str, words: str, operation: str, place: str) -> None:
    items = list(canvas.sections.items())
    keys = [each for each, _ in items]
    position = {"insert_at_start": 0, "insert_at_end": len(items)}.get(operation)
    if position is None:
        position = keys.index(place) + (operation == "insert_after") if place else len(items)
    items.insert(position, (key, words))
    canvas.sections.clear()
    canvas.sections.update(items)


@canvases.method(
    "sections.lookup",
    tier=3,
    required=("canvas_id", "criteria"),
    scopes=("canvases:read",),
    far=part(
        "`contains_text` and headings of a section's first line.", "支持 `contains_text`，以及以章节首行判断标题级别。"
    ),
)
def sections_lookup(call: Call) -> Json:
    canvas = _canvas(call, deleted="canvas_deleted")
    criteria = call.parsed("criteria")
    if not isinstance(criteria, dict):
        raise bad_arguments("must provide an object [json-pointer:/criteria]")
    wanted, kinds = str(criteria.get("contains_text", "")), criteria.get("section_types") or []
    found = [key for key, words in canvas.sections.items() if wanted in words and _is_one_of(words, kinds)]
    return {"sections": [{"id": key} for key in found]}


def _is_one_of(words: str, kinds: list[str]) -> bool:
    level = len(words) - len(words.lstrip("#"))
    return not kinds or (level > 0 and ("any_header" in kinds or f"h{level}" in kinds))


@canvases.method("delete", tier=3, required=("canvas_id",), scopes=_WRITE)
def delete(call: Call) -> Json:
    _canvas(call).deleted = True
    return {}


_ACCESS = part("Kept, and nobody is kept out by it.", "会保存，但不会因此拒绝任何人。")


@canvases.method("access.set", tier=3, required=("canvas_id", "access_level"), scopes=_WRITE, far=_ACCESS)
def access_set(call: Call) -> Json:
    canvas = _canvas(call)
    level = call.text("access_level")
    if level not in _LEVELS:
        raise bad_arguments("must be a valid enum value [json-pointer:/access_level]")
    for who in _named(call, owner=level == "owner"):
        canvas.access[who] = level
    return {}


@canvases.method("access.delete", tier=3, required=("canvas_id",), scopes=_WRITE, far=_ACCESS)
def access_delete(call: Call) -> Json:
    canvas = _canvas(call)
    for who in _named(call):
        canvas.access.pop(who, None)
    return {}


def _named(call: Call, *, owner: bool = False) -> list[str]:
    """The users or the channels of the call, one of the two. Raises `invalid_parameters`, `user_not_found`,
    `channel_not_found`."""
    users, places = _ids(call, "user_ids"), _ids(call, "channel_ids")
    if bool(users) == bool(places) or (owner and len(users) != 1):
        raise SlackError("invalid_parameters")
    channels: list[Channel] = [call.state.channel_seen_by(each, call.me) for each in places]
    return [call.state.user(each).id for each in users] + [channel.id for channel in channels]


def _ids(call: Call, name: str) -> list[str]:
    given = call.args.get(name)
    if isinstance(given, str) and given.startswith("["):
        given = call.parsed(name)
        return [str(each) for each in given] if isinstance(given, list) else []
    return call.names(name)
