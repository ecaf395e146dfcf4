"""What the desk needs of the lessons of the watch list: the part of ``ports`` that is about them.

Answers for: the least that is asked of it, and what each promises. May not: hold code.
"""

from datetime import datetime
from typing import Protocol

from crisis.incident import Who
from crisis.policy.watch import Lesson


class LessonsView(Protocol):
    """A look at the lessons."""

    def lessons(self) -> tuple[Lesson, ...]:
        """Those that stand, in the order in which they were made."""
        ...

    def lesson(self, number: int) -> Lesson | None: ...

    def lessons_version(self) -> int:
        """Another number after every change of them; cheap, whoever wants to know whether there was one asks often."""
        ...

    def set_aside_by(self, alert: int) -> Who:
        """Who said of a held alert that it is not about us."""
        ...


class LessonsUnit(LessonsView, Protocol):
    """Writing them."""

    def add_lesson(self, lesson: Lesson) -> Lesson:
        """The same with its number."""
        ...

    def take_back_lesson(self, number: int, by: Who, at: datetime) -> None:
        """It holds no longer; whoever was first stays."""
        ...

    def set_aside(self, alert: int, by: Who, at: datetime) -> bool:
        """Note that a held alert waits no more, as it is not about us; False when it did not wait."""
        ...
