"""What is wrong at the moment, since when, and what an operator does about it.

Answers for: each trouble is said once in the log when it begins and once when it is over, and stands in ``/readyz`` in
between. May not: find out what is wrong; whoever meets a trouble says so, as often as it is met.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from storage.errors import UNAVAILABLE, DatabaseAway, NotWritable

CLOCK = "clock"
CLOCK_REMEDY = "See that the machine keeps its time (NTP). Shown for ten minutes."
DATABASE = "database"
DATABASE_REMEDY = "See that the database runs and can be reached at FENGHUO_DATABASE_URL; the bot goes on by itself."

NOT_AVAILABLE = (*UNAVAILABLE, OSError, TimeoutError)
"""What a request may meet that is no fault of its own: it is to come again."""

log = structlog.get_logger("fenghuo.troubles")


@dataclass(frozen=True, slots=True)
class Trouble:
    """``what`` is a sentence; ``since`` is of the machine clock, UTC."""

    name: str
    what: str
    since: datetime
    remedy: str


@dataclass(slots=True)
class Troubles:
    """See the module. ``machine``: the machine clock."""

    machine: Callable[[], datetime]
    _now: dict[str, Trouble] = field(default_factory=dict)

    def begin(self, name: str, what: str, remedy: str = "", since: datetime | None = None) -> None:
        """There is this trouble. ``name`` is what it is known by; a second time only the words change."""
        known = self._now.get(name)
        self._now[name] = Trouble(name, what, known.since if known else since or self.machine(), remedy)
        if known is None:
            log.warning(what, since=self._now[name].since.isoformat(timespec="seconds"), remedy=remedy)

    def end(self, name: str) -> None:
        """It is over, or never was."""
        over = self._now.pop(name, None)
        if over is not None:
            lasted = max(self.machine() - over.since, timedelta(0))
            log.info("over", trouble=name, what=over.what, seconds=round(lasted.total_seconds()))

    def clock_jumped(self, by: timedelta) -> None:
        """The machine clock jumped, negative: back. What has lasted two minutes has still lasted two minutes."""
        self._now = {name: replace(each, since=each.since + by) for name, each in self._now.items()}
        self.end(CLOCK)
        way, seconds = "back" if by < timedelta(0) else "ahead", round(abs(by).total_seconds())
        what = f"The machine's clock jumped {way} by {seconds} s; reminders and retries go by the new time."
        self.begin(CLOCK, what, CLOCK_REMEDY)

    def has(self, name: str) -> bool:
        return name in self._now

    def all(self) -> tuple[Trouble, ...]:
        """The longest first."""
        return tuple(sorted(self._now.values(), key=lambda each: each.since))

    def database(self, problem: DatabaseAway | TimeoutError) -> None:
        """The database cannot be used. Over when it was written again (``Health``)."""
        if isinstance(problem, NotWritable):
            self.begin(DATABASE, f"The database cannot be written: {problem.why}.", problem.remedy)
        elif isinstance(problem, DatabaseAway):
            self.begin(DATABASE, f"The database cannot be reached ({problem.why}).", DATABASE_REMEDY)
        else:
            self.begin(DATABASE, "The database does not answer.", DATABASE_REMEDY)
