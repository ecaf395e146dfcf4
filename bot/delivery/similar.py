"""Past incidents of the same kind, looked for once the room stands. Calls nothing of Slack's."""

from bot.delivery.office import Office, Wish, of_incident
from crisis.commands import RecordSimilar
from crisis.incident import Incident
from crisis.incident.past_one import PastOne

NAMED = 3  # on a board


async def find_similar(wish: Wish, office: Office) -> RecordSimilar | None:
    """What everybody in the room may know of: a private incident is named on no other's board, a drill on none."""
    incident = of_incident(wish)

    def may_stand(other: Incident) -> bool:
        return not (other.is_open or other.private or other.drill)

    found = await office.desk.past.like(incident, may_stand, NAMED, ended=True)
    ones = tuple(_named(each) for each in found)
    return RecordSimilar(incident.number, None, ones) if ones != incident.similar else None


def _named(incident: Incident) -> PastOne:
    standing = sum(decision.replaced_by is None for decision in incident.decisions)
    return PastOne(incident.number, incident.title, standing)
