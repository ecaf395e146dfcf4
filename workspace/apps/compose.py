"""An app's message out of the arguments of chat.postMessage and its kin: checked, with ids filled in. No posting."""

from __future__ import annotations

import json
from typing import Any

from workspace.apps.installed import InstalledApp
from workspace.block_kit.blocks import check_blocks, too_long_in_all, with_ids
from workspace.errors import SlackError
from workspace.memory.records import Json
from workspace.memory.state import State

TEXT_LIMIT = 40_000
UPDATE_TEXT_LIMIT = 4_000
METADATA_LIMIT = 8_000
ATTACHMENTS_LIMIT = 100


def content(state: State, arguments: Json, *, update: bool = False) -> Json:
    """text, blocks, attachments and metadata of a message. For an update a missing part is None where Slack would
    take it away.

    Raises `no_text`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`, `invalid_attachments`,
    `too_many_attachments`, `msg_too_long` (update), `invalid_metadata_format`, `metadata_too_large`,
    `markdown_text_conflict`.
    """
    blocks = _blocks(state, arguments.get("blocks"))
    attachments = attachments_of(state, arguments.get("attachments"))
    text = _text(arguments, blocks, attachments, update=update)
    made: Json = {"text": text}
    if blocks is not None or (update and "text" in arguments):
        made["blocks"] = blocks or None
    if attachments is not None:
        made["attachments"] = attachments or None
    if arguments.get("metadata") is not None:
        made["metadata"] = _metadata(arguments["metadata"]) or None
    return made if update else {name: value for name, value in made.items() if value is not None}


def _text(arguments: Json, blocks: list[Json] | None, attachments: list[Json] | None, *, update: bool) -> str:
    given = arguments.get("markdown_text")
    if given is not None and (arguments.get("text") or blocks):
        raise SlackError("markdown_text_conflict")
    text = given if given is not None else arguments.get("text")
    text = "" if text is None else str(text)
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if update and len(text) > UPDATE_TEXT_LIMIT:
        raise SlackError("msg_too_long")
    return text[:TEXT_LIMIT]


def _blocks(state: State, given: Any) -> list[Json] | None:
    if given is None or given == "":
        return None
    given = _parsed(given, "invalid_blocks_format")
    if not isinstance(given, list):
        raise SlackError("invalid_blocks_format")
    return _checked(state, given, "invalid_blocks", "/blocks")


def _checked(state: State, given: Any, code: str, pointer: str) -> list[Json]:
    """The blocks with ids filled in. Raises `code` naming the places, `msg_blocks_too_long`."""
    faults = check_blocks(given, "message", pointer)
    if faults:
        messages = [f"[ERROR] {fault}" for fault in faults]
        raise SlackError(code, errors=faults, response_metadata={"messages": messages})
    if too_long_in_all(given):
        raise SlackError("msg_blocks_too_long")
    return with_ids(given, lambda: f"b{state.ids.number('block'):04d}")


def attachments_of(state: State, given: Any, code: str = "invalid_attachments") -> list[Json] | None:
    """Attachments numbered and with their blocks checked; None when there are none given. Raises `code` (with the
    places of wrong blocks), `too_many_attachments`."""
    if given is None or given == "":
        return None
    given = _parsed(given, code)
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise SlackError(code)
    if len(given) > ATTACHMENTS_LIMIT:
        raise SlackError("too_many_attachments")
    return [_attachment(state, each, number, code) for number, each in enumerate(given)]


def _attachment(state: State, given: Json, number: int, code: str) -> Json:
    made: Json = {"id": number + 1, **given}
    if "blocks" in given:
        made["blocks"] = _checked(state, given["blocks"], code, f"/attachments/{number}/blocks")
        made.setdefault("fallback", "[no preview available]")
    elif "fallback" not in made:
        made["fallback"] = str(made.get("text") or made.get("title") or made.get("pretext") or "")
    return made


def _metadata(given: Any) -> Json:
    given = _parsed(given, "invalid_metadata_format")
    if given == {}:
        return {}
    if not isinstance(given, dict) or not isinstance(given.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given, ensure_ascii=False)) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return {"event_type": given["event_type"], "event_payload": given["event_payload"]}


def _parsed(given: Any, code: str) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except json.JSONDecodeError:
        raise SlackError(code) from None


def from_app(app: InstalledApp, made: Json) -> Json:
    """The content as this app's bot says it."""
    bot = app.bot
    profile: Json = {
        "id": bot.bot_id,
        "app_id": app.id,
        "name": bot.real_name,
        "deleted": False,
        "updated": bot.updated,
        "icons": {},
    }
    return {"user": bot.id, "bot_id": bot.bot_id, "app_id": app.id, "bot_profile": profile, **made}
