"""What happened between two incidents. May not: hold rules.

``named``: whether the other one's number may be shown where this entry is read (see ``crisis.incident.joined``).
"""

from dataclasses import dataclass

from crisis.events.base import Event
from crisis.severity import Severity
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class MergedInto(Event):
    """It goes on as part of another one. ``channel``: that one's room. ``tasks``: those that went along and are over
    here, each with its number here and there; ``stories``: of posts, that were not there before; ``posts``,
    ``people``: how many."""

    into: int
    named: bool = True
    channel: str | None = None
    tasks: tuple[tuple[int, int], ...] = ()
    stories: tuple[int, ...] = ()
    posts: int = 0
    people: int = 0
    reason: Words = ""


@dataclass(frozen=True, slots=True)
class TookIn(Event):
    """Another one goes on here. ``title``: empty when it is not named. ``people``: who comes along, Slack ids;
    ``tasks`` and ``posts``: how many do; ``alerts``: fingerprints of those of its cause that fire."""

    number: int
    severity: Severity
    named: bool = True
    title: Words = ""
    channel: str | None = None
    tasks: int = 0
    posts: int = 0
    people: tuple[str, ...] = ()
    reason: Words = ""
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartedFrom(Event):
    """Its merging was taken back. ``posts``: how many came back; ``tasks``: its own that had gone along, by their
    numbers here; ``done``: those of them that were done there meanwhile."""

    number: int
    named: bool = True
    posts: int = 0
    tasks: tuple[int, ...] = ()
    done: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GaveBack(Event):
    """One that had been merged into it goes on by itself again, with so many posts; ``tasks``: numbers of those, here,
    that it took back; ``alerts``: fingerprints of those that are its own."""

    number: int
    named: bool = True
    posts: int = 0
    tasks: tuple[int, ...] = ()
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostsSplitOff(Event):
    """So many posts left it, for an incident of their own; None: they were put aside."""

    number: int | None
    posts: int


@dataclass(frozen=True, slots=True)
class SplitFrom(Event):
    """It began with posts of another incident."""

    number: int
    posts: int
    channel: str | None = None
