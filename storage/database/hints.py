"""Telling other replicas that there is something to do: LISTEN and NOTIFY, in a thread of their own.

Answers for: a hint after a commit reaches every other replica, soon and mostly. Nothing depends on it: hints that come
close together are one, and while the connection is gone there are none; whoever has work looks by himself from time to
time. May not: say what there is to do. Sent apart from the commit, because a NOTIFY within it would make all commits
of the server wait for one another.
"""

import logging
import selectors
import socket
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from storage.database.postgres import connect
from storage.errors import DatabaseAway

logger = logging.getLogger(__name__)

CHANNEL = "fenghuo"
RETRY_SECONDS = 2.0


class Hints:
    """``heard`` is called, in the thread, when another replica has told something."""

    def __init__(self, url: str, heard: Callable[[], None]) -> None:
        self._url = url
        self._heard = heard
        self._news = False
        self._stopping = threading.Event()
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="fenghuo-hints", daemon=True)
        self._listening = threading.Event()

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def tell(self) -> None:
        """Tell the others, soon. From any thread; never blocks."""
        if not self._news:
            self._news = True
            self._wake()

    def stop(self) -> None:
        """Stop listening. Blocks; again is nothing."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._wake()
        self._thread.join()
        self._ours.close()
        self._theirs.close()

    def wait_until_listening(self, seconds: float) -> bool:
        """Whether others are heard, waiting for it at most so long. Blocks."""
        return self._listening.wait(seconds)

    def _wake(self) -> None:
        try:
            self._theirs.send(b"!")
        except (BlockingIOError, OSError):
            return  # it is awake already, or gone

    def _run(self) -> None:
        is_known = False  # said once, however long it lasts
        while not self._stopping.is_set():
            try:
                with connect(self._url) as connection:
                    self._listen(connection)
            except (DatabaseAway, psycopg.Error) as error:
                is_known = is_known and not self._listening.is_set()
                self._listening.clear()
                logger.log(
                    logging.DEBUG if is_known else logging.WARNING,
                    "No hints from other replicas for the moment: %s",
                    " ".join(str(error).split()),
                )
                is_known = True
                self._stopping.wait(RETRY_SECONDS)

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}")
        self._listening.set()
        # What was told while nobody listened.
        self._heard()
        with selectors.DefaultSelector() as selector:
            for each in (connection, self._ours):
                selector.register(each, selectors.EVENT_READ)
            while not self._stopping.is_set():
                self._pass_on(connection, {key.fileobj for key, _ in selector.select()})

    def _pass_on(self, connection: psycopg.Connection[Any], readable: set[Any]) -> None:
        """Tell what there is to tell, hear what others told."""
        if self._ours in readable:
            self._ours.recv(4096)
        if self._news:
            self._news = False
            connection.execute(f"NOTIFY {CHANNEL}")
        mine = connection.info.backend_pid
        if [each for each in connection.notifies(timeout=0) if each.pid != mine]:
            self._heard()
