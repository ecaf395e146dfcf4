"""Wishes that wait are found kind by kind."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")
BEFORE = {"ix_outbox_ready": ["urgency", "id"], "ix_outbox_next_at": ["next_at"]}


def upgrade() -> None:
    _index({name: ["what", *columns] for name, columns in BEFORE.items()})


def downgrade() -> None:
    _index(BEFORE)


def _index(columns_of: dict[str, list[str]]) -> None:
    for name, columns in columns_of.items():
        op.drop_index(name, "outbox")
        op.create_index(name, "outbox", columns, sqlite_where=PENDING, postgresql_where=PENDING)
