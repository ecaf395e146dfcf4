"""Commands about the incident's channel; most carry what Slack answered
(docs/decisions/0003-effects-hold-no-words.md). May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command
from crisis.incident import MessageRef


@dataclass(frozen=True, slots=True)
class JoinRoom(Command):
    """The person who asks wants to be in the incident channel."""


@dataclass(frozen=True, slots=True)
class MeetTeam(Command):
    """The crisis team has changed: whoever is wanted and was not known before is brought in."""


# What Slack answered to an effect comes back as a command (docs/decisions/0003-effects-hold-no-words.md).
@dataclass(frozen=True, slots=True)
class RecordChannel(Command):
    channel: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordPeople(Command):
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordBoard(Command):
    """``shows``: the seq of the newest entry that the posted board shows. ``pinned``: it was pinned at once."""

    ts: str
    shows: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class RecordBoardLost(Command):
    """The board's message is gone: somebody deleted it."""

    ts: str


@dataclass(frozen=True, slots=True)
class RecordCard(Command):
    card: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class RecordProblem(Command):
    """An effect ended for good without success."""

    what: str
    reason: str
