"""Commands on mentions: posts about us that wait for an answer. May not: hold rules.

``mention`` is its number in the store; it has to be the incident's.
"""

from dataclasses import dataclass

from crisis.alert import Mention
from crisis.commands.base import Command
from crisis.incident import MessageRef, Who


@dataclass(frozen=True, slots=True)
class OnMention(Command):
    mention: int


@dataclass(frozen=True, slots=True)
class ClaimMention(OnMention):
    """``by`` answers it."""


@dataclass(frozen=True, slots=True)
class ReleaseMention(OnMention):
    """Whoever claimed it does not answer it after all; anybody may say so of anybody."""


@dataclass(frozen=True, slots=True)
class AnswerMention(OnMention):
    """It was answered where everybody reads: where (``url``), or in which words (``text``); one of them at least."""

    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SolveInPrivate(OnMention):
    """Solved with the person who wrote it; the public answer is still owed."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class CloseMention(OnMention):
    """Nothing more is to be done. One that was not answered needs a ``reason``."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class PutMentionAside(OnMention):
    """It is not about us."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReopenMention(OnMention):
    """It waits again, whatever became of it."""


@dataclass(frozen=True, slots=True)
class AddMention:
    """A person saw a post about an incident. ``message``: the one in Slack that it was taken from. Its number is the
    store's to give, so the desk itself carries this out."""

    incident: int
    by: Who
    post: Mention
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class RecordMentionsCard(Command):
    """Our card of the mentions stands, and shows them as of the entry ``shows``."""

    card: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class RecordMentionsCardLost(Command):
    """Somebody deleted the card ``ts``."""

    ts: str
