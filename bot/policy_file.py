"""The policy file: YAML in, the domain's policy out, and every problem with its line and field.

Answers for: what the file says is put over the defaults (or whatever ``base`` holds), and what does not fit together is
refused whole. May not: guess. ``watch`` is read and checked, but kept nowhere: triage does not use watch lists yet, and
``fenghuo policy check`` says so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot import policy_texts as t
from bot.policy_models import NameShape, PolicyShape, RoleShape, SeverityShape, WordsShape, in_both
from bot.policy_yaml import Document, Place, UnreadableYaml, read_yaml
from bot.settings import Settings, WrongValue
from crisis.language import Language, Text
from crisis.people import TeamMember
from crisis.policy import Emoji, Policy, Role, SeverityRules, StormRules
from crisis.severity import Severity

LEAD = "lead"
SETTING = "FENGHUO_POLICY"
_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MAY_BE_EMPTY = "first_statement_within"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``line`` None: the file as a whole, and ``field`` the setting that names it, if any."""

    file: Path
    line: int | None
    field: str
    text: Text
    values: Mapping[str, object]

    def say(self, language: Language) -> str:
        """In one line: file, line, field, what is wrong and what would do."""
        why = _on_one_line(self.text.say(language, **self.values))
        if self.line is None:
            frame = t.WHOLE_FILE_OF if self.field else t.WHOLE_FILE
            return frame.say(language, setting=self.field, file=self.file, why=why)
        frame = t.LINE if self.field else t.LINE_WITHOUT_FIELD
        return frame.say(language, file=self.file, line=self.line, field=_on_one_line(self.field), why=why)


class PolicyError(Exception):
    """The file cannot be used; ``problems`` says why, in the order of the file, at least one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.say(Language.ENGLISH) for problem in problems))
        self.problems = problems

    def line(self, language: Language) -> str:
        """The first problem in one line, and how many more there are."""
        first = self.problems[0].say(language)
        if len(self.problems) == 1:
            return first
        more = len(self.problems) - 1
        return t.AND_MORE.say(language, first=first, count=more, file=self.problems[0].file)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that can be used. ``watched``: how many names are on its watch list, which nothing uses yet."""

    policy: Policy
    watched: int


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
    report = _Report(path, document)
    shape = _shape(document, report)
    report.end()
    assert shape is not None
    policy = _Merge(shape, base, report).policy()
    report.end()
    return Loaded(policy, len(shape.watch))


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


class _Report:
    """Collects problems of one file."""

    def __init__(self, path: Path, document: Document) -> None:
        self._path = path
        self._document = document
        self._found: list[Problem] = []

    def add(self, place: Place, text: Text, **values: object) -> None:
        found = Problem(self._path, self._document.line(place), field_name(place), text, values)
        if found not in self._found:
            self._found.append(found)

    def in_file(self, place: Place) -> Place:
        """The place as the file has it: a name written once stands for both languages."""
        while place and place not in self._document.lines:
            place = place[:-1]
        return place

    def end(self) -> None:
        """Raises PolicyError when there is a problem."""
        if self._found:
            raise PolicyError(tuple(sorted(self._found, key=lambda problem: problem.line or 0)))


def _on_one_line(text: str) -> str:
    """Keys and values come from the file: no line breaks of theirs, and nothing that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text.split()))


def field_name(place: Place) -> str:
    """``team[1].roles[0]``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")


# ------------------------------------------------------------------------------------------------------------- shape


def _shape(document: Document, report: _Report) -> PolicyShape | None:
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        report.add((), t.NO_MAPPING, keys=_keys_are(PolicyShape))
        return None
    empty = set(_empty(value, ()))
    shape = None
    try:
        shape = PolicyShape.model_validate(value)
    except ValidationError as wrong:
        for error in wrong.errors():
            if error["type"] == "extra_forbidden":
                empty.discard(error["loc"])
            if error["loc"] not in empty:
                _explain(report, error["loc"], error)
    for place in empty:
        report.add(place, t.NOTHING_WRITTEN)
    return shape


def _empty(value: Any, place: Place) -> Iterator[Place]:
    """Keys with nothing behind them: half-written, not meant as “none”."""
    if value is None and place[-1] != _MAY_BE_EMPTY:
        yield place
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _empty(part, (*place, key))


def _explain(report: _Report, place: Place, error: Any) -> None:
    if error["type"] != "missing":
        place = report.in_file(place)
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, WrongValue):
        report.add(place, cause.text, **cause.values)
    elif kind == "extra_forbidden":
        model = _model_at(place[:-1])
        keys = _listed(_key_list(model))
        if nearest := get_close_matches(str(place[-1]), _key_list(model), n=1):
            report.add(place, t.UNKNOWN_KEY_LIKE, nearest=nearest[0], keys=keys)
        else:
            report.add(place, t.UNKNOWN_KEY, keys=keys)
    elif kind == "dict_type":
        report.add(place, t.KEYS_WANTED, keys="")
    elif kind in ("model_type", "model_attributes_type"):
        report.add(place, t.KEYS_WANTED, keys=_keys_are(_model_at(place)))
    elif kind == "string_too_long":
        report.add(place, t.TOO_MANY_LETTERS, limit=context["max_length"])
    elif kind in _SIMPLE:
        report.add(place, _SIMPLE[kind], value=json.dumps(given, ensure_ascii=False, default=str))
    else:
        report.add(place, t.CANNOT_BE_USED, why=error["msg"])


_SIMPLE = {
    "missing": t.MISSING,
    "string_type": t.TEXT_WANTED,
    "bool_type": t.TRUTH_WANTED,
    "list_type": t.LIST_WANTED,
}


def _model_at(place: Place) -> type[BaseModel] | None:
    """The shape that stands at a place of the file, or None where keys are free."""
    hint: Any = PolicyShape
    for part in place:
        if isinstance(part, int):
            continue
        if get_origin(hint) is dict:
            hint = get_args(hint)[1]
            continue
        model = _model_in(hint)
        if model is None:
            return None
        fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
        hint = fields.get(part)
    return _model_in(hint)


def _model_in(hint: Any) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    return next((model for part in get_args(hint) if (model := _model_in(part))), None)


def _key_list(model: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _keys_are(model: type[BaseModel] | None) -> Text:
    keys = _listed(_key_list(model))
    return Text(*(t.KEYS_ARE.say(language, keys=keys) for language in Language))


def _listed(items: Iterable[str]) -> Text:
    """Keys in a row; they hold no braces."""
    words = tuple(items)
    return Text(", ".join(words), "、".join(words))


# ------------------------------------------------------------------------------------------------------------- merge


class _Merge:
    """What a file says, put over a base. What does not fit goes to the report."""

    def __init__(self, shape: PolicyShape, base: Policy, report: _Report) -> None:
        self._shape = shape
        self._base = base
        self._report = report
        self._roles = self._catalogue()

    def policy(self) -> Policy:
        shape, base = self._shape, self._base
        return replace(
            base,
            severities={severity: self._rules(severity) for severity in Severity},
            roles=tuple(self._roles.values()),
            kinds={**base.kinds, **{key: _text(name) for key, name in shape.kinds.items()}},
            team=self._team() or base.team,
            emoji=self._emoji(),
            channel_name=shape.channel_name or base.channel_name,
            flare_up_within=shape.flare_up_within or base.flare_up_within,
            storm=self._storm() or base.storm,
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
            self._report.add(place, t.NEW_ROLE_NEEDS, role=written.key, missing=_listed(missing))
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
        if "roles" in changes:
            place: Place = ("severities", severity.name, "roles")
            changes["roles"] = self._known(written.roles or [], place)
            if LEAD not in changes["roles"]:
                self._report.add(place, t.NO_ROLES_OFFERED)
        return replace(self._base.rules(severity), **changes)

    def _team(self) -> tuple[TeamMember, ...]:
        seen: set[str] = set()
        for position, member in enumerate(self._shape.team):
            if member.user.lower() in seen:
                self._report.add(("team", position, "user"), t.MEMBER_TWICE, user=member.user)
            seen.add(member.user.lower())
        return tuple(
            TeamMember(member.user, self._known(member.roles, ("team", position, "roles")))
            for position, member in enumerate(self._shape.team)
        )

    def _known(self, roles: list[str], place: Place) -> tuple[str, ...]:
        for position, role in enumerate(roles):
            if role not in self._roles:
                self._report.add((*place, position), t.NO_ROLE, role=role, roles=_listed(self._roles))
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
        for name in sorted({*note} & {*decision}):
            place = "decision" if written.decision is not None else "note"
            self._report.add(("emoji", place), t.EMOJI_TWICE, name=name)
        for key, names in (("note", note), ("decision", decision)):
            if not names:
                self._report.add(("emoji", key), t.NO_EMOJI_LEFT)
        return Emoji(note, decision)


def _text(shape: NameShape | WordsShape) -> Text:
    return Text(shape.en, shape.zh)
