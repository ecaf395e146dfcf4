"""Texts in two languages: how they are said."""

import pytest

from crisis.language import Language, Text

GREETING = Text("{role} for {person}", "{person}担任{role}")


def test_a_text_is_said_in_the_language_of_its_reader() -> None:
    assert GREETING.say(Language.ENGLISH, role="lead", person="Li") == "lead for Li"
    assert GREETING.say(Language.CHINESE, role="总指挥", person="Li") == "Li担任总指挥"


def test_a_text_within_a_text_is_said_in_the_same_language() -> None:
    lead = Text("lead", "总指挥")
    assert GREETING.say(Language.CHINESE, role=lead, person="Li") == "Li担任总指挥"
    assert GREETING.say(Language.ENGLISH, role=lead, person="Li") == "lead for Li"


def test_what_fills_a_mark_is_not_read_for_marks() -> None:
    """Somebody's words may hold braces."""
    assert GREETING.say(Language.ENGLISH, role="{person}", person="{0}") == "{person} for {0}"


def test_a_missing_value_is_an_error() -> None:
    """No reader ever sees a mark."""
    with pytest.raises(KeyError):
        GREETING.say(Language.ENGLISH, role="lead")


def test_a_mark_may_be_called_language() -> None:
    """The parameter does not take the name away."""
    assert Text("{language}", "{language}").say(Language.ENGLISH, language="zh") == "zh"
