"""What events change: roles and offers. May not: decide or refuse."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crisis import events as e
from crisis.evolve.base import Change, with_name
from crisis.incident import Holding, Incident, Offer, OfferState, Who
from crisis.incident.vacancy import Step, Vacancy
from crisis.values import replace


def _role_offered(incident: Incident, event: e.RoleOffered, at: datetime, by: Who) -> Incident:
    offer = Offer(
        event.offer,
        event.role,
        event.person,
        by if event.step is Step.NAMED else None,  # the desk asks, whoever gave it cause to
        at,
        event.expires_at,
        hands_over=event.hands_over,
        step=event.step,
        instead_of=event.instead_of,
    )
    return replace(
        _being_filled(incident, event.role),
        offers=(*incident.offers, offer),
        invited=with_name(incident.invited, event.person),
    )


def _offer_sent(incident: Incident, event: e.OfferSent, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, message=event.message))


def _offer_put_off(incident: Incident, event: e.OfferPutOff, at: datetime, by: Who) -> Incident:
    return _change_offer(incident, event.offer, lambda offer: replace(offer, expires_at=event.expires_at))


def _offer_ended(incident: Incident, event: e.OfferEnded, at: datetime, by: Who) -> Incident:
    return _change_offer(
        incident, event.offer, lambda offer: replace(offer, state=event.state, ended_at=at, why=event.why)
    )


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
        _being_filled(incident, event.role),
        holdings=(*ended, Holding(event.role, event.person, since=at, shift_ends=event.shift_ends)),
        invited=with_name(incident.invited, event.person),
    )


def _role_unfilled(incident: Incident, event: e.RoleUnfilled, at: datetime, by: Who) -> Incident:
    looked = _looked_at(incident, event.role, event.look_at)
    return replace(looked, unfilled=with_name(incident.unfilled, event.role))


def _vacancy_looked_at(incident: Incident, event: e.VacancyLookedAt, at: datetime, by: Who) -> Incident:
    return _looked_at(incident, event.role, event.look_at)


def _role_vacated(incident: Incident, event: e.RoleVacated, at: datetime, by: Who) -> Incident:
    return _change_holding(incident, event.role, until=at)


def _shift_ending(incident: Incident, event: e.ShiftEnding, at: datetime, by: Who) -> Incident:
    return _change_holding(incident, event.role, shift_ends=None)


def _shift_moved(incident: Incident, event: e.ShiftMoved, at: datetime, by: Who) -> Incident:
    return _change_holding(incident, event.role, shift_ends=event.shift_ends)


def _holder_stayed(incident: Incident, event: e.HolderStayed, at: datetime, by: Who) -> Incident:
    return _change_holding(incident, event.role, shift_ends=None)


def _being_filled(incident: Incident, role: str) -> Incident:
    if role not in incident.unfilled:
        return incident
    unfilled = tuple(each for each in incident.unfilled if each != role)
    return replace(_looked_at(incident, role, None), unfilled=unfilled)


def _looked_at(incident: Incident, role: str, look_at: datetime | None) -> Incident:
    others = tuple(vacancy for vacancy in incident.vacancies if vacancy.role != role)
    return replace(incident, vacancies=(*others, Vacancy(role, look_at)) if look_at else others)


def _change_holding(incident: Incident, role: str, **changes: Any) -> Incident:
    """Change the holding of whoever has this role now."""
    holdings = tuple(
        replace(held, **changes) if held.role == role and held.until is None else held for held in incident.holdings
    )
    return replace(incident, holdings=holdings)


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
    e.VacancyLookedAt: _vacancy_looked_at,
    e.RoleVacated: _role_vacated,
    e.ShiftEnding: _shift_ending,
    e.ShiftMoved: _shift_moved,
    e.HolderStayed: _holder_stayed,
}
