"""What one person is told of all incidents at chosen hours, and the Home tabs that are kept current."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
IS_DUE = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("says_nothing", sa.Boolean(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("due_at", UTC, nullable=True),
        sa.Column("sent_for", UTC, nullable=True),
        sa.Column("told", sa.String(), nullable=True),
        sa.CheckConstraint("person <> ''", name=op.f("ck_digest_person")),
        sa.CheckConstraint("timezone <> ''", name=op.f("ck_digest_timezone")),
        sa.CheckConstraint("says_nothing IN (TRUE, FALSE)", name=op.f("ck_digest_says_nothing")),
        sa.CheckConstraint("chosen IN (TRUE, FALSE)", name=op.f("ck_digest_chosen")),
        sa.CheckConstraint("hours <> '' OR due_at IS NULL", name=op.f("ck_digest_due_at")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_digest")),
    )
    op.create_index("ix_digest_due_at", "digest", ["due_at"], sqlite_where=IS_DUE, postgresql_where=IS_DUE)
    op.create_table(
        "home",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("shown_at", UTC, nullable=False),
        sa.Column("busy_until", UTC, nullable=True),
        sa.CheckConstraint("person <> ''", name=op.f("ck_home_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_home")),
    )
    op.create_index("ix_home_opened_at", "home", ["opened_at"])


def downgrade() -> None:
    op.drop_table("home")
    op.drop_table("digest")
