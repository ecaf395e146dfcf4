"""How a shape is described and held against JSON: texts, numbers, lists, objects. It knows no block and no view.

A rule is a function that notes every fault it finds, worded and placed as Slack does it:
`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`. Slack's own words where they are known
(from answers of the real API); where not, a sentence in the same manner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from workspace.memory.records import Json

Rule: TypeAlias = Callable[[Any, str, list[str]], None]
Further: TypeAlias = Callable[[Json, str, list[str]], None]


def fault(faults: list[str], what: str, at: str) -> None:
    """Notes a fault at the JSON pointer `at`."""
    faults.append(f"{what} [json-pointer:{at}]")


def string(most: int | None = None, least: int = 0, like: str = "", what: str = "") -> Rule:
    """A text of `least` to `most` characters; `like`: a pattern for all of it, `what` says which in a sentence."""
    pattern = re.compile(like) if like else None

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault(faults, "must provide a string", at)
        elif len(value) < least:
            fault(faults, f"must be more than {least - 1} characters", at)
        elif most is not None and len(value) > most:
            fault(faults, f"must be less than {most + 1} characters", at)
        elif pattern is not None and not pattern.fullmatch(value):
            fault(faults, what, at)

    return check


def number(least: float | None = None, most: float | None = None, *, whole: bool = True) -> Rule:
    def check(value: Any, at: str, faults: list[str]) -> None:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            fault(faults, "must provide an integer" if whole else "must provide a number", at)
        elif least is not None and value < least:
            fault(faults, f"must be greater than or equal to {least}", at)
        elif most is not None and value > most:
            fault(faults, f"must be less than or equal to {most}", at)

    return check


def boolean(value: Any, at: str, faults: list[str]) -> None:
    if not isinstance(value, bool):
        fault(faults, "must provide a boolean", at)


def anything(value: Any, at: str, faults: list[str]) -> None:
    """Taken as it comes."""


def one_of(*names: str) -> Rule:
    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault(faults, "must provide a string", at)
        elif value not in names:
            fault(faults, "must be a valid enum value", at)

    return check


def array(
    item: Rule, most: int | None = None, least: int = 0, *further: Callable[[list[Any], str, list[str]], None]
) -> Rule:
    """A list of `least` to `most` items; `further` rules look at the list as a whole."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, list):
            fault(faults, "must provide an array", at)
            return
        if len(value) < least:
            fault(faults, f"must provide at least {least} items", at)
        if most is not None and len(value) > most:
            fault(faults, f"no more than {most} items allowed", at)
        for place, each in enumerate(value):
            item(each, f"{at}/{place}", faults)
        for rule in further:
            rule(value, at, faults)

    return check


def shape(needed: Mapping[str, Rule], may: Mapping[str, Rule] | None = None, *further: Further) -> Rule:
    """An object with these properties and no others (`type` aside); `further` rules look at it as a whole."""
    rules = {**needed, **(may or {})}

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault(faults, "must provide an object", at)
            return
        for name in needed:
            if name not in value:
                fault(faults, f"missing required field: {name}", at)
        for name, part in value.items():
            rule = rules.get(name)
            if rule is not None:
                rule(part, f"{at}/{name}", faults)
            elif name != "type":
                fault(faults, f"invalid additional property: {name}", at)
        for each in further:
            each(value, at, faults)

    return check


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which of these rules it follows."""

    def check(value: Any, at: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault(faults, "must provide an object", at)
            return
        kind = value.get("type")
        rule = kinds.get(kind) if isinstance(kind, str) else None
        if "type" not in value:
            fault(faults, "missing required field: type", at)
        elif rule is None:
            fault(faults, f"unsupported type: {kind}", f"{at}/type")
        else:
            rule(value, at, faults)

    return check


def only(kinds: Mapping[str, Rule], *names: str) -> Rule:
    """`by_type` with a choice of the kinds."""
    return by_type({name: kinds[name] for name in names})


def at_least_one(*names: str) -> Further:
    """One of these properties must be there."""

    def check(value: Json, at: str, faults: list[str]) -> None:
        if not any(name in value for name in names):
            fault(faults, f"missing required field: {names[0]}" if len(names) == 1 else _either(names), at)

    return check


def not_both(one: str, other: str) -> Further:
    def check(value: Json, at: str, faults: list[str]) -> None:
        if one in value and other in value:
            fault(faults, f"only one of `{one}` and `{other}` may be given", at)

    return check


def _either(names: tuple[str, ...]) -> str:
    return f"missing required field: {names[0]} (or {', '.join(names[1:])})"


def unlike(name: str) -> Callable[[list[Any], str, list[str]], None]:
    """No two objects of the list have the same `name`."""

    def check(items: list[Any], at: str, faults: list[str]) -> None:
        seen: set[str] = set()
        for place, each in enumerate(items):
            value = each.get(name) if isinstance(each, dict) else None
            if not isinstance(value, str) or not value:
                continue
            if value in seen:
                fault(faults, f'`{name}` "{value}" already exists', f"{at}/{place}/{name}")
            seen.add(value)

    return check
