"""What the world shall see: wishes, all frozen values, written down with what they follow from.

Answers for: one value per wish and in which order wishes must be granted. May not: know how Slack is called or what a
message looks like; ``bot`` grants a wish and asks the views for its looks at that moment, so a wish holds no words.

- ``key`` is unique per wish: it is stamped on the message and found again before a repeat. A coalescing wish (a
  refresh) has one key for all its kind; while one waits, another is the same wish.
- Wishes of one ``lane`` are granted in order, one at a time; different lanes at the same time.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Effect:
    """A wish that concerns one incident."""

    incident: int
    coalesces: ClassVar[bool] = False

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}"

    @property
    def what(self) -> str:
        return type(self).__name__

    @property
    def lane(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class InChannel(Effect):
    """Something said in the incident channel. Opening the channel goes first in this lane, so all the rest waits for
    it."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"


@dataclass(frozen=True, slots=True)
class OpenChannel(InChannel):
    """Make the incident's channel; answers with RecordChannel."""


@dataclass(frozen=True, slots=True)
class InvitePeople(Effect):
    """Bring people into the channel; answers with RecordPeople. ``seq``: of the entry that asks for it."""

    people: tuple[str, ...]
    seq: int

    @property
    def key(self) -> str:
        return f"{self.incident}:InvitePeople:{self.seq}"


@dataclass(frozen=True, slots=True)
class SetTopic(Effect):
    coalesces: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PostBoard(Effect):
    """Post the board and pin it; answers with RecordBoard. ``lost``: how many boards of this incident are gone."""

    lost: int = 0

    @property
    def key(self) -> str:
        return f"{self.incident}:PostBoard:{self.lost}" if self.lost else f"{self.incident}:PostBoard"

    @property
    def lane(self) -> str:
        return f"{self.incident}:board"


@dataclass(frozen=True, slots=True)
class RefreshBoard(Effect):
    """Show the newest state; answers with RecordBoardLost when somebody deleted the message."""

    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{self.incident}:board"


@dataclass(frozen=True, slots=True)
class PinBoard(Effect):
    """Pin the board, when it could not be pinned as it was posted."""


@dataclass(frozen=True, slots=True)
class PostCard(Effect):
    """Post the card in the updates channel; answers with RecordCard."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:card"


@dataclass(frozen=True, slots=True)
class RefreshCard(Effect):
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{self.incident}:card"


@dataclass(frozen=True, slots=True)
class PostBriefing(InChannel):
    """The alert's facts, in the channel."""


@dataclass(frozen=True, slots=True)
class OfEntry(Effect):
    """A wish that shows one entry of the timeline."""

    seq: int

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}:{self.seq}"


@dataclass(frozen=True, slots=True)
class PostEntry(OfEntry):
    """Say in the channel what this entry says."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"


@dataclass(frozen=True, slots=True)
class PostUpdateInUpdatesChannel(OfEntry):
    """The status update, in the thread of the card."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:card"


@dataclass(frozen=True, slots=True)
class UploadReview(OfEntry):
    """The review as a file in the channel. ``format``: ``md`` or ``html``."""

    format: str

    @property
    def key(self) -> str:
        return f"{self.incident}:UploadReview:{self.seq}:{self.format}"

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"


@dataclass(frozen=True, slots=True)
class OfOffer(Effect):
    """A wish about one offer; its messages keep their order."""

    offer: int

    @property
    def key(self) -> str:
        return f"{self.incident}:{self.what}:{self.offer}"

    @property
    def lane(self) -> str:
        return f"{self.incident}:offer:{self.offer}"


@dataclass(frozen=True, slots=True)
class OpenDirectMessage(OfOffer):
    """Open the direct message with the person of an offer while the channel is still being made: it saves a call
    later."""

    @property
    def lane(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class SendOffer(OfOffer):
    """The direct message with the role's instructions and the buttons; answers with RecordOfferSent."""


@dataclass(frozen=True, slots=True)
class SettleOffer(OfOffer):
    """Edit the direct message: the offer is accepted, declined, expired or withdrawn."""


@dataclass(frozen=True, slots=True)
class TellUnfilled(OfEntry):
    """Tell the lead directly that nobody is left for a role."""


@dataclass(frozen=True, slots=True)
class TellAbsent(OfEntry):
    """In a drill, ask somebody directly to stay silent from now on."""


@dataclass(frozen=True, slots=True)
class PostScoreCard(OfEntry):
    """How a drill went, in its channel. ``seq``: of the entry that ended it."""

    @property
    def lane(self) -> str:
        return f"{self.incident}:channel"


@dataclass(frozen=True, slots=True)
class PostHeldAlert(Effect):
    """The card of an alert that waits for a person, in the updates channel. ``incident`` is 0: there is none yet."""

    alert: int

    @property
    def key(self) -> str:
        return f"alert:{self.alert}"


@dataclass(frozen=True, slots=True)
class SettleHeldAlert(Effect):
    """Edit that card: an incident was opened from it, or it was dismissed with others."""

    alert: int

    @property
    def key(self) -> str:
        return f"alert:{self.alert}:settle"

    @property
    def lane(self) -> str:
        return f"alert:{self.alert}"


@dataclass(frozen=True, slots=True)
class PostStorm(Effect):
    """The one card of the alerts that wait together, in the updates channel; answers with RecordStormCard. ``lost``:
    the ts of the card that this one stands for, when somebody deleted that. ``incident`` is 0."""

    storm: int
    lost: str = ""

    @property
    def key(self) -> str:
        return f"storm:{self.storm}:{self.lost}" if self.lost else f"storm:{self.storm}"

    @property
    def lane(self) -> str:
        return f"storm:{self.storm}"


@dataclass(frozen=True, slots=True)
class RefreshStorm(Effect):
    """Show on that card what waits now."""

    storm: int
    coalesces: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"storm:{self.storm}:refresh"

    @property
    def lane(self) -> str:
        return f"storm:{self.storm}"
