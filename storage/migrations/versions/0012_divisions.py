"""Stories that somebody divided, in order, for all who have stories in memory."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_story", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.CheckConstraint("of_story <> story", name=op.f("ck_division_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("division")
