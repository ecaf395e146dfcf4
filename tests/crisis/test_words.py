"""Words that people wrote are marked, so that the ledger can keep digests in their place."""

from dataclasses import dataclass, fields
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from crisis import events as e
from crisis.alert import Alert, Mention
from crisis.words import Words, written_fields

# Texts of events that are no words: names of ours, Slack's ids and error names, choices from a table.
OURS = frozenset(
    "kind key role person people invited before format channel ts what source said_by approved_by "
    "told alerts instead instead_of successor owner plan roles readers outside claimers "
    "platform channels telling medium digest".split()  # of pages: names from the policy, and a digest
)


@dataclass(frozen=True)
class Sample:
    text: Words
    maybe: Words | None
    many: tuple[Words, ...]
    plain: str
    number: int


def test_marked_fields_are_found() -> None:
    """Alone, in a union and in a tuple; nothing else is."""
    assert written_fields(Sample) == {"text", "maybe", "many"}


def test_other_types_have_none() -> None:
    assert written_fields(str) == frozenset()


def test_the_words_of_alerts_are_marked() -> None:
    assert written_fields(Alert) == {"title", "text"}
    assert written_fields(Mention) == {"author", "text"}


def is_text(hint: object) -> bool:
    parts = get_args(hint) if isinstance(hint, UnionType) or get_origin(hint) is tuple else (hint,)
    return str in parts


def test_every_text_of_an_event_is_marked_or_known_to_be_ours() -> None:
    """A new field with somebody's words could not be removed from the record if it were not marked."""
    events: list[Any] = [each for each in vars(e).values() if isinstance(each, type) and issubclass(each, e.Event)]
    unmarked = set()
    for event in events:
        hints = get_type_hints(event)
        texts = {field.name for field in fields(event) if is_text(hints[field.name])}
        unmarked |= {(event.__name__, name) for name in texts - written_fields(event) - OURS}
    kinds = {("KindChanged", "old"), ("KindChanged", "new")}
    assert unmarked - kinds == {("ProblemMet", "reason")}, "Slack's error name is no word of a person"
