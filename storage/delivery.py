"""What delivery, clock and health may do with the store besides ``crisis.ports``.

Answers for: the protocols and their values, and completions that the desk can run within its own transaction. May not:
hold code that knows a table. Every method says which clock its times are of.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast

from crisis.clock.due import DueKind
from crisis.effects import Effect
from crisis.policy.people import Person
from crisis.ports import Unit, View


@dataclass(frozen=True, slots=True)
class Claim:
    """An effect leased to ``owner`` until ``lease_until`` (machine clock).

    ``attempt`` counts from 1; above it somebody may have granted the wish already: look back first. ``fence`` grows
    with every lease, so that a late worker cannot complete what another one has taken over. ``since``: when it was
    wished for (machine clock); ``reason``: why it was put back last, empty when nobody has put it back.
    """

    id: int
    effect: Effect
    key: str
    attempt: int
    fence: int
    lane: str
    owner: str
    lease_until: datetime
    since: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An effect that could be claimed. ``attempts``: how often it was tried before. ``urgency``: smaller goes first.
    ``lane``: whose order it keeps; ``waited``: seconds since it was wished for."""

    id: int
    what: str
    attempts: int
    urgency: int
    lane: str = ""
    waited: float = 0.0


class Plan(Protocol):
    """What whoever grants effects can take on now. Called in the transaction, from the writer's thread."""

    def in_hand(self) -> Collection[int]:
        """The ids of those that it has in hand: never claimed, even when their lease seems to have run out."""
        ...

    def closed(self) -> frozenset[str]:
        """The kinds of which none may be claimed, however urgent it is."""
        ...

    def admits(self, candidate: Candidate) -> bool:
        """Whether this one may be claimed now; it is counted then. They come in their order, the most urgent first: of
        a kind of which one was refused, no other is asked about in this transaction."""
        ...

    def shared(self) -> frozenset[str]:
        """The kinds whose order it is for the plan to say, among all that wait."""
        ...

    def admits_none_shared(self) -> bool:
        """Whether ``admits`` would refuse every wish of the shared kinds: then none of them is read."""
        ...

    def in_line(self, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        """Of all those that wait of the shared kinds: whose turn it is, in their order. ``admits`` is asked about each,
        until it refuses one."""
        ...

    def more_wait(self) -> None:
        """Not all of them could be claimed: the limit was reached."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was claimed; ``closed``: the kinds that the plan had no room for."""

    claims: tuple[Claim, ...]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class FailedEffect:
    """An effect that ended without being granted, and why."""

    id: int
    incident: int | None
    what: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimedDue:
    """A due time that has come. ``due_at`` is of the incident clock; ``attempt`` counts failures, from 0."""

    id: int
    incident: int
    kind: DueKind
    key: str
    due_at: datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class Counts:
    """For health and metrics. ``oldest_waiting``: since when (machine clock) the oldest waiting effect waits."""

    waiting: int
    leased: int
    failed: int
    oldest_waiting: datetime | None
    open_incidents: int
    due: int


@dataclass(frozen=True, slots=True)
class HomeSeen:
    """A Home tab that somebody looked at (machine clock). ``shown``: a digest of what it shows; empty: nobody knows.
    ``busy_until``: somebody is bringing it up to date, or it may not be tried before."""

    person: str
    opened_at: datetime
    shown: str
    shown_at: datetime
    busy_until: datetime | None


class DeliveryView(View, Protocol):
    """Looks for delivery, clock and health."""

    def due_now(self, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
        """Due times that have come, the longest overdue first, without those that failed and wait. Claims nothing."""
        ...

    def next_effect_at(self, closed: frozenset[str] = frozenset()) -> datetime | None:
        """When (machine clock) the next effect can be claimed, those of the kinds ``closed`` left out; now or in the
        past when one can be. None: none waits."""
        ...

    def is_unfinished(self, *effects: Effect) -> bool:
        """Whether one of these effects (that do not coalesce) waits or is in hand."""
        ...

    def effects_before(self, effect: Effect) -> int:
        """How many unfinished effects of the same kind go before this one, which waits."""
        ...

    def next_due_at(self, after: datetime | None = None) -> datetime | None:
        """The earliest due time (incident clock) of those that have not failed; with ``after`` of those later than
        it."""
        ...

    def next_due_retry_at(self) -> datetime | None:
        """When (machine clock) the first failed due time may be tried again."""
        ...

    def taken_since(self, kinds: frozenset[str], since: datetime) -> tuple[datetime, ...]:
        """When (machine clock) effects of these kinds were claimed since then, those of everybody."""
        ...

    def at_work_since(self, since: datetime) -> int:
        """How many replicas have said since then (machine clock) that they are at work. They do so only where there may
        be several."""
        ...

    def digests_due(self, now: datetime, limit: int) -> tuple[tuple[str, datetime], ...]:
        """Whose digest is due (incident clock), and since when, the longest overdue first."""
        ...

    def homes_since(self, opened_after: datetime, limit: int) -> Sequence[HomeSeen]:
        """The Home tabs that were opened since then (machine clock), the one first that was brought up to date longest
        ago."""
        ...

    def failed_effects(self, limit: int = 50) -> tuple[FailedEffect, ...]:
        """The newest effects that failed for good."""
        ...

    def counts(self) -> Counts: ...

    def inbox_answer(self, event: str) -> str | None:
        """What was answered to this event; None when it was never handled."""
        ...

    def fact(self, name: str) -> str | None:
        """A small fact about this database, as ``set_fact`` left it."""
        ...


class AtEnd(Protocol):
    """Something to be done once in a unit of work, when all else of it is done."""

    def do(self) -> None: ...


class DeliveryUnit(Unit, DeliveryView, Protocol):
    """Work of delivery and clock, committed with what follows from it."""

    def at_end(self, name: str, work: AtEnd) -> AtEnd:
        """Have ``work`` done when all else of this unit is done, before the commit. One unit may carry out what many
        asked for: what was given first under this name stands for all of them, and is returned."""
        ...

    def claim_effects(
        self, now: datetime, owner: str, lease_seconds: float, limit: int, plan: Plan | None = None
    ) -> Claimed:
        """Lease effects that can be granted now (machine clock), the most urgent first, then the oldest, as far as the
        plan has room.

        Of a lane only the oldest unfinished effect is leased, so never two at once. An effect whose lease has run out
        can be claimed again. One that this version cannot read fails, with the reason.
        """
        ...

    def present(self, replica: str, now: datetime, within_seconds: float) -> int:
        """Note that this replica is at work (machine clock); how many have said so within so many seconds."""
        ...

    def gone(self, replica: str) -> None:
        """This replica has stopped."""
        ...

    def reserve(self, name: str, now: datetime, apart_seconds: float, longest_seconds: float) -> datetime:
        """A place in the line called ``name``, whose places are so many seconds apart: when it is (machine clock). One
        that is further away than ``longest_seconds`` is told, but not taken."""
        ...

    def finish_effect(self, claim: Claim) -> None:
        """The wish was granted. Key and digest stay, the text goes. Raises LeaseLost."""
        ...

    def retry_effect(self, claim: Claim, next_at: datetime, reason: str, tried: bool = True) -> None:
        """Not now: try again at ``next_at`` (machine clock). Raises LeaseLost. One that was not even ``tried`` (nothing
        can have happened) is not counted as an attempt.

        When a newer equal wish (a coalescing one) waits, this one is folded into it.
        """
        ...

    def fail_effect(self, claim: Claim, reason: str) -> None:
        """Never: it ends here and holds up its lane no longer. Raises LeaseLost."""
        ...

    def renew(self, claims: Sequence[Claim], until: datetime) -> tuple[Claim, ...]:
        """Lengthen leases (machine clock). Returns those that are still ours."""
        ...

    def release_leases(self, owner: str | None = None, not_before: datetime | None = None) -> int:
        """Make leased effects wait again, of this owner or of everybody; how many. ``not_before``: until then (machine
        clock) nobody takes them.

        Everybody's only where one process alone uses the database, at its start.
        """
        ...

    def hasten(self, at: datetime, reasons: str) -> int:
        """Let effects that were to be tried again later, for a reason that begins so, be tried at this time (machine
        clock); how many."""
        ...

    def pull_back(self, now: datetime, by: timedelta) -> None:
        """The machine clock went back ``by``: retries and leases that it left in the future come as much earlier, but
        not before ``now``. Nothing where the database keeps the time itself."""
        ...

    def take_due(self, those: Sequence[ClaimedDue]) -> tuple[ClaimedDue, ...]:
        """Mark those done that wait as they were seen; which these are. Their incidents are read together."""
        ...

    def due_failed(self, id: int, next_at: datetime) -> None:
        """Handling it failed: not again before ``next_at`` (machine clock)."""
        ...

    def replace_people(self, people: Sequence[Person]) -> None:
        """Everybody in the workspace, in order; whoever is not among them is forgotten."""
        ...

    def home_opened(self, person: str, shown: str, now: datetime) -> None:
        """Somebody looks at the Home tab now (machine clock), and sees this."""
        ...

    def take_home(self, person: str, shown: str, now: datetime, until: datetime) -> bool:
        """Nobody else brings this Home tab up to date until then (machine clock). False when somebody else does, or
        when it shows something else by now."""
        ...

    def home_shown(self, person: str, before: str, shown: str, now: datetime) -> bool:
        """The Home tab was brought from ``before`` to ``shown``. False when somebody else showed something meanwhile:
        then nobody knows what it shows."""
        ...

    def forget_homes(self, before: datetime) -> int:
        """Forget the Home tabs that nobody has opened since (machine clock); how many."""
        ...

    def forget_inbox(self, before: datetime) -> int:
        """Forget event ids noted before then (machine clock); how many."""
        ...

    def forget_mentions(self, before: datetime) -> int:
        """Forget mentions of no incident that were heard of before then (incident clock), a bounded number at once;
        how many."""
        ...

    def set_fact(self, name: str, value: str) -> None:
        """Keep a small fact about this database."""
        ...


def finishing(claim: Claim) -> Callable[[Unit], None]:
    """For ``Desk.handle(within=…)``: an effect's result and its completion in one commit, or neither (LeaseLost)."""

    def within(unit: Unit) -> None:
        cast("DeliveryUnit", unit).finish_effect(claim)

    return within


def failing(claim: Claim, reason: str) -> Callable[[Unit], None]:
    """For ``Desk.handle(within=…)``: that an effect failed for good, and the record of it, in one commit or neither."""

    def within(unit: Unit) -> None:
        cast("DeliveryUnit", unit).fail_effect(claim, reason)

    return within
