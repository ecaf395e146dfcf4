"""Words that people wrote, marked so that the record can keep a digest of them in their place.

Answers for: the mark, finding it on a dataclass, and what of a text can be kept. The ledger stores a marked field as a
salted digest and the words beside it (docs/ledger.md): they can be removed later and the chain stays whole.
"""

import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints


class Written:
    """The mark: this text came from a person or from outside."""


Words = Annotated[str, Written()]

REMOVED = "\ufffd"  # what stands where words were removed; views say it in the reader's language


def writable(text: str) -> str:
    """The text without control characters (but line breaks and tabs); half a letter, which no encoding can carry,
    becomes a question mark."""
    return text if text.isprintable() else "".join(_kept(letter) for letter in text)


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cs":
        return "?"
    return "" if category == "Cc" and letter not in "\n\t" else letter


@cache
def written_fields(kind: type[Any]) -> frozenset[str]:
    """The names of the fields of a dataclass that hold words: ``Words``, ``Words | None`` and tuples of them."""
    if not is_dataclass(kind):
        return frozenset()
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(field.name for field in fields(kind) if _is_written(hints[field.name]))


def _is_written(hint: Any) -> bool:
    if get_origin(hint) is Annotated:
        return any(isinstance(mark, Written) for mark in hint.__metadata__)
    return any(_is_written(part) for part in get_args(hint))
