"""The tables of people: who is known, what they carry, whose shift it is, what they are shown. See ``tables``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from storage.tables import Base, _auto, _where


class PersonRow(Base, table=True):
    """Somebody in the workspace, as last seen there. ``position``: their order there."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("is_bot IN (TRUE, FALSE)", "is_bot"),
        CheckConstraint("is_active IN (TRUE, FALSE)", "is_active"),
        CheckConstraint("in_updates_channel IN (TRUE, FALSE)", "in_updates_channel"),
    )

    id: str = Field(primary_key=True)
    position: int
    name: str
    email: str | None
    locale: str | None
    timezone: str | None
    is_bot: bool
    is_active: bool
    in_updates_channel: bool


class HoldingRow(Base, table=True):
    """Somebody who has roles in an open incident, or is being offered some: as many as its state says."""

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint("person <> ''", "person"),
        CheckConstraint("roles >= 0 AND offers >= 0 AND roles + offers >= 1", "counts"),
        CheckConstraint("drill IN (TRUE, FALSE)", "drill"),
    )

    incident: int = Field(primary_key=True, foreign_key="incident.number", sa_column_kwargs={"autoincrement": False})
    person: str = Field(primary_key=True)
    drill: bool
    roles: int
    offers: int


class HadRoleRow(Base, table=True):
    """When (incident clock) somebody last had or got a role."""

    __tablename__ = "had_role"
    __table_args__ = (CheckConstraint("person <> ''", "person"),)

    person: str = Field(primary_key=True)
    at: datetime


class OverrideRow(Base, table=True):
    """Somebody takes over in a rotation, as said in Slack. ``begins`` and ``ends`` follow the incident clock, as do
    ``at`` and ``withdrawn_at``. One that was taken back stays, with who did."""

    __tablename__ = "duty_override"
    __table_args__ = (
        CheckConstraint("rotation <> '' AND person <> ''", "names"),
        CheckConstraint("begins < ends", "ends"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", "withdrawn"),
        _where("ix_duty_override_ends", "ends", where="withdrawn_at IS NULL"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    rotation: str
    person: str
    instead_of: str | None
    begins: datetime
    ends: datetime
    by: str | None
    at: datetime
    withdrawn_by: str | None
    withdrawn_at: datetime | None


class DigestRow(Base, table=True):
    """One person's digest. ``hours``: of the day, ``HH:MM`` with commas, empty for none. ``due_at``, ``sent_for`` and
    what ``told`` says are of the incident clock."""

    __tablename__ = "digest"
    __table_args__ = (
        CheckConstraint("person <> ''", "person"),
        CheckConstraint("timezone <> ''", "timezone"),
        CheckConstraint("says_nothing IN (TRUE, FALSE)", "says_nothing"),
        CheckConstraint("chosen IN (TRUE, FALSE)", "chosen"),
        CheckConstraint("hours <> '' OR due_at IS NULL", "due_at"),
        _where("ix_digest_due_at", "due_at", where="due_at IS NOT NULL"),
    )

    person: str = Field(primary_key=True)
    hours: str
    timezone: str
    says_nothing: bool
    chosen: bool
    due_at: datetime | None
    sent_for: datetime | None
    told: str | None


class HomeRow(Base, table=True):
    """A Home tab that somebody looked at. ``opened_at``, ``shown_at`` and ``busy_until`` are of the machine clock;
    ``shown``: a digest of what it shows, empty when nobody knows."""

    __tablename__ = "home"
    __table_args__ = (CheckConstraint("person <> ''", "person"), Index("ix_home_opened_at", "opened_at"))

    person: str = Field(primary_key=True)
    opened_at: datetime
    shown: str
    shown_at: datetime
    busy_until: datetime | None


PERSON = Base.metadata.tables["person"]
HOLDING = Base.metadata.tables["holding"]
HAD_ROLE = Base.metadata.tables["had_role"]
OVERRIDE = Base.metadata.tables["duty_override"]
DIGEST = Base.metadata.tables["digest"]
HOME = Base.metadata.tables["home"]
