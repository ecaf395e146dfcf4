"""Apps as installed into the workspace: what they are told at installation, and their connections while they run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aiohttp import web

from workspace.memory.records import Json, User

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
        "channel_left",
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "file_shared",
        "group_archive",
        "group_left",
        "group_rename",
        "group_unarchive",
        "link_shared",
        "pin_added",
        "pin_removed",
        "subteam_created",
        "subteam_members_changed",
        "subteam_updated",
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
    """`should_escape`: @name and #channel arrive as <@U…|name> and <#C…|name>, as the app's manifest may ask. `url`:
    where the command goes over HTTP; without one, to the app's interactivity or request URL."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = True
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Shortcut:
    callback_id: str
    name: str
    type: Literal["message", "global"] = "message"


@dataclass(frozen=True, slots=True)
class AppInstall:
    """What an app is and holds. `scopes` None: every scope; `request_url` is used while no Socket Mode connection
    stands (events, commands and interactivity all go there, but for what `interactivity_url` and `options_url` name).
    `events`: as subscribed; an app that subscribes to what it does not acknowledge gets it again, as with Slack (Bolt
    acknowledges only what it has a listener for).

    `lenient`: for an app whose settings nobody knows. Every slash command that no other app has is its own, so is every
    shortcut, and every event is told (`events` stays unread). Nobody waits for its acknowledgement of an event, none is
    repeated, and a kind of event that it left alone once is not told again on this connection.

    `unfurl_domains`: whose addresses in messages are told as `link_shared` (a lenient app hears of every one)."""

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
    interactivity_url: str | None = None
    options_url: str | None = None
    bot_name: str = ""
    lenient: bool = False
    unfurl_domains: tuple[str, ...] = ()
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
    goodbye: asyncio.TimerHandle | None = None

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
    """A running installation: its bot, its open connections, the tickets for new ones. `left_alone`: kinds of events
    that a lenient app did not take."""

    install: AppInstall
    bot: User
    request_url: str | None
    sockets: list[Socket] = field(default_factory=list)
    turn: int = 0
    revoked: bool = False
    was_connected: bool = False
    tickets: set[str] = field(default_factory=set)
    left_alone: set[str] = field(default_factory=set)
    verification_token: str = "local-verification-token"

    @property
    def id(self) -> str:
        return self.install.app_id

    @property
    def marks(self) -> set[str]:
        """What no other app may have."""
        return {self.install.app_id, self.install.bot_token, self.install.app_token}

    @property
    def scopes(self) -> str:
        """As the X-OAuth-Scopes header of an answer has them."""
        held = self.install.scopes
        return EVERY_SCOPE if held is None else ",".join(sorted(held))

    @property
    def connected(self) -> bool:
        return bool(self.ready_sockets()) or self.has_address

    @property
    def has_address(self) -> bool:
        """Whether there is any URL to reach it at."""
        return self.request_url is not None or self.install.interactivity_url is not None

    def url_for(self, kind: str, payload: Json) -> str | None:
        """Where an envelope of this kind goes over HTTP, None when the app has no address for it."""
        install = self.install
        if kind == "slash_commands":
            word = payload.get("command")
            own = next((each.url for each in install.commands if each.command == word and each.url), None)
            return own or self.request_url or install.interactivity_url
        if kind == "interactive":
            suggests = payload.get("type") == "block_suggestion"
            return (install.options_url if suggests else None) or install.interactivity_url or self.request_url
        return self.request_url

    def hears(self, event: str) -> bool:
        """Whether the app subscribed to this event (`message.channels`, `team_join`)."""
        return event not in self.left_alone if self.install.lenient else event in self.install.events

    def ready_sockets(self) -> list[Socket]:
        return [socket for socket in self.sockets if not socket.leaving and not socket.stream.closed]

    def next_socket(self) -> Socket | None:
        """Round robin over the connections that take envelopes."""
        ready = self.ready_sockets()
        if not ready:
            return None
        self.turn += 1
        return ready[self.turn % len(ready)]
