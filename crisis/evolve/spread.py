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
    return replace(incident, spread=_added(old, event.count, slots, event.platforms, event.topics, event.largest, at))


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
    e.SeverityProposed: _proposed,
    e.ProposalSettled: _settled,
}
