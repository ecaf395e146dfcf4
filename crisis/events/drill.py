"""What happened in a drill only. May not: hold rules."""

from dataclasses import dataclass
from datetime import timedelta

from crisis.alert import Alert
from crisis.events.base import Event
from crisis.incident import Target
from crisis.incident.drill import UNSAID, InjectKind, Told
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class InjectPlayed(Event):
    """The script of a drill did something to the team. ``number``: the inject's, from 1; ``person``: who cannot be
    reached any more (None: nobody had the ``role``); ``left``: how many are still to come; ``late_by``: how long after
    its time the desk could play it."""

    number: int
    kind: InjectKind
    sender: Told = UNSAID
    text: Told = UNSAID
    role: str = ""
    person: str | None = None
    alert: Alert | None = None
    left: int = 0
    late_by: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class PracticeSaid(Event):
    """In a drill, words for the outside that go nowhere: another answer or statement after the first."""

    target: Target
    words: Words


@dataclass(frozen=True, slots=True)
class DrillEnded(Event):
    """The drill is over and scored. ``stopped``: before the team had closed it."""

    stopped: bool = False
