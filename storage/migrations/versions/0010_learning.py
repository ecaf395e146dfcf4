"""What a team teaches triage: posts with what people said was right of them, and what was learned of these."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
IN_USE = sa.text("aside_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("followers", sa.Integer(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint("question <> '' AND \"right\" <> ''", name=op.f("ck_example_question")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_example_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_example_digest", "example", ["question", "digest"], unique=True)
    op.create_index("ix_example_at", "example", ["question", "at", "id"])
    op.create_table(
        "learned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("weights", sa.String(), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("learned", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("aside_by", sa.String(), nullable=True),
        sa.Column("aside_at", UTC, nullable=True),
        sa.CheckConstraint("question <> ''", name=op.f("ck_learned_question")),
        sa.CheckConstraint("examples >= 1", name=op.f("ck_learned_examples")),
        sa.CheckConstraint("(aside_at IS NULL) = (weights <> '')", name=op.f("ck_learned_aside")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_learned_question", "learned", ["question"], unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE
    )


def downgrade() -> None:
    op.drop_table("learned")
    op.drop_table("example")
