"""What can be asked of the desk: commands in the imperative, all frozen values.

Answers for: one value per thing that somebody wants. May not: hold rules; ``decisions`` maps each to what follows.
``by`` is the Slack id of the person who asks, None when the desk asks itself. Times are UTC.
"""

from crisis.commands.alerts import (
    AboutAlerts,
    DismissHeldAlerts,
    OpenHeldAlerts,
    ReceiveAlert,
    RecordHeldCard,
    RecordStormCard,
)
from crisis.commands.base import Command
from crisis.commands.clock import Acknowledge, DueReached, RecordTarget, SetRhythm, SnoozeReminder, StopReminders
from crisis.commands.drill import StartDrill, StopDrill
from crisis.commands.duty import AboutDuty, TakeBack, TakeOver
from crisis.commands.incident import ChangeSeverity, ChangeStage, OpenIncident, Rename
from crisis.commands.intake import BringPosts, ReceiveMentions
from crisis.commands.joining import AboutTwo, MergeIncident, SplitIncident
from crisis.commands.lessons import AboutLessons, SetAlertAside, TakeBackLesson, TeachWatch
from crisis.commands.mentions import (
    AddMention,
    AnswerMention,
    ClaimMention,
    CloseMention,
    PutMentionAside,
    RecordMentionsCard,
    RecordMentionsCardLost,
    ReleaseMention,
    ReopenMention,
    SolveInPrivate,
)
from crisis.commands.paging import AnswerPage, PagePerson, RecordPageLink, RecordPageSent
from crisis.commands.policy import FollowPolicy
from crisis.commands.private import RecordEntered, RecordLeft
from crisis.commands.reach import AboutDigests, ChooseDigest, DigestDue, FitDigests, Follow, RecordDigest, Unfollow
from crisis.commands.record import AddNote, ExportReview, FollowEdit, LogDecision, PostUpdate
from crisis.commands.roles import (
    AcceptOffer,
    DeclineOffer,
    HandRole,
    OfferRole,
    PutOffOffer,
    RecordOfferSent,
    RecordPersonLeft,
    StayInRole,
    TakeRole,
)
from crisis.commands.room import (
    JoinRoom,
    MeetTeam,
    RecordBoard,
    RecordBoardLost,
    RecordCard,
    RecordChannel,
    RecordPeople,
    RecordProblem,
)
from crisis.commands.similar import RecordSimilar
from crisis.commands.spread import AskForChart, SettleProposal
from crisis.commands.tasks import (
    AddFollowUp,
    AddTask,
    ChangeFollowUp,
    ChangeKind,
    ChangeTask,
    DropFollowUp,
    DropTask,
    FinishFollowUp,
    FinishTask,
    KeepTasks,
    RecordTaskPosted,
    ReopenTask,
    SnoozeFollowUp,
)

AnyCommand = (
    OpenIncident
    | StartDrill
    | ReceiveAlert
    | ReceiveMentions
    | AboutAlerts
    | AboutDuty
    | AboutDigests
    | AboutLessons
    | AddMention
    | BringPosts
    | Command
)

__all__ = [
    "AboutAlerts",
    "AboutDigests",
    "AboutDuty",
    "AboutLessons",
    "AboutTwo",
    "AcceptOffer",
    "Acknowledge",
    "AddFollowUp",
    "AddMention",
    "AddNote",
    "AddTask",
    "AnswerMention",
    "AnswerPage",
    "AnyCommand",
    "AskForChart",
    "BringPosts",
    "ChangeFollowUp",
    "ChangeKind",
    "ChangeSeverity",
    "ChangeStage",
    "ChangeTask",
    "ChooseDigest",
    "ClaimMention",
    "CloseMention",
    "Command",
    "DeclineOffer",
    "DigestDue",
    "DismissHeldAlerts",
    "DropFollowUp",
    "DropTask",
    "DueReached",
    "ExportReview",
    "FinishFollowUp",
    "FinishTask",
    "FitDigests",
    "Follow",
    "FollowEdit",
    "FollowPolicy",
    "HandRole",
    "JoinRoom",
    "KeepTasks",
    "LogDecision",
    "MeetTeam",
    "MergeIncident",
    "OfferRole",
    "OpenHeldAlerts",
    "OpenIncident",
    "PagePerson",
    "PostUpdate",
    "PutMentionAside",
    "PutOffOffer",
    "ReceiveAlert",
    "ReceiveMentions",
    "RecordBoard",
    "RecordBoardLost",
    "RecordCard",
    "RecordChannel",
    "RecordDigest",
    "RecordEntered",
    "RecordHeldCard",
    "RecordLeft",
    "RecordMentionsCard",
    "RecordMentionsCardLost",
    "RecordOfferSent",
    "RecordPageLink",
    "RecordPageSent",
    "RecordPeople",
    "RecordPersonLeft",
    "RecordProblem",
    "RecordSimilar",
    "RecordStormCard",
    "RecordTarget",
    "RecordTaskPosted",
    "ReleaseMention",
    "Rename",
    "ReopenMention",
    "ReopenTask",
    "SetAlertAside",
    "SetRhythm",
    "SettleProposal",
    "SnoozeFollowUp",
    "SnoozeReminder",
    "SolveInPrivate",
    "SplitIncident",
    "StartDrill",
    "StayInRole",
    "StopDrill",
    "StopReminders",
    "TakeBack",
    "TakeBackLesson",
    "TakeOver",
    "TakeRole",
    "TeachWatch",
    "Unfollow",
]
