"""What the desk needs of examples and of what was learned: the part of ``ports`` that is about them.

Answers for: the least that is asked, and what each promises. May not: hold code.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from crisis.incident import Who
from crisis.learning import Example, Learned


class LearningView(Protocol):
    """A look at them."""

    def examples(self, question: str, limit: int = 1_000) -> tuple[Example, ...]:
        """The newest answers, the oldest of them first; one for each text."""
        ...

    def example_counts(self) -> tuple[tuple[str, int], ...]:
        """Every question that has examples, with their number."""
        ...

    def learned(self) -> tuple[Learned, ...]:
        """What is in use, one for each question at most."""
        ...

    def learned_mark(self) -> str:
        """Changes whenever ``learned`` does; cheap to ask."""
        ...


class LearningUnit(LearningView, Protocol):
    """Writing them."""

    def keep_example(self, example: Example) -> None:
        """Keep it in the place of an older one of the same question and text."""
        ...

    def questions_of(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The questions of the examples with these numbers, each once."""
        ...

    def remove_examples(self, numbers: Sequence[int]) -> int:
        """Remove these for good, text and all; how many there were."""
        ...

    def keep_learned(self, learned: Learned) -> None:
        """From the commit on it is in use, in the place of what was."""
        ...

    def put_learned_aside(self, question: str, by: Who, at: datetime) -> bool:
        """What is in use for the question is used no more. False when there was nothing."""
        ...
