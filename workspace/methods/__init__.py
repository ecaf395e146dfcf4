"""Every Web API method there is, by name. A new family is a module and a line here."""

from __future__ import annotations

from workspace.methods import (
    auth,
    bookmarks,
    canvases,
    chat,
    connect,
    conversations,
    files,
    history,
    links,
    manifest,
    membership,
    pins,
    profiles,
    reactions,
    remote_files,
    scheduled,
    streams,
    team,
    usergroups,
    users,
    views,
)
from workspace.methods.registry import Family, Method

_FAMILIES: tuple[Family, ...] = (
    auth.api,
    auth.apps,
    auth.auth,
    auth.bots,
    bookmarks.bookmarks,
    canvases.canvases,
    canvases.conversations,
    chat.chat,
    connect.conversations,
    connect.users,
    conversations.conversations,
    files.files,
    history.conversations,
    links.chat,
    manifest.apps,
    membership.conversations,
    pins.pins,
    profiles.dnd,
    profiles.users,
    reactions.reactions,
    remote_files.files,
    scheduled.chat,
    streams.chat,
    team.emoji,
    team.team,
    usergroups.usergroups,
    users.users,
    views.views,
)

METHODS: dict[str, Method] = {name: method for family in _FAMILIES for name, method in family.methods.items()}
