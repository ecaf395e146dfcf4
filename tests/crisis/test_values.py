"""Changing frozen values: what ``dataclasses.replace`` does, quicker."""

import dataclasses

import pytest

from crisis.severity import Severity
from crisis.values import replace
from tests.storage.examples import incident


def test_it_changes_what_is_named_and_nothing_else() -> None:
    before = incident(3)
    assert replace(before, severity=Severity.SEV1, seq=9) == dataclasses.replace(before, severity=Severity.SEV1, seq=9)
    assert replace(before) == before
    assert before == incident(3)


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        replace(incident(3), colour="red")


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    begins: int
    ends: int

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise ValueError("It ends before it begins.")


def test_what_a_value_checks_of_itself_is_checked_again() -> None:
    assert replace(Span(1, 2), ends=3) == Span(1, 3)
    with pytest.raises(ValueError, match="before it begins"):
        replace(Span(1, 2), ends=0)
