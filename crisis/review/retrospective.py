"""The retrospective 复盘: from the timeline and the state to what a reviewer asks for.

Answers for: every fact of the review, derived from entries and state, nothing invented. May not: phrase or format
(``handlers/review`` does), read a clock (``now`` is handed in), change anything.

What was late is judged as the record judged it at the time: an entry's own ``late_by`` and ``due_at`` stand, also
when the severity, and with it the limits, changed later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from crisis.events import (
    AlertEnded,
    AlertFiresAgain,
    DecisionLogged,
    DecisionRevisitDue,
    Event,
    IncidentOpened,
    NoteAdded,
    Renamed,
    RoleTaken,
    RoomJoined,
    StageChanged,
    UpdatePosted,
    UpdateReminded,
)
from crisis.incident import Incident
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.ports import LedgerHead
from crisis.review.facts import (
    AlertLine,
    Cadence,
    DecisionLine,
    LateItem,
    LateKind,
    Moments,
    OpenKind,
    OpenPoint,
    Participant,
    Review,
    RoleLine,
    SeveritySpan,
    StageSpan,
    Standing,
    TargetLine,
)
from crisis.review.mentions import reviewed_mentions
from crisis.review.nothing import is_nothing
from crisis.review.score import score
from crisis.review.tasks import reviewed_follow_ups, reviewed_tasks
from crisis.review.times import Entries, entries_of, moments_of, severities_of, stages_of, targets_of
from crisis.review.walks import Roles, Updates
from crisis.stages import Move, Stage

__all__ = ["Review", "review"]

# The desk wakes within milliseconds; a reminder that is this late was held up by something, and a reviewer should know.
NOTICEABLE = timedelta(seconds=1)


def review(
    incident: Incident, entries: Entries, policy: Policy, roster: Roster, head: LedgerHead, now: datetime
) -> Review:
    """Look back at an incident. ``entries``: its whole timeline in order. ``now``: UTC, when the review is made."""
    found = _find(incident, entries, policy, now)
    made = Review(
        number=incident.number,
        title=found.titles[-1],
        first_title=found.titles[0],
        kind=incident.kind,
        severity=incident.severity,
        worst_severity=min(span.severity for span in found.severities),
        stage=incident.stage,
        drill=incident.drill,
        private=incident.private,
        flares_up=incident.flares_up,
        channel_name=incident.channel_name,
        opened_by=incident.opened_by,
        reopened=sum(event.move is Move.REOPEN for _, event in entries_of(entries, StageChanged)),
        made_at=now,
        until=found.until,
        moments=found.moments,
        severities=found.severities,
        stages=found.stages,
        targets=found.targets,
        cadence=_cadence(found.updates, found.moments, found.until),
        roles=found.roles,
        participants=_participants(entries, found.roles, roster),
        decisions=found.decisions,
        updates=tuple(found.updates.lines),
        late=_late(entries, found),
        open_points=(*_open_points(incident, found), *_open_tasks(incident, entries)),
        alert=_alert(incident, entries),
        score=score(incident.playing, entries) if incident.playing else None,
        timeline=tuple(entries),
        head=head,
        policy=policy,
        roster=roster,
    )
    return _with_work(made, incident, entries)


def _with_work(made: Review, incident: Incident, entries: Entries) -> Review:
    """And what many incidents have none of: tasks, posts, other incidents that are one with it."""
    return replace(
        made,
        tasks=reviewed_tasks(incident, entries),
        follow_ups=reviewed_follow_ups(incident, entries),
        joined=incident.joined,
        mentions=reviewed_mentions(entries),
        mention_tally=incident.mentions,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What several parts of the review rest on."""

    stages: tuple[StageSpan, ...]
    severities: tuple[SeveritySpan, ...]
    moments: Moments
    until: datetime
    targets: tuple[TargetLine, ...]
    updates: Updates
    roles: tuple[RoleLine, ...]
    decisions: tuple[DecisionLine, ...]
    titles: tuple[str, ...]


def _find(incident: Incident, entries: Entries, policy: Policy, now: datetime) -> _Found:
    stages, severities = stages_of(incident, entries), severities_of(incident, entries)
    moments = moments_of(incident, entries, stages)
    until = moments.ended_at or now
    return _Found(
        stages,
        severities,
        moments,
        until,
        targets=targets_of(incident, entries, policy, severities, moments, now),
        updates=Updates.read(entries, until),
        roles=Roles.read(entries).lines(policy),
        decisions=_decisions(entries),
        titles=_titles(incident, entries),
    )


def _titles(incident: Incident, entries: Entries) -> tuple[str, ...]:
    """Every title it had, from the entries, where a removal of words shows; the last one counts."""
    opened = [event.title for _, event in entries_of(entries, IncidentOpened)]
    return (*opened, *(event.new for _, event in entries_of(entries, Renamed))) or (incident.title,)


def _cadence(updates: Updates, moments: Moments, until: datetime) -> Cadence:
    worked_until = min(moments.resolved_at or until, until)
    posted = [line.at for line in updates.lines if line.at <= worked_until]
    points = (moments.first_sight, *posted, worked_until)
    gap = max(after - before for before, after in pairwise(points)) if updates.due or posted else None
    return Cadence(
        due=updates.due,
        on_time=updates.on_time,
        late=updates.late,
        skipped=updates.skipped,
        snoozed=updates.snoozed,
        worst=max((line.late_by for line in updates.lines), default=timedelta(0)),
        longest_gap=gap,
        silences=tuple(updates.silences),
    )


def _participants(entries: Entries, roles: Sequence[RoleLine], roster: Roster) -> tuple[Participant, ...]:
    seen: dict[str, datetime] = {}
    for entry in entries:
        event = entry.event
        arrived = event.person if isinstance(event, RoleTaken | RoomJoined) else None
        for person in (entry.by, arrived):
            if person:
                seen.setdefault(person, entry.at)

    def count(kind: type[Event], person: str) -> int:
        return sum(entry.by == person for entry, _ in entries_of(entries, kind))

    return tuple(
        Participant(
            person=person,
            first_seen=at,
            roles=tuple(line.role for line in roles if any(held.person == person for held in line.holdings)),
            updates=count(UpdatePosted, person),
            decisions=count(DecisionLogged, person),
            notes=count(NoteAdded, person),
            in_team=roster.candidate(person) is not None,
        )
        for person, at in seen.items()
    )


def _decisions(entries: Entries) -> tuple[DecisionLine, ...]:
    logged = list(entries_of(entries, DecisionLogged))
    replaced = {event.replaces: (event.number, entry.at) for entry, event in logged if event.replaces is not None}
    reminded = {event.number: entry.at for entry, event in entries_of(entries, DecisionRevisitDue)}
    return tuple(
        DecisionLine(
            number=event.number,
            at=entry.at,
            by=entry.by,
            text=event.text,
            why=event.why,
            options=event.options,
            approved_by=event.approved_by,
            evidence=event.evidence,
            revisit_at=event.revisit_at,
            revisit_due=reminded.get(event.number),
            replaces=event.replaces,
            replaced_by=replaced.get(event.number, (None, None))[0],
            replaced_at=replaced.get(event.number, (None, None))[1],
        )
        for entry, event in logged
    )


def _late(entries: Entries, found: _Found) -> tuple[LateItem, ...]:
    until = found.until
    items = [
        LateItem(LateKind.TARGET, line.target, line.due_at, line.reached_at, (line.reached_at or until) - line.due_at)
        for line in found.targets
        if line.due_at and line.standing in (Standing.LATE, Standing.NEVER)
    ]
    items += [
        LateItem(LateKind.UPDATE, str(line.number), line.at - line.late_by, line.at, line.late_by, line.by)
        for line in found.updates.lines
        if line.late_by
    ]
    items += [
        LateItem(LateKind.UPDATE, "", silence.since, None, silence.until - silence.since)
        for silence in found.updates.silences
        if not silence.answered
    ]
    items += [item for line in found.roles for item in _late_offers(line, until)]
    items += [
        LateItem(LateKind.REMINDER, "", entry.at - event.late_by, entry.at, event.late_by)
        for entry, event in entries_of(entries, UpdateReminded)
        if event.late_by >= NOTICEABLE
    ]
    items += [
        LateItem(LateKind.REMINDER, str(event.number), entry.at - event.late_by, entry.at, event.late_by)
        for entry, event in entries_of(entries, DecisionRevisitDue)
        if event.late_by >= NOTICEABLE
    ]
    return tuple(sorted(items, key=lambda item: (item.due_at, item.kind, item.about)))


def _late_offers(line: RoleLine, until: datetime) -> Iterator[LateItem]:
    """Offers that nobody answered in time and that left the role empty; a hand-over leaves the old holder in charge."""
    for offer in line.unanswered:
        was_held = any(held.since <= offer.expires_at for held in line.holdings)
        if was_held or offer.hands_over:
            continue
        taken = line.first_taken
        late_by = (taken or until) - offer.expires_at
        yield LateItem(LateKind.OFFER, line.role, offer.expires_at, taken, late_by, offer.person)


def _open_points(incident: Incident, found: _Found) -> tuple[OpenPoint, ...]:
    """What a person should look at. A false alarm, or one merged into another, leaves no roles or targets open."""
    updates = found.updates
    points: list[OpenPoint] = []
    if incident.is_open:
        points.append(OpenPoint(OpenKind.STILL_OPEN, incident.stage))
    if incident.stage not in (Stage.DISMISSED, Stage.MERGED):
        points += [
            OpenPoint(OpenKind.TARGET, line.target, line.due_at)
            for line in found.targets
            if line.standing is Standing.NEVER
        ]
        points += [OpenPoint(OpenKind.ROLE, line.role, line.unfilled_at) for line in found.roles if line.holder is None]
    if incident.is_open and updates.owed_since:
        points.append(OpenPoint(OpenKind.UPDATE, "", updates.owed_since))
    points += [
        OpenPoint(OpenKind.REVISIT, str(line.number), line.revisit_at, line.text, line.by)
        for line in found.decisions
        if line.revisit_at and line.replaced_by is None
    ]
    last = updates.lines[-1] if updates.lines else None
    if last and not is_nothing(last.needs):
        points.append(OpenPoint(OpenKind.NEED, str(last.number), last.at, last.needs, last.by))
    points += [OpenPoint(OpenKind.PROBLEM, problem.what, problem.at, problem.reason) for problem in incident.problems]
    return tuple(points)


def _open_tasks(incident: Incident, entries: Entries) -> list[OpenPoint]:
    """A task that became a follow-up is not left open: its follow-up is in its own section."""
    kept = {each.task for each in incident.work.follow_ups}
    return [
        OpenPoint(OpenKind.TASK, str(task.number), task.due_at, task.text, task.owner)
        for task in reviewed_tasks(incident, entries)
        if task.is_open and task.number not in kept
    ]


def _alert_over(entries: Entries) -> tuple[datetime, str] | None:
    """When its source said that the alert was over, and which source; None while it is back again."""
    said = [(entry, entry.event) for entry in entries if isinstance(entry.event, AlertEnded | AlertFiresAgain)]
    entry, event = said[-1] if said else (None, None)
    return (entry.at, event.source) if entry and isinstance(event, AlertEnded) else None


def _alert(incident: Incident, entries: Entries) -> AlertLine:
    opened = next((event for _, event in entries_of(entries, IncidentOpened)), None)
    ended = _alert_over(entries)
    return AlertLine(
        alert=opened.alert if opened else incident.alert,
        text=opened.text if opened else "",
        reported_in=incident.reported_in,
        duplicates=incident.duplicates,
        ended_at=ended[0] if ended else None,
        ended_source=ended[1] if ended else "",
    )
