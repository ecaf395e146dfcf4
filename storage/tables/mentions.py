"""The table of mentions. See ``tables``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlmodel import Field

from crisis.mention import MentionState
from storage.tables import Base, _auto, _where, one_of

OF_NONE = "incident IS NULL"
OF_AN_INCIDENT = "incident IS NOT NULL"


class MentionRow(Base, table=True):
    """A post about us: as it came (``body``), what triage said of it, and what was done about it. Times are of the
    incident clock.

    ``slot``: the stretch of ``crisis.mention.SLOT`` in which it was made, counted from 1970. ``about`` and ``topics``
    are JSON lists. ``heat``: see ``crisis.mention.heat``. ``late_by``: of its answer, in seconds; 0 for one
    that was in time. Its incident may be saved later in the same transaction.
    """

    __tablename__ = "mention"
    __table_args__ = (
        CheckConstraint("fingerprint <> ''", "fingerprint"),
        CheckConstraint(f"state IN {one_of(MentionState)}", "state"),
        CheckConstraint("severity BETWEEN 1 AND 4", "severity"),
        CheckConstraint("clock_from <= heard_at", "clock_from"),
        CheckConstraint("state <> 'claimed' OR claimed_by IS NOT NULL", "claimed"),
        CheckConstraint("state <> 'answered' OR answer_url <> '' OR answer_text <> ''", "answered"),
        CheckConstraint("state <> 'answered' OR answered_at IS NOT NULL", "answered_at"),
        CheckConstraint("late_by >= 0", "late_by"),
        Index("uq_mention_fingerprint", "fingerprint", unique=True),
        Index("ix_mention_story", "story", "id"),
        _where("ix_mention_clock_from", "incident", "state", "clock_from", "id", where=OF_AN_INCIDENT),
        _where("ix_mention_heat", "incident", "state", "heat", "id", where=OF_AN_INCIDENT),
        _where("ix_mention_heard_at", "heard_at", where=OF_NONE),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    fingerprint: str
    platform: str
    body: str
    heard_at: datetime
    clock_from: datetime
    slot: int
    source: str
    story: int
    incident: int | None = Field(sa_column_args=(ForeignKey("incident.number", deferrable=True, initially="DEFERRED"),))
    about: str
    topics: str
    severity: int | None
    score: float
    heat: float
    state: str
    claimed_by: str | None
    changed_at: datetime | None
    answer_url: str
    answer_text: str
    private_at: datetime | None
    answered_by: str | None
    answered_at: datetime | None
    late_by: float | None


class DivisionRow(Base, table=True):
    """Somebody has divided a story: posts of ``of`` are posts of ``story`` since. Ids are in the order of the
    commits."""

    __tablename__ = "division"
    __table_args__ = (CheckConstraint("of_story <> story", "story"), {"sqlite_autoincrement": True})

    id: int | None = _auto()
    of_story: int
    story: int


MENTION = Base.metadata.tables["mention"]
DIVISION = Base.metadata.tables["division"]
