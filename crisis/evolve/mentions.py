"""What events change: the tally of mentions. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.values import replace


def _heard(incident: Incident, event: e.MentionsHeard, at: datetime, by: Who) -> Incident:
    tally = incident.mentions
    oldest = min(tally.oldest, event.oldest) if tally.oldest else event.oldest
    waiting, first = tally.waiting + event.count, tally.first_heard_at or at
    return replace(incident, mentions=replace(tally, waiting=waiting, oldest=oldest, first_heard_at=first))


def _recounted(incident: Incident, event: e.MentionsRecounted, at: datetime, by: Who) -> Incident:
    return replace(incident, mentions=event.tally)


CHANGES: dict[type[e.Event], Change] = {
    e.MentionsHeard: _heard,
    e.MentionsRecounted: _recounted,
}
