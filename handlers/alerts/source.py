"""What a source is: a name, how its payload falls into alerts, and how one of them is read.

Answers for: the shape that every source's file fills in, and problems with the path of the field they are about.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from crisis.alert import Alert
from crisis.language import Language
from handlers.alerts.signing import Sent, Signature

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a payload. ``path``: of the field, as ``mentions[0].posted_at``; empty for the whole."""

    path: str
    problem: str


class BadPayload(Exception):
    """The payload, or one alert of it, cannot be taken."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{each.path}: {each.problem}" for each in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Item:
    """One alert of a payload, not yet read; ``path`` says where it stands in it. ``shared``: what the payload says of
    all its alerts."""

    path: str
    content: Any
    shared: Any = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading an alert needs. ``now``: first sight, UTC. ``language``: of a title that has to be made up."""

    now: datetime
    language: Language


@dataclass(frozen=True, slots=True)
class Source:
    """``split`` raises BadPayload when nothing of the payload can be taken; a payload that is one alert gives one item
    and False, and one that tells of something else than an alert gives none: it is answered as ``ignored``, for senders
    stop sending to whoever refuses. ``read`` raises BadPayload for an alert that cannot be taken.

    ``unpack``: the payload of a request, where that is not its body as JSON. ``signature``: how it signs; then its
    secret alone admits, once it is set. ``has_instances``: ``/alerts/NAME/…`` tells several of them apart.
    """

    name: str
    split: Callable[[Any], tuple[Sequence[Item], bool]]
    read: Callable[[Item, Reading], Alert]
    unpack: Callable[[Sent], Any] | None = None
    signature: Signature | None = None
    has_instances: bool = True


def read_json(body: bytes) -> Any:
    """A body as JSON, in UTF-8 or in what older Chinese systems write (GB18030). Raises BadPayload."""
    try:
        return json.loads(_decoded(body), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadPayload(Problem("", "the body is no JSON")) from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def checked(model: type[M], item: Item, reading: Reading | None) -> M:
    """The item as a value of ``model``. Raises BadPayload with the path of every wrong field."""
    try:
        return model.model_validate(item.content, context={"now": reading.now} if reading else None)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise BadPayload(*(Problem(path_of(item.path, each["loc"]), said(each["msg"])) for each in found)) from None


def path_of(start: str, parts: Sequence[int | str]) -> str:
    """``mentions[0].posted_at`` of ``("mentions", 0, "posted_at")``."""
    path = start
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def said(message: str) -> str:
    """Pydantic's sentence without its prefix."""
    return message.removeprefix("Value error, ")
