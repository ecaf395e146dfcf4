"""Apps as installed into the workspace: what they are told at installation, and their connections while they run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aiohttp import web

from workspace.records import Json, User

USUAL_EVENTS = frozenset(
    {
        "app_mention",
        "message.channels",
        "message.groups",
        "message.im",
        "reaction_added",
        "reaction_removed",
        "member_joined_channel",
        "team_join",
        "user_change",
        "app_home_opened",
    }
)
EVERY_EVENT = USUAL_EVENTS | frozenset(
    {
        "message.mpim",
        "member_left_channel",
        "channel_created",
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "pin_added",
        "pin_removed",
    }
)
EVERY_SCOPE = (
    "app_mentions:read,bookmarks:read,bookmarks:write,canvases:read,canvases:write,channels:history,channels:join,"
    "channels:manage,channels:read,chat:write,chat:write.customize,chat:write.public,commands,dnd:read,emoji:read,"
    "files:read,files:write,groups:history,groups:read,groups:write,im:history,im:read,im:write,links:read,links:write,"
    "mpim:history,mpim:read,mpim:write,pins:read,pins:write,reactions:read,reactions:write,remote_files:read,"
    "remote_files:share,remote_files:write,team:read,usergroups:read,usergroups:write,users.profile:read,users:read,"
    "users:read.email,users:write"
)
MAX_SOCKETS = 10
EnvelopeType: TypeAlias = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """`should_escape`: @name and #channel arrive as <@U…|name> and <#C…|name>, as the app's manifest may ask."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = True


@dataclass(frozen=True, slots=True)
class Shortcut:
    callback_id: str
    name: str
    type: Literal["message", "global"] = "message"


@dataclass(frozen=True, slots=True)
class AppInstall:
    """What an app is and holds. `scopes` None: every scope; `request_url` is used while no Socket Mode connection
    stands (events, commands and interactivity all go there). `events`: as subscribed; an app that subscribes to what
    it does not acknowledge gets it again, as with Slack (Bolt acknowledges only what it has a listener for)."""

    app_id: str = "A00001LOC"
    name: str = "Local App"
    bot_token: str = "xoxb-local-bot"
    app_token: str = "xapp-local-app"
    signing_secret: str = "local-signing-secret"
    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = USUAL_EVENTS
    scopes: frozenset[str] | None = None
    request_url: str | None = None
    bot_name: str = ""
    starting_channels: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Socket:
    """One Socket Mode connection over `transport`. `leaving`: told to reconnect, gets nothing new. `muted`: it stands,
    but nothing that the app sends is read any more, no ping either."""

    stream: web.WebSocketResponse
    transport: asyncio.Transport | None
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    leaving: bool = False
    muted: bool = False

    def cut(self) -> None:
        """Closes the transport below the websocket, as a broken network does."""
        self.leaving = True
        if self.transport is not None:
            self.transport.abort()

    def mute(self) -> None:
        """Leaves the connection half open, as a network does that lost its way without a word."""
        self.muted = True
        if self.transport is not None:
            self.transport.pause_reading()


@dataclass(slots=True, eq=False)
class InstalledApp:
    """A running installation: its bot, its open connections, the tickets for new ones."""

    install: AppInstall
    bot: User
    request_url: str | None
    sockets: list[Socket] = field(default_factory=list)
    turn: int = 0
    revoked: bool = False
    was_connected: bool = False
    tickets: set[str] = field(default_factory=set)
    verification_token: str = "local-verification-token"

    @property
    def id(self) -> str:
        return self.install.app_id

    @property
    def scopes(self) -> str:
        """As the X-OAuth-Scopes header of an answer has them."""
        held = self.install.scopes
        return EVERY_SCOPE if held is None else ",".join(sorted(held))

    @property
    def connected(self) -> bool:
        return bool(self.ready_sockets()) or self.request_url is not None

    def ready_sockets(self) -> list[Socket]:
        return [socket for socket in self.sockets if not socket.leaving and not socket.stream.closed]

    def next_socket(self) -> Socket | None:
        """Round robin over the connections that take envelopes."""
        ready = self.ready_sockets()
        if not ready:
            return None
        self.turn += 1
        return ready[self.turn % len(ready)]
