"""SQLite's log moved back into its file beside the writer, not by it.

The log of committed pages (WAL) has to be carried into the database file now and then. Left to itself SQLite does that
in the COMMIT that comes when 1,000 pages are in it, and whoever waits for that one waits for the disk many times as
long.

Answers for: a thread that does it on a connection of its own when nothing was committed for a moment: while it has the
disk, a COMMIT takes long, too. May not: fail anybody: what it cannot do now is done later.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable

QUIET_SECONDS = 0.3
"""Without a commit. In a storm that never ends the writer does it itself, from ``sqlite.WAL_PAGES`` on."""

logger = logging.getLogger(__name__)


class Checkpoints:
    """``connect`` opens a connection that may write. ``start`` and ``stop`` once; ``wake`` from any thread."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fenghuo-checkpoints", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """Something was committed."""
        self._woken.set()

    def stop(self) -> None:
        """Come to an end; blocks until it is reached. The rest is carried over when the last connection is closed."""
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.wait()
            while not self._stopping.is_set() and self._woken.is_set():
                self._woken.clear()
                self._stopping.wait(QUIET_SECONDS)
            if not self._stopping.is_set():
                self._carry_over()

    def _carry_over(self) -> None:
        # A connection for each time: one that is kept would keep a file open that was deleted or replaced.
        try:
            connection = self._connect()
        except Exception:
            logger.debug("no checkpoint: the file cannot be opened", exc_info=True)
            return
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error:
            logger.debug("no checkpoint", exc_info=True)
        finally:
            connection.close()
