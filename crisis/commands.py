"""What can be asked of the desk: commands in the imperative, all frozen values.

Answers for: one value per thing that somebody wants. May not: hold rules; ``decisions`` maps each to what follows.
``by`` is the Slack id of the person who asks, None when the desk asks itself. Times are UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisis.alert import Alert
from crisis.drill import Script
from crisis.incident import MessageRef, Target, Who
from crisis.severity import Severity
from crisis.stages import Stage


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """Open one by hand: from words, a form, a message or a held alert."""

    title: str
    by: Who
    severity: Severity | None = None
    kind: str = "other"
    started_at: datetime | None = None
    text: str = ""
    reported_in: MessageRef | None = None
    held_alert: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiveAlert:
    """Take an alert in: it opens an incident, is counted as a duplicate, or is held for a person."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class OpenHeldAlerts:
    """Open an incident for each alert that waits in a storm, the worst first. ``newest``: the number of the newest that
    the person saw; what came later is left."""

    storm: int
    newest: int
    by: Who


@dataclass(frozen=True, slots=True)
class DismissHeldAlerts:
    """Ask nobody any more about the alerts that wait in a storm, up to ``newest``."""

    storm: int
    newest: int
    by: Who


@dataclass(frozen=True, slots=True)
class StartDrill:
    """Begin to play a script. ``speed``: so many times as fast."""

    script: Script
    by: Who
    speed: int = 1


@dataclass(frozen=True, slots=True)
class Command:
    """A command on one incident."""

    incident: int
    by: Who


@dataclass(frozen=True, slots=True)
class Acknowledge(Command):
    """Somebody has seen it and is at work."""


@dataclass(frozen=True, slots=True)
class ChangeSeverity(Command):
    severity: Severity
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangeStage(Command):
    """Move on, back (with a reason), close, dismiss or reopen: the table in ``stages`` says which it is."""

    stage: Stage
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rename(Command):
    title: str


@dataclass(frozen=True, slots=True)
class OfferRole(Command):
    role: str
    person: str


@dataclass(frozen=True, slots=True)
class TakeRole(Command):
    role: str


@dataclass(frozen=True, slots=True)
class HandRole(Command):
    """The holder asks somebody else to take over; stays in charge until that person accepts."""

    role: str
    person: str


@dataclass(frozen=True, slots=True)
class AcceptOffer(Command):
    offer: int


@dataclass(frozen=True, slots=True)
class DeclineOffer(Command):
    offer: int


@dataclass(frozen=True, slots=True)
class PostUpdate(Command):
    conditions: str
    actions: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class LogDecision(Command):
    text: str
    why: str = ""
    options: tuple[str, ...] = ()
    approved_by: Who = None
    evidence: str = ""
    revisit_at: datetime | None = None
    replaces: int | None = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """Put words on the timeline; a message keeps its own time and author."""

    text: str
    said_at: datetime | None = None
    said_by: Who = None
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class FollowEdit(Command):
    """A message that stands on the timeline was edited (``text``) or deleted (``text`` None). ``edited_at``: when, as
    Slack says; news of edits can cross."""

    message: MessageRef
    text: str | None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetRhythm(Command):
    """Change how often an update is due."""

    every: timedelta


@dataclass(frozen=True, slots=True)
class SnoozeReminder(Command):
    """Move the next due time once, by this much."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class StopReminders(Command):
    reason: str


@dataclass(frozen=True, slots=True)
class RecordTarget(Command):
    """A first answer or a first statement went out. ``words``: the link or the text."""

    target: Target
    words: str


@dataclass(frozen=True, slots=True)
class StopDrill(Command):
    """End a drill before the team has closed it."""


@dataclass(frozen=True, slots=True)
class JoinRoom(Command):
    """The person who asks wants to be in the incident channel."""


@dataclass(frozen=True, slots=True)
class MeetTeam(Command):
    """The crisis team has changed: whoever is wanted and was not known before is brought in."""


@dataclass(frozen=True, slots=True)
class ExportReview(Command):
    """Put the review as a file into the channel. ``format``: ``md`` or ``html``."""

    format: str


@dataclass(frozen=True, slots=True)
class DueReached(Command):
    """The clock says that a due time has come. ``key`` names it (see ``due``)."""

    key: str
    due_at: datetime


# What Slack answered to an effect comes back as a command (docs/decisions/0003-effects-hold-no-words.md).


@dataclass(frozen=True, slots=True)
class RecordChannel(Command):
    channel: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordPeople(Command):
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordBoard(Command):
    """``shows``: the seq of the newest entry that the posted board shows. ``pinned``: it was pinned at once."""

    ts: str
    shows: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class RecordBoardLost(Command):
    """The board's message is gone: somebody deleted it."""

    ts: str


@dataclass(frozen=True, slots=True)
class RecordCard(Command):
    card: MessageRef
    shows: int


@dataclass(frozen=True, slots=True)
class RecordOfferSent(Command):
    """The direct message of an offer went out."""

    offer: int
    message: MessageRef


@dataclass(frozen=True, slots=True)
class PutOffOffer(Command):
    """An offer's time begins anew: its person could not be reached until now, or cannot be reached now."""

    offer: int


@dataclass(frozen=True, slots=True)
class RecordProblem(Command):
    """An effect ended for good without success."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordHeldCard:
    """The card of a held alert was posted."""

    alert: int
    card: MessageRef


@dataclass(frozen=True, slots=True)
class RecordStormCard:
    """The card of a storm was posted; or it is gone, because somebody deleted it."""

    storm: int
    card: MessageRef | None


AboutAlerts = OpenHeldAlerts | DismissHeldAlerts | RecordHeldCard | RecordStormCard
"""Commands about alerts that wait."""

AnyCommand = OpenIncident | StartDrill | ReceiveAlert | AboutAlerts | Command
