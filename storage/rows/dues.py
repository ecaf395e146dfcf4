"""Due times as rows: made what the incident says, taken when they have come.

Answers for: the statements on the due times, for ``unit``. May not: begin or end a transaction, read a clock. Handling
a due time does no input or output, so it is taken and handled in one transaction and needs no lease.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, null, or_, select, text, update

from crisis.clock.due import Due, DueKind
from storage.database.prepared import Insertion, Prepared, any_of, batches
from storage.delivery import ClaimedDue
from storage.tables import DUE, PENDING

d = DUE.c
# Locked, so that one which somebody is taking at this moment counts as taken.
_ALL_WAITING = select(d.id, d.incident, d.key, d.due_at).where(text(PENDING)).order_by(d.id).with_for_update()
_WAITING = Prepared(_ALL_WAITING.where(d.incident == bindparam("incident")))
_WAITING_OF_MANY = Prepared(_ALL_WAITING.where(any_of(d.incident)))
_DROP = Prepared(delete(DUE).where(d.id == bindparam("b_id")))
_MOVE = Prepared(
    update(DUE).where(d.id == bindparam("b_id")).values(due_at=bindparam("b_at"), attempt=0, next_at=null())
)
_ADD = Insertion(DUE, "incident", "kind", "key", "due_at", "state", "attempt", "next_at")
_COME = Prepared(
    select(d.id, d.incident, d.kind, d.key, d.due_at, d.attempt)
    .where(
        text(PENDING),
        d.due_at <= bindparam("incident_now"),
        or_(d.next_at.is_(None), d.next_at <= bindparam("machine_now")),
    )
    .order_by(d.due_at, d.id)
    .limit(bindparam("limit"))
)
WITH_FOLLOW_UPS = select(d.incident).where(text(PENDING), text(f"kind = '{DueKind.FOLLOW_UP}'"))
_DONE = Prepared(update(DUE).where(any_of(d.id), text(PENDING)).values(state=text("'done'"), next_at=null()))
_AS_SEEN = Prepared(select(d.id, d.due_at).where(any_of(d.id), text(PENDING)).with_for_update(skip_locked=True))
_NEXT = select(d.due_at).where(text(PENDING), d.next_at.is_(None)).order_by(d.due_at).limit(1)
_NEXT_OF_ALL, _NEXT_AFTER = Prepared(_NEXT), Prepared(_NEXT.where(d.due_at > bindparam("after")))
_FAILED = (
    update(DUE)
    .where(d.id == bindparam("b_id"), text(PENDING))
    .values(attempt=d.attempt + 1, next_at=bindparam("b_next_at"))
)


def make(connection: Connection, wanted: Mapping[int, Sequence[Due]], new: Set[int] = frozenset()) -> None:
    """Make the pending due times of each of these incidents exactly those, touching only what differs. ``new``: the
    incidents that have none yet."""
    missing = {(incident, due.key): due for incident, those in wanted.items() for due in those}
    dropped, moved = [], []
    for id, incident, key, due_at in _waiting(connection, [each for each in wanted if each not in new]):
        due = missing.pop((incident, key), None)
        if due is None:
            dropped.append({"b_id": id})
        elif due.due_at != due_at:
            moved.append({"b_id": id, "b_at": due.due_at})
    added = [_new_row(incident, due) for (incident, _), due in missing.items()]
    for statement, rows in ((_DROP, dropped), (_MOVE, moved)):
        if rows:
            statement.many(connection, rows)
    _ADD.many(connection, added)


def _waiting(connection: Connection, incidents: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    if len(incidents) == 1:
        return _WAITING.rows(connection, {"incident": incidents[0]})
    return [row for values in batches(incidents) for row in _WAITING_OF_MANY.rows(connection, values)]


def _new_row(incident: int, due: Due) -> dict[str, Any]:
    return {
        "incident": incident,
        "kind": due.kind.value,
        "key": due.key,
        "due_at": due.due_at,
        "state": "pending",
        "attempt": 0,
        "next_at": None,
    }


def come(connection: Connection, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
    """See DeliveryView.due_now."""
    values = {"incident_now": incident_now, "machine_now": machine_now, "limit": limit}
    rows = _COME.rows(connection, values)
    return tuple(
        ClaimedDue(id, incident, DueKind(kind), key, due_at, attempt)
        for id, incident, kind, key, due_at, attempt in rows
    )


def take(connection: Connection, those: Sequence[ClaimedDue]) -> tuple[ClaimedDue, ...]:
    """See DeliveryUnit.take_due."""
    seen = {
        id: due_at for values in batches([due.id for due in those]) for id, due_at in _AS_SEEN.rows(connection, values)
    }
    taken = tuple(due for due in those if seen.get(due.id) == due.due_at)
    for values in batches([due.id for due in taken]):
        _DONE.count(connection, values)
    return taken


def put_off(connection: Connection, id: int, next_at: datetime) -> None:
    """See DeliveryUnit.due_failed. One that waits no longer is left alone."""
    connection.execute(_FAILED, {"b_id": id, "b_next_at": next_at})


def pull_back(connection: Connection, now: datetime, by: timedelta) -> None:
    """See DeliveryUnit.pull_back."""
    rows = connection.execute(select(d.id, d.next_at).where(text(f"{PENDING} AND next_at IS NOT NULL"))).all()
    for id, then in rows:
        if then > now:
            connection.execute(update(DUE).where(d.id == id).values(next_at=max(then - by, now)))


def next_at(connection: Connection, after: datetime | None) -> datetime | None:
    """See DeliveryView.next_due_at."""
    row = _NEXT_OF_ALL.first(connection, {}) if after is None else _NEXT_AFTER.first(connection, {"after": after})
    return row[0] if row else None


def next_retry_at(connection: Connection) -> datetime | None:
    """See DeliveryView.next_due_retry_at."""
    statement = select(d.next_at).where(text(f"{PENDING} AND next_at IS NOT NULL")).order_by(d.next_at).limit(1)
    found: datetime | None = connection.execute(statement).scalar()
    return found


def count(connection: Connection) -> int:
    """How many wait."""
    return connection.execute(select(func.count(d.id)).where(text(PENDING))).scalar_one()
