"""What the watch list was taught over an incident's posts. May not: hold rules."""

from dataclasses import dataclass

from crisis.events.base import Event
from crisis.policy.watch import Side
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class WatchTaught(Event):
    """Somebody confirmed a word that rules an entry of the watch list out, or speaks for it."""

    entry: Words
    side: Side
    word: Words
    lesson: int
