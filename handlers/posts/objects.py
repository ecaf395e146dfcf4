"""JSON to rows: a line an object, or one array of them.

Answers for: keys of objects within objects as dotted names (``user.followers_count``), two deep. May not: know what a
key means.
"""

import json
from collections.abc import Iterator
from typing import Any

from crisis.language import Text
from handlers.posts.problems import NO_JSON, NO_OBJECT

DEEPEST = 2

Record = dict[str, Any]


class NotAnObject(ValueError):
    """A line that is no post. ``text``: why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def record_of(line: str) -> Record:
    """The object on a line. Raises NotAnObject."""
    try:
        value = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotAnObject(NO_JSON) from None
    return as_record(value)


def as_record(value: Any) -> Record:
    """Raises NotAnObject."""
    if not isinstance(value, dict):
        raise NotAnObject(NO_OBJECT)
    return value if not any(isinstance(each, dict) for each in value.values()) else dict(_flat(value, "", DEEPEST))


def _flat(value: Record, before: str, deeper: int) -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, dict) and deeper:
            yield from _flat(each, f"{before}{name}.", deeper - 1)
        else:
            yield f"{before}{name}", each


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
