"""How a Web API method is declared, and what it gets. No method lives here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from workspace.apps import InstalledApp
from workspace.errors import SlackError, bad_arguments
from workspace.interactions import Interactions
from workspace.records import Channel, Json
from workspace.sockets import Sockets
from workspace.state import State

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method by an app, its arguments merged from query, form and JSON."""

    app: InstalledApp
    args: Json
    state: State
    interactions: Interactions
    sockets: Sockets

    @property
    def me(self) -> str:
        """The calling bot's user id."""
        return self.app.bot.id

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in ("true", "1")

    def parsed(self, name: str) -> Any:
        """An argument that may come as JSON or as a string of JSON. Raises `invalid_arguments`."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad_arguments(f"must be valid JSON [json-pointer:/{name}]") from None

    def names(self, name: str) -> list[str]:
        """A list that may come as one or as a text with commas."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(each) for each in value]
        return [part.strip() for part in str(value or "").split(",") if part.strip()]

    def channel(self, name: str = "channel") -> Channel:
        """The channel named, as the app may see it. Raises `channel_not_found`."""
        return self.state.channel_seen_by(self.text(name), self.me)

    def own_channel(self, name: str = "channel") -> Channel:
        """The channel named, with the app in it. Raises `channel_not_found`, `not_in_channel`."""
        return self.state.channel_with(self.text(name), self.me)

    def page(self, items: list[_Item], default: int = 100, most: int = 1000) -> tuple[list[_Item], Json]:
        """A page of the list, and the `response_metadata` that leads on. Raises `invalid_cursor`, `invalid_limit`."""
        start = read_cursor(self.text("cursor"))
        size = self.limit(default, most)
        following = start + size
        more = write_cursor(following) if following < len(items) else ""
        return items[start:following], {"response_metadata": {"next_cursor": more}}

    def limit(self, default: int, most: int) -> int:
        value = self.text("limit")
        if not value or value == "0":
            return default
        if not value.isdigit():
            raise SlackError("invalid_limit")
        return min(int(value), most)


def read_cursor(cursor: str) -> int:
    """The position a cursor stands for. Raises `invalid_cursor`."""
    if not cursor:
        return 0
    head, _, number = cursor.rstrip("=").partition("-")
    if head != "next" or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)


def write_cursor(position: int) -> str:
    return f"next-{position}="


Handler: TypeAlias = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """tier: Slack's rate limit tier (0: none); `required` arguments; `scopes` of which one will do;
    `app_token`: called with the app-level token."""

    name: str
    handler: Handler
    tier: int
    required: tuple[str, ...]
    scopes: tuple[str, ...]
    app_token: bool = False

    def check(self, app: InstalledApp, args: Json) -> None:
        """Raises `missing_scope`, `invalid_arguments`."""
        held = app.install.scopes
        if self.scopes and held is not None and not held.intersection(self.scopes):
            raise SlackError("missing_scope", needed=self.scopes[0], provided=",".join(sorted(held)))
        missing = [name for name in self.required if args.get(name) in (None, "")]
        if missing:
            raise bad_arguments(*(f"missing required field: {name}" for name in missing))


class Family:
    """The methods of one prefix; a module declares its own and `methods/__init__` lists the modules."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.methods: dict[str, Method] = {}

    def method(
        self,
        name: str,
        *,
        tier: int,
        required: tuple[str, ...] = (),
        scopes: tuple[str, ...] = (),
        app_token: bool = False,
    ) -> Callable[[Handler], Handler]:
        full = f"{self._prefix}.{name}"

        def declare(handler: Handler) -> Handler:
            self.methods[full] = Method(full, handler, tier, required, scopes, app_token)
            return handler

        return declare
