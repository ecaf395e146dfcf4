"""Whether a text means an entry of the watch list.

Answers for: telling a name from the same letters that mean something else. May not: know the policy file's format.
"""

from collections.abc import Sequence

from crisis.triage.reading import Reading
from crisis.triage.verdict import About
from crisis.watch import WatchEntry


class WatchList:
    """Made once of the entries; asked for every text."""

    def __init__(self, entries: Sequence[WatchEntry]) -> None:
        self.entries = tuple(entries)

    def about(self, reading: Reading) -> tuple[About, ...]:
        """The entries that the text means, in the list's order."""
        return tuple(
            About(entry.name)
            for entry in self.entries
            if any(name.lower() in reading.plain for name in (entry.name, *entry.aliases))
        )
