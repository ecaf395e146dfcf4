"""Which replicas are at work, and what they share so that they do not get into each other's way."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replica",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_replica_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_replica")),
    )
    op.create_table(
        "slot",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_slot_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_slot")),
    )


def downgrade() -> None:
    op.drop_table("slot")
    op.drop_table("replica")
