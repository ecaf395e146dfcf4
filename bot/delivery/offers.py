"""Offers: the direct message with a role's instructions, and its edit when the offer is over.

May not: choose people or end offers; ``crisis.decisions`` does.
"""

from datetime import timedelta

from bot.delivery.office import Office, Wish, entry_of, of_incident
from bot.slack.calls import Never
from crisis import commands as c
from crisis.incident import Incident, MessageRef, Offer, OfferState
from handlers.views import offers, relieved

LATE = timedelta(seconds=30)
"""Sent so much later than it was made, an offer has lost too much of its time."""


async def open_direct_message(wish: Wish, office: Office) -> None:
    """Have the direct message open before it is needed."""
    _, offer = _offer(wish)
    await office.direct_channel(offer.person)


async def send_offer(wish: Wish, office: Office) -> c.Command | None:
    """Send it, unless it is over before it went out. One that had to wait has its whole time from now on."""
    incident, offer = _offer(wish)
    if offer.state is not OfferState.OPEN and not wish.again:
        return None
    channel = await office.direct_channel(offer.person)
    if offer.state is not OfferState.OPEN:
        there = await office.was_posted(wish, channel)
        return c.RecordOfferSent(incident.number, None, offer.id, MessageRef(channel, there)) if there else None
    if office.desk.clock() - offer.offered_at > LATE:
        outcome = await office.desk.handle(c.PutOffOffer(incident.number, None, offer.id))
        incident = outcome.incident or incident
        offer = incident.offer(offer.id) or offer
    message = offers.offer(offer, incident, office.policy, office.language_of(offer.person))
    ts = await office.post_once(wish, channel, message)
    return c.RecordOfferSent(incident.number, None, offer.id, MessageRef(channel, ts))


async def settle_offer(wish: Wish, office: Office) -> None:
    """Say in the same message how the offer ended; nothing when it never went out."""
    incident, offer = _offer(wish)
    if offer.message:
        language = office.language_of(offer.person)
        await office.edit(wish, offer.message, offers.settled(offer, incident, office.policy, language))


async def tell_holder(wish: Wish, office: Office) -> None:
    """Tell whoever has or had a role what becomes of it."""
    incident, entry = of_incident(wish), await entry_of(wish, office)
    holder = relieved.holder_of(entry, incident)
    if holder:
        message = relieved.relieved(entry, incident, office.policy, office.language_of(holder))
        await office.post_once(wish, await office.direct_channel(holder), message)


def _offer(wish: Wish) -> tuple[Incident, Offer]:
    incident = of_incident(wish)
    offer = incident.offer(wish.effect.offer)
    if offer is None:
        raise Never("no_offer")
    return incident, offer
