"""What a command on one incident is. May not: know any one command."""

from dataclasses import dataclass

from crisis.incident import Who


@dataclass(frozen=True, slots=True)
class Command:
    """A command on one incident."""

    incident: int
    by: Who
