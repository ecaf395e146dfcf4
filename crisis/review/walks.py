"""Two walks over the timeline that a review needs: how status updates kept their rhythm, and how roles were filled.

Answers for: what follows from the order of entries and cannot be read from one entry alone. May not: judge what is late
on other grounds, phrase, or know the state of the incident.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crisis.decisions.rhythm import WITHOUT_UPDATES
from crisis.events import (
    Entry,
    OfferEnded,
    ReminderSnoozed,
    RemindersStopped,
    RhythmSet,
    RoleOffered,
    RoleTaken,
    RoleUnfilled,
    RoleVacated,
    StageChanged,
    UpdatePosted,
    UpdateReminded,
)
from crisis.incident import OfferState
from crisis.policy import Policy
from crisis.review.facts import HoldingLine, OfferLine, RoleLine, Silence, UpdateLine


@dataclass(slots=True)
class Updates:
    """What the walk over updates and reminders found; see ``Cadence`` for the meaning of the counts.

    An update is owed from the first due time that passed without one until it comes, or until nobody waits
    any more: the rhythm was set anew or stopped, or the incident was over. Snoozing puts a due time off, no more.
    """

    lines: list[UpdateLine] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    on_time: int = 0
    late: int = 0
    skipped: int = 0
    snoozed: int = 0
    owed_since: datetime | None = None
    reminded: int = 0  # due times that came since the last update, without those that were put off

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.skipped

    @classmethod
    def read(cls, entries: Sequence[Entry], until: datetime) -> "Updates":
        """Walk over the timeline. ``until``: the end of the incident, or now while it is open; UTC."""
        walk = cls()
        for entry in entries:
            match entry.event:
                case UpdateReminded(due_at=due_at):
                    walk.owed_since = walk.owed_since or due_at
                    walk.reminded += 1
                case UpdatePosted() as event:
                    walk._post(entry, event)
                case ReminderSnoozed():
                    walk.snoozed += 1
                    walk.reminded = max(walk.reminded - 1, 0)
                case RhythmSet() | RemindersStopped():
                    walk._give_up(entry.at)
                case StageChanged(new=stage) if stage in WITHOUT_UPDATES:
                    walk._give_up(entry.at)
        if walk.owed_since:
            walk.silences.append(Silence(walk.owed_since, until, answered=False))
            walk.skipped += max(walk.reminded, 1)
        return walk

    def _post(self, entry: Entry, event: UpdatePosted) -> None:
        due_at = entry.at - event.late_by if event.late_by else None
        if due_at:
            self.late += 1
            self.skipped += max(self.reminded - 1, 0)
            self.silences.append(Silence(due_at, entry.at, answered=True))
        else:
            self.on_time += 1
        self.owed_since, self.reminded = None, 0
        line = UpdateLine(event.number, entry.at, entry.by, event.conditions, event.actions, event.needs)
        self.lines.append(replace(line, due_at=due_at, late_by=event.late_by))

    def _give_up(self, at: datetime) -> None:
        """Nobody waits for an update any more: the one that was owed will not come."""
        if self.owed_since:
            self.silences.append(Silence(self.owed_since, at, answered=False))
            self.skipped += max(self.reminded, 1)
        self.owed_since, self.reminded = None, 0


@dataclass(slots=True)
class Roles:
    """What the walk over offers and takings found, by role."""

    offers: dict[int, tuple[str, OfferLine]] = field(default_factory=dict)
    holdings: dict[str, list[HoldingLine]] = field(default_factory=dict)
    unfilled: dict[str, datetime] = field(default_factory=dict)

    @classmethod
    def read(cls, entries: Sequence[Entry]) -> "Roles":
        walk = cls()
        for entry in entries:
            match entry.event:
                case RoleOffered() as event:
                    line = OfferLine(
                        event.person, entry.at, entry.by, event.expires_at, OfferState.OPEN, None, event.hands_over
                    )
                    walk.offers[event.offer] = (event.role, line)
                case OfferEnded(offer=number, state=state):
                    walk._end(number, state, entry.at)
                case RoleTaken() as event:
                    walk._take(entry.at, event)
                case RoleVacated(role=role):
                    walk._vacate(role, entry.at)
                case RoleUnfilled(role=role):
                    walk.unfilled[role] = entry.at
        return walk

    def _end(self, number: int, state: OfferState, at: datetime) -> None:
        if number in self.offers:
            role, line = self.offers[number]
            self.offers[number] = (role, replace(line, state=state, ended_at=at))

    def _take(self, at: datetime, event: RoleTaken) -> None:
        if event.offer is not None:
            self._end(event.offer, OfferState.ACCEPTED, at)
        held = self.holdings.setdefault(event.role, [])
        if held and held[-1].until is None:
            held[-1] = replace(held[-1], until=at)
        held.append(HoldingLine(event.person, at, None, event.before, event.offer is not None))
        self.unfilled.pop(event.role, None)

    def _vacate(self, role: str, at: datetime) -> None:
        held = self.holdings.get(role)
        if held and held[-1].until is None:
            held[-1] = replace(held[-1], until=at)

    def lines(self, policy: Policy) -> tuple[RoleLine, ...]:
        """One line for every role that was offered or taken, in the order of the catalogue."""
        order = [role.key for role in policy.roles]
        known = {role for role, _ in self.offers.values()} | set(self.holdings) | set(self.unfilled)
        ranked = sorted(known, key=lambda role: (order.index(role) if role in order else len(order), role))
        return tuple(
            RoleLine(
                role=role,
                offers=tuple(line for offered, line in self.offers.values() if offered == role),
                holdings=tuple(self.holdings.get(role, ())),
                unfilled_at=self.unfilled.get(role),
            )
            for role in ranked
        )
