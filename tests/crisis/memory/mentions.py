"""The mentions of ``store``: the promises of ``crisis.ports.mentions`` by plain dictionaries."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from crisis.mention import (
    DRILL_SOURCE,
    OPEN_STATES,
    SLOT,
    KeptMention,
    MentionCounts,
    MentionOrder,
    MentionState,
    heat,
)
from crisis.values import replace


class MemoryMentions:
    """``crisis.ports.mentions.MentionsView``."""

    _kept: dict[int, KeptMention]

    def mention(self, number: int) -> KeptMention | None:
        return self._kept.get(number)

    def mention_of(self, fingerprint: str) -> KeptMention | None:
        return next((each for each in self._kept.values() if each.fingerprint == fingerprint), None)

    def mentions_with(self, fingerprints: Sequence[str]) -> tuple[KeptMention, ...]:
        return tuple(each for each in self._kept.values() if each.fingerprint in fingerprints)

    def mentions_after(self, number: int, limit: int) -> tuple[KeptMention, ...]:
        return tuple(each for each in self._kept.values() if each.id > number and each.source != DRILL_SOURCE)[:limit]

    def newest_mentions(self, limit: int) -> tuple[KeptMention, ...]:
        found = tuple(each for each in self._kept.values() if each.source != DRILL_SOURCE)
        return found[max(len(found) - limit, 0) :]

    def mentions_of(
        self,
        incident: int,
        states: Sequence[MentionState] | None = None,
        limit: int = 50,
        order: MentionOrder = MentionOrder.HOTTEST,
        offset: int = 0,
    ) -> tuple[KeptMention, ...]:
        found = [each for each in self._of(incident) if states is None or each.state in states]
        match order:
            case MentionOrder.HOTTEST:
                found.sort(key=lambda each: (-heat(each), -each.id))
            case MentionOrder.OLDEST_DUE:
                found.sort(key=lambda each: (each.clock_from, each.id))
            case MentionOrder.NEWEST:
                found.sort(key=lambda each: (each.clock_from, each.id), reverse=True)
        return tuple(found[offset : offset + limit])

    def mentions_of_story(self, story: int, limit: int = 10_000) -> tuple[KeptMention, ...]:
        return tuple(each for each in self._kept.values() if each.story == story)[:limit]

    def newest_of_story(self, story: int, limit: int) -> tuple[KeptMention, ...]:
        return tuple(each for each in self._kept.values() if each.story == story)[-limit:]

    def incident_of_story(self, story: int) -> int | None:
        of_it = [each for each in self._kept.values() if each.story == story and each.incident is not None]
        return of_it[-1].incident if of_it else None

    def mentions_unanswered(self, incident: int, until: datetime) -> int:
        return sum(each.state in OPEN_STATES and each.clock_from <= until for each in self._of(incident))

    def mentions_owed(self, incident: int) -> int:
        return sum(each.is_owed for each in self._of(incident))

    def mention_counts(self, incident: int) -> MentionCounts:
        of_it = self._of(incident)
        about_us = [each for each in of_it if each.state is not MentionState.ASIDE]
        states = Counter(each.state for each in of_it)
        slots = Counter(int(each.clock_from.timestamp() // SLOT.total_seconds()) for each in about_us)
        return MentionCounts(
            tuple((state, states[state]) for state in MentionState if states[state]),
            _largest_first(Counter(each.mention.platform for each in about_us)),
            _largest_first(Counter(topic for each in about_us for topic in each.topics)),
            tuple((datetime.fromtimestamp(slot * SLOT.total_seconds(), UTC), slots[slot]) for slot in sorted(slots)),
            sum(each.late_by == timedelta() for each in of_it),
            sum(each.late_by is not None and each.late_by > timedelta() for each in of_it),
        )

    def _of(self, incident: int) -> list[KeptMention]:
        return [each for each in self._kept.values() if each.incident == incident]


class MemoryMentionsUnit(MemoryMentions):
    """``crisis.ports.mentions.MentionsUnit``."""

    def keep_mention(self, kept: KeptMention) -> KeptMention:
        found = self.mention_of(kept.fingerprint)
        if found is None:
            found = replace(kept, id=max(self._kept, default=0) + 1)
            self._kept[found.id] = found
        return found

    def keep_mentions(self, kept: Sequence[KeptMention]) -> tuple[KeptMention, ...]:
        return tuple(self.keep_mention(each) for each in kept)

    def change_mention(self, kept: KeptMention) -> None:
        if kept.id not in self._kept:
            raise LookupError(f"There is no mention {kept.id}.")
        self._kept[kept.id] = kept

    def change_mentions(self, kept: Sequence[KeptMention]) -> None:
        for each in kept:
            self.change_mention(each)

    def move_mentions(self, source: int, target: int, stories: Sequence[int] | None = None) -> int:
        moved = [each for each in self._of(source) if stories is None or each.story in stories]
        for each in moved:
            self._kept[each.id] = replace(each, incident=target)
        return len(moved)


def _largest_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda one: (-one[1], one[0])))
