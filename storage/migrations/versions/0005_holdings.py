"""Who carries which open incident, and when somebody last had a role; and all kinds of due time that came with the
crisis team and the clock, in one widening of ``due``: shifts, empty roles, tasks, follow-ups, pages."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
PENDING = "state = 'pending'"
OPEN = ("contained", "resolved", "responding", "triage")
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'due'"
KINDS_BEFORE = "kind IN ('inject', 'offer', 'revisit', 'target', 'update')"
KINDS = "kind IN ('follow_up', 'inject', 'offer', 'page', 'revisit', 'shift', 'target', 'task', 'update', 'vacancy')"


def upgrade() -> None:
    holding = op.create_table(
        "holding",
        sa.Column("incident", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.Integer(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.CheckConstraint("person <> ''", name=op.f("ck_holding_person")),
        sa.CheckConstraint("roles >= 0 AND offers >= 0 AND roles + offers >= 1", name=op.f("ck_holding_counts")),
        sa.CheckConstraint("drill IN (TRUE, FALSE)", name=op.f("ck_holding_drill")),
        sa.ForeignKeyConstraint(["incident"], ["incident.number"], name=op.f("fk_holding_incident_incident")),
        sa.PrimaryKeyConstraint("incident", "person", name=op.f("pk_holding")),
    )
    had_role = op.create_table(
        "had_role",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint("person <> ''", name=op.f("ck_had_role_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_had_role")),
    )
    assert holding is not None
    assert had_role is not None
    _fill(holding, had_role)
    _widen_due()


def downgrade() -> None:
    """What shifts, empty roles, tasks, follow-ups and pages wait for would be lost."""
    raise NotImplementedError("The database is not taken back to the form before holdings.")


def _fill(holding: sa.Table, had_role: sa.Table) -> None:
    """From the states of the incidents that are there."""
    incident = sa.table("incident", *map(sa.column, ("number", "stage", "drill", "state")))
    connection = op.get_bind()
    rows: list[dict[str, Any]] = []
    last: dict[str, datetime] = {}
    for number, stage, drill, state in connection.execute(sa.select(incident)):
        known = json.loads(state)
        engaged: dict[str, list[int]] = {}
        for held in known.get("holdings", ()):
            at = datetime.fromisoformat((held.get("until") or held["since"]).replace("Z", "+00:00"))
            last[held["person"]] = max(at, last.get(held["person"], at))
            if held.get("until") is None:
                engaged.setdefault(held["person"], [0, 0])[0] += 1
        for offer in known.get("offers", ()):
            if offer.get("state", "open") == "open":
                engaged.setdefault(offer["person"], [0, 0])[1] += 1
        if stage in OPEN:
            rows += [
                {"incident": number, "person": person, "drill": bool(drill), "roles": roles, "offers": offers}
                for person, (roles, offers) in engaged.items()
            ]
    if rows:
        connection.execute(sa.insert(holding), rows)
    if last:
        connection.execute(sa.insert(had_role), [{"person": person, "at": at} for person, at in last.items()])


def _widen_due() -> None:
    """SQLite makes the table anew, from what is said here (it does not tell CHECKs), and must not forget the last id:
    none is used twice."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    last = op.get_bind().execute(sa.text(LAST_ID)).scalar() if is_sqlite else None
    with op.batch_alter_table("due", copy_from=_due_before()) as due:
        due.drop_constraint(op.f("ck_due_kind"), type_="check")
        due.create_check_constraint(op.f("ck_due_kind"), KINDS)
    if last is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'due'")
        op.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('due', :last)").bindparams(last=last))


def _due_before() -> sa.Table:
    return sa.Table(
        "due",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("next_at", UTC, nullable=True),
        sa.CheckConstraint(KINDS_BEFORE, name=op.f("ck_due_kind")),
        sa.CheckConstraint("state = 'pending' OR next_at IS NULL", name=op.f("ck_due_next_at")),
        sa.CheckConstraint("state IN ('done', 'pending')", name=op.f("ck_due_state")),
        sa.CheckConstraint("attempt >= 0", name=op.f("ck_due_attempt")),
        sa.CheckConstraint("next_at IS NULL OR attempt >= 1", name=op.f("ck_due_retried")),
        sa.ForeignKeyConstraint(["incident"], ["incident.number"], name=op.f("fk_due_incident_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        _index("ix_due_due_at", "due_at", where=PENDING),
        _index("ix_due_next_at", "next_at", where=f"{PENDING} AND next_at IS NOT NULL"),
        _index("uq_due_key", "incident", "key", where=PENDING, unique=True),
        sqlite_autoincrement=True,
    )


def _index(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    return sa.Index(name, *columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
