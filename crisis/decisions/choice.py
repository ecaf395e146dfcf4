"""Whom a role is offered to: the best candidate first, then who stands in, then others, then the levels above.

Answers for: the order, and who is left out, as pure functions of the incident, the roster and what people carry
elsewhere. One look at each person of the team. May not: make events; ``escalation`` does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice

from crisis.decisions.context import Context
from crisis.incident import Incident, Offer, OfferState
from crisis.incident.vacancy import Step
from crisis.policy import Policy
from crisis.policy.duty import WorkTimes
from crisis.policy.people import Candidate, Roster
from crisis.workload import Workload

OTHERS_AT_ONCE = 3
"""So many are asked together once somebody was silent: one after the other, a team of twenty takes too long."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to be asked. ``instead_of``: for whom a deputy stands in."""

    person: str
    step: Step = Step.NAMED
    instead_of: str | None = None


def next_asked(incident: Incident, role: str, load: Workload, context: Context) -> tuple[Asked, ...]:
    """Who is asked next for a role that nobody has: nobody when none is left.

    The best candidate alone; then the deputies of those who were asked; then the next best, three at once (one, when it
    was declined: somebody is awake); then each level above; then whoever is left of the team.
    """
    answering = answered(incident, role, context)
    asked = {offer.person for offer in answering} | {offer.person for offer in incident.open_offers(role)}
    if not answering:
        first = _best(incident, role, asked, load, context, 1)
        if first:
            return tuple(Asked(person, Step.BEST) for person in first)
    deputies = tuple(_deputies(incident, role, answering, asked, context))
    if deputies:
        return deputies
    others_asked = any(offer.step is Step.OTHER for offer in answering)
    if not others_asked and (others := _others(incident, role, answering, asked, load, context)):
        return others
    above = _above(incident, role, asked, context)
    return above or _others(incident, role, answering, asked, load, context)


def answered(incident: Incident, role: str, context: Context) -> tuple[Offer, ...]:
    """The offers of a role that count as asked, since the role was last taken.

    One that was withdrawn never had to be answered; and who has come on duty or to work since is asked anew.
    """
    taken_at = max((held.since for held in incident.holdings if held.role == role), default=_NEVER)
    return tuple(
        offer
        for offer in incident.offers
        if offer.role == role
        and not offer.hands_over
        and offer.state not in (OfferState.WITHDRAWN, OfferState.ACCEPTED)
        and offer.offered_at >= taken_at
        and not _has_come_since(offer, context)
    )


def clash(incident: Incident, person: str, role: str, policy: Policy) -> str | None:
    """The role that this person has here and that keeps apart from this one, or None."""
    apart = policy.apart.of(role)
    return next((held for held in incident.roles_of(person) if held in apart), None) if apart else None


def able(incident: Incident, role: str, context: Context, without: str | None = None) -> Iterator[Candidate]:
    """Who of the team could take this role here, in the team's order: it is theirs, and they have none that must be
    kept apart from it."""
    for one in context.roster.candidates:
        if one.can_take(role) and one.person.id != without and not clash(incident, one.person.id, role, context.policy):
            yield one


def _best(
    incident: Incident, role: str, without: set[str], load: Workload, context: Context, count: int
) -> tuple[str, ...]:
    """The best of those who can take the role: who let no offer of this incident run out first; then who is on duty, at
    work, carries the fewest other incidents, is asked in the fewest, has the fewest roles in this one, has been longest
    without any; then the team's order."""
    now, roster = context.now, context.roster
    silent = {o.person for o in incident.offers if o.state is OfferState.EXPIRED and not _has_come_since(o, context)}
    on_duty = {shift.person for shift in roster.on_duty(role, now)}
    here = Counter(chain(_holders(incident), (offer.person for offer in incident.open_offers())))
    barred = _barred(incident, role, context.policy) | without
    held, asked, last = load.held, load.asked, load.last
    # By how soon they can be there: on duty and not silent, not silent, the rest.
    groups: tuple[list[Ranked], ...] = ([], [], [])
    for place, one in enumerate(roster.candidates):
        person = one.person.id
        if person in barred or not one.can_take(role):
            continue
        rank = (held.get(person, 0), asked.get(person, 0), here.get(person, 0), last.get(person, _NEVER), place, person)
        groups[2 if person in silent else 0 if person in on_duty else 1].append(rank)
    at_work = _AtWork(roster, now)
    chosen: list[str] = []
    for group in groups:
        if len(chosen) < count:
            chosen += _first(group, at_work, count - len(chosen))
    return tuple(chosen)


Ranked = tuple[int, int, int, datetime, int, str]
"""What counts once it is known how soon somebody can be there, the team's order, and who it is."""


def _first(group: list[Ranked], at_work: "_AtWork", count: int) -> list[str]:
    """The first so many; who is at work before who is not. Only as many are asked of their hours as it takes."""
    group.sort()
    awake = list(islice((rank[-1] for rank in group if at_work(rank[-1])), count))
    if len(awake) == count:
        return awake
    return [*awake, *islice((rank[-1] for rank in group if rank[-1] not in awake), count - len(awake))]


class _AtWork:
    """Whether somebody is at work now. Many have the same hours: each kind is looked at once."""

    def __init__(self, roster: Roster, now: datetime) -> None:
        self._roster = roster
        self._now = now
        self._known: dict[WorkTimes, bool] = {}

    def __call__(self, person: str) -> bool:
        times = self._roster.times.get(person)
        if times is None:
            return True
        known = self._known.get(times)
        if known is None:
            known = self._known[times] = self._roster.is_at_work(person, self._now)
        return known


def _deputies(
    incident: Incident, role: str, answering: Iterable[Offer], asked: set[str], context: Context
) -> Iterator[Asked]:
    barred, seen = _barred(incident, role, context.policy), set(asked)
    for offer in answering:
        one = context.roster.candidate(offer.person)
        for person in one.deputies if one else ():
            deputy = context.roster.candidate(person)
            if deputy and deputy.can_take(role) and person not in seen and person not in barred:
                seen.add(person)
                yield Asked(person, Step.DEPUTY, offer.person)


def _others(
    incident: Incident, role: str, answering: tuple[Offer, ...], asked: set[str], load: Workload, context: Context
) -> tuple[Asked, ...]:
    latest = max(answering, key=lambda offer: (offer.ended_at or offer.offered_at, offer.id), default=None)
    declined = latest is not None and latest.state is OfferState.DECLINED
    count = 1 if declined else OTHERS_AT_ONCE
    return tuple(Asked(person, Step.OTHER) for person in _best(incident, role, asked, load, context, count))


def _above(incident: Incident, role: str, asked: set[str], context: Context) -> tuple[Asked, ...]:
    """Everybody of the nearest level in which somebody was not asked yet; whether the role is on their list or not."""
    barred = _barred(incident, role, context.policy)
    for level in context.roster.levels:
        people = [person for person in level if person not in asked and person not in barred]
        there = [person for person in people if (known := context.roster.person(person)) and known.is_active]
        if there:
            return tuple(Asked(person, Step.ABOVE) for person in there)
    return ()


def _barred(incident: Incident, role: str, policy: Policy) -> set[str]:
    """Who has, or is being asked to take, a role that must be kept apart from this one."""
    apart = policy.apart.of(role)
    if not apart:
        return set()
    holding = {held.person for held in incident.holdings if held.until is None and held.role in apart}
    return holding | {offer.person for offer in incident.open_offers() if offer.role in apart}


def _holders(incident: Incident) -> Iterator[str]:
    return (held.person for held in incident.holdings if held.until is None)


def _has_come_since(offer: Offer, context: Context) -> bool:
    """Whether this person's shift for the role, or time of work, began after the offer was made."""
    roster = context.roster
    shift = roster.shift_of(offer.person, offer.role, context.now)
    if shift and shift.begins > offer.offered_at:
        return True
    return not roster.is_at_work(offer.person, offer.offered_at) and roster.is_at_work(offer.person, context.now)
