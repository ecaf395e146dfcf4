"""Commands on the incident as a whole: open, rename, severity, stage. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime

from crisis.commands.base import Command
from crisis.incident import MessageRef, Who
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
    private: bool = False


@dataclass(frozen=True, slots=True)
class ChangeSeverity(Command):
    severity: Severity
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangeStage(Command):
    """Move on, back (with a reason), close, dismiss or reopen: the table in ``stages`` says which it is.
    ``keep_tasks``: what is still open at the end becomes follow-ups."""

    stage: Stage
    reason: str = ""
    keep_tasks: bool = False


@dataclass(frozen=True, slots=True)
class Rename(Command):
    title: str
