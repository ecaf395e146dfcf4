"""Storms: alerts that wait together, and what opened or asked by itself when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'alert'"


def upgrade() -> None:
    """What was opened or asked before counts as long ago."""
    op.create_table(
        "storm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begun_at", UTC, nullable=False),
        sa.Column("since", UTC, nullable=False),
        sa.Column("dismissed_by", sa.String(), nullable=True),
        sa.Column("card", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storm")),
        sqlite_autoincrement=True,
    )
    op.add_column("incident", sa.Column("alone_at", UTC, nullable=True))
    _partial_index("ix_incident_alone_at", "incident", ["alone_at"], "alone_at IS NOT NULL")
    _widen_alert()
    _partial_index("ix_alert_asked_at", "alert", ["asked_at"], "asked_at IS NOT NULL")
    _partial_index("ix_alert_storm", "alert", ["storm", "outcome", "severity", "id"], "storm IS NOT NULL")


def downgrade() -> None:
    """Alerts that wait together would be lost sight of."""
    raise NotImplementedError("The database is not taken back to the form before storms.")


def _widen_alert() -> None:
    """SQLite makes the table anew, from what is said here (it does not tell CHECKs), and must not forget the last id:
    none is used twice."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    last = op.get_bind().execute(sa.text(LAST_ID)).scalar() if is_sqlite else None
    with op.batch_alter_table("alert", copy_from=_alert_before()) as alert:
        alert.add_column(sa.Column("asked_at", UTC, nullable=True))
        alert.add_column(sa.Column("storm", sa.Integer(), nullable=True))
        alert.create_foreign_key(op.f("fk_alert_storm_storm"), "storm", ["storm"], ["id"])
    if last is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'alert'")
        op.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('alert', :last)").bindparams(last=last))


def _alert_before() -> sa.Table:
    held = sa.text("outcome = 'held'")
    return sa.Table(
        "alert",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_at", UTC, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=True),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('duplicate', 'held', 'ignored', 'joined', 'opened')", name=op.f("ck_alert_outcome")
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('joined', 'opened') OR incident IS NOT NULL", name=op.f("ck_alert_incident")
        ),
        sa.CheckConstraint("outcome <> 'held' OR incident IS NULL", name=op.f("ck_alert_held")),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_alert_severity")),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_alert_incident_incident"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.Index("ix_alert_held", "fingerprint", "id", sqlite_where=held, postgresql_where=held),
        sqlite_autoincrement=True,
    )


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
