"""Modals and home tabs: each person's stack of open modals, hashes, external ids. No delivery, no HTTP."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workspace.block_kit.blocks import VIEW_SIZE_LIMIT, check_view, with_ids
from workspace.errors import SlackError, bad_arguments
from workspace.memory.records import Change, ChangeKind, Json
from workspace.memory.state import State

STACK_LIMIT = 3


@dataclass(slots=True)
class OpenView:
    """A view as the app gave it (`body`, with ids filled in), and what the person has put into it so far
    (`values`: block_id → action_id → Slack's state entry)."""

    id: str
    app: str
    bot_id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    values: dict[str, Json] = field(default_factory=dict)


class Views:
    """All views. A person has one stack of at most three modals, and a home tab per app."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.views: dict[str, OpenView] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[tuple[str, str], OpenView] = {}

    # what an app does

    def open(self, app: str, bot_id: str, user: str, body: Any) -> OpenView:
        """A new stack with this modal; an older one is gone. Raises what `_checked` raises."""
        view = self._new(app, bot_id, user, self._checked(app, body, "modal"))
        for old in self.stacks.get(user, []):
            self.views.pop(old, None)
        self.stacks[user] = [view.id]
        self._tell("open", view)
        return view

    def push(self, app: str, bot_id: str, user: str, body: Any) -> OpenView:
        """A modal on top. Raises `not_found` without one below, `push_limit_reached` above three."""
        stack = self.stacks.get(user) or []
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        view = self._new(app, bot_id, user, self._checked(app, body, "modal"), stack)
        stack.append(view.id)
        self._tell("push", view)
        return view

    def update(self, app: str, body: Any, *, view_id: str = "", external_id: str = "", hash_: str = "") -> OpenView:
        """Replaces a view's content; what people put into blocks that stay is kept. Raises `not_found`,
        `hash_conflict`."""
        view = self._find(app, view_id, external_id)
        if hash_ and hash_ != view.hash:
            raise SlackError("hash_conflict")
        view.body = self._checked(app, body, str(view.body["type"]), view.id)
        view.hash = self._hash()
        kept = {block["block_id"] for block in view.body["blocks"]}
        view.values = {block: entry for block, entry in view.values.items() if block in kept}
        for block, entry in initial_values(view.body["blocks"]).items():
            view.values.setdefault(block, entry)
        self._tell("home" if view.body["type"] == "home" else "update", view)
        return view

    def publish(self, app: str, bot_id: str, user: str, body: Any, hash_: str = "") -> OpenView:
        """The person's home tab of this app. Raises `hash_conflict`."""
        checked = self._checked(app, body, "home")
        old = self.homes.get((app, user))
        if old is not None and hash_ and hash_ != old.hash:
            raise SlackError("hash_conflict")
        view = self._new(app, bot_id, user, checked)
        if old is not None:
            self.views.pop(old.id, None)
            view = self._renamed(view, old.id)
        self.homes[(app, user)] = view
        self._tell("home", view)
        return view

    def _renamed(self, view: OpenView, view_id: str) -> OpenView:
        del self.views[view.id]
        view.id = view.root = view_id
        self.views[view_id] = view
        return view

    # what a person does

    def top(self, user: str) -> OpenView | None:
        stack = self.stacks.get(user)
        return self.views[stack[-1]] if stack else None

    def get(self, view_id: str) -> OpenView:
        """Raises `not_found`."""
        found = self.views.get(view_id)
        if found is None:
            raise SlackError("not_found")
        return found

    def close(self, view: OpenView, *, all_of_them: bool = False) -> None:
        """Takes the view off its stack (`all_of_them`: the whole stack)."""
        stack = self.stacks.get(view.user, [])
        first = 0 if all_of_them else stack.index(view.id) if view.id in stack else len(stack)
        for each in stack[first:] or [view.id]:
            if each in stack:
                stack.remove(each)
            self.views.pop(each, None)
        self._tell("close", view)

    def show_errors(self, view: OpenView, errors: dict[str, str]) -> None:
        self._tell("errors", view, errors)

    def shape(self, view: OpenView) -> Json:
        """As views.open answers and as interactions carry it."""
        body = view.body
        return {
            "id": view.id,
            "team_id": self._state.team.id,
            "type": body["type"],
            "blocks": body["blocks"],
            "private_metadata": body.get("private_metadata", ""),
            "callback_id": body.get("callback_id", ""),
            "state": {"values": copy.deepcopy(view.values)},
            "hash": view.hash,
            "title": body.get("title"),
            "clear_on_close": bool(body.get("clear_on_close", False)),
            "notify_on_close": bool(body.get("notify_on_close", False)),
            "close": body.get("close"),
            "submit": body.get("submit"),
            "submit_disabled": False,
            "previous_view_id": view.previous,
            "root_view_id": view.root,
            "app_id": view.app,
            "external_id": body.get("external_id", ""),
            "app_installed_team_id": self._state.team.id,
            "bot_id": view.bot_id,
        }

    def _new(self, app: str, bot_id: str, user: str, body: Json, below: list[str] | None = None) -> OpenView:
        view_id = self._state.ids.next("V")
        root = below[0] if below else view_id
        previous = below[-1] if below else None
        view = OpenView(view_id, app, bot_id, user, body, self._hash(), root, previous)
        view.values = initial_values(body["blocks"])
        self.views[view_id] = view
        return view

    def _find(self, app: str, view_id: str, external_id: str) -> OpenView:
        for view in self.views.values():
            if view.app != app:
                continue
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        raise SlackError("not_found")

    def _checked(self, app: str, body: Any, kind: str, own: str = "") -> Json:
        """The view with ids filled in. Raises `invalid_arguments` naming the places, `view_too_large`,
        `duplicate_external_id`."""
        faults = check_view(body)
        if not faults and body["type"] != kind:
            faults = [f"must be {kind} [json-pointer:/view/type]"]
        if faults:
            raise bad_arguments(*faults)
        if len(str(body)) > VIEW_SIZE_LIMIT:
            raise SlackError("view_too_large")
        external = body.get("external_id")
        for view in self.views.values():
            if external and view.app == app and view.id != own and view.body.get("external_id") == external:
                raise SlackError("duplicate_external_id")
        name: Callable[[], str] = lambda: f"b{self._state.ids.number('block'):04d}"  # noqa: E731
        words = {part: {"emoji": True, **body[part]} for part in ("title", "submit", "close") if body.get(part)}
        return {**body, **words, "blocks": with_ids(body["blocks"], name)}

    def _hash(self) -> str:
        number = self._state.ids.number("hash")
        return f"{self._state.stamps.seconds()}.{number:08d}"

    def _tell(self, op: str, view: OpenView, errors: dict[str, str] | None = None) -> None:
        kind: ChangeKind = "home" if op == "home" else "view"
        detail: Json = {"op": op, "view": self.shape(view), "errors": errors or {}}
        self._state.tell(Change(kind, user=view.user, detail=detail))


_INITIAL = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
    "initial_channel": "selected_channel",
    "initial_channels": "selected_channels",
    "initial_conversation": "selected_conversation",
    "initial_conversations": "selected_conversations",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_date_time": "selected_date_time",
}
_EMPTY: dict[str, tuple[str, Any]] = {
    "plain_text_input": ("value", None),
    "email_text_input": ("value", None),
    "url_text_input": ("value", None),
    "number_input": ("value", None),
    "static_select": ("selected_option", None),
    "external_select": ("selected_option", None),
    "radio_buttons": ("selected_option", None),
    "checkboxes": ("selected_options", []),
    "multi_static_select": ("selected_options", []),
    "multi_external_select": ("selected_options", []),
    "users_select": ("selected_user", None),
    "multi_users_select": ("selected_users", []),
    "channels_select": ("selected_channel", None),
    "multi_channels_select": ("selected_channels", []),
    "conversations_select": ("selected_conversation", None),
    "multi_conversations_select": ("selected_conversations", []),
    "datepicker": ("selected_date", None),
    "timepicker": ("selected_time", None),
    "datetimepicker": ("selected_date_time", None),
    "file_input": ("files", []),
    "rich_text_input": ("rich_text_value", None),
}


def stateful_elements(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """(block, element) of everything a person can put something into."""
    found: list[tuple[Json, Json]] = []
    for block in blocks:
        places = [block.get("element"), block.get("accessory"), *(block.get("elements") or ())]
        found += [(block, each) for each in places if isinstance(each, dict) and each.get("type") in _EMPTY]
    return found


def entry_of(element: Json, value: Any = None) -> Json:
    """The state entry of an element: with `value`, or with what it starts with."""
    name, empty = _EMPTY[element["type"]]
    entry: Json = {"type": element["type"], name: copy.copy(empty)}
    for initial, target in _INITIAL.items():
        if initial in element:
            entry[name if initial == "initial_value" else target] = element[initial]
    if value is not None:
        entry[name] = value
    return entry


def field_name(element: Json) -> str:
    """Under which name the entry of this element keeps its value: value, selected_option, …"""
    return _EMPTY[element["type"]][0]


def initial_values(blocks: list[Json]) -> dict[str, Json]:
    """`state.values` of fresh blocks."""
    values: dict[str, Json] = {}
    for block, element in stateful_elements(blocks):
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry_of(element)
    return values
