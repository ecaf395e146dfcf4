"""Pages: who was woken for what, and whether it was answered. Values of the incident's state.

Answers for: what is true of them now. May not: decide whom to page (``decisions.paging``) or when (``page_times``).
Times are UTC on the incident clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crisis.values import replace
from crisis.words import Words


class PageReason(StrEnum):
    """Why somebody is paged."""

    OFFER = "offer"  # a role was offered, and there is no answer
    UNACKNOWLEDGED = "unacknowledged"  # nobody acknowledged the incident
    BY_HAND = "by_hand"  # somebody asked for it


class PageState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"  # the person is awake
    DECLINED = "declined"
    OVER = "over"  # what it was about needs nobody any more


LINKS_KEPT = 8
"""Of one page: a retry after a restart makes a new one, as only the digests of the old ones are stored."""


@dataclass(frozen=True, slots=True)
class Page:
    """One person woken for one reason. ``about``: the offer, or the first page of those by hand; ``step`` counts the
    pages of one reason from 1. ``links``: SHA-256 digests of what its links end in. ``telling``: the channels that are
    told of the answer and of the end."""

    id: int
    reason: PageReason
    about: int
    person: str
    step: int
    at: datetime
    channels: tuple[str, ...]
    telling: tuple[str, ...] = ()
    by: str | None = None
    text: Words = ""
    state: PageState = PageState.OPEN
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    links: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return reason_key(self.reason, self.about)


@dataclass(frozen=True, slots=True)
class PageWait:
    """The next page for this reason waits until then; None: there is none any more."""

    key: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Paging:
    """All pages of an incident, and what waits longer than the rules say."""

    pages: tuple[Page, ...] = ()
    waits: tuple[PageWait, ...] = ()

    def page(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.id == number), None)

    def of(self, key: str) -> tuple[Page, ...]:
        """The pages for one reason, in their order."""
        return tuple(page for page in self.pages if page.key == key)

    def wait(self, key: str) -> PageWait | None:
        return next((wait for wait in self.waits if wait.key == key), None)

    def live(self) -> tuple[Page, ...]:
        """Those whose reason still stood when it was looked at last."""
        return tuple(page for page in self.pages if page.state in (PageState.OPEN, PageState.ANSWERED))

    def with_page(self, page: Page) -> "Paging":
        return Paging((*self.pages, page), tuple(wait for wait in self.waits if wait.key != page.key))

    def with_wait(self, wait: PageWait) -> "Paging":
        return Paging(self.pages, (*(each for each in self.waits if each.key != wait.key), wait))

    def changed(self, number: int, change: Callable[[Page], Page]) -> "Paging":
        return replace(self, pages=tuple(change(page) if page.id == number else page for page in self.pages))


def reason_key(reason: PageReason, about: int) -> str:
    return f"{reason}:{about}"
