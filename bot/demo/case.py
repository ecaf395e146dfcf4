"""A case: a crisis as a script of timed steps, read from a YAML file and checked.

Answers for: the shape of a script and clear errors about it. May not: play it (``player`` does).
Offsets are durations from the first step, on the incident clock.
"""

from datetime import time, timedelta
from importlib import resources
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from crisis.language import Language, Text

FOLDER = "cases"


class CaseError(Exception):
    """The script cannot be played; the message says which one and why."""


def _offset(value: Any) -> Any:
    """``90s``, ``15m``, ``1h30m`` as a duration."""
    if not isinstance(value, str):
        return value
    units = {"d": 86400, "h": 3600, "m": 60, "s": 1}
    seconds, digits = 0.0, ""
    for letter in value.strip():
        if letter in units and digits:
            seconds, digits = seconds + float(digits) * units[letter], ""
        else:
            digits += letter
    if digits:
        raise ValueError("an offset looks like 90s, 15m or 1h30m")
    return timedelta(seconds=seconds)


Offset = Annotated[timedelta, BeforeValidator(_offset)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Model):
    """A text in both languages."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        return Text(self.en, self.zh)


class Member(_Model):
    """One of the cast: the roles this person can take, and how offers are answered: after so long, or ``never``."""

    who: str
    roles: tuple[str, ...] = ()
    accepts: Offset | Literal["never"] = timedelta(seconds=30)


class Step(_Model):
    """One step: an alert is sent, or somebody says something in the incident channel (a line with ``/`` is a
    command)."""

    at: Offset
    alert: dict[str, Any] | None = None
    by: str | None = None
    say: str | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Step":
        if (self.alert is None) == (self.say is None) or (self.say is None) != (self.by is None):
            raise ValueError("a step has either `alert`, or `by` and `say`")
        return self


class Case(_Model):
    """A script. ``begins``: the time of day of the first step, in ``timezone``."""

    name: str
    title: Both
    about: Both
    language: Language
    timezone: str = "UTC"
    begins: time = time(9, 0)
    team: tuple[Member, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Case":
        if list(self.steps) != sorted(self.steps, key=lambda step: step.at):
            raise ValueError("the steps must stand in the order of their times")
        return self


def case_names() -> tuple[str, ...]:
    """The cases that come with the program."""
    files = resources.files("bot.demo").joinpath(FOLDER).iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


def load_case(name: str) -> Case:
    """The case of this name. Raises CaseError with the names there are, or with what is wrong in the script."""
    if name not in case_names():
        raise CaseError(f"there is no case {name!r}; cases are: {', '.join(case_names())}")
    text = resources.files("bot.demo").joinpath(FOLDER, f"{name}.yaml").read_text(encoding="utf-8")
    try:
        return Case.model_validate(yaml.safe_load(text))
    except ValueError as wrong:
        raise CaseError(f"the case {name!r} cannot be played: {wrong}") from wrong
