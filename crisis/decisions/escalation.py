"""Offers by the desk itself: a role without a holder is offered, and on and on until somebody has it or nobody is left.

Answers for: what follows when an offer is declined or not answered, when somebody comes or leaves. Nobody is assigned;
an offer that ran out can still be accepted while the role is free. May not: choose people (``choice`` does).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from crisis import events as e
from crisis.clock.due import rules_of
from crisis.commands import MeetTeam, PutOffOffer, RecordPersonLeft
from crisis.decisions.choice import Asked, next_asked
from crisis.decisions.context import Context
from crisis.evolve import evolve
from crisis.incident import Incident, Offer, OfferState
from crisis.workload import IDLE, Workload

LOOK_EVERY = timedelta(minutes=30)
"""A role that nobody was left for is looked at again so often where people have hours of work."""


class Course:
    """An incident while one decision goes on: each event changes what the next one rests on."""

    def __init__(self, incident: Incident, context: Context) -> None:
        self.incident = incident
        self.made: list[e.Event] = []
        self._context = context
        self._load: Workload | None = None

    def add(self, *made: e.Event) -> None:
        for event in made:
            self.incident = evolve(self.incident, event, self._context.now, None)
            self.made.append(event)

    @property
    def load(self) -> Workload:
        """What people carry elsewhere, looked up once and only when somebody is chosen."""
        if self._load is None:
            self._load = self._context.load(self.incident) if self._context.roster.candidates else IDLE
        return self._load

    def offer(self, asked: Asked, role: str, expires_at: datetime | None = None, hands_over: bool = False) -> None:
        until = expires_at or self._context.now + rules_of(self.incident, self._context.policy).offer_waits
        number = len(self.incident.offers) + 1
        self.add(e.RoleOffered(number, role, asked.person, until, hands_over, asked.step, asked.instead_of))


def offer_missing_roles(incident: Incident, context: Context) -> tuple[e.Event, ...]:
    """Offer each role that this severity needs and that has neither holder nor open offer to its best candidate."""
    needed = rules_of(incident, context.policy).roles
    return offer_each(incident, needed, context)


def offer_each(incident: Incident, roles: Iterable[str], context: Context) -> tuple[e.Event, ...]:
    """Offer those of these roles that have neither holder nor open offer; say of which nobody is left."""
    course = Course(incident, context)
    for role in roles:
        if course.incident.holder(role) is None and not course.incident.open_offers(role):
            ask_next(course, role, context)
    return tuple(course.made)


def ask_next(course: Course, role: str, context: Context) -> None:
    asked = next_asked(course.incident, role, course.load, context)
    for each in asked:
        course.offer(each, role)
    if not asked and role not in course.incident.unfilled:
        course.add(e.RoleUnfilled(role, _look_at(role, context)))


def offer_on(incident: Incident, role: str, context: Context) -> tuple[e.Event, ...]:
    """What follows an offer that is over: the next are asked, unless the role is being filled."""
    return offer_each(incident, (role,), context)


def offer_expires(incident: Incident, offer: Offer, context: Context) -> tuple[e.Event, ...]:
    """The time of an offer ran out: others are asked, too. A hand-over leaves the role where it is."""
    ended = e.OfferEnded(offer.id, offer.role, offer.person, OfferState.EXPIRED)
    return (ended, *offer_on(evolve(incident, ended, context.now, None), offer.role, context))


def look_again(incident: Incident, role: str, context: Context) -> tuple[e.Event, ...]:
    """A role that nobody was left for: somebody may be on duty or at work by now."""
    return offer_on(incident, role, context) or (e.VacancyLookedAt(role, _look_at(role, context)),)


def put_off_offer(incident: Incident, command: PutOffOffer, context: Context) -> tuple[e.Event, ...]:
    """An offer that nobody could answer does not run out: it has its whole time from now on."""
    offer = incident.offer(command.offer)
    if offer is None or offer not in incident.open_offers():
        return ()
    return (e.OfferPutOff(offer.id, context.now + rules_of(incident, context.policy).offer_waits),)


def withdraw_offers(incident: Incident) -> tuple[e.Event, ...]:
    """End every open offer: the incident is over."""
    return tuple(withdrawn(offer) for offer in incident.open_offers())


def withdrawn(offer: Offer) -> e.OfferEnded:
    return e.OfferEnded(offer.id, offer.role, offer.person, OfferState.WITHDRAWN)


def meet_team(incident: Incident, command: MeetTeam, context: Context) -> tuple[e.Event, ...]:
    """An incident that opened before anybody was known gets its people; roles that nobody was left for are offered; and
    whose shift ends at another time now is noted."""
    if not incident.is_open:
        return ()
    wanted = () if incident.private else context.roster.invited()
    nobody_known = not any(context.roster.candidate(person) for person in incident.invited)
    met = (e.TeamMet(wanted),) if nobody_known and wanted else ()
    return (*met, *offer_missing_roles(incident, context), *_moved_shifts(incident, context))


def person_left(incident: Incident, command: RecordPersonLeft, context: Context) -> tuple[e.Event, ...]:
    """Whoever left has no role any more and is asked nothing; all of it is offered on."""
    if not incident.is_open:
        return ()
    course, person = Course(incident, context), command.person
    roles = incident.roles_of(person)
    offered = [offer for offer in incident.open_offers() if offer.person == person]
    course.add(*(e.RoleVacated(role, person) for role in roles), *(withdrawn(offer) for offer in offered))
    for role in dict.fromkeys((*roles, *(offer.role for offer in offered))):
        if course.incident.holder(role) is None and not course.incident.open_offers(role):
            ask_next(course, role, context)
    return tuple(course.made)


def _moved_shifts(incident: Incident, context: Context) -> tuple[e.Event, ...]:
    """Holders whose shift, not over yet, ends at another time than was noted."""
    moved: list[e.Event] = []
    for held in incident.holdings:
        if held.until is None and held.shift_ends and held.shift_ends > context.now:
            shift = context.roster.shift_of(held.person, held.role, context.now)
            if shift and shift.ends != held.shift_ends:
                moved.append(e.ShiftMoved(held.role, shift.ends))
    return tuple(moved)


def _look_at(role: str, context: Context) -> datetime | None:
    """When somebody else may be there: at the next hand-over of a rotation, and now and then where people have hours;
    None where only a new colleague can help."""
    roster, now = context.roster, context.now
    moments = [shift.ends for shift in roster.on_duty(role, now) if shift.ends > now]
    if roster.times or roster.rotations:
        moments.append(now + LOOK_EVERY)
    return min(moments, default=None)
