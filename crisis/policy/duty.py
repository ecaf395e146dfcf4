"""Who is on when: rotations with their hand-overs, overrides for a day, and the hours somebody is at work.

Answers for: for every instant from a rotation's start on exactly one person is on, also across a change of daylight
saving time: a hand-over at 09:00 is at 09:00 there, and the shift around the change has 23 or 25 hours. A hand-over at
a time that the change leaves out is as long after midnight as it would be without the change (02:30 becomes 03:30); at
one that comes twice it is the first (both as RFC 5545, section 3.3.5, reads a local time). May not: read a clock, or
know what a role is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's stretch of a rotation; ``ends`` is when somebody else is on. UTC."""

    rotation: str
    person: str  # Slack id
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody is on in place of whoever would be: from ``begins`` until ``ends`` (UTC).

    ``instead_of``: only where it would be this person; None: whoever it is. ``id``: the number of one that was made in
    Slack, ``by`` whom; 0 for one of the policy. Of two that cover an instant the later made counts.
    """

    rotation: str
    person: str
    begins: datetime
    ends: datetime
    instead_of: str | None = None
    id: int = 0
    by: str | None = None


@dataclass(frozen=True, slots=True)
class DayOverride:
    """An override as the policy has it: a day of the rotation (see ``Rotation.day``). People are written as there."""

    day: date
    person: str
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """People who take turns, each from one hand-over to the next, in their order, beginning with the first of them at
    the first hand-over on or after ``starts``.

    ``at``: the hand-over's time of day in ``zone`` (IANA name). ``weekday``: of a weekly one, 0 is Monday; None: daily.
    ``people`` are Slack ids in a roster, ids or e-mail addresses in a policy.
    """

    name: str
    roles: tuple[str, ...]
    people: tuple[str, ...]
    at: time
    zone: str
    starts: date
    weekday: int | None = None
    days: tuple[DayOverride, ...] = ()
    overrides: tuple[Override, ...] = ()

    def shift_at(self, at: datetime) -> Shift | None:
        """Whose shift it is at this instant, and the whole of it; None before the rotation starts.

        Stretches of the same person that follow each other are one shift; where one person alone takes turns, each
        turn is one.
        """
        is_on = self._on(at)
        if is_on is None:
            return None
        if plain := self._plain_turn(at):
            return plain
        begins, ends = self._edge_at_or_before(at), self._edge_after(at)
        while self._on(ends) == is_on:
            ends = self._edge_after(ends)
        while (earlier := self._edge_before(begins)) is not None and self._on(earlier) == is_on:
            begins = earlier
        return Shift(self.name, is_on[0], begins, ends)

    def shifts(self, after: datetime) -> Iterator[Shift]:
        """The shift at this instant, or the rotation's first when it has not started, and those after it, for ever."""
        shift = self.shift_at(max(after, self._begin(0)))
        while shift is not None:
            yield shift
            shift = self.shift_at(shift.ends)

    def day(self, day: date) -> tuple[datetime, datetime]:
        """A day of this rotation, from its hand-over's time of day to the same on the next day: nobody's night is cut
        in two."""
        return moment(day, self.at, self.zone), moment(day + timedelta(days=1), self.at, self.zone)

    def day_of(self, at: datetime) -> date:
        """The day of this rotation in which an instant lies."""
        day = at.astimezone(_zone(self.zone)).date() + timedelta(days=1)
        while moment(day, self.at, self.zone) > at:
            day -= timedelta(days=1)
        return day

    def _plain_turn(self, at: datetime) -> Shift | None:
        """The turn as it is, where no override comes near it and others are on before and after it: most are so."""
        turn, count = self._turn(at) or 0, len(self.people)
        begins, ends, person = self._begin(turn), self._begin(turn + 1), self.people[turn % count]
        neighbours = (self.people[(turn - 1) % count], self.people[(turn + 1) % count])
        if person in neighbours or any(each.begins <= ends and begins <= each.ends for each in self.overrides):
            return None
        return Shift(self.name, person, begins, ends)

    def _on(self, at: datetime) -> tuple[str, object] | None:
        """Who is on, and, where one person takes all turns, what makes this one: the turn's number or the override."""
        turn = self._turn(at)
        if turn is None:
            return None
        person = self.people[turn % len(self.people)]
        source: object = turn
        for override in self.overrides:
            if override.begins <= at < override.ends and override.instead_of in (None, person):
                person, source = override.person, override
        return person, source if len(set(self.people)) == 1 else None

    def _turn(self, at: datetime) -> int | None:
        """The number of the turn that holds this instant, from 0; None before the first."""
        days = (at.astimezone(_zone(self.zone)).date() - self._first_day).days
        turn = days // self._length + 1
        while turn >= 0 and self._begin(turn) > at:
            turn -= 1
        return turn if turn >= 0 else None

    def _begin(self, turn: int) -> datetime:
        return moment(self._first_day + timedelta(days=turn * self._length), self.at, self.zone)

    def _edge_after(self, at: datetime) -> datetime:
        """Where it may be somebody else's turn next."""
        turn = self._turn(at)
        assert turn is not None
        return min((self._begin(turn + 1), *(edge for edge in self._edges() if edge > at)))

    def _edge_at_or_before(self, at: datetime) -> datetime:
        turn = self._turn(at)
        assert turn is not None
        return max((self._begin(turn), *(edge for edge in self._edges() if edge <= at)))

    def _edge_before(self, edge: datetime) -> datetime | None:
        """The edge before this one; None when this is the rotation's start."""
        just_before = edge - timedelta(microseconds=1)
        return None if self._turn(just_before) is None else self._edge_at_or_before(just_before)

    def _edges(self) -> Iterator[datetime]:
        for override in self.overrides:
            yield override.begins
            yield override.ends

    @property
    def _length(self) -> int:
        """Of a turn, in days."""
        return 1 if self.weekday is None else DAYS_OF_WEEK

    @property
    def _first_day(self) -> date:
        if self.weekday is None:
            return self.starts
        return self.starts + timedelta(days=(self.weekday - self.starts.weekday()) % DAYS_OF_WEEK)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of some days of the week: ``days`` (0 is Monday), from ``begins`` until ``ends``, in minutes after
    midnight; 1440 is the end of the day."""

    days: tuple[int, ...]
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class WorkTimes:
    """When somebody is at work, in ``zone`` (IANA name): within the hours, on any day without them; on no holiday."""

    zone: str
    hours: tuple[Hours, ...] = ()
    holidays: frozenset[date] = frozenset()

    def holds(self, at: datetime) -> bool:
        """Whether this is a time of work."""
        day, weekday, minute = _local(self.zone, at)
        if day in self.holidays:
            return False
        if not self.hours:
            return True
        return any(weekday in hours.days and hours.begins <= minute < hours.ends for hours in self.hours)


@lru_cache(maxsize=4096)
def moment(day: date, at: time, zone: str) -> datetime:
    """A time of day in a zone as an instant in UTC. One that is left out or comes twice: see the module."""
    return datetime.combine(day, at, tzinfo=_zone(zone)).astimezone(UTC)


@lru_cache(maxsize=1024)
def _local(zone: str, at: datetime) -> tuple[date, int, int]:
    """Day, day of the week and minute of the day of an instant in a zone; thousands of people share a few zones."""
    local = at.astimezone(_zone(zone))
    return local.date(), local.weekday(), local.hour * 60 + local.minute


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
