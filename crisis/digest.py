"""The digest: the state of all open incidents, told to one person at the hours that this person chose.

Answers for: what somebody may choose, and when the next one is due. May not: know what it tells (``digest_now``).
Hours are of the person's own time zone; everything else is UTC on the incident clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_HOURS = 8
"""Of one day. Who wants it more often follows the incidents themselves."""
LATE = timedelta(minutes=5)
"""From here on a digest says that it comes late, and for which hour it was."""
DAYS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """``hours``: of the day, in order; none: no digest. ``timezone``: IANA. ``says_nothing``: whether one comes when
    nothing is open and nothing has ended; else only the first of the day does, in one line."""

    hours: tuple[time, ...]
    timezone: str
    says_nothing: bool = False


@dataclass(frozen=True, slots=True)
class DigestTold:
    """What the last digest told: when, of which open incidents, and the highest number that there was."""

    at: datetime
    open: tuple[int, ...] = ()
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's digest. ``chosen``: in Slack, so that the policy does not change it. ``due_at``: the next; None:
    none comes. ``sent_for``: the due time of the last that was put out for sending."""

    person: str
    choice: DigestChoice
    chosen: bool
    due_at: datetime | None = None
    sent_for: datetime | None = None
    told: DigestTold | None = None


def next_time(choice: DigestChoice, after: datetime) -> datetime | None:
    """The next of the chosen hours later than ``after``; None without any. An hour that a change to summer time leaves
    out comes as much later, one that comes twice counts the first time."""
    zone = ZoneInfo(choice.timezone)
    first = after.astimezone(zone).date() - timedelta(days=1)
    moments = (
        datetime.combine(first + timedelta(days=day), hour, tzinfo=zone).astimezone(UTC)
        for day in range(DAYS_AHEAD + 1)
        for hour in choice.hours
    )
    return min((each for each in moments if each > after), default=None)


def is_first_of_day(choice: DigestChoice, due_at: datetime) -> bool:
    """Whether no earlier hour of the same day is chosen."""
    at = due_at.astimezone(ZoneInfo(choice.timezone)).time()
    return all(at <= hour for hour in choice.hours)
