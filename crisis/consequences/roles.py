"""What the world shall see of events: roles and offers. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing, set_topic
from crisis.incident import LEAD, Incident


def _role_offered(incident: Incident, event: e.RoleOffered, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    if waits_for_channel(incident):
        return (f.OpenDirectMessage(number, event.offer),)
    return (f.SendOffer(number, event.offer), *invite(incident, event.person, seq))


def _offer_ended(incident: Incident, event: e.OfferEnded, seq: int) -> tuple[f.Effect, ...]:
    return (f.SettleOffer(incident.number, event.offer),)


def _role_taken(incident: Incident, event: e.RoleTaken, seq: int) -> tuple[f.Effect, ...]:
    settle = (f.SettleOffer(incident.number, event.offer),) if event.offer is not None else ()
    say = (f.PostEntry(incident.number, seq),) if event.role == LEAD or event.before else ()
    topic = set_topic(incident) if event.role == LEAD else ()
    return (*settle, *invite(incident, event.person, seq), *say, *topic)


def _role_unfilled(incident: Incident, event: e.RoleUnfilled, seq: int) -> tuple[f.Effect, ...]:
    tell = (f.TellUnfilled(incident.number, seq),) if incident.holder(LEAD) else ()
    return (f.PostEntry(incident.number, seq), *tell)


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
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.OfferSent,)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.RoleOffered: _role_offered,
    e.OfferSent: nothing,
    e.OfferEnded: _offer_ended,
    e.RoleTaken: _role_taken,
    e.RoleUnfilled: _role_unfilled,
}
