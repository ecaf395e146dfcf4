"""What events change: pages. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.incident.paging import LINKS_KEPT, Page, PageReason, PageState, PageWait
from crisis.values import replace


def _asked(incident: Incident, event: e.PageAsked, at: datetime, by: Who) -> Incident:
    by_hand = PageReason.BY_HAND
    page = Page(
        event.page, by_hand, event.page, event.person, 1, at, event.channels, event.telling, by=by, text=event.text
    )
    return replace(incident, paging=incident.paging.with_page(page))


def _begun(incident: Incident, event: e.PageBegun, at: datetime, by: Who) -> Incident:
    page = Page(
        event.page, event.reason, event.about, event.person, event.step, at, event.channels, event.telling, by=by
    )
    return replace(incident, paging=incident.paging.with_page(page))


def _put_off(incident: Incident, event: e.PagePutOff, at: datetime, by: Who) -> Incident:
    return replace(incident, paging=incident.paging.with_wait(PageWait(event.key, event.until)))


def _link_made(incident: Incident, event: e.PageLinkMade, at: datetime, by: Who) -> Incident:
    def change(page: Page) -> Page:
        return replace(page, links=(*page.links, event.digest)[-LINKS_KEPT:])

    return replace(incident, paging=incident.paging.changed(event.page, change))


def _sent(incident: Incident, event: e.PageSent, at: datetime, by: Who) -> Incident:
    def change(page: Page) -> Page:
        return replace(page, sent=(*page.sent, event.channel))

    return replace(incident, paging=incident.paging.changed(event.page, change))


def _answered(incident: Incident, event: e.PageAnswered, at: datetime, by: Who) -> Incident:
    state = PageState.ANSWERED if event.accepts else PageState.DECLINED

    def change(page: Page) -> Page:
        return replace(page, state=state, answered_at=at, ended_at=at)

    return replace(incident, paging=incident.paging.changed(event.page, change))


def _over(incident: Incident, event: e.PageEnded, at: datetime, by: Who) -> Incident:
    def change(page: Page) -> Page:
        return replace(page, state=PageState.OVER, ended_at=at)

    return replace(incident, paging=incident.paging.changed(event.page, change))


CHANGES: dict[type[e.Event], Change] = {
    e.PageAsked: _asked,
    e.PageBegun: _begun,
    e.PagePutOff: _put_off,
    e.PageLinkMade: _link_made,
    e.PageSent: _sent,
    e.PageAnswered: _answered,
    e.PageEnded: _over,
}
