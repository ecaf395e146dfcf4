"""The tables of what a team teaches triage. See ``tables``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from storage.tables import Base, _auto, _where

IN_USE = "aside_at IS NULL"


class ExampleRow(Base, table=True):
    """A post and what a person said is right of it. ``digest``: of the text, so that the same text is one example. A
    row may be removed for good. ``at`` follows the incident clock."""

    __tablename__ = "example"
    __table_args__ = (
        CheckConstraint("question <> '' AND \"right\" <> ''", "question"),
        CheckConstraint("length(digest) = 64", "digest"),
        Index("uq_example_digest", "question", "digest", unique=True),
        Index("ix_example_at", "question", "at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    question: str
    digest: str
    text: str
    followers: int
    right: str
    by: str | None
    at: datetime


class LearnedRow(Base, table=True):
    """What was learned of a question: the model as text, and the figures (JSON) that it was judged by. One of each
    question is in use at most; what was put aside stays, with who did, without its model."""

    __tablename__ = "learned"
    __table_args__ = (
        CheckConstraint("question <> ''", "question"),
        CheckConstraint("examples >= 1", "examples"),
        CheckConstraint("(aside_at IS NULL) = (weights <> '')", "aside"),
        _where("uq_learned_question", "question", where=IN_USE, unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    question: str
    weights: str
    examples: int
    rules: str
    learned: str
    by: str | None
    made_at: datetime
    aside_by: str | None
    aside_at: datetime | None = Field(default=None)


EXAMPLE = Base.metadata.tables["example"]
LEARNED = Base.metadata.tables["learned"]
