"""What has just been made and is not seen yet: lists and histories that lag behind, as those of a large service do.

Answers for: leaving out of `conversations.list`, `.history` and `.replies` what an app made less than the weather's
`shows_late` seconds ago. The thing itself is there: its name is taken, it can be written to. May not: change the state.
"""

from __future__ import annotations

from collections.abc import Callable

from workspace.memory.records import Json

_MAKING = ("chat.postMessage", "conversations.create", "files.completeUploadExternal")


class Fresh:
    """When things were made, by what names them; `machine` gives seconds. Kept while the weather shows late."""

    def __init__(self, machine: Callable[[], float]) -> None:
        self._machine = machine
        self._made: dict[str, float] = {}

    def seen(self, method: str, arguments: Json, body: Json, late: float) -> Json:
        """The answer of a method as it is seen now; notes what the method made."""
        if not late:
            self._made.clear()
            return body
        now = self._machine()
        if method in _MAKING:
            self._made.update(dict.fromkeys(_names(body), now))
            return body
        hidden = {name for name, at in self._made.items() if now - at < late}
        if method == "conversations.list":
            return {**body, "channels": [each for each in body["channels"] if each["id"] not in hidden]}
        if method in ("conversations.history", "conversations.replies"):
            channel = str(arguments.get("channel"))
            shown = [each for each in body["messages"] if not hidden.intersection(_marks(channel, each))]
            return {**body, "messages": shown}
        return body


def _names(body: Json) -> list[str]:
    """What was made: a channel's id, a message's channel and ts, the ids of files."""
    if "message" in body:
        return [f"{body['channel']}/{body['ts']}"]
    if "files" in body:
        return [str(file["id"]) for file in body["files"]]
    return [str(body["channel"]["id"])]


def _marks(channel: str, message: Json) -> set[str]:
    return {f"{channel}/{message['ts']}", *(str(file["id"]) for file in message.get("files") or ())}
