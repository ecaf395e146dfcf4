"""What the world shall see: wishes, all frozen values, written down with what they follow from.

Answers for: one value per wish and in which order wishes must be granted. May not: know how Slack is called or what a
message looks like; ``bot`` grants a wish and asks the views for its looks at that moment, so a wish holds no words.

- ``key`` is unique per wish: it is stamped on the message and found again before a repeat. A coalescing wish (a
  refresh) has one key for all its kind; while one waits, another is the same wish.
- Wishes of one ``lane`` are granted in order, one at a time; different lanes at the same time.
"""

from crisis.effects.alerts import PostHeldAlert, PostStorm, RefreshHeldAlert, RefreshStorm, SettleHeldAlert
from crisis.effects.base import Effect, InChannel, OfEntry, Outside
from crisis.effects.cadence import RefreshOffer, TellLouder, WarnLead
from crisis.effects.drill import PostScoreCard, TellAbsent
from crisis.effects.duty import TellOverride
from crisis.effects.mentions import PostMentions, RefreshMentions, TellOfMentions
from crisis.effects.paging import AcknowledgePage, OfPage, ResolvePage, SendPage, TellPaged
from crisis.effects.private import TellNoRoom
from crisis.effects.reach import SendDigest, TellReader
from crisis.effects.record import PostEntry, PostUpdateInUpdatesChannel, UploadReview
from crisis.effects.roles import OfOffer, OpenDirectMessage, SendOffer, SettleOffer, TellHolder, TellUnfilled
from crisis.effects.room import (
    InvitePeople,
    OpenChannel,
    PinBoard,
    PostBoard,
    PostBriefing,
    PostCard,
    RefreshBoard,
    RefreshCard,
    SetTopic,
)
from crisis.effects.similar import FindSimilar
from crisis.effects.spread import UploadChart
from crisis.effects.tasks import (
    PostTask,
    RefreshTask,
    RemindOfFollowUp,
    RemindOfTask,
    TellChannel,
    TellPerson,
)

__all__ = [
    "AcknowledgePage",
    "Effect",
    "FindSimilar",
    "InChannel",
    "InvitePeople",
    "OfEntry",
    "OfOffer",
    "OfPage",
    "OpenChannel",
    "OpenDirectMessage",
    "Outside",
    "PinBoard",
    "PostBoard",
    "PostBriefing",
    "PostCard",
    "PostEntry",
    "PostHeldAlert",
    "PostMentions",
    "PostScoreCard",
    "PostStorm",
    "PostTask",
    "PostUpdateInUpdatesChannel",
    "RefreshBoard",
    "RefreshCard",
    "RefreshHeldAlert",
    "RefreshMentions",
    "RefreshOffer",
    "RefreshStorm",
    "RefreshTask",
    "RemindOfFollowUp",
    "RemindOfTask",
    "ResolvePage",
    "SendDigest",
    "SendOffer",
    "SendPage",
    "SetTopic",
    "SettleHeldAlert",
    "SettleOffer",
    "TellAbsent",
    "TellChannel",
    "TellHolder",
    "TellLouder",
    "TellNoRoom",
    "TellOfMentions",
    "TellOverride",
    "TellPaged",
    "TellPerson",
    "TellReader",
    "TellUnfilled",
    "UploadChart",
    "UploadReview",
    "WarnLead",
]
