"""What the watch list was taught from Slack, and held alerts that somebody said are not about us."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
STANDING = "taken_back_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "watch_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.Column("taken_back_by", sa.String(), nullable=True),
        sa.Column("taken_back_at", UTC, nullable=True),
        sa.CheckConstraint("entry <> '' AND word <> ''", name=op.f("ck_watch_lesson_words")),
        sa.CheckConstraint("side IN ('not', 'with')", name=op.f("ck_watch_lesson_side")),
        sa.CheckConstraint(
            "taken_back_by IS NULL OR taken_back_at IS NOT NULL", name=op.f("ck_watch_lesson_taken_back")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_lesson")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_watch_lesson_word",
        "watch_lesson",
        ["entry", "side", "word"],
        unique=True,
        sqlite_where=sa.text(STANDING),
        postgresql_where=sa.text(STANDING),
    )
    op.create_table(
        "alert_set_aside",
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["alert"], ["alert.id"], name=op.f("fk_alert_set_aside_alert_alert"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("alert", name=op.f("pk_alert_set_aside")),
    )


def downgrade() -> None:
    op.drop_table("alert_set_aside")
    op.drop_table("watch_lesson")
