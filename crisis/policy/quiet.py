"""Quiet hours: when reminders of the milder severities wait for the morning.

Answers for: whether a moment falls into them, and when they end, also over a daylight saving change. May not: know what
waits, or read a clock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crisis.severity import Severity

CAN_BE_QUIET = frozenset({Severity.SEV3, Severity.SEV4})
"""A red or orange incident keeps no quiet hours: somebody is at work on it."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begins`` until ``ends``, each day, in local time of ``timezone`` (an IANA name; None: the team's). Over
    midnight when it ends no later than it begins."""

    begins: time
    ends: time
    severities: frozenset[Severity] = CAN_BE_QUIET
    timezone: str | None = None

    def end_after(self, at: datetime, team_zone: str) -> datetime | None:
        """When the quiet hours into which ``at`` (UTC) falls end, in UTC; None outside of them. They begin and end by
        the clock on the wall: the night of a daylight saving change is an hour longer or shorter."""
        zone = ZoneInfo(self.timezone or team_zone)
        today = at.astimezone(zone).date()
        ends = (self._end(today - timedelta(days=before), at, zone) for before in (1, 0))
        return next((end for end in ends if end is not None), None)

    def _end(self, day: date, at: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that begin on this day end, when ``at`` falls into them."""
        last = day if self.begins < self.ends else day + timedelta(days=1)
        begins = datetime.combine(day, self.begins, zone).astimezone(UTC)
        ends = datetime.combine(last, self.ends, zone).astimezone(UTC)
        return ends if begins <= at < ends else None
