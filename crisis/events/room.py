"""What became of the incident's channel, its people, board and card. May not: hold rules."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident import MessageRef
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class TeamMet(Event):
    """The crisis team became known only after the opening, and was invited then."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomJoined(Event):
    person: str


@dataclass(frozen=True, slots=True)
class ChannelOpened(Event):
    channel: str
    name: Words


@dataclass(frozen=True, slots=True)
class PeopleInvited(Event):
    recorded: ClassVar[bool] = False
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardPosted(Event):
    recorded: ClassVar[bool] = False
    ts: str
    shows: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class BoardLost(Event):
    """Somebody deleted the board's message; another one is posted."""

    recorded: ClassVar[bool] = False
    ts: str


@dataclass(frozen=True, slots=True)
class CardPosted(Event):
    recorded: ClassVar[bool] = False
    card: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class ProblemMet(Event):
    """Slack refused something for good."""

    what: str
    reason: str
