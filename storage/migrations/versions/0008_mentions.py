"""Posts about us, each with its state and its clock; and the kind of due time that says that some were not answered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
PENDING = "state = 'pending'"
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'due'"
KINDS_BEFORE = (
    "kind IN ('follow_up', 'inject', 'offer', 'page', 'revisit', 'shift', 'target', 'task', 'update', 'vacancy')"
)
KINDS = (
    "kind IN ('follow_up', 'inject', 'mentions', 'offer', 'page', 'revisit', 'shift', 'target', 'task', 'update', "
    "'vacancy')"
)
STATES = "state IN ('answered', 'aside', 'claimed', 'closed', 'waiting')"


def upgrade() -> None:
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("heard_at", UTC, nullable=False),
        sa.Column("clock_from", UTC, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("heat", sa.Float(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("changed_at", UTC, nullable=True),
        sa.Column("answer_url", sa.String(), nullable=False),
        sa.Column("answer_text", sa.String(), nullable=False),
        sa.Column("private_at", UTC, nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", UTC, nullable=True),
        sa.CheckConstraint("fingerprint <> ''", name=op.f("ck_mention_fingerprint")),
        sa.CheckConstraint(STATES, name=op.f("ck_mention_state")),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_mention_severity")),
        sa.CheckConstraint("clock_from <= heard_at", name=op.f("ck_mention_clock_from")),
        sa.CheckConstraint("state <> 'claimed' OR claimed_by IS NOT NULL", name=op.f("ck_mention_claimed")),
        sa.CheckConstraint(
            "state <> 'answered' OR answer_url <> '' OR answer_text <> ''", name=op.f("ck_mention_answered")
        ),
        sa.CheckConstraint("state <> 'answered' OR answered_at IS NOT NULL", name=op.f("ck_mention_answered_at")),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_mention_incident_incident"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sqlite_autoincrement=True,
    )
    of_an_incident, of_none = sa.text("incident IS NOT NULL"), sa.text("incident IS NULL")
    op.create_index("uq_mention_fingerprint", "mention", ["fingerprint"], unique=True)
    op.create_index("ix_mention_story", "mention", ["story", "id"])
    for name in ("clock_from", "heat"):
        op.create_index(
            f"ix_mention_{name}",
            "mention",
            ["incident", "state", name, "id"],
            sqlite_where=of_an_incident,
            postgresql_where=of_an_incident,
        )
    op.create_index("ix_mention_heard_at", "mention", ["heard_at"], sqlite_where=of_none, postgresql_where=of_none)
    _widen_due()


def downgrade() -> None:
    """What was heard and answered would be lost."""
    raise NotImplementedError("The database is not taken back to the form before mentions.")


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
