"""What the watch list was taught, as it is kept: the statements on its tables, and the view that hands them on.

Answers for: nothing is deleted; what was taken back says so. May not: judge a lesson, or begin or end a transaction.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from crisis.alert import AlertOutcome
from crisis.incident import Who
from crisis.policy.watch import Lesson, Side
from storage.database.prepared import Prepared
from storage.tables import ALERT
from storage.tables.lessons import LESSON, SET_ASIDE, STANDING

t, a = LESSON.c, SET_ASIDE.c
_ALL = select(t.entry, t.side, t.word, t.by, t.at, t.id, t.taken_back_by, t.taken_back_at)
_STANDING = Prepared(_ALL.where(text(STANDING)).order_by(t.id))
_BY_ID = Prepared(_ALL.where(t.id == bindparam("id")))
_VERSION = Prepared(select(func.count(t.id) + func.count(t.taken_back_at)))
_ASIDE_BY = Prepared(select(a.by).where(a.alert == bindparam("alert")))


class SqlLessonsView:
    """``crisis.ports.lessons.LessonsView``."""

    connection: Connection

    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(_lesson(row) for row in _STANDING.rows(self.connection, {}))

    def lesson(self, number: int) -> Lesson | None:
        row = _BY_ID.first(self.connection, {"id": number})
        return _lesson(row) if row else None

    def lessons_version(self) -> int:
        row = _VERSION.first(self.connection, {})
        return int(row[0]) if row else 0

    def set_aside_by(self, alert: int) -> Who:
        row = _ASIDE_BY.first(self.connection, {"alert": alert})
        return row[0] if row else None


class SqlLessonsUnit(SqlLessonsView):
    """``crisis.ports.lessons.LessonsUnit``."""

    def add_lesson(self, lesson: Lesson) -> Lesson:
        values = {
            "entry": lesson.entry,
            "side": lesson.side.value,
            "word": lesson.word,
            "by": lesson.by,
            "at": lesson.at,
        }
        number = self.connection.execute(insert(LESSON).values(**values).returning(t.id)).scalar_one()
        return Lesson(lesson.entry, lesson.side, lesson.word, lesson.by, lesson.at, number)

    def take_back_lesson(self, number: int, by: Who, at: datetime) -> None:
        still = (t.id == number, text(STANDING))
        self.connection.execute(update(LESSON).where(*still).values(taken_back_by=by, taken_back_at=at))

    def set_aside(self, alert: int, by: Who, at: datetime) -> bool:
        waiting = (ALERT.c.id == alert, text("outcome = 'held'"))
        done = update(ALERT).where(*waiting).values(outcome=AlertOutcome.IGNORED.value)
        if self.connection.execute(done).rowcount != 1:
            return False
        self.connection.execute(insert(SET_ASIDE).values(alert=alert, by=by, at=at))
        return True


def _lesson(row: tuple[Any, ...]) -> Lesson:
    entry, side, word, by, at, number, taken_back_by, taken_back_at = row
    return Lesson(entry, Side(side), word, by, at, number, taken_back_by, taken_back_at)
