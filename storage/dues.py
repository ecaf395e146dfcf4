"""Due times as rows: made what the incident says, taken when they have come.

Answers for: the statements on the due times, for ``unit``. May not: begin or end a transaction, read a clock. Handling
a due time does no input or output, so it is taken and handled in one transaction and needs no lease.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, null, or_, select, text, update

from crisis.due import Due, DueKind
from storage.delivery import ClaimedDue
from storage.errors import DueGone
from storage.prepared import Prepared, insertion
from storage.tables import DUE, PENDING

d = DUE.c
# Locked, so that one which somebody is taking at this moment counts as taken.
_WAITING = Prepared(
    select(d.id, d.key, d.due_at)
    .where(d.incident == bindparam("incident"), text(PENDING))
    .order_by(d.id)
    .with_for_update()
)
_DROP = Prepared(delete(DUE).where(d.id == bindparam("b_id")))
_MOVE = Prepared(
    update(DUE).where(d.id == bindparam("b_id")).values(due_at=bindparam("b_at"), attempt=0, next_at=null())
)
_ADD = Prepared(insertion(DUE, "incident", "kind", "key", "due_at", "state", "attempt", "next_at"))
_COME = (
    select(d.id, d.incident, d.kind, d.key, d.due_at, d.attempt)
    .where(
        text(PENDING),
        d.due_at <= bindparam("incident_now"),
        or_(d.next_at.is_(None), d.next_at <= bindparam("machine_now")),
    )
    .order_by(d.due_at, d.id)
    .limit(bindparam("limit"))
)
_COME_FREE, _COME_LOCKED = Prepared(_COME), Prepared(_COME.with_for_update(skip_locked=True))
_DONE = update(DUE).where(d.id == bindparam("b_id"), text(PENDING)).values(state=text("'done'"), next_at=null())
_TAKE, _DONE_ALL = Prepared(_DONE.where(d.due_at == bindparam("b_at"))), Prepared(_DONE)
_NEXT = select(d.due_at).where(text(PENDING), d.next_at.is_(None)).order_by(d.due_at).limit(1)
_NEXT_OF_ALL, _NEXT_AFTER = Prepared(_NEXT), Prepared(_NEXT.where(d.due_at > bindparam("after")))
_FAILED = (
    update(DUE)
    .where(d.id == bindparam("b_id"), text(PENDING))
    .values(attempt=d.attempt + 1, next_at=bindparam("b_next_at"))
)


def make(connection: Connection, incident: int, wanted: Sequence[Due], is_new: bool = False) -> None:
    """Make the pending due times of an incident exactly these, touching only those that differ. ``is_new``: it has
    none yet."""
    missing = {due.key: due for due in wanted}
    dropped, moved = [], []
    for id, key, due_at in [] if is_new else _WAITING.rows(connection, {"incident": incident}):
        due = missing.pop(key, None)
        if due is None:
            dropped.append({"b_id": id})
        elif due.due_at != due_at:
            moved.append({"b_id": id, "b_at": due.due_at})
    for statement, rows in ((_DROP, dropped), (_MOVE, moved)):
        if rows:
            statement.many(connection, rows)
    if missing:
        _ADD.many(
            connection,
            [
                {
                    "incident": incident,
                    "kind": due.kind.value,
                    "key": key,
                    "due_at": due.due_at,
                    "state": "pending",
                    "attempt": 0,
                    "next_at": None,
                }
                for key, due in missing.items()
            ],
        )


def come(
    connection: Connection, incident_now: datetime, machine_now: datetime, limit: int, lock: bool = False
) -> tuple[ClaimedDue, ...]:
    """See DeliveryView.due_now. ``lock``: keep other claimers from these rows until the transaction ends."""
    values = {"incident_now": incident_now, "machine_now": machine_now, "limit": limit}
    rows = (_COME_LOCKED if lock else _COME_FREE).rows(connection, values)
    return tuple(
        ClaimedDue(id, incident, DueKind(kind), key, due_at, attempt)
        for id, incident, kind, key, due_at, attempt in rows
    )


def claim(connection: Connection, incident_now: datetime, machine_now: datetime, limit: int) -> tuple[ClaimedDue, ...]:
    """See DeliveryUnit.claim_due."""
    found = come(connection, incident_now, machine_now, limit, lock=True)
    if found:
        _DONE_ALL.many(connection, [{"b_id": due.id} for due in found])
    return found


def take(connection: Connection, due: ClaimedDue) -> None:
    """See DeliveryUnit.take_due."""
    if _TAKE.count(connection, {"b_id": due.id, "b_at": due.due_at}) != 1:
        raise DueGone(due.incident, due.key)


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
