"""`fenghuo check`: is the database there, of this version, and may we write it? Nothing is changed. May not: print."""

import os
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.checks import texts as t
from bot.checks.findings import Finding, bad, good, still_open
from bot.settings.settings import Settings, without_password
from storage.database.engine import database_of, sqlite_file
from storage.errors import BadDatabaseUrl, DatabaseAway, DatabaseIsNewer, DatabaseIsOlder, DatabaseUnfit
from storage.migrate import head, require_head, require_writable


def check_database(settings: Settings) -> Finding:
    """Whether the database is there, can be written and is of this version. Blocks; changes nothing."""
    url, title = settings.database_url, t.DATABASE
    try:
        path = sqlite_file(url)
        database_of(url).check_url(url)
    except BadDatabaseUrl as error:
        shown, why = without_password(url), without_password(str(error))
        return bad("database", title, t.DATABASE_BROKEN, t.MEND_URL, where=shown, error=why)
    if path and (problem := _file_problem(path)):
        return problem
    where = path or without_password(url)
    try:
        require_writable(url)
        require_head(url)
    except DatabaseUnfit as error:
        what, mend = t.UNFIT[error.trouble], t.MEND_UNFIT[error.trouble]
        return bad("database", title, what, mend, where=where, found=error.found)
    except DatabaseIsOlder as error:
        if error.found is None:
            return still_open("database", title, t.DATABASE_TO_MAKE if path else t.DATABASE_EMPTY, where=where)
        return still_open("database", title, t.DATABASE_OLDER, where=where, found=error.found, head=error.head)
    except DatabaseIsNewer as error:
        return bad("database", title, t.DATABASE_NEWER, t.MEND_NEWER, where=where, found=error.found)
    except DatabaseAway as error:
        return bad("database", title, t.DATABASE_AWAY, t.MEND_DATABASE_AWAY, where=where, error=error.why)
    except (BadDatabaseUrl, SQLAlchemyError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        return bad("database", title, t.DATABASE_BROKEN, t.MEND_BROKEN, where=where, error=reason)
    return good("database", title, t.DATABASE_GOOD, where=where, revision=head())


def _file_problem(path: Path) -> Finding | None:
    """Why the database's file could not be written."""
    if not path.parent.is_dir():
        return bad("database", t.DATABASE, t.DATABASE_NO_FOLDER, t.MEND_NO_FOLDER, where=path)
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        return bad("database", t.DATABASE, t.DATABASE_READ_ONLY, t.MEND_READ_ONLY, where=path)
    return None
