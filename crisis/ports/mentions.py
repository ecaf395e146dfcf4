"""What the desk needs of the table of mentions: the part of ``ports`` that is about them.

Answers for: the least that is asked of it, and what each promises. May not: hold rules.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from crisis.mention import KeptMention, MentionCounts, MentionOrder, MentionState


class MentionsLookedUp(Protocol):
    """What a decision asks of them; see ``MentionsView``."""

    def mention(self, number: int) -> KeptMention | None: ...

    def mentions_of(
        self,
        incident: int,
        states: Sequence[MentionState] | None = None,
        limit: int = 50,
        order: MentionOrder = MentionOrder.HOTTEST,
        offset: int = 0,
    ) -> tuple[KeptMention, ...]: ...

    def mentions_unanswered(self, incident: int, until: datetime) -> int: ...


class _NoMentions:
    """Where there are none."""

    def mention(self, number: int) -> KeptMention | None:
        return None

    def mentions_of(
        self,
        incident: int,
        states: Sequence[MentionState] | None = None,
        limit: int = 50,
        order: MentionOrder = MentionOrder.HOTTEST,
        offset: int = 0,
    ) -> tuple[KeptMention, ...]:
        return ()

    def mentions_unanswered(self, incident: int, until: datetime) -> int:
        return 0


NO_MENTIONS: MentionsLookedUp = _NoMentions()


class MentionsView(Protocol):
    """A look at mentions. What each costs depends on how many it returns, not on how many there are, but for the
    counts, which read those of one incident."""

    def mention(self, number: int) -> KeptMention | None: ...

    def mention_of(self, fingerprint: str) -> KeptMention | None:
        """The one with this fingerprint (``mention.fingerprint_of``)."""
        ...

    def mentions_with(self, fingerprints: Sequence[str]) -> tuple[KeptMention, ...]:
        """Those there are, in the order of their numbers; thousands may be asked for at once."""
        ...

    def mentions_after(self, number: int, limit: int) -> tuple[KeptMention, ...]:
        """In the order of their numbers, which is the order in which they were committed; but those of drills."""
        ...

    def newest_mentions(self, limit: int) -> tuple[KeptMention, ...]:
        """The newest so many but those of drills, in the order of their numbers."""
        ...

    def mentions_of(
        self,
        incident: int,
        states: Sequence[MentionState] | None = None,
        limit: int = 50,
        order: MentionOrder = MentionOrder.HOTTEST,
        offset: int = 0,
    ) -> tuple[KeptMention, ...]:
        """Those of an incident in any of these states (None: in all)."""
        ...

    def mentions_of_story(self, story: int, limit: int = 10_000) -> tuple[KeptMention, ...]:
        """In the order of their numbers."""
        ...

    def mentions_unanswered(self, incident: int, until: datetime) -> int:
        """How many wait or are claimed whose clock runs from then or earlier."""
        ...

    def mention_counts(self, incident: int) -> MentionCounts: ...

    def mentions_owed(self, incident: int) -> int:
        """How many were solved in private and still wait for the public answer."""
        ...


class MentionsUnit(MentionsView, Protocol):
    """Writing them. Whoever both writes mentions and changes incidents in one unit asks for
    ``one_at_a_time(MENTIONS)`` first, so that nobody waits in a circle."""

    def keep_mention(self, kept: KeptMention) -> KeptMention:
        """See ``keep_mentions``."""
        ...

    def keep_mentions(self, kept: Sequence[KeptMention]) -> tuple[KeptMention, ...]:
        """Add them, many at once; the same in the same order, with their numbers. One whose fingerprint is there
        already is not added: it comes back as it stands there. From here to the end of this unit nobody else adds any,
        so their numbers are in the order of the commits; who must know which are new asks ``mentions_with`` behind
        ``one_at_a_time(MENTIONS)``."""
        ...

    def change_mention(self, kept: KeptMention) -> None:
        """Write everything about it but its fingerprint. Raises LookupError when there is none with its number."""
        ...

    def change_mentions(self, kept: Sequence[KeptMention]) -> None:
        """Many at once."""
        ...

    def move_mentions(self, source: int, target: int, stories: Sequence[int] | None = None) -> int:
        """Make those of one incident another's, of these stories alone or all; how many. Both have to be counted anew
        then (``decisions.mentions.recounted``)."""
        ...


MENTIONS = "mentions"
"""What ``one_at_a_time`` is asked for before mentions are added."""
