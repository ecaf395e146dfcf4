"""What events change: how posts spread. May not: decide or refuse."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.incident.spread import LONGEST_WINDOW, Proposal, Spread
from crisis.mention import slot_of
from crisis.values import replace

MOST_NAMED = 12
"""Platforms and topics that are counted in the incident; the rest is in the rows."""


def _counted(incident: Incident, event: e.SpreadCounted, at: datetime, by: Who) -> Incident:
    old = Spread(first=event.count, proposals=incident.spread.proposals) if event.anew else incident.spread
    slots = dict(event.slots)
    after = _added(old, event.count, slots, event.platforms, event.topics, event.largest, at)
    return replace(incident, spread=_fitting(after))


def _uncounted(incident: Incident, event: e.SpreadUncounted, at: datetime, by: Who) -> Incident:
    """What is not counted here any more stays as it is."""
    old, slots = incident.spread, dict(event.slots)
    left = replace(
        old,
        total=max(old.total - event.count, 0),
        slots=tuple((begins, left) for begins, number in old.slots if (left := number - slots.get(begins, 0)) > 0),
        platforms=_less(old.platforms, dict(event.platforms)),
        topics=_less(old.topics, dict(event.topics)),
        largest=event.largest,
    )
    return replace(incident, spread=_fitting(left))


def _fitting(spread: Spread) -> Spread:
    """With nothing larger than all the posts there are: else what doubles would have to make up for those first that
    are not counted any more."""
    return replace(
        spread,
        first=min(spread.first, spread.total),
        proposals=tuple(
            each if each.total <= spread.total else replace(each, total=spread.total) for each in spread.proposals
        ),
    )


def _added(
    spread: Spread,
    count: int,
    slots: Mapping[datetime, int],
    platforms: Iterable[tuple[str, int]],
    topics: Iterable[tuple[str, int]],
    largest: int,
    now: datetime,
) -> Spread:
    """With so many posts more. Slots that no window reaches any more are left."""
    kept = Counter(dict(spread.slots))
    kept.update(slots)
    oldest = slot_of(now - LONGEST_WINDOW)
    return replace(
        spread,
        total=spread.total + count,
        first=spread.first or count,
        slots=tuple(sorted((begins, number) for begins, number in kept.items() if begins >= oldest)),
        platforms=_most(spread.platforms, platforms),
        topics=_most(spread.topics, topics),
        largest=max(spread.largest, largest),
    )


def _less(old: Iterable[tuple[str, int]], fewer: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    left = ((name, number - fewer.get(name, 0)) for name, number in old)
    return tuple(sorted((each for each in left if each[1] > 0), key=lambda each: (-each[1], each[0])))


def _most(old: Iterable[tuple[str, int]], new: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(dict(old))
    counts.update(dict(new))
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_NAMED])


def _proposed(incident: Incident, event: e.SeverityProposed, at: datetime, by: Who) -> Incident:
    proposal = Proposal(event.number, event.severity, event.why, event.total)
    return _with(incident, (*incident.spread.proposals, proposal))


def _settled(incident: Incident, event: e.ProposalSettled, at: datetime, by: Who) -> Incident:
    return _with(
        incident,
        tuple(
            replace(each, settled_at=at) if each.number == event.number else each for each in incident.spread.proposals
        ),
    )


def _with(incident: Incident, proposals: tuple[Proposal, ...]) -> Incident:
    return replace(incident, spread=replace(incident.spread, proposals=proposals))


CHANGES: dict[type[e.Event], Change] = {
    e.SpreadCounted: _counted,
    e.SpreadUncounted: _uncounted,
    e.SeverityProposed: _proposed,
    e.ProposalSettled: _settled,
}
