"""The outbox: wishes are put in, and what was claimed ends as done or failed, or waits again.

Answers for: the statements on the outbox but those that claim (``claiming``), for ``unit`` and ``view``. May not: begin
or end a transaction, read a clock. The states and what must hold in each stand as CHECKs in ``tables``. Conditions of
partial indexes are written out, not bound: the database uses such an index only when it sees the same words.
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    literal_column,
    null,
    select,
    text,
    union_all,
    update,
)

from crisis.effects import Effect
from storage.codec import encode_effect
from storage.database.prepared import Insertion, Prepared, any_of, batches
from storage.delivery import Claim, FailedEffect
from storage.errors import LeaseLost
from storage.tables import LEASED, OUTBOX, PENDING, UNFINISHED

o = OUTBOX.c
LOOKED_THROUGH = 5_000
_NEW = (
    "key", "incident", "what", "lane", "urgency", "payload", "digest", "coalesces",
    "state", "attempt", "fence", "created_at", "next_at",
)  # fmt: skip
_PUT = Insertion(OUTBOX, *_NEW)
# Of the keys of wishes: those that were wished for before, once and for all; and those of coalescing ones that wait.
_THERE_ALREADY = Prepared(
    union_all(
        select(o.key).where(any_of(o.key), text("NOT coalesces")),
        select(o.key).where(any_of(o.key), text(f"coalesces AND {PENDING}")),
    )
)

# A wish that waits already stands for a new one only while nobody takes it in hand: until this transaction ends.
_HOLD_WAITING = Prepared(
    select(o.id).where(o.key == bindparam("key"), text(f"coalesces AND {PENDING}")).with_for_update(read=True)
)

# One that waits already becomes as urgent as the new one is: the severity may have been raised meanwhile.
_HASTEN_WAITING = Prepared(
    update(OUTBOX)
    .where(o.key == bindparam("b_key"), text(f"coalesces AND {PENDING}"), o.urgency > bindparam("b_urgency"))
    .values(urgency=bindparam("b_urgency"))
)

_FINISH = Prepared(
    update(OUTBOX)
    .where(
        o.id == bindparam("b_id"),
        text("state = 'leased'"),
        o.owner == bindparam("b_owner"),
        o.fence == bindparam("b_fence"),
    )
    .values(state=text("'done'"), payload=null(), reason=null(), owner=null(), lease_until=null())
)
_UNFINISHED = Prepared(select(o.id).where(o.key == bindparam("key"), text(f"NOT coalesces AND {UNFINISHED}")).limit(1))
_BEFORE = Prepared(
    select(func.count(literal_column("1")))
    .select_from(OUTBOX)
    .where(
        o.what == bindparam("what"),
        text(
            "state IN ('leased', 'pending') AND (urgency, id) < "
            "(SELECT mine.urgency, mine.id FROM outbox AS mine WHERE mine.key = :key AND NOT mine.coalesces)"
        ).bindparams(bindparam("key", type_=o.key.type)),
    )
)


def put(
    connection: Connection,
    effects: Sequence[tuple[Effect, int]],
    now: datetime,
    shared: bool = False,
    new: Set[int] = frozenset(),
) -> None:
    """Wishes with their urgency, in order, without those that need not be put again. ``shared``: others write, too.
    ``new``: the incidents that nothing was wished for before."""
    coalescing = {effect.key: urgency for effect, urgency in effects if effect.coalesces}
    if shared:
        for key in sorted(coalescing):
            _HOLD_WAITING.rows(connection, {"key": key})
    if coalescing:
        hastened = [{"b_key": key, "b_urgency": coalescing[key]} for key in sorted(coalescing)]
        _HASTEN_WAITING.many(connection, hastened)
    first: dict[str, tuple[Effect, int]] = {}
    for effect, urgency in effects:
        first.setdefault(effect.key, (effect, urgency))
    asked = [key for key, (effect, _) in first.items() if effect.incident not in new]
    for values in batches(asked):
        for (key,) in _THERE_ALREADY.rows(connection, values):
            first.pop(key, None)
    _PUT.many(connection, [_new_row(effect, urgency, now) for effect, urgency in first.values()])


def finish(connection: Connection, claim: Claim) -> None:
    """See DeliveryUnit.finish_effect."""
    if _FINISH.count(connection, {"b_id": claim.id, "b_owner": claim.owner, "b_fence": claim.fence}) != 1:
        raise LeaseLost(claim.key)


def fail(connection: Connection, claim: Claim, reason: str) -> None:
    """See DeliveryUnit.fail_effect."""
    _end(connection, claim, state="failed", reason=reason)


def retry(connection: Connection, claim: Claim, next_at: datetime, reason: str, tried: bool) -> None:
    """See DeliveryUnit.retry_effect."""
    attempts = claim.attempt if tried else claim.attempt - 1
    if claim.effect.coalesces and _fold(connection, claim.key, next_at, attempts):
        _end(connection, claim, state="done", payload=None, reason="folded into a newer one")
    else:
        _end(connection, claim, state="pending", next_at=next_at, attempt=attempts, reason=reason)


def renew(connection: Connection, claims: Sequence[Claim], until: datetime) -> tuple[Claim, ...]:
    """See DeliveryUnit.renew."""
    statement = update(OUTBOX).values(lease_until=until)
    kept = [claim for claim in claims if connection.execute(statement.where(_is_ours(claim))).rowcount == 1]
    return tuple(replace(claim, lease_until=until) for claim in kept)


def release(connection: Connection, owner: str | None, not_before: datetime | None) -> int:
    """See DeliveryUnit.release_leases."""
    whose = [o.owner == owner] if owner is not None else []
    statement = select(o.id, o.key, o.coalesces, o.next_at, o.attempt).where(text(LEASED), *whose)
    rows = connection.execute(statement).all()
    for row in rows:
        at = max(row.next_at, not_before) if not_before else row.next_at
        folded = row.coalesces and _fold(connection, row.key, at, row.attempt)
        ended: dict[str, Any] = {"state": "done", "payload": None} if folded else {"state": "pending", "next_at": at}
        connection.execute(update(OUTBOX).where(o.id == row.id).values(owner=None, lease_until=None, **ended))
    return len(rows)


def hasten(connection: Connection, at: datetime, reasons: str) -> int:
    """See DeliveryUnit.hasten."""
    waits = (text(PENDING), o.next_at > at, o.reason.startswith(reasons, autoescape=True))
    return connection.execute(update(OUTBOX).where(*waits).values(next_at=at)).rowcount


def pull_back(connection: Connection, now: datetime, by: timedelta) -> None:
    """See DeliveryUnit.pull_back. A lease that ends sooner than ``by`` from now was taken after the clock went back."""
    for at, state, beyond in ((o.next_at, PENDING, now), (o.lease_until, LEASED, now + by)):
        rows = connection.execute(select(o.id, at).where(text(state), at > beyond)).all()
        if rows:
            earlier = [{"b_id": id, "b_at": max(then - by, now)} for id, then in rows]
            moved = {at.key: bindparam("b_at", type_=at.type)}
            connection.execute(update(OUTBOX).where(o.id == bindparam("b_id")).values(moved), earlier)


def is_unfinished(connection: Connection, effects: Sequence[Effect]) -> bool:
    """See DeliveryView.is_unfinished."""
    return any(_UNFINISHED.first(connection, {"key": effect.key}) for effect in effects)


def before(connection: Connection, effect: Effect) -> int:
    """See DeliveryView.effects_before."""
    row = _BEFORE.first(connection, {"what": effect.what, "key": effect.key})
    return int(row[0]) if row else 0


def taken_since(connection: Connection, kinds: frozenset[str], since: datetime) -> tuple[datetime, ...]:
    """See DeliveryView.taken_since. Only the newest are looked through: there is no index for this one question."""
    newest = select(o.what, o.next_at, o.attempt).order_by(o.id.desc()).limit(LOOKED_THROUGH).subquery()
    mine = (newest.c.what.in_(sorted(kinds)), newest.c.attempt > 0, newest.c.next_at > since)
    return tuple(connection.execute(select(newest.c.next_at).where(*mine)).scalars())


def failed(connection: Connection, limit: int) -> tuple[FailedEffect, ...]:
    """See DeliveryView.failed_effects."""
    statement = (
        select(o.id, o.incident, o.what, o.key, o.reason)
        .where(text("state = 'failed'"))
        .order_by(o.id.desc())
        .limit(limit)
    )
    return tuple(FailedEffect(*row) for row in connection.execute(statement))


def counts(connection: Connection) -> tuple[int, int, int, datetime | None]:
    """How many wait, are leased, have failed; and since when the oldest waits."""
    number = [
        connection.execute(select(func.count(literal_column("1"))).select_from(OUTBOX).where(text(where))).scalar_one()
        for where in (PENDING, LEASED, "state = 'failed'")
    ]
    oldest: datetime | None = connection.execute(select(func.min(o.created_at)).where(text(PENDING))).scalar()
    return number[0], number[1], number[2], oldest


def _new_row(effect: Effect, urgency: int, now: datetime) -> dict[str, Any]:
    payload, digest = encode_effect(effect)
    return {
        "key": effect.key,
        "incident": effect.incident or None,
        "what": effect.what,
        "lane": effect.lane,
        "urgency": urgency,
        "payload": payload,
        "digest": digest,
        "coalesces": effect.coalesces,
        "state": "pending",
        "attempt": 0,
        "fence": 0,
        "created_at": now,
        "next_at": now,
    }


def _is_ours(claim: Claim) -> ColumnElement[bool]:
    return and_(o.id == claim.id, o.state == "leased", o.owner == claim.owner, o.fence == claim.fence)


def _end(connection: Connection, claim: Claim, **values: Any) -> None:
    statement = update(OUTBOX).where(_is_ours(claim)).values(owner=None, lease_until=None, **values)
    if connection.execute(statement).rowcount != 1:
        raise LeaseLost(claim.key)


def _fold(connection: Connection, key: str, next_at: datetime, attempt: int) -> bool:
    """Let a newer equal wish that waits take over the delay and the count of attempts. False when there is none."""
    waiting = connection.execute(
        select(o.id, o.next_at, o.attempt).where(o.key == key, text(f"coalesces AND {PENDING}"))
    ).first()
    if waiting is None:
        return False
    values = {"next_at": max(waiting.next_at, next_at), "attempt": max(waiting.attempt, attempt)}
    connection.execute(update(OUTBOX).where(o.id == waiting.id).values(**values))
    return True
