"""Offers in quiet hours: they do not run out while everybody sleeps, and wait no longer once it has become serious.

Answers for: when an offer waits for the morning, and when it stops waiting for it. May not: choose people.
"""

from crisis import events as e
from crisis.clock.cadence import quiet_until
from crisis.clock.due import rules_of
from crisis.decisions.context import Context
from crisis.incident import Incident, Offer


def waits_for_morning(incident: Incident, offer: Offer, context: Context) -> tuple[e.Event, ...]:
    """The offer, whose time has run out, has its whole time again from the end of the quiet hours; nothing when it is
    to run out now: it is day, or somebody is on duty for this role and may answer."""
    ends = quiet_until(incident, context.policy, context.now)
    if ends is None or context.roster.on_duty(offer.role, context.now):
        return ()
    return (e.OfferPutOff(offer.id, ends + rules_of(incident, context.policy).offer_waits),)


def hastened(before: Incident, incident: Incident, context: Context) -> tuple[e.Event, ...]:
    """Offers that wait for the morning have no more time than others once the severity keeps no quiet hours.
    ``before``: the incident before its severity changed."""
    policy, now = context.policy, context.now
    if quiet_until(before, policy, now) is None or quiet_until(incident, policy, now) is not None:
        return ()
    latest = now + rules_of(incident, policy).offer_waits
    return tuple(e.OfferPutOff(offer.id, latest) for offer in incident.open_offers() if offer.expires_at > latest)
