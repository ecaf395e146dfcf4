"""A drill: a crisis that is not one, as frozen values: its script, and how far it has been played.

Answers for: what the world does to the team and when (injects), what a good team does by when (expectations), what the
real company did (reality). May not: read a script (``bot.drills`` does), play it (``decisions.drill``) or judge
(``score``). Times are offsets from the first sight of the drill's incident.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from crisis.alert import Alert
from crisis.language import Language
from crisis.severity import WHEN_NONE_IS_GIVEN, Severity
from crisis.stages import Stage
from crisis.values import replace
from crisis.words import Words

FULL_MARKS = 100
"""What the points of a script add up to."""

LEAST_TARGET = timedelta(minutes=1)

FASTEST = 60
"""A drill can be played so many times as fast as its script; beyond that nobody can act between two injects."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a script, in both languages. They are handed on as they stand: nothing is filled in."""

    en: Words = ""
    zh: Words = ""

    def say(self, language: Language) -> str:
        return self.zh if language is Language.CHINESE else self.en


UNSAID = Told()


class InjectKind(StrEnum):
    """Who does something to the team. ``ABSENT``: the holder of a role cannot be reached from now on."""

    ALERT = "alert"
    JOURNALIST = "journalist"
    LEADER = "leader"
    EXPERT = "expert"
    AUTHORITY = "authority"
    CUSTOMER = "customer"
    PARTNER = "partner"
    INTERNAL = "internal"
    RUMOUR = "rumour"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Inject:
    """What the world does at ``at``. An alert has ``alert`` (its ``received_at`` is set when it is played), an absence
    a ``role``, all others a ``sender`` and a ``text``."""

    at: timedelta
    kind: InjectKind
    sender: Told = UNSAID
    text: Told = UNSAID
    role: str = ""
    alert: Alert | None = None


class Deed(StrEnum):
    """What a team, or the real company, did. Each of a team's is looked up in the incident's own record."""

    ACKNOWLEDGED = "acknowledged"
    ROLE_ACCEPTED = "role_accepted"
    STAGE_REACHED = "stage_reached"
    SEVERITY_SET = "severity_set"
    UPDATE_POSTED = "update_posted"
    DECISION_LOGGED = "decision_logged"
    NOTE_LOGGED = "note_logged"
    MENTION_ANSWERED = "mention_answered"
    STATEMENT_PUBLISHED = "statement_published"
    EXPORTED = "exported"
    CLOSED = "closed"
    ROLE_HANDED = "role_handed"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a good team does within ``within`` of the first sight, or of the inject with the number ``after_inject``
    (from 1). ``words``: what was written must contain one of them. ``count``: that many of them."""

    does: Deed
    within: timedelta
    points: int
    text: Told
    why: Told = UNSAID
    role: str = ""
    stage: Stage | None = None
    at_least: Severity | None = None
    after_inject: int | None = None
    words: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class RealDeed:
    """What the real company did at ``at``. ``does`` None: nothing that a team is measured by."""

    at: timedelta
    text: Told
    does: Deed | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A drill as it was written down. Injects stand in the order of their times."""

    name: str
    title: Told
    about: Told
    trains: Told
    injects: tuple[Inject, ...]
    expectations: tuple[Expectation, ...]
    reality: tuple[RealDeed, ...] = ()
    severity: Severity = WHEN_NONE_IS_GIVEN


@dataclass(frozen=True, slots=True)
class Unusable:
    """A script that cannot be played, and what is wrong with it, in one line."""

    name: str
    why: Told


@dataclass(frozen=True, slots=True)
class Absence:
    """The holder of a role who cannot be reached since then."""

    role: str
    person: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as it is played. ``speed``: how many times as fast as the script; the script here is shortened by it
    already, but for ``reality``. ``played``: the numbers of the injects that have come, from 1."""

    script: Script
    speed: int = 1
    played: tuple[int, ...] = ()
    absences: tuple[Absence, ...] = field(default=())
    ended_at: datetime | None = None

    def inject(self, number: int) -> Inject | None:
        """The inject with this number, from 1."""
        return self.script.injects[number - 1] if 1 <= number <= len(self.script.injects) else None

    @property
    def to_come(self) -> tuple[tuple[int, Inject], ...]:
        """The injects that have not come yet, with their numbers; none once the drill has ended."""
        if self.ended_at:
            return ()
        numbered = enumerate(self.script.injects, start=1)
        return tuple((number, inject) for number, inject in numbered if number not in self.played)


def hastened(script: Script, speed: int) -> Script:
    """The script for people who have less time: its injects come ``speed`` times as fast and its targets are as much
    shorter. What the real company did keeps its times."""
    return replace(
        script,
        injects=tuple(replace(inject, at=inject.at / speed) for inject in script.injects),
        expectations=tuple(replace(each, within=shortened(each.within, speed)) for each in script.expectations),
    )


def shortened(limit: timedelta, speed: int) -> timedelta:
    """A target for people who play ``speed`` times as fast: a minute is left, since nobody reads any faster for it."""
    return max(limit / speed, min(limit, LEAST_TARGET))
