"""Every Web API method there is, by name. A new family is a module and a line here."""

from __future__ import annotations

from workspace.methods import (
    auth,
    bookmarks,
    canvases,
    chat,
    conversations,
    files,
    history,
    pins,
    reactions,
    scheduled,
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
    chat.chat,
    conversations.conversations,
    files.files,
    history.conversations,
    pins.pins,
    reactions.reactions,
    scheduled.chat,
    team.emoji,
    team.team,
    usergroups.usergroups,
    users.dnd,
    users.users,
    views.views,
)

METHODS: dict[str, Method] = {name: method for family in _FAMILIES for name, method in family.methods.items()}
