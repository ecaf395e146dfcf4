"""Commands about pages. May not: hold rules."""

from dataclasses import dataclass

from crisis.commands.base import Command
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class PagePerson(Command):
    """Wake somebody by hand."""

    person: str
    text: Words = ""


@dataclass(frozen=True, slots=True)
class AnswerPage(Command):
    """``by`` is the person who was paged; ``accepts``: is at work on it, or cannot."""

    page: int
    accepts: bool
    by_link: bool = False


@dataclass(frozen=True, slots=True)
class RecordPageLink(Command):
    """A link of this page will go out; ``digest``: SHA-256 of what it ends in."""

    page: int
    digest: str


@dataclass(frozen=True, slots=True)
class RecordPageSent(Command):
    page: int
    channel: str
    medium: str
    repeated: bool = False
