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
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from crisis.ports import Passing
from storage import engine
from storage.all_tables import METADATA
from storage.errors import BadDatabaseUrl, DatabaseIsNewer, DatabaseIsOlder
from storage.points import Point, unwatched

# Alembic keeps what it runs in module globals, so two threads may not run it at once.
_ALEMBIC = threading.Lock()


def migrate(url: str) -> None:
    """Bring the database to ``head``, making it when there is none. Blocks.

    Raises DatabaseIsNewer (and leaves everything as it was), DatabaseInUse, DatabaseAway, BadDatabaseUrl.
    """
    with engine.database_of(url).writing_alone(url):
        upgrade(url)


def upgrade(url: str, passing: Passing = unwatched) -> None:
    """``migrate`` for a caller that writes alone, where only one may. Raises DatabaseUnfit, too."""
    database = engine.database_of(url)
    if _wants_nothing(revision(url)):
        require_writable(url)
        return
    writing = database.writer_engine(url, foreign_keys=False)
    try:
        with writing.begin() as connection:
            upgrade_within(connection, passing)
    finally:
        writing.dispose()
    passing(Point.MIGRATED)


def upgrade_within(connection: Connection, passing: Passing = unwatched) -> None:
    """``upgrade`` in a transaction that is open already. Raises DatabaseIsNewer, DatabaseUnfit."""
    database = engine.behind(connection)
    database.wait_for_migration(connection)
    if _wants_nothing(revision_within(connection)):
        return  # another replica was faster
    try:
        _upgrade(connection)
    except DBAPIError as error:
        raise database.unfit(error) or error from error
    passing(Point.MIGRATING)
    if database.unsound_references(connection):
        raise RuntimeError("The migration would leave rows that point at nothing; nothing was changed.")


def require_head(url: str) -> None:
    """For readers: raises DatabaseIsOlder or DatabaseIsNewer unless the database is at ``head``."""
    found = revision(url)
    wanted, known = _versions()
    if found is None or found in known - {wanted}:
        raise DatabaseIsOlder(found, wanted)
    if found != wanted:
        raise DatabaseIsNewer(found, wanted)


def require_writable(url: str) -> None:
    """Raises DatabaseUnfit unless this user may write, or make, what this version needs. Changes nothing.

    Raises DatabaseAway and BadDatabaseUrl, too. A file that is not there yet is not looked at.
    """
    database = engine.database_of(url)
    if not database.exists(url):
        return
    reading = database.reader_engine(url, 1)
    try:
        with reading.connect() as connection:
            database.want_writable(connection, [*METADATA.tables], revision_within(connection) is not None)
    finally:
        reading.dispose()


def revision(url: str) -> str | None:
    """The revision that a database is at; None when there is none or nothing in it.

    Raises DatabaseAway, DatabaseUnfit, and BadDatabaseUrl for a file that is no database.
    """
    database = engine.database_of(url)
    database.check_url(url)
    if not database.exists(url):
        return None
    reading = database.reader_engine(url, 1)
    try:
        with reading.connect() as connection:
            return revision_within(connection)
    except DatabaseError as error:
        if isinstance(error, OperationalError):
            raise
        if unfit := database.unfit(error):
            raise unfit from error
        raise BadDatabaseUrl(f"What the address names cannot be read as a database: {error.orig}.") from error
    finally:
        reading.dispose()


def revision_within(connection: Connection) -> str | None:
    """The revision of the database behind an open connection."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision that this version needs."""
    return _versions()[0]


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def _wants_nothing(found: str | None) -> bool:
    """Whether it is at head. Raises DatabaseIsNewer."""
    wanted, known = _versions()
    if found is not None and found not in known:
        raise DatabaseIsNewer(found, wanted)
    return found == wanted


def _versions() -> tuple[str, set[str]]:
    """The head, and all that this version knows; each migration is read for it, so once for both."""
    scripts = ScriptDirectory.from_config(config())
    wanted = scripts.get_current_head()
    assert wanted is not None
    return wanted, {script.revision for script in scripts.walk_revisions()}


def _upgrade(connection: Connection) -> None:
    made = config()
    made.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(made, "head")
