"""Commands about who is in a private incident's channel. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command


@dataclass(frozen=True, slots=True)
class RecordEntered(Command):
    """Slack says that this person came into the channel, or was heard in it."""

    person: str


@dataclass(frozen=True, slots=True)
class RecordLeft(Command):
    """Slack says that this person left the channel or was put out of it."""

    person: str
