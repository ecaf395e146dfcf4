"""What taking posts in needs of the store besides the table of mentions: the part of ``ports`` that is about stories.

Answers for: the least that is asked of it. May not: hold code.
"""

from dataclasses import dataclass
from typing import Protocol

from crisis.alert import Alert
from crisis.mention import KeptMention


@dataclass(frozen=True, slots=True)
class Division:
    """Somebody has divided a story: some posts of ``of`` are posts of ``story`` since. ``id``: in the order of the
    commits."""

    id: int
    of: int
    story: int


class StoriesView(Protocol):
    """A look at stories."""

    def incident_of_story(self, story: int) -> int | None:
        """The incident of the newest post of a story that has one. It costs what the posts cost that came after
        that."""
        ...

    def newest_of_story(self, story: int, limit: int) -> tuple[KeptMention, ...]:
        """The newest so many posts of a story, in the order of their numbers."""
        ...

    def divisions_after(self, number: int) -> tuple[Division, ...]:
        """Those with a larger number, in order."""
        ...

    def newest_division(self) -> int:
        """The number of the newest; 0: no story was ever divided."""
        ...

    def put_aside_of(self, fingerprint: str) -> Alert | None:
        """What was known last of the story with this fingerprint that waited on a card and that somebody put aside."""
        ...


class StoriesUnit(StoriesView, Protocol):
    """Writing them."""

    def next_story(self) -> int:
        """A number that no story has had. To be asked for behind ``one_at_a_time(MENTIONS)``, as posts are kept."""
        ...

    def note_division(self, of: int, story: int) -> None:
        """Posts of a story are another one's from now on. Behind ``one_at_a_time(MENTIONS)``, too: so whoever keeps
        stories in memory hears of it before the next post, in every replica."""
        ...
