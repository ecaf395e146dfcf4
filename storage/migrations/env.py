"""How Alembic runs our migrations: on the connection that ``storage.migrate`` hands in, in its transaction.

May not: open a database or read a file of settings. A migration imports nothing of ours, as it must stay what it was.
"""

from alembic import context

from storage.tables.all_tables import METADATA

connection = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError("Migrations run through storage.migrate, which hands in the connection.")
# The caller begins and commits, so that a migration that fails leaves nothing behind (SQLite's DDL is transactional).
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, transactional_ddl=False)
context.run_migrations()
