"""What the world shall see of events: pages. May not: grant a wish or know its looks."""

from crisis import effects as f
from crisis import events as e
from crisis.consequences.base import Consequence, nothing
from crisis.incident import Incident
from crisis.incident.paging import PageReason


def _send(incident: Incident, page: int, channels: tuple[str, ...]) -> tuple[f.Effect, ...]:
    return tuple(f.SendPage(incident.number, page, channel) for channel in channels)


def _asked(incident: Incident, event: e.PageAsked, seq: int) -> tuple[f.Effect, ...]:
    told = (f.TellPaged(incident.number, event.page), f.PostEntry(incident.number, seq))
    return (*_send(incident, event.page, event.channels), *told)


def _begun(incident: Incident, event: e.PageBegun, seq: int) -> tuple[f.Effect, ...]:
    """The direct message of the offer is there already, and of a page that is only repeated as well."""
    is_new = event.reason is PageReason.UNACKNOWLEDGED and not any(
        page.person == event.person and page.id != event.page and page.reason is event.reason
        for page in incident.paging.pages
    )
    told = (f.TellPaged(incident.number, event.page),) if is_new else ()
    return (*_send(incident, event.page, event.channels), *told)


def _answered(incident: Incident, event: e.PageAnswered, seq: int) -> tuple[f.Effect, ...]:
    """Who says no ends the page: nothing rings on."""
    page = incident.paging.page(event.page)
    if page is None:
        return ()
    kind = f.AcknowledgePage if event.accepts else f.ResolvePage
    telling = tuple(kind(incident.number, event.page, channel) for channel in page.telling)
    said = (f.PostEntry(incident.number, seq),) if page.reason is not PageReason.OFFER else ()
    return (*telling, *said)


def _ended(incident: Incident, event: e.PageEnded, seq: int) -> tuple[f.Effect, ...]:
    page = incident.paging.page(event.page)
    return tuple(f.ResolvePage(incident.number, event.page, channel) for channel in page.telling) if page else ()


RANKS: dict[type[f.Effect], int] = {
    f.SendPage: 0,
    f.AcknowledgePage: 3,
    f.ResolvePage: 3,
    f.TellPaged: 2,
}


NOT_ON_BOARD: tuple[type[e.Event], ...] = (e.PagePutOff, e.PageLinkMade, e.PageBegun, e.PageEnded)


CONSEQUENCES: dict[type[e.Event], Consequence] = {
    e.PageAsked: _asked,
    e.PageBegun: _begun,
    e.PagePutOff: nothing,
    e.PageLinkMade: nothing,
    e.PageSent: nothing,
    e.PageAnswered: _answered,
    e.PageEnded: _ended,
}
