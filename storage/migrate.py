"""Bringing a database to the form this version needs, or saying why not.

Answers for: running the migrations from the program, and refusing a database that a newer version has written, before
anything in it is touched. May not: hold a migration (``migrations/versions`` does).
"""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from crisis.ports import Passing
from storage.database import engine
from storage.errors import BadDatabaseUrl, DatabaseIsNewer, DatabaseIsOlder
from storage.points import Point, unwatched
from storage.tables.all_tables import METADATA

_FILES = Path(__file__).with_name("migrations") / "versions"
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32)))


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
    if found is None or found in _known() - {head()}:
        raise DatabaseIsOlder(found, head())
    if found != head():
        raise DatabaseIsNewer(found, head())


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
    if not inspect(connection).has_table(_VERSION.name):
        return None
    found: str | None = connection.scalar(select(_VERSION.c.version_num))
    return found


def head() -> str:
    """The revision that this version needs."""
    return max(_known())


def _wants_nothing(found: str | None) -> bool:
    """Whether it is at head. Raises DatabaseIsNewer."""
    if found is not None and found not in _known():
        raise DatabaseIsNewer(found, head())
    return found == head()


def _known() -> set[str]:
    """All revisions: each has a file that begins with its number."""
    return {file.name.partition("_")[0] for file in _FILES.glob("[0-9]*_*.py")}


def _upgrade(connection: Connection) -> None:
    from storage.migrations.running import to_head  # only where there is something to do: it takes its time

    to_head(connection)
