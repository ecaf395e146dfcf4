"""What came in, as one value, whatever way it came: a line of words, a button, a form, a shortcut, an emoji, an event.

Answers for: the shape of a request, and of what a form carries unseen. May not: know Slack's payloads (``slack`` does)
or what is asked for.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crisis.incident import MessageRef, Who
from crisis.language import Language

Value = str | tuple[str, ...] | None
"""What one block of a form holds: text, a chosen value, a person's id or Unix seconds; several; or nothing."""


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that hangs on a message."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """A message that something is done with. ``author`` is a Slack id or None; ``said_at`` and ``edited_at`` (its last
    edit) are UTC; ``text`` is as Slack sends it (escaped, with ``<@U…>``)."""

    channel: str
    ts: str
    text: str
    author: Who
    said_at: datetime
    edited_at: datetime | None = None
    files: tuple[SharedFile, ...] = ()

    @property
    def ref(self) -> MessageRef:
        return MessageRef(self.channel, self.ts)


@dataclass(frozen=True, slots=True)
class Private:
    """What a form carries unseen: the incident, where it was asked for, and the message it is about with its author."""

    incident: int | None = None
    channel: str | None = None
    message: MessageRef | None = None
    author: Who = None

    def text(self) -> str:
        """As Slack keeps it for us."""
        message = [self.message.channel, self.message.ts] if self.message else None
        kept = {"incident": self.incident, "channel": self.channel, "message": message, "author": self.author}
        return json.dumps(kept)

    @classmethod
    def of(cls, text: str) -> "Private":
        """The opposite of ``text``; an empty text carries nothing."""
        if not text:
            return cls()
        kept = json.loads(text)
        message = MessageRef(*kept["message"]) if kept["message"] else None
        return cls(kept["incident"], kept["channel"], message, kept["author"])


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for something.

    ``incident``: the number that was named, None when the channel says it. ``words``: the rest of the line, as Slack
    sends it. ``argument``: the rest of a button's value. ``values``: of a form, by block id. ``about``: the message
    that a form, an emoji or an edit is about, by ``author``. ``remembered``: the channel is where a form was
    opened; who sends it may have left it since. ``trigger``: lets a form be opened, for three seconds. ``once``: the
    same for the same request again.
    """

    actor: str
    language: Language
    channel: str | None = None
    incident: int | None = None
    words: str = ""
    argument: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    message: SourceMessage | None = None
    about: MessageRef | None = None
    author: Who = None
    deleted: bool = False
    remembered: bool = False
    trigger: str = ""
    once: str | None = None

    def text(self, block: str) -> str:
        """What a form's block holds as text; empty when it holds nothing."""
        value = self.values.get(block)
        return value if isinstance(value, str) else ""
