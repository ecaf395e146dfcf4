"""Roles by hand: offering, accepting, declining, taking, handing on.

Answers for: nobody is assigned without knowing; first to accept has it; roles that must be kept apart are. May not:
know how an offer reaches a person, or whom the desk asks by itself (``escalation`` does).
"""

from crisis import events as e
from crisis import refusals
from crisis.commands import AcceptOffer, DeclineOffer, HandRole, OfferRole, TakeRole
from crisis.decisions.choice import Asked, able, clash
from crisis.decisions.context import Context, checked_text, known_role, want_holder, want_open
from crisis.decisions.escalation import Course, ask_next, withdrawn
from crisis.incident import Incident, Offer, OfferState
from crisis.language import Text
from crisis.policy import Role
from crisis.refusals import Named, Refused


def offer_role(incident: Incident, command: OfferRole, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    role = known_role(command.role, context)
    _want_candidate(incident, command.person, role, context)
    _want_not_held_or_offered(incident, role, command.person)
    course = Course(incident, context)
    course.offer(Asked(command.person), role.key)
    return tuple(course.made)


def hand_role(incident: Incident, command: HandRole, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    role = known_role(command.role, context)
    want_holder(incident, role, command.by)
    _want_candidate(incident, command.person, role, context)
    _want_not_held_or_offered(incident, role, command.person)
    course = Course(incident, context)
    course.offer(Asked(command.person), role.key, hands_over=True)
    return tuple(course.made)


def take_role(incident: Incident, command: TakeRole, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    role = known_role(command.role, context)
    person = str(command.by)
    _want_candidate(incident, person, role, context)
    if incident.holder(role.key) == person:
        raise Refused(refusals.HAS_ROLE_ALREADY, person=Named(person), role=role.name)
    own = next((offer.id for offer in incident.open_offers(role.key) if offer.person == person), None)
    return _taken(incident, role.key, person, own, context)


def accept_offer(incident: Incident, command: AcceptOffer, context: Context) -> tuple[e.Event, ...]:
    """Accepting after the time is up still counts while nobody else has got the role meanwhile."""
    want_open(incident)
    offer = _own_offer(incident, command.offer, command.by)
    if offer.state is OfferState.ACCEPTED and incident.holder(offer.role) == offer.person:
        return ()
    if not incident.can_be_accepted(offer):
        _refuse_over(incident, offer, context)
    if role := context.policy.role(offer.role):
        _want_apart(incident, offer.person, role, context)
    return _taken(incident, offer.role, offer.person, offer.id, context)


def decline_offer(incident: Incident, command: DeclineOffer, context: Context) -> tuple[e.Event, ...]:
    """The next are asked; whoever was named in one's place before anybody else."""
    want_open(incident)
    offer = _own_offer(incident, command.offer, command.by)
    if offer.state is OfferState.DECLINED and command.instead is None:
        return ()
    if not incident.can_be_accepted(offer) or (offer.state is not OfferState.OPEN and command.instead is None):
        _refuse_over(incident, offer, context)
    why = checked_text(command.why, required=False)
    ended = e.OfferEnded(offer.id, offer.role, offer.person, OfferState.DECLINED, why, command.instead)
    course = Course(incident, context)
    course.add(ended)
    if command.instead is not None:
        role = known_role(offer.role, context)
        _want_candidate(incident, command.instead, role, context)
        _want_not_held_or_offered(incident, role, command.instead)
        asked = Asked(command.instead, instead_of=offer.person)
        course.offer(asked, offer.role, hands_over=offer.hands_over and incident.holder(offer.role) is not None)
    elif course.incident.holder(offer.role) is None and not course.incident.open_offers(offer.role):
        ask_next(course, offer.role, context)
    return tuple(course.made)


def _taken(incident: Incident, role: str, person: str, offer: int | None, context: Context) -> tuple[e.Event, ...]:
    """The role is theirs: whoever else was asked for it is not any more; and what this person was being asked and must
    not have besides is offered to others."""
    shift = context.roster.shift_of(person, role, context.now)
    taken = e.RoleTaken(role, person, offer, incident.holder(role), shift.ends if shift else None)
    course = Course(incident, context)
    course.add(taken, *(withdrawn(other) for other in incident.open_offers(role) if other.id != offer))
    apart = context.policy.apart.of(role)
    for other in incident.open_offers():
        if other.person == person and other.role in apart:
            course.add(withdrawn(other))
            if course.incident.holder(other.role) is None and not course.incident.open_offers(other.role):
                ask_next(course, other.role, context)
    return tuple(course.made)


def _own_offer(incident: Incident, number: int, by: str | None) -> Offer:
    offer = incident.offer(number)
    if offer is None:
        raise Refused(refusals.NO_SUCH_OFFER)
    if offer.person != by:
        raise Refused(refusals.NOT_YOUR_OFFER, person=Named(offer.person))
    return offer


def _refuse_over(incident: Incident, offer: Offer, context: Context) -> None:
    holder = incident.holder(offer.role)
    role = context.policy.role(offer.role)
    raise Refused(
        refusals.OFFER_OVER,
        role=role.name if role else offer.role,
        holder=Named(holder) if holder else refusals.NOBODY,
    )


def _want_candidate(incident: Incident, person: str, role: Role, context: Context) -> None:
    candidate = context.roster.candidate(person)
    if candidate is None:
        raise Refused(refusals.NOT_IN_TEAM, person=Named(person), role=role.name, possible=_able(role, context))
    if not candidate.can_take(role.key):
        raise Refused(refusals.CANNOT_TAKE_ROLE, person=Named(person), role=role.name, possible=_able(role, context))
    _want_apart(incident, person, role, context)


def _able(role: Role, context: Context) -> tuple[Text | str | Named, ...]:
    able_ones = (Named(one.person.id) for one in context.roster.candidates if one.can_take(role.key))
    return tuple(able_ones) or (refusals.NOBODY_ELSE,)


def _want_apart(incident: Incident, person: str, role: Role, context: Context) -> None:
    """Raise Refused when this person has a role that must be kept apart from this one, and somebody else could take it.
    Where nobody else could, a person decides that it is better than nobody (docs/decisions/0017-roles-apart.md)."""
    other = clash(incident, person, role.key, context.policy)
    if other is None:
        return
    others = (one.person.id for one in able(incident, role.key, context, without=person))
    could = tuple(Named(each) for each in others if each not in incident.absent)  # in a drill some cannot be reached
    if could:
        known = context.policy.role(other)
        raise Refused(
            refusals.ROLES_APART,
            person=Named(person),
            role=role.name,
            other=known.name if known else other,
            possible=could,
        )


def _want_not_held_or_offered(incident: Incident, role: Role, person: str) -> None:
    if incident.holder(role.key) == person:
        raise Refused(refusals.HAS_ROLE_ALREADY, person=Named(person), role=role.name)
    if any(offer.person == person for offer in incident.open_offers(role.key)):
        raise Refused(refusals.OFFERED_ALREADY, person=Named(person), role=role.name)
