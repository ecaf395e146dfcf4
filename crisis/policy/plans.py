"""Response plans 应急预案: what a kind of incident needs from its first minute on.

Answers for: the types, and what a plan makes of a severity's rules. May not: read files (``bot.policy.plans`` does) or
start a plan (``decisions.plans`` does). A plan is read from the policy as it stands; what it started is on the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from crisis.incident.drill import Told
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """``role`` empty: nobody's yet. ``within``: of first sight; None: without a due time."""

    text: Told
    role: str = ""
    within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody outside who must know, and how to reach them. The bot tells people and channels, never a partner."""

    name: Told
    reach: Words


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for the incidents of one kind, besides what their severity asks for.

    ``targets``: fields of ``SeverityRules`` by name, each in place of the severity's own (None: no such target).
    ``people``: Slack ids or e-mail addresses; ``channels``: Slack ids, or names without ``#``.
    """

    roles: tuple[str, ...] = ()
    tasks: tuple[PlannedTask, ...] = ()
    targets: Mapping[str, timedelta | None] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    holding_statement: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True)
class WorkRules:
    """``louder_after``: so long after its due time an open task is said aloud, to the lead. ``follow_up_within``: when
    a follow-up is due that nobody gave a date. ``remind_every``: how often it is said again after that."""

    louder_after: timedelta = timedelta(minutes=15)
    follow_up_within: timedelta = timedelta(days=14)
    remind_every: timedelta = timedelta(days=7)
