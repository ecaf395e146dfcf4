"""When an incident was what: its stages, severities, the times that matter, and its targets.

Answers for: every span and moment of a review. May not: phrase, or judge what was late but a target, which is judged as
the record judged it at the time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from crisis.clock.due import target_times
from crisis.events import Entry, Event, IncidentOpened, SeverityChanged, StageChanged, TargetMissed, TargetReached
from crisis.incident import Incident, Target
from crisis.policy import Policy
from crisis.review.facts import Moments, SeveritySpan, StageSpan, Standing, TargetLine
from crisis.severity import Severity
from crisis.stages import Move, Stage

E = TypeVar("E", bound=Event)
Entries = Sequence[Entry]


def entries_of(entries: Entries, kind: type[E]) -> Iterator[tuple[Entry, E]]:
    """The entries of one kind of event, each with its event."""
    return ((entry, entry.event) for entry in entries if isinstance(entry.event, kind))


def stages_of(incident: Incident, entries: Entries) -> tuple[StageSpan, ...]:
    """Each stage it was in, from when until when; UTC. The last has no end."""
    changes = list(entries_of(entries, StageChanged))
    first = StageSpan(changes[0][1].old if changes else incident.stage, incident.opened_at, None, incident.opened_by)
    later = [StageSpan(event.new, entry.at, None, entry.by, event.reason, event.move) for entry, event in changes]
    spans = [first, *later]
    return (*(replace(span, until=after.since) for span, after in pairwise(spans)), spans[-1])


def severities_of(incident: Incident, entries: Entries) -> tuple[SeveritySpan, ...]:
    """Each severity it had, from when until when; UTC. The last has no end."""
    changes = list(entries_of(entries, SeverityChanged))
    first = SeveritySpan(changes[0][1].old if changes else incident.severity, incident.opened_at)
    spans = [first, *(SeveritySpan(event.new, entry.at, None, entry.by, event.reason) for entry, event in changes)]
    return (*(replace(span, until=after.since) for span, after in pairwise(spans)), spans[-1])


def _severity_at(severities: Sequence[SeveritySpan], moment: datetime) -> Severity:
    return next((span.severity for span in reversed(severities) if span.since <= moment), severities[0].severity)


def moments_of(incident: Incident, entries: Entries, stages: Sequence[StageSpan]) -> Moments:
    """The times that matter. After a reopening only the newest resolving counts; when it was first contained stays."""
    last_reopened = next((span.since for span in reversed(stages) if span.move is Move.REOPEN), incident.opened_at)
    acknowledged = [
        entry.at for entry, event in entries_of(entries, TargetReached) if event.target is Target.ACKNOWLEDGED
    ]
    contained = [span.since for span in stages if span.stage is Stage.CONTAINED]
    resolved = [span.since for span in stages if span.stage is Stage.RESOLVED and span.since >= last_reopened]
    opened = [event.started_at for _, event in entries_of(entries, IncidentOpened) if event.started_at]
    is_resolved = incident.stage in (Stage.RESOLVED, Stage.CLOSED)
    return Moments(
        first_sight=incident.opened_at,
        started_at=incident.started_at or next(iter(opened), None),
        acknowledged_at=next(iter(acknowledged), None),
        contained_at=next(iter(contained), None),
        resolved_at=resolved[-1] if resolved and is_resolved else None,
        ended_at=None if incident.is_open else stages[-1].since,
    )


def targets_of(
    incident: Incident,
    entries: Entries,
    policy: Policy,
    severities: Sequence[SeveritySpan],
    moments: Moments,
    now: datetime,
) -> tuple[TargetLine, ...]:
    """How it stands with each target at ``now``; one that the record is too old for is left out."""
    lines = []
    for target in Target:
        reached = next(
            ((entry, event) for entry, event in entries_of(entries, TargetReached) if event.target is target), None
        )
        missed = next((event.due_at for _, event in entries_of(entries, TargetMissed) if event.target is target), None)
        ruling = _severity_at(severities, reached[0].at) if reached else incident.severity
        due = dict(target_times(replace(incident, severity=ruling), policy)).get(target)
        if target is Target.ROOM_COMPLETE and not reached and not missed:
            continue  # a record older than this target
        if reached:
            line = _reached(target, *reached, due, missed)
        else:
            line = TargetLine(target, _not_reached(missed, due, moments.ended_at, now), due_at=missed or due)
        lines.append(replace(line, limit=line.due_at - incident.opened_at if line.due_at else None))
    return tuple(lines)


def _reached(
    target: Target, entry: Entry, event: TargetReached, due: datetime | None, missed: datetime | None
) -> TargetLine:
    if event.late_by:
        standing, due = Standing.LATE, entry.at - event.late_by
    else:
        standing = Standing.MET if due else Standing.NOT_APPLICABLE
    earlier = missed if missed and not event.late_by and missed < entry.at else None
    return TargetLine(
        target, standing, None, due, entry.at, entry.by, event.late_by, event.words, missed_before=earlier
    )


def _not_reached(missed: datetime | None, due: datetime | None, ended: datetime | None, now: datetime) -> Standing:
    if missed:
        return Standing.NEVER
    if due is None or (ended and ended < due):
        return Standing.NOT_APPLICABLE
    return Standing.NEVER if due <= now else Standing.RUNNING
