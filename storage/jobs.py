"""Units of work that wait, and the threads that take them.

Answers for: nothing is begun that nobody waits for, nothing queued is lost at a stop, and too much waiting is refused.
May not: know how a unit is committed; ``writer`` (SQLite) and ``pool`` (PostgreSQL) do.
"""

import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection

from storage.errors import Overloaded, StoreClosed

# How often a closure runs when each time another unit was faster.
TRIES = 5
MOST_QUEUED = 10_000


class Flushing(Protocol):
    """A unit of work."""

    def flush(self) -> None: ...


U = TypeVar("U", bound=Flushing)
T = TypeVar("T")


@dataclass(slots=True)
class Job(Generic[U]):
    """A closure that waits for its turn, and what came of it."""

    closure: Callable[[U], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None

    def resolve(self) -> None:
        """Tell the caller."""
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Workers(ABC, Generic[U]):
    """``start`` makes the threads, ``stop`` finishes what is queued."""

    def __init__(self, threads: int, most_queued: int) -> None:
        self._most_queued = most_queued
        self._count = threads
        self._queue: queue.SimpleQueue[Job[U] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._gate = threading.Lock()
        self._is_open = False

    @property
    def queued(self) -> int:
        """Units that wait for their turn."""
        return self._queue.qsize()

    def start(self) -> None:
        """Begin to work."""
        self._is_open = True
        self._threads = [
            threading.Thread(target=self._run, name=f"fenghuo-writer-{index}", daemon=True)
            for index in range(1, self._count + 1)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Take nothing more, finish what is queued, and return when the threads have ended. Blocks; again is
        nothing."""
        with self._gate:
            was_open, self._is_open = self._is_open, False
            if was_open:
                for _ in self._threads:
                    self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def submit(self, closure: Callable[[U], T]) -> Future[T]:
        """Queue a unit of work; its future resolves after the COMMIT. Raises StoreClosed, Overloaded."""
        future: Future[T] = Future()
        with self._gate:
            if not self._is_open:
                raise StoreClosed
            if self._queue.qsize() >= self._most_queued:
                raise Overloaded(self._queue.qsize())
            self._queue.put(Job(closure, future))
        return future

    @abstractmethod
    def _run(self) -> None:
        """What a thread does until it takes None from the queue."""


def throw_away(connection: Connection | None) -> None:
    """A connection after an error of its own is not used again."""
    if connection is not None:
        connection.invalidate()
        connection.close()
