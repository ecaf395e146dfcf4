"""What is wrong in a YAML file that somebody else wrote: each problem with its file, line, field, and what would do.

Answers for: a shape of ours (pydantic) laid over a document, and everything that does not fit told at once, in the
order of the file. May not: know what the file is for; the policy and the scripts of drills come in this way.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.policy import texts as t
from bot.policy.yaml import Document, Place
from bot.settings.settings import WrongValue
from crisis.language import Language, Text

M = TypeVar("M", bound=BaseModel)


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


class FileError(Exception):
    """The file cannot be used; ``problems`` says why, in the order of the file, at least one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.say(Language.ENGLISH) for problem in problems))
        self.problems = problems


class Report:
    """Collects problems of one file. ``error``: what is raised when there is one."""

    def __init__(self, path: Path, document: Document, error: type[FileError]) -> None:
        self._path = path
        self._document = document
        self._error = error
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
        """Raises the error when there is a problem."""
        if self._found:
            raise self._error(tuple(sorted(self._found, key=lambda problem: problem.line or 0)))


def _on_one_line(text: str) -> str:
    """Keys and values come from the file: no line breaks of theirs, and nothing that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text.split()))


def field_name(place: Place) -> str:
    """``team[1].roles[0]``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")


def shaped(document: Document, report: Report, root: type[M], may_be_empty: str = "") -> M | None:
    """The document as a ``root``; None when it is none, and the report says why. ``may_be_empty``: a key behind which
    nothing need stand."""
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        report.add((), t.NO_MAPPING, keys=keys_are(root))
        return None
    empty = set(_empty(value, (), may_be_empty))
    made = None
    try:
        made = root.model_validate(value)
    except ValidationError as wrong:
        for error in wrong.errors():
            if error["type"] == "extra_forbidden":
                empty.discard(error["loc"])
            if error["loc"] not in empty:
                _explain(report, error["loc"], error, root)
    for place in empty:
        report.add(place, t.NOTHING_WRITTEN)
    return made


def _empty(value: Any, place: Place, may_be_empty: str) -> Iterator[Place]:
    """Keys with nothing behind them: half-written, not meant as “none”."""
    if value is None and place[-1] != may_be_empty:
        yield place
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _empty(part, (*place, key), may_be_empty)


def _explain(report: Report, place: Place, error: Any, root: type[BaseModel]) -> None:
    if error["type"] != "missing":
        place = report.in_file(place)
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, WrongValue):
        report.add(place, cause.text, **cause.values)
    elif kind == "extra_forbidden":
        model = _model_at(place[:-1], root)
        keys = listed(_key_list(model))
        if nearest := get_close_matches(str(place[-1]), _key_list(model), n=1):
            report.add(place, t.UNKNOWN_KEY_LIKE, nearest=nearest[0], keys=keys)
        else:
            report.add(place, t.UNKNOWN_KEY, keys=keys)
    elif kind == "dict_type":
        report.add(place, t.KEYS_WANTED, keys="")
    elif kind in ("model_type", "model_attributes_type"):
        report.add(place, t.KEYS_WANTED, keys=keys_are(_model_at(place, root)))
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


def _model_at(place: Place, root: type[BaseModel]) -> type[BaseModel] | None:
    """The shape that stands at a place of the file, or None where keys are free."""
    hint: Any = root
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


def keys_are(model: type[BaseModel] | None) -> Text:
    keys = listed(_key_list(model))
    return Text(*(t.KEYS_ARE.say(language, keys=keys) for language in Language))


def listed(items: Iterable[str]) -> Text:
    """Keys in a row; they hold no braces."""
    words = tuple(items)
    return Text(", ".join(words), "、".join(words))
