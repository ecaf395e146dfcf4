"""Tasks and follow-ups: two kinds of due time."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
PENDING = "state = 'pending'"
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'due'"
KINDS_BEFORE = "kind IN ('inject', 'offer', 'revisit', 'target', 'update')"
KINDS = "kind IN ('follow_up', 'inject', 'offer', 'revisit', 'target', 'task', 'update')"


def upgrade() -> None:
    _widen_due()


def downgrade() -> None:
    """The due times of tasks and follow-ups would be lost."""
    raise NotImplementedError("The database is not taken back to the form before tasks.")


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
