"""Every round there is, in order, in one workspace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp

from tests.workspace.kit import INSTALL, START
from tests.workspace.recorder import BARE, OTHER, Recorder
from tests.workspace.rounds import chat, conversations, people, things
from workspace import Timer, Workspace

Round = Callable[[Recorder], Awaitable[None]]
ROUNDS: tuple[Round, ...] = (
    chat.chat,
    conversations.conversations,
    things.bookmarks,
    things.pins,
    things.reactions,
    things.canvases,
    things.files,
    things.remote_files,
    things.views,
    people.users,
    people.profiles,
    people.usergroups,
    people.the_team,
    people.not_for_bots,
    people.without_scopes,
    people.goodbye,
)


async def seen() -> Recorder:
    """A recorder that has been through every round."""
    timer = Timer(start=START)
    workspace = Workspace(clock=timer.time, timer=timer, apps=[INSTALL, OTHER, BARE], ack_seconds=0.2)
    async with workspace, aiohttp.ClientSession(trust_env=False) as session:
        recorder = Recorder(workspace, timer, session)
        for each in ROUNDS:
            await each(recorder)
        return recorder
