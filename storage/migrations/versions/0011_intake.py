"""A number for each story of posts; and those that somebody put aside are found again."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PUT_ASIDE = sa.text("outcome = 'ignored' AND source = 'mentions'")


def upgrade() -> None:
    # Beyond those that posts have already, whoever numbered them.
    op.execute("INSERT INTO counter (name, value) SELECT 'story', COALESCE(MAX(story), 0) FROM mention")
    op.create_index(
        "ix_alert_put_aside", "alert", ["fingerprint", "id"], sqlite_where=PUT_ASIDE, postgresql_where=PUT_ASIDE
    )


def downgrade() -> None:
    op.drop_index("ix_alert_put_aside", "alert")
    op.execute("DELETE FROM counter WHERE name = 'story'")
