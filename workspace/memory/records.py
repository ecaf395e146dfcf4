"""What a workspace remembers: people, channels, files, bookmarks. Plain records; rules live in `state`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]
ChannelKind: TypeAlias = Literal["channel", "private", "im", "mpim"]
ChangeKind: TypeAlias = Literal[
    "message",
    "message_changed",
    "message_deleted",
    "ephemeral",
    "ephemeral_changed",
    "ephemeral_deleted",
    "channel",
    "channel_created",
    "joined",
    "left",
    "reaction_added",
    "reaction_removed",
    "pins",
    "bookmarks",
    "user_joined",
    "user_changed",
    "usergroup",
    "view",
    "home",
    "home_opened",
    "apps",
]


@dataclass(slots=True)
class User:
    """A person, or an app's bot. `locale` as zh-CN, `tz` an IANA name, `updated` Unix seconds."""

    id: str
    name: str
    real_name: str
    display_name: str = ""
    email: str = ""
    title: str = ""
    locale: str = "en-US"
    tz: str = "UTC"
    color: str = "9f69e7"
    is_bot: bool = False
    is_admin: bool = False
    bot_id: str = ""
    app_id: str = ""
    deleted: bool = False
    updated: int = 0
    phone: str = ""
    pronouns: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    away: bool = False


@dataclass(slots=True)
class Note:
    """A channel's topic or purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0

    def shape(self) -> Json:
        return {"value": self.value, "creator": self.creator, "last_set": self.last_set}


@dataclass(slots=True)
class Channel:
    """A conversation. `messages` is keyed by ts and therefore in time order; `threads` maps a root to its replies;
    `last_read` a user to a ts; `closed_for`: who has put this direct message away; `canvas`: the channel's own one."""

    id: str
    name: str
    kind: ChannelKind
    creator: str
    created: int
    topic: Note = field(default_factory=Note)
    purpose: Note = field(default_factory=Note)
    members: dict[str, None] = field(default_factory=dict)
    archived: bool = False
    general: bool = False
    updated: int = 0
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    pins: dict[str, Json] = field(default_factory=dict)
    bookmarks: dict[str, Json] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    closed_for: set[str] = field(default_factory=set)
    canvas: str = ""

    @property
    def is_direct(self) -> bool:
        return self.kind in ("im", "mpim")

    @property
    def is_public(self) -> bool:
        return self.kind == "channel"

    @property
    def channel_type(self) -> str:
        """As events name it."""
        return {"channel": "channel", "private": "group", "im": "im", "mpim": "mpim"}[self.kind]

    def partner_of(self, user: str) -> str:
        """The other one of a direct message (oneself, when it is a note to oneself)."""
        others = [member for member in self.members if member != user]
        return others[0] if others else user


@dataclass(slots=True)
class StoredFile:
    """An uploaded file; `body` is None until its bytes arrive, `shares` says channel and ts of its messages.
    `external_id` and `external_url`: a remote file, which lies elsewhere."""

    id: str
    name: str
    title: str
    length: int
    user: str
    app_id: str
    created: int
    snippet_type: str = ""
    alt_text: str = ""
    body: bytes | None = None
    complete: bool = False
    deleted: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)
    external_id: str = ""
    external_url: str = ""
    filetype: str = ""


@dataclass(slots=True)
class Canvas:
    """A canvas: title and Markdown, with the sections that edits address by id; `access`: user or channel → level."""

    id: str
    title: str
    owner: str
    channel: str
    sections: dict[str, str] = field(default_factory=dict)
    deleted: bool = False
    access: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class UserGroup:
    id: str
    handle: str
    name: str
    description: str = ""
    users: tuple[str, ...] = ()
    disabled: bool = False
    created: int = 0
    updated: int = 0
    deleted: int = 0
    created_by: str = ""
    updated_by: str = ""
    deleted_by: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the workspace. `user` is who did it, or for an ephemeral message and a view who sees it."""

    kind: ChangeKind
    channel: Channel | None = None
    message: Json = field(default_factory=dict)
    previous: Json = field(default_factory=dict)
    user: str = ""
    detail: Json = field(default_factory=dict)
