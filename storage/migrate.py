"""Bringing a database to the form this version needs, or saying why not.

Answers for: running the migrations from the program, and refusing a database that a newer version has written, before
anything in it is touched. May not: hold a migration (``migrations/versions`` does).
"""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage import engine
from storage.errors import DatabaseIsNewer, DatabaseIsOlder
from storage.lock import WriterLock

# Alembic keeps what it runs in module globals, so two threads may not run it at once.
_ALEMBIC = threading.Lock()


def migrate(url: str) -> None:
    """Bring the database to ``head``, making it when there is none. Blocks.

    Raises DatabaseIsNewer (and leaves everything as it was), DatabaseInUse, BadDatabaseUrl.
    """
    with WriterLock(engine.sqlite_file(url)):
        upgrade(url)


def upgrade(url: str) -> None:
    """``migrate`` for a caller that holds the lock."""
    found = revision(url)
    if found == head():
        return
    if found is not None and found not in _known():
        raise DatabaseIsNewer(found, head())
    writing = engine.writer_engine(url, foreign_keys=False)
    try:
        with writing.begin() as connection:
            _upgrade(connection)
            if engine.unsound_references(connection):
                raise RuntimeError("The migration would leave rows that point at nothing; nothing was changed.")
    finally:
        writing.dispose()


def require_head(url: str) -> None:
    """For readers: raises DatabaseIsOlder or DatabaseIsNewer unless the database is at ``head``."""
    found = revision(url)
    if found is None or found in _known() - {head()}:
        raise DatabaseIsOlder(found, head())
    if found != head():
        raise DatabaseIsNewer(found, head())


def revision(url: str) -> str | None:
    """The revision that a database is at; None when there is none or nothing in it."""
    if not engine.exists(url):
        return None
    reading = engine.reader_engine(url, 1)
    try:
        with reading.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        reading.dispose()


def head() -> str:
    """The revision that this version needs."""
    found = ScriptDirectory.from_config(config()).get_current_head()
    assert found is not None
    return found


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def _upgrade(connection: Connection) -> None:
    made = config()
    made.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(made, "head")
