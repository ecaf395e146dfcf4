"""The policy file: YAML in, the domain's policy out, and every problem with its line and field.

Answers for: what the file says is put over the defaults (or whatever ``base`` holds), and what does not fit together is
refused whole. May not: guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.policy import texts as t
from bot.policy.apart import apart_of
from bot.policy.clock import quiet_hours
from bot.policy.listen import listened_of
from bot.policy.pages import pages_of
from bot.policy.plans import plans_of, work_rules_of
from bot.policy.problems import FileError, Problem, Report, listed, shaped
from bot.policy.readers import readers_of
from bot.policy.rights import RightsReading
from bot.policy.routes import routes_of
from bot.policy.shapes import PolicyShape, RoleShape, SeverityShape
from bot.policy.spread import spread_of
from bot.policy.team import TeamReading
from bot.policy.tiers import severity_words_of
from bot.policy.values import NameShape, WordsShape, in_both
from bot.policy.watch_list import watch_of
from bot.policy.yaml import Place, UnreadableYaml, read_yaml
from bot.settings.settings import Settings
from crisis.language import Language, Text
from crisis.policy import Emoji, Policy, Role, SeverityRules, StormRules
from crisis.severity import Severity

LEAD = "lead"
SETTING = "FENGHUO_POLICY"
_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MAY_BE_EMPTY = "first_statement_within"


class PolicyError(FileError):
    """The policy file cannot be used."""

    def line(self, language: Language) -> str:
        """The first problem in one line, and how many more there are."""
        first = self.problems[0].say(language)
        if len(self.problems) == 1:
            return first
        more = len(self.problems) - 1
        return t.AND_MORE.say(language, first=first, count=more, file=self.problems[0].file)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that can be used."""

    policy: Policy


def load(path: Path, base: Policy) -> Policy:
    """``base`` with what the file says put over it. Raises PolicyError."""
    return read(path, base).policy


def policy_of(settings: Settings) -> Policy:
    """The policy that the settings name, or the defaults, with their language and time zone. Raises PolicyError."""
    base = Policy(language=settings.language, timezone=settings.timezone, command=settings.command)
    return read(settings.policy, base, SETTING).policy if settings.policy else base


def read(path: Path, base: Policy, setting: str = "") -> Loaded:
    """The same as ``load``, with what else the file holds. ``setting``: where the path comes from. Raises
    PolicyError."""
    try:
        document = read_yaml(path)
    except UnreadableYaml as unreadable:
        field = setting if unreadable.line is None else ""
        raise PolicyError((Problem(path, unreadable.line, field, unreadable.text, unreadable.values),)) from None
    report = Report(path, document, PolicyError)
    shape = shaped(document, report, PolicyShape, _MAY_BE_EMPTY)
    report.end()
    assert shape is not None
    policy = _Merge(shape, base, report).policy()
    report.end()
    return Loaded(policy)


def schema() -> dict[str, Any]:
    """The JSON schema of the file (draft 2020-12)."""
    made = _plain(PolicyShape.model_json_schema(by_alias=True))
    return {"$schema": _SCHEMA_DIALECT, **made, "title": "Fenghuo policy", "description": in_both(t.ABOUT_FILE)}


def _plain(part: Any) -> Any:
    """Without what says nothing or does not hold: titles that repeat a key, our own class's notes, and null (a key with
    nothing behind it is refused)."""
    if isinstance(part, list):
        return [_plain(each) for each in part]
    if not isinstance(part, dict):
        return part
    useless = {"title", "default"} | ({"description"} if "properties" in part else set())
    kept = {key: _plain(each) for key, each in part.items() if key not in useless}
    choices = [choice for choice in kept.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return kept


class _Merge:
    """What a file says, put over a base. What does not fit goes to the report."""

    def __init__(self, shape: PolicyShape, base: Policy, report: Report) -> None:
        self._shape = shape
        self._base = base
        self._report = report
        self._roles = self._catalogue()

    def policy(self) -> Policy:
        shape, base = self._shape, self._base
        team = TeamReading(shape, self._report, self._known, self._roles, base.timezone)
        kinds = {**base.kinds, **{key: _text(name) for key, name in shape.kinds.items()}}
        is_all = not (shape.groups or shape.rotations)
        rights = RightsReading(self._roles, team.members() if is_all else (), self._report)
        return replace(
            base,
            severities={severity: self._rules(severity) for severity in Severity},
            roles=tuple(self._roles.values()),
            team=team.members() or base.team,
            crew=team.crew() or base.crew,
            kinds=kinds,
            plans=plans_of(shape.plans, base.plans, kinds, self._known, self._roles, self._report),
            work=work_rules_of(shape.tasks, base.work),
            emoji=self._emoji(),
            channel_name=shape.channel_name or base.channel_name,
            flare_up_within=shape.flare_up_within or base.flare_up_within,
            storm=self._storm() or base.storm,
            quiet_hours=quiet_hours(shape.quiet_hours, self._report) or base.quiet_hours,
            apart=base.apart if shape.apart is None else apart_of(shape.apart, self._known, self._report),
            rights=rights.rights(shape.rights, base.rights),
            private_kinds=rights.kinds(shape.private_kinds, (*base.kinds, *shape.kinds)) or base.private_kinds,
            pages=pages_of(shape.pages, self._roles, self._report) if shape.pages else base.pages,
            watch=watch_of(shape.watch, self._report) or base.watch,
            spread=spread_of(shape.spread, base.spread, self._report),
            listen=listened_of(shape.listen, self._report) or base.listen,
            readers=readers_of(shape.subscribers, shape.executives, self._report),
            severity_words=severity_words_of(shape.severity_words, self._report) or base.severity_words,
            routes=routes_of(shape.routes, kinds, shape.private_kinds, self._report) or base.routes,
        )

    def _catalogue(self) -> dict[str, Role]:
        roles = {role.key: role for role in self._base.roles}
        seen: set[str] = set()
        for position, written in enumerate(self._shape.roles):
            place: Place = ("roles", position)
            if written.key in seen:
                self._report.add((*place, "key"), t.ROLE_TWICE, role=written.key)
            seen.add(written.key)
            made = self._role(written, roles.get(written.key), place)
            if made:
                roles[written.key] = made
        self._refuse_shared_words(roles)
        return roles

    def _role(self, written: RoleShape, known: Role | None, place: Place) -> Role | None:
        name = _text(written.name) if written.name else known.name if known else None
        instructions = _text(written.instructions) if written.instructions else known.instructions if known else None
        if name is None or instructions is None:
            missing = [key for key, value in (("name", name), ("instructions", instructions)) if value is None]
            self._report.add(place, t.NEW_ROLE_NEEDS, role=written.key, missing=listed(missing))
            return None
        words = known.words if written.words is None and known else tuple(written.words or ())
        return Role(written.key, name, instructions, tuple(word.lower() for word in words))

    def _refuse_shared_words(self, roles: Mapping[str, Role]) -> None:
        """`role take WORD` must mean one role."""
        owner: dict[str, str] = {}
        positions = {written.key: position for position, written in enumerate(self._shape.roles)}
        for role in sorted(roles.values(), key=lambda role: role.key in positions):
            for word in {role.key, role.name.en.lower(), role.name.zh, *role.words}:
                other = owner.setdefault(word, role.key)
                if other != role.key:
                    place: Place = ("roles", positions.get(role.key, 0))
                    self._report.add(place, t.WORD_TAKEN, word=word, other=other)

    def _rules(self, severity: Severity) -> SeverityRules:
        written: SeverityShape = getattr(self._shape.severities, severity.name)
        changes = {name: getattr(written, name) for name in written.model_fields_set}
        if written.update_every_in:
            changes["update_every_in"] = written.update_every_in.paces()
        if "roles" in changes:
            place: Place = ("severities", severity.name, "roles")
            changes["roles"] = self._known(written.roles or [], place)
            if LEAD not in changes["roles"]:
                self._report.add(place, t.NO_ROLES_OFFERED)
        return replace(self._base.rules(severity), **changes)

    def _known(self, roles: list[str], place: Place) -> tuple[str, ...]:
        for position, role in enumerate(roles):
            if role not in self._roles:
                self._report.add((*place, position), t.NO_ROLE, role=role, roles=listed(self._roles))
            elif role in roles[:position]:
                self._report.add((*place, position), t.NAMED_TWICE, role=role)
        return tuple(roles)

    def _storm(self) -> StormRules | None:
        written = self._shape.storm
        if written is None:
            return None
        for position, name in enumerate(written.but):
            if name in written.but[:position]:
                self._report.add(("storm", "except", position), t.NAMED_TWICE, role=name)
        return StormRules(written.rooms_per_hour, frozenset(Severity[name] for name in written.but))

    def _emoji(self) -> Emoji:
        written, base = self._shape.emoji, self._base.emoji
        note = base.note if written.note is None else tuple(written.note)
        decision = base.decision if written.decision is None else tuple(written.decision)
        task = base.task if written.task is None else tuple(written.task)
        for name in sorted({*note} & {*decision}):
            place = "decision" if written.decision is not None else "note"
            self._report.add(("emoji", place), t.EMOJI_TWICE, name=name)
        for name in sorted({*task} & {*note, *decision}):
            place = "task" if written.task is not None else "note" if name in note else "decision"
            self._report.add(("emoji", place), t.EMOJI_TWICE, name=name)
        for key, names in (("note", note), ("decision", decision), ("task", task)):
            if not names:
                self._report.add(("emoji", key), t.NO_EMOJI_LEFT)
        return Emoji(note, decision, task)


def _text(shape: NameShape | WordsShape) -> Text:
    return Text(shape.en, shape.zh)
