"""What the world shall see of events: the incident as a whole. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, set_topic
from crisis.consequences.reach import tell_end
from crisis.consequences.similar import look_back
from crisis.incident import Incident, OfferState
from crisis.stages import Stage

REVIEW_FORMATS_AT_CLOSE = ("html", "md")


def _opened(incident: Incident, event: e.IncidentOpened, seq: int) -> tuple[f.Effect, ...]:
    return (f.OpenChannel(incident.number), f.PostCard(incident.number))


def _stage_changed(incident: Incident, event: e.StageChanged, seq: int) -> tuple[f.Effect, ...]:
    number = incident.number
    said: tuple[f.Effect, ...] = (f.PostEntry(number, seq), *set_topic(incident), *tell_end(incident, event, seq))
    if not event.new.is_open:
        # Open offers are withdrawn, each with its own event; those whose time was up could have been accepted still.
        late = [offer for offer in incident.offers if offer.state is OfferState.EXPIRED]
        empty = [offer for offer in late if incident.holder(offer.role) is None]
        said += tuple(f.SettleOffer(number, offer.id) for offer in empty)
    if event.new is not Stage.CLOSED:
        return said
    return (*said, *(f.UploadReview(number, seq, form) for form in REVIEW_FORMATS_AT_CLOSE))


def topic_and_entry(incident: Incident, event: e.Event, seq: int) -> tuple[f.Effect, ...]:
    return (f.PostEntry(incident.number, seq), *set_topic(incident))


def _renamed(incident: Incident, event: e.Renamed, seq: int) -> tuple[f.Effect, ...]:
    return (*topic_and_entry(incident, event, seq), *look_back(incident))


ON_CARD: tuple[type[e.Event], ...] = (
    e.SeverityChanged,
    e.StageChanged,
    e.Renamed,
)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.IncidentOpened: _opened,
    e.SeverityChanged: topic_and_entry,
    e.StageChanged: _stage_changed,
    e.Renamed: _renamed,
}
