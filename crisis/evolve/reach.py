"""What events change: who wants to hear of the incident. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change, with_name
from crisis.incident import Incident, Who
from crisis.values import replace


def _followed(incident: Incident, event: e.Followed, at: datetime, by: Who) -> Incident:
    before = incident.following
    left = tuple(each for each in before.left if each != event.person)
    return replace(incident, following=replace(before, followers=with_name(before.followers, event.person), left=left))


def _unfollowed(incident: Incident, event: e.Unfollowed, at: datetime, by: Who) -> Incident:
    before = incident.following
    followers = tuple(each for each in before.followers if each != event.person)
    left = with_name(before.left, event.person)
    return replace(incident, following=replace(before, followers=followers, left=left))


def with_told(incident: Incident, people: tuple[str, ...]) -> Incident:
    """These were told of an update."""
    before = incident.following
    new = tuple(each for each in people if each not in before.told)
    return replace(incident, following=replace(before, told=(*before.told, *new))) if new else incident


CHANGES: dict[type[e.Event], Change] = {
    e.Followed: _followed,
    e.Unfollowed: _unfollowed,
}
