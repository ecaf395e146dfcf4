"""Values of the domain to JSON and back.

Answers for: one encoding for everything that is stored, and taking the words that people wrote out of an event and
putting them back. May not: change a stored encoding: what an older version wrote must read the same. A field that is
missing takes its default, one that is unknown is left out. A naive datetime raises ``ValueError``.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter

from crisis import effects, events
from crisis.effects import Effect
from crisis.events import Event
from crisis.incident import Incident
from crisis.ports import Entropy
from crisis.words import REMOVED, written_fields
from storage.errors import UnknownKind
from storage.ledger import SALT_BYTES, words_digest

T = TypeVar("T")
_WITHOUT_ZONE = re.compile(r'T\d\d:\d\d:\d\d(?:\.\d+)?"')
"""A time without a zone, as it is written; a look at the text costs a sixth of a walk through the value."""
Json = Any
"""What a JSON document holds."""


@dataclass(frozen=True, slots=True)
class SaltedWords:
    """Words taken out of an event. ``path``: where they stood in it, an RFC 6901 pointer such as ``/options/0``."""

    path: str
    salt: bytes
    text: str


def encode(value: object) -> str:
    """JSON text of a frozen value of ``crisis``."""
    text = _adapter(_kind(value)).dump_json(value).decode()
    if _WITHOUT_ZONE.search(text):  # or somebody wrote words that look so
        _refuse_naive(value)
    return text


def decode(kind: type[T], text: str) -> T:
    """The value that ``encode`` was given."""
    hashable: Any = kind
    value: T = _adapter(hashable).validate_json(text)
    return value


def encode_effect(effect: Effect) -> tuple[str, str]:
    """JSON text of an effect and the SHA-256 of it with its kind, in hexadecimal; that stays when the text goes."""
    payload = encode(effect)
    return payload, hashlib.sha256(f"{effect.what}\n{payload}".encode()).hexdigest()


def decode_effect(what: str, payload: str) -> Effect:
    """The effect of this class name. Raises UnknownKind when this version has no such class."""
    kind = _kinds(effects, Effect).get(what)
    if kind is None:
        raise UnknownKind("effect", what)
    effect: Effect = decode(kind, payload)
    return effect


def split(event: Event, entropy: Entropy) -> tuple[Json, tuple[SaltedWords, ...]]:
    """An event as JSON with every text that a person wrote replaced by ``{"digest": …}``, and those texts.

    An empty text stays: it says that nothing was written.
    """
    _refuse_naive(event)
    data = _adapter(_kind(event)).dump_python(event, mode="json")
    taken: list[SaltedWords] = []
    _take_words(event, data, "", entropy, taken)
    return data, tuple(taken)


def join(name: str, data: Json, words: Mapping[str, str]) -> Event:
    """The event of this class name, its words put back by path; ``crisis.words.REMOVED`` where they are gone.

    Raises UnknownKind when this version has no such event.
    """
    kind: Any = _kinds(events, Event).get(name)
    if kind is None:
        raise UnknownKind("event", name)
    event: Event = _adapter(kind).validate_python(_put_back(data, "", words))
    return event


def prepare() -> None:
    """Make ready for every kind of value. Otherwise the first of each would wait for it, up to 100 ms in all."""
    for kind in (Incident, *_kinds(events, Event).values(), *_kinds(effects, Effect).values()):
        _adapter(kind)
        _dated_fields(kind)
        _worded_fields(kind)


def _kind(value: object) -> Any:
    # Any, because mypy does not see that a class is hashable, which `cache` asks for.
    return type(value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _kinds(module: ModuleType, base: type[T]) -> Mapping[str, type[T]]:
    found = vars(module).values()
    return {kind.__name__: kind for kind in found if isinstance(kind, type) and issubclass(kind, base)}


def _take_words(value: object, data: Json, path: str, entropy: Entropy, taken: list[SaltedWords]) -> None:
    """Walk a value and its JSON side by side; the marks are on the value, what changes is the JSON."""
    if isinstance(value, tuple):
        for index, part in enumerate(value):
            _take_words(part, data[index], f"{path}/{index}", entropy, taken)
        return
    for name, is_written in _worded_fields(_kind(value)):
        if is_written:
            data[name] = _conceal(data[name], f"{path}/{name}", entropy, taken)
        else:
            _take_words(getattr(value, name), data[name], f"{path}/{name}", entropy, taken)


def _conceal(data: Json, path: str, entropy: Entropy, taken: list[SaltedWords]) -> Json:
    if isinstance(data, list):
        return [_conceal(part, f"{path}/{index}", entropy, taken) for index, part in enumerate(data)]
    if not data:
        return data
    words = SaltedWords(path, entropy(SALT_BYTES), data)
    taken.append(words)
    return {"digest": words_digest(words.salt, words.text)}


def _put_back(data: Json, path: str, words: Mapping[str, str]) -> Json:
    if isinstance(data, list):
        return [_put_back(part, f"{path}/{index}", words) for index, part in enumerate(data)]
    if isinstance(data, dict):
        if data.keys() == {"digest"}:
            return words.get(path, REMOVED)
        return {name: _put_back(part, f"{path}/{name}", words) for name, part in data.items()}
    return data


def _refuse_naive(value: object) -> None:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"{value.isoformat()} has no time zone; every stored time is UTC.")
    elif isinstance(value, tuple):
        for part in value:
            _refuse_naive(part)
    else:
        for name in _dated_fields(_kind(value)):
            _refuse_naive(getattr(value, name))


@cache
def _dated_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that can hold a time, so that the others need not be looked at; of anything else
    none."""
    return tuple(name for name, hint in _hints(kind) if _holds(hint, lambda part: part is datetime, _dated_fields))


@cache
def _worded_fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass that hold words (True) or values that may (False); of anything else none."""
    written = written_fields(kind)
    return tuple(
        (name, name in written)
        for name, hint in _hints(kind)
        if name in written or _holds(hint, lambda part: False, _worded_fields)
    )


def _hints(kind: Any) -> Iterable[tuple[str, Any]]:
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


def _holds(hint: Any, is_wanted: Callable[[Any], bool], fields_of: Callable[[Any], tuple[Any, ...]]) -> bool:
    """Whether a value with this hint can be, or be made of, what is wanted."""
    if is_dataclass(hint):
        return bool(fields_of(hint))
    return is_wanted(hint) or any(_holds(part, is_wanted, fields_of) for part in get_args(hint))
