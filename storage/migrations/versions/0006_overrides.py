"""Overrides of rotations that were made in Slack."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
STANDING = "withdrawn_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "duty_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("instead_of", sa.String(), nullable=True),
        sa.Column("begins", UTC, nullable=False),
        sa.Column("ends", UTC, nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", UTC, nullable=True),
        sa.CheckConstraint("rotation <> '' AND person <> ''", name=op.f("ck_duty_override_names")),
        sa.CheckConstraint("begins < ends", name=op.f("ck_duty_override_ends")),
        sa.CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name=op.f("ck_duty_override_withdrawn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_override")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_duty_override_ends",
        "duty_override",
        ["ends"],
        sqlite_where=sa.text(STANDING),
        postgresql_where=sa.text(STANDING),
    )


def downgrade() -> None:
    op.drop_table("duty_override")
