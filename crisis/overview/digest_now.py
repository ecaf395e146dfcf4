"""What a digest tells at a moment: the open incidents that its reader may hear of, and what became different.

Answers for: whether it is worth sending, and who gets one by the policy. May not: send anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from crisis import events as e
from crisis.digest import Digest, DigestChoice, DigestTold, is_first_of_day
from crisis.events import Entry
from crisis.incident import Incident
from crisis.policy.people import Roster
from crisis.policy.reach import Readers, person_named
from crisis.policy.rights import Rights, sees
from crisis.ports import View
from crisis.severity import Severity
from crisis.stages import Stage

MOST_OPEN = 200
MOST_NEW = 200
"""Incidents that began since the last digest and are looked through for those that ended, too."""
ENTRIES_READ = 300

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """What became different about one incident since the last digest."""

    opened: bool = False
    severity_before: Severity | None = None
    stage_before: Stage | None = None
    updates: int = 0
    decisions: int = 0

    @property
    def is_any(self) -> bool:
        return self != Change()


@dataclass(frozen=True, slots=True)
class DigestNow:
    """All that a digest tells. ``open``: worst first, each with what changed; ``ended``: since the last one, with when
    it ended. ``since``: the last one; None: this is the first."""

    open: tuple[tuple[Incident, Change], ...]
    ended: tuple[Incident, ...]
    since: datetime | None
    told: DigestTold

    @property
    def is_quiet(self) -> bool:
        return not self.open and not self.ended


def is_worth_sending(choice: DigestChoice, now: DigestNow, due_at: datetime) -> bool:
    """When nothing is open and nothing has ended, one line a day says that the desk is awake; more get those who
    want it."""
    return not now.is_quiet or choice.says_nothing or is_first_of_day(choice, due_at)


def wanted_by_policy(readers: Readers, roster: Roster, timezone: str) -> tuple[tuple[str, DigestChoice], ...]:
    """The people to whom the policy gives a digest, by Slack id, each with when."""
    found: dict[str, DigestChoice] = {}
    for executive in readers.executives:
        person = person_named(executive.user, roster)
        if person is not None and executive.digest_at:
            zone = executive.timezone or _own_zone(roster, person) or timezone
            found[person] = DigestChoice(tuple(sorted(executive.digest_at)), zone)
    return tuple(found.items())


def look(view: View, digest: Digest, now: datetime, rights: Rights, roster: Roster) -> DigestNow:
    """What is to be told to this person at this moment: no drill, and nothing that this person may not see."""
    told, person = digest.told, digest.person

    def is_told(incident: Incident) -> bool:
        return not incident.drill and sees(person, incident, rights, roster)

    shown = [each for each in view.open_incidents(MOST_OPEN) if is_told(each)]
    newest = view.newest_incident()
    before = told.open if told else ()
    new = range(max(told.newest, newest - MOST_NEW) + 1, newest + 1) if told else range(0)
    others = (view.incident(number) for number in sorted({*before, *new} - {each.number for each in shown}))
    ended = [each for each in others if each and not each.is_open and is_told(each)]
    since = told.at if told else None
    return DigestNow(
        tuple((each, _change(view, each, since)) for each in shown),
        tuple(ended),
        since,
        DigestTold(now, tuple(each.number for each in shown), newest),
    )


def _change(view: View, incident: Incident, since: datetime | None) -> Change:
    if since is None:
        return Change()
    entries = [each for each in view.entries(incident.number, ENTRIES_READ) if each.at > since]
    severities = [each.event.old for each in entries if isinstance(each.event, e.SeverityChanged)]
    stages = [each.event.old for each in entries if isinstance(each.event, e.StageChanged)]
    return Change(
        opened=incident.opened_at > since,
        severity_before=_other(severities, incident.severity),
        stage_before=_other(stages, incident.stage),
        updates=_count(entries, e.UpdatePosted),
        decisions=_count(entries, e.DecisionLogged),
    )


def _other(earlier: Sequence[T], now: T) -> T | None:
    """The first, where it is another one by now."""
    return earlier[0] if earlier and earlier[0] != now else None


def _count(entries: Iterable[Entry], kind: type[e.Event]) -> int:
    return sum(isinstance(each.event, kind) for each in entries)


def _own_zone(roster: Roster, person: str) -> str | None:
    known = roster.person(person)
    return known.timezone if known else None
