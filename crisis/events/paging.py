"""What became of pages: people who were woken, and what they answered. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crisis.events.base import Event
from crisis.incident.paging import PageReason
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class PageAsked(Event):
    """Somebody asks that a person be paged."""

    page: int
    person: str
    channels: tuple[str, ...]
    telling: tuple[str, ...] = ()
    text: Words = ""


@dataclass(frozen=True, slots=True)
class PageBegun(Event):
    """The desk pages a person; what went out is ``PageSent``."""

    recorded: ClassVar[bool] = False
    page: int
    reason: PageReason
    about: int
    person: str
    step: int
    channels: tuple[str, ...]
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePutOff(Event):
    """Nobody may be paged for this reason now; ``until`` None: nobody will be any more."""

    recorded: ClassVar[bool] = False
    key: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class PageLinkMade(Event):
    """A page has another link. ``digest``: SHA-256 of what it ends in, hexadecimal."""

    recorded: ClassVar[bool] = False
    page: int
    digest: str


@dataclass(frozen=True, slots=True)
class PageSent(Event):
    """A page went out by one channel. ``repeated``: an earlier try may have arrived as well, and the receiver cannot
    know that it is the same."""

    page: int
    person: str
    channel: str
    medium: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class PageAnswered(Event):
    """The person is awake. ``accepts`` False: and cannot help. ``paged_at``: when the page was made."""

    page: int
    person: str
    paged_at: datetime
    accepts: bool = True
    by_link: bool = False


@dataclass(frozen=True, slots=True)
class PageEnded(Event):
    """What the page was about needs nobody any more."""

    recorded: ClassVar[bool] = False
    page: int
