"""The workspace's memory: look-ups, and the one stream of changes. Rules of channels and messages live beside it.

It does no I/O. Whoever wants to know what happens (events, page, waiting tests) watches; watchers must not raise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from workspace.errors import SlackError
from workspace.memory.ids import Ids, Stamps
from workspace.memory.records import Canvas, Change, Channel, Json, StoredFile, User, UserGroup
from workspace.timer import Timer

Watcher = Callable[[Change], None]
_ID = re.compile(r"[A-Z][A-Z0-9]{8,}")


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    domain: str


class State:
    """Everything in memory. `stamps` gives message timestamps, `ids` identifiers, `timer` runs what is due later.

    `streams`: (channel, ts) of a message that is still being written → its app; `do_not_disturb`: user → (start, end),
    Unix seconds; `paid_plan`: whether there are user groups.
    """

    def __init__(self, team: Team, stamps: Stamps, ids: Ids, timer: Timer) -> None:
        self.team = team
        self.timer = timer
        self.stamps = stamps
        self.ids = ids
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.names: dict[str, str] = {}
        self.directs: dict[frozenset[str], str] = {}
        self.files: dict[str, StoredFile] = {}
        self.canvases: dict[str, Canvas] = {}
        self.usergroups: dict[str, UserGroup] = {}
        self.ephemerals: dict[tuple[str, str], dict[str, Json]] = {}
        self.uploads: dict[str, str] = {}
        self.scheduled: dict[str, Json] = {}
        self.streams: dict[tuple[str, str], str] = {}
        self.do_not_disturb: dict[str, tuple[int, int]] = {}
        self.paid_plan = True
        self.base_url = ""
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """`watcher` hears every change from now on; the answer ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def tell(self, change: Change) -> None:
        for watcher in tuple(self._watchers):
            watcher(change)

    # people

    def add_user(self, user: User) -> User:
        self.users[user.id] = user
        self.tell(Change("user_joined", user=user.id))
        return user

    def user(self, user_id: str) -> User:
        """Raises `user_not_found`."""
        found = self.users.get(user_id)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def find_user(self, who: str) -> User:
        """By id, handle, real or display name, or e-mail. Raises LookupError with the names that would do."""
        wanted = who.removeprefix("@")
        for user in self.users.values():
            if wanted in (user.id, user.name, user.real_name, user.display_name, user.email):
                return user
        names = ", ".join(user.display_name or user.real_name for user in self.users.values())
        raise LookupError(f"nobody here is called {who!r}; there are: {names}")

    # conversations

    def channel(self, channel_id: str) -> Channel:
        """Raises `channel_not_found`."""
        found = self.channels.get(channel_id)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def channel_seen_by(self, channel_id: str, user_id: str) -> Channel:
        """A channel that this user may know of; a private one is `channel_not_found` for everybody outside."""
        found = self.channel(channel_id)
        if not found.is_public and user_id not in found.members:
            raise SlackError("channel_not_found")
        return found

    def channel_with(self, channel_id: str, user_id: str) -> Channel:
        """A channel that this user is a member of. Raises `channel_not_found`, `not_in_channel`."""
        found = self.channel_seen_by(channel_id, user_id)
        if user_id not in found.members:
            raise SlackError("not_in_channel")
        return found

    def find_channel(self, what: str) -> Channel:
        """By id or name, with or without #. Raises LookupError with the names that would do."""
        wanted = what.removeprefix("#")
        found = self.channels.get(wanted) or self.channels.get(self.names.get(wanted, ""))
        if found is None:
            raise LookupError(f"there is no channel {what!r}; there are: {', '.join(sorted(self.names))}")
        return found

    def channels_of(self, user_id: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if user_id in channel.members]

    # files

    def file(self, file_id: str) -> StoredFile:
        """Raises `file_not_found`, `file_deleted`."""
        found = self.files.get(file_id)
        if found is None:
            raise SlackError("file_not_found")
        if found.deleted:
            raise SlackError("file_deleted")
        return found


def looks_like_id(text: str, first: str) -> bool:
    """Whether `text` has the shape of an id that begins with one of the letters in `first`."""
    return bool(_ID.fullmatch(text)) and text[0] in first
