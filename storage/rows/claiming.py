"""Which wishes may be granted now, in which order, and their leases.

Answers for: of a lane only the oldest unfinished wish is leased, the most urgent go first, and the plan of whoever
grants them has the last word (``delivery.Plan``). What waits is looked at kind by kind: thousands for which Slack has
no room at the moment are not read to find the few that may go out. May not: end what was claimed (``outbox`` does),
begin or end a transaction, read a clock. Conditions of partial indexes are written out, not bound, as in ``outbox``.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, null, select, text, update

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
_CLAIMABLE = select(
    o.id, o.what, o.payload, o.key, o.attempt, o.fence, o.lane, o.urgency, o.created_at, o.reason
).order_by(o.urgency, o.id)
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
_OF_A_KIND = (text(PENDING), o.what == bindparam("what"), FIRST_OF_LANE)
# Written so that no index of times fits it: the one in the order of urgency ends the search at the limit.
_IS_READY = func.coalesce(o.next_at, o.created_at) <= bindparam("now", type_=o.next_at.type)
_READY = Prepared(_CLAIMABLE.where(*_OF_A_KIND, _IS_READY).limit(bindparam("limit")).with_for_update(skip_locked=True))
# Not locked: most are left.
_WAITING = Prepared(_CLAIMABLE.where(*_OF_A_KIND, _IS_READY).limit(MOST_IN_LINE))
_NEXT_READY = Prepared(select(o.next_at).where(*_OF_A_KIND).order_by(o.next_at).limit(1))


def _kinds_that_wait() -> Select[tuple[str]]:
    """Each kind once, from one to the next in the index: however many wait, one of each is read."""
    first = select(func.min(o.what).label("what")).where(text(PENDING)).cte("kinds", recursive=True)
    following = select(func.min(o.what)).where(text(PENDING), o.what > first.c.what).scalar_subquery()
    kinds = first.union_all(select(following).where(first.c.what.is_not(None)))
    return select(kinds.c.what).where(kinds.c.what.is_not(None))


_KINDS = Prepared(_kinds_that_wait())


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
    since: datetime
    reason: str | None


class _InLine(NamedTuple):
    """Those of the kinds in line that may be claimed, and whether others of them have to wait."""

    rows: Sequence[_Row]
    has_more: bool


_NOBODY = _InLine((), False)
_NOBODY_YET = _InLine((), True)


def claim(
    connection: Connection, now: datetime, owner: str, lease: timedelta, limit: int, plan: Plan | None
) -> Claimed:
    """See DeliveryUnit.claim_effects. Those whose order the plan says come first: they are few, and wait for one
    another."""
    shared = plan.shared() if plan else frozenset[str]()
    until = now + lease
    kinds = _kinds(connection)
    found_in_line = _in_line(connection, now, plan, kinds & shared, max(limit // PART_IN_LINE, 1)) if plan else _NOBODY
    claims = _leased(connection, found_in_line.rows, owner, now, until)
    closed = (plan.closed() if plan else frozenset()) | (shared if found_in_line.has_more else frozenset())
    room = limit - len(claims)
    if room > 0:
        found = _EXPIRED.rows(connection, {"now": now, "limit": room})
        for what in kinds - closed - shared:
            found += _READY.rows(connection, {"what": what, "now": now, "limit": room})
        rows = sorted((_Row(*row) for row in found), key=lambda row: (row.urgency, row.id))
        admitted, refused = _admitted(rows, plan, closed, room)
        claims += _leased(connection, admitted, owner, now, until)
        closed |= refused
    return Claimed(tuple(claims), closed)


def _kinds(connection: Connection) -> frozenset[str]:
    """The kinds of which a wish waits."""
    return frozenset(row[0] for row in _KINDS.rows(connection, {}))


def _leased(connection: Connection, rows: Sequence[_Row], owner: str, now: datetime, until: datetime) -> list[Claim]:
    made = [each for row in rows if (each := _claim(connection, row, owner, until))]
    if made:
        leased = [{"b_id": each.id, "b_owner": owner, "b_until": until, "b_now": now} for each in made]
        _LEASE.many(connection, leased)
    return made


def _in_line(connection: Connection, now: datetime, plan: Plan, kinds: frozenset[str], limit: int) -> _InLine:
    """Those of the kinds that the plan itself puts in order, as far as it admits them."""
    if not kinds:
        return _NOBODY
    if plan.admits_none_shared():
        return _NOBODY_YET
    in_hand = plan.in_hand()
    found = [_Row(*row) for what in kinds for row in _WAITING.rows(connection, {"what": what, "now": now})]
    found = sorted(found, key=lambda row: (row.urgency, row.id))[:MOST_IN_LINE]
    waiting = {row.id: row for row in found if row.id not in in_hand}
    candidates = [_candidate(row, (now - row.since).total_seconds()) for row in waiting.values()]
    taken: list[_Row] = []
    for candidate in plan.in_line(candidates):
        if len(taken) == limit:
            plan.more_wait()
            break
        if _WAITS_ON.first(connection, {"id": candidate.id}) is None:
            continue  # another replica takes it
        if not plan.admits(candidate):
            break
        taken.append(waiting[candidate.id])
    return _InLine(taken, len(taken) < len(waiting))


def _candidate(row: _Row, waited: float = 0.0) -> Candidate:
    return Candidate(row.id, row.what, row.attempt, row.urgency, row.lane, waited)


def _admitted(
    rows: Sequence[_Row], plan: Plan | None, closed: frozenset[str], room: int
) -> tuple[Sequence[_Row], frozenset[str]]:
    """The first rows that the plan has room for, and the kinds that it has none for."""
    if plan is None:
        return rows[:room], frozenset()
    refused, in_hand = set(closed), plan.in_hand()
    admitted: list[_Row] = []
    for row in rows:
        if len(admitted) == room:
            break
        if row.what in refused or row.id in in_hand:
            continue
        if plan.admits(_candidate(row)):
            admitted.append(row)
        else:
            refused.add(row.what)
    return admitted, frozenset(refused)


def next_at(connection: Connection, closed: frozenset[str]) -> datetime | None:
    """See DeliveryView.next_effect_at. What waits behind another one of its lane does not count."""
    rows = [_NEXT_READY.first(connection, {"what": what}) for what in _kinds(connection) - closed]
    rows.append(_NEXT_EXPIRED.first(connection, {}))
    return min((row[0] for row in rows if row is not None), default=None)


def _claim(connection: Connection, row: _Row, owner: str, until: datetime) -> Claim | None:
    try:
        effect = decode_effect(row.what, row.payload)
    except (UnknownKind, ValueError) as error:
        reason = f"unreadable: {error}"
        ended = {"state": "failed", "owner": None, "lease_until": None, "reason": reason}
        connection.execute(update(OUTBOX).where(o.id == row.id).values(**ended))
        return None
    attempt, fence = row.attempt + 1, row.fence + 1
    return Claim(row.id, effect, row.key, attempt, fence, row.lane, owner, until, row.since, row.reason or "")
