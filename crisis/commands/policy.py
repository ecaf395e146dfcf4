"""The command that comes with a changed policy. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command


@dataclass(frozen=True, slots=True)
class FollowPolicy(Command):
    """The policy was changed while the incident was open: its due times, roles and board follow."""
