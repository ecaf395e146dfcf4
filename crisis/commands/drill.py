"""Commands of drills. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command
from crisis.incident import Who
from crisis.incident.drill import Script


@dataclass(frozen=True, slots=True)
class StartDrill:
    """Begin to play a script. ``speed``: so many times as fast."""

    script: Script
    by: Who
    speed: int = 1


@dataclass(frozen=True, slots=True)
class StopDrill(Command):
    """End a drill before the team has closed it."""
