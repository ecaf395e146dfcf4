"""The first form of the database."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)

# An entry can only be added, at the end of its incident's chain. BEFORE INSERT also stops INSERT OR REPLACE, which
# deletes without telling a DELETE trigger. Words can be removed, never changed.
SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never changed'); END
    """,
    """
    CREATE TRIGGER entry_refuses_delete BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never removed'); END
    """,
    """
    CREATE TRIGGER entry_only_at_the_end BEFORE INSERT ON entry
    WHEN NEW.seq <> 1 + COALESCE((SELECT MAX(seq) FROM entry WHERE incident = NEW.incident), 0)
    OR NEW.prev <> COALESCE(
        (SELECT hash FROM entry WHERE incident = NEW.incident AND seq = NEW.seq - 1), printf('%064d', 0))
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry goes to the end of the chain'); END
    """,
    """
    CREATE TRIGGER entry_words_refuses_update BEFORE UPDATE ON entry_words
    BEGIN SELECT RAISE(ABORT, 'words of the ledger can be removed, never changed'); END
    """,
)

# The same. An entry whose place is taken already is a duplicate, as the key would say: another writer was faster.
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change('the ledger is append-only: an entry is never changed')
    """,
    """
    CREATE TRIGGER entry_refuses_delete BEFORE DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change('the ledger is append-only: an entry is never removed')
    """,
    """
    CREATE TRIGGER entry_refuses_truncate BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the ledger is append-only: an entry is never removed')
    """,
    """
    CREATE FUNCTION entry_goes_to_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        head RECORD;
    BEGIN
        SELECT seq, hash INTO head FROM entry WHERE incident = NEW.incident ORDER BY seq DESC LIMIT 1;
        IF NEW.seq = 1 + COALESCE(head.seq, 0) AND NEW.prev = COALESCE(head.hash, repeat('0', 64)) THEN
            RETURN NEW;
        ELSIF NEW.seq BETWEEN 1 AND COALESCE(head.seq, 0) THEN
            RAISE EXCEPTION 'the ledger is append-only: an entry goes to the end of the chain'
            USING ERRCODE = 'unique_violation';
        END IF;
        RAISE EXCEPTION 'the ledger is append-only: an entry goes to the end of the chain'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER entry_only_at_the_end BEFORE INSERT ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_goes_to_the_end()
    """,
    """
    CREATE TRIGGER entry_words_refuses_update BEFORE UPDATE ON entry_words
    FOR EACH ROW EXECUTE FUNCTION refuse_change('words of the ledger can be removed, never changed')
    """,
)


def upgrade() -> None:
    """Make everything."""
    _create_incidents()
    _create_ledger()
    _create_work()
    _create_rest()
    op.execute("INSERT INTO counter (name, value) VALUES ('incident', 0)")
    for trigger in {"sqlite": SQLITE_TRIGGERS, "postgresql": POSTGRESQL_TRIGGERS}[op.get_bind().dialect.name]:
        op.execute(trigger)


def downgrade() -> None:
    """There is nothing before the first form."""
    raise NotImplementedError("There is nothing before the first form of the database.")


def _partial_index(name: str, table: str, columns: Sequence[str], where: str, unique: bool) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _create_incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint("key <> ''", name=op.f("ck_incident_key")),
        sa.CheckConstraint(
            "stage IN ('closed', 'contained', 'dismissed', 'merged', 'resolved', 'responding', 'triage')",
            name=op.f("ck_incident_stage"),
        ),
        sa.CheckConstraint("drill IN (TRUE, FALSE)", name=op.f("ck_incident_drill")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_incident_number")),
        sa.CheckConstraint("private IN (TRUE, FALSE)", name=op.f("ck_incident_private")),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_incident_severity")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_incident_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_fingerprint", "incident", ["fingerprint", "number"], unique=False)
    _partial_index(
        "ix_incident_open",
        "incident",
        ["severity", "number"],
        "stage IN ('contained', 'resolved', 'responding', 'triage')",
        unique=False,
    )
    op.create_index("uq_incident_channel", "incident", ["channel"], unique=True)
    op.create_index("uq_incident_key", "incident", ["key"], unique=True)
    op.create_table(
        "noted",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("incident", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incident.number"], name=op.f("fk_noted_incident_incident")),
        sa.PrimaryKeyConstraint("channel", "ts", "incident", name=op.f("pk_noted")),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_at", UTC, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=True),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.CheckConstraint("outcome <> 'held' OR incident IS NULL", name=op.f("ck_alert_held")),
        sa.CheckConstraint(
            "outcome IN ('duplicate', 'held', 'ignored', 'joined', 'opened')", name=op.f("ck_alert_outcome")
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('joined', 'opened') OR incident IS NOT NULL", name=op.f("ck_alert_incident")
        ),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_alert_severity")),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_alert_incident_incident"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_alert_held", "alert", ["fingerprint", "id"], "outcome = 'held'", unique=False)


def _create_ledger() -> None:
    op.create_table(
        "entry",
        sa.Column("incident", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("prev", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("type <> ''", name=op.f("ck_entry_type")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_entry_hash")),
        sa.CheckConstraint("length(prev) = 64", name=op.f("ck_entry_prev")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_entry_seq")),
        sa.ForeignKeyConstraint(["incident"], ["incident.number"], name=op.f("fk_entry_incident_incident")),
        sa.PrimaryKeyConstraint("incident", "seq", name=op.f("pk_entry")),
    )
    op.create_table(
        "entry_words",
        sa.Column("incident", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("substr(path, 1, 1) = '/'", name=op.f("ck_entry_words_path")),
        sa.CheckConstraint("length(salt) = 16", name=op.f("ck_entry_words_salt")),
        sa.ForeignKeyConstraint(
            ["incident", "seq"], ["entry.incident", "entry.seq"], name=op.f("fk_entry_words_incident_seq_entry")
        ),
        sa.PrimaryKeyConstraint("incident", "seq", "path", name=op.f("pk_entry_words")),
    )


def _create_work() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("coalesces", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("next_at", UTC, nullable=False),
        sa.Column("lease_until", UTC, nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'done') = (payload IS NULL)", name=op.f("ck_outbox_payload")),
        sa.CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", name=op.f("ck_outbox_lease_until")),
        sa.CheckConstraint("(state = 'leased') = (owner IS NOT NULL)", name=op.f("ck_outbox_owner")),
        sa.CheckConstraint("key <> '' AND what <> '' AND lane <> ''", name=op.f("ck_outbox_names")),
        sa.CheckConstraint("state <> 'failed' OR reason IS NOT NULL", name=op.f("ck_outbox_reason")),
        sa.CheckConstraint("state <> 'leased' OR (attempt >= 1 AND fence >= 1)", name=op.f("ck_outbox_leased")),
        sa.CheckConstraint("state IN ('done', 'failed', 'leased', 'pending')", name=op.f("ck_outbox_state")),
        sa.CheckConstraint("attempt >= 0 AND fence >= 0", name=op.f("ck_outbox_counters")),
        sa.CheckConstraint("coalesces IN (TRUE, FALSE)", name=op.f("ck_outbox_coalesces")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_outbox_digest")),
        sa.ForeignKeyConstraint(["incident"], ["incident.number"], name=op.f("fk_outbox_incident_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_outbox_failed", "outbox", ["id"], "state = 'failed'", unique=False)
    _partial_index("ix_outbox_lane", "outbox", ["lane", "id"], "state IN ('leased', 'pending')", unique=False)
    _partial_index("ix_outbox_lease_until", "outbox", ["lease_until"], "state = 'leased'", unique=False)
    _partial_index("ix_outbox_next_at", "outbox", ["next_at"], "state = 'pending'", unique=False)
    _partial_index("ix_outbox_ready", "outbox", ["urgency", "id"], "state = 'pending'", unique=False)
    _partial_index("uq_outbox_leased_lane", "outbox", ["lane"], "state = 'leased'", unique=True)
    _partial_index("uq_outbox_coalescing", "outbox", ["key"], "coalesces AND state = 'pending'", unique=True)
    _partial_index("uq_outbox_key", "outbox", ["key"], "NOT coalesces", unique=True)

    op.create_table(
        "due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("next_at", UTC, nullable=True),
        sa.CheckConstraint("kind IN ('offer', 'revisit', 'target', 'update')", name=op.f("ck_due_kind")),
        sa.CheckConstraint("state = 'pending' OR next_at IS NULL", name=op.f("ck_due_next_at")),
        sa.CheckConstraint("state IN ('done', 'pending')", name=op.f("ck_due_state")),
        sa.CheckConstraint("attempt >= 0", name=op.f("ck_due_attempt")),
        sa.CheckConstraint("next_at IS NULL OR attempt >= 1", name=op.f("ck_due_retried")),
        sa.ForeignKeyConstraint(["incident"], ["incident.number"], name=op.f("fk_due_incident_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_due_due_at", "due", ["due_at"], "state = 'pending'", unique=False)
    _partial_index("ix_due_next_at", "due", ["next_at"], "state = 'pending' AND next_at IS NOT NULL", unique=False)
    _partial_index("uq_due_key", "due", ["incident", "key"], "state = 'pending'", unique=True)

    op.create_table(
        "inbox",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint("event <> ''", name=op.f("ck_inbox_event")),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_inbox")),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"], unique=False)


def _create_rest() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("in_updates_channel", sa.Boolean(), nullable=False),
        sa.CheckConstraint("in_updates_channel IN (TRUE, FALSE)", name=op.f("ck_person_in_updates_channel")),
        sa.CheckConstraint("is_active IN (TRUE, FALSE)", name=op.f("ck_person_is_active")),
        sa.CheckConstraint("is_bot IN (TRUE, FALSE)", name=op.f("ck_person_is_bot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_counter_value")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
