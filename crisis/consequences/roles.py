"""What the world shall see of events: roles and offers. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing, set_topic
from crisis.incident import LEAD, Incident, Offer, OfferState


def _role_offered(incident: Incident, event: e.RoleOffered, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    if waits_for_channel(incident):
        return (f.OpenDirectMessage(number, event.offer),)
    return (f.SendOffer(number, event.offer), *invite(incident, event.person, seq))


def _offer_ended(incident: Incident, event: e.OfferEnded, seq: int) -> tuple[f.Effect, ...]:
    """Whoever waits for being relieved is told that this one will not do it."""
    offer = incident.offer(event.offer)
    waits = offer and offer.hands_over and event.state in (OfferState.DECLINED, OfferState.EXPIRED)
    tell = (f.TellHolder(incident.number, seq),) if waits and incident.holder(event.role) else ()
    return (f.SettleOffer(incident.number, event.offer), *tell)


def _role_taken(incident: Incident, event: e.RoleTaken, seq: int) -> tuple[f.Effect, ...]:
    """Whoever was asked and has not said yes is told who has it: those whose time is up could have had it still."""
    settle: tuple[f.Effect, ...] = ()
    if event.offer is not None:
        settle = (f.SettleOffer(incident.number, event.offer),)
    settle += tuple(f.SettleOffer(incident.number, offer.id) for offer in _could_have_had(incident, event.role))
    settle += (f.TellHolder(incident.number, seq),) if event.before else ()
    say = (f.PostEntry(incident.number, seq),) if event.role == LEAD or event.before else ()
    topic = set_topic(incident) if event.role == LEAD else ()
    return (*settle, *invite(incident, event.person, seq), *say, *topic)


def _role_unfilled(incident: Incident, event: e.RoleUnfilled, seq: int) -> tuple[f.Effect, ...]:
    tell = (f.TellUnfilled(incident.number, seq),) if incident.holder(LEAD) else ()
    return (f.PostEntry(incident.number, seq), *tell)


def _could_have_had(incident: Incident, role: str) -> tuple[Offer, ...]:
    """The offers of a role that ran out, or were declined, since it was taken before."""
    taken = [held.since for held in incident.holdings if held.role == role][:-1]
    return tuple(
        offer
        for offer in incident.offers
        if offer.role == role
        and offer.state in (OfferState.EXPIRED, OfferState.DECLINED)
        and (not taken or offer.offered_at >= taken[-1])
    )


def _role_vacated(incident: Incident, event: e.RoleVacated, seq: int) -> tuple[f.Effect, ...]:
    topic = set_topic(incident) if event.role == LEAD else ()
    return (f.PostEntry(incident.number, seq), *topic)


def _tell_holder(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return (f.TellHolder(incident.number, seq),)


def invite(incident: Incident, person: str, seq: int) -> tuple[f.Effect, ...]:
    if incident.channel is None or person in incident.people:
        return ()
    return (f.InvitePeople(incident.number, (person,), seq),)


def waits_for_channel(incident: Incident) -> bool:
    refused = any(problem.what == "OpenChannel" for problem in incident.problems)
    return incident.channel is None and not refused


RANKS: dict[type[f.Effect], int] = {
    f.SendOffer: 2,
    f.OpenDirectMessage: 2,
    f.SettleOffer: 6,
    f.TellHolder: 3,
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.OfferSent, e.VacancyLookedAt, e.ShiftMoved)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.RoleOffered: _role_offered,
    e.OfferSent: nothing,
    e.OfferEnded: _offer_ended,
    e.RoleTaken: _role_taken,
    e.RoleUnfilled: _role_unfilled,
    e.VacancyLookedAt: nothing,
    e.RoleVacated: _role_vacated,
    e.ShiftEnding: _tell_holder,
    e.ShiftMoved: nothing,
    e.HolderStayed: nothing,
}
