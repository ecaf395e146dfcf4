"""Mentions: their one card in the incident channel, and who above is told that they are not answered.

Answers for: the card is posted once, shows the newest state, and is posted anew when somebody deleted it; nothing is
told that was overtaken on its way. May not: lay anything out.
"""

from bot.delivery.office import Office, Wish, entry_of, in_channel, of_incident
from bot.slack.calls import Moot, Never
from crisis import commands as c
from crisis.events import MentionsOverdue
from crisis.incident import Incident, MessageRef
from crisis.mention import OPEN_STATES
from handlers.blocks import Message
from handlers.views import mentions


async def post_mentions(wish: Wish, office: Office) -> c.RecordMentionsCard:
    incident, channel = in_channel(wish)
    ts = await office.post_once(wish, channel, await _card(incident, office))
    return c.RecordMentionsCard(incident.number, None, MessageRef(channel, ts), incident.seq)


async def refresh_mentions(wish: Wish, office: Office) -> c.RecordMentionsCardLost | None:
    incident = of_incident(wish)
    place = incident.mentions.card
    if place is None:
        return None
    try:
        await office.edit(wish, place, await _card(incident, office))
    except Never as refused:
        if refused.reason != "message_not_found":
            raise
        return c.RecordMentionsCardLost(incident.number, None, place.ts)
    return None


async def tell_of_mentions(wish: Wish, office: Office) -> None:
    """Tell a deputy or somebody of a level above, while any that the reminder named still waits."""
    incident, person, event = of_incident(wish), wish.effect.person, (await entry_of(wish, office)).event
    if not isinstance(event, MentionsOverdue):
        raise Never("no_entry")
    if not incident.is_open or not incident.mentions.open:
        raise Moot("overtaken")
    message = mentions.louder(event, incident, office.policy, office.language_of(person))
    await office.post_once(wish, await office.direct_channel(person), message)


async def _card(incident: Incident, office: Office) -> Message:
    number = incident.number
    shown = await office.desk.read(lambda view: view.mentions_of(number, OPEN_STATES, mentions.ON_CARD))
    return mentions.card(incident, shown, office.policy, office.language)
