"""What is stored: one SQLModel table each, with constraints that make wrong states impossible.

Answers for: names, types, keys, CHECKs and indexes. May not: be used as values above this floor (a ``table=True`` model
does not validate; ``crisis`` has the values). Migrations must say the same; a test compares them. Enums are text with a
CHECK. Every datetime is UTC; a naive one raises when it is written. SQL in here runs on SQLite and on PostgreSQL.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, MetaData, Table, text
from sqlmodel import Field, SQLModel

from crisis.alert import AlertOutcome
from crisis.clock.due import DueKind
from crisis.stages import OPEN, Stage

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """Our tables, apart from any other that uses SQLModel in this process."""

    metadata = MetaData(naming_convention=NAMING)


def one_of(values: Iterable[str]) -> str:
    """``('a', 'b')``, sorted: as an index's or a CHECK's condition and a query's must be the same text."""
    return "(" + ", ".join(f"'{value}'" for value in sorted(values)) + ")"


def _where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """A partial index. A query uses it only when it says ``where`` with the same words, not with bound values."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def _auto() -> Any:
    """An id that is never used twice, not even after its row was deleted."""
    return Field(default=None, primary_key=True)


IS_OPEN = f"stage IN {one_of(OPEN)}"
DRILL_GOING_ON = f"drill AND {IS_OPEN}"
PENDING = "state = 'pending'"
LEASED = "state = 'leased'"
PUT_ASIDE = "outcome = 'ignored' AND source = 'mentions'"
UNFINISHED = "state IN ('leased', 'pending')"


class IncidentRow(Base, table=True):
    """The incident: ``state`` is all of it as JSON, the other columns are what queries need of it.

    ``alone_at``: when it opened by itself (incident clock); null when a person opened it.
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("version >= 1", "version"),
        CheckConstraint("key <> ''", "key"),
        CheckConstraint("severity BETWEEN 1 AND 4", "severity"),
        CheckConstraint(f"stage IN {one_of(Stage)}", "stage"),
        CheckConstraint("drill IN (TRUE, FALSE)", "drill"),
        CheckConstraint("private IN (TRUE, FALSE)", "private"),
        Index("uq_incident_key", "key", unique=True),
        Index("uq_incident_channel", "channel", unique=True),
        Index("ix_incident_fingerprint", "fingerprint", "number"),
        _where("ix_incident_alone_at", "alone_at", where="alone_at IS NOT NULL"),
        _where("ix_incident_open", "severity", "number", where=IS_OPEN),
        _where("ix_incident_drill", "number", where=DRILL_GOING_ON),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int
    key: str
    title: str
    severity: int
    stage: str
    kind: str
    channel: str | None
    opened_at: datetime
    fingerprint: str | None
    drill: bool
    private: bool
    state: str
    alone_at: datetime | None


class EntryRow(Base, table=True):
    """One link of an incident's ledger. ``payload``: the exact bytes that ``hash`` was made of (see ``ledger``)."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("seq >= 1", "seq"),
        CheckConstraint("type <> ''", "type"),
        CheckConstraint("length(prev) = 64", "prev"),
        CheckConstraint("length(hash) = 64", "hash"),
    )

    incident: int = Field(primary_key=True, foreign_key="incident.number", sa_column_kwargs={"autoincrement": False})
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str | None
    type: str
    prev: str
    hash: str
    payload: bytes


class EntryWordsRow(Base, table=True):
    """Words that people wrote, beside the entry that has their digest. They may be removed, never changed."""

    __tablename__ = "entry_words"
    __table_args__ = (
        ForeignKeyConstraint(["incident", "seq"], ["entry.incident", "entry.seq"]),
        CheckConstraint("substr(path, 1, 1) = '/'", "path"),
        CheckConstraint("length(salt) = 16", "salt"),
    )

    incident: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    path: str = Field(primary_key=True)
    salt: bytes
    text: str


class StormRow(Base, table=True):
    """Alerts that wait together on one ``card``. Times are of the incident clock."""

    __tablename__ = "storm"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = _auto()
    begun_at: datetime
    since: datetime
    dismissed_by: str | None
    card: str | None


class AlertRow(Base, table=True):
    """An alert as it came (``body``) and what became of it. Its incident may be saved later in the same transaction.

    ``asked_at``: when a held one was given a ``card`` of its own (incident clock). ``storm``: the storm that it, or the
    one it repeats, waits in.
    """

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 1 AND 4", "severity"),
        CheckConstraint(f"outcome IN {one_of(AlertOutcome)}", "outcome"),
        CheckConstraint("outcome NOT IN ('joined', 'opened') OR incident IS NOT NULL", "incident"),
        CheckConstraint("outcome <> 'held' OR incident IS NULL", "held"),
        _where("ix_alert_held", "fingerprint", "id", where="outcome = 'held'"),
        _where("ix_alert_put_aside", "fingerprint", "id", where=PUT_ASIDE),
        _where("ix_alert_asked_at", "asked_at", where="asked_at IS NOT NULL"),
        _where("ix_alert_storm", "storm", "outcome", "severity", "id", where="storm IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    received_at: datetime
    source: str
    fingerprint: str
    severity: int
    outcome: str
    incident: int | None = Field(sa_column_args=(ForeignKey("incident.number", deferrable=True, initially="DEFERRED"),))
    card: str | None
    body: str
    asked_at: datetime | None
    storm: int | None = Field(foreign_key="storm.id")


class OutboxRow(Base, table=True):
    """A wish that waits for being granted, or was. ``incident`` is null for one that concerns none.

    ``next_at``, ``lease_until`` and ``created_at`` are of the machine clock. A done one keeps key and digest only.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('done', 'failed', 'leased', 'pending')", "state"),
        CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", "lease_until"),
        CheckConstraint("(state = 'leased') = (owner IS NOT NULL)", "owner"),
        CheckConstraint("state <> 'leased' OR (attempt >= 1 AND fence >= 1)", "leased"),
        CheckConstraint("(state = 'done') = (payload IS NULL)", "payload"),
        CheckConstraint("state <> 'failed' OR reason IS NOT NULL", "reason"),
        CheckConstraint("attempt >= 0 AND fence >= 0", "counters"),
        CheckConstraint("coalesces IN (TRUE, FALSE)", "coalesces"),
        CheckConstraint("length(digest) = 64", "digest"),
        CheckConstraint("key <> '' AND what <> '' AND lane <> ''", "names"),
        _where("uq_outbox_key", "key", where="NOT coalesces", unique=True),
        _where("uq_outbox_coalescing", "key", where=f"coalesces AND {PENDING}", unique=True),
        _where("ix_outbox_lane", "lane", "id", where=UNFINISHED),
        _where("uq_outbox_leased_lane", "lane", where=LEASED, unique=True),
        _where("ix_outbox_ready", "what", "urgency", "id", where=PENDING),
        _where("ix_outbox_next_at", "what", "next_at", where=PENDING),
        _where("ix_outbox_lease_until", "lease_until", where=LEASED),
        _where("ix_outbox_failed", "id", where="state = 'failed'"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    key: str
    incident: int | None = Field(foreign_key="incident.number")
    what: str
    lane: str
    urgency: int
    payload: str | None
    digest: str
    coalesces: bool
    state: str
    attempt: int
    fence: int
    created_at: datetime
    next_at: datetime
    lease_until: datetime | None
    owner: str | None
    reason: str | None


class DueRow(Base, table=True):
    """A due time. ``due_at`` follows the incident clock; ``next_at`` (after a failure) the machine clock."""

    __tablename__ = "due"
    __table_args__ = (
        CheckConstraint(f"kind IN {one_of(DueKind)}", "kind"),
        CheckConstraint("state IN ('done', 'pending')", "state"),
        CheckConstraint("attempt >= 0", "attempt"),
        CheckConstraint("state = 'pending' OR next_at IS NULL", "next_at"),
        CheckConstraint("next_at IS NULL OR attempt >= 1", "retried"),
        _where("uq_due_key", "incident", "key", where=PENDING, unique=True),
        _where("ix_due_due_at", "due_at", where=PENDING),
        _where("ix_due_next_at", "next_at", where=f"{PENDING} AND next_at IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = _auto()
    incident: int = Field(foreign_key="incident.number")
    kind: str
    key: str
    due_at: datetime
    state: str
    attempt: int
    next_at: datetime | None


class InboxRow(Base, table=True):
    """The id of an event that was handled, when (machine clock), and what was answered."""

    __tablename__ = "inbox"
    __table_args__ = (CheckConstraint("event <> ''", "event"), Index("ix_inbox_at", "at"))

    event: str = Field(primary_key=True)
    at: datetime
    answer: str


class NotedRow(Base, table=True):
    """A message that stands on an incident's timeline."""

    __tablename__ = "noted"

    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    incident: int = Field(primary_key=True, foreign_key="incident.number", sa_column_kwargs={"autoincrement": False})


class CounterRow(Base, table=True):
    """The last number given out. Its row lock is what makes numbers unique where there are several writers."""

    __tablename__ = "counter"
    __table_args__ = (CheckConstraint("value >= 0", "value"),)

    name: str = Field(primary_key=True)
    value: int


class MetaRow(Base, table=True):
    """Small facts about this database, by name."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str


class ReplicaRow(Base, table=True):
    """A process that works on this database, and when (machine clock) it last said so."""

    __tablename__ = "replica"
    __table_args__ = (CheckConstraint("name <> ''", "name"),)

    name: str = Field(primary_key=True)
    seen_at: datetime


class SlotRow(Base, table=True):
    """From when (machine clock) there is room again where things must keep apart."""

    __tablename__ = "slot"
    __table_args__ = (CheckConstraint("name <> ''", "name"),)

    name: str = Field(primary_key=True)
    free_at: datetime


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


INCIDENT = _table("incident")
ENTRY = _table("entry")
ENTRY_WORDS = _table("entry_words")
ALERT = _table("alert")
STORM = _table("storm")
OUTBOX = _table("outbox")
DUE = _table("due")
INBOX = _table("inbox")
NOTED = _table("noted")
COUNTER = _table("counter")
META = _table("meta")
REPLICA = _table("replica")
SLOT = _table("slot")
