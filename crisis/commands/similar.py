"""What was found among past incidents. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command
from crisis.incident.past_one import PastOne


@dataclass(frozen=True, slots=True)
class RecordSimilar(Command):
    """These past incidents are like this one, the most alike first; nothing when there are none."""

    found: tuple[PastOne, ...]
