"""How a drill went: what its script expects of a good team, looked up in the drill's own record.

Answers for: one pure function from record to score card. Nothing is typed by a referee: whatever counts was done in the
incident and stands on its timeline. May not: decide anything, or know how a card looks. All times are offsets from the
first sight of the drill's incident.

The rules: done in time earns all the points, done late half of them (rounded down), not done none. What the drill never
came to (its inject had not been played, or the drill was stopped before the time was up) is left out of the sum. What
is true already when the time begins (somebody has the role, the stage is reached, the severity is set) counts as done
then.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from crisis import events as e
from crisis.events import Entry
from crisis.incident import Target
from crisis.incident.drill import UNSAID, Deed, Drill, Expectation, InjectKind, RealDeed, Told
from crisis.stages import FORWARD_ORDER, Stage

ZERO = timedelta(0)


class Verdict(StrEnum):
    """``OPEN``: the drill was over before it came to that."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One expectation. ``due``: by when; None when its inject never came. ``done``: when, if ever. ``real``: when the
    real company did the same, if that is known."""

    expectation: Expectation
    verdict: Verdict
    points: int
    due: timedelta | None
    done: timedelta | None
    real: timedelta | None


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """``possible``: what could have been earned. ``lesson``: of what cost most; what the script trains when nothing
    did. ``took``: the whole drill. ``stopped``: before the team had closed it."""

    name: str
    title: Told
    about: Told
    lines: tuple[ScoreLine, ...]
    points: int
    possible: int
    lesson: Told
    took: timedelta
    speed: int
    stopped: bool
    reality: tuple[RealDeed, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(line.verdict is verdict for line in self.lines)


def score(drill: Drill, entries: Sequence[Entry]) -> ScoreCard | None:
    """The score card of a drill with these entries, all of its timeline; None while it is not over."""
    last = next((entry for entry in entries if isinstance(entry.event, e.DrillEnded)), None)
    if last is None or not isinstance(last.event, e.DrillEnded):
        return None
    record = _Record(tuple(entry for entry in entries if entry.seq <= last.seq), last.event.stopped)
    script = drill.script
    real = _real_times(script.expectations, script.reality)
    lines = tuple(_line(wanted, at, record) for wanted, at in zip(script.expectations, real, strict=True))
    return ScoreCard(
        name=script.name,
        title=script.title,
        about=script.about,
        lines=lines,
        points=sum(line.points for line in lines),
        possible=sum(line.expectation.points for line in lines if line.verdict is not Verdict.OPEN),
        lesson=_lesson(lines) or script.trains,
        took=record.ended_at - record.began_at,
        speed=drill.speed,
        stopped=last.event.stopped,
        reality=script.reality,
    )


class _Record:
    """The timeline up to the end of the drill."""

    def __init__(self, entries: tuple[Entry, ...], stopped: bool) -> None:
        self.entries = entries
        self.stopped = stopped
        self.began_at = entries[0].at
        self.ended_at = entries[-1].at
        self.injects = {entry.event.number: entry for entry in entries if isinstance(entry.event, e.InjectPlayed)}
        opened = entries[0].event
        if isinstance(opened, e.IncidentOpened) and opened.drill:
            for number in opened.drill.played:
                self.injects.setdefault(number, entries[0])

    def absence(self, role: str) -> Entry | None:
        """The first time that the holder of this role could not be reached."""
        return next((entry for entry in self.injects.values() if _is_absence(entry.event, role)), None)


def _is_absence(event: e.Event, role: str) -> bool:
    return isinstance(event, e.InjectPlayed) and event.kind is InjectKind.ABSENT and event.role == role


def _line(wanted: Expectation, real: timedelta | None, record: _Record) -> ScoreLine:
    first = _first_entry(wanted, record)
    if first is None:
        return ScoreLine(wanted, Verdict.OPEN, 0, None, None, real)
    due_at = first.at + wanted.within
    done_at = _done_at(wanted, first, record)
    verdict = _verdict(done_at, due_at, record)
    earned = {Verdict.MET: wanted.points, Verdict.LATE: wanted.points // 2}.get(verdict, 0)
    done = done_at - record.began_at if done_at else None
    return ScoreLine(wanted, verdict, earned, due_at - record.began_at, done, real)


def _first_entry(wanted: Expectation, record: _Record) -> Entry | None:
    """The entry from which on the time counts; None when that never came. Nobody can take over from somebody who is
    still there."""
    if wanted.after_inject is not None:
        return record.injects.get(wanted.after_inject)
    return record.absence(wanted.role) if wanted.does is Deed.ROLE_HANDED else record.entries[0]


def _done_at(wanted: Expectation, first: Entry, record: _Record) -> datetime | None:
    is_so = _STATES.get(wanted.does)
    if is_so is not None and is_so(wanted, [entry for entry in record.entries if entry.seq <= first.seq]):
        return first.at
    later = [entry for entry in record.entries if entry.seq > first.seq and _is_it(wanted, entry, record)]
    return later[wanted.count - 1].at if len(later) >= wanted.count else None


def _verdict(done_at: datetime | None, due_at: datetime, record: _Record) -> Verdict:
    if done_at is not None:
        return Verdict.MET if done_at <= due_at else Verdict.LATE
    return Verdict.OPEN if record.stopped and record.ended_at < due_at else Verdict.MISSED


def _real_times(wanted: Sequence[Expectation], reality: Sequence[RealDeed]) -> list[timedelta | None]:
    """For each expectation when the real company did the same. One with words has the first deed of its kind that is
    told in one of them; what is left goes by its order: the first of a kind for the first expectation, and so on."""
    waiting = sorted((deed for deed in reality if deed.does), key=lambda each: each.at)
    found: list[timedelta | None] = [None] * len(wanted)
    for by_words in (True, False):
        for place, each in enumerate(wanted):
            if found[place] is not None or (by_words and not each.words):
                continue
            fits = (deed for deed in waiting if deed.does is each.does and (not by_words or _is_told_in(each, deed)))
            if deed := next(fits, None):
                waiting.remove(deed)
                found[place] = deed.at
    return found


def _is_told_in(wanted: Expectation, deed: RealDeed) -> bool:
    return _has_words(wanted, deed.text.en, deed.text.zh)


def _lesson(lines: Iterable[ScoreLine]) -> Told | None:
    """What is to be learned from the expectation that cost most points; None when none did."""
    failed = [line for line in lines if line.verdict in (Verdict.MISSED, Verdict.LATE)]
    worst = max(failed, key=lambda line: line.expectation.points - line.points, default=None)
    if worst is None:
        return None
    return worst.expectation.why if worst.expectation.why != UNSAID else worst.expectation.text


# ----------------------------------------------------------------------------------------------- what counts as a deed


def _is_it(wanted: Expectation, entry: Entry, record: _Record) -> bool:
    return _DEEDS[wanted.does](wanted, entry.event, record)


def _has_words(wanted: Expectation, *said: str) -> bool:
    text = _folded("\n".join(said))
    return not wanted.words or any(_folded(word) in text for word in wanted.words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _acknowledged(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.TargetReached) and event.target is Target.ACKNOWLEDGED


def _took_role(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.RoleTaken) and event.role == wanted.role


def _took_over(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    absence = record.absence(wanted.role)
    missing = absence.event.person if absence and isinstance(absence.event, e.InjectPlayed) else None
    return isinstance(event, e.RoleTaken) and event.role == wanted.role and event.person != missing


def _moved(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.StageChanged) and _is_as_far(event.new, wanted.stage)


def _is_as_far(stage: Stage, wanted: Stage | None) -> bool:
    if stage in FORWARD_ORDER and wanted in FORWARD_ORDER:
        return FORWARD_ORDER.index(stage) >= FORWARD_ORDER.index(wanted)
    return stage is wanted


def _set_severity(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.SeverityChanged) and (wanted.at_least is None or event.new <= wanted.at_least)


def _updated(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.UpdatePosted) and _has_words(wanted, event.conditions, event.actions, event.needs)


def _decided(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    if not isinstance(event, e.DecisionLogged):
        return False
    return _has_words(wanted, event.text, event.why, event.evidence, *event.options)


def _noted(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.NoteAdded) and _has_words(wanted, event.text)


def _said_outside(target: Target) -> Callable[[Expectation, e.Event, _Record], bool]:
    def said(wanted: Expectation, event: e.Event, record: _Record) -> bool:
        if isinstance(event, e.MentionAnswered):  # the first one is told as a target, too
            return target is Target.FIRST_ANSWER and not event.first and _has_words(wanted, event.url, event.text)
        if not isinstance(event, e.TargetReached | e.PracticeSaid):
            return False
        return event.target is target and _has_words(wanted, event.words)

    return said


def _exported(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    """A closed incident puts its review into the channel by itself."""
    return isinstance(event, e.ReviewExported) or _closed(wanted, event, record)


def _closed(wanted: Expectation, event: e.Event, record: _Record) -> bool:
    return isinstance(event, e.StageChanged) and event.new is Stage.CLOSED


_DEEDS: dict[Deed, Callable[[Expectation, Any, _Record], bool]] = {
    Deed.ACKNOWLEDGED: _acknowledged,
    Deed.ROLE_ACCEPTED: _took_role,
    Deed.STAGE_REACHED: _moved,
    Deed.SEVERITY_SET: _set_severity,
    Deed.UPDATE_POSTED: _updated,
    Deed.DECISION_LOGGED: _decided,
    Deed.NOTE_LOGGED: _noted,
    Deed.MENTION_ANSWERED: _said_outside(Target.FIRST_ANSWER),
    Deed.STATEMENT_PUBLISHED: _said_outside(Target.FIRST_STATEMENT),
    Deed.EXPORTED: _exported,
    Deed.CLOSED: _closed,
    Deed.ROLE_HANDED: _took_over,
}


def _is_acknowledged(wanted: Expectation, until: Sequence[Entry]) -> bool:
    return any(
        isinstance(entry.event, e.TargetReached) and entry.event.target is Target.ACKNOWLEDGED for entry in until
    )


def _has_holder(wanted: Expectation, until: Sequence[Entry]) -> bool:
    return any(isinstance(entry.event, e.RoleTaken) and entry.event.role == wanted.role for entry in until)


def _is_at_stage(wanted: Expectation, until: Sequence[Entry]) -> bool:
    stages = [entry.event.new for entry in until if isinstance(entry.event, e.StageChanged)]
    return _is_as_far(stages[-1] if stages else Stage.TRIAGE, wanted.stage)


def _is_as_severe(wanted: Expectation, until: Sequence[Entry]) -> bool:
    opened = until[0].event
    severities = [opened.severity] if isinstance(opened, e.IncidentOpened) else []
    severities += [entry.event.new for entry in until if isinstance(entry.event, e.SeverityChanged)]
    return wanted.at_least is not None and bool(severities) and severities[-1] <= wanted.at_least


_STATES: dict[Deed, Callable[[Expectation, Sequence[Entry]], bool]] = {
    Deed.ACKNOWLEDGED: _is_acknowledged,
    Deed.ROLE_ACCEPTED: _has_holder,
    Deed.STAGE_REACHED: _is_at_stage,
    Deed.SEVERITY_SET: _is_as_severe,
}
