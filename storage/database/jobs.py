"""Units of work that wait, and the threads that take them.

Answers for: nothing is begun that nobody waits for, nothing queued is lost at a stop, too much waiting is refused, and
who is waited for from outside goes before our own deliveries, which are never starved. May not: know how a unit is
committed; ``writer`` (SQLite) and ``pool`` (PostgreSQL) do.
"""

import asyncio
import contextlib
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection

from storage.errors import Overloaded, StoreClosed

# How often a closure runs when each time another unit was faster.
TRIES = 5
MOST_QUEUED = 10_000
# Of so many units that are taken while somebody is waited for, one may be patient.
PATIENT_SHARE = 8
# Eighths that are left of a storm each time something is taken: it is over when about ten times nobody came.
FADING = 4


class Ending(Protocol):
    """A unit of work."""

    def end(self) -> None: ...


U = TypeVar("U", bound=Ending)
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Job(Generic[U]):
    """A closure that waits for its turn, and what came of it. ``future`` belongs to ``loop``. ``callers``: for how many
    it does something at once."""

    closure: Callable[[U], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None
    is_patient: bool = False
    callers: int = 1

    @property
    def is_waited_for(self) -> bool:
        return not self.future.cancelled()

    def resolve(self) -> None:
        """Tell the caller; in his loop."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def tell(jobs: Iterable[Job[U]]) -> None:
    """Tell the callers what came of it, from any thread: one call into each loop, not one for each caller."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job[U]]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, its in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop has ended, and who waited in it
            loop.call_soon_threadsafe(_resolve, its)


def _resolve(jobs: Sequence[Job[Any]]) -> None:
    for job in jobs:
        job.resolve()


class Line(Generic[U]):
    """Jobs that wait, in two rows: those whose caller is waited for, and patient ones."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._urgent: deque[Job[U]] = deque()
        self._patient: deque[Job[U]] = deque()
        self._taken = 0
        self._is_closed = False
        self._unanswered = 0  # urgent jobs that wait or are being done
        self._lately = 0  # how many were taken together, fading

    def __len__(self) -> int:
        return len(self._urgent) + len(self._patient)

    @property
    def pressing(self) -> int:
        """How many urgent jobs wait or are being done; or were a few groups ago: when a group is done all of its
        callers are answered at once, and those of a storm are back in a moment."""
        return max(self._unanswered, self._lately)

    def put(self, job: Job[U]) -> None:
        with self._changed:
            (self._patient if job.is_patient else self._urgent).append(job)
            self._unanswered += _pressing(job)
            self._changed.notify()

    def done(self, jobs: Iterable[Job[U]]) -> None:
        """These were taken and are over."""
        with self._changed:
            self._unanswered -= sum(map(_pressing, jobs))

    def close(self) -> None:
        """What waits is still taken; then there is nothing more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def take(self, most: int) -> list[Job[U]]:
        """Wait for the next jobs, ``most`` at once: urgent ones first, and with them a share of the patient ones.
        Empty when the line is closed and nothing waits."""
        with self._changed:
            self._changed.wait_for(lambda: self._urgent or self._patient or self._is_closed)
            share = self._patient_places(most)
            jobs = _first(self._urgent, most - min(share, len(self._patient)))
            self._lately = max(sum(map(_pressing, jobs)), self._lately * FADING // 8)
            jobs += _first(self._patient, share if jobs else most)
            self._taken += len(jobs)
            return jobs

    def _patient_places(self, most: int) -> int:
        """For how many patient ones there is a place beside urgent ones."""
        if most >= PATIENT_SHARE:
            return most // PATIENT_SHARE
        return 1 if self._taken % PATIENT_SHARE == PATIENT_SHARE - 1 else 0


def _pressing(job: Job[Any]) -> int:
    return 0 if job.is_patient else job.callers


def _first(row: deque[Job[U]], most: int) -> list[Job[U]]:
    return [row.popleft() for _ in range(min(most, len(row)))]


class Workers(ABC, Generic[U]):
    """``start`` makes the threads, ``stop`` finishes what is queued."""

    def __init__(self, threads: int, most_queued: int) -> None:
        self._most_queued = most_queued
        self._count = threads
        self._line: Line[U] = Line()
        self._threads: list[threading.Thread] = []
        self._gate = threading.Lock()
        self._is_open = False

    @property
    def queued(self) -> int:
        """Units that wait for their turn."""
        return len(self._line)

    @property
    def pressing(self) -> int:
        """About how many callers are waited for by somebody outside and have not heard yet."""
        return self._line.pressing

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
            self._is_open = False
            self._line.close()
        for thread in self._threads:
            thread.join()

    def submit(self, closure: Callable[[U], T], patient: bool = False, callers: int = 1) -> asyncio.Future[T]:
        """Queue a unit of work; its future, of the running loop, resolves after the COMMIT. ``patient``: let those go
        first whom somebody outside waits for. ``callers``: for how many it does something at once. Raises StoreClosed,
        Overloaded."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._gate:
            if not self._is_open:
                raise StoreClosed
            if len(self._line) >= self._most_queued:
                raise Overloaded(len(self._line))
            self._line.put(Job(closure, loop, future, is_patient=patient, callers=callers))
        return future

    @abstractmethod
    def _run(self) -> None:
        """What a thread does until it takes nothing more from the line."""


def throw_away(connection: Connection | None) -> None:
    """A connection after an error of its own is not used again."""
    if connection is not None:
        connection.invalidate()
        connection.close()
