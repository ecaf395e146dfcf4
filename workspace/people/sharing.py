"""A person shares a file in a conversation. Rules of messages stand in `messages`; `filestore` gives out the bytes."""

from __future__ import annotations

from workspace.client.text import as_typed
from workspace.memory import messages
from workspace.memory.records import Channel, Json, StoredFile
from workspace.memory.shapes import file_shape
from workspace.memory.state import State


def share(state: State, channel: Channel, user: str, name: str, body: bytes, text: str, thread: str) -> Json:
    """The message that shows the file, with these words (may be empty), in this thread (may be none). Raises what
    `messages.post` raises."""
    file = StoredFile(state.ids.next("F"), name, name, len(body), user, "", state.stamps.seconds(), body=body)
    file.complete = True
    state.files[file.id] = file
    said: Json = {"user": user, "text": as_typed(state, text), "subtype": "file_share", "upload": True}
    said["files"] = [file_shape(state, file)]
    if thread:
        said["thread_ts"] = thread
    message = messages.post(state, channel, said)
    file.shares.setdefault(channel.id, []).append(message["ts"])
    return message
