"""What the source of an alert said after it had opened the incident. May not: hold rules."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.events.base import Event
from crisis.severity import Severity


@dataclass(frozen=True, slots=True)
class AlertRepeated(Event):
    """The same alert again: counted on the board."""

    recorded: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AlertWorsened(Event):
    """The same alert again, and its source now calls it worse than the incident is. A person decides what follows."""

    severity: Severity
    by_posts: bool = False  # not the source: posts of its story weigh so much


@dataclass(frozen=True, slots=True)
class AlertEnded(Event):
    """The source says that what it alerted about is over. ``of``: how many alerts there were, and all of them are.
    ``key``: the fingerprint of the one that ended last, where there are several."""

    source: str
    of: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class AlertFiresAgain(Event):
    """It was over, and fires again. ``flaps``: it has come and gone so often that no more is said of it."""

    source: str
    key: str = ""
    flaps: bool = False


@dataclass(frozen=True, slots=True)
class AlertPartFires(Event):
    """One of several alerts of the incident's cause: counted on the board."""

    recorded: ClassVar[bool] = False
    key: str


@dataclass(frozen=True, slots=True)
class AlertPartEnded(Event):
    """One of them is over: counted on the board."""

    recorded: ClassVar[bool] = False
    key: str
