"""The outbox: wishes are put in, leased in order, and end as done or failed.

Answers for: the statements on the outbox, for ``unit``. May not: begin or end a transaction, read a clock. The states
and what must hold in each stand as CHECKs in ``tables``. Conditions of partial indexes are written out, not bound: the
database uses such an index only when it sees the same words.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    TextClause,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    not_,
    null,
    select,
    text,
    update,
)

from crisis.effects import Effect
from storage.codec import decode_effect, encode_effect
from storage.delivery import Candidate, Claim, Claimed, FailedEffect, Plan
from storage.errors import LeaseLost, UnknownKind
from storage.prepared import Prepared
from storage.tables import LEASED, OUTBOX, PENDING, UNFINISHED

o = OUTBOX.c
MOST_IN_LINE = 500
PART_IN_LINE = 4
"""One in so many that are claimed together, at most, is of the kinds whose order the plan says."""
LOOKED_THROUGH = 5_000
# Nothing of the lane is in hand, and nothing before it waits. Where several write, a wish may be committed later than
# one with a larger id; and two claimers may not see what the other is about to lease: the unique index on the lane of
# what is leased then stops the second, which looks again.
FIRST_OF_LANE = text(
    "NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.lane = outbox.lane "
    "AND other.state IN ('leased', 'pending') AND (other.state = 'leased' OR other.id < outbox.id))"
)
_NEW = (
    "key", "incident", "what", "lane", "urgency", "payload", "digest", "coalesces",
    "state", "attempt", "fence", "created_at", "next_at",
)  # fmt: skip
_WISHED_BEFORE = exists().where(o.key == bindparam("key", type_=o.key.type), text("NOT coalesces"))
_WAITS_ALREADY = exists().where(o.key == bindparam("key", type_=o.key.type), text(f"coalesces AND {PENDING}"))
_PUT = Prepared(
    insert(OUTBOX).from_select(
        _NEW,
        select(*(bindparam(name, type_=o[name].type) for name in _NEW)).where(
            not_(_WISHED_BEFORE), not_(_WAITS_ALREADY)
        ),
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

_CLAIMABLE = select(o.id, o.what, o.payload, o.key, o.attempt, o.fence, o.lane, o.urgency).order_by(o.urgency, o.id)
_EXPIRED = Prepared(
    _CLAIMABLE.where(text(LEASED), o.lease_until <= bindparam("now", type_=o.lease_until.type))
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_LEASE = Prepared(
    update(OUTBOX)
    .where(o.id == bindparam("b_id"))
    .values(
        state=text("'leased'"),
        owner=bindparam("b_owner"),
        lease_until=bindparam("b_until", type_=o.lease_until.type),
        attempt=o.attempt + 1,
        fence=o.fence + 1,
        next_at=bindparam("b_now", type_=o.next_at.type),  # for ``taken_since``
        reason=null(),
    )
)
_WAITS_ON = Prepared(
    select(o.id).where(o.id == bindparam("id"), text(PENDING), FIRST_OF_LANE).with_for_update(skip_locked=True)
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
_NEXT_EXPIRED = Prepared(select(o.lease_until).where(text(LEASED)).order_by(o.lease_until).limit(1))


@lru_cache(maxsize=64)
def _ready(closed: frozenset[str]) -> Prepared:
    """Wishes that may be claimed, those of the kinds ``closed`` left out."""
    return Prepared(
        _CLAIMABLE.where(
            text(PENDING), _open(closed), o.next_at <= bindparam("now", type_=o.next_at.type), FIRST_OF_LANE
        )
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


@lru_cache(maxsize=4)
def _waiting(kinds: frozenset[str]) -> Prepared:
    """Wishes of these kinds that could be claimed, each with when it was put in. Not locked: most are left."""
    return Prepared(
        select(*_CLAIMABLE.selected_columns, o.created_at)
        .where(text(PENDING), _among(kinds), o.next_at <= bindparam("now", type_=o.next_at.type), FIRST_OF_LANE)
        .order_by(o.urgency, o.id)
        .limit(MOST_IN_LINE)
    )


@lru_cache(maxsize=64)
def _next_ready(closed: frozenset[str]) -> Prepared:
    return Prepared(select(o.next_at).where(text(PENDING), _open(closed), FIRST_OF_LANE).order_by(o.next_at).limit(1))


def _open(closed: frozenset[str]) -> TextClause:
    """Written out: which kinds are closed changes seldom, and there are few of them."""
    assert all(what.isidentifier() for what in closed)
    return text(f"what NOT IN ({', '.join(repr(what) for what in sorted(closed))})" if closed else "1 = 1")


def _among(kinds: frozenset[str]) -> TextClause:
    assert all(what.isidentifier() for what in kinds)
    return text(f"what IN ({', '.join(repr(what) for what in sorted(kinds))})")


def put(connection: Connection, effects: Sequence[tuple[Effect, int]], now: datetime, shared: bool = False) -> None:
    """Wishes with their urgency, in order, without those that need not be put again. ``shared``: others write, too."""
    coalescing = {effect.key: urgency for effect, urgency in effects if effect.coalesces}
    if shared:
        for key in sorted(coalescing):
            _HOLD_WAITING.rows(connection, {"key": key})
    if coalescing:
        hastened = [{"b_key": key, "b_urgency": coalescing[key]} for key in sorted(coalescing)]
        _HASTEN_WAITING.many(connection, hastened)
    _PUT.many(connection, [_new_row(effect, urgency, now) for effect, urgency in effects])


def claim(
    connection: Connection, now: datetime, owner: str, lease: timedelta, limit: int, plan: Plan | None
) -> Claimed:
    """See DeliveryUnit.claim_effects. Again without the kinds that the plan has no room for, while these alone kept
    others from being seen. Those whose order the plan says come first: they are few, and wait for one another."""
    shared = plan.shared() if plan else frozenset[str]()
    until = now + lease
    found_in_line = _in_line(connection, now, plan, shared, max(limit // PART_IN_LINE, 1)) if plan else _NOBODY
    claims = _leased(connection, found_in_line.rows, owner, now, until)
    closed = (plan.closed() if plan else frozenset()) | (shared if found_in_line.has_more else frozenset())
    is_first = True
    while len(claims) < limit:
        room = limit - len(claims)
        looking = {"now": now, "limit": room}
        # What has expired is few, and one look at it is enough.
        expired = _EXPIRED.rows(connection, looking) if is_first else []
        ready = _ready(closed | shared).rows(connection, looking)
        found = sorted((_Row(*row) for row in (*expired, *ready)), key=lambda row: (row.urgency, row.id))
        admitted, refused = _admitted(found, plan, closed)
        claims += _leased(connection, admitted[:room], owner, now, until)
        was_closed, closed, is_first = closed, closed | refused, False
        if closed == was_closed or len(ready) < room:
            break
    return Claimed(tuple(claims), closed)


def _leased(connection: Connection, rows: Sequence["_Row"], owner: str, now: datetime, until: datetime) -> list[Claim]:
    made = [each for row in rows if (each := _claim(connection, row, owner, until))]
    if made:
        leased = [{"b_id": each.id, "b_owner": owner, "b_until": until, "b_now": now} for each in made]
        _LEASE.many(connection, leased)
    return made


def _in_line(connection: Connection, now: datetime, plan: Plan, kinds: frozenset[str], limit: int) -> "_InLine":
    """Those of the kinds that the plan itself puts in order, as far as it admits them."""
    in_hand = plan.in_hand()
    found = _waiting(kinds).rows(connection, {"now": now}) if kinds else []
    waiting = {row[0]: row for row in found if row[0] not in in_hand}
    rows = [(_Row(*row[:-1]), row[-1]) for row in waiting.values()]
    candidates = [_candidate(row, (now - since).total_seconds()) for row, since in rows]
    taken: list[_Row] = []
    for candidate in plan.in_line(candidates):
        if len(taken) == limit:
            plan.more_wait()
            break
        if _WAITS_ON.first(connection, {"id": candidate.id}) is None:
            continue  # another replica takes it
        if not plan.admits(candidate):
            break
        taken.append(_Row(*waiting[candidate.id][:-1]))
    return _InLine(taken, len(taken) < len(waiting))


def _candidate(row: "_Row", waited: float = 0.0) -> Candidate:
    return Candidate(row.id, row.what, row.attempt, row.urgency, row.lane, waited)


def _admitted(
    rows: Sequence["_Row"], plan: Plan | None, closed: frozenset[str]
) -> tuple[Sequence["_Row"], frozenset[str]]:
    """The rows that the plan has room for, and the kinds that it has none for."""
    if plan is None:
        return rows, frozenset()
    refused, in_hand = set(closed), plan.in_hand()
    admitted = []
    for row in rows:
        if row.what in refused or row.id in in_hand:
            continue
        if plan.admits(_candidate(row)):
            admitted.append(row)
        else:
            refused.add(row.what)
    return admitted, frozenset(refused)


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


def next_at(connection: Connection, closed: frozenset[str]) -> datetime | None:
    """See DeliveryView.next_effect_at. What waits behind another one of its lane does not count."""
    rows = [statement.first(connection, {}) for statement in (_next_ready(closed), _NEXT_EXPIRED)]
    return min((row[0] for row in rows if row is not None), default=None)


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


class _Row(NamedTuple):
    """What is read of a wish to claim it, in the order of ``_CLAIMABLE``."""

    id: int
    what: str
    payload: str
    key: str
    attempt: int
    fence: int
    lane: str
    urgency: int


class _InLine(NamedTuple):
    """Those of the kinds in line that may be claimed, and whether others of them have to wait."""

    rows: Sequence[_Row]
    has_more: bool


_NOBODY = _InLine((), False)


def _claim(connection: Connection, row: _Row, owner: str, until: datetime) -> Claim | None:
    try:
        effect = decode_effect(row.what, row.payload)
    except (UnknownKind, ValueError) as error:
        reason = f"unreadable: {error}"
        ended = {"state": "failed", "owner": None, "lease_until": None, "reason": reason}
        connection.execute(update(OUTBOX).where(o.id == row.id).values(**ended))
        return None
    return Claim(row.id, effect, row.key, row.attempt + 1, row.fence + 1, row.lane, owner, lease_until=until)


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
