"""canvases.*: documents in Markdown, edited by section."""

from __future__ import annotations

from typing import Any

from workspace.errors import SlackError, bad_arguments
from workspace.methods.registry import Call, Family
from workspace.records import Canvas, Json

canvases = Family("canvases")
_WRITE = ("canvases:write",)


@canvases.method("create", tier=2, scopes=_WRITE)
def create(call: Call) -> Json:
    channel = call.own_channel("channel_id").id if call.text("channel_id") else ""
    canvas = Canvas(call.state.ids.next("F"), call.text("title"), call.me, channel)
    document = call.parsed("document_content")
    if document is not None:
        canvas.sections[call.state.ids.next("temp:C:")] = _markdown(document)
    call.state.canvases[canvas.id] = canvas
    return {"canvas_id": canvas.id}


def _markdown(document: Any) -> str:
    if not isinstance(document, dict) or document.get("type") != "markdown":
        raise bad_arguments("must be of type markdown [json-pointer:/document_content/type]")
    return str(document.get("markdown", ""))


def _canvas(call: Call) -> Canvas:
    found = call.state.canvases.get(call.text("canvas_id"))
    if found is None or found.deleted:
        raise SlackError("canvas_not_found")
    return found


@canvases.method("edit", tier=3, required=("canvas_id", "changes"), scopes=_WRITE)
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


@canvases.method("sections.lookup", tier=3, required=("canvas_id", "criteria"), scopes=("canvases:read",))
def sections_lookup(call: Call) -> Json:
    canvas = _canvas(call)
    criteria = call.parsed("criteria")
    wanted = str(criteria.get("contains_text", "")) if isinstance(criteria, dict) else ""
    return {"sections": [{"id": key} for key, words in canvas.sections.items() if wanted in words]}


@canvases.method("delete", tier=3, required=("canvas_id",), scopes=_WRITE)
def delete(call: Call) -> Json:
    _canvas(call).deleted = True
    return {}
