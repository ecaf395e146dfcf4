"""Wishes about tasks, follow-ups and who must know. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect, InChannel, OfEntry


@dataclass(frozen=True, slots=True)
class PostTask(InChannel):
    """A task in the incident channel, with its buttons; answers with RecordTaskPosted."""

    task: int

    @property
    def key(self) -> str:
        return f"{self.incident}:PostTask:{self.task}"


@dataclass(frozen=True, slots=True)
class RefreshTask(Effect):
    """Show on that message how the task stands now."""

    task: int
    coalesces: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"{self.incident}:RefreshTask:{self.task}"


@dataclass(frozen=True, slots=True)
class RemindOfTask(OfEntry):
    """Tell a task's owner directly that it is due."""


@dataclass(frozen=True, slots=True)
class RemindOfFollowUp(OfEntry):
    """Tell a follow-up's owner directly that it is due."""


@dataclass(frozen=True, slots=True)
class TellPerson(Effect):
    """Tell somebody directly whom a plan names; once an incident, whatever the number of plans."""

    person: str

    @property
    def key(self) -> str:
        return f"{self.incident}:TellPerson:{self.person}"


@dataclass(frozen=True, slots=True)
class TellChannel(Effect):
    """Say in a channel (an id, or a name without ``#``) that a plan names that there is an incident; once each."""

    channel: str

    @property
    def key(self) -> str:
        return f"{self.incident}:TellChannel:{self.channel}"
