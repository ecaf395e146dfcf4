"""A unit of work as delivery, clock and housekeeping have it: all of ``domain``, and what they do besides.

Answers for: ``delivery.DeliveryUnit``, on an open transaction. Whatever looks at wishes or due times writes first what
was kept (``flush``). Times of the machine clock come in and go out as the caller's; in between they are the database's,
where several processes share one (``clock``). May not: begin or end a transaction. Used by one thread.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from crisis.policy.people import Person
from storage.database.prepared import Prepared, any_of, batches
from storage.delivery import AtEnd, Claim, Claimed, ClaimedDue, Counts, FailedEffect, Plan
from storage.rows import claiming, dues, mentions, outbox, presence, readers
from storage.tables import INBOX, INCIDENT, META
from storage.tables.people import PERSON
from storage.work.domain import LOCK, DomainUnit

_LOCK_MANY = Prepared(LOCK.where(any_of(INCIDENT.c.number)))


class SqlUnit(DomainUnit):
    """See the module."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._at_end: dict[str, AtEnd] = {}

    # ---- at the end

    def at_end(self, name: str, work: AtEnd) -> AtEnd:
        return self._at_end.setdefault(name, work)

    def end(self) -> None:
        super().end()
        while self._at_end:
            self._at_end.popitem()[1].do()
            self.flush()

    # ---- effects

    def claim_effects(
        self, now: datetime, owner: str, lease_seconds: float, limit: int, plan: Plan | None = None
    ) -> Claimed:
        self.flush()
        machine, lease = self.machine, timedelta(seconds=lease_seconds)
        found = claiming.claim(self.connection, machine.kept(now), owner, lease, limit, plan)
        until = now + lease
        return replace(
            found,
            claims=tuple(
                replace(made, lease_until=until, since=machine.told(made.since) or made.since) for made in found.claims
            ),
        )

    def finish_effect(self, claim: Claim) -> None:
        outbox.finish(self.connection, claim)

    def retry_effect(self, claim: Claim, next_at: datetime, reason: str, tried: bool = True) -> None:
        self.flush()
        outbox.retry(self.connection, claim, self.machine.kept(next_at), reason, tried)

    def fail_effect(self, claim: Claim, reason: str) -> None:
        outbox.fail(self.connection, claim, reason)

    def renew(self, claims: Sequence[Claim], until: datetime) -> tuple[Claim, ...]:
        kept = outbox.renew(self.connection, claims, self.machine.kept(until))
        return tuple(replace(claim, lease_until=until) for claim in kept)

    def release_leases(self, owner: str | None = None, not_before: datetime | None = None) -> int:
        self.flush()
        return outbox.release(self.connection, owner, not_before)

    def hasten(self, at: datetime, reasons: str) -> int:
        self.flush()
        return outbox.hasten(self.connection, self.machine.kept(at), reasons)

    def pull_back(self, now: datetime, by: timedelta) -> None:
        self.flush()
        if not self._database.SHARED:
            outbox.pull_back(self.connection, now, by)
            dues.pull_back(self.connection, now, by)

    def next_effect_at(self, closed: frozenset[str] = frozenset()) -> datetime | None:
        self.flush()
        return super().next_effect_at(closed)

    def failed_effects(self, limit: int = 50) -> tuple[FailedEffect, ...]:
        self.flush()
        return super().failed_effects(limit)

    # ---- replicas

    def present(self, replica: str, now: datetime, within_seconds: float) -> int:
        return presence.present(self.connection, replica, self.machine.kept(now), timedelta(seconds=within_seconds))

    def gone(self, replica: str) -> None:
        presence.gone(self.connection, replica)

    def reserve(self, name: str, now: datetime, apart_seconds: float, longest_seconds: float) -> datetime:
        apart, longest = timedelta(seconds=apart_seconds), timedelta(seconds=longest_seconds)
        at = presence.reserve(self.connection, name, self.machine.kept(now), apart, longest)
        return now + (at - self.machine.kept(now))

    # ---- due times

    def due_now(self, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
        self.flush()
        return super().due_now(incident_now, machine_now, limit)

    def take_due(self, those: Sequence[ClaimedDue]) -> tuple[ClaimedDue, ...]:
        self.flush()
        if self._database.SHARED:  # the incident before its due times, as every unit does: nobody waits in a circle
            for values in batches(sorted({due.incident for due in those})):
                _LOCK_MANY.rows(self.connection, values)
        taken = dues.take(self.connection, those)
        self._read_together(sorted({due.incident for due in taken}))
        return taken

    def due_failed(self, id: int, next_at: datetime) -> None:
        self.flush()
        dues.put_off(self.connection, id, self.machine.kept(next_at))

    def next_due_at(self, after: datetime | None = None) -> datetime | None:
        self.flush()
        return super().next_due_at(after)

    def next_due_retry_at(self) -> datetime | None:
        self.flush()
        return super().next_due_retry_at()

    # ---- Home tabs

    def home_opened(self, person: str, shown: str, now: datetime) -> None:
        self.one_at_a_time(f"home {person}")
        readers.home_opened(self.connection, person, shown, self.machine.kept(now))

    def take_home(self, person: str, shown: str, now: datetime, until: datetime) -> bool:
        return readers.take_home(self.connection, person, shown, self.machine.kept(now), self.machine.kept(until))

    def home_shown(self, person: str, before: str, shown: str, now: datetime) -> bool:
        return readers.home_shown(self.connection, person, before, shown, self.machine.kept(now))

    def forget_homes(self, before: datetime) -> int:
        return readers.forget_homes(self.connection, self.machine.kept(before))

    # ---- people, facts, housekeeping

    def replace_people(self, people: Sequence[Person]) -> None:
        if tuple(people) == self.people():
            return
        self.connection.execute(delete(PERSON))
        if people:
            self.connection.execute(insert(PERSON), [_person_row(person, index) for index, person in enumerate(people)])

    def set_fact(self, name: str, value: str) -> None:
        if self.connection.execute(update(META).where(META.c.name == name).values(value=value)).rowcount == 0:
            self.connection.execute(insert(META).values(name=name, value=value))

    def forget_inbox(self, before: datetime) -> int:
        return self.connection.execute(delete(INBOX).where(INBOX.c.at < self.machine.kept(before))).rowcount

    def forget_mentions(self, before: datetime) -> int:
        return mentions.forget(self.connection, before)

    def counts(self) -> Counts:
        self.flush()
        return super().counts()


def _person_row(person: Person, position: int) -> dict[str, Any]:
    return {
        "id": person.id,
        "position": position,
        "name": person.name,
        "email": person.email,
        "locale": person.locale,
        "timezone": person.timezone,
        "is_bot": person.is_bot,
        "is_active": person.is_active,
        "in_updates_channel": person.in_updates_channel,
    }
