"""Which wishes may be granted now, in which order, and their leases.

Answers for: of a lane only the oldest unfinished wish is leased, the most urgent go first, and the plan of whoever
grants them has the last word (``delivery.Plan``). May not: end what was claimed (``outbox`` does), begin or end a
transaction, read a clock. Conditions of partial indexes are written out, not bound, as in ``outbox``.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, null, select, text, update

from storage.codec import decode_effect
from storage.database.prepared import Prepared
from storage.delivery import Candidate, Claim, Claimed, Plan
from storage.errors import UnknownKind
from storage.tables import LEASED, OUTBOX, PENDING

o = OUTBOX.c
MOST_IN_LINE = 500
PART_IN_LINE = 4
"""One in so many that are claimed together, at most, is of the kinds whose order the plan says."""
# Nothing of the lane is in hand, and nothing before it waits. Where several write, a wish may be committed later than
# one with a larger id; and two claimers may not see what the other is about to lease: the unique index on the lane of
# what is leased then stops the second, which looks again.
FIRST_OF_LANE = text(
    "NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.lane = outbox.lane "
    "AND other.state IN ('leased', 'pending') AND (other.state = 'leased' OR other.id < outbox.id))"
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
_NEXT_EXPIRED = Prepared(select(o.lease_until).where(text(LEASED)).order_by(o.lease_until).limit(1))


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
_NOBODY_YET = _InLine((), True)


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


def _leased(connection: Connection, rows: Sequence[_Row], owner: str, now: datetime, until: datetime) -> list[Claim]:
    made = [each for row in rows if (each := _claim(connection, row, owner, until))]
    if made:
        leased = [{"b_id": each.id, "b_owner": owner, "b_until": until, "b_now": now} for each in made]
        _LEASE.many(connection, leased)
    return made


def _in_line(connection: Connection, now: datetime, plan: Plan, kinds: frozenset[str], limit: int) -> _InLine:
    """Those of the kinds that the plan itself puts in order, as far as it admits them."""
    if plan.admits_none_shared():
        return _NOBODY_YET
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


def _candidate(row: _Row, waited: float = 0.0) -> Candidate:
    return Candidate(row.id, row.what, row.attempt, row.urgency, row.lane, waited)


def _admitted(rows: Sequence[_Row], plan: Plan | None, closed: frozenset[str]) -> tuple[Sequence[_Row], frozenset[str]]:
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


def next_at(connection: Connection, closed: frozenset[str]) -> datetime | None:
    """See DeliveryView.next_effect_at. What waits behind another one of its lane does not count."""
    rows = [statement.first(connection, {}) for statement in (_next_ready(closed), _NEXT_EXPIRED)]
    return min((row[0] for row in rows if row is not None), default=None)


def _claim(connection: Connection, row: _Row, owner: str, until: datetime) -> Claim | None:
    try:
        effect = decode_effect(row.what, row.payload)
    except (UnknownKind, ValueError) as error:
        reason = f"unreadable: {error}"
        ended = {"state": "failed", "owner": None, "lease_until": None, "reason": reason}
        connection.execute(update(OUTBOX).where(o.id == row.id).values(**ended))
        return None
    return Claim(row.id, effect, row.key, row.attempt + 1, row.fence + 1, row.lane, owner, lease_until=until)
