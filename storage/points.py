"""The places between two durable steps of this floor, by name; ``bot.points`` has the others.

Answers for: every place where a process may die and leave one thing done and the next not. Whoever starts a process may
hand in a ``crisis.ports.Passing``, which is told of each place as it is passed: tests end the process there. May not:
change anything by being there.
"""

from enum import StrEnum


class Point(StrEnum):
    """What has been done last, and what not yet."""

    MIGRATING = "the tables are made, and not committed"
    MIGRATED = "the database is migrated, and not opened"
    WORKED = "units of work have run, and are not committed"
    COMMITTED = "units of work are committed, and nobody has heard of it"


def unwatched(point: str) -> None:
    """Nobody is told: what a process does in earnest."""
