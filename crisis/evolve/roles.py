"""What events change: roles and offers. May not: decide or refuse."""

from collections.abc import Callable
from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change, with_name
from crisis.incident import Holding, Incident, Offer, OfferState, Who
from crisis.values import replace


def _role_offered(incident: Incident, event: e.RoleOffered, at: datetime, by: Who) -> Incident:
    offer = Offer(event.offer, event.role, event.person, by, at, event.expires_at, hands_over=event.hands_over)
    return replace(
        incident,
        offers=(*incident.offers, offer),
        invited=with_name(incident.invited, event.person),
        unfilled=tuple(role for role in incident.unfilled if role != event.role),
    )


def _offer_sent(incident: Incident, event: e.OfferSent, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, message=event.message))


def _offer_put_off(incident: Incident, event: e.OfferPutOff, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, expires_at=event.expires_at))


def _offer_ended(incident: Incident, event: e.OfferEnded, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, state=event.state, ended_at=at))


def _role_taken(incident: Incident, event: e.RoleTaken, at: datetime, by: Who) -> Incident:
    if event.offer is not None:
        incident = _change_offer(
            incident, event.offer, lambda offer: replace(offer, state=OfferState.ACCEPTED, ended_at=at)
        )
    ended = tuple(
        replace(held, until=at) if held.role == event.role and held.until is None else held
        for held in incident.holdings
    )
    return replace(
        incident,
        holdings=(*ended, Holding(event.role, event.person, since=at)),
        invited=with_name(incident.invited, event.person),
        unfilled=tuple(role for role in incident.unfilled if role != event.role),
    )


def _role_unfilled(incident: Incident, event: e.RoleUnfilled, at: datetime, by: Who) -> Incident:
    return replace(incident, unfilled=with_name(incident.unfilled, event.role))


def _change_offer(incident: Incident, number: int, change: Callable[[Offer], Offer]) -> Incident:
    offers = tuple(change(offer) if offer.id == number else offer for offer in incident.offers)
    return replace(incident, offers=offers)


CHANGES: dict[type[e.Event], Change] = {
    e.RoleOffered: _role_offered,
    e.OfferSent: _offer_sent,
    e.OfferPutOff: _offer_put_off,
    e.OfferEnded: _offer_ended,
    e.RoleTaken: _role_taken,
    e.RoleUnfilled: _role_unfilled,
}
