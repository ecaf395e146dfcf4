"""The lessons of ``store``: the promises of ``crisis.ports.lessons`` by plain dictionaries."""

from datetime import datetime

from crisis.alert import AlertOutcome
from crisis.incident import Who
from crisis.policy.watch import Lesson
from crisis.ports import StoredAlert
from crisis.values import replace


class MemoryLessons:
    """``crisis.ports.lessons.LessonsView``."""

    _lessons: dict[int, Lesson]
    _aside: dict[int, Who]

    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(each for each in self._lessons.values() if each.taken_back_at is None)

    def lesson(self, number: int) -> Lesson | None:
        return self._lessons.get(number)

    def lessons_version(self) -> int:
        return len(self._lessons) + sum(each.taken_back_at is not None for each in self._lessons.values())

    def set_aside_by(self, alert: int) -> Who:
        return self._aside.get(alert)


class MemoryLessonsUnit(MemoryLessons):
    """``crisis.ports.lessons.LessonsUnit``."""

    _alerts: dict[int, StoredAlert]

    def add_lesson(self, lesson: Lesson) -> Lesson:
        made = replace(lesson, id=len(self._lessons) + 1)
        self._lessons[made.id] = made
        return made

    def take_back_lesson(self, number: int, by: Who, at: datetime) -> None:
        lesson = self._lessons[number]
        if lesson.taken_back_at is None:
            self._lessons[number] = replace(lesson, taken_back_by=by, taken_back_at=at)

    def set_aside(self, alert: int, by: Who, at: datetime) -> bool:
        held = self._alerts.get(alert)
        if held is None or held.outcome is not AlertOutcome.HELD:
            return False
        self._alerts[alert] = replace(held, outcome=AlertOutcome.IGNORED)
        self._aside[alert] = by
        return True
