"""Commands about how posts spread. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command


@dataclass(frozen=True, slots=True)
class SettleProposal(Command):
    """Say yes or no to a proposed severity."""

    number: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class AskForChart(Command):
    """The volume over time as a picture in the channel. ``hours``: how far back; 0: from the beginning."""

    hours: int = 0
