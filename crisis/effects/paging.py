"""Wishes that wake people. Pages go out by webhook and need no Slack. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect, Outside


@dataclass(frozen=True, slots=True)
class OfPage(Effect):
    """A wish about one page by one channel; the page goes out before anything else is said of it."""

    needs: ClassVar[Outside] = Outside.WEB
    page: int
    channel: str

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}:{self.page}:{self.channel}"

    @property
    def lane(self) -> str:
        return f"{self.incident}:page:{self.page}:{self.channel}"


@dataclass(frozen=True, slots=True)
class SendPage(OfPage):
    """Wake the person; answers with RecordPageSent."""


@dataclass(frozen=True, slots=True)
class AcknowledgePage(OfPage):
    """Tell the channel that the person is awake."""


@dataclass(frozen=True, slots=True)
class ResolvePage(OfPage):
    """Tell the channel that nobody is needed for this any more."""


@dataclass(frozen=True, slots=True)
class TellPaged(Effect):
    """The direct message of a page that no offer's message stands for, with buttons."""

    page: int

    @property
    def key(self) -> str:
        return f"{self.incident}:TellPaged:{self.page}"
