"""How a Web API method is declared, and what it gets. No method lives here."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from workspace.apps.installed import InstalledApp
from workspace.apps.interactions import Interactions
from workspace.apps.sockets import Sockets
from workspace.errors import SlackError, bad_arguments
from workspace.memory.records import Channel, Json
from workspace.memory.state import State

_Item = TypeVar("_Item")
Right: TypeAlias = Literal["read", "history", "manage", "invites", "topic"]
Level: TypeAlias = Literal["whole", "part", "ignored", "refused"]

# Which scopes will do for a kind of conversation; the first is the one that Slack names when all are missing.
_RIGHTS: dict[Right, dict[str, tuple[str, ...]]] = {
    "read": {"channel": ("channels:read",), "private": ("groups:read",), "im": ("im:read",), "mpim": ("mpim:read",)},
    "history": {
        "channel": ("channels:history",),
        "private": ("groups:history",),
        "im": ("im:history",),
        "mpim": ("mpim:history",),
    },
    "manage": {
        "channel": ("channels:manage", "channels:write"),
        "private": ("groups:write",),
        "im": ("im:write",),
        "mpim": ("mpim:write",),
    },
    "invites": {
        "channel": ("channels:manage", "channels:write.invites"),
        "private": ("groups:write", "groups:write.invites"),
        "im": ("im:write",),
        "mpim": ("mpim:write",),
    },
    "topic": {
        "channel": ("channels:manage", "channels:write.topic"),
        "private": ("groups:write", "groups:write.topic"),
        "im": ("im:write", "im:write.topic"),
        "mpim": ("mpim:write", "mpim:write.topic"),
    },
}


@dataclass(frozen=True, slots=True)
class HowFar:
    """How true to Slack a method is. `whole`: as published; `part`: something is missing; `ignored`: taken, and
    nothing comes of it; `refused`: answers as Slack answers an app that may not. What exactly: in both languages."""

    level: Level = "whole"
    english: str = ""
    chinese: str = ""


WHOLE = HowFar()


def part(english: str, chinese: str) -> HowFar:
    return HowFar("part", english, chinese)


def ignored(english: str, chinese: str) -> HowFar:
    return HowFar("ignored", english, chinese)


def refused(english: str, chinese: str) -> HowFar:
    return HowFar("refused", english, chinese)


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

    def may(self, channel: Channel, right: Right) -> Channel:
        """The channel again, when the app holds a scope for this right in a conversation of its kind. Raises
        `missing_scope`."""
        self.need(*_RIGHTS[right][channel.kind])
        return channel

    def need(self, *scopes: str) -> None:
        """One of these scopes. Raises `missing_scope`."""
        held = self.app.install.scopes
        if held is not None and not held.intersection(scopes):
            raise _missing(scopes[:1], held)

    def moment(self, name: str, code: str) -> str:
        """A message's timestamp. Raises `code` when it does not look like one."""
        value = self.text(name)
        whole, _, rest = value.partition(".")
        if not (whole.isdigit() and (rest.isdigit() or not rest)):
            raise SlackError(code)
        return value

    def paging(self, items: list[_Item]) -> tuple[list[_Item], Json]:
        """A page by `count` and `page`, and the `paging` that belongs to it."""
        count, page = self.text("count", "100"), self.text("page", "1")
        if not (count.isdigit() and page.isdigit() and int(count) and int(page)):
            raise bad_arguments("must be a number greater than 0 [json-pointer:/count]")
        size, wanted = min(int(count), 1000), int(page)
        pages = max(1, -(-len(items) // size))
        start = (wanted - 1) * size
        return items[start : start + size], {"count": size, "total": len(items), "page": wanted, "pages": pages}

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


def read_cursor(cursor: str, what: str = "next") -> int:
    """The number a cursor stands for. Raises `invalid_cursor`."""
    if not cursor:
        return 0
    try:
        head, _, number = base64.b64decode(cursor, validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if head != what or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)


def write_cursor(number: int, what: str = "next") -> str:
    """Opaque to apps, as Slack's: Base64 of what it stands for."""
    return base64.b64encode(f"{what}:{number}".encode()).decode("ascii")


def _missing(needed: tuple[str, ...], held: frozenset[str]) -> SlackError:
    return SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(held)))


Handler: TypeAlias = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """tier: Slack's rate limit tier (0: none); `required` arguments; `scopes` of which one will do;
    `app_token`: called with the app-level token; `far`: how true it is."""

    name: str
    handler: Handler
    tier: int
    required: tuple[str, ...]
    scopes: tuple[str, ...]
    app_token: bool = False
    far: HowFar = WHOLE

    def check(self, app: InstalledApp, args: Json) -> None:
        """Raises `token_revoked`, `missing_scope`, `invalid_arguments`."""
        if app.revoked and not self.app_token:
            raise SlackError("token_revoked")
        held = app.install.scopes
        if self.scopes and held is not None and not held.intersection(self.scopes):
            raise _missing(self.scopes, held)
        missing = [name for name in self.required if args.get(name) is None]
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
        far: HowFar = WHOLE,
    ) -> Callable[[Handler], Handler]:
        full = f"{self._prefix}.{name}"

        def declare(handler: Handler) -> Handler:
            self.methods[full] = Method(full, handler, tier, required, scopes, app_token, far)
            return handler

        return declare

    def refuse(
        self,
        name: str,
        error: str,
        far: HowFar,
        *,
        tier: int,
        required: tuple[str, ...] = (),
        scopes: tuple[str, ...] = (),
    ) -> None:
        """Declares a method that an ordinary app's bot is always refused, with the error that Slack gives it."""

        def handler(call: Call) -> Json:
            raise SlackError(error)

        self.method(name, tier=tier, required=required, scopes=scopes, far=far)(handler)
