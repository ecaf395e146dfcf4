"""Changing frozen values.

Answers for: what ``dataclasses.replace`` does, in a third of its time. An incident has some forty fields and is changed
several times by one command. May not: know a value.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def replace(value: T, **changes: Any) -> T:
    """The same frozen value with other fields; of a dataclass with two fields or more, all of them for its
    ``__init__``. Raises TypeError for a field it does not have."""
    kind: Any = type(value)
    places, values_of = _parts(kind)
    values = list(values_of(value))
    for name, changed in changes.items():
        if name not in places:
            raise TypeError(f"{kind.__name__} has no field {name!r}.")
        values[places[name]] = changed
    made: T = kind(*values)
    return made


@cache
def _parts(kind: Any) -> tuple[Mapping[str, int], Callable[[Any], tuple[Any, ...]]]:
    """The place of each field, and what reads them all."""
    names = [field.name for field in fields(kind)]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
