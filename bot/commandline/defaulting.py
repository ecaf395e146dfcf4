"""A group of commands of which one is meant when none is named: `fenghuo triage` reads posts, `fenghuo triage train`
trains.

May not: know any command.
"""

from typing import Any

from bot.commandline.parser import Group

DEFAULT = "posts"


class GroupWithDefault(Group):
    """Its command ``DEFAULT``, where it has one, takes every line that does not begin with another's name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        names_one = bool(args) and (args[0] in self.commands or args[0] == "--help")
        if DEFAULT in self.commands and not names_one:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)
