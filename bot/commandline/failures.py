"""What went wrong, in one line for a person.

Answers for: every error that a command expects is said plainly, in the reader's language. Any other is a mistake of
ours and keeps its traceback. May not: hide one.
"""

from bot.checks import texts as check_texts
from bot.commandline import texts as t
from bot.commandline.terminal import WRONG_USE, Failed
from bot.policy.file import PolicyError
from bot.settings.settings import SettingsError, WrongValue, without_password
from crisis.language import Language, Text
from crisis.refusals import NO_SUCH_INCIDENT, Refused
from storage.errors import (
    BadDatabaseUrl,
    DatabaseAway,
    DatabaseInUse,
    DatabaseIsNewer,
    DatabaseIsOlder,
    DatabaseUnfit,
    NoDatabaseFolder,
    NotEmpty,
    StorageError,
)


def failure_of(error: BaseException, language: Language) -> Failed | None:
    """The failure that an error means to a person; None for one that nobody expected."""
    match error:
        case Failed():
            return error
        case SettingsError():
            return Failed(literal(error.line))
        case PolicyError():
            return Failed(literal(error.line(language)))
        case WrongValue():
            return Failed(error.text, WRONG_USE, **error.values)
        case Refused() if error.text is NO_SUCH_INCIDENT:
            return Failed(t.NO_SUCH_INCIDENT, **error.values)
        case StorageError():
            return _of_storage(error)
        case OSError() if error.filename:
            return Failed(t.SYSTEM_ERROR, file=error.filename, why=error.strerror)
    return None


def _of_storage(error: StorageError) -> Failed:
    match error:
        case NoDatabaseFolder():
            return Failed(t.DATABASE_NO_FOLDER, folder=error.folder)
        case BadDatabaseUrl():
            return Failed(t.DATABASE_UNUSABLE, why=without_password(str(error)))
        case DatabaseAway():
            return Failed(t.DATABASE_AWAY, why=without_password(error.why))
        case DatabaseUnfit():
            what, mend = check_texts.UNFIT[error.trouble], check_texts.MEND_UNFIT[error.trouble]
            line = Text(f"{what.en} → {mend.en}", f"{what.zh} → {mend.zh}")
            return Failed(line, where=t.THE_DATABASE, found=error.found)
        case NotEmpty():
            return Failed(t.NOT_EMPTY, table=error.table, rows=error.rows)
        case DatabaseInUse():
            return Failed(t.DATABASE_IN_USE, database=error.database)
        case DatabaseIsNewer():
            return Failed(t.DATABASE_NEWER, found=error.found, head=error.head)
        case DatabaseIsOlder(found=None):
            return Failed(t.DATABASE_EMPTY)
        case DatabaseIsOlder():
            return Failed(t.DATABASE_OLDER, found=error.found, head=error.head)
    return Failed(literal(without_password(str(error))))


def literal(line: str) -> Text:
    """A line that was put into words already."""
    safe = line.replace("{", "{{").replace("}", "}}")
    return Text(safe, safe)
