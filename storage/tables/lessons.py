"""The tables of what the watch list was taught, and of alerts that were set aside. See ``tables``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlmodel import Field

from crisis.policy.watch import Side
from storage.tables import Base, _auto, _where, one_of

STANDING = "taken_back_at IS NULL"


class LessonRow(Base, table=True):
    """A word that somebody confirmed. Nothing is deleted: what was taken back says so."""

    __tablename__ = "watch_lesson"
    __table_args__ = (
        CheckConstraint("entry <> '' AND word <> ''", "words"),
        CheckConstraint(f"side IN {one_of(Side)}", "side"),
        CheckConstraint("taken_back_by IS NULL OR taken_back_at IS NOT NULL", "taken_back"),
        _where("uq_watch_lesson_word", "entry", "side", "word", where=STANDING, unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    entry: str
    side: str
    word: str
    by: str | None
    at: datetime
    taken_back_by: str | None
    taken_back_at: datetime | None


class SetAsideRow(Base, table=True):
    """A held alert that somebody said is not about us."""

    __tablename__ = "alert_set_aside"
    alert: int = Field(primary_key=True, sa_column_args=(ForeignKey("alert.id", ondelete="CASCADE"),))
    by: str | None
    at: datetime


LESSON = Base.metadata.tables["watch_lesson"]
SET_ASIDE = Base.metadata.tables["alert_set_aside"]
