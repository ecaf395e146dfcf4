"""Changing frozen values.

Answers for: what ``dataclasses.replace`` does, in a fifth of its time. An incident has some forty fields and is changed
several times by one command. May not: know a value.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter, call
from types import MemberDescriptorType
from typing import Any, TypeVar

T = TypeVar("T")
Setter = Callable[[Any, Any], None]


def replace(value: T, **changes: Any) -> T:
    """The same frozen value with other fields; of a dataclass with two fields or more, all of them for its
    ``__init__``, which is not run where it does no more than put them down. Raises TypeError for a field that it does
    not have."""
    kind: Any = type(value)
    places, values_of, setters = _parts(kind)
    values = list(values_of(value))
    for name, changed in changes.items():
        if name not in places:
            raise TypeError(f"{kind.__name__} has no field {name!r}.")
        values[places[name]] = changed
    if setters is None:
        made: T = kind(*values)
        return made
    made = object.__new__(kind)
    deque(map(call, setters, repeat(made), values), 0)
    return made


@cache
def _parts(kind: Any) -> tuple[Mapping[str, int], Callable[[Any], tuple[Any, ...]], Sequence[Setter] | None]:
    """The place of each field, what reads them all, and what writes each; None: its ``__init__`` does more than that,
    or it has no slots."""
    names = [field.name for field in fields(kind)]
    is_plain = all(field.init for field in fields(kind)) and not hasattr(kind, "__post_init__")
    slots = [getattr(kind, name, None) for name in names]
    setters = [slot.__set__ for slot in slots if isinstance(slot, MemberDescriptorType)]
    is_plain = is_plain and len(setters) == len(names)
    return {name: place for place, name in enumerate(names)}, attrgetter(*names), setters if is_plain else None
