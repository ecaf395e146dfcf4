"""When the next page goes out, derived from what waits for an answer.

Answers for: each reason to page with when its next page is due, as early as any rule that may hold says; whom it is for
is decided when it comes (``decisions.paging``), where the team is known. May not: read a clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis.incident import Incident, OfferState, Target
from crisis.incident.paging import Page, PageReason, PageState, reason_key
from crisis.policy import SeverityRules
from crisis.policy.paging import PageRule, PagingRules


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that nobody has answered since ``begun``. ``person``: who was asked, where somebody was."""

    reason: PageReason
    about: int
    begun: datetime
    role: str = ""
    person: str | None = None

    @property
    def key(self) -> str:
        return reason_key(self.reason, self.about)


def waiting(incident: Incident) -> Iterator[Waiting]:
    """Every reason to page somebody in this state."""
    if not incident.is_open:
        return
    for offer in incident.open_offers():
        yield Waiting(PageReason.OFFER, offer.id, offer.offered_at, offer.role, offer.person)
    if incident.reached_at(Target.ACKNOWLEDGED) is None:
        yield Waiting(PageReason.UNACKNOWLEDGED, 0, incident.opened_at)
    for page in incident.paging.pages:
        if page.reason is PageReason.BY_HAND and page.about == page.id and not _is_over(incident, page):
            yield Waiting(PageReason.BY_HAND, page.id, page.at, person=page.person)


def _is_over(incident: Incident, page: Page) -> bool:
    """A page by hand is over with the incident, also when that is opened again: nobody has asked for it anew."""
    return any(each.state is PageState.OVER for each in incident.paging.of(page.key))


def pages_anybody(incident: Incident, paging: PagingRules) -> bool:
    return bool(paging.channels) and (paging.drills or not incident.drill)


def page_times(incident: Incident, paging: PagingRules, times: SeverityRules) -> tuple[tuple[str, datetime], ...]:
    """The key of each reason with when its next page is due. ``times``: what holds for the incident's severity."""
    if not pages_anybody(incident, paging):
        return ()
    found = ((each.key, next_page_at(incident, each, paging, times)) for each in waiting(incident))
    return tuple((key, at) for key, at in found if at is not None)


def next_page_at(incident: Incident, each: Waiting, paging: PagingRules, times: SeverityRules) -> datetime | None:
    """None: nobody is to be paged for this any more."""
    rules = paging.concerning(each.reason, incident.severity, each.role)
    before = incident.paging.of(each.key)
    if not rules or any(page.state is PageState.ANSWERED for page in before):
        return None
    if wait := incident.paging.wait(each.key):
        return wait.until
    if not before:
        return min(first_at(rule, each, times) for rule in rules)
    if before[-1].step >= max(rule.steps for rule in rules):
        return None
    return min(after_page(rule, before, times) for rule in rules)


def first_at(rule: PageRule, each: Waiting, times: SeverityRules) -> datetime:
    """Half of an offer's time: whoever sleeps has the other half to wake up in. Else when it should have been
    acknowledged."""
    usual = times.offer_waits / 2 if each.reason is PageReason.OFFER else times.acknowledge_within
    return each.begun + (rule.after if rule.after is not None else usual)


def after_page(rule: PageRule, before: tuple[Page, ...], times: SeverityRules) -> datetime:
    """Whoever said no needs no second page: the next one is asked at once."""
    last = before[-1]
    if last.state is PageState.DECLINED and last.ended_at:
        return last.ended_at
    return last.at + every(rule, times)


def every(rule: PageRule, times: SeverityRules) -> timedelta:
    return rule.every if rule.every is not None else times.offer_waits


def stands(incident: Incident, page: Page) -> bool:
    """Whether what this page is about still needs somebody."""
    if not incident.is_open:
        return False
    if page.reason is PageReason.OFFER:
        offer = incident.offer(page.about)
        return offer is not None and offer.state is OfferState.OPEN
    return page.reason is PageReason.BY_HAND or incident.reached_at(Target.ACKNOWLEDGED) is None
