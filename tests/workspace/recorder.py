"""Calls methods of a local workspace and keeps what they asked for, answered and refused.

Answers for: what was seen, by method. May not: know what Slack publishes; that is `published`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp

from tests.workspace.kit import GENERAL, INSTALL, LIN
from workspace import AppInstall, Timer, Workspace
from workspace.memory import channels
from workspace.memory.records import Json

# An app beside the usual one, which holds nothing but what a test gives it here.
OTHER = AppInstall(
    app_id="A00002LOC",
    name="Other",
    bot_token="xoxb-other",
    app_token="xapp-other",
    starting_channels=("general",),
    scopes=frozenset({"chat:write", "channels:read", "channels:manage", "users:read", "files:read"}),
)

BARE = AppInstall(
    app_id="A00003LOC", name="Bare", bot_token="xoxb-bare", app_token="xapp-bare", scopes=frozenset[str]()
)


class Arguments(dict[str, Any]):
    """The arguments of a call, which remembers the names that the method looked for."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.looked_for: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.looked_for.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:  # type: ignore[override]
        self.looked_for.add(name)
        return super().get(name, default)

    def items(self) -> Any:
        self.looked_for.update(self.keys())
        return super().items()

    def __iter__(self) -> Iterator[str]:
        self.looked_for.update(self.keys())
        return super().__iter__()


class Recorder:
    """One workspace and what its methods did. `ok` and `refused` assert that it came as said."""

    def __init__(self, workspace: Workspace, timer: Timer, session: aiohttp.ClientSession) -> None:
        self.workspace = workspace
        self.timer = timer
        self.session = session
        self.looked_for: defaultdict[str, set[str]] = defaultdict(set)
        self.errors: defaultdict[str, set[str]] = defaultdict(set)
        self.answers: defaultdict[str, list[Json]] = defaultdict(list)

    def call(self, method: str, /, token: str = INSTALL.bot_token, **arguments: Any) -> Json:
        given = Arguments(arguments)
        body = self.workspace.answer(method, given, token)
        self.looked_for[method] |= given.looked_for
        if body["ok"]:
            self.answers[method].append(body)
        else:
            self.errors[method].add(str(body["error"]))
        return body

    def ok(self, method: str, /, **arguments: Any) -> Json:
        body = self.call(method, **arguments)
        assert body["ok"], f"{method}({arguments}) was refused: {body}"
        return body

    def refused(self, expected: str, method: str, /, **arguments: Any) -> Json:
        body = self.call(method, **arguments)
        assert body.get("error") == expected, f"{method}({arguments}) should be {expected}, was {body}"
        return body

    # what several rounds need

    def post(self, text: str = "x", channel: str = GENERAL, **more: Any) -> str:
        """A new message's ts."""
        return str(self.ok("chat.postMessage", channel=channel, text=text, **more)["ts"])

    def channel(self, name: str, **more: Any) -> str:
        """A new channel's id."""
        return str(self.ok("conversations.create", name=name, **more)["channel"]["id"])

    def hidden_channel(self, name: str) -> str:
        """A private channel that the app is not in."""
        return channels.create(self.workspace.state, name, LIN, private=True).id

    async def file(self, name: str = "note.txt", body: bytes = b"note", **more: Any) -> str:
        """An uploaded file's id, not completed."""
        asked = self.ok("files.getUploadURLExternal", filename=name, length=len(body), **more)
        async with self.session.post(asked["upload_url"], data=body) as answer:
            assert answer.status == 200
        return str(asked["file_id"])
