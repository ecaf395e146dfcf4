"""What people carry in other incidents: values that the desk hands to a decision.

Answers for: the shape, and what counts (``engaged_in``). The store keeps it beside the incidents, in the same
transaction, so that choosing somebody reads no other incident. May not: choose.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from crisis.incident import Incident

_NOTHING: Mapping[str, int] = MappingProxyType({})
_NEVER: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Workload:
    """By Slack id: in how many other open incidents somebody has a role (``held``), in how many a role is being offered
    to them (``asked``), and when they last had one or got one (``last``, UTC); whoever never had one is missing."""

    held: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    asked: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    last: Mapping[str, datetime] = field(default_factory=lambda: _NEVER)


IDLE = Workload()


@dataclass(frozen=True, slots=True)
class Engagement:
    """How many roles of one incident somebody has (``roles``), and how many wait for an answer (``offers``)."""

    person: str
    roles: int
    offers: int


def engaged_in(incident: Incident) -> tuple[Engagement, ...]:
    """Everybody who has a role in this incident or is being asked; nobody when it is over."""
    if not incident.is_open:
        return ()
    roles = Counter(held.person for held in incident.holdings if held.until is None)
    offers = Counter(offer.person for offer in incident.open_offers())
    return tuple(Engagement(person, roles[person], offers[person]) for person in sorted({*roles, *offers}))


def same_people(before: Incident | None, after: Incident | None) -> bool:
    """Whether nobody's part in it can have changed between two states of an incident: most commands change none."""
    if before is None or after is None:
        return before is after
    return (
        before.offers is after.offers
        and before.holdings is after.holdings
        and before.is_open == after.is_open
        and before.drill == after.drill
    )


def last_roles(before: Incident | None, after: Incident) -> Iterator[tuple[str, datetime]]:
    """Whoever got a role or gave it up between two states of an incident, or whose incident ended, each with when."""
    known = set(before.holdings) if before else set()
    for held in after.holdings:
        if held not in known:
            yield held.person, held.until or held.since
    if before and before.is_open and not after.is_open and after.closed_at:
        for held in after.holdings:
            if held.until is None:
                yield held.person, after.closed_at
