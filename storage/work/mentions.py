"""Mentions as views and units of work have them: ``crisis.ports.mentions``, on an open transaction.

Answers for: handing on to the statements (``mentions``). May not: begin or end a transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from crisis.mention import KeptMention, MentionCounts, MentionOrder, MentionState
from storage.rows import mentions


class SqlMentionsView:
    """``crisis.ports.mentions.MentionsView``."""

    connection: Connection

    def mention(self, number: int) -> KeptMention | None:
        return mentions.by_number(self.connection, number)

    def mention_of(self, fingerprint: str) -> KeptMention | None:
        return mentions.by_fingerprint(self.connection, fingerprint)

    def mentions_with(self, fingerprints: Sequence[str]) -> tuple[KeptMention, ...]:
        return mentions.with_fingerprints(self.connection, fingerprints)

    def mentions_after(self, number: int, limit: int) -> tuple[KeptMention, ...]:
        return mentions.after(self.connection, number, limit)

    def newest_mentions(self, limit: int) -> tuple[KeptMention, ...]:
        return mentions.newest(self.connection, limit)

    def mentions_of(
        self,
        incident: int,
        states: Sequence[MentionState] | None = None,
        limit: int = 50,
        order: MentionOrder = MentionOrder.HOTTEST,
        offset: int = 0,
    ) -> tuple[KeptMention, ...]:
        return mentions.of_incident(self.connection, incident, states, limit, order, offset)

    def mentions_of_story(self, story: int, limit: int = 10_000) -> tuple[KeptMention, ...]:
        return mentions.of_story(self.connection, story, limit)

    def mentions_unanswered(self, incident: int, until: datetime) -> int:
        return mentions.unanswered(self.connection, incident, until)

    def mention_counts(self, incident: int) -> MentionCounts:
        return mentions.counts(self.connection, incident)

    def mentions_owed(self, incident: int) -> int:
        return mentions.owed(self.connection, incident)
