"""What is told of a private incident to those inside. May not: say anything in a channel."""

from bot.delivery.office import Office, Wish, of_incident
from handlers.views import private


async def tell_no_room(wish: Wish, office: Office) -> None:
    """Tell whoever opened it that there is no channel."""
    incident = of_incident(wish)
    person = incident.opened_by
    if person is None or incident.channel is not None:
        return
    message = private.no_room(incident, office.language_of(person))
    await office.post_once(wish, await office.direct_channel(person), message)
