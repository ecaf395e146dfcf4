"""What happened: events in the past tense, all frozen values; the timeline is made of them.

Answers for: one value per fact. May not: hold rules. An event with ``recorded = False`` changes the state but is no
entry of the timeline (Slack's own ids, counters). Fields of type ``Words`` enter the ledger as salted digests.
Adding a field needs a default, for entries written before it; removing or renaming one breaks old ledgers: do not.
"""

from crisis.events.alerts import (
    AlertEnded,
    AlertFiresAgain,
    AlertPartEnded,
    AlertPartFires,
    AlertRepeated,
    AlertWorsened,
)
from crisis.events.base import Entry, Event
from crisis.events.cadence import RoomCompleted, UpdateWarned
from crisis.events.clock import (
    ReminderSnoozed,
    RemindersStopped,
    RhythmFollowed,
    RhythmSet,
    TargetMissed,
    TargetReached,
    UpdateReminded,
)
from crisis.events.drill import DrillEnded, InjectPlayed, PracticeSaid
from crisis.events.incident import IncidentOpened, Renamed, SeverityChanged, StageChanged
from crisis.events.joining import GaveBack, MergedInto, PartedFrom, PostsSplitOff, SplitFrom, TookIn
from crisis.events.lessons import WatchTaught
from crisis.events.mentions import MentionsHeard, MentionsRecounted
from crisis.events.paging import PageAnswered, PageAsked, PageBegun, PageEnded, PageLinkMade, PagePutOff, PageSent
from crisis.events.policy import PolicyFollowed
from crisis.events.private import PersonEntered, PersonLeft
from crisis.events.reach import Followed, Unfollowed
from crisis.events.record import (
    DecisionLogged,
    DecisionRevisitDue,
    MessageFollowed,
    NoteAdded,
    ReviewExported,
    UpdatePosted,
)
from crisis.events.roles import (
    HolderStayed,
    OfferEnded,
    OfferPutOff,
    OfferSent,
    RoleOffered,
    RoleTaken,
    RoleUnfilled,
    RoleVacated,
    ShiftEnding,
    ShiftMoved,
    VacancyLookedAt,
)
from crisis.events.room import (
    BoardLost,
    BoardPosted,
    CardPosted,
    ChannelOpened,
    PeopleInvited,
    ProblemMet,
    RoomJoined,
    TeamMet,
)
from crisis.events.similar import SimilarFound
from crisis.events.spread import ChartAsked, ProposalSettled, SeverityProposed, SpreadCounted
from crisis.events.tasks import (
    FollowUpAdded,
    FollowUpChanged,
    FollowUpDone,
    FollowUpDropped,
    FollowUpReminded,
    FollowUpSnoozed,
    KindChanged,
    PlanStarted,
    TaskAdded,
    TaskChanged,
    TaskDone,
    TaskDropped,
    TaskPosted,
    TaskReminded,
    TaskReopened,
)

__all__ = [
    "AlertEnded",
    "AlertFiresAgain",
    "AlertPartEnded",
    "AlertPartFires",
    "AlertRepeated",
    "AlertWorsened",
    "BoardLost",
    "BoardPosted",
    "CardPosted",
    "ChannelOpened",
    "ChartAsked",
    "DecisionLogged",
    "DecisionRevisitDue",
    "DrillEnded",
    "Entry",
    "Event",
    "FollowUpAdded",
    "FollowUpChanged",
    "FollowUpDone",
    "FollowUpDropped",
    "FollowUpReminded",
    "FollowUpSnoozed",
    "Followed",
    "GaveBack",
    "HolderStayed",
    "IncidentOpened",
    "InjectPlayed",
    "KindChanged",
    "MentionsHeard",
    "MentionsRecounted",
    "MergedInto",
    "MessageFollowed",
    "NoteAdded",
    "OfferEnded",
    "OfferPutOff",
    "OfferSent",
    "PageAnswered",
    "PageAsked",
    "PageBegun",
    "PageEnded",
    "PageLinkMade",
    "PagePutOff",
    "PageSent",
    "PartedFrom",
    "PeopleInvited",
    "PersonEntered",
    "PersonLeft",
    "PlanStarted",
    "PolicyFollowed",
    "PostsSplitOff",
    "PracticeSaid",
    "ProblemMet",
    "ProposalSettled",
    "ReminderSnoozed",
    "RemindersStopped",
    "Renamed",
    "ReviewExported",
    "RhythmFollowed",
    "RhythmSet",
    "RoleOffered",
    "RoleTaken",
    "RoleUnfilled",
    "RoleVacated",
    "RoomCompleted",
    "RoomJoined",
    "SeverityChanged",
    "SeverityProposed",
    "ShiftEnding",
    "ShiftMoved",
    "SimilarFound",
    "SplitFrom",
    "SpreadCounted",
    "StageChanged",
    "TargetMissed",
    "TargetReached",
    "TaskAdded",
    "TaskChanged",
    "TaskDone",
    "TaskDropped",
    "TaskPosted",
    "TaskReminded",
    "TaskReopened",
    "TeamMet",
    "TookIn",
    "Unfollowed",
    "UpdatePosted",
    "UpdateReminded",
    "UpdateWarned",
    "VacancyLookedAt",
    "WatchTaught",
]
