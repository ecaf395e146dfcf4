"""The lock file that keeps a second process from writing to the same SQLite database.

Answers for: one writer per database on this machine. The operating system lets go of the lock when the process ends,
however it ends; the file stays and means nothing by itself. May not: keep anybody from reading.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.errors import BadDatabaseUrl, DatabaseInUse, NoDatabaseFolder

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        # Far behind the process id: Windows would not let others read a locked byte.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from construction until ``release``. Raises DatabaseInUse when somebody else has it, BadDatabaseUrl when the
    lock file cannot be made."""

    def __init__(self, database: Path) -> None:
        if not database.parent.is_dir():
            raise NoDatabaseFolder(database.parent)
        path = database.with_name(database.name + ".lock")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise BadDatabaseUrl(f"The lock file {path} cannot be made: {error.strerror}.") from None
        try:
            _take(descriptor)
        except OSError:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() if hasattr(os, "pread") else ""
            os.close(descriptor)
            raise DatabaseInUse(database, holder) from None
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let others write. Again is nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
