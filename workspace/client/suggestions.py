"""Options that an app gives while somebody types into a menu: what of its answer Slack would show. Pure."""

from __future__ import annotations

from typing import Any

from workspace.memory.records import Json

OPTIONS_LIMIT = 100


def options_of(answer: Any) -> Json:
    """{"options": […]} or {"option_groups": […]} as the app answered a `block_suggestion`.

    Raises ValueError with a sentence for an answer that Slack would not show.
    """
    if not isinstance(answer, dict) or not ("options" in answer or "option_groups" in answer):
        raise ValueError("the app answered without options or option_groups")
    if answer.get("option_groups") is None:
        return {"options": _options(answer.get("options"))}
    groups = answer["option_groups"]
    if not isinstance(groups, list) or len(groups) > OPTIONS_LIMIT:
        raise ValueError(f"option_groups must be a list of at most {OPTIONS_LIMIT}")
    return {"option_groups": [_group(each) for each in groups]}


def _group(group: Any) -> Json:
    if not isinstance(group, dict) or not _is_text(group.get("label")):
        raise ValueError("every option group needs a label and options")
    return {"label": group["label"], "options": _options(group.get("options"))}


def _options(options: Any) -> list[Json]:
    if not isinstance(options, list) or len(options) > OPTIONS_LIMIT:
        raise ValueError(f"options must be a list of at most {OPTIONS_LIMIT}")
    if not all(isinstance(each, dict) and _is_text(each.get("text")) and each.get("value") for each in options):
        raise ValueError("every option needs a text and a value")
    return options


def _is_text(text: Any) -> bool:
    return isinstance(text, dict) and isinstance(text.get("text"), str)
