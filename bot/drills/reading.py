"""A script's file, read: the script itself and what the cast needs to play it.

Answers for: what does not fit together is refused whole, each problem with its line, its field and what would do. May
not: know where scripts stand (``shelf``) or play them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.drills import texts as t
from bot.drills.shape import (
    MOST_EXPECTATIONS,
    MOST_INJECTS,
    STAGES,
    ExpectationShape,
    InjectShape,
    ScriptShape,
    StepShape,
    listed,
)
from bot.policy.problems import FileError, Problem, Report, shaped
from bot.policy.yaml import Place, UnreadableYaml, read_yaml
from crisis.incident.drill import FULL_MARKS, Deed, Expectation, Inject, InjectKind, RealDeed, Script, Told
from crisis.language import Language
from crisis.policy import DEFAULT_ROLES
from crisis.severity import Severity
from handlers.alerts.generic import alert_of
from handlers.alerts.source import Reading

ROLES = tuple(role.key for role in DEFAULT_ROLES)
NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""When an alert of a script was received, until it is played."""

_NEEDS_ROLE = (Deed.ROLE_ACCEPTED, Deed.ROLE_HANDED)
_WRITTEN = (Deed.UPDATE_POSTED, Deed.DECISION_LOGGED, Deed.NOTE_LOGGED, Deed.MENTION_ANSWERED, Deed.STATEMENT_PUBLISHED)
_SPOKEN_KINDS = tuple(kind for kind in InjectKind if kind is not InjectKind.ALERT)


class ScriptError(FileError):
    """The script cannot be used."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the cast types something; a line with ``/`` is a command."""

    at: timedelta
    by: str
    say: str


@dataclass(frozen=True, slots=True)
class CastMember:
    """``accepts``: how long this person looks at an offer; None: it is never answered."""

    who: str
    roles: tuple[str, ...]
    accepts: timedelta | None


@dataclass(frozen=True, slots=True)
class Case:
    """A script with all that the cast needs to play it. ``begins``: the time of day of the first inject, in
    ``timezone``; ``language``: of everything shared while the cast plays."""

    script: Script
    language: Language
    timezone: str
    begins: time
    team: tuple[CastMember, ...]
    steps: tuple[Step, ...]


def read_case(path: Path, roles: Collection[str] = ROLES) -> Case:
    """The script in this file. ``roles``: those that the team has. Raises ScriptError."""
    try:
        document = read_yaml(path)
    except UnreadableYaml as unreadable:
        raise ScriptError((Problem(path, unreadable.line, "", unreadable.text, unreadable.values),)) from None
    report = Report(path, document, ScriptError)
    shape = shaped(document, report, ScriptShape)
    report.end()
    assert shape is not None
    _Fit(shape, report, roles).look(path)
    report.end()
    return _case(shape)


def _case(shape: ScriptShape) -> Case:
    script = Script(
        name=shape.name,
        title=shape.title.told,
        about=shape.about.told,
        trains=shape.trains.told,
        injects=tuple(_inject(each, shape.language) for each in shape.injects),
        expectations=tuple(_expectation(each) for each in shape.expectations),
        reality=tuple(RealDeed(each.at, each.text.told, each.does) for each in shape.reality),
        severity=shape.severity,
    )
    team = tuple(CastMember(each.who, tuple(each.roles), each.accepts) for each in shape.team)
    steps = tuple(Step(each.at, each.by, each.say) for each in shape.cast)
    return Case(script, shape.language, shape.timezone, shape.begins, team, steps)


def _inject(shape: InjectShape, language: Language) -> Inject:
    return Inject(
        at=shape.at,
        kind=InjectKind.ALERT if shape.alert else shape.kind or InjectKind.INTERNAL,
        sender=shape.sender.told if shape.sender else Told(),
        text=shape.text.told if shape.text else Told(),
        role=shape.role or "",
        alert=alert_of(shape.alert, Reading(NOT_YET, language)) if shape.alert else None,
    )


def _expectation(shape: ExpectationShape) -> Expectation:
    return Expectation(
        does=shape.does,
        within=shape.within,
        points=shape.points,
        text=shape.text.told,
        why=shape.why.told if shape.why else Told(),
        role=shape.role or "",
        stage=shape.stage,
        at_least=shape.at_least,
        after_inject=shape.after_inject,
        words=tuple(shape.words),
        count=shape.count,
    )


class _Fit:
    """Whether the parts of a script fit together. What does not goes to the report."""

    def __init__(self, shape: ScriptShape, report: Report, roles: Collection[str]) -> None:
        self._shape = shape
        self._report = report
        self._roles = tuple(roles)

    def look(self, path: Path) -> None:
        shape = self._shape
        if path.stem != shape.name:
            self._report.add(("name",), t.OTHER_NAME, name=shape.name, file=path.name)
        self._lists()
        for place, inject in enumerate(shape.injects):
            self._inject(inject, ("injects", place))
        for place, expectation in enumerate(shape.expectations):
            self._expectation(expectation, ("expectations", place))
        for place, member in enumerate(shape.team):
            for position, role in enumerate(member.roles):
                self._known_role(role, ("team", place, "roles", position))
        total = sum(each.points for each in shape.expectations)
        if shape.expectations and total != FULL_MARKS:
            self._report.add(("expectations",), t.NO_POINTS, total=total, full=FULL_MARKS)

    def _lists(self) -> None:
        shape = self._shape
        if not shape.injects:
            self._report.add(("injects",), t.TOO_LATE_TO_PLAY)
        for key, items, most in (
            ("injects", shape.injects, MOST_INJECTS),
            ("expectations", shape.expectations, MOST_EXPECTATIONS),
        ):
            if len(items) > most:
                self._report.add((key,), t.TOO_MANY, count=len(items), most=most)
        self._order(shape.injects, "injects")
        self._order(shape.cast, "cast")

    def _order(self, items: Sequence[InjectShape] | Sequence[StepShape], key: str) -> None:
        for place in range(1, len(items)):
            before, at = items[place - 1].at, items[place].at
            if at < before:
                self._report.add((key, place, "at"), t.NOT_IN_ORDER, at=written(at), before=written(before))

    def _inject(self, inject: InjectShape, place: Place) -> None:
        extra = [key for key in ("from", "text", "role") if getattr(inject, {"from": "sender"}.get(key, key))]
        if inject.alert:
            extra += ["kind"] if inject.kind not in (None, InjectKind.ALERT) else []
            if extra:
                self._report.add(place, t.ALERT_ALONE, extra=listed(extra))
        elif inject.kind is InjectKind.ALERT:
            self._report.add(place, t.ALERT_WANTED)
        elif inject.kind is None:
            self._report.add(place, t.KIND_WANTED, possible=listed(kind.value for kind in _SPOKEN_KINDS))
        elif inject.kind is InjectKind.ABSENT:
            self._role_of(inject.role, "absent", place)
            if inject.sender:
                self._report.add((*place, "from"), t.NOT_FOR, value="absent", key="from")
        else:
            self._spoken(inject, place)

    def _spoken(self, inject: InjectShape, place: Place) -> None:
        if inject.sender is None:
            self._report.add(place, t.SENDER_WANTED)
        if inject.text is None:
            self._report.add(place, t.TEXT_WANTED)
        if inject.role is not None and inject.kind is not None:
            self._report.add((*place, "role"), t.NOT_FOR, value=inject.kind.value, key="role")

    def _expectation(self, wanted: ExpectationShape, place: Place) -> None:
        does = wanted.does
        if does in _NEEDS_ROLE:
            self._role_of(wanted.role, does.value, place)
        elif wanted.role is not None:
            self._report.add((*place, "role"), t.NOT_FOR, value=does.value, key="role")
        self._only_for(Deed.STAGE_REACHED, "stage", wanted, place, listed(stage.value for stage in STAGES))
        self._only_for(Deed.SEVERITY_SET, "at_least", wanted, place, listed(each.name for each in Severity))
        if wanted.words and does not in _WRITTEN:
            self._report.add((*place, "words"), t.NOT_FOR, value=does.value, key="words")
        count = len(self._shape.injects)
        if wanted.after_inject is not None and wanted.after_inject > count:
            self._report.add((*place, "after_inject"), t.NO_INJECT, value=wanted.after_inject, count=count)
        absent = {inject.role for inject in self._shape.injects if inject.kind is InjectKind.ABSENT}
        if does is Deed.ROLE_HANDED and wanted.role and wanted.role not in absent:
            self._report.add(place, t.NOBODY_ABSENT, role=wanted.role)

    def _only_for(self, deed: Deed, key: str, wanted: ExpectationShape, place: Place, possible: object) -> None:
        """A key that this deed needs, and no other one takes."""
        given = getattr(wanted, key) is not None
        if wanted.does is deed and not given:
            text = t.STAGE_WANTED if key == "stage" else t.SEVERITY_WANTED
            self._report.add(place, text, value=deed.value, possible=possible)
        if wanted.does is not deed and given:
            self._report.add((*place, key), t.NOT_FOR, value=wanted.does.value, key=key)

    def _role_of(self, role: str | None, value: str, place: Place) -> None:
        if role is None:
            self._report.add(place, t.ROLE_WANTED, value=value, possible=listed(self._roles))
        else:
            self._known_role(role, (*place, "role"))

    def _known_role(self, role: str, place: Place) -> None:
        if role not in self._roles:
            self._report.add(place, t.NO_ROLE, value=role, possible=listed(self._roles))


def written(length: timedelta) -> str:
    """A duration as a script writes it: ``1h30m``, ``0s``."""
    rest, parts = int(length.total_seconds()), ""
    for unit, seconds in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, seconds)
        parts += f"{count}{unit}" if count else ""
    return parts or "0s"
