"""Roles: offering, accepting, declining, taking, handing on; and what follows when an offer expires.

Answers for: nobody is assigned without knowing; a role that is not accepted goes to the next candidate; first to accept
has it. May not: know how an offer reaches a person.
"""

from collections import Counter
from collections.abc import Iterable

from crisis import events as e
from crisis import refusals
from crisis.commands import AcceptOffer, DeclineOffer, HandRole, MeetTeam, OfferRole, PutOffOffer, TakeRole
from crisis.decisions.context import Context, want_open
from crisis.due import rules_of
from crisis.incident import Incident, Offer, OfferState
from crisis.language import Text
from crisis.people import Candidate
from crisis.policy import Role
from crisis.refusals import Named, Refused


def offer_missing_roles(incident: Incident, context: Context) -> tuple[e.Event, ...]:
    """Offer each role that is needed here and has neither holder nor open offer to its best candidate."""
    needed = rules_of(incident, context.policy).roles
    missing = [role for role in needed if incident.holder(role) is None and not incident.open_offers(role)]
    return _offer_each(incident, missing, context)


def offer_on(incident: Incident, ended: Offer, context: Context) -> tuple[e.Event, ...]:
    """What follows an offer that was declined or has expired: the next candidate, unless the role is being filled."""
    waiting = [offer for offer in incident.open_offers(ended.role) if offer.id != ended.id]
    if incident.holder(ended.role) is not None or waiting:
        return ()
    return _offer_each(incident, [ended.role], context)


def offer_expires(incident: Incident, offer: Offer, context: Context) -> tuple[e.Event, ...]:
    """The time of an offer ran out: it is marked as expired and the role goes on to the next candidate."""
    ended = e.OfferEnded(offer.id, offer.role, offer.person, OfferState.EXPIRED)
    return (ended, *offer_on(incident, offer, context))


def put_off_offer(incident: Incident, command: PutOffOffer, context: Context) -> tuple[e.Event, ...]:
    """An offer that nobody could answer does not run out: it has its whole time from now on."""
    offer = incident.offer(command.offer)
    if offer is None or offer not in incident.open_offers():
        return ()
    return (e.OfferPutOff(offer.id, context.now + rules_of(incident, context.policy).offer_waits),)


def withdraw_offers(incident: Incident) -> tuple[e.Event, ...]:
    """End every open offer: the incident is over."""
    return tuple(_withdrawn(offer) for offer in incident.open_offers())


def offer_role(incident: Incident, command: OfferRole, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    role = known_role(command.role, context)
    _want_candidate(command.person, role, context)
    _want_not_held_or_offered(incident, role, command.person)
    return (_offered(incident, 0, role.key, command.person, context),)


def hand_role(incident: Incident, command: HandRole, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    role = known_role(command.role, context)
    holder = incident.holder(role.key)
    if holder is None or holder != command.by:
        raise Refused(refusals.NOT_HOLDER, role=role.name, holder=Named(holder) if holder else refusals.NOBODY)
    _want_candidate(command.person, role, context)
    _want_not_held_or_offered(incident, role, command.person)
    return (_offered(incident, 0, role.key, command.person, context, hands_over=True),)


def take_role(incident: Incident, command: TakeRole, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    role = known_role(command.role, context)
    person = str(command.by)
    _want_candidate(person, role, context)
    holder = incident.holder(role.key)
    if holder == person:
        raise Refused(refusals.HAS_ROLE_ALREADY, person=Named(person), role=role.name)
    own = next((offer.id for offer in incident.open_offers(role.key) if offer.person == person), None)
    return _taken(incident, role.key, person, own)


def accept_offer(incident: Incident, command: AcceptOffer, context: Context) -> tuple[e.Event, ...]:
    """Accepting after the time is up still counts while nobody else has the role."""
    want_open(incident)
    offer = _own_offer(incident, command.offer, command.by)
    if offer.state is OfferState.ACCEPTED and incident.holder(offer.role) == offer.person:
        return ()
    late = offer.state in (OfferState.EXPIRED, OfferState.DECLINED) and incident.holder(offer.role) is None
    if offer.state is not OfferState.OPEN and not late:
        _refuse_over(incident, offer, context)
    return _taken(incident, offer.role, offer.person, offer.id)


def decline_offer(incident: Incident, command: DeclineOffer, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    offer = _own_offer(incident, command.offer, command.by)
    if offer.state is OfferState.DECLINED:
        return ()
    if offer.state is not OfferState.OPEN:
        _refuse_over(incident, offer, context)
    ended = e.OfferEnded(offer.id, offer.role, offer.person, OfferState.DECLINED)
    return (ended, *offer_on(incident, offer, context))


def meet_team(incident: Incident, command: MeetTeam, context: Context) -> tuple[e.Event, ...]:
    """An incident that opened before anybody was known gets its people; roles that nobody was left for are offered."""
    if not incident.is_open:
        return ()
    wanted = context.roster.invited()
    nobody_known = not any(context.roster.candidate(person) for person in incident.invited)
    met = (e.TeamMet(wanted),) if nobody_known and wanted else ()
    return (*met, *offer_missing_roles(incident, context))


def known_role(word: str, context: Context) -> Role:
    """The role that a word names. Raises Refused with the roles there are."""
    role = context.policy.role_named(word)
    if role is None:
        raise Refused(refusals.NO_SUCH_ROLE, role=word, possible=tuple(each.name for each in context.policy.roles))
    return role


def _offer_each(incident: Incident, roles: Iterable[str], context: Context) -> tuple[e.Event, ...]:
    load = Counter(held.person for held in incident.holdings if held.until is None)
    load.update(offer.person for offer in incident.open_offers())
    made: list[e.Event] = []
    for role in roles:
        candidate = _best_candidate(incident, role, load, context)
        if candidate:
            load[candidate.person.id] += 1
            made.append(
                _offered(
                    incident,
                    sum(isinstance(event, e.RoleOffered) for event in made),
                    role,
                    candidate.person.id,
                    context,
                )
            )
        elif role not in incident.unfilled:
            made.append(e.RoleUnfilled(role))
    return tuple(made)


def _best_candidate(incident: Incident, role: str, load: Counter[str], context: Context) -> Candidate | None:
    """Who can take the role and was not asked yet: who let no offer of this incident expire first, of those whoever has
    the fewest roles in it, then the team's order."""
    # Whose offer was withdrawn never had to answer: after a reopening, the role is theirs to be offered again.
    answering = (offer for offer in incident.offers if offer.role == role and offer.state is not OfferState.WITHDRAWN)
    asked = {offer.person for offer in answering}
    silent = {offer.person for offer in incident.offers if offer.state is OfferState.EXPIRED}
    able = [one for one in context.roster.candidates if one.can_take(role) and one.person.id not in asked]
    return min(able, key=lambda one: (one.person.id in silent, load[one.person.id]), default=None)


def _offered(
    incident: Incident, made: int, role: str, person: str, context: Context, hands_over: bool = False
) -> e.RoleOffered:
    expires_at = context.now + rules_of(incident, context.policy).offer_waits
    return e.RoleOffered(len(incident.offers) + made + 1, role, person, expires_at, hands_over)


def _taken(incident: Incident, role: str, person: str, offer: int | None) -> tuple[e.Event, ...]:
    others = tuple(_withdrawn(other) for other in incident.open_offers(role) if other.id != offer)
    return (e.RoleTaken(role, person, offer, incident.holder(role)), *others)


def _withdrawn(offer: Offer) -> e.OfferEnded:
    return e.OfferEnded(offer.id, offer.role, offer.person, OfferState.WITHDRAWN)


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


def _want_candidate(person: str, role: Role, context: Context) -> None:
    able: tuple[Text | str | Named, ...] = tuple(
        Named(one.person.id) for one in context.roster.candidates if one.can_take(role.key)
    ) or (refusals.NOBODY_ELSE,)
    candidate = context.roster.candidate(person)
    if candidate is None:
        raise Refused(refusals.NOT_IN_TEAM, person=Named(person), role=role.name, possible=able)
    if not candidate.can_take(role.key):
        raise Refused(refusals.CANNOT_TAKE_ROLE, person=Named(person), role=role.name, possible=able)


def _want_not_held_or_offered(incident: Incident, role: Role, person: str) -> None:
    if incident.holder(role.key) == person:
        raise Refused(refusals.HAS_ROLE_ALREADY, person=Named(person), role=role.name)
    if any(offer.person == person for offer in incident.open_offers(role.key)):
        raise Refused(refusals.OFFERED_ALREADY, person=Named(person), role=role.name)
