"""Slack's published methods held against the local workspace's: what differs, one line each. It knows no explanation.

The data is not the project's: `PUBLISHED_SLACK_DATA` names its folder, else `../shared/data/slack` beside the checkout.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from tests.workspace.recorder import Recorder
from workspace.memory.records import Json
from workspace.methods import METHODS
from workspace.methods.registry import Method

Kind: TypeAlias = Literal[
    "method", "required", "argument", "error", "tier", "scopes", "missing field", "extra field", "type of field"
]
DEFAULT = Path(__file__).parents[2].parent / "shared" / "data" / "slack"
# What is of the app's own making, or has keys of its own: how it looks inside is not the method's business.
OPAQUE = frozenset(
    {"blocks", "title_blocks", "state", "attachments", "metadata", "args", "emoji", "shares", "fields", "manifest"}
)
# Of a refused call, in every sample.
OF_REFUSALS = frozenset({"ok", "error", "errors", "needed", "provided", "warning", "arg", "callstack", "detail"})
_MESSAGES = ("response_metadata.messages", "response_metadata.warnings")


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """`what`: the argument, error or field it is about; `says`: how it differs."""

    method: str
    kind: Kind
    what: str
    says: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}" + (f" ({self.says})" if self.says else "")


def folder() -> Path:
    """Where the published data would lie."""
    return Path(os.environ.get("PUBLISHED_SLACK_DATA") or DEFAULT)


def load(where: Path) -> dict[str, Json]:
    """Slack's methods by name. Raises FileNotFoundError."""
    found: dict[str, Json] = json.loads((where / "methods.json").read_text(encoding="utf-8"))
    return found


def differences(published: dict[str, Json], seen: Recorder) -> list[Difference]:
    """All of them, by method."""
    found: list[Difference] = []
    for name, theirs in published.items():
        ours = METHODS.get(name)
        if ours is None:
            found.append(Difference(name, "method", name, "missing"))
            continue
        found += _declared(name, theirs, ours)
        found += _behaviour(name, theirs, seen)
    return sorted(found)


def _declared(name: str, theirs: Json, ours: Method) -> Iterator[Difference]:
    for argument in theirs["required"]:
        if argument not in ours.required:
            yield Difference(name, "required", argument, "not asked for")
    for argument in ours.required:
        if argument not in theirs["required"]:
            yield Difference(name, "required", argument, "asked for, and published as optional")
    tier = "t5" if ours.tier == 0 else f"t{ours.tier}"
    if tier != theirs["tier"]:
        yield Difference(name, "tier", theirs["tier"], f"ours is {tier}")
    published, own = set(theirs["scopes"] or ()), set(ours.scopes)
    if published != own:
        yield Difference(name, "scopes", ",".join(sorted(published)), f"ours: {','.join(sorted(own))}")


def _behaviour(name: str, theirs: Json, seen: Recorder) -> Iterator[Difference]:
    for argument in theirs["args"]:
        if argument not in seen.looked_for[name] and argument not in METHODS[name].required:
            yield Difference(name, "argument", argument, "never looked at")
    for error in theirs["errors"]:
        if error not in seen.errors[name]:
            yield Difference(name, "error", error, "never given")
    yield from _fields(name, theirs, seen.answers[name])


def _fields(name: str, theirs: Json, answers: list[Json]) -> Iterator[Difference]:
    if not answers:
        return
    ours = _without_messages(kinds_of(answers))
    documented = _without_messages(kinds_of([each for each in (theirs.get("example"), theirs.get("sample")) if each]))
    for path in _topmost(path for path in documented if path not in ours):
        if path not in OF_REFUSALS:
            yield Difference(name, "missing field", path)
    for path in _topmost(path for path in ours if path not in documented):
        if path not in OF_REFUSALS:
            yield Difference(name, "extra field", path)
    for path, kinds in ours.items():
        other = documented.get(path, kinds)
        if not (kinds - {"null"}) <= other and other - {"null"} and path not in OF_REFUSALS:
            says = f"{'/'.join(sorted(kinds))}, published: {'/'.join(sorted(other))}"
            yield Difference(name, "type of field", path, says)


def _without_messages(kinds: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without the words that come with a refusal or a warning."""
    kept = {path: kind for path, kind in kinds.items() if not path.startswith(_MESSAGES)}
    if "response_metadata.next_cursor" not in kept:
        kept.pop("response_metadata", None)
    return kept


def _topmost(paths: Iterable[str]) -> list[str]:
    """Without those whose parent is in it, too."""
    found: list[str] = []
    for path in sorted(paths):
        if not any(path.startswith((f"{each}.", f"{each}[")) for each in found):
            found.append(path)
    return found


def kinds_of(answers: list[Json]) -> dict[str, set[str]]:
    """Every path of these answers with the JSON kinds that stand there."""
    found: dict[str, set[str]] = {}
    for answer in answers:
        _gather(answer, "", found)
    return found


def _gather(value: Any, path: str, found: dict[str, set[str]]) -> None:
    if path:
        found.setdefault(path, set()).add(_kind(value))
    name = path.rpartition(".")[2].removesuffix("[]")
    if name in OPAQUE or (name == "files" and "message" in path):
        return
    if isinstance(value, dict):
        for name, part in value.items():
            _gather(part, f"{path}.{name}" if path else name, found)
    elif isinstance(value, list):
        for part in value:
            _gather(part, f"{path}[]", found)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return {str: "string", list: "array", dict: "object"}[type(value)]
