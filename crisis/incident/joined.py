"""What an incident has to do with others: merged into one, took some in, was split from one or had some split off.

Answers for: the links, and what is needed to take a merge back. May not: decide. A link that is not ``named`` leads to
a private incident that those who read here need not know of: nothing that is shown here says its number.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Another incident. ``channel``: its room when the link was made."""

    number: int
    named: bool = True
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """``into``: where it goes on. What went along then: ``tasks`` (each its number here and its number there),
    ``stories`` (of posts, that were not there before), ``posts`` and ``people`` in figures."""

    into: Link | None = None
    tasks: tuple[tuple[int, int], ...] = ()
    stories: tuple[int, ...] = ()
    posts: int = 0
    people: int = 0
    took: tuple[Link, ...] = ()
    split_from: Link | None = None
    split_off: tuple[Link, ...] = ()

    def without(self, number: int) -> tuple[Link, ...]:
        """Those that it took in, but this one."""
        return tuple(link for link in self.took if link.number != number)
