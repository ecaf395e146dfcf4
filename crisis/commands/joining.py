"""Commands that concern two incidents at once: merge one into another, split posts off. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command


@dataclass(frozen=True, slots=True)
class AboutTwo(Command):
    """A command on one incident that changes another, too: ``crisis.desk.joining`` carries it out, not the table."""


@dataclass(frozen=True, slots=True)
class MergeIncident(AboutTwo):
    """The incident goes on as part of ``into``. ``openly``: what was private may be read there by everybody."""

    into: int
    reason: str = ""
    openly: bool = False


@dataclass(frozen=True, slots=True)
class SplitIncident(AboutTwo):
    """Posts leave the incident: these, by the numbers of their rows, or without any those of the story that joined
    last. They get an incident of their own (``title``; empty: what the first of them says) or are put ``aside``."""

    posts: tuple[int, ...] = ()
    title: str = ""
    aside: bool = False
