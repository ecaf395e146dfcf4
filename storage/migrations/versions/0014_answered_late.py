"""How late each mention was answered stands with the mention, so that it moves along; filled from the ledger."""

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op
from pydantic import TypeAdapter

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SPAN = TypeAdapter(timedelta)


def upgrade() -> None:
    # In one statement, which both databases take: SQLite adds no CHECK later.
    op.execute("ALTER TABLE mention ADD COLUMN late_by FLOAT CONSTRAINT ck_mention_late_by CHECK (late_by >= 0)")
    _fill()


def downgrade() -> None:
    op.execute("ALTER TABLE mention DROP COLUMN late_by")


def _fill() -> None:
    """As the newest answer of each was judged when it was given."""
    entry = sa.table("entry", *map(sa.column, ("incident", "seq", "at", "type", "payload")))
    mention = sa.table("mention", *map(sa.column, ("id", "answered_at", "late_by")))
    connection = op.get_bind()
    answers = sa.select(entry.c.payload).where(entry.c.type == "MentionAnswered")
    late: dict[int, float] = {}
    for (payload,) in connection.execute(answers.order_by(entry.c.at, entry.c.incident, entry.c.seq)):
        event: dict[str, Any] = json.loads(bytes(payload))["event"]
        late[event["mention"]] = SPAN.validate_python(event["late_by"]).total_seconds()
    if late:
        change = (
            sa.update(mention)
            .where(mention.c.id == sa.bindparam("number"), mention.c.answered_at.is_not(None))
            .values(late_by=sa.bindparam("seconds"))
        )
        connection.execute(change, [{"number": number, "seconds": seconds} for number, seconds in late.items()])
